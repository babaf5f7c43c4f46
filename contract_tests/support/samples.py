"""Documented examples as files: sent as printed, answered as printed, volatile values aside."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from requests import Response, Session

from contract_tests.support.answers import exchange, expect

FIXTURES = Path(__file__).parents[2] / "fixtures"


@dataclass(frozen=True)
class Sample:
    """One example of `fixtures/<provider>/samples/<name>.json`.

    `volatile` lists members whose value differs each time ("events.*.createdAt"): the answer's
    must be of the same JSON type. `additional` lists members that an answer may have beyond
    the printed ones.
    """

    source: str
    method: str
    path: str
    body: Any
    status: int
    answer: Any
    volatile: tuple[str, ...]
    additional: tuple[str, ...]

    def send(self, session: Session, **values: str) -> Response:
        """Send the request as printed; `{name}` in its path is filled from `values`."""
        return session.request(self.method, self.path.format(**values), json=self.body)

    def assert_answered_as_printed(self, response: Response) -> Any:
        """Fail with every difference between the answer and the print; returns the JSON."""
        __tracebackhide__ = True
        found = expect(response, self.status)
        differences = self._differences(self.answer, found, ())
        if differences:
            listed = "\n  ".join(differences)
            raise AssertionError(
                f"differs from the sample of {self.source}:\n  {listed}\n{exchange(response)}"
            )
        return found

    def _differences(self, printed: Any, found: Any, at: tuple[str, ...]) -> list[str]:
        place = ".".join(at) or "the answer"
        if self._named(at, self.volatile):
            return (
                []
                if _kind(printed) == _kind(found)
                else [f"{place}: printed a {_kind(printed)}, got {found!r}"]
            )
        if isinstance(printed, dict) and isinstance(found, dict):
            return self._member_differences(printed, found, at)
        if isinstance(printed, list) and isinstance(found, list) and len(printed) == len(found):
            pairs = enumerate(zip(printed, found, strict=True))
            return [d for i, (p, f) in pairs for d in self._differences(p, f, (*at, str(i)))]
        equal = _kind(printed) == _kind(found) and printed == found
        return [] if equal else [f"{place}: printed {printed!r}, got {found!r}"]

    def _member_differences(
        self, printed: dict[str, Any], found: dict[str, Any], at: tuple[str, ...]
    ) -> list[str]:
        missing = [f"{'.'.join((*at, name))}: missing" for name in printed.keys() - found.keys()]
        extra = [
            f"{'.'.join((*at, name))}: not printed, got {found[name]!r}"
            for name in found.keys() - printed.keys()
            if not self._named((*at, name), self.additional)
        ]
        both = [name for name in printed if name in found]
        deeper = [
            line
            for name in both
            for line in self._differences(printed[name], found[name], (*at, name))
        ]
        return missing + extra + deeper

    @staticmethod
    def _named(at: tuple[str, ...], patterns: tuple[str, ...]) -> bool:
        return any(_matches(pattern.split("."), at) for pattern in patterns)


def sample(provider: str, name: str) -> Sample:
    """The documented example `name`, for example sample("candis", "import-log")."""
    file = FIXTURES / provider / "samples" / f"{name}.json"
    read = json.loads(file.read_text(encoding="utf-8"))
    return Sample(
        source=read["source"],
        method=read["request"]["method"],
        path=read["request"]["path"],
        body=read["request"].get("json"),
        status=read["response"]["status"],
        answer=read["response"]["json"],
        volatile=tuple(read.get("volatile", [])),
        additional=tuple(read.get("additional", [])),
    )


def _matches(pattern: list[str], at: tuple[str, ...]) -> bool:
    return len(pattern) == len(at) and all(p in ("*", a) for p, a in zip(pattern, at, strict=True))


def _kind(value: Any) -> str:
    kinds = [kind for kind in (dict, list) if isinstance(value, kind)]
    return (kinds or [type(value)])[0].__name__
