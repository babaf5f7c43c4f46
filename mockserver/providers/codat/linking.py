"""What happens when a person links a company: choose, authorise, cancel, disconnect.

Source: https://docs.codat.io/auth-flow/authorize-hosted-link and …/core-concepts/connections.
"""

from typing import Any
from urllib.parse import parse_qsl

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, rules, store, syncs
from mockserver.providers.codat.catalogue import INTEGRATIONS, Integration
from mockserver.providers.codat.store import Row
from mockserver.providers.codat.timestamps import stamp
from mockserver.web.problem import Reason

CONNECTIONS = "https://docs.codat.io/core-concepts/connections"
REDIRECTS = "https://docs.codat.io/auth-flow/customize/set-up-redirects"
# The vendor publishes no names of sample data sets; these are our own.
DATA_SETS = {
    "standard": ("Established business", "A year of trading with customers, suppliers and stock."),
    "small": ("Small business", "A handful of records of every kind."),
    "large": ("Busy business", "Enough records to fill many pages."),
    "empty": ("New business", "A set of books with nothing in them yet."),
}
# What the source answers when the setting codat.link_outcome is not `success`.
FAILURES = {"error": 500, "not-supported": 501}
CANCELLED = 403
LINKED, UNCHANGED = 200, 201


def new_connection(sandbox: Sandbox, company: Row, integration: Integration) -> Row:
    """A connection that waits for its authorisation."""
    connection: Row = {
        "id": sandbox.new_id(),
        "company_id": company["id"],
        "platform_key": integration.key,
        "status": rules.PENDING,
        "created": stamp(sandbox),
        "linked": None,
        "last_sync": None,
        "data_set": None,
        "errors": [],
    }
    store.add_connection(sandbox, connection)
    return connection


def choose(sandbox: Sandbox, company: Row, integration: Integration) -> Row:
    """The connection for what a person chose: one that waits already, else a new one.

    # undocumented: that an attempt which was given up is taken up again
    """
    for connection in store.connections_of(sandbox, [company["id"]]):
        same = connection["platform_key"] == integration.key
        if same and connection["status"] != rules.LINKED:
            return connection
    return new_connection(sandbox, company, integration)


def authorise(sandbox: Sandbox, connection: Row, data_set: str) -> int:
    """The person says yes; the status code for the redirect.

    A linked connection of the same kind gives way, for a company has one source of accounting
    data. The first time the data types with `fetchOnFirstLink` are queued.
    """
    outcome = sandbox.setting("codat.link_outcome")
    if outcome in FAILURES:
        fail(sandbox, connection, FAILURES[outcome])
        return FAILURES[outcome]
    _make_way(sandbox, connection)
    now, first = stamp(sandbox), connection["linked"] is None
    for error in connection["errors"]:
        error.setdefault("resolved", now)
    connection |= {"status": rules.LINKED, "data_set": data_set}
    connection["linked"] = now if first else connection["linked"]
    store.change_connection(sandbox, connection)
    if first:
        syncs.queue_first_fetch(sandbox, connection)
    return LINKED


def cancel(sandbox: Sandbox, connection: Row) -> int:
    """The person says no; the status code for the redirect. The connection stays as it was."""
    fail(sandbox, connection, CANCELLED)
    return CANCELLED


def fail(sandbox: Sandbox, connection: Row, status: int) -> None:
    """Note at the connection why it was not linked."""
    text, message = {
        CANCELLED: ("User cancelled linking", "User cancelled"),
        501: ("Not supported", "Not supported"),
    }.get(status, ("Unknown error occurred", "Unknown error occurred"))
    error = {"status_code": str(status), "text": text, "message": message, "at": stamp(sandbox)}
    connection["errors"].append(error)
    store.change_connection(sandbox, connection)


def unlink(sandbox: Sandbox, connection: Row) -> None:
    """Take the access away; what was fetched stays. Raises 400 unless it is linked."""
    if connection["status"] != rules.LINKED:
        text = "Only connections with status Linked can be unlinked"
        got = connection["status"]
        reason = Reason("unlink", text, "status", rules.LINKED, got, "documented", CONNECTIONS)
        raise errors.refused(400, errors.PUBLIC, text, reason)
    store.change_connection(sandbox, connection | {"status": rules.UNLINKED})


def redirect(
    sandbox: Sandbox, company: Row, connection: Row | None, status: int, query_string: str
) -> str | None:
    """Where the browser goes in the end; None when the profile names no address.

    Raises 400 when a placeholder made a host that the profile does not list.
    """
    profile = store.find_document(sandbox, store.PROFILE) or {}
    if not profile.get("redirectUrl"):
        return None
    values = dict(parse_qsl(query_string, keep_blank_values=True))
    values |= _standard_values(profile, company, connection, status)
    try:
        return rules.redirect_url(profile["redirectUrl"], values, profile.get("whiteListUrls", []))
    except rules.RedirectHostError as refused:
        text = "The redirect URL of the profile leads to a host that it does not list."
        rule, expected = "redirect-host", "a host of whiteListUrls"
        reason = Reason(rule, text, "redirectUrl", expected, str(refused), "documented", REDIRECTS)
        raise errors.refused(400, errors.PUBLIC, text, reason) from None


def _standard_values(
    profile: dict[str, Any], company: Row, connection: Row | None, status: int
) -> dict[str, str]:
    values = {
        "clientId": profile["clientId"],
        "companyId": company["id"],
        "statusCode": str(status),
        "errorMessage": rules.REDIRECT_MESSAGES[status],
        "statusText": "",
    }
    if connection is None:
        nothing = ("connectionId", "integrationId", "sourceId", "platform", "platformName")
        return values | dict.fromkeys((*nothing, "sourceType"), "")
    source = INTEGRATIONS[connection["platform_key"]]
    return values | {
        "connectionId": connection["id"],
        "integrationId": source.integration_id,
        "sourceId": source.source_id,
        "platform": source.key,
        "platformName": source.name,
        "sourceType": source.source_type,
    }


def _make_way(sandbox: Sandbox, connection: Row) -> None:
    kind = INTEGRATIONS[connection["platform_key"]].source_type
    if kind not in rules.SINGLE_SOURCE_TYPES:
        return
    for other in store.connections_of(sandbox, [connection["company_id"]]):
        same_kind = INTEGRATIONS[other["platform_key"]].source_type == kind
        if same_kind and other["status"] == rules.LINKED and other["id"] != connection["id"]:
            store.change_connection(sandbox, other | {"status": rules.UNLINKED})
