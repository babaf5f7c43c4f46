"""What this run changed on somebody's server: written before each call, undone from here only."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests
from requests import Response

from contract_tests.support.redaction import redact

PREFIX = "ct"  # short: some keys have narrow limits
LONGEST_WHAT = 200


@dataclass(frozen=True)
class Find:
    """How to find what was created when the answer that would have told its id never came.

    GET `path` lists `items`; those whose `member` is exactly one of `names`, all made by the run,
    are meant. `skip` is the query parameter that pages, where the list is paged.
    """

    path: str
    items: str
    member: str
    names: Sequence[str]
    skip: str = ""


@dataclass(frozen=True)
class Undo:
    """One call that takes something back; `path` is relative to the provider's base URL.

    `gone` are the statuses that say there is nothing left to take back. With `find`, `{id}` in the
    path stands for the id of what is found.
    """

    method: str
    path: str
    json: Any = None
    gone: Sequence[int] = (404, 410)
    find: Find | None = None


@dataclass(frozen=True)
class Leftover:
    """Something a run left behind, with how to undo it as last known."""

    entry: int
    session: str
    provider: str
    base_url: str
    what: str
    undo: tuple[Undo, ...]


class Ledger:
    """The JSON lines of one session; without a path nothing is kept."""

    def __init__(self, path: Path | None, session: str | None = None) -> None:
        self.path = path
        self.session = session or secrets.token_hex(4)
        self._numbers = count(1)
        self._names = count(1)

    def unique(self, prefix: str) -> str:
        return f"{PREFIX}-{self.session}-{next(self._names)}-{prefix}"

    def made(self, name: str) -> bool:
        return name.startswith(f"{PREFIX}-{self.session}-")

    def call(self, provider: str, base_url: str, test: str, method: str, path: str) -> None:
        """Note a call that may change something; to be called before it is sent."""
        self._write(
            event="call",
            provider=provider,
            base_url=base_url,
            test=test,
            method=method,
            path=redact(path),
        )

    def created(
        self, provider: str, base_url: str, test: str, what: str, undo: Sequence[Undo]
    ) -> Entry:
        """Note what is about to be created; to be called before the call that does it."""
        number = next(self._numbers)
        self._write(
            event="created",
            entry=number,
            provider=provider,
            base_url=base_url,
            test=test,
            what=what[:LONGEST_WHAT],
            undo=[asdict(step) for step in undo],
        )
        return Entry(self, number)

    def learned(self, entry: int, undo: Sequence[Undo]) -> None:
        self._write(event="learned", entry=entry, undo=[asdict(step) for step in undo])

    def undone(self, entry: int, statuses: Sequence[int], session: str | None = None) -> None:
        """Note that an entry was undone; `session` if it is an earlier run's."""
        self._write(
            event="undone", entry=entry, statuses=list(statuses), session=session or self.session
        )

    def _write(self, **line: Any) -> None:
        if self.path is None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        stamped = {"session": self.session, "at": datetime.now(UTC).isoformat(), **line}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(stamped) + "\n")
            file.flush()
            os.fsync(file.fileno())


@dataclass(frozen=True)
class Entry:
    """One line of the ledger that says what a test creates."""

    ledger: Ledger
    number: int

    def learned(self, *undo: Undo) -> None:
        """Replace the way back, now that the answer told more (a generated id).

        Without any `Undo`: nothing was created after all.
        """
        self.ledger.learned(self.number, undo)


def leftovers(path: Path, session: str | None = None) -> list[Leftover]:
    """What is written down as created and not as undone, newest first.

    Only entries of `session`, if one is given.
    """
    found: dict[tuple[str, int], Leftover] = {}
    for line in _lines(path):
        key = (line["session"], line.get("entry", 0))
        if session not in (None, line["session"]):
            continue
        if line["event"] == "created":
            found[key] = Leftover(
                entry=line["entry"],
                session=line["session"],
                provider=line["provider"],
                base_url=line["base_url"],
                what=line["what"],
                undo=_undo_of(line),
            )
        elif line["event"] == "learned" and key in found:
            found[key] = replace(found[key], undo=_undo_of(line))
        if line["event"] == "undone" or (line["event"] == "learned" and not line["undo"]):
            found.pop(key, None)
    return list(reversed(found.values()))


def undo(ledger: Ledger, left: Iterable[Leftover], send: Callable[[Undo], Response]) -> list[str]:
    """Take back what the leftovers name; returns a line for each that could not be."""
    failures = []
    for leftover in left:
        try:
            steps = [exact for step in leftover.undo for exact in _exact(step, send)]
            answers = [(step, send(step).status_code) for step in steps]
        except (AssertionError, LookupError, ValueError) as error:
            failures.append(f"{leftover.what}: {error}")
            continue
        if not leftover.undo:
            failures.append(f"{leftover.what}: no way back is known")
            continue
        statuses = [status for _, status in answers]
        if all(status < 400 or status in step.gone for step, status in answers):
            ledger.undone(leftover.entry, statuses, leftover.session)
        else:
            failures.append(f"{leftover.what}: answered {statuses}")
    return failures


def _exact(step: Undo, send: Callable[[Undo], Response]) -> list[Undo]:
    """The step, or one for each thing that it has to find first."""
    if step.find is None:
        return [step]
    found = [item for item in _listed(step.find, send) if item[step.find.member] in step.find.names]
    ids = [quote(str(item["id"]), safe="") for item in found]
    return [replace(step, path=step.path.replace("{id}", id_), find=None) for id_ in ids]


def _listed(find: Find, send: Callable[[Undo], Response]) -> Iterator[dict[str, Any]]:
    seen = 0
    while True:
        path = f"{find.path}?{find.skip}={seen}" if find.skip else find.path
        answer = send(Undo("GET", path))
        if answer.status_code != requests.codes.ok:
            raise AssertionError(f"cannot look for it: GET {path} answered {answer.status_code}")
        items = answer.json()[find.items]
        yield from items
        seen += len(items)
        if not find.skip or not items:
            return


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.endswith("}")]  # a crash may cut the last


def _undo_of(line: dict[str, Any]) -> tuple[Undo, ...]:
    return tuple(_undo(**step) for step in line["undo"])


def _undo(find: Mapping[str, Any] | None = None, **step: Any) -> Undo:
    return Undo(**step, find=Find(**find) if find else None)
