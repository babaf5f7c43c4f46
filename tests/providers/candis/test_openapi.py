"""The OpenAPI document that is printed from the table of operations."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import validate
from schemathesis import GenerationMode

from mockserver.providers.candis import PROVIDER
from mockserver.web.openapi import document
from tests.providers.candis.conftest import Candis

THOROUGHLY = settings(
    max_examples=15,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
IMPORTS = [
    operation
    for operation in PROVIDER.operations
    if operation.path.endswith(("/general-ledger-accounts", "/cost-centers", "/tax-codes"))
]


def test_the_document_is_valid_openapi() -> None:
    validate(document(PROVIDER))


def test_the_operations_have_the_names_of_the_reference() -> None:
    assert [operation.name for operation in PROVIDER.operations if not operation.public] == [
        "getOrganization",
        "createGeneralLedgerAccounts",
        "updateGeneralLedgerAccounts",
        "createCostCenter",
        "updateCostCenter",
        "createTaxCodes",
        "updateTaxCodes",
        "createPaymentConditions",
        "updatePaymentConditions",
        "createContacts",
        "updateContact",
        "importPurchaseOrders",
        "updatePurchaseOrders",
        "createGoodsReceipts",
        "updateGoodsReceipts",
        "createAdditionalDeliveryCost",
        "updateAdditionalDeliveryCost",
        "getImportLogs",
        "createExport",
        "getExports",
        "getExport",
        "getExportPostings",
        "downloadFile",
        "downloadFileBySampleUrl",
        "listInvoices",
        "updateInvoice",
        "listReimbursementItems",
        "listPurchaseRequests",
    ]


@pytest.mark.parametrize("operation", IMPORTS, ids=lambda operation: operation.name)
def test_whatever_body_the_document_allows_is_accepted(candis: Candis, operation: Any) -> None:
    described = schemathesis.openapi.from_dict(document(PROVIDER))[operation.path]
    cases = described[operation.method].as_strategy(generation_mode=GenerationMode.POSITIVE)

    @THOROUGHLY
    @given(case=cases)
    def ask(case: schemathesis.Case) -> None:
        response = candis.send(operation.method, operation.path.rpartition("/")[2], case.body)

        assert response.status_code == 202, response.text

    ask()
