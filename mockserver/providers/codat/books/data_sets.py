"""Data sets: the sample books that can be chosen in Link, and how their records are read.

Records are in wire shape, without `modifiedDate` and `metadata`; their days are those of the
anchor in `about`.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from mockserver import fixtures
from mockserver.providers.codat.books import large

Document = dict[str, Any]
LARGE = "large"
NAMES = ("standard", "small", "us", LARGE, "empty")
SYNONYMS = {"tiny": "small"}


def about(name: str) -> Document:
    """`{"name", "currency", "anchor"}`: the company, its money, and the day that means today."""
    found: Document = fixtures.load("codat", "data_sets", _folder(name), "about")
    return found


def count(name: str, data_type: str) -> int:
    """How many records of a data type a set has."""
    if name == LARGE:
        return large.count(data_type)
    return len(large.kept(_folder(name), data_type))


def records(
    name: str, data_type: str, start: int = 0, stop: int | None = None
) -> Iterator[Document]:
    """The records of a data type from `start` to before `stop`, in their default order.

    They are shared and not to be changed.
    """
    if name == LARGE:
        return large.records(data_type, start, stop)
    return islice(large.kept(_folder(name), data_type), start, stop)


def texts(
    name: str, data_type: str, start: int, stop: int, written: Callable[[Document], str]
) -> Iterator[tuple[str, Document, str]]:
    """The same records as their id, a record in the same place of the order, and their JSON text.

    `written` makes a text of a record. A record without an id has the empty one.
    """
    if name == LARGE:
        return large.texts(data_type, start, stop, written)
    found = records(name, data_type, start, stop)
    return ((record.get("id", ""), record, written(record)) for record in found)


def _folder(name: str) -> str:
    return large.BASE if name == LARGE else SYNONYMS.get(name, name)
