"""The records of the eight kinds of core data, to create (`New…`) and to change (`Changed…`).

Source: https://developer.candis.io/reference for accounts, cost dimensions and additional delivery
costs; of the others Candis publishes attributes only, their spelling here is taken from the names
that the same API uses elsewhere, and both of two such names are taken.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from marshmallow import ValidationError, fields, validates_schema

from mockserver.providers.candis import rules
from mockserver.providers.candis.records import Record
from mockserver.providers.candis.schemas.texts import choice, flag, optional_text, required_text

_ACCOUNT_CODE = "Code of the account; identifies it and never changes."
_DIMENSION_CODE = "Code of the cost dimension; identifies it together with its type."
_DIMENSION_TYPE = "Which of the three cost dimensions is meant."
_NEW_NAME = "A new label; null and absent leave the old one."
_ARCHIVE = "true takes the record out of use, false brings it back; absent changes nothing."


class NewGeneralLedgerAccount(Record):
    """A general ledger account to create."""

    account_code = required_text("accountCode", _ACCOUNT_CODE)
    name = required_text("name", "Label of the account.")


class ChangedGeneralLedgerAccount(Record):
    """What to change of a general ledger account."""

    account_code = required_text("accountCode", _ACCOUNT_CODE)
    name = optional_text("name", _NEW_NAME)
    is_archived = flag("isArchived", _ARCHIVE)


class NewCostDimension(Record):
    """A cost center, cost object or custom cost dimension to create."""

    code = required_text("code", _DIMENSION_CODE)
    name = required_text("name", "Name of the cost dimension.")
    type = choice("type", rules.DIMENSION_TYPES, _DIMENSION_TYPE)


class ChangedCostDimension(Record):
    """What to change of a cost dimension."""

    code = required_text("code", _DIMENSION_CODE)
    type = choice("type", rules.DIMENSION_TYPES, _DIMENSION_TYPE)
    name = optional_text("name", _NEW_NAME)
    is_archived = flag("isArchived", _ARCHIVE)


class NewTaxCode(Record):
    """A tax code (booking key) to create."""

    aliases: ClassVar[Mapping[str, str]] = {"code": "taxCode", "description": "name"}
    tax_code = required_text("taxCode", "The tax code; identifies itself. `code` is taken too.")
    name = optional_text("name", "What it means. `description` is taken too.")


class ChangedTaxCode(NewTaxCode):
    """What to change of a tax code."""

    is_archived = flag("isArchived", _ARCHIVE)


class NewPaymentCondition(Record):
    """A payment condition to create; its terms are kept as they are sent."""

    name = required_text("name", "Name of the condition; identifies it.")


class ChangedPaymentCondition(NewPaymentCondition):
    """What to change of a payment condition."""

    is_archived = flag("isArchived", _ARCHIVE)


class _Contact(Record):
    """A creditor or debtor: one of its two numbers identifies it."""

    aliases: ClassVar[Mapping[str, str]] = {
        "contactName": "name",
        "accountPayableNumber": "accountsPayableNumber",
        "accountReceivableNumber": "accountsReceivableNumber",
        "vatID": "vatId",
        "paymentCondition": "paymentConditionName",
    }
    accounts_payable_number = optional_text(
        "accountsPayableNumber", "Number of a creditor; identifies the contact if it is there."
    )
    accounts_receivable_number = optional_text(
        "accountsReceivableNumber", "Number of a debtor; identifies a contact that is only that."
    )
    vat_id = optional_text("vatId", "VAT identification number with its country.")
    tax_number = optional_text("taxNumber", "Tax number.")
    email = optional_text("email", "E-mail address.")
    iban = optional_text("iban", "International bank account number.")
    payment_condition_name = optional_text(
        "paymentConditionName", "Name of a payment condition; an unknown one is left out."
    )

    def is_plain(self, record: Any) -> bool:
        """As of any record, and one of the numbers is there."""
        return super().is_plain(record) and bool(
            record.get("accountsPayableNumber") or record.get("accountsReceivableNumber")
        )

    @validates_schema
    def _one_number(self, data: Mapping[str, Any], **_: Any) -> None:
        if not data.get("accounts_payable_number") and not data.get("accounts_receivable_number"):
            raise ValidationError(
                ["accountsPayableNumber should not be empty"], "accountsPayableNumber"
            )


class NewContact(_Contact):
    """A contact to create."""

    name = required_text("name", "Name of the contact; no two contacts share one.")


class ChangedContact(_Contact):
    """What to change of a contact."""

    name = optional_text("name", _NEW_NAME)
    is_archived = flag("isArchived", _ARCHIVE)


class PurchaseOrder(Record):
    """A purchase order; everything but its number is kept as it is sent."""

    order_number = required_text("orderNumber", "Number of the order; identifies it.")


class GoodsReceipt(Record):
    """A goods receipt; everything but its number is kept as it is sent."""

    receipt_number = required_text("receiptNumber", "Number of the receipt; identifies it.")


class ErpData(Record):
    """Where a record comes from."""

    system = required_text("system", "Name of the ERP system.")
    external_id = required_text("externalId", "Its id there.")
    created_at = optional_text("createdAt", "When it was created there.")
    updated_at = optional_text("updatedAt", "When it was changed there.")


class AdditionalDeliveryCost(Record):
    """A kind of cost that comes with a delivery, such as freight."""

    code = required_text("code", "Code of the cost; identifies it.")
    description = optional_text("description", "What it is.")
    additional_description = optional_text("additionalDescription", "More about it.")
    general_ledger_account = optional_text("generalLedgerAccount", "Code of an account.")
    tax_code = optional_text("taxCode", "A tax code.")
    cost_center = optional_text("costCenter", "Code of a cost center.")
    cost_object = optional_text("costObject", "Code of a cost object.")
    custom_cost_dimension = optional_text("customCostDimension", "Code of the third dimension.")
    project_code = optional_text("projectCode", "Code of a project.")
    is_archived = flag("isArchived", _ARCHIVE)
    erp_data = fields.Nested(
        ErpData,
        data_key="erpData",
        required=True,
        error_messages={
            "required": ["erpData should not be empty", "erpData must be an object"],
            "null": ["erpData should not be empty", "erpData must be an object"],
            "type": "erpData must be an object",
        },
        metadata={"description": "Where it comes from."},
    )
