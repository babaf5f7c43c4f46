"""How a client hands invoices in and waits for their audit."""

from __future__ import annotations

from typing import Any

from requests import Response

from contract_tests.appzen.records import ROOT
from contract_tests.support.answers import expect
from contract_tests.targets import Target, Undo

INVOICE = f"{ROOT}/invoice"
EXTERNAL = f"{INVOICE}/externally-processed"
FOR_AUDIT = f"{INVOICE}/externally-processed-for-audit"
WRITE_ROUTES = (INVOICE, EXTERNAL, FOR_AUDIT)
USD = "USD"


def draft(target: Target, **fields: Any) -> dict[str, Any]:
    """An invoice that nobody has yet; a field of None is left out."""
    invoice = {
        "invoice_id": target.unique("invoice"),
        "invoice_number": target.unique("number"),
        "invoice_status": "Ready for Review",
        "invoice_date": "2024-05-31T00:00:00Z",
        "supplier_id": target.unique("supplier"),
        "entity_id": target.unique("entity"),
        "total_amount": {"amount": 100.5, "currency": USD},
        "invoice_lines": [line(1, 100.5)],
        **fields,
    }
    return {name: value for name, value in invoice.items() if value is not None}


def line(number: int, amount: float, **fields: Any) -> dict[str, Any]:
    money = {"amount": amount, "currency": USD}
    return {
        "line_number": number,
        "line_description": "Consulting",
        "quantity": 1,
        "unit_price": money,
        "total_amount": money,
        **fields,
    }


def send(
    target: Target,
    invoice: dict[str, Any],
    route: str = INVOICE,
    headers: dict[str, str] | None = None,
) -> Response:
    """POST an invoice that is accepted; it cannot be deleted, it ends as cancelled."""
    cancelled = {**invoice, "invoice_status": "Cancelled"}
    target.created(f"invoice {invoice.get('invoice_id')}", Undo("POST", EXTERNAL, cancelled))
    return target.session.post(route, json=invoice, headers=headers)


def upsert(target: Target, invoice: dict[str, Any], **how: Any) -> str:
    """POST an invoice that is accepted; its uuid."""
    uuid: str = expect(send(target, invoice, **how), 200, 201)["uuid"]
    return uuid


def refused(target: Target, invoice: dict[str, Any], route: str = INVOICE) -> Any:
    """POST an invoice that is refused with 400; one that is accepted all the same is cancelled."""
    response = target.session.post(route, json=invoice)
    if response.ok:
        cancelled = {**invoice, "invoice_status": "Cancelled"}
        target.created("invoice that was to be refused", Undo("POST", EXTERNAL, cancelled))
    return expect(response, 400)


def results(target: Target, uuid: str) -> Response:
    return target.session.get(f"{INVOICE}/{uuid}/audit-results")


def audited(target: Target, uuid: str) -> dict[str, Any]:
    """What the audit found, once it is over."""

    def answer() -> dict[str, Any] | None:
        response = results(target, uuid)
        return response.json() if response.ok else None

    found = target.until(answer, within=600)
    assert found is not None
    inner: dict[str, Any] = found["audit_results"]
    return inner


def read(target: Target, uuid: str) -> dict[str, Any]:
    found: dict[str, Any] = expect(target.session.get(f"{INVOICE}/{uuid}"), 200)
    return found


def processed(target: Target, uuid: str) -> dict[str, Any]:
    """The processed invoice, once the audit is over."""
    audited(target, uuid)
    answer = expect(target.session.get(f"{INVOICE}/processed-invoice/{uuid}"), 200)
    found: dict[str, Any] = answer["processed_invoice"]
    return found
