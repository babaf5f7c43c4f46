"""Reading accounts, journals, third parties, sections, VAT codes, establishments."""

from __future__ import annotations

import re

import pytest

from contract_tests.cegid_loop import books
from contract_tests.cegid_loop.books import NOT_PUBLISHED, OF_DOSSIER, PAGES
from contract_tests.cegid_loop.imports import BASE, UUID
from contract_tests.support.answers import expect
from contract_tests.support.samples import sample
from contract_tests.targets import Target

EACH = pytest.mark.parametrize("resource", OF_DOSSIER)
SUPERSET = "the pages show ==, ===, !=, >=, && and null; the rest is taken to be as in JavaScript"


@EACH
@pytest.mark.documented(PAGES)
def test_a_resource_is_an_array_of_objects(target: Target, resource: str) -> None:
    found = books.records(target, resource)

    assert isinstance(found, list)
    assert [one for one in found if not re.fullmatch(UUID, one["objectId"])] == []
    assert [one for one in found if OF_DOSSIER[resource] not in one] == []


@pytest.mark.documented("developer portal: Compte")
def test_an_account_has_the_printed_members(target: Target) -> None:
    account = books.records(target, "compte", take="1")[0]

    assert {
        "objectId",
        "revisionId",
        "description",
        "numero",
        "libelle",
        "type",
        "collectif",
        "lettrable",
        "pointable",
        "centralisable",
        "analytique",
        "ferme",
        "compteContrepartie",
    } <= set(account)
    assert account["description"] == [account["numero"]]
    assert set(account["compteContrepartie"]) == {"objectId", "description"}


@pytest.mark.needs("disposable")
@pytest.mark.documented("developer portal: Compte, Section")
@pytest.mark.parametrize("name", ["get-account", "get-section"])
def test_the_portals_record_is_answered_as_printed(target: Target, name: str) -> None:
    printed = sample("cegid_loop", name)

    printed.assert_answered_as_printed(printed.send(target.session))


@pytest.mark.documented("developer portal: Journal")
def test_a_journal_has_one_of_the_listed_types(target: Target) -> None:
    journals = books.records(target, "journal")

    assert journals
    assert {journal["type"] for journal in journals} <= {1, 2, 3, 4, 5, 6, 7, 8}


@pytest.mark.documented("developer portal: Tva")
def test_a_vat_code_has_one_of_the_listed_regimes(target: Target) -> None:
    assert {one["regime"] for one in books.records(target, "tva")} <= {1, 2, 3, 4, 5, 6, 7, 8}


@pytest.mark.documented(
    "developer portal: tiersClient, tiersFournisseur, tiersSalarie, tiersDivers"
)
@pytest.mark.parametrize(
    ("resource", "kind"),
    [("tiersClient", 0), ("tiersFournisseur", 1), ("tiersSalarie", 2), ("tiersDivers", 4)],
)
def test_third_parties_have_the_type_of_their_resource(
    target: Target, resource: str, kind: int
) -> None:
    assert {one["type"] for one in books.records(target, resource)} <= {kind}


@pytest.mark.documented("developer portal: etablissement")
def test_an_establishment_has_one_of_the_listed_types(target: Target) -> None:
    found = books.records(target, "etablissementComplet")

    assert found
    assert {one["type"] for one in found} <= {1, 2, 3, 4}


@pytest.mark.assumed("importPerso resolves its SIRET against the establishments")
def test_the_establishment_of_imports_is_among_them(target: Target) -> None:
    found = books.records(target, "etablissementComplet")

    assert target.subject["siret"] in [one["siret"] for one in found]


@pytest.mark.documented("developer portal: Compte")
@pytest.mark.parametrize("sign", ["==", "===", " == "])
def test_a_filter_picks_the_record_that_it_names(target: Target, sign: str) -> None:
    number = books.records(target, "compte", take="1")[0]["numero"]

    found = books.records(target, "compte", filter=f'numero{sign}"{number}"')

    assert [one["numero"] for one in found] == [number]


@pytest.mark.documented("developer portal: Compte")
def test_a_filter_leaves_out_what_it_excludes(target: Target) -> None:
    number = books.records(target, "compte", take="1")[0]["numero"]

    found = books.records(target, "compte", filter=f'numero!="{number}" && numero != null')

    assert found
    assert number not in [one["numero"] for one in found]


