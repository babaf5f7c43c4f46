"""The kinds of core data as a table: shapes, identity, error codes, where they are described."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mockserver.providers.candis import rules
from mockserver.providers.candis.records import Record
from mockserver.providers.candis.schemas import core_data as shapes
from mockserver.web.operation import ASSUMED, DOCUMENTED, SPEC

REFERENCE = "https://developer.candis.io/reference"
GUIDE = "https://developer.candis.io/docs/how-the-core-data-api-works"
INDEX = "https://developer.candis.io/llms.txt"
MATCHING = "https://developer.candis.io/changelog/three-way-match"

CONTACT = "CONTACT"
PAYMENT_CONDITION = "PAYMENT_CONDITION"
TAX_CODE = "TAX_CODE"
GENERAL_LEDGER_ACCOUNT = "GENERAL_LEDGER_ACCOUNT"
PURCHASE_ORDER = "PURCHASE_ORDER"
GOODS_RECEIPT = "GOODS_RECEIPT"
ADDITIONAL_DELIVERY_COST = "ADDITIONAL_DELIVERY_COST"


@dataclass(frozen=True)
class CoreDataType:
    """One line of the table.

    `path` is the last segment of its URL. A record is named by the first of the members `keys`
    that it has, among those of its `kind`; with `kind_key` that member tells the kind.
    `exists_code` is the error of creating what exists; None: it is updated instead.
    `guide_exists_code` is how the guide spells it when it disagrees with the reference.
    `archived_code` is the error of changing an archived record without bringing it back.
    With `verbatim` every member counts as a change, not only the described ones.
    """

    path: str
    title: str
    new: Record
    changed: Record
    create_name: str
    update_name: str
    keys: tuple[str, ...]
    kind: str
    unknown_code: str
    exists_code: str | None = None
    guide_exists_code: str | None = None
    archived_code: str | None = None
    kind_key: str | None = None
    verbatim: bool = False
    source: str = ""
    evidence: str = SPEC
    update_evidence: str | None = None

    def shape(self, operation: str) -> Record:
        """How its records look in a create or an update."""
        return self.new if operation == rules.CREATE else self.changed

    def identity(self, record: Mapping[str, Any]) -> tuple[str, str]:
        """Kind and key of a checked record."""
        key = next(record[name] for name in self.keys if record.get(name))
        return (record[self.kind_key] if self.kind_key else self.kind), key

    def name_of(self, record: Mapping[str, Any]) -> str:
        """Its label; its key if it has none."""
        name: str | None = record.get("name")
        return self.identity(record)[1] if name is None else name

    def changes_in(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """What an update says about a record besides what names it; null means not sent."""
        names = record if self.verbatim else self._described()
        still = {*self.keys, self.kind_key}
        return {
            name: record[name]
            for name in names
            if name not in still and record.get(name) is not None
        }

    def code_when_exists(self, spelling: str) -> str | None:
        """The error of creating what exists, as the `guide` or the `reference` spells it."""
        if spelling == "guide" and self.guide_exists_code is not None:
            return self.guide_exists_code
        return self.exists_code

    def _described(self) -> list[str]:
        return [str(field.data_key or name) for name, field in self.changed.fields.items()]


def _type(
    path: str,
    title: str,
    shapes_: tuple[Callable[..., Record], Callable[..., Record]],
    names: tuple[str, str],
    **facts: Any,
) -> CoreDataType:
    new, changed = shapes_
    return CoreDataType(
        path=path,
        title=title,
        new=new(many=True),
        changed=changed(many=True),
        create_name=names[0],
        update_name=names[1],
        **facts,
    )


_INDEXED: dict[str, Any] = {
    "evidence": ASSUMED,
    "source": f"assumed: {INDEX} lists the operation; its path and the names of its members follow"
    " those of its siblings",
}

TYPES = {
    type_.path: type_
    for type_ in (
        _type(
            "general-ledger-accounts",
            "general ledger accounts",
            (shapes.NewGeneralLedgerAccount, shapes.ChangedGeneralLedgerAccount),
            ("createGeneralLedgerAccounts", "updateGeneralLedgerAccounts"),
            keys=("accountCode",),
            kind=GENERAL_LEDGER_ACCOUNT,
            exists_code="ACCOUNT_CODE_ALREADY_EXIST",
            unknown_code="ACCOUNT_CODE_NOT_EXISTING",
            guide_exists_code=rules.ACCOUNT_EXISTS_IN_GUIDE,
        ),
        _type(
            "cost-centers",
            "cost dimensions",
            (shapes.NewCostDimension, shapes.ChangedCostDimension),
            ("createCostCenter", "updateCostCenter"),
            keys=("code",),
            kind="COST_CENTER",
            kind_key="type",
            exists_code="COST_CENTER_ALREADY_EXIST",
            unknown_code="COST_CENTER_NOT_EXISTING",
        ),
        _type(
            "tax-codes",
            "tax codes",
            (shapes.NewTaxCode, shapes.ChangedTaxCode),
            ("createTaxCodes", "updateTaxCodes"),
            keys=("taxCode",),
            kind=TAX_CODE,
            exists_code="BOOKING_KEY_ALREADY_EXIST",
            unknown_code="BOOKING_KEY_NOT_FOUND",
            **_INDEXED,
        ),
        _type(
            "payment-conditions",
            "payment conditions",
            (shapes.NewPaymentCondition, shapes.ChangedPaymentCondition),
            ("createPaymentConditions", "updatePaymentConditions"),
            keys=("name",),
            kind=PAYMENT_CONDITION,
            exists_code="PAYMENT_CONDITION_ALREADY_EXIST",
            unknown_code="PAYMENT_CONDITION_NOT_FOUND",
            archived_code="PAYMENT_CONDITION_IS_ARCHIVED",
            verbatim=True,
            **_INDEXED,
        ),
        _type(
            "contacts",
            "contacts",
            (shapes.NewContact, shapes.ChangedContact),
            ("createContacts", "updateContact"),
            keys=("accountsPayableNumber", "accountsReceivableNumber"),
            kind=CONTACT,
            exists_code="CONTACT_ALREADY_EXIST",
            unknown_code="CONTACT_NOT_EXISTING",
            evidence=DOCUMENTED,
            source="https://developer.candis.io/docs/candis-core-data-api (attributes and rules;"
            " the names of the members are assumed)",
        ),
        _type(
            "purchase-orders",
            "purchase orders",
            (shapes.PurchaseOrder, shapes.PurchaseOrder),
            ("importPurchaseOrders", "updatePurchaseOrders"),
            keys=("orderNumber",),
            kind=PURCHASE_ORDER,
            unknown_code=rules.INVALID_INPUT,
            verbatim=True,
            evidence=DOCUMENTED,
            update_evidence=ASSUMED,
            source=MATCHING,
        ),
        _type(
            "goods-receipts",
            "goods receipts",
            (shapes.GoodsReceipt, shapes.GoodsReceipt),
            ("createGoodsReceipts", "updateGoodsReceipts"),
            keys=("receiptNumber",),
            kind=GOODS_RECEIPT,
            unknown_code=rules.INVALID_INPUT,
            verbatim=True,
            **_INDEXED,
        ),
        _type(
            "additional-delivery-costs",
            "additional delivery costs",
            (shapes.AdditionalDeliveryCost, shapes.AdditionalDeliveryCost),
            ("createAdditionalDeliveryCost", "updateAdditionalDeliveryCost"),
            keys=("code",),
            kind=ADDITIONAL_DELIVERY_COST,
            unknown_code=rules.INVALID_INPUT,
            evidence=ASSUMED,
            update_evidence=SPEC,
            source=f"{REFERENCE}/updateadditionaldeliverycost",
        ),
    )
}
