"""What a record or a search must obey beyond its shape: decisions on plain values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

DAY_MS = 86_400_000
LONGEST_WINDOW_MS = 7 * DAY_MS

ENTITY_ARTICLE = "https://support.appzen.com/hc/en-us/articles/12941854468371"
SEARCH_ARTICLE = "https://support.appzen.com/hc/en-us/articles/13108601404435"
SPECIFICATION = (
    "https://api-docs.appzen.com/swagger/yaml/data-services-external-api-spec-v1-current.yaml"
)

Complaint = tuple[str, str, str, str]
"""Rule, field, what was expected, what came."""


@dataclass(frozen=True)
class Breach:
    """A rule that a request breaks: where, what was expected, what came."""

    rule: str
    field: str
    expected: str
    got: str
    evidence: str
    source: str

    @property
    def sentence(self) -> str:
        """For a person."""
        return f"{self.field}: expected {self.expected}, got {self.got}"


def of_entity(entity: Mapping[str, Any], *, strict_addresses: bool) -> list[Breach]:
    """Every cross-field rule that an entity breaks. Neither parents, payment terms nor segments
    need exist: the vendor's own sample names ones that do not."""
    breaches = list(_of_segments(entity))
    if strict_addresses:
        breaches += _of_address_types(entity["addresses"])
    return breaches


def of_window(since: int, until: int) -> list[Breach]:
    """What is wrong with a search from `since` to `until` (ms)."""
    if until < since:
        return [
            Breach(
                "search-window-order",
                "to-last-appzen-update-time",
                "a time not before from-last-appzen-update-time",
                f"{since - until} ms before it",
                "assumed",
                "assumed: a window that ends before it begins finds nothing, which hides a mistake",
            )
        ]
    if until - since > LONGEST_WINDOW_MS:
        return [
            Breach(
                "search-window-length",
                "to-last-appzen-update-time",
                "at most 7 days after from-last-appzen-update-time",
                f"{(until - since) / DAY_MS:.3f} days",
                "documented",
                SEARCH_ARTICLE,
            )
        ]
    return []


def specified(complaints: Iterable[Complaint]) -> list[Breach]:
    """Breaches of rules that stand in the specification."""
    return [Breach(*complaint, "spec", SPECIFICATION) for complaint in complaints]


def _of_segments(entity: Mapping[str, Any]) -> Iterator[Breach]:
    segments: Sequence[str] = entity.get("coa_structure") or ()
    lookups = entity.get("dataset_lookup_names", {})
    published, specified = lookups.get("help_centre_names"), lookups.get("coa_lookup_names")
    yield from _one_to_one("appzen_coa_structure", entity.get("appzen_coa_structure"), segments)
    yield from _one_to_one("dataset_lookup_names.coa-look-names", published, segments)
    yield from _one_to_one("dataset_lookup_names.coa_lookup_names", specified, segments)
    if published is not None and specified is not None and len(published) != len(specified):
        yield Breach(
            "lookup-names-spelled-twice",
            "dataset_lookup_names",
            f"coa_lookup_names as long as coa-look-names ({len(published)})",
            str(len(specified)),
            "assumed",
            "assumed: both spellings mean the same list",
        )
    unknown = [name for name in entity.get("optional_segments", ()) if name not in segments]
    if unknown:
        yield Breach(
            "optional-segments-subset",
            "optional_segments",
            "only names that coa_structure has, in the same case",
            ", ".join(map(repr, unknown)),
            "documented",
            ENTITY_ARTICLE,
        )


def _one_to_one(
    field: str, names: Sequence[str] | None, segments: Sequence[str]
) -> Iterator[Breach]:
    if names and len(names) != len(segments):
        yield Breach(
            "segments-one-to-one",
            field,
            f"one name for each of the {len(segments)} segments of coa_structure",
            str(len(names)),
            "documented",
            ENTITY_ARTICLE,
        )


def _of_address_types(addresses: Sequence[Mapping[str, Any]]) -> Iterator[Breach]:
    for index, address in enumerate(addresses):
        if "address_type" not in address:
            yield Breach(
                "address-type-required",
                f"addresses.{index}.address_type",
                "one of the address types",
                "nothing",
                "documented",
                ENTITY_ARTICLE,
            )
