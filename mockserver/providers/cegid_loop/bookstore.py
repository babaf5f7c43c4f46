"""The books of a dossier: the entries of its successful imports, as they are read."""

from collections.abc import Iterator, Mapping
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import recordstore

_ID_HEAD = 24  # of an import's id; the entry's line takes the place of the rest
_LINES_PER_IMPORT = 1 << 32
_COLUMNS = (
    *("number", "import_id", "line", "date", "journal", "account", "auxiliary", "label"),
    *("reference", "reference_date", "due_date", "debit_cents", "credit_cents", "lettering_id"),
    *("lettering_date", "origin", "parent", "kind", "siret", "shares"),
)
_SELECT = """
    SELECT i.rowid, e.import_id, e.line, e.date, e.journal, e.account, e.auxiliary, e.label,
        e.reference, e.reference_date, e.due_date, e.debit_cents, e.credit_cents, l.object_id,
        e.lettering_date, e.origin, e.parent, e.kind, coalesce(nullif(e.siret, ''), i.siret),
        EXISTS (SELECT 1 FROM cegid_loop_share AS s
            WHERE s.import_id = e.import_id AND s.line = e.line)
    FROM cegid_loop_import AS i JOIN cegid_loop_entry AS e ON e.import_id = i.id
    LEFT JOIN cegid_loop_lettering AS l ON l.import_id = e.import_id AND l.account = e.account
        AND l.auxiliary = e.auxiliary AND l.code = e.lettering
    WHERE i.dossier = ? AND i.status = 3"""
_NARROWED = {"codelettrage": "l.object_id", "ecritureorigine": "e.origin"}


def entries(
    sandbox: Sandbox, dossier: str, narrowing: Mapping[str, str | None]
) -> Iterator[dict[str, Any]]:
    """The entries of a dossier in the order of their imports and lines, one after the other.

    `narrowing` says of codelettrage or ecritureorigine which text it is, or None for any text.
    """
    sql, values = _SELECT, [dossier]
    for name, wanted in narrowing.items():
        if wanted is None:
            sql += f" AND coalesce({_NARROWED[name]}, '') <> ''"
        else:
            sql += f" AND {_NARROWED[name]} = ?"
            values.append(wanted)
    cursor = sandbox.connection.execute(sql + " ORDER BY i.rowid, e.line", values)
    for row in cursor:
        yield _shown(sandbox, dict(zip(_COLUMNS, row, strict=True)))


def object_id(import_id: str, line: int) -> str:
    """The objectId of an entry."""
    return f"{import_id[:_ID_HEAD]}{line:012x}"


def _shown(sandbox: Sandbox, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "objectId": object_id(row["import_id"], row["line"]),
        "revisionId": recordstore.revision(row["number"] * _LINES_PER_IMPORT + row["line"]),
        "date": row["date"],
        "journalCode": row["journal"],
        "compteNumero": row["account"],
        "tiers": row["auxiliary"] or None,
        "libelle": row["label"],
        "refPiece": row["reference"] or None,
        "datePiece": row["reference_date"] or row["date"],
        "dateEcheance": row["due_date"] or None,
        "debit": row["debit_cents"] / 100,
        "credit": row["credit_cents"] / 100,
        "codeLettrage": row["lettering_id"],
        "dateLettrage": (row["lettering_id"] and row["lettering_date"]) or None,
        "ecritureOrigine": row["origin"] or None,
        "ecritureMere": row["parent"] or None,
        "type": row["kind"],
        "SIRET": row["siret"],
        "axeAna": _shares(sandbox, row) if row["shares"] else [],
    }


def _shares(sandbox: Sandbox, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"axe": axis, "section": section, "debit": debit / 100, "credit": credit / 100}
        for axis, section, debit, credit in sandbox.connection.execute(
            "SELECT axis, section, debit_cents, credit_cents FROM cegid_loop_share"
            " WHERE import_id = ? AND line = ? ORDER BY rowid",
            (row["import_id"], row["line"]),
        )
    ]
