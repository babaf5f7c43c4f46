"""A server of its own as a process: start it, watch what it takes, end it, kill it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parent.parent


class Process:
    """`mockserver serve --port 0` with more arguments; `url` is where it answers."""

    def __init__(self, *arguments: str, errors: IO[bytes] | int | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mockserver", "serve", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert self.process.stdout is not None
        lines = self.process.stdout
        url = next((line.split()[1] for line in lines if line.startswith("Ready: ")), "")
        if not url:
            raise RuntimeError(f"the server did not start, it ended with {self.process.wait()}")
        self.url = url

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid

    def usage(self) -> tuple[float, int]:
        """Resident MB and open file handles."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        resident = int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024
        return resident, len(os.listdir(f"/proc/{self.pid}/fd"))  # noqa: PTH208 - a plain count

    def kill(self) -> None:
        """At once, as if the power went."""
        self.process.kill()
        self._wait()

    def stop(self) -> int:
        """As Docker and systemd end it; returns its exit code."""
        self.process.terminate()
        return self._wait()

    def _wait(self) -> int:
        code = self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code


@contextmanager
def serving(*arguments: str, errors: IO[bytes] | int | None = None) -> Iterator[Process]:
    """A server while the block runs."""
    process = Process(*arguments, errors=errors)
    try:
        yield process
    finally:
        if process.process.poll() is None:
            process.stop()
