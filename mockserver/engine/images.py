"""A world as bytes: what snapshots, forks, exports and imports are made of."""

import json
import re
import sqlite3
from typing import Any

from mockserver.engine import realtime, tables
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.world import World

APPLICATION_ID = 0x6D6F636B  # "mock", so that a file can be told from any other SQLite file
_MAGIC = b"SQLite format 3\x00"


class ForeignImageError(ValueError):
    """The bytes are not a world of this program, or of another generation of it."""


def take(sandbox: Sandbox) -> bytes:
    """The whole sandbox at this moment, as a SQLite file."""
    with sandbox.transaction():
        sandbox.set_fact("image_now", str(sandbox.now))
    with sandbox.lock:
        return sandbox.connection.serialize()


def check(image: bytes, world: World) -> None:
    """Refuse what is not exactly a world of ours; nothing of the file is run or kept.

    The schema must be ours to the letter, so that a file cannot bring triggers, views or virtual
    tables. Raises ForeignImageError with what is wrong and what to do.
    """
    if not image.startswith(_MAGIC):
        raise ForeignImageError("this is not a SQLite file; import what an export gave")
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.deserialize(_without_wal(image))
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise ForeignImageError("this SQLite file was not written by this program")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version != tables.SCHEMA_VERSION:
            raise ForeignImageError(
                f"the file has schema version {version}, this program reads"
                f" {tables.SCHEMA_VERSION}; import it with the version that wrote it"
            )
        if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise ForeignImageError("the file is damaged; export it again")
        if _schema(connection) != _schema_of(world):
            raise ForeignImageError(
                "the tables of the file are not those of this version's providers;"
                " import it with the version that wrote it"
            )
        if set(_required()) - set(dict(connection.execute("SELECT key, value FROM world"))):
            raise ForeignImageError("the file does not say which world it holds; export it again")
    except sqlite3.DatabaseError as error:
        raise ForeignImageError(f"the file is damaged: {error}; export it again") from None
    finally:
        connection.close()


def continue_where_taken(sandbox: Sandbox) -> None:
    """Let a restored world's clock show the moment when its image was taken."""
    taken = int(sandbox.fact("image_now"))
    sandbox.set_clock(sandbox.clock.moved(realtime.now_ms(), taken))


def rename(sandbox: Sandbox, name: str) -> None:
    """Make a copy a world of its own: another name, and credentials nobody else has."""
    mark = re.compile(rf"mock_{re.escape(sandbox.fact('name'))}_[A-Za-z0-9-]+")
    fresh: dict[str, str] = {}

    def renewed(match: re.Match[str]) -> str:
        return fresh.setdefault(match[0], f"mock_{name}_{realtime.random_token()}")

    rows = sandbox.rows("SELECT * FROM credential")
    sandbox.connection.execute("DELETE FROM credential")
    sandbox.db.table("credential").insert_all(
        {column: mark.sub(renewed, text) for column, text in row.items()} for row in rows
    )
    sandbox.set_fact("name", name)
    sandbox.set_fact("created", str(realtime.now_ms()))


def stamp(connection: sqlite3.Connection) -> None:
    """Mark a file as a world of this generation."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {tables.SCHEMA_VERSION}")


def birth_of(image: bytes) -> dict[str, Any]:
    """Name and birth of a checked image."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(_without_wal(image))
        facts = dict(connection.execute("SELECT key, value FROM world"))
        return {"name": facts["name"], "birth": json.loads(facts["birth"])}
    finally:
        connection.close()


def _required() -> tuple[str, ...]:
    return (
        "name",
        "birth",
        "seed",
        "random_seed",
        "clock",
        "created",
        "draws",
        "faults",
        "image_now",
    )


def _without_wal(image: bytes) -> bytes:
    """An in-memory database cannot have a write-ahead log; the header must not ask for one."""
    return image[:18] + b"\x01\x01" + image[20:]


def _schema(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    return set(
        connection.execute(
            "SELECT type, name, coalesce(sql, '') FROM sqlite_master"
            " WHERE name NOT LIKE 'sqlite_stat%'"
        )
    )


def _schema_of(world: World) -> set[tuple[str, str, str]]:
    connection = sqlite3.connect(":memory:")
    try:
        for statement in (*tables.TABLES, *world.tables):
            connection.execute(statement)
        return _schema(connection)
    finally:
        connection.close()
