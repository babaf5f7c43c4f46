"""What testers may do beside the API: import models, dossiers and API keys."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import auth, dossiers, recordstore, store
from mockserver.providers.cegid_loop.recordstore import ESTABLISHMENT
from mockserver.providers.cegid_loop.rules import requests
from mockserver.providers.cegid_loop.schemas import controls as shapes
from mockserver.web.operation import DOCUMENTED, Api
from mockserver.web.problem import Problem, Reason

_OURS = "docs/control-api.md"

api = Api()


@api.get("/models", returns=(200, shapes.Models()), source=_OURS, evidence=DOCUMENTED)
def list_models(sandbox: Sandbox) -> dict[str, Any]:
    """The import models of this world."""
    return {"models": store.models(sandbox)}


@api.post(
    "/models",
    body=shapes.Model(),
    returns=(201, shapes.Model()),
    source=_OURS,
    evidence=DOCUMENTED,
)
def put_model(sandbox: Sandbox, body: dict[str, Any]) -> dict[str, Any]:
    """Add an import model, or replace the one of this name."""
    store.put_model(sandbox, body)
    return {**body, "name": body["name"].strip().upper()}


@api.get("/dossiers", returns=(200, shapes.Dossiers()), source=_OURS, evidence=DOCUMENTED)
def list_dossiers(sandbox: Sandbox) -> dict[str, Any]:
    """The dossiers of this world."""
    return {"dossiers": [_shown(sandbox, found) for found in store.dossiers(sandbox)]}


@api.post(
    "/dossiers",
    body=shapes.Dossier(),
    returns=(201, shapes.Dossier()),
    source=_OURS,
    evidence=DOCUMENTED,
)
def put_dossier(sandbox: Sandbox, body: dict[str, Any]) -> dict[str, Any]:
    """Open a dossier with the usual chart, or change one: association, closed period, places."""
    for place in body["establishments"]:
        if not requests.is_siret(place["siret"]):
            raise _refused("siret", f"{place['siret']} does not pass Luhn's check",
                           "establishments", "14 digits, Luhn")  # fmt: skip
    code = body["code"]
    if store.find_dossier(sandbox, code) is None:
        dossiers.open_dossier(sandbox, {**body, "name": body["name"] or code})
    else:
        store.change_dossier(sandbox, body)
        for place in body["establishments"]:
            if not recordstore.has(sandbox, ESTABLISHMENT, code, place["siret"]):
                dossiers.open_establishment(sandbox, code, place, dossiers.BRANCH)
    found = store.find_dossier(sandbox, code)
    return _shown(sandbox, found or {})


@api.post(
    "/api-keys",
    body=shapes.ApiKey(),
    returns=(201, shapes.IssuedKey()),
    source=_OURS,
    evidence=DOCUMENTED,
)
def mint_key(sandbox: Sandbox, body: dict[str, Any]) -> dict[str, str]:
    """Create an API key, as a firm's administrator does in CegidLife."""
    codes = None if body["dossiers"] is None else [code.upper() for code in body["dossiers"]]
    return auth.mint(sandbox, body["product"], codes, active=body["active"])


@api.post(
    "/api-keys/{key}",
    body=shapes.Activation(),
    returns=(200, shapes.Activation()),
    source=_OURS,
    evidence=DOCUMENTED,
)
def activate_key(sandbox: Sandbox, key: str, body: dict[str, Any]) -> dict[str, Any]:
    """Activate a key in LoopHub, or take its activation back."""
    if not auth.activate(sandbox, key, active=body["active"]):
        raise _refused("api-key", f"there is no API key {key}", "key", "a key of this sandbox")
    return body


def _shown(sandbox: Sandbox, dossier: dict[str, Any]) -> dict[str, Any]:
    places = recordstore.listed(sandbox, ESTABLISHMENT, dossier["code"])
    listed = [{"siret": place["siret"], "name": place["name"]} for place in places]
    return {**dossier, "linked": bool(dossier["linked"]), "establishments": listed}


def _refused(rule: str, message: str, field: str, expected: str) -> Problem:
    return Problem(422, rule, message, reason=Reason(rule, message, field, expected))
