"""The kinds of accounting records: where each is read, what it looks like, what can be done to it.

Source: the Accounting API specification 3.0.0; the order of lists is that of published Sandbox
answers; which writes there are is in https://docs.codat.io/using-the-api/push.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from marshmallow import Schema, fields

from mockserver.providers.codat.query import DATE, FLAG, NUMBER, TEXT
from mockserver.providers.codat.schemas.accounting import (
    banking,
    contacts,
    general,
    purchases,
    sales,
)
from mockserver.providers.codat.schemas.accounting.parts import RecordDate, Supplement
from mockserver.providers.codat.schemas.shared import Paged
from mockserver.web.fields import Number

COMPANY, CONNECTION = "company", "connection"
CREATE, UPDATE, DELETE, UPLOAD = "Create", "Update", "Delete", "UploadAttachment"


@dataclass(frozen=True)
class Resource:
    """A kind of record.

    `order` is the member that lists are ordered by unless somebody asks otherwise; `one` is the
    path variable of a single record, None when there is only the list; `level` says whether it is
    read from a company or from one connection; `written` are the writes that exist; `spelled` is
    its word in paths when that is not the data type. Published answers write `modifiedDate` with a
    `Z` for most kinds and without one for those that are not `zoned`.
    """

    data_type: str
    shape: type[Schema]
    order: str
    one: str | None
    level: str = COMPANY
    written: tuple[str, ...] = ()
    attachments: bool = False
    pdf: bool = False
    spelled: str = ""
    tree: type[Schema] | None = None
    zoned: bool = True

    @property
    def segment(self) -> str:
        """Its word in paths."""
        return self.spelled or self.data_type

    @cached_property
    def page(self) -> Schema:
        """A page of them."""
        results = fields.List(fields.Nested(self.shape), required=True)
        return Paged.from_dict({"results": results}, name=f"{self.name}Page")()

    @property
    def stamp_length(self) -> int:
        """How many characters of `2023-04-11T11:34:04Z` its `modifiedDate` has."""
        return len("2023-04-11T11:34:04") + self.zoned

    @cached_property
    def has_metadata(self) -> bool:
        """Whether it says if it was deleted."""
        return "metadata.isDeleted" in self.fields

    @property
    def name(self) -> str:
        """What error messages call it: `Invoice`."""
        return self.shape.__name__

    @cached_property
    def fields(self) -> dict[str, str]:
        """What `query` and `orderBy` may name, with its kind: all but lists and maps."""
        return _queryable(self.shape(), "")


def _queryable(shape: Schema, above: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in shape.fields.values():
        path = f"{above}{field.data_key}"
        if isinstance(field, fields.Nested):
            if field.schema.__class__ is not Supplement:
                found |= _queryable(field.schema, f"{path}.")
        elif kind := _kind(field):
            found[path] = kind
    return found


def _kind(field: fields.Field[Any]) -> str | None:
    kinds = ((RecordDate, DATE), (fields.String, TEXT), (Number, NUMBER), (fields.Boolean, FLAG))
    return next((kind for type_, kind in kinds if isinstance(field, type_)), None)


RESOURCES = (
    Resource("chartOfAccounts", general.Account, "fullyQualifiedName", "accountId",
             spelled="accounts", written=(CREATE,)),
    Resource("billCreditNotes", purchases.BillCreditNote, "issueDate", "billCreditNoteId",
             written=(CREATE, UPDATE, UPLOAD)),
    Resource("billPayments", purchases.BillPayment, "date", "billPaymentId",
             written=(CREATE, DELETE)),
    Resource("bills", purchases.Bill, "issueDate", "billId",
             written=(CREATE, UPDATE, DELETE, UPLOAD), attachments=True),
    Resource("creditNotes", sales.CreditNote, "issueDate", "creditNoteId",
             written=(CREATE, UPDATE)),
    Resource("customers", contacts.Customer, "customerName", "customerId",
             written=(CREATE, UPDATE), attachments=True),
    Resource("invoices", sales.Invoice, "issueDate", "invoiceId",
             written=(CREATE, UPDATE, DELETE, UPLOAD), attachments=True, pdf=True),
    Resource("items", general.Item, "name", "itemId", written=(CREATE,)),
    Resource("journalEntries", general.JournalEntry, "postedOn", "journalEntryId",
             written=(CREATE, DELETE)),
    Resource("journals", general.Journal, "name", "journalId", written=(CREATE,)),
    Resource("paymentMethods", banking.PaymentMethod, "name", "paymentMethodId"),
    Resource("payments", sales.Payment, "date", "paymentId", written=(CREATE,)),
    Resource("purchaseOrders", purchases.PurchaseOrder, "issueDate", "purchaseOrderId",
             written=(CREATE, UPDATE), attachments=True, pdf=True),
    Resource("salesOrders", sales.SalesOrder, "issueDate", "salesOrderId"),
    Resource("suppliers", contacts.Supplier, "supplierName", "supplierId",
             written=(CREATE, UPDATE), attachments=True),
    Resource("taxRates", general.TaxRate, "name", "taxRateId"),
    Resource("trackingCategories", general.TrackingCategory, "name", "trackingCategoryId",
             tree=general.TrackingCategoryTree),
    Resource("accountTransactions", general.AccountTransaction, "date", "accountTransactionId",
             CONNECTION, zoned=False),
    Resource("bankAccounts", banking.BankAccount, "accountName", "accountId", CONNECTION,
             written=(CREATE, UPDATE)),
    Resource("bankTransactions", banking.BankTransaction, "clearedOnDate", None, CONNECTION,
             written=(CREATE,)),
    Resource("directCosts", banking.DirectCost, "issueDate", "directCostId", CONNECTION,
             written=(CREATE, DELETE, UPLOAD), attachments=True),
    Resource("directIncomes", banking.DirectIncome, "issueDate", "directIncomeId", CONNECTION,
             written=(CREATE, UPLOAD), attachments=True),
    Resource("itemReceipts", purchases.ItemReceipt, "receivedDate", "itemReceiptId",
             CONNECTION),
    Resource("transfers", banking.Transfer, "date", "transferId", CONNECTION,
             written=(CREATE, UPLOAD), zoned=False),
)  # fmt: skip
BY_DATA_TYPE = {resource.data_type: resource for resource in RESOURCES}
