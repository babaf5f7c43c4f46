"""The data sets that a person can choose when linking, read slice by slice."""

from collections.abc import Iterator
from typing import Any

from mockserver import fixtures


def about(name: str) -> dict[str, Any]:
    """`anchor`, the last day of its dates, and `currency`."""
    if not _folder_exists(name):
        return {"anchor": "2024-01-01", "currency": "GBP"}
    found: dict[str, Any] = fixtures.load("codat", "data_sets", name, "about")
    return found


def count(name: str, data_type: str) -> int:
    """How many records of a data type it has."""
    return len(_all(name, data_type))


def records(
    name: str, data_type: str, start: int = 0, stop: int | None = None
) -> Iterator[dict[str, Any]]:
    """Its records of a data type from `start` to before `stop`, in the default order."""
    return iter(_all(name, data_type)[start:stop])


def _all(name: str, data_type: str) -> list[dict[str, Any]]:
    file = fixtures.folder() / "codat" / "data_sets" / name / f"{data_type}.json"
    if not file.is_file():
        return []
    found: list[dict[str, Any]] = fixtures.load("codat", "data_sets", name, data_type)
    return found


def _folder_exists(name: str) -> bool:
    return (fixtures.folder() / "codat" / "data_sets" / name).is_dir()
