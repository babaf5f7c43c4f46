"""The quick check of records agrees with the schema it is made from."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from mockserver.providers.candis.records import Record
from mockserver.providers.candis.schemas import core_data as schemas

SHAPES = [
    schemas.NewGeneralLedgerAccount(many=True),
    schemas.ChangedGeneralLedgerAccount(many=True),
    schemas.NewCostDimension(many=True),
    schemas.ChangedCostDimension(many=True),
]
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=3),
    st.sampled_from(["COST_CENTER", "COST_OBJECT", "cost_object"]),
    st.lists(st.text(max_size=1), max_size=2),
    st.dictionaries(st.text(max_size=1), st.none(), max_size=1),
)
keys = st.sampled_from(["accountCode", "code", "name", "type", "isArchived", "account_code", "x"])
records = st.one_of(values, st.dictionaries(keys, values, max_size=6))
likely = st.fixed_dictionaries(
    {
        "accountCode": st.text(max_size=2),
        "code": st.text(max_size=2),
        "type": st.sampled_from(["COST_CENTER", "COST_OBJECT", "CUSTOM_COST_DIMENSION"]),
    },
    optional={"name": st.none() | st.text(max_size=2), "isArchived": st.booleans()},
)


def is_right(shape: Record, record: Any) -> bool:
    """What marshmallow says of one record."""
    try:
        shape.load(record, many=False)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
@given(record=records | likely)
def test_the_quick_check_says_what_marshmallow_says(shape: Record, record: Any) -> None:
    assert shape.is_plain(record) == is_right(shape, record)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
@given(batch=st.lists(records | likely, max_size=4))
def test_a_batch_is_right_when_each_record_is_and_is_left_as_sent(
    shape: Record, batch: list[Any]
) -> None:
    sent = copy.deepcopy(batch)
    expected = [str(index) for index, record in enumerate(batch) if not is_right(shape, record)]

    try:
        found, refused = shape.load(batch), []
    except ValidationError as error:
        found, refused = batch, [str(index) for index in error.messages]

    assert refused == expected
    assert found == sent


def test_a_record_is_read_under_our_own_names() -> None:
    record = {"accountCode": "1", "account_code": "2", "isArchived": False, "x": 1}

    assert SHAPES[1].read(record) == {"account_code": "1", "is_archived": False}


@pytest.mark.parametrize("data", [None, {}, "[]", 7])
def test_a_batch_is_an_array(data: Any) -> None:
    with pytest.raises(ValidationError, match="the body must be an array"):
        SHAPES[0].load(data)
