"""The accounting software behind a path, and writing into its books at once."""

from collections.abc import Callable, Sequence
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, rules
from mockserver.providers.codat.accounting import ledger
from mockserver.providers.codat.accounting.resources import BY_DATA_TYPE
from mockserver.providers.codat.catalogue import ACCOUNTING, INTEGRATIONS
from mockserver.providers.codat.lookup import company_of, connection_of
from mockserver.providers.codat.pushing import checks, doing
from mockserver.providers.codat.pushing.complaints import Complaint, RefusedError
from mockserver.providers.codat.pushing.desk import Desk
from mockserver.providers.codat.store import Row
from mockserver.web.problem import Problem, Reason

Document = dict[str, Any]
SOURCE = "Sync for Payables API specification"
XERO = "Xero"  # which does not let archived suppliers be changed. Source: update-supplier
# Whose bills and suppliers cannot be changed. Source: update-bill, update-supplier
NOT_UPDATED = ("Oracle NetSuite", "Sage Intacct", "Zoho Books")


def books_of(sandbox: Sandbox, company_id: str, connection_id: str, data_type: str) -> Row:
    """The connection of a path, whose books can be asked now. Raises 404 and 409."""
    connection = connection_of(sandbox, company_of(sandbox, company_id), connection_id)
    source = INTEGRATIONS[connection["platform_key"]]
    if source.source_type != ACCOUNTING:
        raise errors.not_offered(data_type, source.name)
    if connection["status"] != rules.LINKED:
        text = f"The connection is {connection['status']} and not {rules.LINKED}."
        reason = Reason("connection-not-linked", text, evidence="assumed", source=SOURCE)
        raise errors.refused(409, errors.PUBLIC, text, reason)
    return connection


def check_update(connection: Row, data_type: str, old: Document) -> None:
    """Whether the accounting software lets a record be changed. Raises 404 and 400."""
    name = INTEGRATIONS[connection["platform_key"]].name
    if name in NOT_UPDATED:
        raise errors.not_offered(data_type, name)
    if name == XERO and data_type == "suppliers" and old.get("status") == "Archived":
        raise errors.invalid_field("status", "An archived supplier cannot be changed.", "Supplier")


def written(
    sandbox: Sandbox,
    connection: Row,
    data_type: str,
    body: Document,
    act: Callable[[Desk], Document],
) -> Document:
    """The record that an act made of a body, as the books have it then. Raises 400."""
    desk = Desk(sandbox, connection)
    if wrong := list(checks.unbearable(BY_DATA_TYPE[data_type].name, body)):
        raise _not_taken(wrong, data_type)
    try:
        record = act(desk)
    except RefusedError as refused:
        raise _not_taken(refused.complaints, data_type) from None
    if sandbox.setting("codat.push_visible") == "at-once":
        doing.show(desk)
    return desk.find(data_type, record["id"]) or record


def get_record(sandbox: Sandbox, connection: Row, data_type: str, record_id: str) -> Document:
    """A record of the books. Raises 404."""
    found = ledger.find(sandbox, connection, data_type, record_id)
    if found is None:
        raise errors.no_record(BY_DATA_TYPE[data_type].segment, record_id)
    return found


def _not_taken(wrong: Sequence[Complaint], data_type: str) -> Problem:
    validator = BY_DATA_TYPE[data_type].name
    lines = [
        {"itemId": one.item, "message": one.message, "validatorName": validator} for one in wrong
    ]
    text = "; ".join(one.message for one in wrong)
    reason = Reason("write-refused", text, evidence="assumed", source=SOURCE)
    validation = {"errors": lines, "warnings": []}
    return errors.refused(400, errors.PUBLIC, errors.NOT_VALID, reason, validation=validation)
