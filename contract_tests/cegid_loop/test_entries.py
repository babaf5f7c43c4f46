"""Reading accounting entries, and finding there what was imported."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from contract_tests.cegid_loop import books, imports
from contract_tests.cegid_loop.books import ENTRIES_PAGE, NOT_PUBLISHED
from contract_tests.cegid_loop.imports import FEC, TRA
from contract_tests.targets import Target

ENTRIES = "EcritureComptable"
UNLETTERED, LETTERED = "codeLettrage == null", "codeLettrage != null"
UNKNOWN = "0d07ade2-c4fa-4892-90bd-2dbd50d1c6b8"
LEAVES = "imports are taken to leave entries, and a FEC what it mentions, as its page says"


def imported(target: Target, path: str, content: str) -> list[dict[str, Any]]:
    """Import a file; the entries without lettering that are there afterwards."""
    uri = imports.deposited(target, content)["uri"]
    id_ = imports.request_id(imports.send(target, path, URI=uri))
    assert imports.statuses(target, id_)[-1] == imports.SUCCEEDED
    return books.records(target, ENTRIES, filter=UNLETTERED, sort="compteNumero")


@pytest.mark.documented(ENTRIES_PAGE)
@pytest.mark.parametrize(
    "condition",
    [
        UNLETTERED,
        LETTERED,
        f'codeLettrage == "{UNKNOWN}"',
        f'ecritureOrigine == "{UNKNOWN}"',
        f'{LETTERED} && datePiece >= "2025-01-31" && journalCode == "VE"',
    ],
)
def test_entries_are_filtered_by_lettering_or_origin(target: Target, condition: str) -> None:
    found = books.records(target, ENTRIES, filter=condition)

    assert isinstance(found, list)
    assert len(found) <= 100


@pytest.mark.assumed(NOT_PUBLISHED + ": the page says that the filter is mandatory")
@pytest.mark.parametrize("query", [{}, {"filter": ""}, {"filter": 'journalCode == "VE"'}])
def test_entries_are_not_read_without_such_a_filter(target: Target, query: dict[str, str]) -> None:
    assert books.message(books.read(target, ENTRIES, **query)) == (
        "Un filtre sur codeLettrage ou ecritureOrigine est obligatoire."
    )


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed(LEAVES)
@pytest.mark.parametrize(
    ("path", "content"),
    [(imports.PERSO, imports.custom_file), (FEC, imports.fec_file), (TRA, imports.tra_file)],
    ids=["perso", "fec", "tra"],
)
def test_an_imported_file_is_in_the_books(target: Target, path: str, content: Any) -> None:
    found = imported(target, path, content(target))

    assert [(one["compteNumero"], one["debit"], one["credit"]) for one in found] == [
        ("41100000", 12.0, 0.0),
        ("70700000", 0.0, 12.0),
    ]
    assert {one["journalCode"] for one in found} == {"VE"}
    assert {one["date"] for one in found} == {f"{datetime.now(UTC):%Y-%m-%d}"}


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed(LEAVES)
def test_a_fec_creates_what_it_mentions(target: Target) -> None:
    content = imports.fec_file(target).replace("VE\tVentes", "WEB\tBoutique")
    content = content.replace("411000\tClients\t\t", "411777\tClients du web\tCTWEB\tWeb SA")

    imported(target, FEC, content)

    [account] = books.records(target, "compte", filter='numero == "41177700"')
    [journal] = books.records(target, "journal", filter='code == "WEB"')
    [customer] = books.records(target, "tiersClient", filter='code == "CTWEB"')
    assert (account["libelle"], journal["libelle"]) == ("Clients du web", "Boutique")
    assert customer["raisonSociale"] == "Web SA"


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed("whether TRA and custom files create accounts is not published")
@pytest.mark.parametrize(
    ("path", "content"),
    [(imports.PERSO, imports.custom_file), (TRA, imports.tra_file)],
    ids=["perso", "tra"],
)
def test_other_files_need_accounts_that_exist(target: Target, path: str, content: Any) -> None:
    uri = imports.deposited(target, content(target).replace("707000", "707009"))["uri"]

    id_ = imports.request_id(imports.send(target, path, URI=uri))

    assert imports.statuses(target, id_)[-1] == imports.FAILED


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(
    "developer portal: EcritureComptableImportJson, without SIRET the principal"
)
def test_entries_go_to_the_establishment_that_is_named(target: Target) -> None:
    uri = imports.deposited(target, imports.custom_file(target))["uri"]
    imports.statuses(target, imports.request_id(imports.send(target, URI=uri)))
    again = imports.send(target, URI=uri, SIRET=target.subject["siret"])
    imports.statuses(target, imports.request_id(again))

    found = books.records(target, ENTRIES, filter=UNLETTERED)

    assert [one["SIRET"] == target.subject["siret"] for one in found] == [False] * 2 + [True] * 2
