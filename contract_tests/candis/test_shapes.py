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


PAGED = pytest.mark.parametrize(
    ("tail", "name"),
    [
        ("invoices", "invoices"),
        ("purchase-requests", "purchaseRequests"),
        ("reimbursement-items", "reimbursementItems"),
        ("exports", "exports"),
    ],
)


@PAGED
@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented("guide: How to use pagination")
def test_the_pages_of_a_list_make_the_list(target: Target, tail: str, name: str) -> None:
    ids = [expect(create(target, entityType=kind), 201)["id"] for kind in KINDS]
    ended(target, ids[-1])
    whole = expect(target.session.get(path(target, tail), params={"limit": "50"}), 200)

    pages = [
        expect(
            target.session.get(path(target, tail), params={"limit": "1", "offset": str(number)}),
            200,
        )
        for number in range(len(whole[name]))
    ]

    assert [page[name] for page in pages] == [[one] for one in whole[name]]
    assert len({one["id"] for one in whole[name]}) == len(whole[name]) > 1


@pytest.mark.writes
@pytest.mark.spec("OpenAPI document, required members of a record")
@pytest.mark.parametrize("kind", imports.KEYS)
def test_a_record_without_its_key_is_refused(target: Target, kind: str) -> None:
    response = target.session.post(imports.path(target, kind), json=[{}])

    assert imports.refusal(response, 400)["errorCode"] in ("BAD_INPUT", "BAD_REQUEST")


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed("unknown members of a request are taken to be ignored, as of records")
def test_an_unknown_member_of_an_export_is_ignored(target: Target) -> None:
    expect(create(target, unheardOf=True), 201)


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_reads_see_an_export_that_was_made_between_them(target: Target) -> None:
    before = expect(target.session.get(path(target, "exports")), 200)["pagination"]["totalCount"]
    made = expect(create(target), 201)["id"]
    early = postings(target, made)

    ended(target, made)

    after = expect(target.session.get(path(target, "exports")), 200)["pagination"]["totalCount"]
    assert after == before + 1
    assert postings(target, made) != early
