"""Judging a whole import, and what it then adds to its dossier."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import ledgerstore, recordstore, store
from mockserver.providers.cegid_loop.lines import Entry, UnreadableError
from mockserver.providers.cegid_loop.recordstore import (
    ACCOUNT,
    AXIS,
    JOURNAL,
    SECTION,
    THIRD_PARTY,
)
from mockserver.providers.cegid_loop.rules import chart

ALWAYS = "9999-12-31"
_NOUNS = {ACCOUNT: "account", JOURNAL: "journal", THIRD_PARTY: "third party"}
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)


@dataclass(frozen=True)
class Policy:
    """What an import may do: create of these kinds, or use one of `instead`; and its period.

    `letterings_must_match`: an unbalanced packet fails the import; else it stays unlettered.
    """

    creates: frozenset[str]
    instead: Mapping[str, str]
    balance: bool = False
    unbalanced_fails: bool = True
    letterings_must_match: bool = False
    first: str = ""
    last: str = ALWAYS


def judge(sandbox: Sandbox, request: Mapping[str, Any], policy: Policy) -> None:
    """What can be said only when all of a file has been read. Raises UnreadableError."""
    if ledgerstore.count(sandbox, request["id"]) == 0:
        raise UnreadableError("the file has no entries")
    _check_period(sandbox, request, policy)
    _check_balance(sandbox, request, policy)
    for kind in (JOURNAL, ACCOUNT, THIRD_PARTY):
        _check_known(sandbox, request, policy, kind)
    _check_shares(sandbox, request)
    _letter(sandbox, request, policy)


def post(sandbox: Sandbox, request: Mapping[str, Any]) -> None:
    """A successful import: what it mentions and the dossier lacks is created."""
    dossier = request["dossier"]
    for new in ledgerstore.unknown(sandbox, request["id"], dossier, ACCOUNT):
        account = chart.account(new["code"], new["label"])
        recordstore.add(sandbox, ACCOUNT, dossier, new["code"], account)
    for new in ledgerstore.unknown(sandbox, request["id"], dossier, JOURNAL):
        journal = chart.journal(new["code"], new["label"])
        recordstore.add(sandbox, JOURNAL, dossier, new["code"], journal)
    for new in ledgerstore.unknown(sandbox, request["id"], dossier, THIRD_PARTY):
        third = chart.third_party(new["code"], new["label"], new["account"])
        recordstore.add(sandbox, THIRD_PARTY, dossier, new["code"], third)
    for new in ledgerstore.unknown(sandbox, request["id"], dossier, SECTION):
        _create_section(sandbox, dossier, *new["code"].split("/", 1))
    if axis := _find_axis(sandbox, dossier, ""):
        ledgerstore.name_axis(sandbox, request["id"], axis["code"])


def _check_period(sandbox: Sandbox, request: Mapping[str, Any], policy: Policy) -> None:
    first, last = policy.first, policy.last
    if (first, last) != ("", ALWAYS):
        why = f"the date is not in the context from {first} to {last}"
        _refuse_outside(sandbox, request, first, last, why)
    if closed := store.closed_until(sandbox, request["dossier"]):
        why = f"the period until {closed} is closed"
        _refuse_outside(sandbox, request, f"{closed}~", ALWAYS, why)


def _refuse_outside(
    sandbox: Sandbox, request: Mapping[str, Any], first: str, last: str, why: str
) -> None:
    line = ledgerstore.find_outside(sandbox, request["id"], first, last)
    if line is not None:
        raise UnreadableError(why, line)


def _check_balance(sandbox: Sandbox, request: Mapping[str, Any], policy: Policy) -> None:
    wrong = ledgerstore.unbalanced(sandbox, request["id"])
    if not wrong:
        return
    if policy.unbalanced_fails:
        first = wrong[0]
        debit, credit, group = first["debit"] / 100, first["credit"] / 100, first["balance_group"]
        why = f"entry {group} does not balance: debit {debit:.2f}, credit {credit:.2f}"
        raise UnreadableError(why, first["line"])
    if policy.balance:
        _balance(sandbox, request, wrong)


def _balance(sandbox: Sandbox, request: Mapping[str, Any], wrong: list[dict[str, Any]]) -> None:
    """Each group gets a line on the waiting account. # assumed: which account is not published"""
    line = ledgerstore.last_line(sandbox, request["id"])
    digits = sandbox.setting("cegid_loop.account_digits")
    added = []
    for number, group in enumerate(wrong, line + 1):
        missing = group["debit"] - group["credit"]
        added.append(
            Entry(
                line=number,
                balance_group=group["balance_group"],
                journal=group["journal"],
                number="",
                date=group["date"],
                account=chart.WAITING_ACCOUNT,
                auxiliary="",
                reference="",
                label="Équilibrage automatique",
                debit_cents=max(0, -missing),
                credit_cents=max(0, missing),
                siret=group["siret"],
                kind=group["kind"],
            )
        )
    ledgerstore.insert(sandbox, request["id"], added, digits)


