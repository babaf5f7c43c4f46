"""What a firm keeps: dossiers, import models, requests to import."""

import json
from collections.abc import Mapping
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import ledgerstore, recordstore
from mockserver.providers.cegid_loop.sas import Key

WAITING, RUNNING, SUCCEEDED, FAILED = 1, 2, 3, 4

TABLES = (
    """CREATE TABLE cegid_loop_firm (
        instance_id TEXT NOT NULL, collaborator TEXT NOT NULL, storage_key TEXT NOT NULL)""",
    """CREATE TABLE cegid_loop_dossier (
        code TEXT PRIMARY KEY, name TEXT NOT NULL, linked INTEGER NOT NULL,
        closed_until TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE cegid_loop_model (
        name TEXT PRIMARY KEY, separator TEXT NOT NULL, header INTEGER NOT NULL,
        date_format TEXT NOT NULL, decimal TEXT NOT NULL, columns TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE cegid_loop_import (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, dossier TEXT NOT NULL, siret TEXT NOT NULL,
        uri TEXT, url TEXT, model TEXT, options TEXT NOT NULL, status INTEGER NOT NULL,
        advice TEXT NOT NULL,
        created_at INTEGER NOT NULL, started_at INTEGER, finished_at INTEGER,
        entries INTEGER, reason TEXT, line INTEGER)""",
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


def insert_dossier(sandbox: Sandbox, dossier: Mapping[str, Any]) -> None:
    """A new dossier: code, name, linked, closed_until."""
    sandbox.connection.execute(
        "INSERT INTO cegid_loop_dossier VALUES (?, ?, ?, ?)",
        tuple(dossier[name] for name in ("code", "name", "linked", "closed_until")),
    )


def change_dossier(sandbox: Sandbox, dossier: Mapping[str, Any]) -> None:
    """Its association with the API key, and its closed period."""
    sandbox.connection.execute(
        "UPDATE cegid_loop_dossier SET linked = ?, closed_until = ? WHERE code = ?",
        (dossier["linked"], dossier["closed_until"], dossier["code"]),
    )


def dossiers(sandbox: Sandbox) -> list[dict[str, Any]]:
    """All dossiers by code."""
    return sandbox.rows("SELECT * FROM cegid_loop_dossier ORDER BY code")


def find_establishment(sandbox: Sandbox, dossier: str, siret: str) -> dict[str, Any] | None:
    """The establishment of a dossier with this SIRET."""
    return recordstore.find(sandbox, recordstore.ESTABLISHMENT, dossier, siret)


def principal_siret(sandbox: Sandbox, dossier: str) -> str:
    """The SIRET of the establishment that takes the entries when none is named; may be empty."""
    siret: str | None = sandbox.value(
        "SELECT code FROM cegid_loop_record WHERE kind = ? AND dossier = ?"
        " AND data ->> 'type' IN (1, 3) ORDER BY id",
        recordstore.ESTABLISHMENT,
        dossier,
    )
    return siret or ""


def find_model(sandbox: Sandbox, name: str) -> dict[str, Any] | None:
    """The import model of this name, in whatever case."""
    model = sandbox.row("SELECT * FROM cegid_loop_model WHERE name = ?", name.strip().upper())
    return None if model is None else {**model, "columns": json.loads(model["columns"])}


def models(sandbox: Sandbox) -> list[dict[str, Any]]:
    """All import models by name."""
    rows = sandbox.rows("SELECT * FROM cegid_loop_model ORDER BY name")
    return [
        {**row, "header": bool(row["header"]), "columns": json.loads(row["columns"])}
        for row in rows
    ]


def put_model(sandbox: Sandbox, model: Mapping[str, Any]) -> None:
    """A model under its name; one that has it already is replaced."""
    names = ("separator", "header", "date_format", "decimal")
    sandbox.connection.execute(
        "INSERT OR REPLACE INTO cegid_loop_model VALUES (?, ?, ?, ?, ?, ?)",
        (
            model["name"].strip().upper(),
            *(model[name] for name in names),
            json.dumps(model["columns"]),
        ),
    )


def insert_import(sandbox: Sandbox, request: dict[str, Any]) -> None:
    """Record a request; it waits."""
    sandbox.connection.execute(
        "INSERT INTO cegid_loop_import"
        " (id, kind, dossier, siret, uri, url, model, options, status, advice, created_at) VALUES"
        " (:id, :kind, :dossier, :siret, :uri, :url, :model, :options, 1, :advice, :created_at)",
        request,
    )


def find_status(sandbox: Sandbox, id_: str) -> dict[str, Any] | None:
    """How far a request is: status, and after a failure its reason and line."""
    return sandbox.row("SELECT status, reason, line FROM cegid_loop_import WHERE id = ?", id_)


def finished(sandbox: Sandbox, dossier: str) -> list[dict[str, Any]]:
    """The requests of a dossier that have ended, newest first."""
    return sandbox.rows(
        "SELECT * FROM cegid_loop_import WHERE dossier = ? AND status IN (?, ?)"
        " ORDER BY finished_at DESC, rowid DESC",
        dossier,
        SUCCEEDED,
        FAILED,
    )


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
        ledgerstore.drop(sandbox, id_)
    sandbox.connection.execute(
        "UPDATE cegid_loop_import SET status = ?1, finished_at = ?2, reason = ?3, line = ?4,"
        " entries = (SELECT count(*) FROM cegid_loop_entry WHERE import_id = ?5) WHERE id = ?5",
        (status, sandbox.now, reason, line, id_),
    )


def closed_until(sandbox: Sandbox, dossier: str) -> str:
    """The last day of the closed period of a dossier, ISO 8601; empty when all is open."""
    return str(sandbox.value("SELECT closed_until FROM cegid_loop_dossier WHERE code = ?", dossier))
