"""POST /entity: create, replace, refuse."""

from typing import Any

import pytest

from mockserver.testing import MockSandbox
from mockserver.testing.sandbox import ProviderAccess
from tests.providers.appzen.entities import BY_EXTERNAL_ID, ENTITY, detail, entity

ADDRESS = {"address_line1": "1 Main St", "country": "US"}


def kept(appzen: ProviderAccess, entity_id: str = "E-1") -> Any:
    return appzen.request("GET", f"{BY_EXTERNAL_ID}/{entity_id}").json()


def test_the_first_post_creates_and_the_second_updates_under_the_same_uuid(
    appzen: ProviderAccess,
) -> None:
    created = appzen.request("POST", ENTITY, json=entity())
    updated = appzen.request("POST", ENTITY, json=entity(currency="USD"))

    assert (created.status_code, created.json()["status"]) == (201, "CREATED")
    assert (updated.status_code, updated.json()["status"]) == (200, "UPDATED")
    assert list(created.json()) == ["uuid", "status"]
    assert updated.json()["uuid"] == created.json()["uuid"]
    assert kept(appzen)["currency"] == "USD"


def test_an_identical_post_is_an_update_too(appzen: ProviderAccess) -> None:
    appzen.request("POST", ENTITY, json=entity())

    again = appzen.request("POST", ENTITY, json=entity())

    assert (again.status_code, again.json()["status"]) == (200, "UPDATED")


def test_keys_differ_in_case(appzen: ProviderAccess) -> None:
    appzen.request("POST", ENTITY, json=entity("abc"))

    other = appzen.request("POST", ENTITY, json=entity("ABC"))

    assert other.status_code == 201


def test_an_update_replaces_the_whole_entity(appzen: ProviderAccess) -> None:
    appzen.request(
        "POST",
        ENTITY,
        json=entity(is_active=False, payment_term_id="NET30", custom_json={"a": 1}),
    )

    appzen.request("POST", ENTITY, json=entity())

    assert kept(appzen) == entity(is_active=True)


def test_a_refused_update_changes_nothing(appzen: ProviderAccess) -> None:
    appzen.request("POST", ENTITY, json=entity())

    refused = appzen.request("POST", ENTITY, json=entity(currency="USD", coa_structure=1))

    assert refused.status_code == 400
    assert kept(appzen)["currency"] == "EUR"


def test_missing_parts_of_an_address_are_empty_texts(appzen: ProviderAccess) -> None:
    addresses = [{"address_type": "OFFICE", "address": ADDRESS}]

    appzen.request("POST", ENTITY, json=entity(addresses=addresses))

    assert kept(appzen)["addresses"] == [
        {
            "address_type": "OFFICE",
            "address": {
                "address_line1": "1 Main St",
                "address_line2": "",
                "address_line3": "",
                "area_code": "",
                "city": "",
                "company": "",
                "contact": "",
                "country": "US",
                "country_iso3": "",
                "email": "",
                "phone": "",
                "province": "",
                "state": "",
                "zip": "",
            },
        }
    ]


@pytest.mark.parametrize(
    ("sent", "field", "shown"),
    [
        ({"entity_id": 7, "entity_name": "n"}, "entity_id", "7"),
        ({"is_active": "False"}, "is_active", False),
        ({"parent_entity_id": "never-created"}, "parent_entity_id", "never-created"),
        ({"parent_entity_id": "E-1"}, "parent_entity_id", "E-1"),
        ({"payment_term_id": 30}, "payment_term_id", "30"),
        ({"entity_alias_name": [None]}, "entity_alias_name", [None]),
        ({"entity_alias_name": "Nord"}, "entity_alias_name", ["Nord"]),
        ({"valid_start_date": "2020-11-01"}, "valid_start_date", "2020-11-01"),
        (
            {"created_date": "2020-11-01T11:01:00+01:00"},
            "created_date",
            "2020-11-01T11:01:00+01:00",
        ),
        (
            {"custom_json": {"a": [1, {"b": None}], "": 0.5}},
            "custom_json",
            {"a": [1, {"b": None}], "": 0.5},
        ),
        ({"currency": "string"}, "currency", "string"),
        ({"coa_structure": ["A", "A"]}, "coa_structure", ["A", "A"]),
        ({"entity_name": "Nörd \u0000 \U0001f34e"}, "entity_name", "Nörd \u0000 \U0001f34e"),
    ],
)
def test_an_entity_is_read_back_as_it_was_understood(
    appzen: ProviderAccess, sent: dict[str, Any], field: str, shown: Any
) -> None:
    body = entity(**sent)

    appzen.request("POST", ENTITY, json=body)

    assert kept(appzen, body["entity_id"])[field] == shown


