"""Answers have the published members, of the published types."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.candis import imports, shapes
from contract_tests.candis.test_exports import create, ended, path, postings
from contract_tests.support.answers import expect
from contract_tests.support.shape import assert_shape, assert_shown, expect_shape
from contract_tests.targets import Target

SPEC = "OpenAPI document, responses"
NOT_REQUESTED = ("purchaseRequests[].supplier.accountReceivableNumber",)
NOT_REIMBURSED = tuple(
    f"reimbursementItems[].{place}"
    for place in (
        "bookings[].costObject",
        "bookings[].extraCostInfo",
        "days[].location.location",
        "segments[].location.location",
        "distanceOverride",
        *(
            f"{amount}.{part}"
            for amount in ("receiptAmount", "tipAmount")
            for part in ("baseAmount", "baseCurrency", "exchangeRate", "exchangeRateDate")
        ),
    )
)
"""What the sandbox has no example of."""
LISTS = pytest.mark.parametrize(
    ("name", "shape", "lacking"),
    [
        ("invoices", shapes.LIST_INVOICES, ()),
        (
            "purchase-requests",
            shapes.LIST_PURCHASE_REQUESTS,
            ("purchaseRequests[].supplier.accountReceivableNumber",),
        ),
        ("reimbursement-items", shapes.LIST_REIMBURSEMENT_ITEMS, NOT_REIMBURSED),
    ],
    ids=["invoices", "purchase requests", "reimbursement items"],
)


@LISTS
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_a_list_shows_every_published_member(
    target: Target, name: str, shape: Any, lacking: tuple[str, ...]
) -> None:
    answer = expect_shape(target.session.get(path(target, name)), shape)

    assert_shown(answer, shape, but=lacking)


KINDS = ("DOCUMENT", "CARD_TRANSACTION", "REIMBURSEMENT_ITEM")


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_postings_show_every_published_member(target: Target) -> None:
    ids = [expect(create(target, entityType=kind), 201)["id"] for kind in KINDS]
    ended(target, ids[-1])

    found = [postings(target, id_) for id_ in ids]

    assert_shape(found, [shapes.GET_EXPORT_POSTINGS])
    assert_shown(found, [shapes.GET_EXPORT_POSTINGS])


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_exports_have_their_published_shape(target: Target) -> None:
    created = expect_shape(create(target), shapes.CREATE_EXPORT, 201)
    second = expect(create(target, entityType="REIMBURSEMENT_ITEM"), 201)

    one = expect_shape(
        target.session.get(path(target, f"exports/{created['id']}")), shapes.GET_EXPORT
    )
    listed = expect_shape(target.session.get(path(target, "exports")), shapes.GET_EXPORTS)

    assert one["id"] == created["id"]
    assert {created["id"], second["id"]} <= {export["id"] for export in listed["exports"]}


@pytest.mark.spec(SPEC)
def test_the_organization_has_its_published_shape(target: Target) -> None:
    expect_shape(target.session.get("/v1/organizations/info"), shapes.GET_ORGANIZATION)


@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_an_import_log_shows_every_published_member(target: Target) -> None:
    code = target.unique("gla")
    accepted = imports.update(target, imports.ACCOUNTS, [{"accountCode": code, "name": "Nobody"}])

    log = imports.finished(target, accepted)

    assert_shape(log, shapes.GET_IMPORT_LOGS)
    assert_shown(log, shapes.GET_IMPORT_LOGS)
