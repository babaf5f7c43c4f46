"""The Expense Audit API: attachments and reports in, audit results out."""

from collections.abc import Mapping
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.engine.world import Setting
from mockserver.providers.appzen import (
    document_store,
    documents,
    errors,
    expense_store,
    expense_webhook,
)
from mockserver.providers.appzen.auth import Customer
from mockserver.providers.appzen.document_store import Upload
from mockserver.providers.appzen.kinds import HELP
from mockserver.providers.appzen.rules import expense as judging
from mockserver.providers.appzen.schemas.expense import (
    Accepted,
    AttachmentUrl,
    DatedResultQuery,
    ExpenseRefusal,
    Report,
    ReportResult,
    ResultQuery,
)
from mockserver.providers.appzen.store import Document
from mockserver.web.call import Call
from mockserver.web.operation import ASSUMED, DOCUMENTED, RAW, Api

AUDIT = "appzen.audit_expenses"
TAGS = ("expense",)
INGESTION = "/expense-ingestion/reports/{external_report_id}"
RESULTS = "/expense-audit-results/v2/reports"
LEGACY = "/expense-audit-results/customer/{customer_id}/reports"
FOLDER = "/Staged_Attachments/{customer}/{uuid}/{token}"
REFUSAL = ExpenseRefusal()
NO_SHAPE = "assumed: the route is published, its answer is taken to be that of the v2 route"
EXPIRES_S = 300

AUDIT_MS = Setting(
    "appzen.expense_audit_ms",
    5_000,
    "From a submitted expense report to its audit results.",
    "assumed",
    "ms",
)

api = Api()


def answers(shape: Any, *statuses: int) -> dict[int, Any]:
    """The shapes of success and of refusals in this API's own envelope."""
    return {200: shape, **dict.fromkeys((*statuses, 401), REFUSAL)}


@api.get(
    INGESTION + "/images/upload-url",
    returns=answers(AttachmentUrl()),
    source=HELP + "12654508465683",
    evidence=DOCUMENTED,
    name="generateAttachmentUrl",
    tags=TAGS,
)
def generate_attachment_url(
    sandbox: Sandbox, external_report_id: str, caller: Customer, call: Call
) -> Document:
    """A URL for one PUT of an attachment, good for five minutes."""
    uuid, token = sandbox.new_id(), sandbox.new_hex(64)
    expires = sandbox.now + EXPIRES_S * 1000
    document_store.offer(sandbox, Upload(uuid, caller.account, caller.id, token, expires))
    path = FOLDER.format(customer=caller.id, uuid=uuid, token=token)
    url = f"{call.url(path, documents.HOST)}?X-Amz-Expires={EXPIRES_S}"
    return {
        "status": "Success",
        "msg": "Successfully generated URL for uploading image",
        "image_upload_url_details": {"url": url, "file_id": uuid},
        "external_report_id": external_report_id,
    }


api.put(
    FOLDER,
    body=RAW,
    body_required=False,
    request_media_type=documents.OCTETS,
    returns={200: None},
    refuses=(400, 403),
    source=HELP + "12654508465683",
    evidence=DOCUMENTED,
    name="uploadAttachment",
    tags=TAGS,
    public=True,
)(documents.upload_document)


@api.put(
    INGESTION,
    body=Report(),
    returns=answers(Accepted(), 400),
    source=HELP + "12654969224083",
    evidence=DOCUMENTED,
    name="submitExpenseReport",
    tags=TAGS,
)
def submit_report(
    sandbox: Sandbox, external_report_id: str, body: Document, caller: Customer
) -> Document:
    """Take a report, or another version of it; it is audited later."""
    run = expense_store.submit(sandbox, caller.account, external_report_id, body)
    delay = sandbox.setting(AUDIT_MS.name)
    sandbox.schedule(AUDIT, delay, account=caller.account, id=external_report_id, run=run)
    return {"status": "Success", "msg": "Successfully processed submitted report"}


