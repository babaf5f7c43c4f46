"""What worlds cost: create, reset, fork, snapshot and restore; a thousand of them; held requests.

python -m benchmarks.sandboxes
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import requests

from mockserver.testing import MockServer

ROUNDS = 50
MANY = 1000
HELD = 50
HELD_MS = 5000


def times(action: Callable[[], Any], rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each round."""
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begin) * 1000)
    return taken


def verbs(name: str, steer: Callable[..., Any]) -> None:
    """A row a verb: median and worst of the rounds."""
    world = steer("POST", "/sandboxes", {"clock": {"rate": 0}})["name"]
    steer("POST", f"/sandboxes/{world}/snapshots", {"label": "clean"})
    actions = {
        "create": lambda: steer("POST", "/sandboxes", {"clock": {"rate": 0}}),
        "reset": lambda: steer("POST", f"/sandboxes/{world}/reset"),
        "fork": lambda: steer("POST", f"/sandboxes/{world}/fork", {}),
        "snapshot": lambda: steer("POST", f"/sandboxes/{world}/snapshots", {"label": "again"}),
        "restore": lambda: steer("POST", f"/sandboxes/{world}/snapshots/clean/restore"),
    }
    for verb, action in actions.items():
        taken = times(action)
        print(f"| {verb} | {name} | {median(taken):.1f} | {max(taken):.1f} |", flush=True)


def started() -> tuple[subprocess.Popen[str], str]:
    """A server of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "mockserver", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    url = next(line.split()[1] for line in process.stdout if line.startswith("Ready: "))
    return process, url


def usage(pid: int) -> tuple[float, int]:
    """Resident MB and open file handles."""
    status = Path(f"/proc/{pid}/status").read_text()
    resident = int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024
    return resident, len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208 - a plain count


def main() -> None:
    """Print all three."""
    print("| verb | how | median ms | worst ms |\n|---|---|---|---|")
    local = MockServer()
    verbs("in process", local.steer)
    local.close()
    process, url = started()
    session = requests.Session()

    def steer(method: str, path: str, body: Any = None) -> Any:
        response = session.request(method, f"{url}/_mock{path}", json=body, timeout=60)
        response.raise_for_status()
        return response.json() if response.content else None

    verbs("over HTTP", steer)
    before = usage(process.pid)
    begin = time.perf_counter()
    worlds = [steer("POST", "/sandboxes", {"clock": {"rate": 0}}) for _ in range(MANY)]
    took = time.perf_counter() - begin
    after = usage(process.pid)
    print(f"\n{MANY} sandboxes in {took:.1f} s: {before[0]:.0f} MB and {before[1]} handles before,")
    print(f"{after[0]:.0f} MB and {after[1]} handles after.")
    far = worlds[0]["providers"]["candis"]
    again = times(
        lambda: session.get(f"{far['base_url']}/v1/organizations/info", headers=far["headers"]), 1
    )
    print(f"The first of them, whose file was closed meanwhile, answers in {again[0]:.1f} ms.")

    near = worlds[-1]["providers"]["candis"]
    ask = lambda: session.get(f"{near['base_url']}/v1/organizations/info", headers=near["headers"])  # noqa: E731
    free = times(ask, 300)
    other = worlds[-2]
    steer(
        "POST",
        f"/sandboxes/{other['name']}/faults",
        {"provider": "candis", "kind": "latency", "value": HELD_MS},
    )
    held = other["providers"]["candis"]
    with ThreadPoolExecutor(HELD) as pool:
        waiting = [
            pool.submit(
                requests.get,
                f"{held['base_url']}/v1/organizations/info",
                headers=held["headers"],
                timeout=60,
            )
            for _ in range(HELD)
        ]
        time.sleep(1.5)
        during = times(ask, 300)
        still = sum(not one.done() for one in waiting)
    print(f"\n{still} connections held for {HELD_MS} ms; others, median and p99 ms:")
    for name, taken in (("without", free), ("meanwhile", during)):
        print(f"  {name}: {median(taken):.2f} {quantiles(taken, n=100)[98]:.2f}")
    process.terminate()
    process.wait()


if __name__ == "__main__":
    main()
