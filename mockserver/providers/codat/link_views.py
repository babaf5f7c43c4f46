"""What the Link pages show: each page's values, in the words that a person reads."""

import re
from itertools import groupby
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import linking, pages, rules, store
from mockserver.providers.codat.catalogue import (
    ACCOUNTING,
    BANK_FEED,
    BANKING,
    COMMERCE,
    INTEGRATIONS,
    SANDBOX_KEY,
    Integration,
)
from mockserver.providers.codat.store import Row
from mockserver.providers.codat.sync_settings import fetched_on_first_link
from mockserver.web.call import Call
from mockserver.web.operation import Reply

CHOOSE, CONSENT, AUTHORISE, DONE = range(4)
KINDS = {
    ACCOUNTING: "Accounting software",
    BANKING: "Banks",
    COMMERCE: "Shops and payments",
    BANK_FEED: "Bank feeds",
}
STATUS_WORDS = {
    rules.LINKED: "Connected",
    rules.PENDING: "Waiting for your authorisation",
    rules.UNLINKED: "Disconnected",
    rules.DEAUTHORIZED: "Access expired",
}
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def choice(sandbox: Sandbox, company: Row, call: Call, complaint: str = "") -> Reply:
    """What is connected already, and what can be."""
    connections = store.connections_of(sandbox, [company["id"]])
    linked = [c for c in connections if c["status"] != rules.PENDING]
    return pages.page(
        "choose",
        400 if complaint else 200,
        **_frame(sandbox, company, CHOOSE),
        complaint=complaint,
        linked=[_shown(call, company, connection) for connection in linked],
        groups=_groups(_offered(company, call)),
        action=address_of(call, company, None),
        leave=address_of(call, company, None, "leave"),
    )


def consent(sandbox: Sandbox, company: Row, connection: Row, call: Call) -> Reply:
    """What will be shared, and on which terms."""
    source = INTEGRATIONS[connection["platform_key"]]
    wanted = fetched_on_first_link(sandbox, company["id"])
    return pages.page(
        "consent",
        **_frame(sandbox, company, CONSENT),
        source=source.name,
        shared=[_words(name) for name in wanted if name in source.data_types],
        action=address_of(call, company, connection, "consent"),
        back=address_of(call, company, None),
    )


def authorization(
    sandbox: Sandbox, company: Row, connection: Row, call: Call, complaint: str = ""
) -> Reply:
    """The source's own question, with the choice of sample data."""
    source = INTEGRATIONS[connection["platform_key"]]
    return pages.page(
        "authorize",
        400 if complaint else 200,
        **_frame(sandbox, company, AUTHORISE),
        complaint=complaint,
        source=source.name,
        initials=_initials(source.name),
        data_sets=linking.DATA_SETS,
        chosen=connection["data_set"] or next(iter(linking.DATA_SETS)),
        action=address_of(call, company, connection, "authorize"),
    )


def finished(sandbox: Sandbox, company: Row, connection: Row | None, call: Call) -> Reply:
    """How it ended."""
    return pages.page(
        "finished",
        **_frame(sandbox, company, DONE),
        ending=_ending(connection),
        source=INTEGRATIONS[connection["platform_key"]].name if connection else "",
        again=address_of(call, company, None),
    )


def address_of(call: Call, company: Row, connection: Row | None, *tail: str) -> str:
    """The path of a page about a company, or about one of its connections."""
    inside = () if connection is None else ("connections", connection["id"])
    return pages.address(call, "company", company["id"], *inside, *tail)


def _frame(sandbox: Sandbox, company: Row, step: int) -> dict[str, Any]:
    profile = store.find_document(sandbox, store.PROFILE) or {}
    logo = profile.get("logoUrl", "")
    return {
        "client": profile.get("name", ""),
        "logo": logo if logo.startswith("data:image/") else "",
        "company": company["name"],
        "step": step,
    }


def _ending(connection: Row | None) -> str:
    if connection is None:
        return "unchanged"
    if connection["status"] == rules.LINKED:
        return "linked"
    codes = [error["status_code"] for error in connection["errors"] if "resolved" not in error]
    if not codes:
        return "unchanged"
    return {str(linking.CANCELLED): "cancelled"}.get(codes[-1], "failed")


def _offered(company: Row, call: Call) -> list[Integration]:
    """The platform that the company was made for, else all; sandboxes unless they are hidden."""
    if company["platform_key"]:
        return [INTEGRATIONS[company["platform_key"]]]
    hidden = call.args.get("link.showSandboxIntegrations", "").lower() == "false"
    return [one for one in INTEGRATIONS.values() if not (hidden and one.sandbox)]


def _groups(offered: list[Integration]) -> list[dict[str, Any]]:
    first = [one for one in offered if one.key == SANDBOX_KEY]
    others = [one for one in offered if one.key != SANDBOX_KEY]
    groups = [{"title": "For testing", "open": True, "tiles": [_tile(s) for s in first]}]
    for kind, members in groupby(others, key=lambda one: one.source_type):
        tiles = [_tile(member) for member in members]
        groups.append({"title": KINDS[kind], "open": kind == ACCOUNTING, "tiles": tiles})
    shown = [group for group in groups if group["tiles"]]
    if len(offered) == 1:
        shown[0] |= {"open": True}
    return shown


def _tile(source: Integration) -> dict[str, str]:
    note = "Sample data, no account needed" if source.key == SANDBOX_KEY else ""
    return {
        "key": source.key,
        "name": source.name,
        "initials": _initials(source.name),
        "note": note,
    }


def _shown(call: Call, company: Row, connection: Row) -> dict[str, Any]:
    name = INTEGRATIONS[connection["platform_key"]].name
    return {
        "name": name,
        "initials": _initials(name),
        "status": STATUS_WORDS[connection["status"]],
        "linked": connection["status"] == rules.LINKED,
        "unlink": address_of(call, company, connection, "unlink"),
        "again": address_of(call, company, connection),
    }


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", name))[:2].upper()


def _words(data_type: str) -> str:
    """`commerce-companyInfo` → `Commerce company info`."""
    spaced = _CAPITAL.sub(" ", data_type.replace("-", " ")).lower()
    return spaced[:1].upper() + spaced[1:]
