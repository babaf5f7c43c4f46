"""Hostile input without end: nothing answers 5xx, nothing hangs, nothing grows.

python -m benchmarks.fuzz --minutes 10 --seed 1

A real server is asked by a seeded fuzzer: every operation of every provider with plausible and
with broken bodies, paths, queries and headers; the control API; imported worlds with damaged
bytes; accounting files; raw bytes on the socket. What was sent before a mishap is printed.
"""

import argparse
import json
import random
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any
from urllib.parse import quote, urlsplit

import requests

from benchmarks import hostile
from benchmarks.processes import Process

PATIENCE_S = 30
MAX_GROWTH_MB = 250
MAX_NEW_HANDLES = 20
FRESH_EVERY = 400  # requests; then a new sandbox, so that settings and clocks gone astray go
CONTROL = (
    ("GET", ""),
    ("GET", "/clock"),
    ("POST", "/clock"),
    ("GET", "/events"),
    ("GET", "/settings"),
    ("PATCH", "/settings"),
    ("GET", "/journal"),
    ("POST", "/journal/verify"),
    ("GET", "/journal/1"),
    ("POST", "/snapshots"),
    ("GET", "/snapshots"),
    ("POST", "/snapshots/a/restore"),
    ("DELETE", "/snapshots/a"),
    ("POST", "/webhooks/trigger"),
    ("GET", "/webhooks/deliveries"),
    ("POST", "/webhooks/deliveries/1/resend"),
    ("GET", "/faults"),
    ("POST", "/reset"),
    ("POST", "/providers/codat/link"),
    ("POST", "/providers/candis/tokens"),
    ("GET", "/nothing"),
)
CONTROL_BODIES = (
    {"advance": "PT5M"},
    {"to": "2030-01-01T00:00:00Z"},
    {"rate": 60},
    {"label": "a"},
    {"candis.processing_ms": 0},
    {"match": {"path": "*"}, "count": {"exactly": 1}},
    {"provider": "codat", "event": "company.created", "set": {}},
    {"company_id": "x", "connection_id": "y", "outcome": "authorise"},
    {"organization_id": "alpha-organization", "scopes": ["a"]},
    {"name": "x", "seed": "demo", "clock": {"now": "2026-01-01", "rate": 1}, "settings": {}},
)
CEGID_IMPORTS = ("importPerso", "importFEC", "importTRA", "importJson")


class Mishap(Exception):  # noqa: N818 - found, not raised by a bug of the fuzzer
    """A 5xx, a hang, growth, or a dead server."""


