"""Fetching data: which data types of which connection, and what becomes of each fetch."""

from collections.abc import Iterable, Sequence

from mockserver.engine import faults
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, jobs, rules, store, webhooks
from mockserver.providers.codat.catalogue import DATA_TYPES, INTEGRATIONS
from mockserver.providers.codat.store import Row
from mockserver.providers.codat.sync_settings import fetched_on_first_link
from mockserver.providers.codat.timestamps import stamp
from mockserver.web.problem import Reason

QUEUEING = "https://docs.codat.io/using-the-api/queueing-data-syncs"
# undocumented: what errorMessage says; our own words
MESSAGES = {
    "FetchError": "The data could not be fetched from the source.",
    "AuthError": "The source no longer accepts the authorization of this connection.",
    "RateLimitError": "The source refused the request because of its rate limit.",
    "PermissionsError": "The authorization does not cover this data type.",
    "PrerequisiteNotMet": "A data type that this one depends on has not been fetched.",
    "NotSupported": "The source does not offer this data type.",
    "Cancelled": "The fetch was cancelled.",
    "MapError": "The data could not be brought into the standard shape.",
    "ValidationError": "The data did not pass validation.",
    "ProcessingError": "The data could not be processed.",
    "InternalError": "An internal error occurred.",
}


def queue_all(sandbox: Sandbox, company: Row, only: Sequence[str] | None = None) -> None:
    """Queue what is fetched on the first link, or `only` these; running types stay as they are.

    One run for all linked connections.
    """
    wanted = fetched_on_first_link(sandbox, company["id"]) if only is None else only
    linked = _with_status(store.connections_of(sandbox, [company["id"]])[::-1], rules.LINKED)
    start(sandbox, [pair for one in linked for pair in _offered(sandbox, one, wanted)])


def queue_first_fetch(sandbox: Sandbox, connection: Row) -> None:
    """Queue what the settings say for a connection, as far as its integration offers it."""
    wanted = fetched_on_first_link(sandbox, connection["company_id"])
    start(sandbox, _offered(sandbox, connection, wanted), initial=True)


def _offered(sandbox: Sandbox, connection: Row, wanted: Iterable[str]) -> list[tuple[Row, str]]:
    offered = INTEGRATIONS[connection["platform_key"]].data_types
    busy = store.running(sandbox, connection["id"])
    return [(connection, name) for name in wanted if name in offered and name not in busy]


def queue_one(sandbox: Sandbox, company: Row, data_type: str, connection_id: str | None) -> Row:
    """Queue one data type; the new data set. Raises 400, 404 and 409."""
    if data_type not in DATA_TYPES:
        reason = Reason("data-type", "", "dataType", "a data type", data_type, "assumed", QUEUEING)
        raise errors.refused(400, errors.PUBLIC, errors.NOT_VALID, reason)
    return queue_at(sandbox, _connection_for(sandbox, company, data_type, connection_id), data_type)


def queue_at(sandbox: Sandbox, connection: Row, data_type: str) -> Row:
    """Queue one data type at a connection that offers it; the new data set. Raises 409."""
    busy = store.running(sandbox, connection["id"]).get(data_type)
    if busy is not None:
        raise _in_progress(data_type, connection["company_id"], busy)
    if connection["status"] == rules.DEAUTHORIZED:
        return _refused_by_source(sandbox, connection, data_type)
    return start(sandbox, [(connection, data_type)])[0]


def start(
    sandbox: Sandbox, wanted: Sequence[tuple[Row, str]], *, initial: bool = False
) -> list[Row]:
    """Begin a run over these data types of connections; its steps follow on the virtual clock."""
    if not wanted:
        return []
    run, requested = sandbox.new_id(), stamp(sandbox)
    pulls = [_pull(sandbox, connection, run, name, requested) for connection, name in wanted]
    store.add_pulls(sandbox, pulls)
    duration_ms = sandbox.setting("codat.sync_ms")
    sandbox.schedule(jobs.SYNC_STEP, 0, run=run, step=0, duration_ms=duration_ms, initial=initial)
    return pulls


