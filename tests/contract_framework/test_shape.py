"""A shape says what a client relies on, and every misfit is named."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.support.shape import (
    DAY,
    FLAG,
    MOMENT,
    NUMBER,
    TEXT,
    UUID,
    WHOLE,
    Full,
    Nullable,
    assert_kept,
    assert_shape,
)

SHAPE = {"id": WHOLE, "kind": {"A", "B"}, "rows": [{"at": MOMENT}], "note?": TEXT}
RIGHT = {"id": 1, "kind": "A", "rows": [{"at": "2026-01-05T09:00:00Z"}], "more": None}


def misfits(value: Any, shape: Any) -> list[str]:
    with pytest.raises(AssertionError) as failure:
        assert_shape(value, shape)
    return [line.strip() for line in str(failure.value).splitlines()[1:]]


def test_what_fits_may_have_more_members_and_lack_optional_ones() -> None:
    assert_shape(RIGHT, SHAPE)


@pytest.mark.parametrize(
    ("change", "misfit"),
    [
        ({"id": "1"}, "id: expected a whole number, got '1'"),
        ({"id": True}, "id: expected a whole number, got True"),
        ({"kind": "C"}, "kind: expected one of ['A', 'B'], got 'C'"),
        ({"kind": ["A"]}, "kind: expected one of ['A', 'B'], got ['A']"),
        ({"rows": {}}, "rows: expected a list with elements, got {}"),
        ({"rows": [{}]}, "rows[0].at: missing"),
        ({"note": None}, "note: expected a text, got None"),
    ],
)
def test_a_misfit_is_named_with_its_place(change: dict[str, Any], misfit: str) -> None:
    assert misfits({**RIGHT, **change}, SHAPE) == [misfit]


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ("2026-01-05T09:00:00", MOMENT),
        ("05.01.2026", DAY),
        ("6F9619FF", UUID),
        (1, FLAG),
        (False, NUMBER),
        ([], Full(TEXT)),
        ([None], [TEXT]),
        (5, Nullable(TEXT)),
    ],
)
def test_a_value_of_another_kind_does_not_fit(value: Any, shape: Any) -> None:
    assert len(misfits(value, shape)) == 1


@pytest.mark.parametrize(
    ("value", "shape"), [(None, Nullable(TEXT)), (1, NUMBER), (1.5, NUMBER), (["a"], Full(TEXT))]
)
def test_a_value_of_its_kind_fits(value: Any, shape: Any) -> None:
    assert_shape([value], [shape])


def test_what_was_sent_must_come_back() -> None:
    sent = {"name": "A", "tags": ["x", "y"], "flag": True, "inner": {"n": 1}}

    assert_kept(sent, {**sent, "id": 7})
    with pytest.raises(AssertionError) as failure:
        assert_kept(sent, {"name": "B", "tags": ["x"], "flag": 1, "inner": {}})

    assert [line.split(":")[0].strip() for line in str(failure.value).splitlines()[1:]] == [
        "name",
        "tags",
        "flag",
        "inner.n",
    ]
