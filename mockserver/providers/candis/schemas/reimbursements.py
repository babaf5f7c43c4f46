"""Reimbursement items. Source: https://developer.candis.io/reference/listreimbursementitems."""

from marshmallow import Schema, fields

from mockserver.providers.candis import rules
from mockserver.providers.candis.schemas.parts import (
    NamedAccount,
    NamedCode,
    NamedTaxCode,
    listed,
    maybe_text,
    nested,
    number,
    one_of,
    text,
)
from mockserver.providers.candis.schemas.shared import Pagination


class Rate(Schema):
    """An amount a day or a kilometre."""

    amount = number(required=True)
    currency = text(required=True)


class ForeignMoney(Rate):
    """An amount, and what it is in the base currency, EUR."""

    base_amount = number("baseAmount", nullable=True)
    base_currency = maybe_text("baseCurrency")
    exchange_rate = number("exchangeRate", nullable=True)
    exchange_rate_date = maybe_text("exchangeRateDate")


class Case(Schema):
    """The case that an item belongs to."""

    id = text(required=True)
    title = text(required=True)
    submitted_for_review_at = text("submittedForReviewAt", required=True)


class PaymentInfo(Schema):
    """Where to pay."""

    iban = text(required=True)
    swift_code = maybe_text("swiftCode")
    bank_account_number = maybe_text("bankAccountNumber")
    account_holder = maybe_text("accountHolder")


class Person(Schema):
    """Who is reimbursed."""

    name = text()
    accounts_payable_number = maybe_text("accountsPayableNumber")
    payment_info = nested(PaymentInfo, "paymentInfo")


class ItemBooking(Schema):
    """A part of an item."""

    due_date = maybe_text("dueDate")
    amount = number(required=True)
    base_amount = number("baseAmount", nullable=True)
    cost_center = nested(NamedCode, "costCenter", allow_none=True)
    cost_object = nested(NamedCode, "costObject", allow_none=True)
    extra_cost_info = nested(NamedCode, "extraCostInfo", allow_none=True)
    general_ledger_account = nested(NamedAccount, "generalLedgerAccount", allow_none=True)
    booking_key = nested(NamedTaxCode, "bookingKey", allow_none=True)
    vat_rate = number("vatRate", nullable=True)
    artist_social_insurance_code = maybe_text("artistSocialInsuranceCode")
    note = maybe_text()
    posting_text = maybe_text("postingText")


class TwoLanguages(Schema):
    """A name in English and German."""

    en = text(required=True)
    de = text(required=True)


class Place(Schema):
    """Where somebody travelled."""

    region = nested(TwoLanguages, required=True)
    country_iso_code = text("countryIsoCode", required=True)
    country = nested(TwoLanguages, required=True)
    location = nested(TwoLanguages, allow_none=True)


class Segment(Schema):
    """A part of a journey."""

    start_at = text("startAt", required=True)
    end_at = text("endAt", required=True)
    location = nested(Place, required=True)


class Day(Schema):
    """A day of a journey."""

    date = text(required=True)
    number_of_minutes = number("numberOfMinutes", required=True)
    day_rate = nested(Rate, "dayRate", required=True)
    reimbursable_rate = nested(Rate, "reimbursableRate", required=True)
    location = nested(Place, required=True)
    provided_breakfast = fields.Boolean(data_key="providedBreakfast", required=True)
    provided_lunch = fields.Boolean(data_key="providedLunch", required=True)
    provided_dinner = fields.Boolean(data_key="providedDinner", required=True)
    provided_accommodation = fields.Boolean(data_key="providedAccommodation", allow_none=True)


class DistanceOverride(Schema):
    """A distance that somebody corrected."""

    enabled = fields.Boolean(allow_none=True)
    distance_in_km = number("distanceInKm", nullable=True)
    reason = maybe_text()


class ReimbursementItem(Schema):
    """An item; what it has beyond the first members depends on its `type`."""

    id = text(required=True)
    status = one_of(rules.ARCHIVE_STATUSES)
    type = one_of(rules.REIMBURSEMENT_TYPES)
    created_at = text("createdAt", required=True)
    updated_at = text("updatedAt", required=True)
    title = text(required=True)
    total_amount = nested(ForeignMoney, "totalAmount", required=True)
    reimbursement_case = nested(Case, "reimbursementCase", required=True)
    contact = nested(Person, required=True)
    bookings = listed(ItemBooking, required=True)
    invoice_number = text("invoiceNumber", required=True)
    expense_date = text("expenseDate", required=True)
    location = maybe_text()
    internal_guests = fields.List(fields.String(), data_key="internalGuests", allow_none=True)
    external_guests = fields.List(fields.String(), data_key="externalGuests", allow_none=True)
    tip_amount = nested(ForeignMoney, "tipAmount", allow_none=True)
    receipt_amount = nested(ForeignMoney, "receiptAmount")
    segments = listed(Segment)
    days = listed(Day)
    locations = listed(TwoLanguages)
    applicable_rate = nested(Rate, "applicableRate")
    distance_override = nested(DistanceOverride, "distanceOverride", allow_none=True)
    vehicle_type = one_of(("CAR", "MOTORBIKE"), "vehicleType", required=False)
    calculated_distance_in_km = number("calculatedDistanceInKm")
    is_round_trip = fields.Boolean(data_key="isRoundTrip")


class ReimbursementItemList(Schema):
    """A page of items."""

    reimbursement_items = listed(ReimbursementItem, "reimbursementItems", required=True)
    pagination = nested(Pagination, required=True)
