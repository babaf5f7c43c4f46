"""The operations of Bill Pay without syncs: results at once, new records answered with 201.

Source: the Sync for Payables (Bill Pay) API specification. That a query takes the place of the
usual condition of a list, and the order of lists, are assumed.
"""

from collections.abc import Callable
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors
from mockserver.providers.codat.accounting import attachments, ledger
from mockserver.providers.codat.accounting.resources import BY_DATA_TYPE
from mockserver.providers.codat.payables import payments, reading, translation
from mockserver.providers.codat.payables.desk import (
    SOURCE,
    books_of,
    check_update,
    get_record,
    written,
)
from mockserver.providers.codat.payables.kinds import KINDS, Kind
from mockserver.providers.codat.pushing import effects, uploads
from mockserver.providers.codat.pushing.desk import Desk
from mockserver.providers.codat.schemas import payables as shapes
from mockserver.providers.codat.schemas.accounting.attachments import Attachment
from mockserver.web.call import Call
from mockserver.web.operation import RAW, SPEC, Api, Reply, snake_case

api = Api()
Document = dict[str, Any]
ROOT = "/companies/{companyId}/connections/{connectionId}/payables"
FILES = f"{ROOT}/bills/{{billId}}/attachments"
_BILLS = BY_DATA_TYPE["bills"]
_WRITES = (400, 401, 404, 409, 422, 429)


def _facts(name: str, page: str, refuses: tuple[int, ...] = (400, 401, 404, 409, 429)) -> Document:
    facts: Document = {"evidence": SPEC, "refuses": refuses, "tags": ("Bill Pay",)}
    return {"name": name, "source": f"{SOURCE}, {page}", **facts}


def _lister(kind: Kind) -> Callable[..., Document]:
    def handler(sandbox: Sandbox, company_id: str, connection_id: str, query: Document) -> Document:
        connection = books_of(sandbox, company_id, connection_id, kind.data_type)
        return reading.listed(sandbox, connection, kind, query)

    handler.__doc__ = f"The {kind.data_type} that the accounting software has now."
    return handler


def _creator(kind: Kind) -> Callable[..., Document]:
    def handler(sandbox: Sandbox, company_id: str, connection_id: str, body: Document) -> Document:
        connection = books_of(sandbox, company_id, connection_id, kind.data_type)
        if kind.at_birth and body["status"] != kind.at_birth:
            text = f"The status must be {kind.at_birth} when it is created."
            raise errors.invalid_field("status", text, kind.word)

        def create(desk: Desk) -> Document:
            return effects.create(desk, kind.data_type, kind.written(body, {}))[0]

        record = written(sandbox, connection, kind.data_type, body, create)
        return reading.shown(sandbox, connection, kind, [record])[0]

    handler.__doc__ = f"Create one of the {kind.data_type} at once."
    return handler


def _updater(kind: Kind) -> Callable[..., Document]:
    variable = snake_case(kind.one)

    def handler(
        sandbox: Sandbox, company_id: str, connection_id: str, body: Document, call: Call
    ) -> Document:
        connection = books_of(sandbox, company_id, connection_id, kind.data_type)
        record_id = call.path_args[variable]
        old = get_record(sandbox, connection, kind.data_type, record_id)
        check_update(connection, kind.data_type, old)

        def update(desk: Desk) -> Document:
            return effects.update(desk, kind.data_type, record_id, kind.written(body, old))[0]

        record = written(sandbox, connection, kind.data_type, body, update)
        return reading.shown(sandbox, connection, kind, [record])[0]

    handler.__doc__ = f"Change one of the {kind.data_type} at once; what is not told is gone."
    return handler


def _serve(kind: Kind) -> None:
    segment = f"{ROOT}/{kind.data_type}"
    if kind.page:
        facts = _facts(f"payablesList{kind.word}s", f"list-{kind.slug}s")
        facts |= {"query": shapes.ListQuery(), "returns": (200, kind.page)}
        api.get(segment, **facts)(_lister(kind))
    facts = _facts(f"payablesCreate{kind.word}", f"create-{kind.slug}", _WRITES)
    api.post(segment, body=kind.sent, returns=(201, kind.shape), **facts)(_creator(kind))
    if kind.one:
        facts = _facts(f"payablesUpdate{kind.word}", f"update-{kind.slug}", _WRITES)
        path = f"{segment}/{{{kind.one}}}"
        api.put(path, body=kind.sent, returns=(200, kind.shape), **facts)(_updater(kind))


