"""Kills a server in the middle of its work, again and again, and looks for what is lost or doubled.

python -m benchmarks.kills --rounds 200 --seed 1

A few clients, each in a sandbox of its own, do seeded work: batches, imports, companies with
webhooks, snapshots, restores, resets, forks, deletions. The server dies by SIGKILL at a seeded
moment and starts again on the same folder. Then the exported SQLite file of each sandbox is read:
it must show exactly what was answered, with or without the one call that was under way; jobs end;
every company was told of by one message, which was delivered; no half file lies about.
"""

import argparse
import json
import random
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import requests

from benchmarks.processes import Process

ACTORS = 4
FRESH_EVERY = 20
IMPORT_LINES = 60
DIVISIONS = "/api/planning/business-division/v1/update-or-create"
STOPPED = "the server stopped while this was on its way"


class LossError(Exception):
    """Something answered is gone, is there twice, or never ended."""


@dataclass(frozen=True)
class State:
    """What a sandbox holds of our own doing; `accounts` once all its jobs have ended."""

    divisions: frozenset[tuple[str, bool]] = frozenset()
    accounts: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    listening: bool = False


@dataclass(frozen=True)
class Place:
    """A sandbox with what stands beside it."""

    now: State = State()
    snapshots: tuple[tuple[str, State], ...] = ()
    forks: frozenset[str] = frozenset()


class Receiver:
    """A subscriber that counts how often each message came."""

    def __init__(self) -> None:
        self.came: Counter[str] = Counter()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                receiver.came[self.headers["webhook-id"]] += 1
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@dataclass
class Actor:
    """One client with one sandbox: what it did, and what may be there now."""

    name: str
    chance: random.Random
    receiver: Receiver
    url: str = ""
    possible: list[Place] = field(default_factory=lambda: [Place()])
    done: int = 0
    verbs: Counter[str] = field(default_factory=Counter)
    broken: str = ""
    document: Any = None
    session: requests.Session = field(default_factory=requests.Session)

    # -- calls --------------------------------------------------------------------------------

    def steer(self, method: str, path: str, body: Any = None) -> requests.Response:
        return self._sent(method, f"{self.url}/_mock{path}", json=body)

    def ask(self, provider: str, method: str, path: str, body: Any) -> requests.Response:
        access = self.document["providers"][provider]
        base = f"{self.url}/sandboxes/{self.name}/{provider.replace('_', '-')}"
        return self._sent(method, base + path, json=body, headers=access["headers"])

    def _sent(self, method: str, url: str, **how: Any) -> requests.Response:
        answer = self.session.request(method, url, timeout=60, **how)
        if not answer.ok:
            raise LossError(f"{method} {url}: {answer.status_code} {answer.text[:300]}")
        return answer

    def be_born(self) -> None:
        wanted = {"name": self.name, "random_seed": self.chance.getrandbits(31)}
        wanted["settings"] = {"candis.processing_ms": self.chance.choice([0, 20, 250])}
        self.document = self.steer("POST", "/sandboxes", wanted).json()

    # -- work ---------------------------------------------------------------------------------

    def work(self) -> None:
        """Until the server dies: one seeded call after the other."""
        try:
            while True:
                verb = self.chance.choice(VERBS)
                place = self.possible[0]
                after, call = verb(self, place)
                self.possible = [place, after]
                call()
                self.possible = [after]
                self.done += 1
                self.verbs[verb.__name__] += 1
        except requests.RequestException:
            return
        except LossError as error:
            self.broken = str(error)

    def word(self) -> str:
        return f"k{self.chance.getrandbits(40):010x}"


Step = tuple[Place, Callable[[], Any]]


def upsert(actor: Actor, place: Place) -> Step:
    known = [name for name, _ in sorted(place.now.divisions)]
    names = [actor.word() for _ in range(3)] + actor.chance.sample(known, min(2, len(known)))
    batch = {name: actor.chance.random() < 0.5 for name in names}
    merged = frozenset({**dict(place.now.divisions), **batch}.items())
    body = {"businessDivisions": [{"name": n, "active": a} for n, a in batch.items()]}
    after = replace(place, now=replace(place.now, divisions=merged))
    return after, lambda: actor.ask("feedback_house", "POST", DIVISIONS, body)


def import_accounts(actor: Actor, place: Place) -> Step:
    first = actor.chance.randrange(10_000_000, 90_000_000)
    codes = [str(first + number) for number in range(IMPORT_LINES)]
    organization = actor.document["providers"]["candis"]["subject"]["organization_id"]
    path = f"/v1/organizations/{organization}/imports/general-ledger-accounts"
    body = [{"accountCode": code, "name": "k"} for code in codes]
    after = replace(place, now=replace(place.now, accounts=place.now.accounts | set(codes)))
    return after, lambda: actor.ask("candis", "POST", path, body)


