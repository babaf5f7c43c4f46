"""Runs one task: python task.py careless|careful candis|codat push|pull|listen."""

import os
import signal
import sys
import threading
import time
from importlib import import_module

import requests


def pause(seconds: float) -> None:
    """Wait; where the sandbox's clock stands still, let its time pass instead."""
    clock = os.environ.get("CERTIFY_CLOCK_URL")
    if clock is None:
        time.sleep(seconds)
    else:
        requests.post(clock, json={"advance": round(seconds, 3)}, timeout=30).raise_for_status()


if __name__ == "__main__":
    integration, provider, task = sys.argv[1:]
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    import_module(integration).run(provider, task, os.environ, pause, stop)