@dataclass
class Fuzzer:
    """A seeded stream of hostile requests to one server."""

    server: Process
    chance: random.Random
    session: requests.Session = field(default_factory=requests.Session)
    statuses: Counter[str] = field(default_factory=Counter)
    world: Any = None
    operations: list[tuple[str, str, str, Any]] = field(default_factory=list)

    def prepare(self) -> None:
        """Read what is served, export a world to damage."""
        for provider in self._steer("GET", "/providers").json():
            name = provider["name"]
            document = self._steer("GET", f"/providers/{name}/openapi.json").json()
            self.operations += [
                (name, verb.upper(), path, _body_of(document, one))
                for path, verbs in document["paths"].items()
                for verb, one in verbs.items()
            ]
        self.renew()
        self.image = self._steer("GET", f"/sandboxes/{self.world['name']}/export").content

    def renew(self) -> None:
        """Another sandbox."""
        if self.world is not None:
            self._steer("DELETE", f"/sandboxes/{self.world['name']}")
        self.world = self._steer("POST", "/sandboxes", json={}).json()

    def step(self) -> None:
        """One hostile thing. Raises Mishap."""
        self.chance.choice(STEPS)(self)

    # -- kinds of hostility --------------------------------------------------------------------

    def ask_provider(self) -> None:
        """An operation, mostly plausible, with one thing wrong."""
        provider, method, path, schema = self.chance.choice(self.operations)
        access = self.world["providers"][provider]
        subject = [str(value) for value in access["subject"].values()]
        for part in {part for part in path.split("/") if part.startswith("{")}:
            value = self.chance.choice([*subject, "1", *hostile.TEXTS])
            path = path.replace(part, quote(value.encode("utf-8", "surrogatepass"), safe=""))
        headers = dict(access["headers"])
        if self.chance.random() < 0.2:
            headers |= self.chance.choice(hostile.HEADERS)
        raw, how = self._body(schema), {}
        if self.chance.random() < 0.4:
            names = ("page", "pageSize", "limit", "offset", "query", "orderBy", "filter", "$top")
            word = self.chance.choice(hostile.TEXTS).encode("utf-8", "surrogatepass")
            how["params"] = f"{self.chance.choice(names)}={quote(word[:8_000])}"
        headers.setdefault("Content-Type", "application/json")
        self._sent(method, access["base_url"] + path, data=raw, headers=headers, **how)

    def ask_control(self) -> None:
        """A call of the control API with a broken body or query."""
        method, path = self.chance.choice(CONTROL)
        body = hostile.mutated(self.chance, self.chance.choice(CONTROL_BODIES))
        raw = self._dumped(body) if self.chance.random() < 0.8 else self._raw()
        query = {self.chance.choice(("limit", "after", "path", "state", "x")): self._text()[:5_000]}
        url = f"{self.server.url}/_mock/sandboxes/{self.world['name']}{path}"
        self._sent(method, url, data=raw, params=query if self.chance.random() < 0.3 else None)

    def bear(self) -> None:
        """A sandbox from a broken wish; a born one goes again."""
        body = hostile.mutated(self.chance, CONTROL_BODIES[-1] | {"name": None})
        answer = self._sent("POST", f"{self.server.url}/_mock/sandboxes", data=self._dumped(body))
        self._bury(answer)

    def import_world(self) -> None:
        """An exported world with damaged bytes."""
        image = hostile.damaged(self.chance, self.image)
        url = f"{self.server.url}/_mock/sandboxes?import"
        answer = self._sent("POST", url, data=image)
        if answer.status_code == 201:
            place = self.server.url + f"/_mock/sandboxes/{answer.json()['name']}"
            self._sent("GET", f"{place}/journal")
            self._sent("POST", f"{place}/clock", data=b'{"advance": "PT1H"}')
        self._bury(answer)

    def import_file(self) -> None:
        """An accounting file that is none, deposited and imported."""
        access = self.world["providers"]["cegid_loop"]
        base = f"{access['base_url']}/loop-api-publiques"
        name = quote(self._text()[:100].encode("utf-8", "replace"), safe="")
        how = {"headers": access["headers"]}
        deposit = self._sent("GET", f"{base}/getFileUrlDeposit?filename={name}.csv", **how)
        uri = ""
        if "depositUrl" in deposit.text:
            told = deposit.json()
            content = self.chance.choice(hostile.FILES)
            if self.chance.random() < 0.5:
                content = hostile.damaged(self.chance, content)
            self._sent(
                "PUT", told["depositUrl"], data=content, headers={"x-ms-blob-type": "BlockBlob"}
            )
            uri = told["uri"]
        body = {**access["subject"], "URI": uri, "MODELE": "M", "uri": uri}
        path = self.chance.choice(CEGID_IMPORTS)
        self._sent("POST", f"{base}/{path}", data=self._dumped(body), **how)
        clock = f"{self.server.url}/_mock/sandboxes/{self.world['name']}/clock"
        self._sent("POST", clock, data=b'{"advance": "PT1H"}')

    def shout(self) -> None:
        """Raw bytes on a socket of their own."""
        raw = self.chance.choice(hostile.WIRE)
        if self.chance.random() < 0.3:
            raw = hostile.damaged(self.chance, raw[:100_000])
        place = urlsplit(self.server.url)
        with socket.create_connection((place.hostname, place.port), timeout=PATIENCE_S) as wire:
            try:
                wire.sendall(raw)
                wire.shutdown(socket.SHUT_WR)
                answered = b"".join(iter(lambda: wire.recv(65_536), b""))
            except TimeoutError:
                raise Mishap(f"no end of {raw[:200]!r}") from None
            except OSError:
                answered = b""  # hung up while we were still shouting: its good right
        if b"HTTP/1.1 5" in answered:
            raise Mishap(f"{raw[:200]!r} is answered {answered[:300]!r}")
        self.statuses[f"wire {answered[9:12].decode('latin-1') or 'hung up'}"] += 1

    # -- parts ----------------------------------------------------------------------------------

    def _body(self, schema: Any) -> bytes | None:
        if schema is None:
            return None if self.chance.random() < 0.9 else self._raw()
        if self.chance.random() < 0.15:
            return self._raw()
        document = _sample(schema, self.chance)
        for _ in range(self.chance.choice((0, 1, 1, 2))):
            document = hostile.mutated(self.chance, document)
        return self._dumped(document)

    def _raw(self) -> bytes:
        return self.chance.choice(hostile.RAW_JSON)

    def _text(self) -> str:
        return self.chance.choice(hostile.TEXTS).replace("\ud800", "")

    def _dumped(self, document: Any) -> bytes:
        return json.dumps(document).encode()

    def _bury(self, answer: requests.Response) -> None:
        if answer.status_code == 201:
            self._steer("DELETE", f"/sandboxes/{answer.json()['name']}")

    def _steer(self, method: str, path: str, **how: Any) -> requests.Response:
        return self._sent(method, f"{self.server.url}/_mock{path}", **how)

    def _sent(self, method: str, url: str, **how: Any) -> requests.Response:
        told = f"{method} {url[:300]} {str(how)[:600]}"
        try:
            answer = self.session.request(method, url, timeout=PATIENCE_S, **how)
        except requests.Timeout:
            raise Mishap(f"hangs: {told}") from None
        except requests.ConnectionError as error:
            if self.server.process.poll() is not None:
                raise Mishap(f"dead after {told}") from None
            raise Mishap(f"{error} after {told}") from None
        except (requests.RequestException, UnicodeError, ValueError):
            self.statuses["not sendable"] += 1  # the client library itself refused
            return requests.Response()
        if answer.status_code >= 500:
            raise Mishap(f"{answer.status_code} {answer.text[:500]}\n{told}")
        self.statuses[str(answer.status_code)] += 1
        return answer


