"""Create and update general ledger accounts and cost dimensions."""

import uuid
from typing import Any

import pytest

from tests.providers.candis.conftest import Candis

ACCOUNTS = "general-ledger-accounts"
DIMENSIONS = "cost-centers"


def test_a_batch_is_accepted_with_nothing_but_a_process_id(candis: Candis) -> None:
    response = candis.send("POST", ACCOUNTS, [{"accountCode": "4400", "name": "Erlöse"}])

    assert response.status_code == 202
    assert list(response.json()) == ["processId"]
    assert uuid.UUID(response.json()["processId"]).version == 4
    assert response.headers["Content-Type"] == "application/json"


def test_a_new_account_is_imported(candis: Candis) -> None:
    outcomes = candis.outcomes("POST", ACCOUNTS, [{"accountCode": "4400", "name": "Erlöse"}])

    assert outcomes == [("4400", "IMPORTED", [])]
    assert candis.stored("GENERAL_LEDGER_ACCOUNT", "4400") == {
        "name": "Erlöse",
        "is_archived": 0,
        "record": '{"accountCode":"4400","name":"Erlöse"}',
    }


def test_an_account_that_exists_fails_in_the_words_of_the_guide(candis: Candis) -> None:
    outcomes = candis.outcomes("POST", ACCOUNTS, [{"accountCode": "GLA-000", "name": "again"}])

    assert outcomes == [("GLA-000", "FAILED", ["BOOKING_ACCOUNT_ALREADY_EXISTS"])]


def test_an_account_that_exists_fails_in_the_words_of_the_reference(candis: Candis) -> None:
    candis.settings["candis.gl_account_exists_code"] = "reference"

    outcomes = candis.outcomes("POST", ACCOUNTS, [{"accountCode": "GLA-000", "name": "again"}])

    assert outcomes == [("GLA-000", "FAILED", ["ACCOUNT_CODE_ALREADY_EXIST"])]


def test_a_failed_create_leaves_the_account_as_it_was(candis: Candis) -> None:
    candis.outcomes("POST", ACCOUNTS, [{"accountCode": "GLA-000", "name": "again"}])

    assert candis.stored("GENERAL_LEDGER_ACCOUNT", "GLA-000")["name"] == "General Ledger Account"


def test_of_duplicates_in_one_batch_the_first_wins(candis: Candis) -> None:
    outcomes = candis.outcomes(
        "POST",
        ACCOUNTS,
        [{"accountCode": "4400", "name": "first"}, {"accountCode": "4400", "name": "second"}],
    )

    assert outcomes == [
        ("4400", "IMPORTED", []),
        ("4400", "FAILED", ["BOOKING_ACCOUNT_ALREADY_EXISTS"]),
    ]
    assert candis.stored("GENERAL_LEDGER_ACCOUNT", "4400")["name"] == "first"


def test_of_two_updates_in_one_batch_the_last_wins(candis: Candis) -> None:
    outcomes = candis.outcomes(
        "PUT",
        ACCOUNTS,
        [{"accountCode": "6815", "name": "first"}, {"accountCode": "6815", "name": "second"}],
    )

    assert outcomes == [("6815", "IMPORTED", []), ("6815", "IMPORTED", [])]
    assert candis.stored("GENERAL_LEDGER_ACCOUNT", "6815")["name"] == "second"


def test_an_unknown_account_cannot_be_updated(candis: Candis) -> None:
    outcomes = candis.outcomes("PUT", ACCOUNTS, [{"accountCode": "GLA-404", "name": "missing"}])

    assert outcomes == [("GLA-404", "FAILED", ["ACCOUNT_CODE_NOT_EXISTING"])]


@pytest.mark.parametrize(
    "nothing",
    [{}, {"name": None}, {"colour": "blue"}],
    ids=["only the key", "a null name", "an unknown property"],
)
def test_an_update_that_changes_nothing_fails(candis: Candis, nothing: dict[str, Any]) -> None:
    outcomes = candis.outcomes("PUT", ACCOUNTS, [{"accountCode": "6815", **nothing}])

    assert outcomes == [("6815", "FAILED", ["NO_UPDATABLE_INPUT"])]


