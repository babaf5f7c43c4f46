"""Every kind's answers, shapes and required fields, held against the vendor's Swagger document.

Each known conflict stands here with its reason.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from contract_tests.appzen.records import MASTER_DATA, ROOT, Kind, part
from mockserver.providers.appzen import PROVIDER
from mockserver.testing import MockSandbox
from mockserver.testing.sandbox import ProviderAccess
from mockserver.web.openapi import document
from tests.providers.appzen import swagger
from tests.providers.appzen.entities import window
from tests.providers.appzen.swagger import Swagger

DAY = window("2024-07-01", "2024-07-02")
# typed as one string, exemplified as a list
CONFLICTS = {"lookup": ["parent_lookup_item_ids: ['Euroasia', 'XDES323'] is not of type 'string'"]}
FIELDS = {
    # ours: (the vendor's, fields that only we have, fields that only the vendor has)
    "PaymentTerm": ("payment-term", set(), set()),
    "Segment": ("chart-of-account-input-schema", set(), set()),
    "KeptSegment": ("chart-of-account-output-schema", set(), set()),
    "Supplier": ("suppliers-json-schema", set(), set()),
    # shown because they were written
    "KeptSupplier": ("supplier", {"wht_tax_ids"}, set()),
    # a known client sends it; the order that is read has it
    "PurchaseOrder": ("purchase-order-json-schema", {"entity_name"}, set()),
    "PoLineAllocation": ("po-line-allocation", set(), set()),
    "PoCondition": ("purchase-order-condition", set(), set()),
    "GoodsReceipt": ("goods-receipt-json-schema", set(), set()),
    "Vat": ("vat-master", set(), set()),
    "KeptVat": ("vat-master-get", set(), set()),
    "Tax": ("tax-json-schema", set(), set()),
    "UnitOfMeasure": ("unit-of-measure", set(), set()),
    "KeptUnitOfMeasure": ("unit-of-measure-get", set(), set()),
    "LookupTable": ("lookup-table", set(), set()),
    "KeptLookupTable": ("lookup-table-get", set(), set()),
    "LookupItem": ("lookup", set(), set()),
    "KeptLookupItem": ("lookup-get", set(), set()),
    "CustomData": ("custom-data", set(), set()),
    "KeptCustomData": ("custom-data-get", set(), set()),
    "UserGroup": ("user-group-json-schema", set(), set()),
    "KeptUserGroup": ("user-group", set(), set()),
    "KeptMember": ("user-group-member", set(), set()),
    "SyncResult": ("user-group-sync-result", set(), set()),
    "UploadUrl": ("signed-url-response", set(), set()),
    # AppZen's own flag is ignored on the way in
    "Invoice": ("invoice-json-schema", set(), {"is_one_time_supplier"}),
    "KeptInvoice": ("invoice-get-json-schema", set(), set()),
    "InvoiceLine": ("invoice-line", set(), set()),
    "InvoiceSegment": ("invoice-account-segment", set(), set()),
    "LineAllocation": ("invoice-line-allocation", set(), set()),
    "LineCondition": ("invoice-line-condition", set(), set()),
    "Payment": ("payment", set(), set()),
    "PoPolicy": ("po_policy", set(), set()),
    "Discount": ("discount", set(), set()),
    "WithholdingTax": ("withholding-tax", set(), set()),
    "VatBreakdown": ("vat-breakdown-item", set(), set()),
    "AppzenVatBreakdown": ("appzen-vat-breakdown-item", set(), set()),
    "ReceiptAllocation": ("invoice-goods-receipt", set(), set()),
    "StatusSync": ("invoice-status-sync-request-schema", set(), set()),
    "FindInvoices": ("find-invoice-query-spec", set(), set()),
    "InvoiceHit": ("find-invoice-result-spec", set(), set()),
    "SupplierHit": ("find-supplier-result-spec", set(), set()),
    "PaymentTermHit": ("find-payment-terms-result-spec", set(), set()),
    "Validation": ("validation", set(), {"field_name"}),  # no check of a single field is made
}
UPLOADS = {
    "<url from generate-upload-url>": "/Staged_Documents/{customer}/{uuid}/{token}",
    "<url from upload-url>": "/Staged_Attachments/{customer}/{uuid}/{token}",
    # a trailing slash is tolerated everywhere
    "/expense-audit-results/v2/reports/": "/expense-audit-results/v2/reports",
}
REQUIRED = {
    # ours: (the vendor's, required by the vendor only)
    "PaymentTerm": ("payment-term", set()),
    "Segment": ("chart-of-account-input-schema", set()),
    "Supplier": ("suppliers-json-schema", set()),
    "PurchaseOrder": ("purchase-order-json-schema", set()),
    # the text says what their absence means
    "PoLineAllocation": ("po-line-allocation", set()),
    "PoCondition": ("purchase-order-condition", {"is_statistical"}),
    "GoodsReceipt": ("goods-receipt-json-schema", set()),
    "Vat": ("vat-master", set()),
    "Tax": ("tax-json-schema", {"tax_type", "tax_rate"}),  # of withholding taxes only, by the text
    "UnitOfMeasure": ("unit-of-measure", set()),
    "LookupTable": ("lookup-table", set()),
    "LookupItem": ("lookup", set()),
    "CustomData": ("custom-data", set()),
    "UserGroup": ("user-group-json-schema", set()),
    "Invoice": ("invoice-json-schema", {"payment_term"}),  # is no property
    "InvoiceLine": ("invoice-line", set()),
    "InvoiceSegment": ("invoice-account-segment", {"segment_name_id"}),  # a client leaves it out
    "LineAllocation": ("invoice-line-allocation", {"amount", "tax", "percentage"}),  # either or
    "StatusSync": ("invoice-status-sync-request-schema", set()),
    "FindInvoices": ("find-invoice-query-spec", set()),
}


@pytest.fixture(scope="module")
def official(shared: Path) -> Swagger:
    return swagger.load(shared)


@pytest.fixture(scope="module")
def ours() -> dict[str, Any]:
    found: dict[str, Any] = document(PROVIDER)["components"]["schemas"]
    return found


def template(kind: Kind, path: str) -> str:
    """The path of a read as the document spells it."""
    served = [op.path for op in PROVIDER.operations if op.method == "GET"]
    pattern = re.escape(ROOT + path).replace(r"\{0\}", r"\{[^}]+\}").replace(r"\{1\}", r"\{[^}]+\}")
    return next(one for one in served if re.fullmatch(pattern, one))


@pytest.mark.parametrize("kind", MASTER_DATA, ids=lambda kind: kind.name)
def test_what_a_write_answers_fits(official: Swagger, appzen: ProviderAccess, kind: Kind) -> None:
    record = kind.draft("X-1")

    created = appzen.request("POST", ROOT + kind.path, json=record)
    updated = appzen.request("POST", ROOT + kind.path, json=record)

    assert (created.status_code, updated.status_code) == (201, 200)
    path = ROOT + kind.path
    assert official.complaints(official.answer("POST", path, 201), created.json()) == []
    assert official.complaints(official.answer("POST", path, 200), updated.json()) == []


@pytest.mark.parametrize(
    "kind", [kind for kind in MASTER_DATA if kind.by_uuid], ids=lambda kind: kind.name
)
def test_a_record_read_by_its_uuid_fits(
    official: Swagger, appzen: ProviderAccess, kind: Kind
) -> None:
    uuid = appzen.request("POST", ROOT + kind.path, json=kind.draft("X-1")).json()["uuid"]

    read = appzen.request("GET", ROOT + kind.by_uuid.format(uuid)).json()

    shape = official.answer("GET", template(kind, kind.by_uuid), 200)
    assert official.complaints(shape, read) == CONFLICTS.get(kind.name, [])


@pytest.mark.parametrize(
    "kind", [kind for kind in MASTER_DATA if kind.by_key], ids=lambda kind: kind.name
)
def test_a_record_read_by_its_key_fits(
    official: Swagger, appzen: ProviderAccess, kind: Kind
) -> None:
    record = kind.draft("X-1")
    appzen.request("POST", ROOT + kind.path, json=record)

    read = appzen.request("GET", kind.key_path(record)).json()

    shape = official.answer("GET", template(kind, kind.by_key), 200)
    assert official.complaints(shape, read) == CONFLICTS.get(kind.name, [])
    assert part(read, kind.key[0]) == "X-1"


@pytest.mark.parametrize(
    "kind", [kind for kind in MASTER_DATA if kind.search], ids=lambda kind: kind.name
)
def test_a_hit_fits(official: Swagger, appzen: ProviderAccess, kind: Kind) -> None:
    appzen.request("POST", ROOT + kind.path, json=kind.draft("X-1"))

    found = appzen.request("POST", ROOT + kind.search, json=DAY).json()

    assert len(found) == 1
    assert official.complaints(official.answer("POST", ROOT + kind.search, 200), found) == []


@pytest.mark.parametrize("path", ["/lookup-table", "/user-groups"])
def test_a_list_fits(official: Swagger, mock_sandbox: MockSandbox, path: str) -> None:
    listed = mock_sandbox.appzen.request("GET", ROOT + path).json()

    assert len(listed) > 0
    assert official.complaints(official.answer("GET", ROOT + path, 200), listed) == []


@pytest.mark.parametrize("name", FIELDS)
def test_our_shapes_have_the_vendors_fields(
    official: Swagger, ours: dict[str, Any], name: str
) -> None:
    theirs, extra, missing = FIELDS[name]

    found = set(ours[name]["properties"])

    assert found == set(official.definitions[theirs]["properties"]) - missing | extra


@pytest.mark.parametrize("name", REQUIRED)
def test_our_shapes_require_what_the_vendors_require(
    official: Swagger, ours: dict[str, Any], name: str
) -> None:
    theirs, lenient = REQUIRED[name]

    found = set(ours[name].get("required", []))

    assert found == set(official.definitions[theirs].get("required", [])) - lenient


def test_a_segments_hit_has_the_fields_of_the_vendors_example(
    official: Swagger, ours: dict[str, Any]
) -> None:
    example = official.definitions["find-chart-of-accounts-result-spec"]["example"]

    assert set(ours["SegmentHit"]["properties"]) == set(example[0])


def test_every_operation_of_the_fact_book_is_served(shared: Path) -> None:
    listed = json.loads((shared / "providers/appzen/operations.json").read_text())
    served = {(op.method, op.path) for op in PROVIDER.operations}

    wanted = {(one["method"], UPLOADS.get(one["path"], one["path"])) for one in listed}

    assert len(wanted) == 64
    assert wanted - served == set()


def test_every_operation_documents_the_vendors_statuses(
    official: Swagger,
) -> None:
    ours = document(PROVIDER)["paths"]
    theirs = {
        (path, method): set(map(str, operation["responses"]))
        for path, methods in official.document["paths"].items()
        for method, operation in methods.items()
        if method in ("get", "post")
    }

    found = {
        (path, method): set(ours[swagger.BASE_PATH + path][method]["responses"])
        for path, method in theirs
    }

    assert found == theirs
