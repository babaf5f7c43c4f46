"""How a dossier begins: its establishments and the usual chart, journals, VAT codes, axis."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from mockserver import fixtures
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import errors, recordstore, store
from mockserver.providers.cegid_loop.auth import Caller
from mockserver.providers.cegid_loop.recordstore import (
    ACCOUNT,
    AXIS,
    CONTACT,
    ESTABLISHMENT,
    JOURNAL,
    SECTION,
    THIRD_PARTY,
    VAT,
)
from mockserver.providers.cegid_loop.rules import chart, requests

HEAD_OFFICE, BRANCH = 1, 2
# The members of `collecte` and the account roots that the page shows for them.
COLLECTED = {
    "Vente": 7,
    "assuranceDeb": 61,
    "transportDeb": 62,
    "client": 411,
    "douteux": 416,
    "societe": 512,
    "discountC": 665,
}


def get_open(sandbox: Sandbox, code: str, caller: Caller, status: int = 200) -> dict[str, Any]:
    """The dossier of this code, if it exists and the caller's key is associated with it.

    Raises Problem with that status.
    """
    dossier = store.find_dossier(sandbox, code)
    if dossier is not None and caller.dossiers is not None:
        dossier["linked"] = dossier["linked"] and dossier["code"] in caller.dossiers
    collaborator = store.get_firm(sandbox)["collaborator"]
    refusal = requests.check_dossier(code, dossier, collaborator)
    if refusal is not None or dossier is None:
        raise errors.refused(refusal or requests.unknown_dossier(code), status)
    return dossier


def open_dossier(sandbox: Sandbox, dossier: Mapping[str, Any]) -> None:
    """A dossier: code, name, linked, closed_until, establishments [{siret, name}], and perhaps
    axes {code: name}, sections [axis, code, name], third_parties [code, name, account, members].
    """
    code = dossier["code"]
    store.insert_dossier(sandbox, dossier)
    for number, place in enumerate(dossier["establishments"]):
        open_establishment(sandbox, code, place, HEAD_OFFICE if number == 0 else BRANCH)
    usual = fixtures.load("cegid_loop", "chart")
    recordstore.add_all(sandbox, ACCOUNT, code, _usual_accounts())
    recordstore.add_all(sandbox, VAT, code, _usual_vat())
    for journal, label in usual["journals"].items():
        data = chart.journal(journal, label)
        if account := usual["counterparts"].get(journal):
            counterpart = _account(sandbox, code, account)
            data |= {"compteContrepartie": counterpart, "typeContrepartie": 3}
        recordstore.add(sandbox, JOURNAL, code, journal, data)
    _open_analytics(sandbox, code, usual, dossier)
    for row in (*usual["third_parties"], *dossier.get("third_parties", ())):
        _open_third_party(sandbox, code, row)
    for contact in dossier.get("contacts", ()):
        recordstore.add(sandbox, CONTACT, code, contact, {"contact": contact})


def open_establishment(sandbox: Sandbox, dossier: str, place: Mapping[str, Any], kind: int) -> None:
    """An establishment; the first one of a dossier is its head office."""
    facts = {
        "type": kind,
        "nature": chart.COMPANY,
        "prenom": "",
        "name": place["name"][:35],
        "raisonsociale": place["name"][:35],
        "siret": place["siret"],
    }
    recordstore.add(sandbox, ESTABLISHMENT, dossier, place["siret"], facts)


@cache
def _usual_accounts() -> tuple[tuple[str, str], ...]:
    """Number and document of each account of the usual chart; read once from our own file."""
    accounts = fixtures.load("cegid_loop", "chart")["accounts"]
    return tuple(
        (number, recordstore.document(chart.account(number, label)))
        for number, label in accounts.items()
    )


@cache
def _usual_vat() -> tuple[tuple[str, str], ...]:
    rows = fixtures.load("cegid_loop", "chart")["vat"]
    names = ("code", "description", "regime")
    return tuple(
        (row[0], recordstore.document(dict(zip(names, row, strict=True)) | {"collecte": COLLECTED}))
        for row in rows
    )


def _account(sandbox: Sandbox, dossier: str, number: str) -> dict[str, Any]:
    """How a journal or a third party names its account."""
    account = recordstore.find(sandbox, ACCOUNT, dossier, number)
    return chart.NOTHING if account is None else recordstore.reference(account, number)


def _open_analytics(
    sandbox: Sandbox, code: str, usual: Mapping[str, Any], dossier: Mapping[str, Any]
) -> None:
    axes = {
        axis: recordstore.add(sandbox, AXIS, code, axis, {"code": axis, "description": label})
        for axis, label in {**usual["axes"], **dossier.get("axes", {})}.items()
    }
    for axis, section, label in (*usual["sections"], *dossier.get("sections", ())):
        shown = recordstore.reference(axes[axis], axis) | {"code": axis}
        data = chart.section(section, label, shown)
        recordstore.add(sandbox, SECTION, code, f"{axis}/{section}", data)


def _open_third_party(sandbox: Sandbox, code: str, row: list[Any]) -> None:
    third, label, number, *rest = row
    members = dict(rest[0]) if rest else {}
    members["compteContrepartie"] = _account(sandbox, code, number)
    recordstore.add(
        sandbox, THIRD_PARTY, code, third, chart.third_party(third, label, number) | members
    )
