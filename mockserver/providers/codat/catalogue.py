"""What Codat connects to and which data types it knows: facts that are the same in every world."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mockserver import fixtures

SANDBOX_KEY = "mqjo"
ACCOUNTING, BANKING, COMMERCE, BANK_FEED = "Accounting", "Banking", "Commerce", "BankFeed"

_ACCOUNTING_TYPES = (
    "accountTransactions",
    "balanceSheet",
    "bankAccounts",
    "bankTransactions",
    "billCreditNotes",
    "billPayments",
    "bills",
    "cashFlowStatement",
    "chartOfAccounts",
    "company",
    "creditNotes",
    "customers",
    "directCosts",
    "directIncomes",
    "invoices",
    "itemReceipts",
    "items",
    "journalEntries",
    "journals",
    "paymentMethods",
    "payments",
    "profitAndLoss",
    "purchaseOrders",
    "salesOrders",
    "suppliers",
    "taxRates",
    "trackingCategories",
    "transfers",
)
_BANKING_TYPES = (
    "banking-accountBalances",
    "banking-accounts",
    "banking-transactionCategories",
    "banking-transactions",
)
_COMMERCE_TYPES = (
    "commerce-companyInfo",
    "commerce-customers",
    "commerce-disputes",
    "commerce-locations",
    "commerce-orders",
    "commerce-paymentMethods",
    "commerce-payments",
    "commerce-productCategories",
    "commerce-products",
    "commerce-taxComponents",
    "commerce-transactions",
)
DATA_TYPES = _ACCOUNTING_TYPES + _BANKING_TYPES + _COMMERCE_TYPES
REPORT_TYPES = ("balanceSheet", "cashFlowStatement", "profitAndLoss")

_TYPES_OF = {ACCOUNTING: _ACCOUNTING_TYPES, BANKING: _BANKING_TYPES, COMMERCE: _COMMERCE_TYPES}

# Source: https://docs.codat.io/using-the-api/push, the table of supported operations
_UPDATED = frozenset(
    [
        "bankAccounts",
        "billCreditNotes",
        "bills",
        "creditNotes",
        "customers",
        "invoices",
        "purchaseOrders",
        "suppliers",
    ]
)
_DELETED = frozenset(["billPayments", "bills", "directCosts", "invoices", "journalEntries"])
_UPLOADED = frozenset(
    ["billCreditNotes", "bills", "directCosts", "directIncomes", "invoices", "transfers"]
)
_CREATED = _UPDATED | _DELETED | _UPLOADED | {
    "bankTransactions", "chartOfAccounts", "items", "journals", "payments"
}  # fmt: skip
_ATTACHED = frozenset(
    [
        "bills",
        "customers",
        "directCosts",
        "directIncomes",
        "invoices",
        "purchaseOrders",
        "suppliers",
    ]
)
_FEATURES = (
    ("Post", _CREATED),
    ("Put", _UPDATED),
    ("Delete", _DELETED),
    ("GetAsPdf", frozenset({"invoices", "purchaseOrders"})),
    ("GetAttachments", _ATTACHED),
    ("GetAttachment", _ATTACHED),
    ("DownloadAttachment", _ATTACHED),
    ("UploadAttachment", _UPLOADED),
)


@dataclass(frozen=True)
class Integration:
    """A source of data that can be connected."""

    key: str
    name: str
    source_type: str
    integration_id: str
    source_id: str
    offline: bool = False
    sandbox: bool = False

    @property
    def data_types(self) -> tuple[str, ...]:
        """The data types it offers: all of its kind, for which ones it lacks is not published."""
        return _TYPES_OF.get(self.source_type, ())

    @property
    def written_types(self) -> frozenset[str]:
        """The data types that can be written."""
        if self.source_type == BANK_FEED:
            return frozenset({"bankAccounts", "bankTransactions"})
        return _CREATED if self.source_type == ACCOUNTING else frozenset()

    @property
    def logo_url(self) -> str:
        """Where the vendor keeps its logo."""
        return f"https://static.codat.io/public/platforms/{self.key}.png"


def _read(lines: Iterable[dict[str, Any]]) -> dict[str, Integration]:
    return {
        line["key"]: Integration(
            key=line["key"],
            name=line["name"],
            source_type=line["sourceType"],
            integration_id=line["integrationId"],
            source_id=line["sourceId"],
            offline=line.get("offline", False),
            sandbox=line.get("sandbox", False),
        )
        for line in lines
    }


INTEGRATIONS = _read(fixtures.load("codat", "integrations")["integrations"])


def features(integration: Integration) -> list[dict[str, Any]]:
    """`datatypeFeatures`: what can be done with each data type.

    The member is `datatype` in real answers and `dataType` in the specification: both are given.
    """
    if integration.source_type == BANK_FEED:
        return [_feature("bankTransactions", ["Post"])]
    return [
        _feature(name, ["Get", *(feature for feature, types in _FEATURES if name in types)])
        for name in integration.data_types
    ]


def _feature(data_type: str, names: list[str]) -> dict[str, Any]:
    return {
        "datatype": data_type,
        "dataType": data_type,
        "supportedFeatures": [{"featureType": name, "featureState": "Release"} for name in names],
    }
