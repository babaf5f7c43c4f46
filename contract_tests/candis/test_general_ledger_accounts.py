"""POST and PUT …/imports/general-ledger-accounts: create and update accounts."""

from __future__ import annotations

import pytest

from contract_tests.candis import imports
from contract_tests.candis.imports import ACCOUNTS
from contract_tests.support.answers import expect
from contract_tests.support.samples import sample
from contract_tests.targets import Target

GUIDE = "guide: How the Core Data API works"
REFERENCE = "reference: getImportLogs, importErrors"


@pytest.mark.writes
@pytest.mark.spec("createGeneralLedgerAccounts, response 202")
def test_an_import_is_accepted_with_a_process_id(target: Target) -> None:
    code = target.unique("gla")

    response = imports.create(target, ACCOUNTS, [{"accountCode": code, "name": "Revenue"}])

    accepted = expect(response, 202)
    assert list(accepted) == ["processId"]
    assert isinstance(accepted["processId"], str)
    assert accepted["processId"]


@pytest.mark.writes
@pytest.mark.documented(GUIDE)
def test_a_new_account_is_imported(target: Target) -> None:
    code = target.unique("gla")

    events = imports.created(target, ACCOUNTS, {"accountCode": code, "name": "Erlöse 19 % USt"})

    assert events == [{"id": code, "status": "IMPORTED", "operation": "CREATE"}]


@pytest.mark.writes
@pytest.mark.documented(GUIDE)
def test_creating_an_account_that_exists_fails_in_the_log_only(target: Target) -> None:
    code = target.unique("gla")
    imports.created(target, ACCOUNTS, {"accountCode": code, "name": "Revenue"})

    events = imports.created(target, ACCOUNTS, {"accountCode": code, "name": "Revenue again"})

    assert events[0].pop("importErrors") in imports.EXISTING_ACCOUNT
    assert events == [{"id": code, "status": "FAILED", "operation": "CREATE"}]


@pytest.mark.writes
@pytest.mark.documented(GUIDE)
def test_a_failed_line_does_not_keep_the_others_from_being_imported(target: Target) -> None:
    old, new = target.unique("gla"), target.unique("gla")
    imports.created(target, ACCOUNTS, {"accountCode": old, "name": "Old"})

    events = imports.created(
        target, ACCOUNTS, {"accountCode": old, "name": "Old"}, {"accountCode": new, "name": "New"}
    )

    assert [(event["id"], event["status"]) for event in events] == [
        (old, "FAILED"),
        (new, "IMPORTED"),
    ]


@pytest.mark.writes
@pytest.mark.assumed("nothing says how one batch with the same new key twice is treated")
def test_of_two_lines_with_one_key_the_first_is_imported(target: Target) -> None:
    code = target.unique("gla")

    events = imports.created(
        target, ACCOUNTS, {"accountCode": code, "name": "A"}, {"accountCode": code, "name": "B"}
    )

    assert [event["status"] for event in events] == ["IMPORTED", "FAILED"]


@pytest.mark.writes
@pytest.mark.documented(GUIDE)
@pytest.mark.parametrize(
    "change",
    [{"name": "Renamed"}, {"isArchived": True}, {"name": "Renamed", "isArchived": False}],
    ids=["name", "archive", "both"],
)
def test_an_account_is_updated(target: Target, change: dict[str, object]) -> None:
    code = target.unique("gla")
    imports.created(target, ACCOUNTS, {"accountCode": code, "name": "Revenue"})

    events = imports.updated(target, ACCOUNTS, {"accountCode": code, **change})

    assert events == [{"id": code, "status": "IMPORTED", "operation": "UPDATE"}]


@pytest.mark.writes
@pytest.mark.documented(GUIDE)
def test_an_archived_account_can_be_reactivated(target: Target) -> None:
    code = target.unique("gla")
    imports.created(target, ACCOUNTS, {"accountCode": code, "name": "Revenue"})
    imports.updated(target, ACCOUNTS, {"accountCode": code, "isArchived": True})

    events = imports.updated(target, ACCOUNTS, {"accountCode": code, "isArchived": False})

    assert events == [{"id": code, "status": "IMPORTED", "operation": "UPDATE"}]


