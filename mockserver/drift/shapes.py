"""The shape of an exchange: everything of an answer but what differs from run to run.

A shape is a set of facts at places: `events[].status` → `{"IMPORTED"}`. Ids, times and generated
names are gone; what remains of a value that appeared before is where it appeared first.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mockserver.drift.recordings import Exchange, Legible

ABSENT = "absent"
STATUS = "HTTP status"
SHORTEST_NAMED = 3
FORMATS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("UUID", r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        ("UUID in capitals", r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"),
        ("e-mail", r"[^\s@]+@[\w-]+(\.[\w-]+)+"),
        ("URL", r"https?://\S+"),
        ("moment, seconds, UTC", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
        ("moment, fractions, UTC", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z"),
        ("moment, seconds, offset", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:?\d\d"),
        ("moment, fractions, offset", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+[+-]\d\d:?\d\d"),
        ("moment, no zone", r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?"),
        ("date", r"\d{4}-\d\d-\d\d"),
        ("date, day first", r"\d\d/\d\d/\d{4}"),
        ("hexadecimal id", r"(?=.*[a-f])(?=.*\d)[0-9a-f]{16,}"),
        ("digits", r"\d+"),
        ("decimal number", r"-?\d+[.,]\d+"),
        ("empty", r""),
    )
)
NAMEABLE = {"UUID", "UUID in capitals", "e-mail", "hexadecimal id"}
CODE = re.compile(r"[A-Z]+(_[A-Z]+)+")
GENERATED = re.compile(r"ct-[0-9a-z]+-(\d+-)")
VOLATILE = re.compile(
    r"‹[^›]*›"  # what the recorder replaced
    r"|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    r"|\b[0-9a-f]{8,}\b"
    r"|\d{4,}"
)
PRESENT_ONLY = ("location", "retry-after", "allow", "link", "deprecation", "sunset")
KNOWN = re.compile(r"(‹(?:the value of [^›]*|run)›)")
INDEX = re.compile(r"\[\d+\]")
RATE = re.compile(r"(x-)?rate-?limit-.*")


@dataclass
class Shape:
    """Facts at places; for lists also which known things they hold, in which order.

    `foreign` are places inside lists that hold nothing the test itself knows.
    """

    facts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    orders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    foreign: set[str] = field(default_factory=set)


class Names:
    """What a test knows so far: a value, and where it appeared first."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def learn(self, value: str, place: str) -> None:
        """Remember where a value came from, unless it is known."""
        self._first.setdefault(value, place)

    def place(self, value: str) -> str | None:
        """Where a value appeared first."""
        return self._first.get(value)

    def named(self, text: str) -> str:
        """A text for people with what it names replaced by where that comes from."""
        parts = KNOWN.split(GENERATED.sub(r"ct-‹run›-\1", self._resolved(text)))
        return "".join(p if n % 2 else VOLATILE.sub("‹…›", p) for n, p in enumerate(parts))

    def _resolved(self, text: str) -> str:
        known = [one for one in self._first if len(one) >= SHORTEST_NAMED and one in text]
        for one in sorted(known, key=len, reverse=True):
            place = f"‹the value of {self._first[one]}›"
            text = text.replace(f"‹{one}›", place).replace(one, place)
        return text


def shapes(exchanges: Iterable[Exchange], legible: Legible) -> list[Shape]:
    """The shape of each answer of one test, in order; a missing answer has the fact `no answer`."""
    names = Names()
    found = []
    for index, exchange in enumerate(exchanges, 1):
        for place, value in _sent(exchange, f"request {index}"):
            names.learn(value, place)
        found.append(_Reader(legible, names).read(exchange))
        for place, value in _leaves((exchange.response or {}).get("json"), f"answer {index}"):
            if _format(value) in NAMEABLE:
                names.learn(value, place)
    return found