@pytest.mark.parametrize(
    ("lookups", "shown"),
    [
        ({"coa-look-names": ["x", " "]}, {"coa-look-names": ["x", " "]}),
        ({"coa_lookup_names": ["x", ""]}, {"coa_lookup_names": ["x", ""]}),
        (
            {"coa_lookup_names": ["x", "y"], "coa-look-names": ["v", "w"]},
            {"coa-look-names": ["v", "w"]},
        ),
        ({"supplier_lookup_name": "s1"}, {"supplier_lookup_name": "s1"}),
        ({}, {}),
    ],
)
def test_lookup_names_are_shown_under_the_name_they_came_with(
    appzen: ProviderAccess, lookups: dict[str, Any], shown: dict[str, Any]
) -> None:
    appzen.request(
        "POST", ENTITY, json=entity(coa_structure=["A", "B"], dataset_lookup_names=lookups)
    )

    assert kept(appzen)["dataset_lookup_names"] == shown


@pytest.mark.parametrize(
    "field",
    [
        "parent_entity_id",
        "entity_alias_name",
        "coa_structure",
        "dataset_lookup_names",
        "is_active",
        "valid_start_date",
        "custom_json",
    ],
)
def test_null_is_absent(appzen: ProviderAccess, field: str) -> None:
    body = {**entity(), field: None}

    appzen.request("POST", ENTITY, json=body)

    assert kept(appzen) == entity(is_active=True)


def test_an_empty_date_is_absent(appzen: ProviderAccess) -> None:
    appzen.request("POST", ENTITY, json=entity(valid_end_date=""))

    assert "valid_end_date" not in kept(appzen)


def test_unknown_keys_are_ignored_and_not_kept(appzen: ProviderAccess) -> None:
    body = entity(
        bu_id=382,
        payment_term={"code": "NET"},
        entity_alias_names=["n"],
        addresses=[{"address_type": "OFFICE", "countryIso3": "NONE_COUNTRY_ISO3"}],
    )

    created = appzen.request("POST", ENTITY, json=body)

    assert created.status_code == 201
    assert kept(appzen) == entity(is_active=True)


@pytest.mark.parametrize(
    "field",
    ["entity_id", "entity_name", "entity_type", "appzen_entity_type", "addresses", "currency"],
)
@pytest.mark.parametrize("left_out", [{}, None], ids=["absent", "null"])
def test_a_required_field_that_is_missing_is_refused(
    appzen: ProviderAccess, field: str, left_out: Any
) -> None:
    body = {name: value for name, value in entity().items() if name != field}
    body |= {} if left_out == {} else {field: left_out}

    refused = appzen.request("POST", ENTITY, json=body)

    assert refused.status_code == 400
    assert detail(refused) == f"{field}: Missing data for required field."


@pytest.mark.parametrize("field", ["entity_id", "entity_name", "entity_type", "currency"])
@pytest.mark.parametrize("blank", ["", " ", "\t\n"])
def test_a_required_text_that_is_blank_is_refused(
    appzen: ProviderAccess, field: str, blank: str
) -> None:
    refused = appzen.request("POST", ENTITY, json=entity(**{field: blank}))

    assert refused.status_code == 400
    assert detail(refused) == f"{field}: expected a text that is not blank, got {blank!r}"


