"""What a firm keeps: dossiers, establishments, import models, requests, their entries."""

import json
from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop.lines import Entry
from mockserver.providers.cegid_loop.sas import Key

WAITING, RUNNING, SUCCEEDED, FAILED = 1, 2, 3, 4
_ENTRY_COLUMNS = tuple(field.name for field in fields(Entry))
_entry_values = attrgetter(*_ENTRY_COLUMNS)

TABLES = (
    """CREATE TABLE cegid_loop_firm (
        instance_id TEXT NOT NULL, collaborator TEXT NOT NULL, storage_key TEXT NOT NULL)""",
    """CREATE TABLE cegid_loop_dossier (
        code TEXT PRIMARY KEY, name TEXT NOT NULL, linked INTEGER NOT NULL,
        closed_until TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE cegid_loop_establishment (
        dossier TEXT NOT NULL REFERENCES cegid_loop_dossier, siret TEXT NOT NULL,
        name TEXT NOT NULL, principal INTEGER NOT NULL,
        PRIMARY KEY (dossier, siret)) WITHOUT ROWID""",
    """CREATE TABLE cegid_loop_model (
        name TEXT PRIMARY KEY, separator TEXT NOT NULL, header INTEGER NOT NULL,
        date_format TEXT NOT NULL, decimal TEXT NOT NULL, columns TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE cegid_loop_import (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, dossier TEXT NOT NULL, siret TEXT NOT NULL,
        uri TEXT, url TEXT, model TEXT, status INTEGER NOT NULL, advice TEXT NOT NULL,
        created_at INTEGER NOT NULL, started_at INTEGER, finished_at INTEGER,
        entries INTEGER, reason TEXT, line INTEGER)""",
    f"""CREATE TABLE cegid_loop_entry (
        import_id TEXT NOT NULL, {", ".join(_ENTRY_COLUMNS)})""",
    "CREATE INDEX cegid_loop_entry_of ON cegid_loop_entry (import_id, balance_group)",
)
_INSERT_ENTRY = (
    f"INSERT INTO cegid_loop_entry VALUES ({', '.join('?' * (len(_ENTRY_COLUMNS) + 1))})"  # noqa: S608 - only question marks
)


def get_firm(sandbox: Sandbox) -> dict[str, Any]:
    """The firm of this world: instance_id, collaborator, storage_key."""
    firm = sandbox.row("SELECT * FROM cegid_loop_firm")
    assert firm is not None  # noqa: S101 - every seed plants one
    return firm


def storage_key(sandbox: Sandbox) -> Key:
    """What signs the storage URLs of this world."""
    return Key(sandbox.name, get_firm(sandbox)["storage_key"])


def find_dossier(sandbox: Sandbox, code: str) -> dict[str, Any] | None:
    """The dossier of this code, in whatever case and with blanks around it."""
    return sandbox.row("SELECT * FROM cegid_loop_dossier WHERE code = ?", code.strip().upper())


def find_establishment(sandbox: Sandbox, dossier: str, siret: str) -> dict[str, Any] | None:
    """The establishment of a dossier with this SIRET."""
    return sandbox.row(
        "SELECT * FROM cegid_loop_establishment WHERE dossier = ? AND siret = ?", dossier, siret
    )


def principal_siret(sandbox: Sandbox, dossier: str) -> str:
    """The SIRET of the establishment that takes the entries when none is named; may be empty."""
    siret: str | None = sandbox.value(
        "SELECT siret FROM cegid_loop_establishment WHERE dossier = ? AND principal", dossier
    )
    return siret or ""


def find_model(sandbox: Sandbox, name: str) -> dict[str, Any] | None:
    """The import model of this name, in whatever case."""
    model = sandbox.row("SELECT * FROM cegid_loop_model WHERE name = ?", name.strip().upper())
    return None if model is None else {**model, "columns": json.loads(model["columns"])}


def insert_import(sandbox: Sandbox, request: dict[str, Any]) -> None:
    """Record a request; it waits."""
    sandbox.connection.execute(
        "INSERT INTO cegid_loop_import"
        " (id, kind, dossier, siret, uri, url, model, status, advice, created_at) VALUES"
        " (:id, :kind, :dossier, :siret, :uri, :url, :model, 1, :advice, :created_at)",
        request,
    )


def find_status(sandbox: Sandbox, id_: str) -> dict[str, Any] | None:
    """How far a request is: status, and after a failure its reason and line."""
    return sandbox.row("SELECT status, reason, line FROM cegid_loop_import WHERE id = ?", id_)


def get_import(sandbox: Sandbox, id_: str) -> dict[str, Any]:
    """A request that must exist. Raises LookupError."""
    request = sandbox.row("SELECT * FROM cegid_loop_import WHERE id = ?", id_)
    if request is None:
        raise LookupError(f"no import {id_}")
    return request


def begin(sandbox: Sandbox, id_: str) -> None:
    """The request is being integrated."""
    sandbox.connection.execute(
        "UPDATE cegid_loop_import SET status = ?, started_at = ? WHERE id = ?",
        (RUNNING, sandbox.now, id_),
    )


def finish(
    sandbox: Sandbox, id_: str, status: int, reason: str | None = None, line: int | None = None
) -> None:
    """The request is done; a failed one leaves no entries."""
    if status == FAILED:
        sandbox.connection.execute("DELETE FROM cegid_loop_entry WHERE import_id = ?", (id_,))
    sandbox.connection.execute(
        "UPDATE cegid_loop_import SET status = ?1, finished_at = ?2, reason = ?3, line = ?4,"
        " entries = (SELECT count(*) FROM cegid_loop_entry WHERE import_id = ?5) WHERE id = ?5",
        (status, sandbox.now, reason, line, id_),
    )


def insert_entries(sandbox: Sandbox, id_: str, entries: Iterable[Entry]) -> None:
    """Keep entries of a request that is being integrated."""
    sandbox.connection.executemany(
        _INSERT_ENTRY, ((id_, *_entry_values(entry)) for entry in entries)
    )


def find_unbalanced(sandbox: Sandbox, id_: str) -> dict[str, Any] | None:
    """The first entry whose debits are not its credits: line, balance_group, debit, credit."""
    return sandbox.row(
        "SELECT min(line) AS line, balance_group, sum(debit_cents) AS debit,"
        " sum(credit_cents) AS credit FROM cegid_loop_entry WHERE import_id = ?"
        " GROUP BY balance_group HAVING debit <> credit ORDER BY 1 LIMIT 1",
        id_,
    )


def count_entries(sandbox: Sandbox, id_: str) -> int:
    """How many entries a request has so far."""
    return int(sandbox.value("SELECT count(*) FROM cegid_loop_entry WHERE import_id = ?", id_))


def closed_until(sandbox: Sandbox, dossier: str) -> str:
    """The last day of the closed period of a dossier, ISO 8601; empty when all is open."""
    return str(sandbox.value("SELECT closed_until FROM cegid_loop_dossier WHERE code = ?", dossier))


def line_in_closed_period(sandbox: Sandbox, id_: str, closed_until: str) -> int | None:
    """The first line dated on or before the last day of the closed period."""
    line: int | None = sandbox.value(
        "SELECT min(line) FROM cegid_loop_entry WHERE import_id = ? AND date <= ?",
        id_,
        closed_until,
    )
    return line
