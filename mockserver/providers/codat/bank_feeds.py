"""Bank feeds: accounts at a bank whose transactions go into the accounting software.

Source: the Bank Feeds API specification (v2). The accounting software behind a feed has the books
of the data set that was chosen when it was linked.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, rules, store, webhooks
from mockserver.providers.codat.accounting import ledger
from mockserver.providers.codat.catalogue import BANK_FEED, INTEGRATIONS
from mockserver.providers.codat.lookup import company_of, connection_of
from mockserver.providers.codat.schemas import bank_feeds as shapes
from mockserver.providers.codat.store import Row
from mockserver.web.operation import SPEC, Api
from mockserver.web.problem import Problem, Reason

api = Api()
Document = dict[str, Any]
SOURCE = "Bank Feeds API specification"
ROOT = "/companies/{companyId}/connections/{connectionId}"
ACCOUNTS = f"{ROOT}/connectionInfo/bankFeedAccounts"
PENDING, CONNECTED, DISCONNECTED = "pending", "connected", "disconnected"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
_TAGS = ("Bank feeds",)
_READS: dict[str, Any] = {"evidence": SPEC, "refuses": (400, 401, 404, 429), "tags": _TAGS}
_WRITES: dict[str, Any] = {**_READS, "refuses": (400, 401, 404, 409, 422, 429)}


@api.post(
    ACCOUNTS,
    body=shapes.SourceAccount(),
    returns=(200, shapes.SourceAccount()),
    source=f"{SOURCE}, create-source-account",
    **_WRITES,
)
def create_source_account(
    sandbox: Sandbox, company_id: str, connection_id: str, body: Document
) -> Document:
    """Make an account known whose transactions are to be fed."""
    connection = _feed(sandbox, company_id, connection_id)
    if store.find_source_account(sandbox, connection["id"], body["id"]):
        text = f"There is a source account with id {body['id']} already."
        raise errors.invalid_field("id", text, "SourceAccount")
    account = {
        "connection_id": connection["id"],
        "id": body["id"],
        "status": PENDING,
        "target_id": None,
        "body": body,
    }
    store.put_source_account(sandbox, account)
    return _shown(account)


@api.get(
    ACCOUNTS,
    returns=(200, shapes.SourceAccount(many=True)),
    source=f"{SOURCE}, list-source-accounts",
    **_READS,
)
def list_source_accounts(sandbox: Sandbox, company_id: str, connection_id: str) -> list[Document]:
    """The accounts whose transactions are fed."""
    connection = _feed(sandbox, company_id, connection_id)
    return [_shown(account) for account in store.source_accounts(sandbox, connection["id"])]


@api.patch(
    f"{ACCOUNTS}/{{accountId}}",
    body=shapes.SourceAccountName(),
    returns=(200, shapes.SourceAccount()),
    source=f"{SOURCE}, update-source-account: only the name changes",
    **_WRITES,
)
def update_source_account(
    sandbox: Sandbox, company_id: str, connection_id: str, account_id: str, body: Document
) -> Document:
    """Give a source account another name."""
    connection = _feed(sandbox, company_id, connection_id)
    account = _account(sandbox, connection, account_id)
    account["body"] |= body
    store.put_source_account(sandbox, account)
    return _shown(account)


@api.delete(
    f"{ACCOUNTS}/{{accountId}}",
    returns=(204, None),
    source=f"{SOURCE}, delete-source-account",
    **_WRITES,
)
def delete_source_account(
    sandbox: Sandbox, company_id: str, connection_id: str, account_id: str
) -> None:
    """Take a source account away, with its mapping."""
    connection = _feed(sandbox, company_id, connection_id)
    account = _account(sandbox, connection, account_id)
    _map(sandbox, connection, account, None)
    store.delete_source_account(sandbox, connection["id"], account_id)


@api.post(
    f"{ACCOUNTS}/credentials",
    returns=(200, shapes.Credentials()),
    source=f"{SOURCE}, generate-credentials",
    **_WRITES,
)
def generate_credentials(sandbox: Sandbox, company_id: str, connection_id: str) -> Document:
    """New credentials for the accounting software; nothing of ours is signed in to with them."""
    _feed(sandbox, company_id, connection_id)
    letters = "".join(sandbox.random.choice(_LETTERS) for _ in range(12))
    username = "-".join(letters[start : start + 4] for start in range(0, 12, 4))
    return {"username": username, "password": sandbox.new_hex(16)}


@api.delete(
    f"{ACCOUNTS}/credentials",
    returns=(204, None),
    source=f"{SOURCE}, delete-bank-feed-credentials",
    **_WRITES,
)
def delete_bank_feed_credentials(sandbox: Sandbox, company_id: str, connection_id: str) -> None:
    """Take all credentials of a connection back."""
    _feed(sandbox, company_id, connection_id)


@api.get(
    f"{ROOT}/bankFeedAccounts/mapping",
    returns=(200, shapes.Mapping()),
    source=f"{SOURCE}, get-bank-account-mapping",
    **_READS,
)
def get_bank_account_mapping(sandbox: Sandbox, company_id: str, connection_id: str) -> Document:
    """A source account, and what it can be mapped to.

    The specification answers one mapping: that of the first account without a target, else of the
    first one. Without source accounts there are the possible targets alone.
    """
    connection = _feed(sandbox, company_id, connection_id)
    accounts = store.source_accounts(sandbox, connection["id"])
    ordered = sorted(accounts, key=lambda account: account["target_id"] is not None)
    targets = list(ledger.each(sandbox, connection, "bankAccounts"))
    told = _mapping(ordered[0], targets) if ordered else {}
    return rules.absent_removed(told) | {
        "targetAccountOptions": [_option(target) for target in targets]
    }


@api.post(
    f"{ROOT}/bankFeedAccounts/mapping",
    body=shapes.MappingWanted(),
    returns=(200, shapes.MappingDone()),
    source=f"{SOURCE}, create-bank-account-mapping",
    **_WRITES,
)
def create_bank_account_mapping(
    sandbox: Sandbox, company_id: str, connection_id: str, body: Document
) -> Document:
    """Map a source account to an account of the accounting software, or to none."""
    connection = _feed(sandbox, company_id, connection_id)
    account = _account(sandbox, connection, body["sourceAccountId"])
    target = body.get("targetAccountId")
    if target and ledger.find(sandbox, connection, "bankAccounts", target) is None:
        told = {"Status": account["status"], "Error": f"No bank account was found with ID {target}"}
        return {"sourceAccountId": account["id"], **told}
    _map(sandbox, connection, account, target)
    told = {"targetAccountId": target, "Status": account["status"]}
    return rules.absent_removed({"sourceAccountId": account["id"], **told})


@api.get(
    f"{ROOT}/bankFeeds/info",
    returns=(200, shapes.CompanyInformation()),
    source=f"{SOURCE}, get-company-information",
    **_READS,
)
def get_company_information(sandbox: Sandbox, company_id: str, connection_id: str) -> Document:
    """What the accounting software says of the company."""
    connection = _feed(sandbox, company_id, connection_id)
    (info,) = ledger.each(sandbox, connection, "company")
    names = ("companyName", "baseCurrency")
    return {name: info[name] for name in names} | {"multicurrencyEnabled": False}


def _feed(sandbox: Sandbox, company_id: str, connection_id: str) -> Row:
    """The bank feed that a path names. Raises 400 and 404."""
    connection = connection_of(sandbox, company_of(sandbox, company_id), connection_id)
    source = INTEGRATIONS[connection["platform_key"]]
    if source.source_type != BANK_FEED:
        text = f"{source.name} is not a bank feed"
        reason = Reason("not-a-bank-feed", text, evidence="assumed", source=SOURCE)
        raise errors.refused(400, errors.PUBLIC, text, reason)
    return connection


def _account(sandbox: Sandbox, connection: Row, account_id: str) -> Row:
    """A source account. Raises 404."""
    found = store.find_source_account(sandbox, connection["id"], account_id)
    if found is None:
        raise _unknown(account_id)
    return found


def _unknown(account_id: str) -> Problem:
    reason = Reason("source-account-unknown", got=account_id, evidence="assumed", source=SOURCE)
    text = f"Source account {account_id} not found"
    return errors.refused(404, errors.PUBLIC, text, reason)


def _map(sandbox: Sandbox, connection: Row, account: Row, target: str | None) -> None:
    """Map an account to a target or to none, and tell who wants to know if that is news."""
    before = account["target_id"]
    if target == before:
        return
    account |= {"target_id": target, "status": CONNECTED if target else DISCONNECTED}
    store.put_source_account(sandbox, account)
    change = "connected" if target else "disconnected"
    webhooks.source_account_changed(sandbox, connection, _shown(account), change)


def _shown(account: Row) -> Document:
    shown: Document = account["body"] | {"status": account["status"]}
    return shown


def _mapping(account: Row, targets: list[Document]) -> Document:
    body = account["body"]
    target = next((one for one in targets if one["id"] == account["target_id"]), {})
    return {
        "sourceAccountId": account["id"],
        "sourceAccountName": body["accountName"],
        "sourceAccountNumber": body["accountNumber"],
        "sourceBalance": str(body["balance"]),
        "sourceCurrency": body["currency"],
        "targetAccountId": account["target_id"],
        "targetAccountName": target.get("accountName"),
        "status": account["status"],
        "feedStartDate": body.get("feedStartDate"),
    }


def _option(target: Document) -> Document:
    members = {"id": "id", "name": "accountName", "balance": "balance", "sortCode": "sortCode"}
    members |= {"accountNumber": "accountNumber"}
    return {own: target[name] for own, name in members.items() if name in target}