def listen(actor: Actor, place: Place) -> Step:
    if place.now.listening:
        return create_company(actor, place)
    body = {"url": actor.receiver.url, "eventTypes": ["company.created"]}
    after = replace(place, now=replace(place.now, listening=True))
    return after, lambda: actor.ask("codat", "POST", "/webhooks", body)


def create_company(actor: Actor, place: Place) -> Step:
    name, now = actor.word(), place.now
    told = now.told | {name} if now.listening else now.told
    after = replace(place, now=replace(now, companies=now.companies | {name}, told=told))
    return after, lambda: actor.ask("codat", "POST", "/companies", {"name": name})


def snapshot(actor: Actor, place: Place) -> Step:
    path = f"/sandboxes/{actor.name}/snapshots"
    if len(place.snapshots) > 1:
        (label, _), *others = place.snapshots
        after = replace(place, snapshots=tuple(others))
        return after, lambda: actor.steer("DELETE", f"{path}/{label}")
    label = actor.word()
    after = replace(place, snapshots=(*place.snapshots, (label, place.now)))
    return after, lambda: actor.steer("POST", path, {"label": label})


def restore(actor: Actor, place: Place) -> Step:
    if not place.snapshots:
        return snapshot(actor, place)
    label, kept = actor.chance.choice(place.snapshots)
    path = f"/sandboxes/{actor.name}/snapshots/{label}/restore"
    return replace(place, now=kept), lambda: actor.steer("POST", path)


def reset(actor: Actor, place: Place) -> Step:
    path = f"/sandboxes/{actor.name}/reset"
    return replace(place, now=State()), lambda: actor.steer("POST", path)


def fork(actor: Actor, place: Place) -> Step:
    if len(place.forks) > 1:
        gone = min(place.forks)
        after = replace(place, forks=place.forks - {gone})
        return after, lambda: actor.steer("DELETE", f"/sandboxes/{gone}")
    copy = f"{actor.name}-{actor.word()}"
    after = replace(place, forks=place.forks | {copy})
    return after, lambda: actor.steer("POST", f"/sandboxes/{actor.name}/fork", {"name": copy})


VERBS = (
    *(upsert, import_accounts, create_company) * 3,
    *(listen,) * 2,
    *(snapshot, restore, reset, fork),
)


# -- the checker ------------------------------------------------------------------------------


def examined(actor: Actor, names: set[str], folder: Path) -> Place:
    """What is there, of what may be there. Raises LossError."""
    actor.steer("POST", f"/sandboxes/{actor.name}/clock", {"advance": "until-idle"})
    image = actor.steer("GET", f"/sandboxes/{actor.name}/export").content
    world = sqlite3.connect(":memory:")
    world.deserialize(image[:18] + b"\x01\x01" + image[20:])
    seen = observed(world, actor.receiver)
    world.close()
    forks = frozenset(name for name in names if name.startswith(f"{actor.name}-"))
    labels = {path.stem.partition("@")[2] for path in folder.glob(f"{actor.name}@*.image")}
    for place in actor.possible:
        kept = {label for label, _ in place.snapshots}
        if (place.now, place.forks, kept) == (seen, forks, labels):
            return place
    odd = [_difference(place, Place(seen, (), forks), labels) for place in actor.possible]
    raise LossError(f"{actor.name} is neither before nor after the last call: {odd}")


def _difference(place: Place, seen: Place, labels: set[str]) -> dict[str, Any]:
    """What is seen and was not wanted, or the other way."""
    wanted = {**vars(place.now), "forks": place.forks, "labels": {x for x, _ in place.snapshots}}
    found = {**vars(seen.now), "forks": seen.forks, "labels": labels}
    return {
        part: (sorted(found[part] - wanted[part])[:5], sorted(wanted[part] - found[part])[:5])
        for part in wanted
        if part != "listening" and found[part] != wanted[part]
    } | {"listening": (found["listening"], wanted["listening"])}


def observed(world: sqlite3.Connection, receiver: Receiver) -> State:
    """What the file of a sandbox says, read without our own code."""
    if world.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise LossError("the file is damaged")
    for state in ("queued", "failed"):
        left = world.execute("SELECT kind, error FROM event WHERE state = ?", (state,)).fetchall()
        if left:
            raise LossError(f"events {state}: {left[:3]}")
    undone = world.execute("SELECT count(*) FROM candis_import WHERE done <> total").fetchone()
    if undone != (0,):
        raise LossError(f"{undone[0]} imports did not end")
    told = _told(world, receiver)
    return State(
        frozenset(
            (name, bool(active))
            for name, active in _once(
                world, "SELECT name, active FROM feedback_house_division WHERE name GLOB 'k*'"
            )
        ),
        frozenset(
            key for (key,) in _once(world, "SELECT key FROM candis_core_data WHERE name = 'k'")
        ),
        frozenset(
            name for (name,) in _once(world, "SELECT name FROM codat_company WHERE name GLOB 'k*'")
        ),
        told,
        world.execute("SELECT count(*) FROM codat_consumer").fetchone()[0] == 1,
    )


