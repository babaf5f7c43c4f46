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
    ("values", "changes"),
    [
        ({"account_code": "1"}, {}),
        ({"name": None}, {}),
        ({"name": ""}, {"name": ""}),
        ({"is_archived": False}, {"is_archived": False}),
        ({"name": "n", "is_archived": True}, {"name": "n", "is_archived": True}),
    ],
)
def test_what_is_null_or_absent_is_no_change(
    values: dict[str, Any], changes: dict[str, Any]
) -> None:
    assert rules.changes_in(values) == changes


def test_an_unknown_record_is_unknown_whatever_was_sent() -> None:
    errors = rules.update_errors(exists=False, unknown_code="UNKNOWN", changes={})

    assert errors == ("UNKNOWN",)


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
        for code in (type_.exists_code, type_.unknown_code)
    }

    assert codes <= set(rules.IMPORT_ERRORS)
