"""The world at birth: one accounting firm and its dossiers, from `fixtures/cegid_loop/worlds/`."""

import json
from typing import Any

from mockserver import fixtures
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import auth, custom, fec, lines, store

HOUR_MS = 3_600_000


def plant(sandbox: Sandbox, world: str) -> None:
    """Credentials, the firm, its dossiers, models and past imports."""
    auth.issue(sandbox)
    document = fixtures.load(auth.NAME, "worlds", world)
    sandbox.connection.execute(
        "INSERT INTO cegid_loop_firm VALUES (?, ?, ?)",
        (sandbox.new_id(), document["collaborator"], sandbox.new_hex(64)),
    )
    for dossier in document["dossiers"]:
        _dossier(sandbox, dossier)
    for model in document["models"]:
        _model(sandbox, model)
    for past in document["imports"]:
        _import(sandbox, past)


def _dossier(sandbox: Sandbox, dossier: dict[str, Any]) -> None:
    sandbox.connection.execute(
        "INSERT INTO cegid_loop_dossier VALUES (:code, :name, :linked, :closed_until)", dossier
    )
    sandbox.connection.executemany(
        "INSERT INTO cegid_loop_establishment VALUES (?, ?, ?, ?)",
        [
            (dossier["code"], place["siret"], place["name"], number == 0)
            for number, place in enumerate(dossier["establishments"])
        ],
    )


def _model(sandbox: Sandbox, model: dict[str, Any]) -> None:
    sandbox.connection.execute(
        "INSERT INTO cegid_loop_model VALUES"
        " (:name, :separator, :header, :date_format, :decimal, :columns)",
        {**model, "columns": json.dumps(model["columns"])},
    )


def _import(sandbox: Sandbox, past: dict[str, Any]) -> None:
    """A finished request, with the entries of its file when it succeeded."""
    ended = sandbox.now - past["hours_ago"] * HOUR_MS
    facts = {name: past[name] for name in ("id", "kind", "dossier", "siret", "uri", "model")}
    store.insert_import(sandbox, {**facts, "url": None, "advice": "", "created_at": ended - 4_000})
    if past["status"] == store.SUCCEEDED:
        store.insert_entries(sandbox, past["id"], _entries(past["kind"], past["file"]))
    sandbox.connection.execute(
        "UPDATE cegid_loop_import SET status = ?, started_at = ?, finished_at = ?, entries = ?,"
        " reason = ?, line = ? WHERE id = ?",
        (
            past["status"],
            ended - 2_000,
            ended,
            store.count_entries(sandbox, past["id"]),
            past["reason"],
            past["line"],
            past["id"],
        ),
    )


def _entries(kind: str, file: list[str]) -> list[lines.Entry]:
    first, text = file[0], "\n".join(file[1:])
    if kind == "fec":
        return list(fec.entries(fec.header(first), text, 2))
    return list(custom.entries(custom.layout_of_first_line(first), text, 2))
