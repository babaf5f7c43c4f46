"""Asking for an import: what is recorded, however it is spelt."""

from __future__ import annotations

import json
import re

import pytest

from contract_tests.cegid_loop import imports
from contract_tests.cegid_loop.imports import BOTH, FEC, FEC_PAGE, PERSO, PERSO_PAGE, SIBLINGS
from contract_tests.support.samples import sample
from contract_tests.targets import Target


@pytest.mark.writes
@pytest.mark.documented(PERSO_PAGE)
def test_a_deposited_file_can_be_imported_by_its_uri(target: Target) -> None:
    uri = imports.deposited(target, imports.GARBAGE)["uri"]

    response = imports.send(target, URI=uri)

    assert re.fullmatch(imports.UUID, imports.request_id(response))


@pytest.mark.writes
@pytest.mark.documented(PERSO_PAGE)
def test_a_file_can_be_imported_by_its_url(target: Target) -> None:
    url = imports.deposited(target, imports.GARBAGE)["depositUrl"]

    response = imports.send(target, URI="", URL=url)

    assert re.fullmatch(imports.UUID, imports.request_id(response))


@pytest.mark.writes
@pytest.mark.documented(PERSO_PAGE)
def test_the_establishment_can_be_named(target: Target) -> None:
    response = imports.send(target, SIRET=target.subject["siret"])

    assert imports.request_id(response)


@pytest.mark.writes
@pytest.mark.documented(FEC_PAGE)
def test_a_fec_is_imported_without_a_model(target: Target) -> None:
    response = imports.send(target, FEC, MODELE=None)

    assert re.fullmatch(imports.UUID, imports.request_id(response))


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(
    "developer portal: EcritureComptableImportPerso, EcritureComptableImportFec"
)
@pytest.mark.parametrize("name", ["import-perso", "import-fec"])
def test_the_portals_sample_is_answered_as_printed(target: Target, name: str) -> None:
    printed = sample("cegid_loop", name)

    response = printed.send(target.session)

    printed.assert_answered_as_printed(response)


@pytest.mark.writes
@pytest.mark.documented("developer portal: the pages tell clients to send application-json")
@pytest.mark.parametrize("content_type", ["application-json", "application/json"])
@BOTH
def test_the_documented_content_types_are_taken(
    target: Target, path: str, content_type: str
) -> None:
    response = target.session.post(
        path, data=json.dumps(imports.body(target)), headers={"Content-Type": content_type}
    )

    assert imports.request_id(response)


@pytest.mark.writes
@pytest.mark.assumed("a service that takes application-json is taken not to look at all")
@pytest.mark.parametrize("content_type", [None, "text/plain"])
@BOTH
def test_other_content_types_are_taken_as_well(
    target: Target, path: str, content_type: str | None
) -> None:
    response = target.session.post(
        path, data=json.dumps(imports.body(target)), headers={"Content-Type": content_type}
    )

    assert imports.request_id(response)


@pytest.mark.writes
@pytest.mark.documented("developer portal: modele in the schema, MODELE in table and example")
@pytest.mark.parametrize("key", ["modele", "MODELE"])
def test_the_model_may_be_spelt_as_in_the_schema_or_as_in_the_example(
    target: Target, key: str
) -> None:
    members: dict[str, object] = {"MODELE": None, key: imports.MODEL}

    response = imports.send(target, imports.PERSO, **members)

    assert imports.request_id(response)


@pytest.mark.writes
@pytest.mark.assumed("public clients send url; that every key may be in any case is inferred")
@pytest.mark.parametrize(
    "spell", [str.lower, str.upper, str.title], ids=["lower", "upper", "title"]
)
@BOTH
def test_keys_may_be_in_any_case(target: Target, path: str, spell: object) -> None:
    assert callable(spell)
    request = {
        spell(key): value
        for key, value in imports.body(target, SIRET=target.subject["siret"]).items()
    }

    response = target.session.post(path, json=request)

    assert imports.request_id(response)


@pytest.mark.writes
@pytest.mark.documented("developer portal: the example sends an empty URI beside the URL")
@BOTH
def test_an_empty_uri_is_no_uri(target: Target, path: str) -> None:
    response = imports.send(target, path, URI="", URL=imports.OUTSIDE)

    assert imports.request_id(response)


@pytest.mark.writes
@pytest.mark.assumed("null and blanks are taken to be as absent as the empty text")
@pytest.mark.parametrize("absent", ["", "  "])
@BOTH
def test_a_blank_url_is_no_url(target: Target, path: str, absent: str) -> None:
    assert imports.request_id(imports.send(target, path, URL=absent))


@pytest.mark.writes
@pytest.mark.assumed("keys that no page lists are taken to be ignored")
def test_an_unknown_key_is_ignored(target: Target) -> None:
    assert imports.request_id(imports.send(target, colour="blue", data={"ecritures": []}))


@pytest.mark.writes
@pytest.mark.assumed("codes are upper case everywhere; case and blanks are taken not to matter")
def test_the_case_of_the_dossier_does_not_matter(target: Target) -> None:
    code = f" {target.subject['codeIbs'].lower()} "

    assert imports.request_id(imports.send(target, codeIbs=code))


@pytest.mark.writes
@pytest.mark.assumed("no key makes an import idempotent: the same payload is taken to be new")
@BOTH
def test_the_same_request_twice_is_two_requests(target: Target, path: str) -> None:
    first = imports.request_id(imports.send(target, path))

    second = imports.request_id(imports.send(target, path))

    assert first != second


@pytest.mark.writes
@pytest.mark.assumed("a URL that cannot be fetched is taken to fail later: no message is published")
@pytest.mark.parametrize("url", ["not a url", "http://files.example.com/a.csv", "https://["])
def test_a_strange_url_is_recorded_all_the_same(target: Target, url: str) -> None:
    assert imports.request_id(imports.send(target, URI=None, URL=url))


@pytest.mark.writes
@pytest.mark.assumed(SIBLINGS + ": the routes of the portal are spelt in several cases")
@pytest.mark.parametrize(
    "path",
    [PERSO.lower(), PERSO.upper(), f"{PERSO}/", "/importPerso", "/importperso", "/IMPORTFEC/"],
)
def test_the_route_is_found_in_any_case_and_at_the_root(target: Target, path: str) -> None:
    assert imports.request_id(imports.send(target, path))
