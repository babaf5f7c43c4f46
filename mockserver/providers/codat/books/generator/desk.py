"""The desk at which books are made up: chance, ids, days, and the growing records."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol, TypeVar
from uuid import UUID

from mockserver import fixtures
from mockserver.providers.codat.books.generator.recipe import ANCHOR, DAYS, Recipe

Document = dict[str, Any]
T = TypeVar("T")
WORDS = fixtures.load("codat", "books", "words")
_CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz0123456789"


class Chance(Protocol):
    """What is asked of `random.Random`."""

    def random(self) -> float:
        """From 0 up to 1."""

    def randrange(self, start: int, stop: int) -> int:
        """A whole number below `stop`."""

    def getrandbits(self, k: int, /) -> int:
        """That many bits."""


@dataclass
class Desk:
    """One set of books in the making."""

    recipe: Recipe
    chance: Chance
    books: dict[str, list[Document]] = field(default_factory=lambda: defaultdict(list))

    def id(self) -> str:
        """A new id of a master record."""
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    def document_id(self) -> str:
        """A new id of a document, with the marker of the recipe."""
        made, marker = self.id(), self.recipe.marker
        return f"{made[:8]}-{marker}{made[13:]}" if marker else made

    def code(self, length: int) -> str:
        """Some characters."""
        return "".join(self.pick(_CHARACTERS) for _ in range(length))

    def digits(self, length: int) -> str:
        """Some digits."""
        return "".join(str(self.chance.randrange(0, 10)) for _ in range(length))

    def pick(self, among: Sequence[T]) -> T:
        """One of them."""
        return among[self.chance.randrange(0, len(among))]

    def often(self, part: float) -> bool:
        """True in that part of cases."""
        return self.chance.random() < part

    def count(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both included."""
        return self.chance.randrange(low, high + 1)

    def cents(self, low: int, high: int) -> Decimal:
        """An amount of money between two whole amounts."""
        return Decimal(self.chance.randrange(low * 100, high * 100)) / 100

    def days(self, count: int) -> list[date]:
        """Days of trading, in order."""
        return sorted(self.day() for _ in range(count))

    def day(self) -> date:
        """A day of trading."""
        return ANCHOR - timedelta(days=self.chance.randrange(0, DAYS))

    def after(self, day: date, low: int, high: int) -> date:
        """A later day, which may lie beyond the anchor."""
        return day + timedelta(days=self.count(low, high))

    def place(self) -> Document:
        """An address without its type."""
        local = WORDS["places"][self.recipe.currency]
        city, region, code = self.pick(local["cities"])
        tail = f"{code}{self.digits(2)}" if self.recipe.currency == "USD" else self._postcode(code)
        return {
            "line1": f"{self.count(1, 180)} {self.pick(WORDS['streets'])}",
            "city": city,
            "region": region,
            "country": local["country"],
            "postalCode": tail,
        }

    def _postcode(self, area: str) -> str:
        letters = "ABDEFGHJLN"
        return (
            f"{area}{self.count(1, 19)} {self.count(1, 9)}{self.pick(letters)}{self.pick(letters)}"
        )


def text(day: date) -> str:
    """A day, as records write it."""
    return f"{day.isoformat()}T00:00:00"


def present(members: Document) -> Document:
    """The members that have a value."""
    return {name: value for name, value in members.items() if value is not None}
