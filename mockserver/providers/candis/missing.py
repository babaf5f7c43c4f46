"""Refusals of what is not there, not there yet, or not for everybody: exports, files, invoices.

The texts of `message` are published nowhere.
"""

from mockserver.web.problem import Problem, Reason

_DOCS = "https://developer.candis.io/docs"


def unknown_export(export_id: str) -> Problem:
    """No export of this organization has that id."""
    return _not_found("Export not found", "export-exists", "exportId", export_id, "getexport")


def unknown_invoice(invoice_id: str) -> Problem:
    """No invoice of this organization has that id."""
    return _not_found("Invoice not found", "invoice-exists", "id", invoice_id, "updateinvoice")


def unknown_file(file_id: str) -> Problem:
    """No file of this organization has that id."""
    return Problem(
        404,
        "FILE_NOT_FOUND",
        "File not found",
        reason=Reason(
            "file-exists",
            field="fileId",
            got=file_id,
            evidence="assumed",
            source="the code is in the reference's enum; the operation lists only 400 and 503",
        ),
    )


def storage_down() -> Problem:
    """The file cannot be fetched now."""
    return Problem(
        503,
        "FAILED_TO_FETCH_DOWNLOAD_URL",
        "Failed to fetch download URL",
        reason=Reason("file-storage", "setting candis.file_storage is down", evidence="assumed"),
    )


def nothing_to_export(kind: str) -> Problem:
    """Nothing of this kind is approved and in no export yet."""
    return Problem(
        400,
        "EXPORTABLE_POSTINGS_NOT_FOUND",
        "No exportable postings found",
        reason=Reason(
            "exportable",
            "everything that was approved is in an export already; POST"
            " /_mock/sandboxes/{s}/providers/candis/approvals approves more",
            field="entityType",
            got=kind,
            evidence="assumed",
            source="the code is in the reference's enum; the operation lists only 400 and 503",
        ),
    )


def still_exporting(export_id: str) -> Problem:
    """The export has not ended, and this sandbox was told to mind."""
    return Problem(
        400,
        "BAD_REQUEST",
        reason=Reason(
            "export-ended",
            "setting candis.postings_while_exporting is 400",
            field="exportId",
            got=export_id,
            evidence="assumed",
        ),
    )


def not_an_admin() -> Problem:
    """Purchase requests are for admins."""
    return Problem(
        403,
        "FORBIDDEN",
        reason=Reason(
            "admin-role",
            "whoever granted the token is no admin of the organization",
            expected="role ADMIN",
            evidence="documented",
            source=f"{_DOCS}/candis-purchase-requests-data-api",
        ),
    )


def _not_found(message: str, rule: str, field: str, got: str, page: str) -> Problem:
    source = f"https://developer.candis.io/reference/{page}"
    reason = Reason(rule, field=field, got=got, evidence="spec", source=source)
    return Problem(404, "NOT_FOUND", message, reason=reason)