STEPS: tuple[Callable[[Fuzzer], None], ...] = (
    *(Fuzzer.ask_provider,) * 12,
    *(Fuzzer.ask_control,) * 4,
    *(Fuzzer.shout,) * 2,
    Fuzzer.import_file,
    Fuzzer.import_world,
    Fuzzer.bear,
)


def _body_of(document: Any, operation: Any) -> Any:
    """The schema of a JSON body with its references resolved one level at a time, or None."""
    content = operation.get("requestBody", {}).get("content", {})
    schema = next(iter(content.values()), {}).get("schema")
    return None if schema is None else (document, schema)


def _sample(place: Any, chance: random.Random, depth: int = 0) -> Any:
    """A plausible value of a schema."""
    document, schema = place
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        return chance.choice(schema["enum"])
    kind = schema.get("type")
    if depth > 6:
        return None
    if kind == "array":
        items = (document, schema.get("items", {}))
        return [_sample(items, chance, depth + 1) for _ in range(chance.choice((1, 1, 3)))]
    if kind == "object" or "properties" in schema:
        required = schema.get("required", ())
        return {
            name: _sample((document, inner), chance, depth + 1)
            for name, inner in schema.get("properties", {}).items()
            if name in required or chance.random() < 0.7
        }
    words = ("Name", "DE", "EUR", "2026-01-31", "2026-01-31T09:00:00Z", "a@b.example", "60000")
    values = {"integer": 1, "number": 12.5, "boolean": True}
    return values.get(kind or "") or chance.choice(words)


def run(seconds: float, seed: int) -> Counter[str]:
    """Fuzz for so long; how often each status came. Raises Mishap."""
    with tempfile.TemporaryFile() as errors:
        server = Process(errors=errors)
        try:
            statuses = _fuzzed(server, seconds, seed).statuses
        except Mishap as mishap:
            raise Mishap(f"{mishap}\n{_said(errors)[-2_500:]}") from None
        finally:
            server.stop()
        if "Traceback" in (said := _said(errors)):
            raise Mishap(f"the log has a traceback: {said[said.index('Traceback') :][:2_500]}")
    return statuses


def _said(errors: IO[bytes]) -> str:
    errors.seek(0)
    return errors.read().decode(errors="replace")


def _fuzzed(server: Process, seconds: float, seed: int) -> Fuzzer:
    fuzzer = Fuzzer(server, random.Random(seed))
    fuzzer.prepare()
    _warm_up(fuzzer)
    before = server.usage()
    until = time.monotonic() + seconds
    number = 0
    while time.monotonic() < until:
        fuzzer.step()
        number += 1
        if number % FRESH_EVERY == 0:
            fuzzer.renew()
    after = server.usage()
    if fuzzer.session.get(f"{server.url}/_mock/health", timeout=PATIENCE_S).status_code != 200:
        raise Mishap("not healthy at the end")
    if after[0] - before[0] > MAX_GROWTH_MB or after[1] - before[1] > MAX_NEW_HANDLES:
        raise Mishap(f"grows: {before} MB and handles before, {after} after")
    fuzzer.statuses[f"MB {before[0]:.0f} → {after[0]:.0f}, handles {before[1]} → {after[1]}"] = 1
    return fuzzer


def _warm_up(fuzzer: Fuzzer) -> None:
    """Every kind once, so that what is imported late is not taken for growth."""
    for kind in dict.fromkeys(STEPS):
        kind(fuzzer)


def main() -> None:
    """A table of statuses; exit code 1 and the request after a mishap."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    try:
        statuses = run(wanted.minutes * 60, wanted.seed)
    except Mishap as mishap:
        sys.exit(f"seed {wanted.seed}: {mishap}")
    print(f"{wanted.minutes:g} minutes, seed {wanted.seed}: no 5xx, no hang, no growth")
    for status, count in sorted(statuses.items()):
        print(f"  {count:7} {status}")


if __name__ == "__main__":
    main()
