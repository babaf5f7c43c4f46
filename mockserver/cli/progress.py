"""How far long work is, told on standard error, so that what is printed stays clean."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from mockserver.cli.client import call, receive

EVENTS_PER_ROUND = 1_000


class Upload:
    """A file that is read while it is sent; its length is known before."""

    def __init__(self, file: IO[bytes], size: int, bar: Any) -> None:
        self._file = file
        self._size = size
        self._bar = bar

    def __len__(self) -> int:
        return self._size

    def read(self, size: int = -1) -> bytes:
        """The next piece, and the bar a bit further."""
        chunk = self._file.read(size)
        self._bar.update(len(chunk))
        return chunk


def send(path: Path, where: str, query: dict[str, Any], born_as: str | None = None) -> Any:
    """POST a file. Returns the parsed answer; `born_as` as for `call`."""
    size = path.stat().st_size
    with path.open("rb") as file, _bar(f"sending {path.name}", size) as bar:
        return call("POST", where, Upload(file, size, bar), query, born_as)


def fetch(where: str, path: Path) -> int:
    """GET into a file; returns its size. The file is there when all of it is, never half."""
    draft = path.with_name(f"{path.name}.part")
    try:
        with receive(where) as (size, chunks), draft.open("wb") as file:
            _copy(chunks, file, f"receiving {path.name}", size)
        draft.replace(path)
    except OSError as error:  # of the disk or of the connection
        raise click.ClickException(f"{path} was not written: {error}") from None
    finally:
        draft.unlink(missing_ok=True)
    return path.stat().st_size


def _copy(chunks: Iterator[bytes], file: IO[bytes], label: str, size: int) -> None:
    with _bar(label, size) as bar:
        for chunk in chunks:
            file.write(chunk)
            bar.update(len(chunk))


def travel(where: str, move: dict[str, Any]) -> dict[str, Any]:
    """Move a clock as far as it takes, a thousand events a call; the answer has all that ran."""
    ran: list[dict[str, Any]] = []
    moved: dict[str, Any] = {}
    while not moved.get("finished"):
        moved = call("POST", where, {**move, "limit": EVENTS_PER_ROUND})
        ran += moved["ran"]
        if moved["target"] is not None and "advance" in move:
            move = {"to": moved["target"]}
        if not moved["finished"]:
            click.echo(f"{len(ran)} events so far, it is {moved['now']}", err=True)
    return {**moved, "ran": ran}


@contextmanager
def _bar(label: str, size: int) -> Iterator[Any]:
    with click.progressbar(length=size, label=label, file=sys.stderr) as bar:
        yield bar
