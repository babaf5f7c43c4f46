"""Decisions on plain values."""

from typing import Any

import pytest

from mockserver.providers.candis import core_data, rules


@pytest.mark.parametrize(
    ("path", "organization"),
    [
        ("/v1/organizations/info", None),
        ("/v1/organizations/info/", None),
        ("/v1/organizations/alpha", "alpha"),
        ("/v1/organizations/alpha/exports", "alpha"),
        ("/v1/organizations/info/exports", "info"),
        ("/v1/organizations/", None),
        ("/v1/organizations", None),
        ("/x/v1/organizations/alpha", None),
        ("/", None),
    ],
)
def test_a_path_speaks_of_one_organization_or_none(path: str, organization: str | None) -> None:
    assert rules.organization_in(path) == organization


@pytest.mark.parametrize(("asked", "counts"), [(1, 1), (49, 49), (50, 50), (51, 50), (10**15, 50)])
def test_a_page_has_at_most_fifty_elements(asked: int, counts: int) -> None:
    assert rules.page_limit(asked) == counts


@pytest.mark.parametrize(("wait_ms", "seconds"), [(1, 1), (999, 1), (1000, 1), (60_000, 60)])
def test_who_waits_as_told_waits_long_enough(wait_ms: int, seconds: int) -> None:
    assert rules.retry_after_s(wait_ms) == seconds


@pytest.mark.parametrize(
    ("path", "record", "changes"),
    [
        ("general-ledger-accounts", {"accountCode": "1"}, {}),
        ("general-ledger-accounts", {"accountCode": "1", "name": None, "colour": "red"}, {}),
        ("general-ledger-accounts", {"accountCode": "1", "name": ""}, {"name": ""}),
        ("cost-centers", {"code": "1", "type": "COST_OBJECT"}, {}),
        ("cost-centers", {"code": "1", "isArchived": False}, {"isArchived": False}),
        ("payment-conditions", {"name": "n"}, {}),
        ("payment-conditions", {"name": "n", "dueDate": 0}, {"dueDate": 0}),
        ("contacts", {"accountsPayableNumber": "1", "accountsReceivableNumber": "2"}, {}),
    ],
)
def test_what_is_null_absent_or_a_key_is_no_change(
    path: str, record: dict[str, Any], changes: dict[str, Any]
) -> None:
    assert core_data.TYPES[path].changes_in(record) == changes


def test_an_unknown_record_is_unknown_whatever_was_sent() -> None:
    errors = rules.update_errors(exists=False, archived=False, unknown_code="UNKNOWN", changes={})

    assert errors == ("UNKNOWN",)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"isArchived": False}, ()),
        ({"isArchived": False, "dueDate": 3}, ()),
        ({"isArchived": True}, ("ARCHIVED",)),
        ({"dueDate": 3}, ("ARCHIVED",)),
        ({}, ("NO_UPDATABLE_INPUT",)),
    ],
)
def test_what_is_archived_must_be_brought_back_where_a_type_says_so(
    changes: dict[str, Any], errors: tuple[str, ...]
) -> None:
    found = rules.update_errors(
        exists=True,
        archived=True,
        changes=changes,
        unknown_code="UNKNOWN",
        archived_code="ARCHIVED",
    )

    assert found == errors


@pytest.mark.parametrize(
    ("number", "good"),
    [("70001", True), ("9999999", True), ("60001", False), ("7000", False), ("K7000", False)],
)
def test_datev_numbers_creditors_in_its_own_way(number: str, good: bool) -> None:
    assert rules.is_datev_payable_number(number) is good


@pytest.mark.parametrize(
    ("failed", "total", "outcome"),
    [(0, 3, "EXPORTED"), (1, 3, "PARTIALLY_EXPORTED"), (3, 3, "FAILED"), (1, 1, "FAILED")],
)
def test_an_export_ends_as_its_postings_do(failed: int, total: int, outcome: str) -> None:
    assert rules.export_outcome(failed, total) == outcome


@pytest.mark.parametrize(
    ("path", "spelling", "code"),
    [
        ("general-ledger-accounts", "guide", "BOOKING_ACCOUNT_ALREADY_EXISTS"),
        ("general-ledger-accounts", "reference", "ACCOUNT_CODE_ALREADY_EXIST"),
        ("cost-centers", "guide", "COST_CENTER_ALREADY_EXIST"),
        ("cost-centers", "reference", "COST_CENTER_ALREADY_EXIST"),
    ],
)
def test_guide_and_reference_disagree_on_accounts_only(path: str, spelling: str, code: str) -> None:
    assert core_data.TYPES[path].code_when_exists(spelling) == code


def test_every_code_of_the_table_is_one_that_a_log_may_show() -> None:
    codes = {
        code
        for type_ in core_data.TYPES.values()
        for code in (type_.exists_code, type_.unknown_code, type_.archived_code)
        if code is not None
    }

    assert codes <= set(rules.IMPORT_ERRORS)
