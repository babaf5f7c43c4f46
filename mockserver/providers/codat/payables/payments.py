"""Paying one bill: the payment, its allocation, and what is left of the bill."""

from typing import Any

from mockserver.providers.codat.payables.translation import payment_written
from mockserver.providers.codat.pushing import effects
from mockserver.providers.codat.pushing.complaints import RefusedError, because
from mockserver.providers.codat.pushing.desk import Desk

Document = dict[str, Any]


def pay(desk: Desk, bill: Document, body: Document) -> Document:
    """The payment of a bill. Raises RefusedError, also for more than is left of it."""
    wrong = []
    if body["amount"] <= 0:
        wrong.append(because("BillPayment", "amount", "must be more than 0"))
    if not desk.is_bank(body["accountRef"]["id"]):
        account_id = body["accountRef"]["id"]
        text = f"'{account_id}' is not a bank account or credit card"
        wrong.append(because("BillPayment", "accountRef.id", text))
    if wrong:
        raise RefusedError(wrong)
    return effects.create(desk, "billPayments", payment_written(body, bill))[0]
