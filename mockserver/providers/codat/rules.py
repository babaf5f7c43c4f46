"""Decisions on plain values: names and tags of companies, states of links, course of a sync."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

PENDING, LINKED, UNLINKED, DEAUTHORIZED = "PendingAuth", "Linked", "Unlinked", "Deauthorized"
CONNECTION_STATUSES = (PENDING, LINKED, UNLINKED, DEAUTHORIZED)
SINGLE_SOURCE_TYPES = ("Accounting", "BankFeed")

MAX_NAME = 300  # undocumented; no limit is published
MAX_KEYS, MAX_KEY_NAME = 10, 50
MAX_CONSUMERS, MAX_CONSUMER_TAG = 50, 128
MAX_TAGS, MAX_TAG_KEY, MAX_TAG_VALUE = 10, 27, 100
_MARKS = frozenset("-'&@.,?!")

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def clean_name(name: str) -> str:
    """The name without the characters that Codat silently takes out.

    Source: https://docs.codat.io/using-the-api/managing-companies; that "letters" are those of all
    scripts is assumed.
    """
    return "".join(character for character in name if _allowed(character))


def _allowed(character: str) -> bool:
    return (
        character.isalnum()
        or character.isspace()
        or character in _MARKS
        or unicodedata.category(character).startswith("M")
    )


def name_problem(name: str) -> str | None:
    """What is wrong with a cleaned name, or None."""
    if not name.strip():
        return "'Name' must not be empty."
    if len(name) > MAX_NAME:
        return f"The length of 'Name' must be {MAX_NAME} characters or fewer."
    return None


def tags_problem(tags: Mapping[str, str]) -> str | None:
    """What is wrong with tags, or None. Source: Platform API specification, Company.tags."""
    if len(tags) > MAX_TAGS:
        return f"A company can have no more than {MAX_TAGS} tags."
    if not all(1 <= len(key) <= MAX_TAG_KEY for key in tags):
        return f"The key of a tag must have 1 to {MAX_TAG_KEY} characters."
    if not all(len(value) <= MAX_TAG_VALUE for value in tags.values()):
        return f"The value of a tag must have no more than {MAX_TAG_VALUE} characters."
    return None


def tags_match(wanted: Iterable[str] | None, tags: Mapping[str, str]) -> bool:
    """Whether one of `wanted` (`key:value`, in this very case) is among tags; None wants any."""
    return wanted is None or any(f"{key}:{value}" in wanted for key, value in tags.items())


def event_name(name: str) -> str:
    """The name of an event; a display name of the older generation loses its blanks.

    `Dataset data changed` → `DatasetDataChanged`. Source: Platform API specification, the samples
    of create-webhook-consumer.
    """
    return "".join(word[:1].upper() + word[1:] for word in name.split()) if " " in name else name


def is_web_address(url: str) -> bool:
    """Whether a text is an absolute address that can be called."""
    scheme, host = _address(url)
    return scheme in ("http", "https") and bool(host)


def company_status(statuses: Iterable[str]) -> str | None:
    """The one word for a company that older API generations gave; None without connections."""
    found = set(statuses)
    for status in (LINKED, DEAUTHORIZED, PENDING, UNLINKED):
        if status in found:
            return status
    return None


def words(text: str) -> list[str]:
    """The words of a setting that lists them with commas; none twice."""
    return list(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))


def is_guid(text: str) -> bool:
    """Whether a text is a GUID with hyphens."""
    return _GUID.fullmatch(text) is not None


# -- the course of a sync ---------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """A status of a data set on its way: its progress, and when it comes, in parts of a run."""

    status: str
    progress: int
    share: float


INITIAL = Step("Initial", 10, 0.0)
# Order: https://docs.codat.io/core-concepts/status. Only the progress of Initial is published.
STEPS = (
    Step("Queued", 10, 0.0),
    Step("Fetching", 20, 0.1),
    Step("MapQueued", 40, 0.4),
    Step("Mapping", 50, 0.5),
    Step("ValidationQueued", 60, 0.6),
    Step("Validating", 70, 0.7),
    Step("ProcessingQueued", 80, 0.8),
    Step("Processing", 90, 0.9),
    Step("Complete", 100, 1.0),
)
COMPLETE = STEPS[-1].status
AUTH_ERROR = "AuthError"
FETCH_ERROR = "FetchError"
# How a run can end, and the status after which it ends so. # undocumented: after which one
ENDINGS = {
    "FetchError": "Fetching",
    "AuthError": "Fetching",
    "RateLimitError": "Fetching",
    "PermissionsError": "Fetching",
    "PrerequisiteNotMet": "Fetching",
    "NotSupported": "Fetching",
    "Cancelled": "Fetching",
    "MapError": "Mapping",
    "ValidationError": "Validating",
    "ProcessingError": "Processing",
    "InternalError": "Processing",
}
OUTCOMES = (COMPLETE, *ENDINGS)
STATUSES = (INITIAL.status, *(step.status for step in STEPS), *ENDINGS)
_NO_ERRORS = ("NotSupported", "Cancelled")


def is_error(status: str) -> bool:
    """Whether a status means that a run went wrong; not supported and cancelled do not."""
    return status in ENDINGS and status not in _NO_ERRORS


def endings_after(status: str) -> tuple[str, ...]:
    """The ways in which a run may end instead of leaving this status for the next."""
    return tuple(ending for ending, after in ENDINGS.items() if after == status)


def outcome_of(data_type: str, outcome: str, only: str) -> str:
    """How the run of a data type is going to end; `only` lists the types that `outcome` hits."""
    hit = words(only)
    return outcome if not hit or data_type in hit else COMPLETE


# -- sending the browser back -----------------------------------------------------------------

# Source: https://docs.codat.io/auth-flow/customize/set-up-redirects
REDIRECT_MESSAGES = {
    200: "",
    201: "",
    403: "User cancelled.",
    500: "Unknown error occurred.",
    501: "Not supported.",
}


class RedirectHostError(ValueError):
    """The redirect would leave for a host that the profile does not list; the message is it."""


def redirect_url(template: str, values: Mapping[str, str], allowed: Iterable[str]) -> str:
    """The template with its placeholders filled in, URL-encoded; unknown ones become empty.

    Raises RedirectHostError when a placeholder made the host and `allowed` does not list it, and
    for anything but http and https.
    """

    def value(match: re.Match[str]) -> str:
        return quote(values.get(match[1], ""), safe="")

    filled = _PLACEHOLDER.sub(value, template)
    made = _address(filled)
    if "{" in template.partition("://")[2].split("/")[0].split("?")[0]:
        hosts = {_address(url)[1] for url in allowed}
        if made[1] not in hosts:
            raise RedirectHostError(made[1])
    if made[0] not in ("http", "https") or not made[1]:
        raise RedirectHostError(filled)
    return filled


def _address(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        return parts.scheme, (parts.hostname or "").lower()
    except ValueError:
        return "", ""


def absent_removed(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document without members that are None: Codat's clients refuse a JSON null."""
    return {name: value for name, value in document.items() if value is not None}
