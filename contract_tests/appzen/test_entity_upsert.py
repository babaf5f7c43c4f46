"""POST /entity: created once, updated ever after."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.appzen.entities import (
    SPECIFICATION,
    WRITE_ARTICLE,
    draft,
    kept,
    refused,
    send,
    upsert,
)
from contract_tests.support.answers import expect
from contract_tests.support.samples import sample
from contract_tests.targets import Target

ENFORCED = "the field is published as required; that its absence is refused has not been seen"
SEGMENTS = "the mapping is published as one to one; that a mismatch is refused has not been seen"
VOCABULARY = "the values are published; that others are refused has not been seen"
LENIENCE = "published nowhere; taken from what a JSON binding on the JVM usually accepts"
ADDRESS = {"address_line1": "1 Test Street", "country": "US", "zip": "94016"}


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_a_new_entity_is_created(target: Target) -> None:
    answer = expect(send(target, draft(target)), 201)

    assert answer["status"] == "CREATED"
    assert answer["uuid"]


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_a_second_post_updates_the_entity_under_the_same_uuid(target: Target) -> None:
    entity = draft(target)
    uuid = upsert(target, entity)["uuid"]

    answer = expect(send(target, {**entity, "entity_name": "Renamed"}), 200)

    assert answer == {"uuid": uuid, "status": "UPDATED"}
    assert kept(target, entity)["entity_name"] == "Renamed"


@pytest.mark.writes
@pytest.mark.documented(WRITE_ARTICLE)
def test_posting_the_same_again_keeps_the_uuid(target: Target) -> None:
    entity = draft(target)

    uuids = {upsert(target, entity)["uuid"], upsert(target, entity)["uuid"]}

    assert len(uuids) == 1


@pytest.mark.writes
@pytest.mark.documented(WRITE_ARTICLE)
def test_two_entities_have_two_uuids(target: Target) -> None:
    first, second = upsert(target, draft(target)), upsert(target, draft(target))

    assert first["uuid"] != second["uuid"]


@pytest.mark.writes
@pytest.mark.assumed("an update is taken to replace the whole entity, omitted fields included")
def test_an_update_forgets_what_it_leaves_out(target: Target) -> None:
    entity = draft(target)
    upsert(target, {**entity, "payment_term_id": "NET30", "is_active": False})

    upsert(target, entity)

    assert "payment_term_id" not in kept(target, entity)
    assert kept(target, entity)["is_active"] is True


@pytest.mark.writes
@pytest.mark.assumed("keys are taken to be case-sensitive")
def test_keys_differ_in_case(target: Target) -> None:
    entity = draft(target)
    upsert(target, entity)
    shouted = {**entity, "entity_id": entity["entity_id"].upper()}

    answer = expect(send(target, shouted), 201)

    assert answer["status"] == "CREATED"


@pytest.mark.writes
@pytest.mark.documented(WRITE_ARTICLE + ": entity_id is required, 400 without")
def test_an_entity_without_an_id_is_refused(target: Target) -> None:
    refused(target, draft(target, entity_id=None))


@pytest.mark.writes
@pytest.mark.assumed(ENFORCED)
@pytest.mark.parametrize(
    "field", ["entity_name", "entity_type", "appzen_entity_type", "addresses", "currency"]
)
def test_an_entity_without_a_required_field_is_refused(target: Target, field: str) -> None:
    answer = refused(target, draft(target, **{field: None}))

    assert answer["message"].endswith(" - Invalid request, please fix and resend")


@pytest.mark.writes
@pytest.mark.assumed("a required text that is blank is taken to be missing")
@pytest.mark.parametrize("field", ["entity_id", "entity_name", "entity_type", "currency"])
@pytest.mark.parametrize("blank", ["", "  "])
def test_a_required_text_that_is_blank_is_refused(target: Target, field: str, blank: str) -> None:
    refused(target, draft(target, **{field: blank}))


@pytest.mark.writes
@pytest.mark.assumed(VOCABULARY)
@pytest.mark.parametrize(
    "fields",
    [
        {"appzen_entity_type": "legal_entity"},
        {"appzen_entity_type": ""},
        {"addresses": [{"address_type": "HOME"}]},
        {"coa_structure": ["A"], "appzen_coa_structure": ["SEGMENT"]},
    ],
    ids=str,
)
def test_a_word_that_is_not_appzens_is_refused(target: Target, fields: dict[str, Any]) -> None:
    refused(target, draft(target, **fields))


@pytest.mark.writes
@pytest.mark.assumed(ENFORCED)
@pytest.mark.parametrize(
    "addresses",
    [
        [],
        {},
        "1 Test Street",
        [None],
        [{}],
        [{"address": ADDRESS}],
        [{"address_type": "OFFICE", "address": "1 Test Street"}],
        [{"address_type": "OFFICE", "address": {"country": "US"}}],
        [{"address_type": "OFFICE", "address": {"address_line1": "1 Test Street"}}],
    ],
    ids=repr,
)
def test_an_incomplete_address_is_refused(target: Target, addresses: Any) -> None:
    refused(target, draft(target, addresses=addresses))


@pytest.mark.writes
@pytest.mark.documented(WRITE_ARTICLE + ": address is not required")
def test_an_address_may_be_its_type_only(target: Target) -> None:
    upsert(target, draft(target, addresses=[{"address_type": "OFFICE"}]))


@pytest.mark.writes
@pytest.mark.documented(WRITE_ARTICLE + ": the sample's parent and payment term do not exist")
def test_parents_and_payment_terms_need_not_exist(target: Target) -> None:
    dangling = target.unique("nobody")

    upsert(target, draft(target, parent_entity_id=dangling, payment_term_id=dangling))


@pytest.mark.writes
@pytest.mark.documented(WRITE_ARTICLE)
def test_segments_that_fit_together_are_accepted(target: Target) -> None:
    upsert(
        target,
        draft(
            target,
            coa_structure=["Entity", "Department", "Line of Business"],
            appzen_coa_structure=["LEGAL_ENTITY_SEGMENT", "OTHER_SEGMENT", "OTHER_SEGMENT"],
            dataset_lookup_names={"coa-look-names": ["us_lookups", "", " "]},
            optional_segments=["Department"],
        ),
    )


@pytest.mark.writes
@pytest.mark.assumed(SEGMENTS)
@pytest.mark.parametrize(
    "fields",
    [
        {"coa_structure": ["A", "B"], "appzen_coa_structure": ["OTHER_SEGMENT"]},
        {"appzen_coa_structure": ["OTHER_SEGMENT"]},
        {"coa_structure": ["A"], "dataset_lookup_names": {"coa-look-names": ["x", "y"]}},
        {"coa_structure": ["A"], "dataset_lookup_names": {"coa_lookup_names": ["x", "y"]}},
        {"dataset_lookup_names": {"coa-look-names": ["x"]}},
        {"coa_structure": ["A"], "optional_segments": ["B"]},
        {"coa_structure": ["A"], "optional_segments": ["a"]},
        {"optional_segments": ["A"]},
    ],
    ids=str,
)
def test_segments_that_do_not_fit_together_are_refused(
    target: Target, fields: dict[str, Any]
) -> None:
    refused(target, draft(target, **fields))


@pytest.mark.writes
@pytest.mark.assumed(LENIENCE)
@pytest.mark.parametrize(
    ("field", "sent", "shown"),
    [
        ("payment_term_id", 30, "30"),
        ("is_active", "FALSE", False),
        ("entity_alias_name", "Alias", ["Alias"]),
        ("entity_alias_name", [None], [None]),
        ("valid_start_date", "2020-11-01", "2020-11-01"),
        ("valid_start_date", "2020-11-01T11:01:00+0200", "2020-11-01T11:01:00+0200"),
        ("coa_structure", ["A", "A"], ["A", "A"]),
        ("dataset_lookup_names", {"supplier_lookup_name": "s1"}, {"supplier_lookup_name": "s1"}),
        ("custom_json", {"a": [1, {"b": None}]}, {"a": [1, {"b": None}]}),
    ],
)
def test_related_types_are_understood(target: Target, field: str, sent: Any, shown: Any) -> None:
    entity = draft(target, **{field: sent})

    upsert(target, entity)

    assert kept(target, entity)[field] == shown


@pytest.mark.writes
@pytest.mark.assumed(LENIENCE)
@pytest.mark.parametrize(
    "fields",
    [
        {"entity_name": 5},
        {"entity_id": True},
        {"is_active": 1},
        {"is_active": "yes"},
        {"entity_alias_name": {}},
        {"coa_structure": "A"},
        {"dataset_lookup_names": []},
        {"parent_entity_id": ""},
        {"valid_start_date": "yesterday"},
        {"valid_start_date": "2020-02-30"},
        {"custom_json": "{}"},
    ],
    ids=str,
)
def test_unrelated_types_are_refused(target: Target, fields: dict[str, Any]) -> None:
    refused(target, draft(target, **fields))


@pytest.mark.writes
@pytest.mark.assumed("unknown keys are taken to be ignored; a known client sends them")
def test_unknown_keys_are_ignored(target: Target) -> None:
    entity = draft(target)

    upsert(target, {**entity, "entity_alias_names": ["x"], "payment_term": {"code": "NET"}})

    assert "payment_term" not in kept(target, entity)


@pytest.mark.writes
@pytest.mark.assumed("a refused update is taken to change nothing")
def test_a_refused_update_changes_nothing(target: Target) -> None:
    entity = draft(target)
    upsert(target, entity)

    refused(target, {**entity, "entity_name": "Renamed", "addresses": []})

    assert kept(target, entity)["entity_name"] == entity["entity_name"]


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(WRITE_ARTICLE)
def test_the_printed_entity_is_accepted_and_read_as_printed(target: Target) -> None:
    create, update, read = (
        sample("appzen", "create-entity"),
        sample("appzen", "update-entity"),
        sample("appzen", "get-entity"),
    )

    created = create.assert_answered_as_printed(create.send(target.session))
    updated = update.assert_answered_as_printed(update.send(target.session))

    read.assert_answered_as_printed(read.send(target.session))
    assert created["uuid"] == updated["uuid"]
