"""Answers that note what is read of them: a field is asserted when a test has looked at it.

To compare a whole object, to iterate over its items or to copy it reads all of it; to ask for its
names reads which members there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from requests import Response
from requests.structures import CaseInsensitiveDict

Read = Callable[[str], None]
"""Told the place of a value that was looked at: `results[].id`."""

_MISSING = object()


def watched(value: Any, read: Read, at: str = "") -> Any:
    """The same JSON, telling `read` what is looked at."""
    if isinstance(value, dict):
        return SeenDict(value, read, at)
    return SeenList(value, read, at) if isinstance(value, list) else value


def member(at: str, name: object) -> str:
    """The place of a member of an object."""
    return f"{at}.{name}" if at else str(name)


def places(value: Any, at: str = "") -> Iterator[str]:
    """Every place below a JSON value."""
    inner: Iterable[tuple[str, Any]] = ()
    if isinstance(value, dict):
        inner = [(member(at, name), dict.__getitem__(value, name)) for name in dict.keys(value)]
        yield from (place for place, _ in inner)
    elif isinstance(value, list):
        inner = [(f"{at}[]", one) for one in list.__iter__(value)]
    for place, one in inner:
        yield from places(one, place)


class SeenDict(dict[str, Any]):
    """An object that tells which of its members are read."""

    def __init__(self, value: dict[str, Any], read: Read, at: str) -> None:
        super().__init__(
            {name: watched(one, read, member(at, name)) for name, one in value.items()}
        )
        self._read = read
        self._at = at

    def _names(self) -> None:
        for name in dict.keys(self):
            self._read(member(self._at, name))

    def _all(self) -> None:
        for place in places(self, self._at):
            self._read(place)

    def __getitem__(self, name: str) -> Any:
        self._read(member(self._at, name))
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._read(member(self._at, name))
        return super().get(name, default)

    def pop(self, name: str, default: Any = _MISSING) -> Any:
        self._read(member(self._at, name))
        return super().pop(name) if default is _MISSING else super().pop(name, default)

    def __contains__(self, name: object) -> bool:
        self._read(member(self._at, name))
        return super().__contains__(name)

    def __iter__(self) -> Iterator[str]:
        self._names()
        return super().__iter__()

    def keys(self) -> Any:
        self._names()
        return super().keys()

    def values(self) -> Any:
        self._names()
        return super().values()

    def items(self) -> Any:
        self._names()
        return super().items()

    def __eq__(self, other: object) -> bool:
        self._all()
        return dict(dict.items(self)) == other

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __or__(self, other: Any) -> Any:
        return dict(self.items()) | other

    __hash__ = None


class SeenList(list[Any]):
    """A list that tells when it is compared as a whole, or searched."""

    def __init__(self, value: list[Any], read: Read, at: str) -> None:
        super().__init__(watched(one, read, f"{at}[]") for one in value)
        self._read = read
        self._at = at

    def _all(self) -> None:
        for place in places(self, self._at):
            self._read(place)

    def __eq__(self, other: object) -> bool:
        self._all()
        return list(list.__iter__(self)) == other

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __contains__(self, one: object) -> bool:
        self._all()
        return super().__contains__(one)

    __hash__ = None


class WatchedHeaders(CaseInsensitiveDict[str]):
    """Headers that tell which of them are read."""

    def __init__(self, headers: CaseInsensitiveDict[str], read: Read) -> None:
        super().__init__(headers)
        self._read = read

    def __getitem__(self, name: str) -> str:
        self._read(name.lower())
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._read(str(name).lower())
        return super().__contains__(name)


class WatchedResponse(Response):
    """An answer that tells when its status is read, and watches over its JSON and headers."""

    def json(self, **how: Any) -> Any:
        value = super().json(**how)
        read: Read | None = self.__dict__.get("coverage_read")
        return value if read is None else watched(value, read)

    @property
    def status_code(self) -> int:
        if told := self.__dict__.get("coverage_status"):
            told()
        status: int = self.__dict__["status_code"]
        return status

    @status_code.setter
    def status_code(self, status: int) -> None:
        self.__dict__["status_code"] = status


def watch(response: Response, read: Read, header: Read, status: Callable[[], None]) -> None:
    """Let an answer tell what is looked at from now on."""
    response.headers = WatchedHeaders(response.headers, header)
    response.__class__ = WatchedResponse
    response.__dict__["coverage_read"] = read
    response.__dict__["coverage_status"] = status
