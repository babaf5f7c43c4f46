"""Reading records: lists and single ones of every kind, built from the table of kinds.

Source: the Accounting API specification 3.0.0.
"""

import json
from collections.abc import Callable
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, store
from mockserver.providers.codat.accounting import copies, ledger, pages, trees
from mockserver.providers.codat.accounting.copies import Copy
from mockserver.providers.codat.accounting.resources import (
    BY_DATA_TYPE,
    COMPANY,
    CONNECTION,
    RESOURCES,
    Resource,
)
from mockserver.providers.codat.schemas.accounting.queries import LinkTypeQuery
from mockserver.providers.codat.schemas.shared import PageQuery
from mockserver.web.body import dump_json
from mockserver.web.call import Call
from mockserver.web.operation import SPEC, Api, Reply, snake_case

api = Api()
Document = dict[str, Any]
ROOTS = {
    COMPANY: "/companies/{companyId}/data",
    CONNECTION: "/companies/{companyId}/connections/{connectionId}/data",
}
BANK_TRANSACTIONS, PAYMENTS = BY_DATA_TYPE["bankTransactions"], BY_DATA_TYPE["payments"]
REFUSES = (400, 401, 404, 409, 429)


def copy_for(call: Call, resource: Resource) -> Copy:
    """The copy that a path names: of a company, or of one of its connections. Raises 404, 409."""
    ids = call.path_args
    if "connection_id" in ids:
        return copies.of_connection(
            call.sandbox, ids["company_id"], ids["connection_id"], resource.data_type
        )
    return copies.of_company(call.sandbox, ids["company_id"], resource.data_type)


def _lister(resource: Resource) -> Callable[..., Reply]:
    def handler(_sandbox: Sandbox, query: Document, call: Call) -> Reply:
        return pages.listed(call, resource, copy_for(call, resource), query)

    handler.__doc__ = f"The {resource.segment} that were fetched."
    return handler


def _getter(resource: Resource) -> Callable[..., Reply]:
    variable = snake_case(resource.one or "")

    def handler(sandbox: Sandbox, call: Call) -> Reply:
        copy = copy_for(call, resource)
        row = copies.get_record(sandbox, copy, resource, call.path_args[variable])
        return Reply(200, copies.record_text(resource, row).encode(), {}, pages.JSON)

    handler.__doc__ = f"One of the {resource.segment} that were fetched."
    return handler


def _tree_getter(resource: Resource) -> Callable[..., Reply]:
    """A single category comes with those below it, although the list is flat."""
    variable = snake_case(resource.one or "")

    def handler(sandbox: Sandbox, call: Call) -> Reply:
        copy = copy_for(call, resource)
        record_id = call.path_args[variable]
        copies.get_record(sandbox, copy, resource, record_id)
        rows = store.copied_page(sandbox, copy.shelf, copy.shelf["lines"], 0)
        records = [json.loads(copies.record_text(resource, row)) for row in rows]
        return Reply(200, dump_json(trees.below(records, record_id)), {}, pages.JSON)

    handler.__doc__ = f"One of the {resource.segment} that were fetched, with those below it."
    return handler


def _facts(resource: Resource, name: str) -> Document:
    return {
        "name": name,
        "source": f"Accounting API specification, {resource.segment}",
        "evidence": SPEC,
        "refuses": REFUSES,
        "tags": (resource.segment,),
    }


for kind in RESOURCES:
    if kind.one:
        root, capital = ROOTS[kind.level], kind.segment[:1].upper() + kind.segment[1:]
        api.get(
            f"{root}/{kind.segment}",
            query=PageQuery(),
            returns=(200, kind.page),
            **_facts(kind, f"list{capital}"),
        )(_lister(kind))
        api.get(
            f"{root}/{kind.segment}/{{{kind.one}}}",
            returns=(200, (kind.tree or kind.shape)()),
            **_facts(kind, f"get{kind.shape.__name__}"),
        )(_tree_getter(kind) if kind.tree else _getter(kind))


@api.get(
    f"{ROOTS[CONNECTION]}/bankAccounts/{{accountId}}/bankTransactions",
    query=PageQuery(),
    returns=(200, BANK_TRANSACTIONS.page),
    **_facts(BANK_TRANSACTIONS, "listBankAccountTransactions"),
)
def list_bank_transactions(sandbox: Sandbox, account_id: str, query: Document, call: Call) -> Reply:
    """The movements of one bank account that were fetched."""
    copy = copy_for(call, BANK_TRANSACTIONS)
    accounts = ledger.opened(sandbox, copy.connection, "bankAccounts")
    if store.copied_record(sandbox, accounts, account_id) is None:
        raise errors.no_record("bankAccounts", account_id)
    return pages.listed(call, BANK_TRANSACTIONS, copy, query, store.of_account(account_id))


@api.get(
    f"{ROOTS[CONNECTION]}/payments",
    query=LinkTypeQuery(),
    returns=(200, PAYMENTS.page),
    **_facts(PAYMENTS, "listConnectionPayments"),
)
def list_payments_by_link_type(_sandbox: Sandbox, query: Document, call: Call) -> Reply:
    """The payments of one connection that pay for one type of thing."""
    only = store.linked_to(query["linkType"])
    return pages.listed(call, PAYMENTS, copy_for(call, PAYMENTS), query, only)
