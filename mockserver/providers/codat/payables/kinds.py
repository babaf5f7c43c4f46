"""What Bill Pay lists, creates and changes: which records of the books, and how they look there.

Source: the Sync for Payables (Bill Pay) API specification.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from mockserver.providers.codat.payables import translation
from mockserver.providers.codat.query import DATE, TEXT
from mockserver.providers.codat.schemas import payables as shapes
from mockserver.web.operation import snake_case

Document = dict[str, Any]
FIELDS: Mapping[str, str] = {"status": TEXT, "sourceModifiedDate": DATE}
STATUS: Mapping[str, str] = {"status": TEXT}


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    `page` is the shape of its list, None when it is not listed; `one` the path variable of what can
    be changed, empty when nothing can; `usual` the condition of a list that is asked for without
    one; `at_birth` the status that a new one has to have; `counts` says which records are listed.
    """

    data_type: str
    word: str
    sent: Schema
    shape: Schema
    shown: Callable[[Document], Document]
    written: Callable[[Document, Document], Document]
    page: Schema | None = None
    one: str = ""
    usual: str = ""
    at_birth: str = ""
    counts: Callable[[Document], object] = bool

    @property
    def slug(self) -> str:
        """Its word in the names that the specification gives to operations."""
        return snake_case(self.word).replace("_", "-")


BILLS = Kind(
    "bills",
    "Bill",
    shapes.BillPrototype(),
    shapes.PayablesBill(),
    translation.bill_shown,
    translation.bill_written,
    page=shapes.PayablesBills(),
    one="billId",
    usual="status=Open||status=PartiallyPaid",
    at_birth="Open",
    counts=translation.supplier_of,
)
SUPPLIERS = Kind(
    "suppliers",
    "Supplier",
    shapes.SupplierPrototype(),
    shapes.PayablesSupplier(),
    translation.stamped,
    translation.supplier_written,
    page=shapes.PayablesSuppliers(),
    one="supplierId",
)
BANK_ACCOUNTS = Kind(
    "bankAccounts",
    "BankAccount",
    shapes.BankAccountPrototype(),
    shapes.PayablesBankAccount(),
    translation.account_shown,
    translation.account_written,
)
KINDS = (BILLS, SUPPLIERS, BANK_ACCOUNTS)
