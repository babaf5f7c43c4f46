"""What records of all kinds are made of: references, addresses, allocations, and what all have."""

import re
from datetime import UTC, datetime
from typing import Any

from marshmallow import fields, validate

from mockserver.providers.codat.schemas.shared import Lenient, told
from mockserver.web.fields import Flag, Number

_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)
CONTACT_TYPES = ("customers", "suppliers")
BILLED_TO = ("Unknown", "NotApplicable", "Customer", "Project")
RECORD_STATUSES = ("Unknown", "Active", "Archived")


class RecordDate(fields.String):
    """A date or date-time; loaded as UTC without a zone, as records have it.

    `2022-03-13`, `2022-03-13T00:00:00`, `…Z` and `…+01:00` are taken.
    """

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            return plain_moment(text)
        except ValueError:
            raise self.make_error("invalid") from None


def plain_moment(text: str) -> str:
    """`2022-03-13T01:00:00+01:00` → `2022-03-13T00:00:00`. Raises ValueError."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    day, time, fraction, zone = match.groups()
    moment = datetime.fromisoformat(f"{day}T{time or '00:00:00'}{(zone or 'Z')}")
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(text) from None
    text = moment.replace(tzinfo=None).isoformat(timespec="seconds")
    return text + (fraction or "").rstrip("0").rstrip(".")


def text(description: str = "", **how: Any) -> fields.String:
    """A text."""
    return fields.String(metadata=told(description) if description else {}, **how)


def when(description: str, *, required: bool = False) -> RecordDate:
    """A business date."""
    return RecordDate(required=required, metadata=told(description, example="2022-10-23T00:00:00"))


def number(description: str = "", *, required: bool = False) -> Number:
    """A decimal number."""
    return Number(required=required, metadata=told(description) if description else {})


def choice(*values: str, required: bool = False) -> fields.String:
    """One of the published values."""
    return fields.String(required=required, validate=validate.OneOf(values))


def currency_code(*, required: bool = False) -> fields.String:
    """An ISO 4217 code."""
    return fields.String(required=required, metadata=told("ISO 4217.", example="GBP"))


def exchange_rate() -> Number:
    """How many units of the base currency one unit of the currency is."""
    return number("Units of the base currency per unit of the currency.")


def one(shape: type[Lenient], *, required: bool = False) -> fields.Nested:
    """A part."""
    return fields.Nested(shape, required=required)


def many(shape: type[Lenient], *, required: bool = False) -> fields.List[Any]:
    """A list of parts."""
    return fields.List(fields.Nested(shape), required=required)


class Metadata(Lenient):
    """What Codat says about a record."""

    is_deleted = Flag(metadata=told("Whether the source deleted it."))


class Supplement(Lenient):
    """What a source has beyond the standard."""

    content = fields.Dict(
        keys=fields.String(), values=fields.Dict(keys=fields.String(), values=fields.Raw())
    )


class Dated(Lenient):
    """When a record was changed, by Codat and at the source."""

    modified_date = when("When Codat's copy last changed.")
    source_modified_date = when("When the source last changed it.")


class Record(Dated):
    """What most records have; who inherits says the rest."""

    metadata = fields.Nested(Metadata)


class Supplemented(Record):
    """A record that may carry more than the standard."""

    supplemental_data = one(Supplement)


class Reference(Lenient):
    """A record by its id."""

    id = text(required=True)
    name = text()


class AccountRef(Lenient):
    """An account."""

    id = text()
    name = text()


class BankAccountRef(Lenient):
    """A bank account."""

    id = text()
    name = text()


class ItemRef(Reference):
    """A product or service."""


class ProjectRef(Reference):
    """A project."""


class PaymentMethodRef(Lenient):
    """A way to pay."""

    id = text(required=True)
    name = text()


class CustomerRef(Lenient):
    """A customer."""

    id = text(required=True)
    company_name = text()


class SupplierRef(Lenient):
    """A supplier."""

    id = text(required=True)
    supplier_name = text()


class ContactRef(Lenient):
    """A customer or a supplier."""

    id = text(required=True)
    data_type = choice(*CONTACT_TYPES)


class TaxRateRef(Lenient):
    """A tax rate."""

    id = text()
    name = text()
    effective_tax_rate = number()


class RecordRef(Lenient):
    """A record of a data type."""

    id = text()
    data_type = text("A data type.")


class LineRef(Lenient):
    """A line of a record."""

    id = text()
    data_type = text("purchaseOrders or bills.")
    line_number = text()


class Address(Lenient):
    """Where somebody is."""

    type = choice("Unknown", "Billing", "Delivery", required=True)
    line1 = text()
    line2 = text()
    city = text()
    region = text()
    country = text()
    postal_code = text()


class Phone(Lenient):
    """A telephone number."""

    number = text()
    type = choice("Primary", "Landline", "Mobile", "Fax", "Unknown", required=True)


class Withholding(Lenient):
    """A tax that the payer keeps back."""

    name = text(required=True)
    amount = number(required=True)


class PaymentOfAllocation(Lenient):
    """The payment that was allocated."""

    id = text()
    note = text()
    reference = text()
    account_ref = one(AccountRef)
    currency = currency_code()
    currency_rate = exchange_rate()
    paid_on_date = when("When it was paid.")
    total_amount = number()


class AllocatedAmount(Lenient):
    """How much of a payment went here."""

    currency = currency_code()
    currency_rate = exchange_rate()
    allocated_on_date = when("When it was allocated.")
    total_amount = number()


class Allocation(Lenient):
    """A payment, and how much of it went here."""

    payment = one(PaymentOfAllocation, required=True)
    allocation = one(AllocatedAmount, required=True)


class LineTracking(Lenient):
    """For whom a line was bought or sold."""

    category_refs = many(Reference, required=True)
    customer_ref = one(CustomerRef)
    project_ref = one(ProjectRef)
    is_billed_to = choice(*BILLED_TO, required=True)
    is_rebilled_to = choice(*BILLED_TO, required=True)


class RecordTracking(Lenient):
    """The records that a line belongs to."""

    record_refs = many(RecordRef, required=True)


class Priced(Lenient):
    """A line with a price; members that an order may leave out."""

    description = text()
    discount_amount = number()
    discount_percentage = number()
    sub_total = number("Quantity times unit amount, less the discount.")
    tax_amount = number()
    total_amount = number("With tax.")
    account_ref = one(AccountRef)
    tax_rate_ref = one(TaxRateRef)
    item_ref = one(ItemRef)
    tracking_category_refs = many(Reference)


class Line(Priced):
    """A line of a document."""

    unit_amount = number("Price of one, without tax.", required=True)
    quantity = number(required=True)


class ShipContact(Lenient):
    """Who receives a delivery."""

    name = text()
    email = text()
    phone = text()


class ShipTo(Lenient):
    """Where an order is delivered."""

    address = one(Address)
    contact = one(ShipContact)
