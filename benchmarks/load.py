"""Many clients at once, on one sandbox and on many: no error, nothing lost, memory stays flat.

python -m benchmarks.load --clients 200 --seconds 60

Each client keeps its own history of what it was answered. When time is up, a checker that knows
only the histories reads everything back: each acknowledged write is there, once, in its last form;
nothing else is. Memory and open handles are taken over the run; the journal is capped, so both
must level off.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any
from urllib.parse import urlsplit

import requests

from benchmarks.processes import Process

SANDBOXES = 20
SAMPLES = 20
UPSERT = "/api/planning/business-division/v1/update-or-create"
QUERY = "/api/planning/business-division/v1/query"
ENTITY = "/dictionary-data-services/entity"
PAGE = 100
MAX_GROWTH = 1.25  # memory of the last quarter against that of the second


class Wrong(Exception):  # noqa: N818 - what a checker says
    """An error, something lost, something doubled, or something that grows."""


def entity(key: str) -> dict[str, Any]:
    """A legal entity of AppZen."""
    return {
        "entity_id": key,
        "entity_name": "Load",
        "entity_type": "company",
        "appzen_entity_type": "COMPANY",
        "currency": "EUR",
        "addresses": [{"address_type": "OFFICE"}],
    }


@dataclass
class Client:
    """One connection, one sandbox, and what it was answered."""

    number: int
    sandbox: dict[str, Any]
    chance: random.Random
    own: dict[str, bool] = field(default_factory=dict)
    entities: dict[str, str] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    asked: int = 0

    async def work(self, host: str, port: int, until: float) -> None:
        """One request after the other on one connection."""
        reader, writer = await asyncio.open_connection(host, port)
        while time.monotonic() < until:
            await self.chance.choice((self.upsert, self.upsert, self.keep_entity, self.read))(
                reader, writer
            )
        writer.close()

    async def upsert(self, *streams: Any) -> None:
        known = list(self.own)
        fresh = len(known) < 8 or self.chance.random() < 0.05
        name = f"c{self.number}-{len(known)}" if fresh else self.chance.choice(known)
        active = self.chance.random() < 0.5
        body = {"businessDivisions": [{"name": name, "active": active}]}
        answer = await self.ask("feedback_house", "POST", UPSERT, body, *streams)
        created = f"Created {int(name not in self.own)} "
        if not answer["message"].startswith(created) or answer["errors"]:
            raise Wrong(f"client {self.number}, {name}: wanted {created}, got {answer}")
        self.own[name] = active

    async def keep_entity(self, *streams: Any) -> None:
        key = f"E{self.number}-{self.chance.randrange(5)}"
        answer = await self.ask("appzen", "POST", ENTITY, entity(key), *streams)
        wanted = (
            self.entities.get(key, answer["uuid"]),
            "UPDATED" if key in self.entities else "CREATED",
        )
        if (answer["uuid"], answer["status"]) != wanted:
            raise Wrong(f"client {self.number}, {key}: wanted {wanted}, got {answer}")
        self.entities[key] = answer["uuid"]

    async def read(self, *streams: Any) -> None:
        await self.ask("feedback_house", "GET", f"{QUERY}?limit=5", None, *streams)

    async def ask(
        self, provider: str, method: str, path: str, body: Any, reader: Any, writer: Any
    ) -> Any:
        """The JSON of a 200; anything else is wrong."""
        access = self.sandbox["providers"][provider]
        target = urlsplit(access["base_url"] + path)
        content = b"" if body is None else json.dumps(body).encode()
        lines = [f"{name}: {value}" for name, value in access["headers"].items()]
        head = [
            f"{method} {target.path}?{target.query} HTTP/1.1",
            f"host: {target.netloc}",
            f"content-length: {len(content)}",
            *lines,
        ]
        begin = time.perf_counter()
        writer.write("\r\n".join([*head, "", ""]).encode() + content)
        answered = await reader.readuntil(b"\r\n\r\n")
        size = int(answered.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        answer = await reader.readexactly(size)
        self.latencies.append(time.perf_counter() - begin)
        self.asked += 1
        if not answered.startswith((b"HTTP/1.1 200", b"HTTP/1.1 201")):
            raise Wrong(f"{method} {path}: {answered!r} {answer[:300]!r}")
        return json.loads(answer)


def checked(clients: list[Client]) -> int:
    """How many writes were compared with what can be read back. Raises Wrong."""
    compared = 0
    for name in {client.sandbox["name"] for client in clients}:
        group = [client for client in clients if client.sandbox["name"] == name]
        access = group[0].sandbox["providers"]["feedback_house"]
        seen = [
            (division["name"], division["active"])
            for division in _all_divisions(access)
            if division["name"].startswith("c")
        ]
        wanted = [pair for client in group for pair in client.own.items()]
        if Counter(seen) != Counter(wanted):
            odd = Counter(seen) - Counter(wanted), Counter(wanted) - Counter(seen)
            raise Wrong(f"sandbox {name}: seen and not wanted {odd[0]}, not seen {odd[1]}")
        compared += len(wanted) + sum(_entities_checked(client) for client in group)
    return compared


def _all_divisions(access: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        url = f"{access['base_url']}{QUERY}?skip={len(found)}&limit={PAGE}"
        page = requests.get(url, headers=access["headers"], timeout=60).json()
        found += page["businessDivisions"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


def _entities_checked(client: Client) -> int:
    access = client.sandbox["providers"]["appzen"]
    for key, uuid in client.entities.items():
        url, headers = access["base_url"] + ENTITY, access["headers"]
        answer = requests.post(url, json=entity(key), headers=headers, timeout=60).json()
        if answer != {"uuid": uuid, "status": "UPDATED"}:
            raise Wrong(f"entity {key} is {answer}, {uuid} was promised")
    return len(client.entities)


async def pressed(
    server: Process, clients: list[Client], seconds: float
) -> list[tuple[float, int]]:
    """Everybody works; returns memory and handles over the time."""
    place = urlsplit(server.url)
    assert place.hostname is not None
    assert place.port is not None
    until = time.monotonic() + seconds
    tasks = [
        asyncio.create_task(client.work(place.hostname, place.port, until)) for client in clients
    ]
    usage = []
    for _ in range(SAMPLES):
        await asyncio.sleep(seconds / SAMPLES)
        usage.append(server.usage())
    await asyncio.gather(*tasks)
    return usage


def run(clients: int, seconds: float, sandboxes: int, seed: int = 1) -> str:
    """A line of what came of it. Raises Wrong."""
    with Process() as server:
        worlds = [
            requests.post(f"{server.url}/_mock/sandboxes", json={}, timeout=60).json()
            for _ in range(sandboxes)
        ]
        crowd = [
            Client(number, worlds[number % sandboxes], random.Random(f"{seed}/{number}"))
            for number in range(clients)
        ]
        usage = asyncio.run(pressed(server, crowd, seconds))
        compared = checked(crowd)
        left = server.usage()[1]
    _refuse_growth(usage)
    asked = sum(client.asked for client in crowd)
    tail = quantiles([ms * 1000 for client in crowd for ms in client.latencies], n=100)
    return (
        f"| {clients} | {sandboxes} | {asked:,} | {asked / seconds:,.0f} | {tail[49]:.0f} ·"
        f" {tail[98]:.0f} | {compared} | {usage[SAMPLES // 2][0]:.0f} → {usage[-1][0]:.0f} |"
        f" {usage[0][1]} → {usage[-1][1]}, {left} after |"
    )


def _refuse_growth(usage: list[tuple[float, int]]) -> None:
    half, last = usage[SAMPLES // 2], usage[-1]
    if last[0] > half[0] * MAX_GROWTH:
        raise Wrong(f"memory grows: {half[0]:.0f} MB at half time, {last[0]:.0f} MB at the end")
    if last[1] > half[1]:
        raise Wrong(f"handles grow: {half[1]} at half time, {last[1]} at the end")


def main() -> None:
    """A table; exit code 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    print("| clients | sandboxes | requests | per s | p50 · p99 ms | read back | MB | handles |")
    print("|---|---|---|---|---|---|---|---|")
    try:
        for sandboxes in (1, SANDBOXES):
            print(run(wanted.clients, wanted.seconds, sandboxes, wanted.seed), flush=True)
    except Wrong as wrong:
        sys.exit(f"seed {wanted.seed}: {wrong}")


if __name__ == "__main__":
    main()
