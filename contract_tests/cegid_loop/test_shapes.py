"""Records have the members that the portal prints, of its types."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from contract_tests.cegid_loop import books, imports, shapes
from contract_tests.cegid_loop.books import ENTRIES_PAGE, FIRM_PAGES, PAGES
from contract_tests.cegid_loop.imports import BASE
from contract_tests.support.answers import expect
from contract_tests.support.shape import Full, assert_shape, assert_shown
from contract_tests.targets import Target

ENTRIES = "EcritureComptable"
BORN = ("compte", "section", "journal", "tva", "etablissementComplet")
EACH = pytest.mark.parametrize("resource", BORN)
THIRDS = pytest.mark.parametrize(
    ("resource", "account"),
    [
        ("tiersClient", "411000"),
        ("tiersFournisseur", "401000"),
        ("tiersSalarie", "421000"),
        ("tiersDivers", "467000"),
    ],
)


def imported(target: Target, *lines: tuple[str, str]) -> None:
    """Import entries of today on these (account, third party), each balanced by a sale."""
    day = f"{datetime.now(UTC):%d/%m/%Y}"
    rows = [
        row
        for account, third in lines
        for row in (
            f"VE;{day};{account};{third};{third};F1;12,00;",
            f"VE;{day};707000;;{third};F1;;12,00",
        )
    ]
    head = "journal;date;compte;auxiliaire;libelle;piece;debit;credit"
    uri = imports.deposited(target, "\r\n".join([head, *rows, ""]))["uri"]
    id_ = imports.request_id(imports.send(target, URI=uri))
    assert imports.statuses(target, id_)[-1] == imports.SUCCEEDED


@EACH
@pytest.mark.needs("disposable")
@pytest.mark.documented(f"{PAGES}; {ENTRIES_PAGE}")
def test_a_record_shows_every_printed_member(target: Target, resource: str) -> None:
    found = books.records(target, resource)

    assert_shape(found, Full(shapes.OF_DOSSIER[resource]))
    assert_shown(found, [shapes.OF_DOSSIER[resource]])


@EACH
@pytest.mark.needs("disposable")
@pytest.mark.assumed("records without a sort are taken to stand in the order of their creation")
def test_records_keep_their_order_and_are_there_once(target: Target, resource: str) -> None:
    whole = books.records(target, resource)

    first = books.records(target, resource, take="1")
    rest = books.records(target, resource, skip="1")

    assert first + rest == whole
    assert len({one["objectId"] for one in whole}) == len(whole)


@THIRDS
@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(PAGES)
def test_third_parties_show_every_printed_member(
    target: Target, resource: str, account: str
) -> None:
    names = [target.unique("z")[-17:], target.unique("a")[-17:]]
    imported(target, *((account, name) for name in names))

    found = books.records(target, resource)

    assert_shape(found, Full(shapes.OF_DOSSIER[resource]))
    assert_shown(found, [shapes.OF_DOSSIER[resource]])
    assert [one["code"] for one in found[-2:]] == names
    assert books.records(target, resource, skip=str(len(found) - 1)) == found[-1:]


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(ENTRIES_PAGE)
def test_entries_show_every_printed_member(target: Target) -> None:
    imported(target, ("411000", "C1"), ("411000", "C2"))

    found = books.records(target, ENTRIES, filter="codeLettrage == null")

    assert_shape(found, Full(shapes.ENTRY))
    assert_shown(found, [shapes.ENTRY], but=("[].axeAna[]",))
    assert [one["libelle"] for one in found[-4:]] == ["C1", "C1", "C2", "C2"]


@pytest.mark.needs("disposable")
@pytest.mark.documented(FIRM_PAGES)
@pytest.mark.parametrize("resource", shapes.OF_FIRM)
def test_a_record_of_the_firm_shows_every_printed_member(target: Target, resource: str) -> None:
    session = books.advanced(target)

    answer = expect(session.get(f"{BASE}/{resource}", params={"codeDossier": "cabinet"}), 200)

    assert_shape(answer["data"], Full(shapes.OF_FIRM[resource]))
    assert_shown(answer["data"], [shapes.OF_FIRM[resource]])
    assert len({one["objectId"] for one in answer["data"]}) == len(answer["data"])
