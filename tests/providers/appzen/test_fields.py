"""How lenient the fields are, and how they read time."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from mockserver.providers.appzen.schemas.fields import (
    Count,
    Flag,
    Id,
    Moment,
    Names,
    Shape,
    Stamp,
    Text,
    epoch_ms,
)


class Everything(Shape):
    """One field of each manner."""

    text = Text()
    id = Id()
    flag = Flag()
    count = Count()
    names = Names()
    moment = Moment()


SHAPE = Everything()


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ({"text": ""}, {"text": ""}),
        ({"text": None}, {}),
        ({"unknown": 1}, {}),
        ({"id": "0012"}, {"id": "0012"}),
        ({"id": 1004}, {"id": "1004"}),
        ({"id": 12.5}, {"id": "12.5"}),
        ({"id": 10**30}, {"id": "1000000000000000000000000000000"}),
        ({"flag": False}, {"flag": False}),
        ({"flag": "tRuE"}, {"flag": True}),
        ({"flag": "FALSE"}, {"flag": False}),
        ({"flag": None}, {}),
        ({"count": 7}, {"count": 7}),
        ({"count": "7"}, {"count": 7}),
        ({"count": 7.0}, {"count": 7}),
        ({"names": ["a", None]}, {"names": ["a", None]}),
        ({"names": "a"}, {"names": ["a"]}),
        ({"names": []}, {"names": []}),
        ({"moment": ""}, {}),
        ({"moment": "2020-11-01"}, {"moment": "2020-11-01"}),
        ({"moment": "2020-11-01T11:01:00.5+0200"}, {"moment": "2020-11-01T11:01:00.5+0200"}),
    ],
)
def test_what_a_jvm_would_bind_is_taken(given_: dict[str, Any], kept: dict[str, Any]) -> None:
    assert SHAPE.load(given_) == kept


@pytest.mark.parametrize(
    ("given_", "complaint"),
    [
        ({"text": 1}, "expected a string, got 1"),
        ({"text": ["a"]}, 'expected a string, got ["a"]'),
        ({"id": True}, "expected a string, got true"),
        ({"id": {}}, "expected a string, got {}"),
        ({"flag": 1}, "expected true or false, got 1"),
        ({"flag": "yes"}, 'expected true or false, got "yes"'),
        ({"flag": []}, "expected true or false, got []"),
        ({"count": True}, "expected a whole number, got true"),
        ({"count": 1.5}, "expected a whole number, got 1.5"),
        ({"count": ""}, 'expected a whole number, got ""'),
        ({"count": "１"}, 'expected a whole number, got "\\uff11"'),
        ({"count": []}, "expected a whole number, got []"),
        ({"names": 1}, "Not a valid list."),
        ({"moment": 1604228460}, "expected a string, got 1604228460"),
        (
            {"moment": "yesterday"},
            'expected a date-time like 2020-11-01T11:01:00Z, got "yesterday"',
        ),
    ],
)
def test_what_it_would_not_bind_is_refused(given_: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        SHAPE.load(given_)

    assert list(refusal.value.normalized_messages().values()) == [[complaint]]


def test_a_name_that_is_no_string_is_refused_at_its_place() -> None:
    with pytest.raises(ValidationError) as refusal:
        SHAPE.load({"names": ["a", 2]})

    assert refusal.value.normalized_messages() == {"names": {1: ["expected a string, got 2"]}}


def test_a_long_value_is_not_repeated_in_full() -> None:
    with pytest.raises(ValidationError) as refusal:
        SHAPE.load({"text": list(range(1000))})

    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("1970-01-01", 0),
        ("1970-01-01T00:00:00", 0),
        ("1970-01-01T00:00:01Z", 1000),
        ("1970-01-01T00:00:00.5Z", 500),
        ("1970-01-01T00:00:00.123456789Z", 123),
        ("1970-01-01T01:00:00+01:00", 0),
        ("1969-12-31T19:00:00-0500", 0),
        ("0001-01-01T00:00:00+18:00", -62_135_661_600_000),
        ("9999-12-31T23:59:59.999-18:00", 253_402_365_599_999),
    ],
)
def test_every_documented_way_to_write_a_time_is_read(text: str, ms: int) -> None:
    assert epoch_ms(text) == ms


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 2020-11-01",
        "2020-11-01\n",
        "2020-02-30",
        "2020-13-01",
        "2020-1-1",
        "20201101",
        "2020-W01-1",
        "2020-11-01T24:00:00Z",
        "2020-11-01T11:01:60Z",
        "2020-11-01T11:01",
        "2020-11-01 11:01:00",
        "2020-11-01T11:01:00.Z",
        "2020-11-01T11:01:00+19:00",
        "2020-11-01T11:01:00+01:60",
        "2020-11-01Z",
        "0000-01-01",
        "٢٠٢٠-11-01",
        "1604228460",
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert epoch_ms(text) is None


@given(
    st.datetimes(
        timezones=st.integers(-17 * 60, 17 * 60).map(
            lambda minutes: timezone(timedelta(minutes=minutes))
        )
    )
)
def test_reading_a_time_agrees_with_the_calendar(moment: datetime) -> None:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)

    assert epoch_ms(moment.isoformat()) == (moment - epoch) // timedelta(milliseconds=1)


@given(st.integers(-62_135_596_800_000, 253_402_300_799_999))
def test_a_written_time_is_read_back(ms: int) -> None:
    class OneTime(Shape):
        at = Stamp("Z")

    assert epoch_ms(OneTime().dump({"at": ms})["at"]) == ms
