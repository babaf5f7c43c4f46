"""One isolated world in one SQLite file: its transaction, its now, its ids."""

import contextlib
import hashlib
import json
import random
import sqlite3
import threading
import uuid
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockserver.engine import realtime
from mockserver.engine.clock import MAX_MS, Clock
from mockserver.engine.tally import Tally
from mockserver.engine.world import World

if TYPE_CHECKING:
    from sqlite_utils import Database


class Sandbox:
    """An open sandbox. All reads and writes happen inside `transaction()`.

    `now` is virtual and stands still inside a transaction; `random` and `new_id()` are seeded, so
    the same seed and the same calls give the same values, however often somebody looked in between.
    """

    def __init__(
        self,
        name: str,
        path: Path,
        world: World,
        *,
        public_url: str = "",
        tally: Tally | None = None,
    ) -> None:
        self.name = name
        self.path = path
        self.world = world
        self.public_url = public_url
        self.tally = tally or Tally()
        self.lock = threading.RLock()
        # Cached statements serve one connection for its whole life: no thread opens a second one.
        self.connection = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, cached_statements=512
        )
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = NORMAL")
        self.connection.execute("PRAGMA foreign_keys = ON")
        self.now = 0
        self._random: random.Random | None = None
        self._stream: str | None = None
        self._facts: dict[str, str] | None = None
        self._settings: dict[str, Any] | None = None
        self._clock: Clock | None = None
        self.last_entry: int | None = None  # the journal's, kept so that nobody has to look

    @cached_property
    def db(self) -> "Database":
        """The same connection for tools and batches; prepared SQL is five times faster."""
        from sqlite_utils import Database  # noqa: PLC0415 - loaded by the first who needs it

        return Database(self.connection)

    def close(self) -> None:
        """Give the file handle back."""
        with self.lock:
            self.connection.close()

    # -- transactions -------------------------------------------------------------------------

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside happens, or nothing. Raise to undo, return to keep."""
        with self.lock:
            self.connection.execute("BEGIN IMMEDIATE")
            self._random = None
            try:
                self.now = self.clock.at(realtime.now_ms())
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                self._undo("ROLLBACK")
                raise

    @contextlib.contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what is inside when it raises; the transaction around goes on."""
        self.connection.execute("SAVEPOINT step")
        try:
            yield
        except BaseException:
            self._undo("ROLLBACK TO step", "RELEASE step")
            raise
        self.connection.execute("RELEASE step")

    def _undo(self, *statements: str) -> None:
        """Take back; when the disk failed, SQLite may have ended the transaction by itself."""
        if self.connection.in_transaction:
            for statement in statements:
                self.connection.execute(statement)
        self._forget()

    def _forget(self) -> None:
        self._random = None
        self._facts = None
        self._settings = None
        self._clock = None
        self.last_entry = None

    # -- facts about the world ----------------------------------------------------------------

    def fact(self, key: str) -> str:
        """A line of the world's own table: name, seed, random_seed, clock, created, …"""
        if self._facts is None:
            self._facts = dict(self.connection.execute("SELECT key, value FROM world"))
        return self._facts[key]

    def set_fact(self, key: str, value: str) -> None:
        """Write a line of the world's own table."""
        self.connection.execute("INSERT OR REPLACE INTO world VALUES (?, ?)", (key, value))
        self._clock = None
        if self._facts is not None:
            self._facts[key] = value

    @property
    def clock(self) -> Clock:
        """How virtual time runs here."""
        if self._clock is None:
            self._clock = Clock(**json.loads(self.fact("clock")))
        return self._clock

    def live_clock(self) -> Clock:
        """The clock as it is now, read outside a transaction."""
        with self.lock:
            return self.clock

    def set_clock(self, clock: Clock) -> None:
        """Make time run otherwise from this moment on."""
        self.set_fact("clock", json.dumps(vars(clock)))
        self.now = clock.at(realtime.now_ms())

    def setting(self, name: str) -> Any:
        """The value of a setting here: overridden in this sandbox, else its default."""
        if self._settings is None:
            rows = self.connection.execute("SELECT name, value FROM setting")
            self._settings = {key: json.loads(value) for key, value in rows}
        if name in self._settings:
            return self._settings[name]
        return self.world.settings[name].default

    def set_setting(self, name: str, value: Any) -> None:
        """Override a setting. Raises KeyError for an unknown name, ValueError for a bad value."""
        checked = json.dumps(self.world.settings[name].check(value))
        self.connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, checked))
        self._settings = None

    # -- chance -------------------------------------------------------------------------------

    @property
    def random(self) -> random.Random:
        """Seeded chance for this transaction or event.

        Each transaction that uses it starts the next stream, each event has the stream of its own
        id; a transaction that only looks uses none, so looking never changes history.
        """
        if self._random is None:
            stream = self._stream
            if stream is None:
                draws = int(self.fact("draws")) + 1
                self.set_fact("draws", str(draws))
                stream = f"draw:{draws}"
            self._random = random.Random(f"{self.fact('random_seed')}/{stream}")
        return self._random

    @contextlib.contextmanager
    def random_stream(self, stream: str) -> Iterator[None]:
        """Inside, chance comes from a stream with a name of its own."""
        before = self._stream, self._random
        self._stream, self._random = stream, None
        try:
            yield
        finally:
            self._stream, self._random = before

    def new_id(self) -> str:
        """A version 4 UUID in lower case."""
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def id_of(self, what: str) -> str:
        """A version 4 UUID that follows from the world's chance and a name; it draws nothing."""
        text = f"{self.fact('random_seed')}/{what}"
        digest = hashlib.blake2b(text.encode(), digest_size=16).digest()
        return str(uuid.UUID(bytes=digest, version=4))

    def new_hex(self, length: int) -> str:
        """`length` lower-case hex digits."""
        return f"{self.random.getrandbits(4 * length):0{length}x}"

    # -- the future ---------------------------------------------------------------------------

    def schedule(self, kind: str, after_ms: int = 0, **payload: Any) -> int:
        """Let `kind` happen in `after_ms` virtual milliseconds; returns the event's id."""
        cursor = self.connection.execute(
            "INSERT INTO event (kind, due, payload) VALUES (?, ?, ?)",
            (kind, min(self.now + after_ms, MAX_MS), json.dumps(payload, separators=(",", ":"))),
        )
        return int(cursor.lastrowid or 0)

    # -- rows ---------------------------------------------------------------------------------

    def row(self, sql: str, *values: Any) -> dict[str, Any] | None:
        """The first row as a dict, or None."""
        cursor = self.connection.execute(sql, values)
        found = cursor.fetchone()
        if found is None:
            return None
        return {column[0]: value for column, value in zip(cursor.description, found, strict=True)}

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """All rows as dicts."""
        cursor = self.connection.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, found, strict=True)) for found in cursor]

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row, or None."""
        found = self.connection.execute(sql, values).fetchone()
        return None if found is None else found[0]
