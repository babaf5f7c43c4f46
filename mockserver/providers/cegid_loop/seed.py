"""The world at birth: one accounting firm and its dossiers, from `fixtures/cegid_loop/worlds/`."""

import json
from collections.abc import Iterable
from typing import Any

from mockserver import fixtures
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import (
    auth,
    custom,
    dossiers,
    fec,
    inline,
    ledger,
    ledgerstore,
    policies,
    recordstore,
    store,
)
from mockserver.providers.cegid_loop.lines import Entry, Share
from mockserver.providers.cegid_loop.recordstore import (
    AGENCY,
    COLLABORATOR,
    CONTACT,
    FIRM,
    GROUP,
    OFFER,
)

HOUR_MS = 3_600_000
ANY_TIME = {"multiPeriode": True, "failOnUnbalanced": True}


def plant(sandbox: Sandbox, world: str) -> None:
    """Credentials, the firm, its dossiers, models and past imports."""
    auth.issue(sandbox)
    document = fixtures.load(auth.NAME, "worlds", world)
    sandbox.connection.execute(
        "INSERT INTO cegid_loop_firm VALUES (?, ?, ?)",
        (sandbox.new_id(), document["collaborator"], sandbox.new_hex(64)),
    )
    _firm(sandbox, document["firm"])
    for dossier in document["dossiers"]:
        dossiers.open_dossier(sandbox, dossier)
    for model in document["models"]:
        store.put_model(sandbox, model)
    for past in document["imports"]:
        _import(sandbox, past)


def _firm(sandbox: Sandbox, firm: dict[str, Any]) -> None:
    for kind, key, found in (
        (AGENCY, "code", firm["agencies"]),
        (GROUP, "code", firm["groups"]),
        (COLLABORATOR, "identifiant", firm["collaborators"]),
    ):
        for facts in found:
            recordstore.add(sandbox, kind, FIRM, facts[key], facts)
    for offer in firm["offers"]:
        recordstore.add(sandbox, OFFER, FIRM, offer, {"offre": offer})
    for contact in firm["contacts"]:
        recordstore.add(sandbox, CONTACT, FIRM, contact, {"contact": contact})


def _import(sandbox: Sandbox, past: dict[str, Any]) -> None:
    """A finished request, with the entries of its file when it succeeded."""
    ended = sandbox.now - past["hours_ago"] * HOUR_MS
    facts = {name: past[name] for name in ("id", "kind", "dossier", "siret", "uri", "model")}
    options = {"options": ANY_TIME, "context": {}} if past["kind"] == "json" else {}
    request = {**facts, "url": None, "advice": "", "options": json.dumps(options)}
    store.insert_import(sandbox, {**request, "created_at": ended - 4_000})
    if past["status"] == store.SUCCEEDED:
        digits = sandbox.setting("cegid_loop.account_digits")
        ledgerstore.insert(sandbox, past["id"], _entries(past["kind"], past["file"]), digits)
        ledger.judge(sandbox, request, policies.policy_of(sandbox, request))
        ledger.post(sandbox, request)
    sandbox.connection.execute(
        "UPDATE cegid_loop_import SET status = ?, started_at = ?, finished_at = ?, entries = ?,"
        " reason = ?, line = ? WHERE id = ?",
        (
            past["status"],
            ended - 2_000,
            ended,
            ledgerstore.count(sandbox, past["id"]),
            past["reason"],
            past["line"],
            past["id"],
        ),
    )


def _entries(kind: str, file: list[Any]) -> Iterable[Entry | Share]:
    if kind == "json":
        return inline.entries(inline.layout({}), inline.texts(file).decode(), 1)
    first, text = file[0], "\n".join(file[1:])
    if kind == "fec":
        return fec.entries(fec.header(first), text, 2)
    return custom.entries(custom.layout_of_first_line(first), text, 2)