@pytest.mark.assumed("the pages show && raw; it is taken to belong to the value before it")
def test_and_may_be_written_raw(target: Target) -> None:
    code = target.subject["codeIbs"]
    raw = f"{BASE}/compte?codeDossier={code}&filter=type>=6&&type<=7&sort=type:desc&&numero&take=2"

    found = expect(target.session.get(raw), 200)

    assert {one["type"] for one in found} == {7}


@pytest.mark.assumed(SUPERSET)
@pytest.mark.parametrize(
    ("condition", "types"),
    [
        ("type == 6 || type == 7", {6, 7}),
        ("(type == 6 || type == 7) && !(type == 7)", {6}),
        ("type > 6", {7}),
        ("type < 7 && type >= 6", {6}),
        ("type == '6'", {6}),
        ("unknown == null && type == 6", {6}),
        ("analytique && type == 6", {6}),
    ],
)
def test_conditions_can_be_combined(target: Target, condition: str, types: set[int]) -> None:
    found = books.records(target, "compte", filter=condition)

    assert {one["type"] for one in found} == types


@EACH
@pytest.mark.documented(PAGES)
def test_sorting_downwards_is_the_reverse_of_upwards(target: Target, resource: str) -> None:
    key = OF_DOSSIER[resource]

    upwards = [one[key] for one in books.records(target, resource, sort=key)]
    downwards = [one[key] for one in books.records(target, resource, sort=f"{key}:desc")]

    assert downwards == upwards[::-1]


@pytest.mark.documented(PAGES)
@pytest.mark.parametrize("quote", ['"{}"', "{}"], ids=["in quotes", "bare"])
def test_pages_follow_each_other(target: Target, quote: str) -> None:
    everything = books.records(target, "compte", sort="numero")
    skip, take = quote.format(2), quote.format(3)

    page = books.records(target, "compte", sort="numero", skip=skip, take=take)

    assert page == everything[2:5]


@pytest.mark.documented(PAGES)
def test_only_selected_members_are_returned(target: Target) -> None:
    found = books.records(target, "compte", select="numero", take="1")

    assert [list(one) for one in found] == [["numero"]]


@pytest.mark.documented("developer portal: the pages spell routes in several cases")
@pytest.mark.parametrize("resource", ["TIERSCLIENT", "tiersclient", "tiersClient/"])
def test_routes_may_be_in_any_case(target: Target, resource: str) -> None:
    assert books.records(target, resource) == books.records(target, "tiersClient")


@EACH
@pytest.mark.assumed(NOT_PUBLISHED)
def test_the_dossier_must_be_named(target: Target, resource: str) -> None:
    response = books.read(target, resource, codeDossier="")

    assert books.message(response) == "Le codeDossier n'est pas spécifié."


@EACH
@pytest.mark.assumed(NOT_PUBLISHED)
def test_the_dossier_must_exist(target: Target, resource: str) -> None:
    response = books.read(target, resource, codeDossier="ct-nowhere")

    assert books.message(response) == "Le dossier ct-nowhere n'existe pas sur le domaine."


@pytest.mark.assumed(NOT_PUBLISHED)
@pytest.mark.parametrize(
    "query",
    [{"filter": "numero=="}, {"filter": "numero = 1"}, {"skip": "x"}, {"take": "-1"}],
    ids=["cut off", "assignment", "skip", "take"],
)
def test_a_query_that_cannot_be_understood_is_refused(
    target: Target, query: dict[str, str]
) -> None:
    assert books.message(books.read(target, "compte", **query))


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed("the body of POST /compte was not available")
def test_an_account_can_be_added(target: Target) -> None:
    body = {"numero": "62265100", "libelle": "Honoraires"}
    path = f"{BASE}/compte?codeDossier={target.subject['codeIbs']}"

    added = expect(target.session.post(path, json=body), 200)

    assert books.records(target, "compte", filter='numero=="62265100"') == [added]
    assert books.message(target.session.post(path, json=body)) == (
        f"Le compte 62265100 existe déjà dans le dossier {target.subject['codeIbs']}."
    )
