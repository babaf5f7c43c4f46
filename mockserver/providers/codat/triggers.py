"""Events that a tester lets happen now, for an object that exists: nothing else changes.

`set` replaces members of the payload.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import messages, push_options, quota, store, webhooks
from mockserver.providers.codat.store import Row
from mockserver.web.call import Origin

Document = dict[str, Any]
Trigger = Callable[[Sandbox, str | None, Document], list[int]]
COMPANY_EVENTS = ("company.created", "company.deleted")
CONNECTION_EVENTS = tuple(
    f"connection.{change}"
    for change in ("created", "connected", "failed", "disconnected", "reconnected", "deleted")
)
READ_EVENTS = ("read.completed", "read.completed.initial")
QUOTA_EVENTS = ("client.rateLimit.reached", "client.rateLimit.reset")


@dataclass(frozen=True)
class Afar:
    """Nobody's view: addresses are the public ones, else the vendor's own."""

    sandbox: Sandbox

    def url(self, path: str, host: str = "") -> str:
        """The absolute address of a path."""
        known = self.sandbox.public_url
        origin = Origin(known or f"https://{host}", "/codat", real_host=not known)
        return origin.url(self.sandbox.name, path, host)


def _company_event(event: str, sandbox: Sandbox, of: str | None, changes: Document) -> list[int]:
    company = _company(sandbox, of)
    connections = store.connections_of(sandbox, [company["id"]])
    payload = messages.company(Afar(sandbox), company, connections) | changes
    return webhooks.notify(sandbox, event, lambda: payload, company)


def _connection_event(event: str, sandbox: Sandbox, of: str | None, changes: Document) -> list[int]:
    connection = store.connection_named(sandbox, of or "")
    if connection is None:
        raise LookupError(f"there is no connection {of!r}")
    company = _company(sandbox, connection["company_id"])
    payload = messages.connection(Afar(sandbox), company, connection) | changes
    return webhooks.notify(sandbox, event, lambda: payload, company)


def _read_event(event: str, sandbox: Sandbox, of: str | None, changes: Document) -> list[int]:
    company = _company(sandbox, of)
    newest = store.pulls_of(sandbox, company["id"], 1)
    pulls = store.pulls_in(sandbox, newest[0]["run"]) if newest else []
    payload = messages.read_completed(company, pulls) | changes
    return webhooks.notify(sandbox, event, lambda: payload, company)


def _write_event(event: str, sandbox: Sandbox, of: str | None, changes: Document) -> list[int]:
    push = store.push_named(sandbox, of or "")
    if push is None or push["completed"] is None:
        raise LookupError(f"there is no push {of!r} that has ended")
    company = _company(sandbox, push["company_id"])
    payload = messages.write(company, push) | changes
    return webhooks.notify(sandbox, event, lambda: payload, company)


def _quota_event(event: str, sandbox: Sandbox, _of: str | None, changes: Document) -> list[int]:
    size, left = quota.limit(sandbox), quota.look(sandbox)
    payload = messages.rate_limit(size, left.left, sandbox.now + left.resets_in_ms) | changes
    return webhooks.notify(sandbox, event, lambda: payload, None)


def _company(sandbox: Sandbox, company_id: str | None) -> Row:
    company = store.find_company(sandbox, company_id or "")
    if company is None:
        raise LookupError(f"there is no company {company_id!r}")
    return company


TRIGGERS: dict[str, Trigger] = {
    **{event: partial(_company_event, event) for event in COMPANY_EVENTS},
    **{event: partial(_connection_event, event) for event in CONNECTION_EVENTS},
    **{event: partial(_read_event, event) for event in READ_EVENTS},
    **{
        event: partial(_write_event, event)
        for name in push_options.WRITABLE
        for event in (f"{name}.write.successful", f"{name}.write.unsuccessful")
    },
    **{event: partial(_quota_event, event) for event in QUOTA_EVENTS},
}
