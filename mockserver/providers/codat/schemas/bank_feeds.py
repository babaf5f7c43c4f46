"""Source accounts of bank feeds, and what they are mapped to.

Source: the Bank Feeds API specification (v2), schemas.
"""

from typing import Any

from marshmallow import fields, pre_load, validate

from mockserver.providers.codat.schemas.accounting.parts import choice, number, text
from mockserver.providers.codat.schemas.shared import Lenient, Wire, told
from mockserver.providers.codat.schemas.writes import without_nulls

TYPES = ("checking", "savings", "loan", "creditCard", "prepaidCard")
STATUSES = ("pending", "connected", "connecting", "disconnected", "unknown")
ROUTING = (
    "rtn", "aba", "swift", "bsb", "iban", "nz2", "trno", "sortcode", "blz", "ifsc", "bankcode",
    "apca", "clabe",
)  # fmt: skip


class RoutingInfo(Lenient):
    """How money finds a bank."""

    bank_code = text()
    type = choice(*ROUTING)


class AccountInfo(Lenient):
    """More about an account."""

    nickname = text()
    account_open_date = text()
    available_balance = number()


class SourceAccount(Lenient):
    """An account at the bank that feeds transactions."""

    id = fields.String(required=True, validate=validate.Length(min=1))
    account_name = text(required=True)
    account_type = choice(*TYPES, required=True)
    account_number = text(required=True)
    sort_code = text()
    routing_info = fields.Nested(RoutingInfo)
    currency = text(required=True)
    balance = number(required=True)
    account_info = fields.Nested(AccountInfo)
    status = choice(*STATUSES)
    feed_start_date = text("From when on transactions are fed.")

    @pre_load
    def leave_nulls_out(self, data: Any, **_how: Any) -> Any:
        """The specification calls most members nullable: null is the same as absent."""
        return without_nulls(data)


class SourceAccountName(Lenient):
    """What of a source account can be changed."""

    account_name = text()


class TargetOption(Wire):
    """An account of the accounting software that a source account can be mapped to."""

    id = text()
    name = text()
    balance = number()
    sort_code = text()
    account_number = text()


class Mapping(Wire):
    """A source account and what it is, or could be, mapped to."""

    source_account_id = text()
    source_account_name = text()
    source_account_number = text()
    source_balance = text("A number as a text.")
    source_currency = text()
    target_account_id = text()
    target_account_name = text()
    status = text()
    target_account_options = fields.List(fields.Nested(TargetOption))
    feed_start_date = text()


class MappingWanted(Lenient):
    """What a source account is to be mapped to; to nothing without a target."""

    source_account_id = text(required=True)
    target_account_id = text()


class MappingDone(Wire):
    """How it stands; two members begin with a capital in the specification."""

    source_account_id = text()
    target_account_id = text()
    status = fields.String(data_key="Status", attribute="Status")
    error = fields.String(data_key="Error", attribute="Error", metadata=told("Why not."))


class Credentials(Wire):
    """What the accounting software signs in with."""

    username = text()
    password = text()


class CompanyInformation(Wire):
    """The company, as its accounting software knows it."""

    company_name = text()
    base_currency = text()
    multicurrency_enabled = fields.Boolean()