def _check_known(sandbox: Sandbox, request: Mapping[str, Any], policy: Policy, kind: str) -> None:
    if kind in policy.creates:
        missing = [row for row in _unknown(sandbox, request, kind) if not row["code"]]
    else:
        missing = _unknown(sandbox, request, kind)
    for row in missing:
        if kind not in policy.instead:
            raise UnreadableError(f"there is no {_NOUNS[kind]} {row['code']!r}", row["line"])
        ledgerstore.replace(sandbox, request["id"], kind, row["code"], policy.instead[kind])


def _unknown(sandbox: Sandbox, request: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    return ledgerstore.unknown(sandbox, request["id"], request["dossier"], kind)


def _check_shares(sandbox: Sandbox, request: Mapping[str, Any]) -> None:
    """The account must be analytic, the axis must exist; sections are created."""
    wrong = ledgerstore.share_without(sandbox, request["id"], request["dossier"])
    if wrong is not None:
        raise UnreadableError(f"account {wrong['account']} is not analytic", wrong["line"])
    for section in _unknown(sandbox, request, SECTION):
        axis = section["code"].partition("/")[0]
        if _find_axis(sandbox, request["dossier"], axis) is None:
            raise UnreadableError(f"there is no axis {axis!r}", section["line"])


def _find_axis(sandbox: Sandbox, dossier: str, code: str) -> dict[str, Any] | None:
    """The axis of this code, or the first one for a blank code."""
    if code:
        return recordstore.find(sandbox, AXIS, dossier, code)
    return next(recordstore.listed(sandbox, AXIS, dossier), None)


def _create_section(sandbox: Sandbox, dossier: str, axis_code: str, code: str) -> None:
    axis = _find_axis(sandbox, dossier, axis_code)
    if axis is None:
        return
    key = f"{axis['code']}/{code}"
    if not recordstore.has(sandbox, SECTION, dossier, key):
        shown = recordstore.reference(axis, axis["code"]) | {"code": axis["code"]}
        recordstore.add(sandbox, SECTION, dossier, key, chart.section(code, "", shown))


def _letter(sandbox: Sandbox, request: Mapping[str, Any], policy: Policy) -> None:
    """Entries of one account with one code are lettered when their debits are their credits."""
    packets = ledgerstore.packets(sandbox, request["id"])
    if policy.letterings_must_match:
        _check_letterings(packets)
    for packet in packets:
        if packet["debit"] == packet["credit"]:
            code = packet["code"]
            given = code.lower() if _UUID.fullmatch(code) else sandbox.new_id()
            ledgerstore.letter(sandbox, request["id"], packet, given)


def _check_letterings(packets: list[dict[str, Any]]) -> None:
    accounts: dict[str, str] = {}
    for packet in packets:
        if accounts.setdefault(packet["code"], packet["account"]) != packet["account"]:
            raise _wrong_lettering(packet, "is used on two accounts")
    for packet in packets:
        if packet["debit"] != packet["credit"]:
            raise _wrong_lettering(packet, "does not balance")


def _wrong_lettering(packet: Mapping[str, Any], why: str) -> UnreadableError:
    return UnreadableError(f"lettering {packet['code'][:40]!r} {why}", packet["line"])
