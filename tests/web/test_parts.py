"""The small shared parts: JSON bodies, fields, paging, names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError, fields

from mockserver.web import body, credentials, paging
from mockserver.web.fields import Flag, Judged, Number, WholeNumber
from mockserver.web.operation import ASSUMED, Api, snake_case
from mockserver.web.problem import Detail

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**80), 2**80) | st.text() | st.floats(-1e9, 1e9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(json_values)
def test_what_is_dumped_can_be_parsed(value: object) -> None:
    assert body.parse_json(body.dump_json(value)) == value


@given(st.binary())
def test_any_bytes_are_either_json_or_malformed(raw: bytes) -> None:
    try:
        parsed = body.parse_json(raw)
    except body.MalformedJsonError as error:
        parsed = str(error)

    assert parsed is None or isinstance(parsed, str | int | float | bool | list | dict)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "Expecting value"),
        (b"[1,]", "Expecting value|Illegal trailing comma"),
        (b"\xff", "byte 0 is not UTF-8"),
        (b"[Infinity]", "Infinity is not JSON"),
        (b"[1e999]", "1e999 is beyond the range of a number"),
        (b'"\\udc00"', "half a surrogate pair"),
        (b"[" * 201 + b"]" * 201, "nested more than 200 levels"),
        (b"[" * 100_000, "too deeply nested"),
        (b"1" * 5000, "digit"),
    ],
)
def test_malformed_json_is_explained(raw: bytes, message: str) -> None:
    with pytest.raises(body.MalformedJsonError, match=message):
        body.parse_json(raw)


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert body.parse_json(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


def test_two_hundred_levels_are_deep_enough() -> None:
    assert body.parse_json(b"[" * 200 + b"]" * 200)


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert body.parse_json(b'"\\ud83d\\ude00"') == "😀"


class Line(Schema):
    code = fields.String(required=True)


class Order(Schema):
    lines = fields.List(fields.Nested(Line), required=True)


def test_complaints_say_where() -> None:
    value, complaints = body.load(Order(many=True), [{"lines": [{"code": "a"}, {"code": 1}]}, 7])

    assert value is None
    assert complaints == [
        Detail((0, "lines", 1, "code"), ("Not a valid string.",)),
        Detail((1,), ("Invalid input type.",)),
    ]


@pytest.mark.parametrize("value", [1, 0, "true", "false", "", None, [], 1.0])
def test_a_flag_takes_booleans_only(value: object) -> None:
    with pytest.raises(ValidationError):
        Flag().deserialize(value)


@pytest.mark.parametrize("value", ["1", True, None, [], float("nan"), float("inf"), 10**400])
def test_a_number_takes_numbers_only(value: object) -> None:
    with pytest.raises(ValidationError):
        Number().deserialize(value)


@pytest.mark.parametrize("value", [None, 1, "x", [{}], {"text": 7, "more": None}])
def test_a_judged_element_goes_in_and_out_as_it_is(value: object) -> None:
    described = Schema.from_dict({"text": fields.String(required=True)})
    batch = Schema.from_dict({"lines": fields.List(Judged(described))})()

    assert batch.load({"lines": [value]}) == {"lines": [value]}
    assert batch.dump({"lines": [value]}) == {"lines": [value]}


@pytest.mark.parametrize("text", ["", "-", "--1", "1.0", "0x1", "٣", "1" * 16, "1_000", "+1"])
def test_a_whole_number_is_written_in_digits(text: str) -> None:
    with pytest.raises(ValidationError):
        WholeNumber().deserialize(text)


@given(offset=st.integers(0, 10**20), limit=st.integers(1, 10**20), total=st.integers(0, 10**6))
def test_a_slice_holds_what_a_list_would_give(offset: int, limit: int, total: int) -> None:
    page = paging.of_offset(offset, limit, total)
    expected = range(total)[offset : offset + limit]

    assert page.size == len(expected)
    assert page.has_next == (offset + len(expected) < total)
    assert page.has_previous == (offset > 0)


@pytest.mark.parametrize(
    ("total", "limit", "pages"), [(0, 50, 0), (1, 50, 1), (50, 50, 1), (51, 50, 2), (52, 1, 52)]
)
def test_pages_are_counted(total: int, limit: int, pages: int) -> None:
    assert paging.of_offset(0, limit, total).page_count == pages


def test_pages_count_from_one() -> None:
    assert paging.of_page(3, 20, 100).offset == 40


@pytest.mark.parametrize(
    ("wire", "python"),
    [
        ("organizationId", "organization_id"),
        ("external-entity-id", "external_entity_id"),
        ("codeIBS", "code_ibs"),
        ("uuid", "uuid"),
    ],
)
def test_a_vendors_spelling_becomes_a_python_name(wire: str, python: str) -> None:
    assert snake_case(wire) == python


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("Bearer abc", "abc"),
        ("bearer  abc ", "abc"),
        ("Bearer", None),
        ("Basic abc", None),
        ("", None),
        (None, None),
    ],
)
def test_a_bearer_token_is_read(header: str | None, token: str | None) -> None:
    assert credentials.bearer(header) == token


@pytest.mark.parametrize(
    ("header", "text"),
    [("Basic a2V5", "key"), ("basic a2V5Og==", "key:"), ("Basic ?", None), ("Bearer a2V5", None)],
)
def test_a_basic_credential_is_decoded(header: str, text: str | None) -> None:
    assert credentials.basic(header) == text


@pytest.mark.parametrize(
    "facts", [{"source": "", "evidence": ASSUMED}, {"source": "x", "evidence": "hearsay"}]
)
def test_an_operation_without_evidence_is_a_mistake(facts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="GET /x needs evidence and a source"):
        Api().get("/x", returns=(200, None), **facts)(lambda sandbox: sandbox)
