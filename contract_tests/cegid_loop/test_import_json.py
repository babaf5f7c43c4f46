"""Entries inside the request: what is refused, and what becomes of them."""

from __future__ import annotations

from typing import Any

import pytest
from requests import Response

from contract_tests.cegid_loop import books, imports
from contract_tests.cegid_loop.imports import JSON, JSON_PAGE
from contract_tests.targets import Target

DAY = "2025-02-05T00:00:00.000Z"
CONTEXT = {"from": "2025-01-01T00:00:00.000Z", "to": "2025-12-31T23:59:59.999Z"}
SALE: list[dict[str, Any]] = [
    {"journal": "VE", "date": "2025-02-05", "compte": "41100000", "debit": {"amount": 12}},
    {"journal": "VE", "date": "2025-02-05", "compte": "70700000", "credit": {"amount": 12}},
]
ISO = "au format ISO 'YYYY-MM-DDTHH:mm:ss.SSSZ'"
BAD_SIRET = (
    "Le numéro SIRET est invalide : il doit comporter 14 chiffres et respecter l'algorithme de Luhn"
)


def send(target: Target, code: str | None = None, **data: Any) -> Response:
    """Ask for an import of a sale; members of `data` in their place."""
    right = {"contexte": CONTEXT, "options": {}, "ecritures": SALE, **data}
    body = {"codeIbs": target.subject["codeIbs"] if code is None else code, "data": right}
    return target.session.post(JSON, json=body)


def entry(**members: Any) -> list[dict[str, Any]]:
    """The sale; its first line with more members."""
    return [SALE[0] | members, SALE[1]]


@pytest.mark.writes
@pytest.mark.documented(JSON_PAGE)
@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"contexte": None}, "Le contexte est obligatoire sans l'option multiPeriode"),
        (
            {"ecritures": []},
            "Il n'y a pas d'écritures à importer (l'objet écritures est vide)",
        ),
        (
            {"ecritures": {"0": SALE[0]}},
            "Les écritures doivent être présentées sous formes de tableau",
        ),
        (
            {"ecritures": SALE[:1]},
            "Le tableau d'écritures doit comporter au moins deux lignes",
        ),
        (
            {"contexte": {"from": "2025-01-01", "to": DAY}},
            f"Les dates du contexte doivent être {ISO}",
        ),
        (
            {"ecritures": entry(dateJustif="05/02/2025")},
            f"La date du justificatif doit être {ISO}",
        ),
        (
            {"ecritures": entry(debCutOff=DAY)},
            "Les dates de début et fin de cut-off doivent être renseignées ensemble",
        ),
        (
            {"ecritures": entry(debCutOff="x", finCutOff=DAY)},
            f"La date de début de cut-off doit être {ISO}",
        ),
        (
            {"ecritures": entry(debCutOff=DAY, finCutOff="x")},
            f"La date de fin de cut-off doit être {ISO}",
        ),
    ],
    ids=["context", "empty", "object", "one", "dates", "document", "half", "start", "end"],
)
def test_each_message_has_its_mistake(target: Target, data: dict[str, Any], text: str) -> None:
    assert imports.message(send(target, **data)) == text


@pytest.mark.writes
@pytest.mark.documented(JSON_PAGE)
def test_a_body_must_be_there(target: Target) -> None:
    assert imports.message(target.session.post(JSON)) == (
        "Il n'y a pas de payload : la méthode est-elle bien en POST dans la requête ?"
    )


@pytest.mark.writes
@pytest.mark.documented(JSON_PAGE)
def test_a_bad_siret_is_refused_with_the_number_of_its_entry(target: Target) -> None:
    text = imports.message(send(target, ecritures=entry(SIRET="12345678900010")))

    assert text.startswith(f"{BAD_SIRET} sur l'écriture numéro ")


@pytest.mark.writes
@pytest.mark.assumed("whether entries are numbered from 0 or from 1 is not published")
def test_entries_are_numbered_from_1(target: Target) -> None:
    text = imports.message(send(target, ecritures=entry(SIRET="12345678900010")))

    assert text.endswith("numéro 1")


@pytest.mark.writes
@pytest.mark.documented(JSON_PAGE)
def test_entries_are_of_one_company(target: Target) -> None:
    several = [SALE[0] | {"SIRET": target.subject["siret"]}, SALE[1] | {"SIRET": "90000001900019"}]

    assert imports.message(send(target, ecritures=several)) == (
        "Les SIRET des écritures doivent appartenir à la même entreprise (SIREN identique)"
    )


@pytest.mark.writes
@pytest.mark.documented(JSON_PAGE)
def test_an_unknown_establishment_is_named(target: Target) -> None:
    assert imports.message(send(target, ecritures=entry(SIRET="90000001900019"))) == (
        "L'établissement correspondant au SIRET 90000001900019 n'est pas reconnu"
        f" pour le dossier {target.subject['codeIbs']}"
    )


@pytest.mark.writes
@pytest.mark.assumed(imports.SIBLINGS)
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("", "Le codeIbs n'est pas spécifié."),
        ("ct-nowhere", "Le dossier ct-nowhere n'existe pas sur le domaine."),
    ],
)
def test_the_dossier_is_checked_as_for_files(target: Target, code: str, text: str) -> None:
    assert imports.message(send(target, code)) == text


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(JSON_PAGE)
@pytest.mark.parametrize(
    "data",
    [{}, {"contexte": None, "options": {"multiPeriode": True}}],
    ids=["context", "several periods"],
)
def test_right_entries_are_imported(target: Target, data: dict[str, Any]) -> None:
    id_ = imports.request_id(send(target, **data))

    assert imports.statuses(target, id_)[-1] == imports.SUCCEEDED


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(JSON_PAGE)
def test_entries_are_split_by_establishment(target: Target) -> None:
    siret = target.subject["siret"]

    imports.statuses(target, imports.request_id(send(target, ecritures=entry(SIRET=siret))))

    found = books.records(target, "EcritureComptable", filter="codeLettrage == null")
    assert [one["SIRET"] == siret for one in found] == [True, False]


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed(imports.LATER)
@pytest.mark.parametrize(
    ("data", "last"),
    [
        ({"ecritures": entry(compte="79999999")}, imports.FAILED),
        (
            {"ecritures": entry(compte="41199999"), "options": {"createNewComptes": True}},
            imports.SUCCEEDED,
        ),
        ({"ecritures": entry(debit={"amount": 13})}, imports.SUCCEEDED),
        (
            {"ecritures": entry(debit={"amount": 13}), "options": {"failOnUnbalanced": True}},
            imports.FAILED,
        ),
        ({"ecritures": entry(date="2024-02-05")}, imports.FAILED),
        ({"ecritures": entry(codeLettrage="A")}, imports.FAILED),
    ],
    ids=["account", "new account", "balanced", "unbalanced", "context", "lettering"],
)
def test_the_importer_judges_the_entries_later(
    target: Target, data: dict[str, Any], last: int
) -> None:
    assert imports.statuses(target, imports.request_id(send(target, **data)))[-1] == last
