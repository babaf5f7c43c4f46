"""What becomes of connections: made, authorised, cancelled, lost, disconnected, deleted.

Source: https://docs.codat.io/auth-flow/authorize-hosted-link and …/core-concepts/connections.
"""

from mockserver.providers.codat import errors, rules, store, syncs, webhooks
from mockserver.providers.codat.books.data_sets import SYNONYMS
from mockserver.providers.codat.catalogue import INTEGRATIONS, Integration
from mockserver.providers.codat.store import Row
from mockserver.providers.codat.timestamps import stamp
from mockserver.web.call import Call
from mockserver.web.problem import Reason

CONNECTIONS = "https://docs.codat.io/core-concepts/connections"
# The vendor publishes no names of sample data sets; these are our own.
DATA_SETS = {
    "standard": ("Established business", "A year of trading with customers, suppliers and stock."),
    "small": ("Small business", "A handful of records of every kind."),
    "us": ("American business", "A year of trading in US dollars."),
    "large": ("Busy business", "A hundred thousand invoices, for lists of many pages."),
    "empty": ("New business", "A set of books with nothing in them yet."),
}
DEFAULT_DATA_SET = next(iter(DATA_SETS))
# What the source answers when the setting codat.link_outcome is not `success`.
FAILURES = {"error": 500, "not-supported": 501}
CANCELLED = 403
LINKED, UNCHANGED = 200, 201
# status → statusText and errorMessage of the error that a connection keeps; 501: our own words
TEXTS = {
    401: ("Unauthorized", "The integration de-authorized access to the connection."),
    403: ("User cancelled linking", "User cancelled"),
    500: ("Unknown error occurred", "Unknown error occurred"),
    501: ("Not supported", "Not supported"),
}


def new_connection(call: Call, company: Row, integration: Integration) -> Row:
    """A connection that waits for its authorisation."""
    connection: Row = {
        "id": call.sandbox.new_id(),
        "company_id": company["id"],
        "platform_key": integration.key,
        "status": rules.PENDING,
        "created": stamp(call.sandbox),
        "linked": None,
        "last_sync": None,
        "data_set": None,
        "errors": [],
    }
    store.add_connection(call.sandbox, connection)
    webhooks.connection_changed(call, connection, "created")
    return connection


def choose(call: Call, company: Row, integration: Integration) -> Row:
    """The connection for what a person chose: one that waits already, else a new one.

    # undocumented: that an attempt which was given up is taken up again
    """
    for connection in store.connections_of(call.sandbox, [company["id"]]):
        same = connection["platform_key"] == integration.key
        if same and connection["status"] != rules.LINKED:
            return connection
    return new_connection(call, company, integration)


def authorise(call: Call, connection: Row, data_set: str) -> int:
    """The person says yes; the status code for the redirect.

    The first time the data types with `fetchOnFirstLink` are queued.
    """
    outcome = call.sandbox.setting("codat.link_outcome")
    if outcome in FAILURES:
        fail(call, connection, FAILURES[outcome])
        return FAILURES[outcome]
    first = connection["linked"] is None
    link(call, connection, data_set)
    if first:
        syncs.queue_first_fetch(call.sandbox, connection)
    return LINKED


def link(call: Call, connection: Row, data_set: str) -> None:
    """Open the access; errors are resolved, and nothing is fetched.

    The books stay those that were chosen first, for they may have been read and written since.
    A linked connection of the same kind gives way, for a company has one source of accounting
    data.
    """
    old_status, first = connection["status"], connection["linked"] is None
    if old_status == rules.LINKED:
        return
    _make_way(call, connection)
    now = stamp(call.sandbox)
    for error in connection["errors"]:
        error.setdefault("resolved", now)
    named = SYNONYMS.get(data_set, data_set)
    connection |= {"status": rules.LINKED, "data_set": named}
    connection["linked"] = now if first else connection["linked"]
    store.change_connection(call.sandbox, connection)
    change = "connected" if first else "reconnected"
    webhooks.connection_changed(call, connection, change, old_status)


def cancel(call: Call, connection: Row) -> int:
    """The person says no; the status code for the redirect. The connection stays as it was."""
    fail(call, connection, CANCELLED)
    return CANCELLED


def fail(call: Call, connection: Row, status: int) -> None:
    """Note at the connection why it was not linked."""
    _note_error(call, connection, status)
    store.change_connection(call.sandbox, connection)
    webhooks.connection_changed(call, connection, "failed")


def unlink(call: Call, connection: Row) -> None:
    """Take the access away; what was fetched stays. Raises 400 unless it is linked."""
    if connection["status"] != rules.LINKED:
        text = "Only connections with status Linked can be unlinked"
        got = connection["status"]
        reason = Reason("unlink", text, "status", rules.LINKED, got, "documented", CONNECTIONS)
        raise errors.refused(400, errors.PUBLIC, text, reason)
    _disconnect(call, connection, rules.UNLINKED)


def deauthorise(call: Call, connection: Row) -> None:
    """The source takes the access away. Raises 400 unless it is linked."""
    if connection["status"] != rules.LINKED:
        text = "Only connections with status Linked can lose their authorization"
        got = connection["status"]
        reason = Reason("deauthorise", text, "status", rules.LINKED, got, "assumed", CONNECTIONS)
        raise errors.refused(400, errors.PUBLIC, text, reason)
    _note_error(call, connection, 401)
    _disconnect(call, connection, rules.DEAUTHORIZED)


def delete(call: Call, connection: Row) -> None:
    """Take a connection away, with its data."""
    webhooks.connection_changed(call, connection, "deleted")
    store.delete_connection(call.sandbox, connection["id"])


def _disconnect(call: Call, connection: Row, status: str) -> None:
    old_status = connection["status"]
    connection |= {"status": status}
    store.change_connection(call.sandbox, connection)
    webhooks.connection_changed(call, connection, "disconnected", old_status)


def _note_error(call: Call, connection: Row, status: int) -> None:
    text, message = TEXTS[status]
    at = stamp(call.sandbox)
    error = {"status_code": str(status), "text": text, "message": message, "at": at}
    connection["errors"].append(error)


def _make_way(call: Call, connection: Row) -> None:
    kind = INTEGRATIONS[connection["platform_key"]].source_type
    if kind not in rules.SINGLE_SOURCE_TYPES:
        return
    for other in store.connections_of(call.sandbox, [connection["company_id"]]):
        same_kind = INTEGRATIONS[other["platform_key"]].source_type == kind
        if same_kind and other["status"] == rules.LINKED and other["id"] != connection["id"]:
            _disconnect(call, other, rules.UNLINKED)