for entry in KINDS:
    _serve(entry)


@api.get(
    f"{ROOT}/info",
    returns=(200, shapes.PayablesCompany()),
    **_facts("payablesGetCompanyInformation", "get-company-information"),
)
def get_company_information(sandbox: Sandbox, company_id: str, connection_id: str) -> Document:
    """What the accounting software says of the company."""
    connection = books_of(sandbox, company_id, connection_id, "company")
    (info,) = ledger.each(sandbox, connection, "company")
    return info


@api.get(
    f"{ROOT}/mappingOptions/bills",
    query=shapes.StatusQuery(),
    returns=(200, shapes.BillMappingOptions()),
    **_facts("payablesGetMappingOptionsBills", "get-mapping-options-bills"),
)
def get_bill_options(
    sandbox: Sandbox, company_id: str, connection_id: str, query: Document
) -> Document:
    """The accounts and tax rates that lines of bills can name."""
    connection = books_of(sandbox, company_id, connection_id, "chartOfAccounts")
    return reading.options(sandbox, connection, ("accounts", "taxRates"), query)


@api.get(
    f"{ROOT}/mappingOptions/payments",
    query=shapes.StatusQuery(),
    returns=(200, shapes.PaymentMappingOptions()),
    **_facts("payablesGetMappingOptionsPayments", "get-mapping-options-payments"),
)
def get_payment_options(
    sandbox: Sandbox, company_id: str, connection_id: str, query: Document
) -> Document:
    """The bank accounts that bills can be paid from."""
    connection = books_of(sandbox, company_id, connection_id, "bankAccounts")
    return reading.options(sandbox, connection, ("bankAccounts",), query)


@api.post(
    f"{ROOT}/bills/{{billId}}/payment",
    body=shapes.BillPaymentPrototype(),
    returns=(201, shapes.PayablesBillPayment()),
    **_facts("payablesCreateBillPayment", "create-bill-payment", _WRITES),
)
def create_bill_payment(
    sandbox: Sandbox, company_id: str, connection_id: str, bill_id: str, body: Document
) -> Document:
    """Pay a bill, in full or in part."""
    connection = books_of(sandbox, company_id, connection_id, "billPayments")
    bill = get_record(sandbox, connection, "bills", bill_id)
    record = written(
        sandbox, connection, "billPayments", body, lambda desk: payments.pay(desk, bill, body)
    )
    return translation.payment_shown(record)


@api.post(
    FILES,
    body=RAW,
    request_media_type="multipart/form-data",
    returns=(201, Attachment()),
    **_facts("payablesUploadBillAttachment", "upload-bill-attachment", _WRITES),
)
def upload_bill_attachment(
    sandbox: Sandbox, company_id: str, connection_id: str, bill_id: str, call: Call
) -> Document:
    """Attach a file to a bill."""
    connection = books_of(sandbox, company_id, connection_id, "bills")
    get_record(sandbox, connection, "bills", bill_id)
    file = uploads.file_of(call)
    attachment_id = uploads.attach(Desk(sandbox, connection), "bills", bill_id, file)
    return attachments.shown(
        attachments.get_file(sandbox, connection, _BILLS, bill_id, attachment_id)
    )


@api.get(
    FILES,
    returns=(200, Attachment(many=True)),
    **_facts("payablesListBillAttachments", "list-bill-attachments", (401, 404, 409, 429)),
)
def list_bill_attachments(
    sandbox: Sandbox, company_id: str, connection_id: str, bill_id: str
) -> list[Document]:
    """What is attached to a bill."""
    connection = books_of(sandbox, company_id, connection_id, "bills")
    found = attachments.files_of(sandbox, connection, _BILLS, bill_id)
    return [attachments.shown(file) for file in found]


@api.get(
    f"{FILES}/{{attachmentId}}/download",
    returns=(200, None),
    media_type=attachments.BINARY,
    **_facts("payablesDownloadBillAttachment", "download-bill-attachment", (401, 404, 409, 429)),
)
def download_bill_attachment(
    sandbox: Sandbox, company_id: str, connection_id: str, bill_id: str, attachment_id: str
) -> Reply:
    """The bytes of a file that is attached to a bill."""
    connection = books_of(sandbox, company_id, connection_id, "bills")
    file = attachments.get_file(sandbox, connection, _BILLS, bill_id, attachment_id)
    return Reply(200, attachments.content_of(sandbox, file), {}, attachments.BINARY)
