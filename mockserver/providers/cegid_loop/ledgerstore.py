"""Entries of imports, what they mention, their analytic shares and letterings.

Entries belong to the books once their import has succeeded; until then nobody sees them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop.lines import Entry, Share
from mockserver.providers.cegid_loop.recordstore import ACCOUNT, JOURNAL, SECTION, THIRD_PARTY
from mockserver.providers.cegid_loop.rules import chart

_KEPT = Entry._fields[: Entry._fields.index("journal_label")]
_WIDTH = len(_KEPT)

TABLES = (
    f"""CREATE TABLE cegid_loop_entry (
        import_id TEXT NOT NULL, {", ".join(_KEPT)},
        PRIMARY KEY (import_id, line)) WITHOUT ROWID""",
    """CREATE TABLE cegid_loop_mentioned (
        import_id TEXT NOT NULL, kind TEXT NOT NULL, code TEXT NOT NULL, label TEXT NOT NULL,
        account TEXT NOT NULL, line INTEGER NOT NULL,
        PRIMARY KEY (import_id, kind, code)) WITHOUT ROWID""",
    """CREATE TABLE cegid_loop_share (
        import_id TEXT NOT NULL, line INTEGER NOT NULL, axis TEXT NOT NULL, section TEXT NOT NULL,
        debit_cents INTEGER NOT NULL, credit_cents INTEGER NOT NULL)""",
    "CREATE INDEX cegid_loop_share_of ON cegid_loop_share (import_id, line)",
    """CREATE TABLE cegid_loop_lettering (
        import_id TEXT NOT NULL, account TEXT NOT NULL, auxiliary TEXT NOT NULL,
        code TEXT NOT NULL, object_id TEXT NOT NULL,
        PRIMARY KEY (import_id, account, auxiliary, code)) WITHOUT ROWID""",
)
_INSERT = f"INSERT INTO cegid_loop_entry VALUES ({', '.join('?' * (_WIDTH + 1))})"  # noqa: S608 - only question marks


def insert(
    sandbox: Sandbox, import_id: str, items: Iterable[Entry | Share], digits: int = 0
) -> None:
    """Keep what is read, its accounts padded to so many digits, and note what it mentions.

    Entries are written while they are read: a failed import drops them when it concludes.
    """
    aside = _Aside(digits)
    sandbox.connection.executemany(_INSERT, _rows(import_id, items, aside))
    sandbox.connection.executemany(
        "INSERT INTO cegid_loop_share VALUES (?, ?, ?, ?, ?, ?)",
        ((import_id, *share) for share in aside.shares),
    )
    sandbox.connection.executemany(
        "INSERT OR IGNORE INTO cegid_loop_mentioned VALUES (?, ?, ?, ?, ?, ?)",
        (
            (import_id, kind, code, *said)
            for kind, found in aside.mentioned.items()
            for code, said in found.items()
        ),
    )


@dataclass
class _Aside:
    """What is put aside while entries are written: shares, and what was mentioned first where.

    `mentioned` has by kind and code: label, account, line. `padded` has accounts as they are kept.
    """

    digits: int
    shares: list[Share] = field(default_factory=list)
    mentioned: dict[str, dict[str, tuple[str, str, int]]] = field(
        default_factory=lambda: {kind: {} for kind in (ACCOUNT, JOURNAL, THIRD_PARTY, SECTION)}
    )
    padded: dict[str, str] = field(default_factory=dict)


def _rows(
    import_id: str, items: Iterable[Entry | Share], aside: _Aside
) -> Iterator[tuple[Any, ...]]:
    """The rows of the entries."""
    journals, thirds = aside.mentioned[JOURNAL], aside.mentioned[THIRD_PARTY]
    padded = aside.padded
    for item in items:
        if isinstance(item, Share):
            aside.shares.append(item)
            code = f"{item.axis}/{item.section}"
            aside.mentioned[SECTION].setdefault(code, ("", "", item.line))
            continue
        account = padded.get(item.account)
        if account is None:
            account = padded[item.account] = chart.padded(item.account, aside.digits)
            aside.mentioned[ACCOUNT].setdefault(account, (item.account_label, "", item.line))
        if item.journal not in journals:
            journals[item.journal] = item.journal_label, "", item.line
        if item.auxiliary and item.auxiliary not in thirds:
            thirds[item.auxiliary] = item.auxiliary_label, account, item.line
        yield import_id, account, *item[1:_WIDTH]


def count(sandbox: Sandbox, import_id: str) -> int:
    """How many entries an import has so far."""
    sql = "SELECT count(*) FROM cegid_loop_entry WHERE import_id = ?"
    return int(sandbox.value(sql, import_id))


def last_line(sandbox: Sandbox, import_id: str) -> int:
    """The line of the last entry so far; 0 for none."""
    sql = "SELECT coalesce(max(line), 0) FROM cegid_loop_entry WHERE import_id = ?"
    return int(sandbox.value(sql, import_id))


def drop(sandbox: Sandbox, import_id: str) -> None:
    """A failed import leaves nothing."""
    for table in ("entry", "mentioned", "share", "lettering"):
        sandbox.connection.execute(
            f"DELETE FROM cegid_loop_{table} WHERE import_id = ?",  # noqa: S608 - the names above
            (import_id,),
        )


def find_outside(sandbox: Sandbox, import_id: str, first: str, last: str) -> int | None:
    """The first line dated before `first` or after `last` (ISO 8601, inclusive)."""
    line: int | None = sandbox.value(
        "SELECT min(line) FROM cegid_loop_entry WHERE import_id = ? AND NOT date BETWEEN ? AND ?",
        import_id,
        first,
        last,
    )
    return line


def unbalanced(sandbox: Sandbox, import_id: str) -> list[dict[str, Any]]:
    """Entries whose debits are not their credits, by their first line.

    line, last, balance_group, debit, credit, and journal, date, siret, kind of one of the lines.
    """
    return sandbox.rows(
        "SELECT min(line) AS line, max(line) AS last, balance_group, sum(debit_cents) AS debit,"
        " sum(credit_cents) AS credit, journal, date, siret, kind FROM cegid_loop_entry"
        " WHERE import_id = ? GROUP BY balance_group HAVING debit <> credit ORDER BY 1",
        import_id,
    )


def unknown(sandbox: Sandbox, import_id: str, dossier: str, kind: str) -> list[dict[str, Any]]:
    """What the import mentions and the dossier lacks: code, label, account, line."""
    return sandbox.rows(
        "SELECT code, label, account, line FROM cegid_loop_mentioned AS m WHERE import_id = ?1"
        " AND kind = ?3 AND NOT EXISTS (SELECT 1 FROM cegid_loop_record AS r"
        " WHERE r.kind = ?3 AND r.dossier = ?2 AND r.code = m.code) ORDER BY line",
        import_id,
        dossier,
        kind,
    )


def replace(sandbox: Sandbox, import_id: str, kind: str, code: str, by: str) -> None:
    """Let entries mention another journal, account or third party; it is one that exists."""
    column = {JOURNAL: "journal", ACCOUNT: "account", THIRD_PARTY: "auxiliary"}[kind]
    sandbox.connection.execute(
        f"UPDATE cegid_loop_entry SET {column} = ? WHERE import_id = ? AND {column} = ?",  # noqa: S608 - the names above
        (by, import_id, code),
    )
    sandbox.connection.execute(
        "DELETE FROM cegid_loop_mentioned WHERE import_id = ? AND kind = ? AND code = ?",
        (import_id, kind, code),
    )


def packets(sandbox: Sandbox, import_id: str) -> list[dict[str, Any]]:
    """What is lettered together: account, auxiliary, code, debit, credit, line of the first."""
    return sandbox.rows(
        "SELECT account, auxiliary, lettering AS code, sum(debit_cents) AS debit,"
        " sum(credit_cents) AS credit, min(line) AS line FROM cegid_loop_entry"
        " WHERE import_id = ? AND lettering <> '' GROUP BY account, auxiliary, lettering"
        " ORDER BY line",
        import_id,
    )


def letter(sandbox: Sandbox, import_id: str, packet: dict[str, Any], object_id: str) -> None:
    """The packet is lettered; `object_id` is the codeLettrage that clients see."""
    sandbox.connection.execute(
        "INSERT INTO cegid_loop_lettering VALUES (?, ?, ?, ?, ?)",
        (import_id, packet["account"], packet["auxiliary"], packet["code"], object_id),
    )


def share_without(sandbox: Sandbox, import_id: str, dossier: str) -> dict[str, Any] | None:
    """The first share whose account takes no analytic shares: line, account."""
    return sandbox.row(
        "SELECT s.line, e.account FROM cegid_loop_share AS s JOIN cegid_loop_entry AS e"
        " ON e.import_id = s.import_id AND e.line = s.line LEFT JOIN cegid_loop_record AS r"
        " ON r.kind = 'compte' AND r.dossier = ? AND r.code = e.account"
        " WHERE s.import_id = ? AND NOT coalesce(r.data ->> 'analytique',"
        " substr(e.account, 1, 1) IN ('6', '7')) ORDER BY s.line LIMIT 1",
        dossier,
        import_id,
    )


def name_axis(sandbox: Sandbox, import_id: str, code: str) -> None:
    """Shares without an axis belong to this one."""
    sandbox.connection.execute(
        "UPDATE cegid_loop_share SET axis = ? WHERE import_id = ? AND axis = ''", (code, import_id)
    )