def test_a_rename_keeps_the_state(candis: Candis) -> None:
    candis.outcomes("PUT", ACCOUNTS, [{"accountCode": "6815", "isArchived": True}])

    candis.outcomes("PUT", ACCOUNTS, [{"accountCode": "6815", "name": "Papier"}])

    found = candis.stored("GENERAL_LEDGER_ACCOUNT", "6815")
    assert (found["name"], found["is_archived"]) == ("Papier", 1)


def test_an_archived_account_can_be_brought_back(candis: Candis) -> None:
    candis.outcomes("PUT", ACCOUNTS, [{"accountCode": "6815", "isArchived": True}])

    outcomes = candis.outcomes("PUT", ACCOUNTS, [{"accountCode": "6815", "isArchived": False}])

    assert outcomes == [("6815", "IMPORTED", [])]
    assert candis.stored("GENERAL_LEDGER_ACCOUNT", "6815")["is_archived"] == 0


def test_a_null_name_beside_a_change_leaves_the_name(candis: Candis) -> None:
    outcomes = candis.outcomes(
        "PUT", ACCOUNTS, [{"accountCode": "6815", "name": None, "isArchived": True}]
    )

    found = candis.stored("GENERAL_LEDGER_ACCOUNT", "6815")
    assert outcomes == [("6815", "IMPORTED", [])]
    assert (found["name"], found["is_archived"]) == ("Bürobedarf", 1)


def test_an_archived_account_exists_still(candis: Candis) -> None:
    candis.outcomes("PUT", ACCOUNTS, [{"accountCode": "6815", "isArchived": True}])

    outcomes = candis.outcomes("POST", ACCOUNTS, [{"accountCode": "6815", "name": "anew"}])

    assert outcomes == [("6815", "FAILED", ["BOOKING_ACCOUNT_ALREADY_EXISTS"])]


def test_properties_that_nobody_described_are_kept(candis: Candis) -> None:
    candis.outcomes("POST", ACCOUNTS, [{"accountCode": "4400", "name": "n", "isArchived": "no"}])
    candis.outcomes("PUT", ACCOUNTS, [{"accountCode": "4400", "name": "m", "tags": [None, 1.5]}])

    found = candis.stored("GENERAL_LEDGER_ACCOUNT", "4400")
    assert found == {
        "name": "m",
        "is_archived": 0,
        "record": '{"accountCode":"4400","name":"m","isArchived":"no","tags":[null,1.5]}',
    }


def test_a_batch_fails_line_by_line_only(candis: Candis) -> None:
    outcomes = candis.outcomes(
        "POST",
        ACCOUNTS,
        [
            {"accountCode": "4400", "name": "new"},
            {"accountCode": "GLA-000", "name": "old"},
            {"accountCode": "4402", "name": "new as well"},
        ],
    )

    assert outcomes == [
        ("4400", "IMPORTED", []),
        ("GLA-000", "FAILED", ["BOOKING_ACCOUNT_ALREADY_EXISTS"]),
        ("4402", "IMPORTED", []),
    ]


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize("type_", [ACCOUNTS, DIMENSIONS])
def test_an_empty_batch_is_processed_without_events(
    candis: Candis, method: str, type_: str
) -> None:
    process_id = candis.accepted(method, type_, [])
    candis.clock.run_until_idle()

    assert candis.log(process_id) == {
        "jobStatus": "PROCESSED",
        "events": [],
        "pagination": {"pageCount": 0, "pageSize": 0, "totalCount": 0},
    }