def _pull(sandbox: Sandbox, connection: Row, run: str, data_type: str, requested: int) -> Row:
    outcome = rules.outcome_of(
        data_type, sandbox.setting("codat.sync_outcome"), sandbox.setting("codat.sync_outcome_for")
    )
    if fault := faults.job(sandbox, "codat", data_type):
        outcome = fault.value if fault.value in MESSAGES else rules.FETCH_ERROR
    return {
        "id": sandbox.new_id(),
        "run": run,
        "company_id": connection["company_id"],
        "connection_id": connection["id"],
        "data_type": data_type,
        "status": rules.INITIAL.status,
        "progress": rules.INITIAL.progress,
        "requested": requested,
        "ended": None,
        "outcome": outcome,
        "error": MESSAGES.get(outcome),
    }


def _refused_by_source(sandbox: Sandbox, connection: Row, data_type: str) -> Row:
    """A data set of a connection that lost its authorization fails at once.

    # undocumented: that it is made at all
    """
    pull = _pull(sandbox, connection, sandbox.new_id(), data_type, stamp(sandbox))
    pull |= {
        "status": rules.AUTH_ERROR,
        "outcome": rules.AUTH_ERROR,
        "error": MESSAGES[rules.AUTH_ERROR],
        "ended": pull["requested"],
    }
    store.add_pulls(sandbox, [pull])
    webhooks.read_completed(sandbox, pull["run"], initial=False)
    return pull


def _connection_for(
    sandbox: Sandbox, company: Row, data_type: str, connection_id: str | None
) -> Row:
    """The named connection, else the first usable one that offers the data type."""
    if connection_id:
        named = store.find_connection(sandbox, company["id"], connection_id)
        if named is None:
            raise errors.no_connection(connection_id)
        candidates = [named]
    else:
        candidates = store.connections_of(sandbox, [company["id"]])[::-1]
    linked = _with_status(candidates, rules.LINKED)
    usable = linked + _with_status(candidates, rules.DEAUTHORIZED)
    for connection in usable:
        if data_type in INTEGRATIONS[connection["platform_key"]].data_types:
            return connection
    if usable:
        raise not_supported(data_type, usable[0]["platform_key"])
    raise _not_linked(data_type)


def refuse_unless_open(connection: Row, data_type: str) -> None:
    """Raise 400 for a connection that waits or was disconnected."""
    if connection["status"] not in (rules.LINKED, rules.DEAUTHORIZED):
        raise _not_linked(data_type)


def _not_linked(data_type: str) -> Exception:
    text = f"No linked connection supports data type {data_type}"
    reason = Reason("connection-not-linked", text, evidence="assumed", source=QUEUEING)
    return errors.refused(400, errors.PULL, text, reason)


def _with_status(connections: Iterable[Row], status: str) -> list[Row]:
    return [connection for connection in connections if connection["status"] == status]


def not_supported(data_type: str, platform_key: str) -> Exception:
    """The integration does not offer a data type."""
    platform = INTEGRATIONS[platform_key].integration_id
    text = f"Datatype '{data_type}' not supported by platform {platform}"
    reason = Reason("data-type-not-supported", text, evidence="documented", source=QUEUEING)
    return errors.refused(400, errors.PULL, text, reason)


def _in_progress(data_type: str, company_id: str, pull_id: str) -> Exception:
    text = (
        f"DatasetAlreadyInProgressException: Cannot queue {data_type} sync for {company_id}"
        f" as previous sync {pull_id} is still in progress"
    )
    detail = "the text is documented, the status is assumed"
    reason = Reason("sync-in-progress", detail, evidence="documented", source=QUEUEING)
    return errors.refused(409, errors.PULL, text, reason)
