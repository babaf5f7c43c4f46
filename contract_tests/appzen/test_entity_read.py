"""GET /entity/{uuid} and /entity/external-entity-id/{external-entity-id}."""

from __future__ import annotations

import pytest

from contract_tests.appzen.entities import (
    READ_ARTICLE,
    SPECIFICATION,
    UNKNOWN_UUID,
    by_external_id,
    by_uuid,
    draft,
    kept,
    upsert,
)
from contract_tests.support.answers import expect
from contract_tests.targets import Target

ESSENTIAL = ("entity_id", "entity_name", "currency", "appzen_entity_type")


@pytest.mark.writes
@pytest.mark.documented(READ_ARTICLE)
def test_an_entity_is_read_by_its_uuid(target: Target) -> None:
    entity = draft(target)
    uuid = upsert(target, entity)["uuid"]

    read = expect(by_uuid(target, uuid), 200)

    assert [read[name] for name in ESSENTIAL] == [entity[name] for name in ESSENTIAL]


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_an_entity_is_read_by_the_erps_id(target: Target) -> None:
    entity = draft(target)
    upsert(target, entity)

    read = expect(by_external_id(target, entity["entity_id"]), 200)

    assert [read[name] for name in ESSENTIAL] == [entity[name] for name in ESSENTIAL]


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_both_ways_show_the_same(target: Target) -> None:
    entity = draft(target)
    uuid = upsert(target, entity)["uuid"]

    assert expect(by_uuid(target, uuid), 200) == kept(target, entity)


@pytest.mark.writes
@pytest.mark.assumed("defaults are taken to be filled in, and nothing else to be added")
def test_defaults_are_filled_in_on_reading(target: Target) -> None:
    entity = draft(target)
    upsert(target, entity)

    read = kept(target, entity)

    assert read["is_active"] is True
    assert read["addresses"][0]["address"]["address_line2"] == ""
    assert sorted(read) == sorted([*entity, "is_active"])


@pytest.mark.writes
@pytest.mark.assumed("inactive records are taken to stay readable")
def test_an_inactive_entity_is_still_read(target: Target) -> None:
    entity = draft(target, is_active=False)
    upsert(target, entity)

    assert kept(target, entity)["is_active"] is False


@pytest.mark.writes
@pytest.mark.assumed("the two spellings of the lookup names are taken to be echoed as sent")
@pytest.mark.parametrize("spelling", ["coa-look-names", "coa_lookup_names"])
def test_lookup_names_are_shown_as_they_were_spelled(target: Target, spelling: str) -> None:
    names = {spelling: ["us_lookups", " "]}
    entity = draft(target, coa_structure=["A", "B"], dataset_lookup_names=names)
    upsert(target, entity)

    assert kept(target, entity)["dataset_lookup_names"] == names


@pytest.mark.writes
@pytest.mark.assumed("of the two spellings of the lookup names the help centre's is taken to win")
def test_of_two_spellings_the_help_centres_wins(target: Target) -> None:
    names = {"coa_lookup_names": ["x"], "coa-look-names": ["y"]}
    entity = draft(target, coa_structure=["A"], dataset_lookup_names=names)
    upsert(target, entity)

    assert kept(target, entity)["dataset_lookup_names"] == {"coa-look-names": ["y"]}


@pytest.mark.documented(READ_ARTICLE + ": 404")
def test_an_unknown_uuid_is_not_found(target: Target) -> None:
    expect(by_uuid(target, UNKNOWN_UUID), 404)


@pytest.mark.spec(SPECIFICATION + ": 404")
def test_an_unknown_id_of_the_erp_is_not_found(target: Target) -> None:
    expect(by_external_id(target, target.unique("nobody")), 404)


@pytest.mark.assumed("a uuid is taken to be any text, as in the vendor's samples")
@pytest.mark.parametrize("uuid", ["testEntity", "search", "0", "%00", "..%2F..%2Fetc", "%F0%9F"])
def test_a_uuid_that_is_none_is_not_found(target: Target, uuid: str) -> None:
    expect(by_uuid(target, uuid), 404)


@pytest.mark.writes
@pytest.mark.assumed("reads are taken to be case-sensitive")
def test_the_erps_id_is_read_in_its_own_case(target: Target) -> None:
    entity = draft(target)
    upsert(target, entity)

    expect(by_external_id(target, entity["entity_id"].upper()), 404)