@pytest.mark.parametrize(
    ("fields", "explanation"),
    [
        (
            {"appzen_entity_type": "legal_entity"},
            "appzen_entity_type: expected one of LEGAL_ENTITY, OTHER_ENTITY, COMPANY;"
            " got 'legal_entity'",
        ),
        ({"addresses": []}, "addresses: Shorter than minimum length 1."),
        ({"addresses": {}}, "addresses: Not a valid list."),
        ({"addresses": [None]}, "addresses.0: Field may not be null."),
        ({"addresses": ["Main St"]}, "addresses.0: Invalid input type."),
        (
            {"addresses": [{"address": ADDRESS}]},
            "addresses.0.address_type: expected one of the address types, got nothing",
        ),
        (
            {"addresses": [{"address_type": None}]},
            "addresses.0.address_type: expected one of the address types, got nothing",
        ),
        (
            {"addresses": [{"address_type": "OFFICE", "address": "Main St"}]},
            "addresses.0.address: Invalid input type.",
        ),
        (
            {"addresses": [{"address_type": "OFFICE", "address": {"address_line1": "1"}}]},
            "addresses.0.address.country: Missing data for required field.",
        ),
        (
            {"addresses": [{"address_type": "OFFICE", "address": {**ADDRESS, "zip": 94016}}]},
            "addresses.0.address.zip: expected a string, got 94016",
        ),
        ({"entity_name": 5}, "entity_name: expected a string, got 5"),
        ({"entity_id": True}, "entity_id: expected a string, got true"),
        (
            {"parent_entity_id": " "},
            "parent_entity_id: expected a text that is not blank, got ' '",
        ),
        ({"entity_alias_name": {"a": 1}}, "entity_alias_name: Not a valid list."),
        ({"coa_structure": "Entity"}, "coa_structure: Not a valid list."),
        ({"coa_structure": [None]}, "coa_structure.0: Field may not be null."),
        (
            {"coa_structure": ["A"], "appzen_coa_structure": ["OTHER_SEGMENT", "OTHER_SEGMENT"]},
            "appzen_coa_structure: expected one name for each of the 1 segments of coa_structure,"
            " got 2",
        ),
        (
            {"optional_segments": ["A", "b"]},
            "optional_segments: expected only names that coa_structure has, in the same case,"
            " got 'A', 'b'",
        ),
        ({"dataset_lookup_names": []}, "dataset_lookup_names: Invalid input type."),
        ({"dataset_lookup_names": "x"}, "dataset_lookup_names: Invalid input type."),
        (
            {"dataset_lookup_names": {"coa-look-names": "x"}},
            "dataset_lookup_names.coa-look-names: Not a valid list.",
        ),
        ({"is_active": 1}, "is_active: expected true or false, got 1"),
        (
            {"valid_end_date": "01.11.2020"},
            'valid_end_date: expected a date-time like 2020-11-01T11:01:00Z, got "01.11.2020"',
        ),
        ({"custom_json": "{}"}, "custom_json: Not a valid mapping type."),
    ],
)
def test_a_bad_field_is_refused_with_an_explanation_of_our_own(
    appzen: ProviderAccess, fields: dict[str, Any], explanation: str
) -> None:
    refused = appzen.request("POST", ENTITY, json=entity(**fields))

    assert refused.status_code == 400
    assert detail(refused) == explanation
    assert refused.json()["message"].endswith(" - Invalid request, please fix and resend")


def test_every_mistake_is_explained_at_once(appzen: ProviderAccess) -> None:
    body = entity(currency=None, coa_structure=["A"], is_active="x", entity_type=" ")

    refused = appzen.request("POST", ENTITY, json=body)

    assert detail(refused).count(": ") == 3


def test_a_segment_type_appzen_does_not_know_is_refused(appzen: ProviderAccess) -> None:
    body = entity(coa_structure=["A"], appzen_coa_structure=["SEGMENT"])

    refused = appzen.request("POST", ENTITY, json=body)

    assert refused.status_code == 400
    assert detail(refused).startswith("appzen_coa_structure.0: expected one of OTHER_SEGMENT, LEG")


def test_the_journal_tells_why_an_entity_was_refused(world: MockSandbox) -> None:
    body = entity(coa_structure=["A"], optional_segments=["B"])
    world.appzen.request("POST", ENTITY, json=body)

    (call,) = world.journal.calls(provider="appzen")

    assert call["reason"] == {
        "rule": "optional-segments-subset",
        "detail": "optional_segments: expected only names that coa_structure has, in the same"
        " case, got 'B'",
        "field": "optional_segments",
        "expected": "only names that coa_structure has, in the same case",
        "got": "'B'",
        "evidence": "documented",
        "source": "https://support.appzen.com/hc/en-us/articles/12941854468371",
    }


def test_addresses_without_a_type_pass_when_the_sandbox_is_not_strict(world: MockSandbox) -> None:
    world.settings["appzen.strict_addresses"] = False
    addresses = [{"addressType": "NONE_ADDRESS_TYPE", "countryIso3": "NONE_COUNTRY_ISO3"}]

    created = world.appzen.request("POST", ENTITY, json=entity(addresses=addresses))

    assert created.status_code == 201
    assert kept(world.appzen)["addresses"] == [{}]
