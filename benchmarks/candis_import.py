"""A Candis import of 100,000 records in ratios, each measured side by side in this one run.

    python -m benchmarks.candis_import

1. Accepting and processing it, over HTTP, against plain marshmallow validation of the same
   records and one raw `executemany` into SQLite.
2. A page of its log at the end against one at the beginning.
3. How many other requests are answered while it is processed, against an idle server.
4. How much memory a body of the largest size takes, and what happens to a larger one.
"""

import json
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import requests
from marshmallow import Schema, fields, validate

ROOT = Path(__file__).parent.parent
RECORDS = [{"accountCode": f"{n:06}", "name": f"Account number {n}"} for n in range(100_000)]
BODY = json.dumps(RECORDS).encode()
PATH = "/v1/organizations/alpha-organization/imports"
JSON = {"Content-Type": "application/json"}
MEBIBYTE = 1024 * 1024


class Plain(Schema):
    """The same checks without our fast path."""

    accountCode = fields.String(required=True, validate=validate.Length(min=1))  # noqa: N815 - as it is sent
    name = fields.String(required=True, validate=validate.Length(min=1))


class Api:
    """A sandbox of a server."""

    def __init__(self, url: str, *, rate: float) -> None:
        self.url = url
        born = requests.post(f"{url}/_mock/sandboxes", json={"clock": {"rate": rate}}, timeout=30)
        world = born.json()
        self.control = f"{url}/_mock/sandboxes/{world['name']}"
        self.root = world["providers"]["candis"]["base_url"]
        self.session = requests.Session()
        self.session.headers.update(world["providers"]["candis"]["headers"])

    def send(self, body: bytes) -> requests.Response:
        return self.session.post(
            f"{self.root}{PATH}/general-ledger-accounts", data=body, headers=JSON, timeout=600
        )

    def log(self, process_id: str, offset: int = 0) -> dict[str, object]:
        url = f"{self.root}{PATH}/{process_id}"
        answer: dict[str, object] = self.session.get(url, params={"offset": offset}).json()
        return answer

    def finish(self) -> None:
        answer = requests.post(f"{self.control}/clock", json={"advance": "until-idle"}, timeout=600)
        answer.raise_for_status()

    def info(self) -> None:
        self.session.get(f"{self.root}/v1/organizations/info").raise_for_status()


@contextmanager
def server() -> Iterator[tuple[str, int]]:
    """A server of its own; its URL and process id."""
    command = [sys.executable, "-m", "mockserver", "serve", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield found[0], process.pid
                break
    finally:
        process.terminate()
        process.wait()


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def plain(folder: str) -> None:
    """What anybody would do: load with marshmallow, write with one statement."""
    loaded = Plain(many=True).load(json.loads(BODY))
    connection = sqlite3.connect(f"{folder}/{time.perf_counter_ns()}.sqlite")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE account (code TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID")
    with connection:
        connection.executemany("INSERT INTO account VALUES (:accountCode, :name)", loaded)
    connection.close()


def imported(api: Api) -> str:
    process_id: str = api.send(BODY).json()["processId"]
    api.finish()
    return process_id


def whole(url: str, pid: int, folder: str) -> str:
    """Counted in processor time, so that what else runs on the machine does not matter."""
    pairs = []
    for _ in range(5):
        api = Api(url, rate=0)
        begin, own = server_cpu_s(pid), time.process_time()
        plain(folder)
        theirs = time.process_time() - own
        imported(api)
        pairs.append((server_cpu_s(pid) - begin, theirs))
    ours, theirs = (statistics.median(one) for one in zip(*pairs, strict=True))
    return (
        f"import of 100,000 records: {ours:.2f} s of processor time, plain {theirs:.2f} s,"
        f" ratio {ours / theirs:.2f}"
    )


def server_cpu_s(pid: int) -> float:
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


def pages(url: str) -> str:
    api = Api(url, rate=0)
    process_id = imported(api)
    first, last = (
        statistics.median(seconds(lambda at=at: api.log(process_id, at)) for _ in range(200))  # type: ignore[misc]
        for at in (0, 99_950)
    )
    return (
        f"log page at offset 0: {first * 1000:.2f} ms, at 99,950: {last * 1000:.2f} ms,"
        f" ratio {last / first:.2f}"
    )


def rate(api: Api, for_s: float) -> float:
    begin, count = time.perf_counter(), 0
    while time.perf_counter() - begin < for_s:
        api.info()
        count += 1
    return count / (time.perf_counter() - begin)


def meanwhile(url: str) -> str:
    api = Api(url, rate=1)
    rate(api, 1)
    before = rate(api, 4)
    process_id = api.send(BODY).json()["processId"]
    busy = rate(api, 4)
    assert api.log(process_id)["jobStatus"] == "PROCESSING"
    api.finish()
    idle = (before + rate(api, 4)) / 2
    return f"other requests: {idle:.0f}/s idle, {busy:.0f}/s meanwhile, ratio {busy / idle:.2f}"


def memory_mb(pid: int, what: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(rf"{what}:\s+(\d+)", status)[0]) / 1024


def memory() -> str:
    record = json.dumps({"accountCode": "0000000", "name": "x" * 60}).encode()
    count = 32 * MEBIBYTE // (len(record) + 2) - 1
    batch = (
        json.dumps({"accountCode": f"{n:07}", "name": "x" * 60}).encode() for n in range(count)
    )
    body = b"[" + b", ".join(batch) + b"]"
    with server() as (url, pid):
        api = Api(url, rate=0)
        before = memory_mb(pid, "VmRSS")
        imported_status = api.send(body).status_code
        api.finish()
        peak = memory_mb(pid, "VmHWM")
        refused = api.send(b"[" + b" " * 100 * MEBIBYTE + b"]").status_code
        after = memory_mb(pid, "VmHWM")
    return (
        f"memory: {before:.0f} MB idle, {peak:.0f} MB at most for {len(body) / MEBIBYTE:.0f} MiB of"
        f" {count:,} records ({imported_status}); 100 MiB are refused ({refused}), {after:.0f} MB"
    )


def main() -> None:
    """Print four lines."""
    with tempfile.TemporaryDirectory() as folder, server() as (url, pid):
        print(whole(url, pid, folder), flush=True)
        print(pages(url), flush=True)
        print(meanwhile(url), flush=True)
    print(memory(), flush=True)


if __name__ == "__main__":
    main()
