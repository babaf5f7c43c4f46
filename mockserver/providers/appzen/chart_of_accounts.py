"""The chart of accounts: values of its dimensions, found by code, dimension and sometimes name."""

from mockserver.engine.world import Setting
from mockserver.providers.appzen import rules, store
from mockserver.providers.appzen.kinds import HELP, Kind, Read, Search, Upsert, Write, by
from mockserver.providers.appzen.rules import master
from mockserver.providers.appzen.schemas.chart_of_accounts import KeptSegment, Segment
from mockserver.providers.appzen.schemas.search import SegmentHit
from mockserver.providers.appzen.store import Document, Record

NAME_IS_KEY = "segment-name-for-uniqueness"
MERGE_LOOKUPS = "merge-segment-lookup-names"

CHECK_PARENTS = Setting(
    "appzen.check_segment_parents",
    True,
    "Refuse a segment whose parent (parent_segment_type and parent_segment_code) does not exist, as"
    " the specification says. A known client sends such segments; false lets them pass.",
    "spec",
)


def code_and_type(segment: Document) -> str:
    """What identifies a segment as long as names do not count."""
    return store.text_of((segment["segment_code"], segment["segment_type"]))


def identify(write: Write) -> Record | None:
    """The segment of this code, dimension and name; else, unless names count, of any name."""
    exact = store.find_by_key(write.sandbox, write.where, KEY(write.record))
    if exact is not None or NAME_IS_KEY in write.options:
        return exact
    return store.find_by_alias(write.sandbox, write.where, (code_and_type(write.record),))


def breaches(write: Write) -> list[rules.Breach]:
    """A parent that is named by dimension and code must exist."""
    segment = write.record
    parent = segment.get("parent_segment_code", ""), segment.get("parent_segment_type", "")
    if not all(text.strip() for text in parent) or not write.sandbox.setting(CHECK_PARENTS.name):
        return []
    found = store.find_by_alias(write.sandbox, write.where, (store.text_of(parent),))
    return [] if found is not None else rules.specified(master.of_missing_parent(*parent))


def with_lookups(write: Write, old: Record | None) -> Document:
    """The lookup names replace those before, unless a header says to add them."""
    segment = write.record
    if old is not None and MERGE_LOOKUPS in write.options:
        before = old.document.get("segment_lookup_names", [])
        both = dict.fromkeys((*before, *segment.get("segment_lookup_names", [])))
        return {**segment, "segment_lookup_names": list(both)}
    return segment


KEY = by("segment_code", "segment_type", "segment_name")

SEGMENT = Kind(
    noun="chart of accounts segment",
    tag="chart of accounts",
    schema=Segment(),
    shown=KeptSegment(),
    key=KEY,
    alias=code_and_type,
    active=lambda segment: bool(segment["active"]),
    identify=identify,
    breaches=breaches,
    tidy=with_lookups,
    upserts=(
        Upsert(
            "upsertChartOfAccounts",
            "/chart-of-accounts",
            HELP + "12940630090003",
            options=(NAME_IS_KEY, MERGE_LOOKUPS),
        ),
    ),
    reads=(Read("getChartOfAccounts", "/chart-of-accounts/{uuid}", HELP + "12944316628243"),),
    search=Search(
        "searchChartOfAccounts",
        "/chart-of-accounts/search",
        HELP + "13090530981395",
        hit=SegmentHit(many=True),
        names=("segment_code", "segment_type"),
    ),
)
