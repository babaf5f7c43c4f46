"""What a dossier or the firm keeps of a kind: accounts, journals, third parties, and so on.

All of these have an objectId, a revision and a code; the rest is a document as it is read.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from mockserver.engine.sandbox import Sandbox

ACCOUNT, JOURNAL, THIRD_PARTY, SECTION, AXIS = "compte", "journal", "tiers", "section", "axe"
VAT, ESTABLISHMENT = "tva", "etablissement"
AGENCY, GROUP, COLLABORATOR = "agence", "groupe", "collaborateur"
OFFER, CONTACT, ASSOCIATION, SUBSCRIPTION = "offre", "contact", "association", "souscription"
FIRM = "CABINET"

TABLES = (
    """CREATE TABLE cegid_loop_record (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, dossier TEXT NOT NULL, code TEXT NOT NULL,
        object_id TEXT NOT NULL, data TEXT NOT NULL, UNIQUE (kind, dossier, code))""",
)
_SELECT = "SELECT id, object_id, data FROM cegid_loop_record WHERE kind = ? AND dossier = ?"


def add(
    sandbox: Sandbox, kind: str, dossier: str, code: str, data: dict[str, Any]
) -> dict[str, Any]:
    """Keep something new under its code; as it will be read."""
    object_id = sandbox.new_id()
    cursor = sandbox.connection.execute(
        "INSERT INTO cegid_loop_record (kind, dossier, code, object_id, data)"
        " VALUES (?, ?, ?, ?, ?)",
        (kind, dossier, code, object_id, document(data)),
    )
    return _shown(int(cursor.lastrowid or 0), object_id, data)


def add_all(
    sandbox: Sandbox, kind: str, dossier: str, documents: Iterable[tuple[str, str]]
) -> None:
    """Keep many new ones, each as its code and its document."""
    sandbox.connection.executemany(
        "INSERT INTO cegid_loop_record (kind, dossier, code, object_id, data)"
        " VALUES (?, ?, ?, ?, ?)",
        ((kind, dossier, code, sandbox.new_id(), text) for code, text in documents),
    )


def document(data: dict[str, Any]) -> str:
    """What `add_all` keeps of a record."""
    return json.dumps(data, ensure_ascii=False)


def find(sandbox: Sandbox, kind: str, dossier: str, code: str) -> dict[str, Any] | None:
    """What has this code, as it is read."""
    row = sandbox.connection.execute(f"{_SELECT} AND code = ?", (kind, dossier, code)).fetchone()
    return None if row is None else _shown(row[0], row[1], json.loads(row[2]))


def has(sandbox: Sandbox, kind: str, dossier: str, code: str) -> bool:
    """Whether something has this code."""
    sql = "SELECT 1 FROM cegid_loop_record WHERE kind = ? AND dossier = ? AND code = ?"
    return sandbox.value(sql, kind, dossier, code) is not None


def code_of(sandbox: Sandbox, kind: str, dossier: str, object_id: str) -> str | None:
    """The code of what has this objectId."""
    code: str | None = sandbox.value(
        "SELECT code FROM cegid_loop_record WHERE kind = ? AND dossier = ? AND object_id = ?",
        kind,
        dossier,
        object_id.lower(),
    )
    return code


def listed(sandbox: Sandbox, kind: str, dossier: str) -> Iterator[dict[str, Any]]:
    """All of a kind in the order of their codes, as they are read."""
    for id_, object_id, data in sandbox.connection.execute(
        f"{_SELECT} ORDER BY code", (kind, dossier)
    ):
        yield _shown(id_, object_id, json.loads(data))


def reference(record: dict[str, Any], text: str) -> dict[str, Any]:
    """How one record names another."""
    return {"objectId": record["objectId"], "description": [text]}


def revision(number: int) -> str:
    """`0x0000000000017ED5`: a row version."""
    return f"0x{number:016X}"


def _shown(id_: int, object_id: str, data: dict[str, Any]) -> dict[str, Any]:
    return {"objectId": object_id, "revisionId": revision(id_), **data}
