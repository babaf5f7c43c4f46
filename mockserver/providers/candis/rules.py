"""What Candis decides, on plain values."""

import re
from collections.abc import Mapping
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
    "DUPLICATE_CONTACT_NAME",
    NO_UPDATABLE_INPUT,
    "PAYMENT_CONDITION_ALREADY_EXIST",
    "PAYMENT_CONDITION_NOT_FOUND",
    "PAYMENT_CONDITION_IS_ARCHIVED",
    "UNKNOWN_ERROR",
    "INVALID_INPUT",
    "INVALID_TAX_NUMBER",
    "INVALID_IBAN",
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

PAGE_LIMIT = 50
RATE_WINDOW_MS = 60_000

_ORGANIZATION = re.compile(r"/v1/organizations/([^/]+)")
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


def changes_in(values: Mapping[str, Any]) -> dict[str, Any]:
    """What an update says about a record besides its key.

    Null means not sent: undocumented, but a record cannot lose the name it was created with.
    """
    return {name: values[name] for name in ("name", "is_archived") if values.get(name) is not None}


def create_errors(*, exists: bool, exists_code: str) -> tuple[str, ...]:
    """Why a record cannot be created; an archived one exists as well."""
    return (exists_code,) if exists else ()


def update_errors(
    *, exists: bool, unknown_code: str, changes: Mapping[str, Any]
) -> tuple[str, ...]:
    """Why a record cannot be updated; an archived one can."""
    if not exists:
        return (unknown_code,)
    return () if changes else (NO_UPDATABLE_INPUT,)


def visible_lines(*, total: int, done: int, processed: bool, show_progress: bool) -> int:
    """How many records of an import its log shows."""
    if processed:
        return total
    return done if show_progress else 0