def test_a_dimension_is_known_by_type_and_code(candis: Candis) -> None:
    outcomes = candis.outcomes(
        "POST",
        DIMENSIONS,
        [
            {"code": "X1", "name": "center", "type": "COST_CENTER"},
            {"code": "X1", "name": "object", "type": "COST_OBJECT"},
            {"code": "X1", "name": "custom", "type": "CUSTOM_COST_DIMENSION"},
            {"code": "X1", "name": "center again", "type": "COST_CENTER"},
        ],
    )

    assert outcomes == [
        ("X1", "IMPORTED", []),
        ("X1", "IMPORTED", []),
        ("X1", "IMPORTED", []),
        ("X1", "FAILED", ["COST_CENTER_ALREADY_EXIST"]),
    ]
    assert candis.stored("COST_OBJECT", "X1")["name"] == "object"


def test_a_dimension_is_updated_under_its_own_type_only(candis: Candis) -> None:
    outcomes = candis.outcomes(
        "PUT",
        DIMENSIONS,
        [
            {"code": "KOST2", "type": "COST_CENTER", "name": "Marketing DE"},
            {"code": "KOST2", "type": "COST_OBJECT", "name": "nobody"},
            {"code": "OBJ100", "type": "COST_OBJECT", "isArchived": True},
            {"code": "OBJ110", "type": "COST_OBJECT"},
        ],
    )

    assert outcomes == [
        ("KOST2", "IMPORTED", []),
        ("KOST2", "FAILED", ["COST_CENTER_NOT_EXISTING"]),
        ("OBJ100", "IMPORTED", []),
        ("OBJ110", "FAILED", ["NO_UPDATABLE_INPUT"]),
    ]
    assert candis.stored("COST_OBJECT", "OBJ100")["is_archived"] == 1


def test_keys_are_compared_to_the_letter(candis: Candis) -> None:
    outcomes = candis.outcomes(
        "POST",
        ACCOUNTS,
        [
            {"accountCode": "gla-000", "name": "small letters"},
            {"accountCode": "GLA-000 ", "name": "a blank"},
            {"accountCode": "GLA-000\u0000", "name": "a NUL"},
            {"accountCode": "𝔊LA", "name": "beyond the first plane"},
        ],
    )

    assert outcomes == [
        ("gla-000", "IMPORTED", []),
        ("GLA-000 ", "IMPORTED", []),
        ("GLA-000\u0000", "IMPORTED", []),
        ("𝔊LA", "IMPORTED", []),
    ]


def test_organizations_do_not_see_each_others_accounts(candis: Candis) -> None:
    session = candis.sandbox.candis.session()
    token = candis.sandbox.candis.credentials["foreign_access_token"]
    session.headers["Authorization"] = f"Bearer {token}"
    beta = f"{candis.sandbox.candis.base_url}/v1/organizations/beta-organization/imports"

    made = session.post(f"{beta}/{ACCOUNTS}", json=[{"accountCode": "GLA-000", "name": "ours"}])
    candis.clock.run_until_idle()
    log = session.get(f"{beta}/{made.json()['processId']}").json()

    assert log["events"][0]["status"] == "IMPORTED"
    assert log["events"][0]["organizationId"] == "beta-organization"


def test_a_batch_is_never_too_large_by_default(candis: Candis) -> None:
    records = [{"accountCode": f"N{number}", "name": "n"} for number in range(1200)]

    process_id = candis.accepted("POST", ACCOUNTS, records)
    candis.clock.run_until_idle()

    assert candis.log(process_id)["pagination"] == {
        "pageCount": 24,
        "pageSize": 50,
        "totalCount": 1200,
    }


def test_a_sandbox_may_limit_its_batches(candis: Candis) -> None:
    candis.settings["candis.max_import_records"] = 2
    records = [{"accountCode": f"N{number}", "name": "n"} for number in range(3)]

    refused = candis.send("POST", ACCOUNTS, records)
    accepted = candis.send("POST", ACCOUNTS, records[:2])

    assert (refused.status_code, refused.json()["errorCode"]) == (400, "BAD_INPUT")
    assert accepted.status_code == 202
