"""Which operation a call meant: the provider's own table, or else the path without its ids."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mockserver.drift.recordings import Exchange

_ID = re.compile(r"(?=.*\d)[\w.:%-]{4,}|ct-.*|[0-9]+")
_VERSION = re.compile(r"v\d+")


@dataclass(frozen=True)
class Known:
    """An operation that the mock serves; `path` has its variables in braces or angles."""

    method: str
    path: str
    name: str
    evidence: str
    source: str

    def serves(self, method: str, path: str) -> bool:
        """Whether a call is one of this operation."""
        return method == self.method and re.fullmatch(_pattern(self.path), path) is not None


Table = Mapping[str, Sequence[Known]]


@dataclass(frozen=True)
class Place:
    """An operation as reports name it: `POST /companies (create-company)`."""

    provider: str
    method: str
    path: str
    name: str = ""

    def __str__(self) -> str:
        name = f" ({self.name})" if self.name else ""
        return f"{self.provider} {self.method} {self.path}{name}"


def place_of(exchange: Exchange, table: Table) -> Place:
    """The operation of a call; literal paths win over those with variables."""
    provider, method = exchange.provider, exchange.method
    if exchange.origin:
        return Place(provider, method, "another host")
    served = [one for one in table.get(provider, ()) if one.serves(method, exchange.path)]
    for one in sorted(served, key=lambda known: known.path.count("{") + known.path.count("<")):
        return Place(provider, method, one.path, one.name)
    return Place(provider, method, "/".join(map(_without_id, exchange.path.split("/"))))


def _without_id(part: str) -> str:
    return "{}" if _ID.fullmatch(part) and not _VERSION.fullmatch(part) else part


def _pattern(path: str) -> str:
    parts = re.split(r"(\{[^}]*\}|<[^>]*>)", path)
    return "".join("[^/]+" if n % 2 else re.escape(part) for n, part in enumerate(parts)) + "/?"
