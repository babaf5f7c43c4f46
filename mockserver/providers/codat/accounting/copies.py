"""Codat's copy of accounting data: whether there is one, and what of it goes on the wire.

Source: https://docs.codat.io/using-the-api/queueing-data-syncs: before the first fetch of a data
type there is nothing to read; while it is fetched again, what was there before goes on being read.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, rules, store
from mockserver.providers.codat.accounting import ledger
from mockserver.providers.codat.accounting.resources import Resource
from mockserver.providers.codat.catalogue import INTEGRATIONS
from mockserver.providers.codat.lookup import company_of, connection_of
from mockserver.providers.codat.store import Row
from mockserver.providers.codat.timestamps import seconds


@dataclass(frozen=True)
class Copy:
    """A data type of a connection that was fetched: the connection and the shelf with it."""

    connection: Row
    shelf: Row


def of_company(sandbox: Sandbox, company_id: str, data_type: str) -> Copy:
    """The copy that a company's reads give. Raises 404 and 409.

    That of the linked connection; without one, that of the connection made last.
    """
    company = company_of(sandbox, company_id)
    connections = store.connections_of(sandbox, [company["id"]])
    offering = [one for one in connections if _offers(one, data_type)]
    if connections and not offering:
        raise errors.not_offered(data_type, _names(connections))
    for connection in sorted(offering, key=lambda one: one["status"] != rules.LINKED):
        shelf = store.find_shelf(sandbox, connection["id"], data_type)
        if shelf is not None and shelf["published"] is not None:
            return _whole(sandbox, connection, data_type)
    raise errors.not_requested()


def of_connection(sandbox: Sandbox, company_id: str, connection_id: str, data_type: str) -> Copy:
    """The copy of one connection. Raises 404 and 409."""
    connection = connection_of(sandbox, company_of(sandbox, company_id), connection_id)
    if not _offers(connection, data_type):
        raise errors.not_offered(data_type, _names([connection]))
    shelf = store.find_shelf(sandbox, connection["id"], data_type)
    if shelf is None or shelf["published"] is None:
        raise errors.not_requested()
    return _whole(sandbox, connection, data_type)


def record_text(resource: Resource, row: Row) -> str:
    """The JSON text of a record as Codat gives it: the source's, with what is Codat's own."""
    own = f'"modifiedDate":"{seconds(row["modified"])[: resource.stamp_length]}"'
    if resource.has_metadata:
        own += f',"metadata":{{"isDeleted":{"true" if row["deleted"] else "false"}}}'
    body = row["body"]
    return f"{body[:-1]},{own}}}" if len(body) > len("{}") else f"{{{own}}}"


def get_record(sandbox: Sandbox, copy: Copy, resource: Resource, record_id: str) -> Row:
    """A record of the copy. Raises 404."""
    row = store.copied_record(sandbox, copy.shelf, record_id)
    if row is None:
        raise errors.no_record(resource.segment, record_id)
    return row


def _whole(sandbox: Sandbox, connection: Row, data_type: str) -> Copy:
    return Copy(connection, ledger.opened(sandbox, connection, data_type))


def _offers(connection: Row, data_type: str) -> bool:
    return data_type in INTEGRATIONS[connection["platform_key"]].data_types


def _names(connections: Iterable[Row]) -> str:
    names = [INTEGRATIONS[connection["platform_key"]].name for connection in connections]
    return ", ".join(dict.fromkeys(names))