@api.get(
    RESULTS + "/{external_report_id}",
    returns=answers(ReportResult(), 404),
    source=HELP + "12657595272851",
    evidence=DOCUMENTED,
    name="getExpenseAudit",
    tags=TAGS,
)
def get_result(sandbox: Sandbox, external_report_id: str, caller: Customer) -> Document:
    """What the audit of one report found; 404 until it is over."""
    found = expense_store.audited(sandbox, caller.account, ids=[external_report_id])
    if not found:
        raise errors.unknown_record("audit results of report", repr(external_report_id))
    return _result(caller, found[0])


@api.post(
    RESULTS,
    body=DatedResultQuery(),
    returns=answers(ReportResult(many=True), 400),
    source="assumed: the request is published (article 12657693112211), its answer is not",
    evidence=ASSUMED,
    name="findExpenseAudits",
    tags=TAGS,
)
def find_results(sandbox: Sandbox, body: Document, caller: Customer) -> list[Document]:
    """What the audits of many reports found, a page at a time; the first audit first."""
    return _page(
        sandbox,
        caller,
        body,
        audited=(body["from_audit_date"], body["to_audit_date"]),
        submitted=(body.get("from_submission_date"), body.get("to_submission_date")),
    )


@api.get(
    LEGACY + "/{report_id}",
    returns=answers(ReportResult(), 404),
    source=NO_SHAPE,
    evidence=ASSUMED,
    name="getExpenseAuditLegacy",
    tags=TAGS,
)
def get_result_legacy(
    sandbox: Sandbox, customer_id: str, report_id: str, caller: Customer
) -> Document:
    """The same by an older path that names the customer."""
    _check_customer(caller, customer_id)
    return get_result(sandbox, report_id, caller)


@api.post(
    LEGACY,
    body=ResultQuery(),
    returns=answers(ReportResult(many=True), 400, 404),
    source=NO_SHAPE,
    evidence=ASSUMED,
    name="findExpenseAuditsLegacy",
    tags=TAGS,
)
def find_results_legacy(
    sandbox: Sandbox, customer_id: str, body: Document, caller: Customer
) -> list[Document]:
    """The same by an older path that names the customer."""
    _check_customer(caller, customer_id)
    return _page(sandbox, caller, body)


def audit(sandbox: Sandbox, due: Mapping[str, Any]) -> None:
    """The audit of a report comes to its end, unless a newer version took its place."""
    account = due["account"]
    report = expense_store.find_report(sandbox, account, due["id"], due["run"])
    if report is None:
        return
    named = [file for line in report["elines"] for file in line.get("elimageid", ())]
    uploads = [document_store.find(sandbox, file) for file in named]
    came = {one.uuid for one in uploads if one and one.uploaded and one.account == account}
    result = judging.audited(report, came)
    expense_store.keep_result(sandbox, account, due["id"], result)
    rejected = result["computed_risk_level"] == "HIGH"
    decision = expense_webhook.REJECTED if rejected else expense_webhook.APPROVED
    expense_webhook.tell(sandbox, due["id"], decision)


def _page(sandbox: Sandbox, caller: Customer, body: Document, **windows: Any) -> list[Document]:
    found = expense_store.audited(
        sandbox,
        caller.account,
        ids=body.get("report_id_in"),
        not_ids=body.get("report_id_not_in"),
        limit=body["page_size"],
        offset=body["page_size"] * body["page_number"],
        **windows,
    )
    return [_result(caller, one) for one in found]


def _result(caller: Customer, one: expense_store.Audited) -> Document:
    return {
        "customer_id": int(caller.id) if caller.id.isdigit() else 0,
        "external_report_id": one.id,
        "audit_result_created_at": judging.moment_text(one.audited_at),
        **one.result,
    }


def _check_customer(caller: Customer, customer_id: str) -> None:
    if customer_id != caller.id:
        raise errors.unknown_record("customer", repr(customer_id))
