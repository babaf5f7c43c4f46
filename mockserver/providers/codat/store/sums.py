"""What the copied journal entries add up to, by account and month, however many they are."""

import json
from collections.abc import Collection

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat.store.row import Row

Sum = tuple[str, str, int]
_SUMS = """
    SELECT json_extract(part.value, '$.accountRef.id') AS account,
        substr(json_extract(body, '$.postedOn'), 1, 7) AS month,
        sum(CAST(round(json_extract(part.value, '$.netAmount') * 100) AS INTEGER))
    FROM codat_record JOIN codat_body ON codat_body.record = codat_record.number,
        json_each(body, '$.journalLines') AS part
    WHERE shelf = ?1 AND line IS NOT NULL AND NOT deleted AND account IS NOT NULL"""
_AT_BANKS = """
        AND account NOT IN (SELECT value FROM json_each(?2))
        AND EXISTS (SELECT 1 FROM json_each(body, '$.journalLines') AS side
            WHERE json_extract(side.value, '$.accountRef.id') IN (SELECT value FROM json_each(?2)))
"""
_GROUPED = " GROUP BY account, month"


def sums(sandbox: Sandbox, shelf: Row) -> list[Sum]:
    """Rows of account id, month (`2026-06`) and cents, debits positive."""
    found = sandbox.connection.execute(_SUMS + _GROUPED, (shelf["number"],))
    return [(account, month, cents) for account, month, cents in found]


def cash_sums(sandbox: Sandbox, shelf: Row, banks: Collection[str]) -> list[Sum]:
    """The same of those entries that move money at banks, without what they do there."""
    found = sandbox.connection.execute(
        _SUMS + _AT_BANKS + _GROUPED, (shelf["number"], json.dumps(list(banks)))
    )
    return [(account, month, cents) for account, month, cents in found]
