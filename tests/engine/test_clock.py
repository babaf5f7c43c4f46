"""Virtual time as a pure value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.engine import clock
from mockserver.engine.clock import Clock


def test_a_live_clock_runs_as_fast_as_real_time() -> None:
    assert Clock(real_base=1_000, virtual_base=500_000, rate=1).at(3_500) == 502_500


def test_a_frozen_clock_stands_still() -> None:
    assert Clock(real_base=1_000, virtual_base=500_000, rate=0).at(999_999) == 500_000


def test_rate_sixty_makes_a_minute_an_hour() -> None:
    assert Clock(real_base=0, virtual_base=0, rate=60).at(60_000) == 3_600_000


def test_a_clock_never_leaves_the_calendar() -> None:
    assert Clock(real_base=0, virtual_base=0, rate=1_000_000).at(10**12) == clock.MAX_MS


@given(
    real=st.integers(0, 10**12),
    virtual=st.integers(0, 10**12),
    old=st.floats(0, 1000),
    new=st.floats(0, 1000),
)
def test_changing_the_rate_makes_no_jump(real: int, virtual: int, old: float, new: float) -> None:
    before = Clock(0, virtual, old)

    after = before.with_rate(real, new)

    assert after.at(real) == before.at(real)


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("PT5M", 300_000),
        ("P1DT2H", 93_600_000),
        ("P2W", 1_209_600_000),
        ("PT0.250S", 250),
        ("90", 90_000),
        ("1.5", 1_500),
        ("250ms", 250),
        ("5m", 300_000),
        ("2h", 7_200_000),
        ("1d", 86_400_000),
        ("pt1s", 1_000),
    ],
)
def test_a_duration_may_be_written_in_several_ways(text: str, milliseconds: int) -> None:
    assert clock.parse_duration(text) == milliseconds


@pytest.mark.parametrize("text", ["", "P", "PT", "-5", "5 minutes", "PT5", "1e9", "٣", "P1Y"])
def test_anything_else_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        clock.parse_duration(text)


def test_a_duration_longer_than_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than the calendar"):
        clock.parse_duration("P99999999999W")


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("2026-01-01T12:00:00Z", 1_767_268_800_000),
        ("2026-01-01T13:00:00+01:00", 1_767_268_800_000),
        ("2026-01-01T12:00:00.250", 1_767_268_800_250),
        ("2026-01-01", 1_767_225_600_000),
    ],
)
def test_an_instant_without_a_zone_is_utc(text: str, milliseconds: int) -> None:
    assert clock.parse_instant(text) == milliseconds


@pytest.mark.parametrize("text", ["", "tomorrow", "1969-12-31T23:59:59Z", "9999-06-01"])
def test_what_the_clock_cannot_show_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a date-time|outside the years"):
        clock.parse_instant(text)


@given(st.integers(0, clock.MAX_MS))
def test_what_is_printed_can_be_read_back(milliseconds: int) -> None:
    assert clock.parse_instant(clock.isoformat(milliseconds)) == milliseconds