class _Reader:
    """Reads one answer."""

    def __init__(self, legible: Legible, names: Names) -> None:
        self.legible = legible
        self.names = names
        self.shape = Shape()

    def read(self, exchange: Exchange) -> Shape:
        response = exchange.response
        if response is None:
            self.shape.facts["answer"].add("no answer")
            return self.shape
        self.shape.facts[STATUS].add(str(response["status"]))
        for name, fact in _header_facts(response["headers"]):
            self.shape.facts[f"header {name}"].add(fact)
        if "json" in response:
            self._value("", "", response["json"])
        elif response.get("bytes"):
            self.shape.facts["body"].add("not JSON")
        return self.shape

    def _value(self, place: str, member: str, value: Any) -> None:
        facts = self.shape.facts[place or "body"]
        if isinstance(value, dict):
            facts.add("object")
            for name, one in value.items():
                self._value(f"{place}.{name}".lstrip("."), name, one)
        elif isinstance(value, list):
            facts.add("array" if value else "empty array")
            self._list(place, member, value)
        else:
            facts.add(self._scalar(member, value))

    def _list(self, place: str, member: str, items: list[Any]) -> None:
        inside = f"{place}[]"
        own = {index: name for index, item in enumerate(items) if (name := self._own(item))}
        if items and not own:
            self.shape.foreign.add(inside)
        if len(own) > 1:
            self.shape.orders[inside] = tuple(own.values())
        read = [items[index] for index in own] or items  # beside its own, others' data is nothing
        for item in read:
            self._value(inside, member, item)
        objects = [item for item in read if isinstance(item, dict)]
        for name in {name for one in objects for name in one}:
            if any(name not in one for one in objects):
                self.shape.facts[f"{inside}.{name}"].add(ABSENT)
            self._sorting(f"{inside}.{name}", [one.get(name) for one in objects])

    def _sorting(self, place: str, values: list[Any]) -> None:
        moments = [v for v in values if isinstance(v, str) and _format(v).startswith("moment")]
        if len(moments) < 3 or len(moments) != len(values) or len(set(moments)) == 1:  # noqa: PLR2004 - two are in order by chance
            return
        ways = {"ascending": sorted(moments), "descending": sorted(moments, reverse=True)}
        way = next((name for name, order in ways.items() if order == moments), "in no order")
        self.shape.facts[f"{place} (order)"].add(way)

    def _own(self, item: Any) -> str | None:
        """Where the test knows an element of a list from; None for somebody else's."""
        values = item.values() if isinstance(item, dict) else [item]
        texts = (one for one in values if isinstance(one, str) and _is_singular(one))
        return next((place for one in texts if (place := self.names.place(one))), None)

    def _scalar(self, member: str, value: Any) -> str:
        if not isinstance(value, str):
            return _type(value)
        if (origin := self.names.place(value)) is not None:
            return f"the value of {INDEX.sub('[]', origin)}"
        legible = self.legible
        if CODE.fullmatch(value):
            return f'"{value}"'
        if legible.enumerations.fullmatch(member) and legible.word.fullmatch(value):
            return f'"{value}"'
        form = _format(value)
        if form == "text" and legible.texts.fullmatch(member):
            return f'"{self.names.named(value)}"'
        return "text" if form == "text" else f"text, {form}"


def _type(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    return "integer" if isinstance(value, int) else "number"


def _format(value: str) -> str:
    return next((name for name, pattern in FORMATS if pattern.fullmatch(value)), "text")


def _is_singular(value: str) -> bool:
    """Whether nothing else has this value by chance."""
    return GENERATED.match(value) is not None or _format(value) in NAMEABLE


def _header_facts(headers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The headers that clients rely on: what the body is, when to come back, how to log in."""
    for name, value in sorted((name.lower(), value) for name, value in headers.items()):
        if name == "content-type":
            yield name, value.partition(";")[0].strip().lower()
        elif name in ("www-authenticate", "content-disposition"):
            yield name, re.split(r"[ ;]", value, maxsplit=1)[0].lower()
        elif name in PRESENT_ONLY or RATE.fullmatch(name):
            yield name, "present"


def _sent(exchange: Exchange, request: str) -> Iterator[tuple[str, str]]:
    """(place, text) of what a request says, the words that are the same for everybody aside."""
    document = exchange.request.get("json", dict(exchange.request.get("form", ())))
    found = [
        *_leaves(document, request),
        *_leaves(dict(exchange.query), f"{request} query"),
        *((f"{request} path", part) for part in exchange.path.split("/")),
    ]
    return (
        (place, value)
        for place, value in found
        if len(value) >= SHORTEST_NAMED and not CODE.fullmatch(value)
    )


def _leaves(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """(place, text) of all texts in a document, lists by index."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _leaves(one, f"{place}.{name}")
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _leaves(one, f"{place}[{index}]")
    elif isinstance(value, str) and value:
        yield place, value
