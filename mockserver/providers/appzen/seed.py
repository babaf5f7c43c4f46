"""The world at birth: two customers, their keys, the records of `fixtures/appzen/worlds`."""

from collections.abc import Mapping
from typing import Any

from mockserver import fixtures
from mockserver.engine import credentials
from mockserver.engine.credentials import DEFAULT_SANDBOX
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.appzen import audit_store, audits, auth, store
from mockserver.providers.appzen.auth import Customer
from mockserver.providers.appzen.invoices import INVOICE
from mockserver.providers.appzen.kinds import Write
from mockserver.providers.appzen.master_data import KINDS
from mockserver.web import body as bodies

MINUTE_MS = 60_000
KINDS_BY_NOUN = {kind.noun: kind for kind in (*KINDS, INVOICE)}
CUSTOMERS = (
    (auth.CUSTOMER_KEY, "main", "appzen-customer-key", "100412"),
    (auth.OTHER_CUSTOMER_KEY, "other", "appzen-other-customer-key", "100977"),
)
# The placeholders of the vendor's own curl samples open the sandbox `default` as they stand.
PLACEHOLDER_API_KEY = "R7wsFxxxx"
PLACEHOLDER_CUSTOMER = {"text": "15d1xxxx", "customer_id": "1004xxxx", "account": "main"}


def plant(sandbox: Sandbox, world: str) -> None:
    """Give out the credentials and keep the records of a seed world."""
    _give_credentials(sandbox)
    for account, records in fixtures.load("appzen", "worlds", world).items():
        for planted in records:
            _keep(sandbox, account, planted)


def _keep(sandbox: Sandbox, account: str, planted: Mapping[str, Any]) -> None:
    """A record as if it had been written some time ago; an invoice is audited already."""
    kind = KINDS_BY_NOUN[planted["kind"]]
    where = store.Collection(account, kind.noun)
    written: store.Document = bodies.loaded(kind.schema, planted["record"])
    document = kind.tidy(Write(sandbox, Customer("", account), where, written, frozenset()), None)
    moment = sandbox.now - planted["updated_minutes_ago"] * MINUTE_MS
    record = store.Record(
        kind.key(document),
        kind.alias(document),
        planted["uuid"],
        kind.active(document),
        moment,
        moment,
        document,
    )
    store.insert(sandbox, where, record)
    if kind is INVOICE:
        audit_store.begin(sandbox, account, record, audit_store.RECEIVED)
        audits.conclude(sandbox, record.uuid, audits.judge(sandbox, account, record.uuid))


def _give_credentials(sandbox: Sandbox) -> None:
    credentials.ensure(sandbox, auth.PROVIDER, auth.API_KEY, "appzen-api-key")
    credentials.ensure(sandbox, auth.PROVIDER, auth.RESTRICTED_API_KEY, "appzen-restricted-key")
    client = {"client_id": "appzen-expense-client"}
    credentials.ensure(sandbox, auth.PROVIDER, auth.CLIENT_SECRET, "appzen-client-secret", **client)
    # A stream of its own: the ids of a world must not depend on whether its credentials are new.
    with sandbox.random_stream(f"appzen customers of {sandbox.name}"):
        drawn = sandbox.random.sample(range(100_000, 1_000_000), len(CUSTOMERS))
    for (kind, account, secret, fixed_id), number in zip(CUSTOMERS, drawn, strict=True):
        id_ = fixed_id if sandbox.name == DEFAULT_SANDBOX else str(number)
        credentials.ensure(sandbox, auth.PROVIDER, kind, secret, customer_id=id_, account=account)
    if sandbox.name == DEFAULT_SANDBOX:
        credentials.issue(sandbox, auth.PROVIDER, auth.API_KEY, PLACEHOLDER_API_KEY)
        credentials.issue(sandbox, auth.PROVIDER, auth.CUSTOMER_KEY, **PLACEHOLDER_CUSTOMER)
