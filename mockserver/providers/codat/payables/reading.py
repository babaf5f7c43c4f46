"""Reading the books for Bill Pay: as they are now, filtered, page by page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, query
from mockserver.providers.codat.accounting import ledger
from mockserver.providers.codat.payables import translation
from mockserver.providers.codat.payables.continuation import continued
from mockserver.providers.codat.payables.kinds import FIELDS, STATUS, SUPPLIERS, Kind
from mockserver.providers.codat.store import Row

Document = dict[str, Any]
ACTIVE = "status=Active"
# member of the mapping options → data type, and what query errors call it
OPTIONS = {
    "accounts": ("chartOfAccounts", "Account"),
    "taxRates": ("taxRates", "TaxRate"),
    "bankAccounts": ("bankAccounts", "BankAccount"),
}


def listed(sandbox: Sandbox, connection: Row, kind: Kind, wanted: Mapping[str, Any]) -> Document:
    """A page of records, oldest entries first. Raises 400 for a bad query or token."""
    records = filter(kind.counts, ledger.each(sandbox, connection, kind.data_type))
    chosen = _chosen(records, wanted.get("query") or kind.usual, FIELDS, kind.word)
    page = continued(sandbox, {"results": chosen}, wanted.get("continuationToken"))
    return page | {"results": shown(sandbox, connection, kind, page["results"])}


def options(
    sandbox: Sandbox, connection: Row, members: Iterable[str], wanted: Mapping[str, Any]
) -> Document:
    """A page of what bills or payments can name; of what is active unless a query says otherwise.

    Raises 400 for a bad query or token.
    """
    condition = wanted.get("statusQuery") or ACTIVE
    lists = {}
    for member in members:
        data_type, name = OPTIONS[member]
        records = ledger.each(sandbox, connection, data_type)
        found = _chosen(records, condition, STATUS, name)
        lists[member] = [translation.account_shown(record) for record in found]
    return continued(sandbox, lists, wanted.get("continuationToken"))


def shown(
    sandbox: Sandbox, connection: Row, kind: Kind, records: Iterable[Document]
) -> list[Document]:
    """Records as Bill Pay has them; suppliers with what is owed to them."""
    if kind is not SUPPLIERS:
        return [kind.shown(record) for record in records]
    bills, notes = (_by_supplier(sandbox, connection, one) for one in ("bills", "billCreditNotes"))
    return [
        kind.shown(record)
        | {"balance": translation.outstanding(record, bills[record["id"]], notes[record["id"]])}
        for record in records
    ]


def _by_supplier(
    sandbox: Sandbox, connection: Row, data_type: str
) -> defaultdict[str, list[Document]]:
    found = defaultdict(list)
    for record in ledger.each(sandbox, connection, data_type):
        found[translation.supplier_of(record)].append(record)
    return found


def _chosen(
    records: Iterable[Document], condition: str, fields: Mapping[str, str], name: str
) -> list[Document]:
    """The records that a condition leaves. Raises 400."""
    if not condition:
        return list(records)
    try:
        expression = query.checked(query.parse(condition), fields)
        return [record for record in records if query.holds(expression, record, fields)]
    except query.UnknownPropertyError as unknown:
        raise errors.unknown_property(str(unknown), name, errors.PUBLIC) from None
    except query.MalformedQueryError as malformed:
        raise errors.malformed_query(str(malformed), errors.PUBLIC) from None