def _once(world: sqlite3.Connection, question: str) -> list[Any]:
    rows = world.execute(question).fetchall()
    twice = [key for key, count in Counter(row[0] for row in rows).items() if count > 1]
    if twice:
        raise LossError(f"twice: {twice} ({question})")
    return rows


def _told(world: sqlite3.Connection, receiver: Receiver) -> frozenset[str]:
    """The companies that were told of: each by one message, delivered, twice only after a kill."""
    names = []
    for number, message_id, body, state in world.execute(
        "SELECT id, message_id, body, state FROM webhook_message"
    ):
        names.append(json.loads(body)["payload"]["name"])
        errors = [
            error
            for (error,) in world.execute(
                "SELECT error FROM webhook_attempt WHERE message = ? ORDER BY number", (number,)
            )
        ]
        if state != "delivered" or errors[-1] is not None or set(errors) - {None, STOPPED}:
            raise LossError(f"message {message_id} is {state}: {errors}")
        if not receiver.came[message_id]:
            raise LossError(f"message {message_id} counts as delivered, but never came")
    if len(names) != len(set(names)):
        raise LossError("a company was told of by two messages")
    return frozenset(names)


# -- rounds -----------------------------------------------------------------------------------


def cast(seed: str, receiver: Receiver) -> list[Actor]:
    """Fresh clients."""
    return [
        Actor(f"a{number}-{seed}", random.Random(f"{seed}/{number}"), receiver)
        for number in range(ACTORS)
    ]


def run(rounds: int, seed: int, folder: Path) -> Counter[str]:
    """So many kills; returns what was done. Raises LossError at the first thing lost."""
    chance, receiver, done = random.Random(seed), Receiver(), Counter[str]()
    actors: list[Actor] = []
    server = Process("--data-dir", str(folder))
    try:
        for number in range(rounds):
            if number % FRESH_EVERY == 0:
                actors = replaced(actors, cast(f"{seed}-{number}", receiver), server)
            work_until_killed(server, actors, chance)
            server = Process("--data-dir", str(folder))
            look_around(server, actors, folder)
            if sys.stderr.isatty():
                print(f"\r{number + 1} kills", end="", file=sys.stderr, flush=True)
    finally:
        if server.process.poll() is None:
            server.stop()
        receiver.server.shutdown()
        receiver.server.server_close()
    for actor in actors:
        done += actor.verbs
        actor.session.close()
    return done


def replaced(old: list[Actor], new: list[Actor], server: Process) -> list[Actor]:
    """The old clients' sandboxes go, the new clients' come."""
    for actor in old:
        for name in (actor.name, *actor.possible[0].forks):
            actor.steer("DELETE", f"/sandboxes/{name}")
    for before, actor in zip(old or new, new, strict=True):
        actor.url = server.url
        actor.verbs += before.verbs if old else Counter()
        actor.be_born()
    return new


def work_until_killed(server: Process, actors: list[Actor], chance: random.Random) -> None:
    """Everybody works until the seeded moment comes."""
    for actor in actors:
        actor.url = server.url
    threads = [threading.Thread(target=actor.work) for actor in actors]
    goal = sum(actor.done for actor in actors) + chance.randrange(60)
    for thread in threads:
        thread.start()
    while sum(actor.done for actor in actors) < goal and any(t.is_alive() for t in threads):
        time.sleep(0.001)
    time.sleep(chance.random() * 0.03)
    server.kill()
    for thread in threads:
        thread.join()
    if broken := [actor.broken for actor in actors if actor.broken]:
        raise LossError("; ".join(broken))


def look_around(server: Process, actors: list[Actor], folder: Path) -> None:
    """After the restart: everything answered is there, and nothing half done lies about."""
    listed = requests.get(f"{server.url}/_mock/sandboxes", timeout=60).json()
    names = {one["name"] for one in listed}
    left = [path.name for path in folder.iterdir() if "draft" in path.name]
    if left:
        raise LossError(f"half files: {left}")
    for actor in actors:
        actor.url = server.url
        actor.possible = [examined(actor, names, folder)]


def main() -> None:
    """One command, a table of what was done, exit code 1 when something was lost."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = run(wanted.rounds, wanted.seed, Path(folder))
        except LossError as error:
            sys.exit(f"seed {wanted.seed}: {error}")
    took = time.perf_counter() - begin
    print(
        f"\n{wanted.rounds} kills in {took:.0f} s, seed {wanted.seed}: nothing lost or doubled in"
    )
    for verb, count in sorted(done.items()):
        print(f"  {count:6} {verb}")


if __name__ == "__main__":
    main()
