"""How a client imports core data into Candis: send records, follow the process, read its log."""

from __future__ import annotations

from typing import Any

from requests import Response

from contract_tests.support.answers import expect
from contract_tests.targets import Target, Undo

ACCEPTED = 202
ACCOUNTS, COST_CENTERS = "general-ledger-accounts", "cost-centers"
KEYS = {
    ACCOUNTS: ("accountCode",),
    COST_CENTERS: ("code", "type"),
    "tax-codes": ("taxCode",),
    "payment-conditions": ("name",),
    "contacts": ("accountsPayableNumber",),
    "purchase-orders": ("orderNumber",),
    "goods-receipts": ("receiptNumber",),
    "additional-delivery-costs": ("code", "erpData"),
}
EXISTING_ACCOUNT = (["BOOKING_ACCOUNT_ALREADY_EXISTS"], ["ACCOUNT_CODE_ALREADY_EXIST"])
"""The guide's and the reference's word for the same refusal."""


def path(target: Target, tail: str) -> str:
    """The path of one organisation's imports."""
    return f"/v1/organizations/{target.subject['organization_id']}/imports/{tail}"


def create(target: Target, kind: str, records: list[dict[str, Any]]) -> Response:
    """POST the records; what they create is archived in the end, for there is no delete."""
    keys = [{n: record[n] for n in KEYS[kind] if n in record} for record in records]
    archived = [{**key, "isArchived": True} for key in keys]
    entry = target.created(f"{kind} {keys}", Undo("PUT", path(target, kind), archived))
    response = target.session.post(path(target, kind), json=records)
    if response.status_code != ACCEPTED:
        entry.learned()  # refused as a whole
    return response


def update(target: Target, kind: str, records: list[dict[str, Any]]) -> Response:
    return target.session.put(path(target, kind), json=records)


def log(target: Target, process_id: str, **query: object) -> Response:
    """GET the import log; the query's values are sent as they are."""
    params = {name: str(value) for name, value in query.items()}
    return target.session.get(path(target, process_id), params=params)


def finished(target: Target, accepted: Response) -> dict[str, Any]:
    """The import log of an accepted import, once it is processed."""
    process_id = expect(accepted, 202)["processId"]

    def processed() -> dict[str, Any] | None:
        found: dict[str, Any] = expect(log(target, process_id), 200)
        return found if found["jobStatus"] == "PROCESSED" else None

    done = target.until(processed, within=120)
    assert done is not None
    return done


def created(target: Target, kind: str, *records: dict[str, Any]) -> list[dict[str, Any]]:
    """Create records and wait; the events of the log."""
    return events(finished(target, create(target, kind, list(records))))


def updated(target: Target, kind: str, *records: dict[str, Any]) -> list[dict[str, Any]]:
    """Update records and wait; the events of the log."""
    return events(finished(target, update(target, kind, list(records))))


def events(import_log: dict[str, Any]) -> list[dict[str, Any]]:
    """The log's events without what differs each time."""
    volatile = {"processId", "organizationId", "createdAt"}
    return [
        {name: value for name, value in event.items() if name not in volatile}
        for event in import_log["events"]
    ]


def many_events(target: Target) -> str:
    """The processId of a finished import with 52 events that changed nothing at all."""
    prefix = target.unique("unknown")
    records = [{"accountCode": f"{prefix}-{n:03}", "name": "Nobody"} for n in range(1, 53)]
    accepted = update(target, ACCOUNTS, records)
    finished(target, accepted)
    process_id: str = expect(accepted, 202)["processId"]
    return process_id


def refusal(response: Response, status: int) -> dict[str, Any]:
    """A refusal in the envelope that every Candis endpoint shares."""
    body: dict[str, Any] = expect(response, status)
    assert isinstance(body["errorCode"], str)
    assert isinstance(body["message"], str)
    assert body["message"]
    return body
