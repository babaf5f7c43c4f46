"""Query parameters of lists: several values in one, dates as inclusive bounds, an order."""

from datetime import UTC, datetime, timedelta
from typing import Any

from marshmallow import ValidationError, fields, validate

from mockserver.providers.candis import rules
from mockserver.providers.candis.schemas.shared import PageQuery

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DATE_LENGTH = len("2024-01-31")


class CommaList(fields.String):
    """One value or several, parted by commas; each one of a few."""

    def __init__(self, key: str, choices: tuple[str, ...], about: str) -> None:
        each = f"each value in {key} must be one of the following values: {', '.join(choices)}"
        super().__init__(
            data_key=key,
            metadata={"description": f"{about} One or several, parted by commas: {choices}."},
        )
        self._check = validate.ContainsOnly(choices, error=each)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        return self._check(text.split(","))


class Bound(fields.String):
    """An instant or a day, both inclusive; as an upper bound a day counts to its end. In ms."""

    def __init__(self, key: str, about: str) -> None:
        self._upper = key.endswith("To")
        super().__init__(data_key=key, metadata={"description": about, "format": "date-time"})

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs).strip()
        wrong = f"{self.data_key} must be a valid ISO 8601 date string"
        try:
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=UTC)
            since = moment - _EPOCH
        except (ValueError, OverflowError):
            raise ValidationError(wrong) from None
        if self._upper and len(text) == _DATE_LENGTH:
            since += timedelta(days=1, milliseconds=-1)
        return since // timedelta(milliseconds=1)


def bounds(name: str, about: str) -> tuple[Bound, Bound]:
    """The fields `<name>From` and `<name>To`."""
    return Bound(f"{name}From", f"Earliest {about}."), Bound(f"{name}To", f"Latest {about}.")


def _order(key: str, choices: tuple[str, ...], default: str, about: str) -> fields.String:
    wrong = f"{key} must be one of the following values: {', '.join(choices)}"
    return fields.String(
        data_key=key,
        load_default=default,
        validate=validate.OneOf(choices, error=wrong),
        metadata={"description": about},
    )


class InvoiceQuery(PageQuery):
    """Which invoices. Source: https://developer.candis.io/reference/listinvoices."""

    status = CommaList("status", rules.ARCHIVE_STATUSES, "States.")
    invoice_date_from, invoice_date_to = bounds("invoiceDate", "date of the invoice")
    updated_date_from, updated_date_to = bounds("updatedDate", "last change")


class ReimbursementQuery(PageQuery):
    """Which items. Source: https://developer.candis.io/reference/listreimbursementitems."""

    sort_field = _order(
        "sortField", rules.REIMBURSEMENT_ORDERS, "REIMBURSEMENT_ITEM_DATE", "What to sort by."
    )
    sort_direction = _order("sortDirection", rules.DIRECTIONS, "ASC", "Which way.")
    status = CommaList("status", rules.ARCHIVE_STATUSES, "States; EXPORTED unless given.")
    types = CommaList("types", rules.REIMBURSEMENT_TYPES, "Types.")
    reimbursement_item_date_from, reimbursement_item_date_to = bounds(
        "reimbursementItemDate", "date of the expense"
    )
    updated_at_from, updated_at_to = bounds("updatedAt", "last change")


class PurchaseRequestQuery(PageQuery):
    """Which requests. Source: https://developer.candis.io/reference/listpurchaserequests."""

    sort_field = _order("sortField", rules.REQUEST_ORDERS, "CREATED_AT", "What to sort by.")
    sort_direction = _order("sortDirection", rules.DIRECTIONS, "ASC", "Which way.")
    status = CommaList("status", rules.REQUEST_STATUSES, "States.")
    created_at_from, created_at_to = bounds("createdAt", "creation")
    updated_at_from, updated_at_to = bounds("updatedAt", "last change")
