"""What a second process brings: the same upserts on one server, then on two at once.

    python -m benchmarks.shards

Shards share nothing, so what keeps this below two is the machine: the drivers run on the same
cores. `us` is the processor time of a server for one request, which tells how far it goes alone.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from benchmarks.run import PEERS, SECONDS, measured, started

MOCKSERVER, CONNECTIONS, FIRST_PORT = PEERS[0], 16, 4740
TICKS = os.sysconf("SC_CLK_TCK")


def processor_s(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def rates(shards: int, what: str) -> tuple[float, float]:
    """Requests per second of so many servers together, and server microseconds a request."""
    with ExitStack() as stack:
        pids = [
            stack.enter_context(started(MOCKSERVER, FIRST_PORT + shard))[1]
            for shard in range(shards)
        ]
        before = sum(map(processor_s, pids))
        urls = [f"http://127.0.0.1:{FIRST_PORT + shard}" for shard in range(shards)]
        with ThreadPoolExecutor(shards) as pool:
            ask = MOCKSERVER.asks[what]
            found = list(pool.map(lambda url: measured(url, ask, CONNECTIONS)[0], urls))
        used = sum(map(processor_s, pids)) - before
    return sum(found), used / (sum(found) * SECONDS) * 1e6


def main() -> None:
    """Print a table."""
    print(
        f"{CONNECTIONS} connections a server, {os.cpu_count()} cores, drivers on the same cores\n"
    )
    print("| what | one: req/s · server us | two: req/s · server us | ratio |")
    print("|---|---|---|---|")
    for what in (name for name in MOCKSERVER.asks if "upsert" in name):
        one, one_us = rates(1, what)
        two, two_us = rates(2, what)
        print(
            f"| {what} | {one:,.0f} · {one_us:.0f} | {two:,.0f} · {two_us:.0f} | {two / one:.2f} |"
        )


if __name__ == "__main__":
    main()
