"""Side by side, in one run: start, memory, single upserts and reads of this server and its peers.

    python -m benchmarks.run                 all peers that are installed
    python -m benchmarks.run mockserver      one of them

Needs `wrk` (Debian package) on the path. Peers: `pip install moto[server]` (MOTO_SERVER names its
command), `npm install -g json-server@0.17 @mockoon/cli @stoplight/prism-cli` (PEERS_BIN names a
folder with their commands). What is not installed is left out and named.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
MOTO = os.environ.get("MOTO_SERVER", "moto_server")
SEARCH = os.pathsep.join(filter(None, (os.environ.get("PEERS_BIN"), os.environ["PATH"])))
SECONDS = 3
CONNECTIONS = (1, 16, 64)


@dataclass(frozen=True)
class Ask:
    """One request, again and again."""

    method: str
    path: str
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Peer:
    """A server: how to start it on a port of a folder, what to ask it."""

    name: str
    command: Callable[[int, Path], list[str]]
    ready: str
    asks: dict[str, Ask]
    needs: Callable[[], bool] = lambda: True


ENTITY = {
    "entity_id": "B-1",
    "entity_name": "Benchmark",
    "entity_type": "company",
    "appzen_entity_type": "COMPANY",
    "currency": "EUR",
    "addresses": [
        {
            "address_type": "OFFICE",
            "address": {"address_line1": "1 Street", "country": "DE", "zip": "10115"},
        }
    ],
}
APPZEN = {
    "x-api-key": "mock_default_appzen-api-key",
    "customer-id": "100412",
    "customer-key": "mock_default_appzen-customer-key",
    "Content-Type": "application/json",
}
DIVISIONS = "/feedback-house/api/planning/business-division/v1"
FEEDBACK = {"Authorization": "mock_default_feedback-house-api-key"}
DYNAMO = {
    "Content-Type": "application/x-amz-json-1.0",
    "Authorization": "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request",
}

JSON_HEADERS = {"Content-Type": "application/json"}
MOCKOON = {
    "uuid": "0b6d3a0e-0000-4000-8000-000000000001",
    "lastMigration": 33,
    "name": "bench",
    "routes": [
        {
            "uuid": "0b6d3a0e-0000-4000-8000-000000000002",
            "type": "crud",
            "endpoint": "items",
            "method": "",
            "responses": [
                {
                    "uuid": "0b6d3a0e-0000-4000-8000-000000000003",
                    "statusCode": 200,
                    "bodyType": "DATABUCKET",
                    "databucketID": "bckt",
                    "default": True,
                    "crudKey": "id",
                }
            ],
        }
    ],
    "rootChildren": [{"type": "route", "uuid": "0b6d3a0e-0000-4000-8000-000000000002"}],
    "data": [
        {
            "uuid": "0b6d3a0e-0000-4000-8000-000000000004",
            "id": "bckt",
            "name": "items",
            "value": json.dumps([{"id": str(number), "name": "B"} for number in range(1000)]),
        }
    ],
}
OPENAPI = {
    "openapi": "3.0.3",
    "info": {"title": "bench", "version": "1"},
    "paths": {
        "/items": {
            "get": {"responses": {"200": {"description": "all"}}},
            "post": {
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["entity_id", "entity_name", "addresses"],
                                "properties": {
                                    "entity_id": {"type": "string"},
                                    "entity_name": {"type": "string"},
                                    "addresses": {"type": "array", "minItems": 1},
                                },
                            }
                        }
                    },
                },
                "responses": {"201": {"description": "made"}},
            },
        }
    },
}

PEERS = (
    Peer(
        "mockserver",
        lambda port, _: [sys.executable, "-m", "mockserver", "serve", "--port", str(port)],
        "/codat/companies",
        {
            "AppZen entity upsert": Ask(
                "POST", "/appzen/dictionary-data-services/entity", json.dumps(ENTITY), APPZEN
            ),
            "Feedback House upsert": Ask(
                "POST",
                f"{DIVISIONS}/update-or-create",
                json.dumps({"businessDivisions": [{"name": "B", "active": True}]}),
                FEEDBACK,
            ),
            "AppZen entity read": Ask(
                "GET",
                "/appzen/dictionary-data-services/entity/external-entity-id/B-1",
                "",
                APPZEN,
            ),
        },
    ),
    Peer(
        "moto (DynamoDB)",
        lambda port, _: [MOTO, "-p", str(port)],
        "/moto-api/",
        {
            "put item": Ask(
                "POST",
                "/",
                json.dumps({"TableName": "t", "Item": {"id": {"S": "1"}, "name": {"S": "B"}}}),
                {**DYNAMO, "X-Amz-Target": "DynamoDB_20120810.PutItem"},
            )
        },
        lambda: _installed(MOTO),
    ),
    Peer(
        "json-server",
        lambda port, folder: ["json-server", "--port", str(port), "--quiet", f"{folder}/db.json"],
        "/items",
        {
            "post object": Ask(
                "POST",
                "/items",
                json.dumps({"name": "B", "nested": ENTITY}),
                JSON_HEADERS,
            )
        },
        lambda: _installed("json-server"),
    ),
    Peer(
        "Mockoon (bucket)",
        lambda port, folder: [
            *("mockoon-cli", "start", "--data", f"{folder}/mockoon.json", "--port", str(port)),
            *("--disable-log-to-file", "--repair", "--disable-admin-api"),
        ],
        "/items",
        {
            "post object": Ask(
                "POST", "/items", json.dumps({"name": "B", "nested": ENTITY}), JSON_HEADERS
            )
        },
        lambda: _installed("mockoon-cli"),
    ),
    Peer(
        "Prism (validates, keeps nothing)",
        lambda port, folder: ["prism", "mock", "--port", str(port), f"{folder}/openapi.json"],
        "/items",
        {"post object": Ask("POST", "/items", json.dumps(ENTITY), JSON_HEADERS)},
        lambda: _installed("prism"),
    ),
)  # fmt: skip


@contextmanager
def started(peer: Peer, port: int) -> Iterator[tuple[float, int]]:
    """Start a peer; gives the milliseconds until its first 200 and its process id."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "db.json").write_text('{"items": [{"id": 1}]}')
        Path(folder, "mockoon.json").write_text(json.dumps(MOCKOON))
        Path(folder, "openapi.json").write_text(json.dumps(OPENAPI))
        environment = dict(os.environ)
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its bytecode
        begin = time.perf_counter()
        process = subprocess.Popen(
            peer.command(port, Path(folder)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={**environment, "PATH": SEARCH, "PYTHONPATH": str(ROOT)},
        )
        try:
            while not _answers(f"http://127.0.0.1:{port}{peer.ready}"):
                if process.poll() is not None or time.perf_counter() - begin > 30:
                    raise RuntimeError(f"{peer.name} did not start")
                time.sleep(0.002)
            yield (time.perf_counter() - begin) * 1000, process.pid
        finally:
            process.terminate()
            process.wait()


def _installed(command: str) -> bool:
    return shutil.which(command, path=SEARCH) is not None


def _answers(url: str) -> bool:
    """Whether the peer itself answers; a refusal without credentials is an answer too."""
    try:
        urllib.request.urlopen(url, timeout=2).close()
    except urllib.error.HTTPError as error:
        return bool(error.code < 500)
    except OSError:
        return False
    return True


def _rss_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def _prepare(peer: Peer, url: str) -> None:
    if peer.name.startswith("moto"):
        table = {
            "TableName": "t",
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "BillingMode": "PAY_PER_REQUEST",
        }
        headers = {**DYNAMO, "X-Amz-Target": "DynamoDB_20120810.CreateTable"}
        urllib.request.urlopen(
            urllib.request.Request(url, json.dumps(table).encode(), headers), timeout=10
        ).close()


def measured(url: str, ask: Ask, connections: int) -> tuple[float, float]:
    """Requests per second and p99 in ms. Raises RuntimeError when answers were not 2xx."""
    lines = [f'wrk.method = "{ask.method}"', f"wrk.body = {json.dumps(ask.body)}"]
    lines += [f'wrk.headers["{name}"] = "{value}"' for name, value in ask.headers.items()]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write("\n".join(lines))
        script.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency"]
        printed = subprocess.run(
            [*command, "-s", script.name, url + ask.path],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    if "Non-2xx" in printed:
        raise RuntimeError(f"{ask.path}: not all answers were 2xx\n{printed}")
    rate = float(re.findall(r"Requests/sec:\s+([\d.]+)", printed)[0])
    amount, unit = re.findall(r"99%\s+([\d.]+)(us|ms|s)", printed)[0]
    return rate, float(amount) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def main(wanted: list[str]) -> None:
    """Print a table."""
    print(f"wrk, {SECONDS} s each, loopback, {os.cpu_count()} cores, driver on the same cores\n")
    print("| server | cold ms | rss MB | what | req/s @1 · @16 · @64 | p99 ms @1 · @16 · @64 |")
    print("|---|---|---|---|---|---|")
    for number, peer in enumerate(PEERS):
        if wanted and peer.name.split()[0] not in wanted:
            continue
        if not peer.needs():
            print(f"| {peer.name} | not installed | | | | |")
            continue
        with started(peer, 4710 + number) as (cold_ms, pid):
            url = f"http://127.0.0.1:{4710 + number}"
            idle_mb = _rss_mb(pid)
            _prepare(peer, url)
            for what, ask in peer.asks.items():
                rows = [measured(url, ask, connections) for connections in CONNECTIONS]
                rates = " · ".join(f"{rate:,.0f}" for rate, _ in rows)
                tails = " · ".join(f"{p99:.1f}" for _, p99 in rows)
                print(
                    f"| {peer.name} | {cold_ms:.0f} | {idle_mb:.0f} | {what} | {rates} | {tails} |",
                    flush=True,
                )


if __name__ == "__main__":
    main(sys.argv[1:])
