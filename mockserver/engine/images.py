"""A world as bytes: what snapshots, forks, exports and imports are made of."""

import hashlib
import json
import re
import sqlite3
from typing import Any

from mockserver.engine import realtime, tables
from mockserver.engine.files import APPLICATION_ID, MAGIC
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.world import World

_SEAL, _UNSEALED = "image_seal", "sha256:" + 64 * "0"


class ForeignImageError(ValueError):
    """The bytes are not a world of this program, or of another generation of it."""


def take(sandbox: Sandbox) -> bytes:
    """The whole sandbox at this moment, as a SQLite file."""
    with sandbox.transaction():
        sandbox.set_fact("image_now", str(sandbox.now))
        sandbox.set_fact(_SEAL, _UNSEALED)
    with sandbox.lock:
        return sandbox.connection.serialize()


def sealed(image: bytes) -> bytes:
    """The image with its own SHA-256 inside, so that a damaged copy is known as such."""
    return image.replace(_UNSEALED.encode(), _digest(image))


def check(image: bytes, world: World) -> None:
    """Refuse what is not exactly a world of ours; nothing of the file is run or kept.

    The schema must be ours to the letter, so that a file cannot bring triggers, views or virtual
    tables. Raises ForeignImageError with what is wrong and what to do.
    """
    if not image.startswith(MAGIC):
        raise ForeignImageError("this is not a SQLite file; import what an export gave")
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.deserialize(without_log(image))
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
        facts = dict(connection.execute("SELECT key, value FROM world"))
        if set(_required()) - set(facts):
            raise ForeignImageError("the file does not say which world it holds; export it again")
        seal = str(facts[_SEAL]).encode()
        if _digest(image.replace(seal, _UNSEALED.encode())) != seal:
            raise ForeignImageError("the file was changed since it was exported; export it again")
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
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


def without_log(image: bytes) -> bytes:
    """An in-memory database cannot have a write-ahead log; the header must not ask for one."""
    return image[:18] + b"\x01\x01" + image[20:]


def with_log(image: bytes) -> bytes:
    """A file that begins with a write-ahead log need not be changed for it when it is opened."""
    return image[:18] + b"\x02\x02" + image[20:]


def birth_of(image: bytes) -> dict[str, Any]:
    """Name and birth of a checked image."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(without_log(image))
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
        _SEAL,
    )


def _digest(image: bytes) -> bytes:
    return f"sha256:{hashlib.sha256(image).hexdigest()}".encode()


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