@pytest.mark.writes
@pytest.mark.assumed("archived is not deleted, so the code stays taken")
def test_the_code_of_an_archived_account_is_still_taken(target: Target) -> None:
    code = target.unique("gla")
    imports.created(target, ACCOUNTS, {"accountCode": code, "name": "Revenue"})
    imports.updated(target, ACCOUNTS, {"accountCode": code, "isArchived": True})

    events = imports.created(target, ACCOUNTS, {"accountCode": code, "name": "Revenue"})

    assert events[0]["importErrors"] in imports.EXISTING_ACCOUNT


@pytest.mark.writes
@pytest.mark.spec(REFERENCE)
def test_updating_an_unknown_account_fails_with_account_code_not_existing(target: Target) -> None:
    code = target.unique("gla")

    events = imports.updated(target, ACCOUNTS, {"accountCode": code, "name": "Nobody"})

    assert events == [
        {
            "id": code,
            "status": "FAILED",
            "importErrors": ["ACCOUNT_CODE_NOT_EXISTING"],
            "operation": "UPDATE",
        }
    ]


@pytest.mark.writes
@pytest.mark.spec(REFERENCE)
@pytest.mark.parametrize("nothing", [{}, {"name": None}], ids=["only the key", "name is null"])
def test_an_update_of_nothing_fails_with_no_updatable_input(
    target: Target, nothing: dict[str, None]
) -> None:
    code = target.unique("gla")
    imports.created(target, ACCOUNTS, {"accountCode": code, "name": "Revenue"})

    events = imports.updated(target, ACCOUNTS, {"accountCode": code, **nothing})

    assert events == [
        {
            "id": code,
            "status": "FAILED",
            "importErrors": ["NO_UPDATABLE_INPUT"],
            "operation": "UPDATE",
        }
    ]


@pytest.mark.writes
@pytest.mark.assumed("an update may be sent again; nothing says so, nothing forbids it")
def test_the_same_update_may_be_sent_twice(target: Target) -> None:
    code = target.unique("gla")
    imports.created(target, ACCOUNTS, {"accountCode": code, "name": "Revenue"})
    imports.updated(target, ACCOUNTS, {"accountCode": code, "name": "Sales"})

    events = imports.updated(target, ACCOUNTS, {"accountCode": code, "name": "Sales"})

    assert events == [{"id": code, "status": "IMPORTED", "operation": "UPDATE"}]


@pytest.mark.writes
@pytest.mark.assumed("additional properties are not forbidden by the schema")
def test_a_property_nobody_knows_is_ignored(target: Target) -> None:
    code = target.unique("gla")

    events = imports.created(
        target, ACCOUNTS, {"accountCode": code, "name": "Revenue", "colour": "blue"}
    )

    assert events == [{"id": code, "status": "IMPORTED", "operation": "CREATE"}]


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(GUIDE)
def test_the_guides_sample_of_an_existing_account_is_answered_as_printed(target: Target) -> None:
    request = sample("candis", "create-general-ledger-account")
    imports.finished(target, request.send(target.session))
    accepted = request.send(target.session)
    imports.finished(target, accepted)

    process_id = request.assert_answered_as_printed(accepted)["processId"]
    printed = sample("candis", "import-log-of-an-existing-account")
    answer = printed.send(target.session, processId=process_id)

    printed.assert_answered_as_printed(answer)


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec("updateGeneralLedgerAccounts, getImportLogs")
def test_the_sample_update_with_mixed_outcome_is_answered_as_printed(target: Target) -> None:
    imports.created(
        target,
        ACCOUNTS,
        {"accountCode": "GLA-000", "name": "General Ledger Account"},
        {"accountCode": "4400", "name": "Erlöse 19 % USt"},
        {"accountCode": "4401", "name": "Erlöse 7 % USt"},
    )
    request = sample("candis", "update-general-ledger-accounts")
    accepted = request.send(target.session)
    imports.finished(target, accepted)

    process_id = request.assert_answered_as_printed(accepted)["processId"]
    printed = sample("candis", "import-log-of-a-mixed-update")
    answer = printed.send(target.session, processId=process_id)

    printed.assert_answered_as_printed(answer)
