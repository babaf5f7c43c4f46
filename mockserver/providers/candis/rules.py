"""What Candis decides, on plain values."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

CREATE = "CREATE"
UPDATE = "UPDATE"
OPERATIONS = (CREATE, UPDATE)

PROCESSING = "PROCESSING"
PROCESSED = "PROCESSED"
JOB_STATUSES = (PROCESSED, PROCESSING)

IMPORTED = "IMPORTED"
FAILED = "FAILED"
EVENT_STATUSES = (FAILED, IMPORTED)

DIMENSION_TYPES = ("COST_CENTER", "COST_OBJECT", "CUSTOM_COST_DIMENSION")

NO_UPDATABLE_INPUT = "NO_UPDATABLE_INPUT"
INVALID_INPUT = "INVALID_INPUT"
INVALID_IBAN = "INVALID_IBAN"
INVALID_TAX_NUMBER = "INVALID_TAX_NUMBER"
DUPLICATE_CONTACT_NAME = "DUPLICATE_CONTACT_NAME"
ACCOUNT_EXISTS_IN_GUIDE = "BOOKING_ACCOUNT_ALREADY_EXISTS"
IMPORT_ERRORS = (
    "ACCOUNT_CODE_ALREADY_EXIST",
    "ACCOUNT_CODE_NOT_EXISTING",
    ACCOUNT_EXISTS_IN_GUIDE,
    "COST_CENTER_ALREADY_EXIST",
    "COST_CENTER_NOT_EXISTING",
    "BOOKING_KEY_ALREADY_EXIST",
    "BOOKING_KEY_NOT_FOUND",
    "CONTACT_ALREADY_EXIST",
    "CONTACT_NOT_EXISTING",
    DUPLICATE_CONTACT_NAME,
    NO_UPDATABLE_INPUT,
    "PAYMENT_CONDITION_ALREADY_EXIST",
    "PAYMENT_CONDITION_NOT_FOUND",
    "PAYMENT_CONDITION_IS_ARCHIVED",
    "UNKNOWN_ERROR",
    INVALID_INPUT,
    INVALID_TAX_NUMBER,
    INVALID_IBAN,
)

ERROR_CODES = (
    "UNAUTHORIZED",
    "FORBIDDEN",
    "BAD_REQUEST",
    "SERVICE_UNAVAILABLE",
    "INTERNAL_SERVER_ERROR",
    "MISSING_REQUESTER_ID",
    "BAD_INPUT",
    "NOT_FOUND",
    "EXPORTABLE_POSTINGS_NOT_FOUND",
    "TOO_MANY_REQUEST",
    "FAILED_TO_FETCH_DOWNLOAD_URL",
    "FILE_NOT_FOUND",
)

APPROVED = "APPROVED"
EXPORTED = "EXPORTED"
ARCHIVE_STATUSES = (APPROVED, EXPORTED)
DOCUMENT = "DOCUMENT"
REIMBURSEMENT_ITEM = "REIMBURSEMENT_ITEM"
CARD_TRANSACTION = "CARD_TRANSACTION"
ENTITY_TYPES = (DOCUMENT, REIMBURSEMENT_ITEM, CARD_TRANSACTION)
EXPORTING = "EXPORTING"
PARTIALLY_EXPORTED = "PARTIALLY_EXPORTED"
EXPORT_STATUSES = (EXPORTING, EXPORTED, FAILED, PARTIALLY_EXPORTED)
ENTITY_NOT_FOUND = "EXPORTABLE_ENTITY_NOT_FOUND"
POSTING_TYPES = (DOCUMENT, CARD_TRANSACTION, "CARD_SETTLEMENT", REIMBURSEMENT_ITEM)
INVOICE_FORMATS = ("REGULAR", "XRECHNUNG", "ZUGFERD")
FILE_TYPES = ("AUDIT_TRAIL", "ATTACHMENT", "INVOICE", "XRECHNUNG")
REIMBURSEMENT_TYPES = ("GENERAL_EXPENSE", "HOSPITALITY_EXPENSE", "PER_DIEM", "MILEAGE")
REIMBURSEMENT_ORDERS = ("REIMBURSEMENT_ITEM_DATE", "UPDATED_AT")
REQUEST_ORDERS = ("CREATED_AT", "UPDATED_AT")
DIRECTIONS = ("ASC", "DESC")
REQUEST_STATUSES = (
    "APPROVING",
    APPROVED,
    "REJECTED",
    "FULFILLED",
    "PARTIALLY_FULFILLED",
    "CANCELLED",
)

PAGE_LIMIT = 50
RATE_WINDOW_MS = 60_000

_ORGANIZATION = re.compile(r"/v1/organizations?/([^/]+)")  # singular in a sample URL of a file
_DATEV_PAYABLE = re.compile(r"[789][0-9]{4,}")
_WITHOUT_ORGANIZATION = "/v1/organizations/info"


def organization_in(path: str) -> str | None:
    """The organization that a path speaks of, served or not, or None."""
    if path.rstrip("/") == _WITHOUT_ORGANIZATION:
        return None
    found = _ORGANIZATION.match(path)
    return found[1] if found else None


def page_limit(limit: int) -> int:
    """The limit that counts. Source: developer.candis.io/docs/how-to-use-pagination."""
    return min(limit, PAGE_LIMIT)


def retry_after_s(wait_ms: int) -> int:
    """Whole seconds until a window ends, never too few."""
    return -(-wait_ms // 1000)


def update_errors(
    *,
    exists: bool,
    archived: bool,
    changes: Mapping[str, Any],
    unknown_code: str,
    archived_code: str | None = None,
    needs_changes: bool = True,
) -> tuple[str, ...]:
    """Why a record cannot be updated.

    Archived records can, except where `archived_code` says otherwise and they are not brought back.
    """
    if not exists:
        return (unknown_code,)
    if needs_changes and not changes:
        return (NO_UPDATABLE_INPUT,)
    if archived and archived_code is not None and changes.get("isArchived") is not False:
        return (archived_code,)
    return ()


def is_datev_payable_number(text: str) -> bool:
    """Whether DATEV takes it: five digits or more, the first a 7, 8 or 9."""
    return _DATEV_PAYABLE.fullmatch(text) is not None


def visible_lines(*, total: int, done: int, processed: bool, show_progress: bool) -> int:
    """How many records of an import its log shows."""
    if processed:
        return total
    return done if show_progress else 0


def export_outcome(failed: int, total: int) -> str:
    """How an export ends. Source: the explanations of the states in the export guide."""
    if failed == 0:
        return EXPORTED
    return FAILED if failed == total else PARTIALLY_EXPORTED


def money(value: float) -> float:
    """An amount to the cent."""
    return round(value, 2)


def utc_text(moment: datetime) -> str:
    """An instant as Candis writes it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
