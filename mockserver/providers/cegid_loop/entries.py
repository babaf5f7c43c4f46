"""Reading accounting entries: at most 100 at a time, and never without a filter."""

from collections.abc import Iterator
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import bookstore, errors, reads, routes
from mockserver.providers.cegid_loop.auth import Caller
from mockserver.providers.cegid_loop.rules import filters, matching, queries, refusals
from mockserver.providers.cegid_loop.rules.filters import Compare, Field, Node, Value
from mockserver.providers.cegid_loop.rules.queries import Query
from mockserver.providers.cegid_loop.schemas.reads import Entry, ReadQuery
from mockserver.web.call import Call
from mockserver.web.operation import DOCUMENTED, Api

MOST = 100
MANDATORY = {"codelettrage", "ecritureorigine"}

api = Api()


@api.get(
    f"{routes.BASE}/EcritureComptable",
    name="getEcritureComptable",
    query=ReadQuery(),
    returns=(200, Entry(many=True)),
    refuses=reads.REFUSES,
    tags=("reads",),
    source=routes.PORTAL + "EcritureComptable.html",
    evidence=DOCUMENTED,
)
def get_entries(sandbox: Sandbox, caller: Caller, call: Call) -> list[dict[str, Any]]:
    """At most 100 entries of a dossier, filtered by codeLettrage or ecritureOrigine."""
    query = reads.asked(sandbox, call, caller)
    if query.wanted is None or not filters.fields_of(query.wanted) & MANDATORY:
        raise errors.refused(refusals.NO_ENTRY_FILTER, 400)
    matching_ones = _matching(sandbox, query, query.wanted)
    take = MOST if query.take is None else min(query.take, MOST)
    found = _cut(matching_ones, query, take)
    return [queries.selected(entry, query.select) for entry in found]


def _matching(sandbox: Sandbox, query: Query, wanted: Node) -> Iterator[dict[str, Any]]:
    dossier = reads.dossier_of(query)
    for entry in bookstore.entries(sandbox, dossier, narrowing(wanted)):
        more = {"codeDossier": dossier, "codeJournal": entry["journalCode"]}
        if matching.holds(wanted, more | entry):
            yield entry


def _cut(found: Iterator[dict[str, Any]], query: Query, take: int) -> list[dict[str, Any]]:
    """The page, without ever holding more than what precedes its end."""
    end = query.skip + take
    if query.order:
        first = _first_in_order(found, query, end)
        return first[query.skip :]
    page = []
    for number, entry in enumerate(found):
        if number >= end:
            break
        if number >= query.skip:
            page.append(entry)
    return page


def _first_in_order(
    found: Iterator[dict[str, Any]], query: Query, end: int
) -> list[dict[str, Any]]:
    """Chunk by chunk: what cannot be among the first `end` is forgotten."""
    kept: list[dict[str, Any]] = []
    for entry in found:
        kept.append(entry)
        if len(kept) >= 2 * end + 1000:
            kept = queries.ordered(kept, query.order)[:end]
    return queries.ordered(kept, query.order)[:end]


def narrowing(wanted: Node) -> dict[str, str | None]:
    """What must hold of codeLettrage and ecritureOrigine: a text they equal, or None for any
    text. Nothing else is told to the database.
    """
    found: dict[str, str | None] = {}
    for part in filters.conjuncts(wanted):
        match part:
            case Compare(sign, Field((name,)), Value(value)) if name.lower() in MANDATORY:
                if sign in ("==", "===") and isinstance(value, str):
                    found[name.lower()] = value
                elif sign in ("!=", "!==") and value is None:
                    found.setdefault(name.lower(), None)
    return found
