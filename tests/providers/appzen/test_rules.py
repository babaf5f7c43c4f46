"""The cross-field rules as plain decisions."""

from typing import Any

import pytest

from mockserver.providers.appzen import rules

DAY_MS = 86_400_000


def breaches(**entity: Any) -> list[str]:
    found = rules.of_entity({"addresses": [], **entity}, strict_addresses=True)
    return [breach.rule for breach in found]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"coa_structure": ["A", "B"]},
        {"coa_structure": ["A", "A"]},
        {"coa_structure": ["A", "B"], "appzen_coa_structure": ["OTHER_SEGMENT", "OTHER_SEGMENT"]},
        {"coa_structure": ["A", "B"], "optional_segments": ["B", "A"]},
        {"coa_structure": ["A"], "dataset_lookup_names": {"help_centre_names": [""]}},
        {"coa_structure": ["A"], "dataset_lookup_names": {"coa_lookup_names": [" "]}},
        {"appzen_coa_structure": [], "optional_segments": []},
        {"coa_structure": ["A"], "appzen_coa_structure": []},
        {"dataset_lookup_names": {"supplier_lookup_name": "s1"}},
    ],
)
def test_segments_that_fit_together_break_nothing(fields: dict[str, Any]) -> None:
    assert breaches(**fields) == []


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"coa_structure": ["A"], "appzen_coa_structure": ["a", "b"]}, "segments-one-to-one"),
        ({"coa_structure": ["A", "B"], "appzen_coa_structure": ["a"]}, "segments-one-to-one"),
        ({"appzen_coa_structure": ["a"]}, "segments-one-to-one"),
        ({"coa_structure": [], "appzen_coa_structure": ["a"]}, "segments-one-to-one"),
        ({"dataset_lookup_names": {"help_centre_names": ["x"]}}, "segments-one-to-one"),
        ({"dataset_lookup_names": {"coa_lookup_names": ["x"]}}, "segments-one-to-one"),
        ({"coa_structure": ["A"], "optional_segments": ["B"]}, "optional-segments-subset"),
        ({"coa_structure": ["A"], "optional_segments": ["a"]}, "optional-segments-subset"),
        ({"optional_segments": ["A"]}, "optional-segments-subset"),
        ({"addresses": [{"address_type": "OFFICE"}, {}]}, "address-type-required"),
    ],
)
def test_segments_that_do_not_fit_break_a_rule(fields: dict[str, Any], rule: str) -> None:
    assert breaches(**fields) == [rule]


def test_two_spellings_of_the_lookup_names_must_be_equally_long() -> None:
    lookups = {"help_centre_names": ["x"], "coa_lookup_names": []}

    found = breaches(coa_structure=["A"], dataset_lookup_names=lookups)

    assert found == ["lookup-names-spelled-twice"]


def test_an_address_without_a_type_passes_when_that_is_not_strict() -> None:
    assert rules.of_entity({"addresses": [{}]}, strict_addresses=False) == []


def test_a_breach_says_where_what_and_what_came() -> None:
    (breach,) = rules.of_entity(
        {"addresses": [{"address_type": "OFFICE"}, {}]}, strict_addresses=True
    )

    assert breach.sentence == (
        "addresses.1.address_type: expected one of the address types, got nothing"
    )


@pytest.mark.parametrize(("since", "until"), [(0, 0), (0, 1), (5, 5 + 7 * DAY_MS)])
def test_a_window_of_up_to_seven_days_is_fine(since: int, until: int) -> None:
    assert rules.of_window(since, until) == []


@pytest.mark.parametrize(
    ("since", "until", "rule"),
    [(0, 7 * DAY_MS + 1, "search-window-length"), (1, 0, "search-window-order")],
)
def test_a_window_that_is_too_long_or_ends_before_it_begins_is_not(
    since: int, until: int, rule: str
) -> None:
    (breach,) = rules.of_window(since, until)

    assert breach.rule == rule
