"""The quick way through a schema agrees with marshmallow on everything that it accepts."""

from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from marshmallow import (
    EXCLUDE,
    INCLUDE,
    Schema,
    ValidationError,
    fields,
    post_load,
    pre_load,
    validate,
    validates_schema,
)

from mockserver.providers import built_in
from mockserver.web import body, checker
from mockserver.web.checker import NotPlainError, compiled
from mockserver.web.fields import Flag

BODIES = {
    provider.name: [one.body for one in provider.operations if isinstance(one.body, Schema)]
    for provider in built_in()
}
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.sampled_from([10**20, 1.5, -0.0, 2.0, "", " ", "a", "1", "1.50", "true", "EUR", "DE"]),
    st.sampled_from(["2020-11-01", "2020-11-01T11:01:00Z", "a@b.example", "x" * 300]),
)


PLAIN: dict[type, list[Any]] = {
    fields.Boolean: [True, False],
    fields.Number: [1, 2.5],
    fields.Dict: [{}, {"a": 1}],
    fields.String: ["a", "B-1", "2020-11-01"],
}


def plain(field: fields.Field[Any]) -> list[Any]:
    """Values that a client who has read the documentation would send."""
    for validator in field.validators:
        if isinstance(validator, validate.OneOf):
            return list(validator.choices)
    return next((found for kind, found in PLAIN.items() if isinstance(field, kind)), [None])


def values(field: fields.Field[Any], depth: int) -> st.SearchStrategy[Any]:
    usual: st.SearchStrategy[Any] = st.sampled_from(plain(field))
    if isinstance(field, fields.Nested) and depth:
        usual = objects(field.schema, depth - 1)
    if isinstance(field, fields.List) and depth:
        usual = st.lists(values(field.inner, depth - 1), max_size=2)
    return st.integers(0, 7).flatmap(lambda die: SCALARS if die == 0 else usual)


def objects(schema: Schema, depth: int = 2) -> st.SearchStrategy[Any]:
    members = {
        (field.data_key or name): (field.required, values(field, depth))
        for name, field in schema.load_fields.items()
    }
    needed = {name: value for name, (required, value) in members.items() if required}
    free = {name: value for name, (required, value) in members.items() if not required}
    strange = st.integers(0, 3).flatmap(
        lambda die: st.just({}) if die else st.fixed_dictionaries({"strange": SCALARS})
    )
    one = st.builds(
        lambda whole, more: {**whole, **more}, st.fixed_dictionaries(needed, optional=free), strange
    )
    return st.lists(one, max_size=2) if schema.many else one


@pytest.mark.parametrize("provider", sorted(BODIES))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_it_accepts_it_loads_as_marshmallow_does(provider: str, data: st.DataObject) -> None:
    schema = data.draw(st.sampled_from(BODIES[provider]))
    given_body = data.draw(objects(schema))

    loaded = quickly(schema, given_body)
    event("accepted" if loaded is not MISSED else "left to marshmallow")

    assert loaded is MISSED or repr(loaded) == repr(schema.load(given_body))


MISSED = object()


def quickly(schema: Schema, value: Any) -> Any:
    try:
        return compiled(schema)(value)
    except NotPlainError:
        return MISSED


class Part(Schema):
    name = fields.String(required=True, validate=validate.Length(min=1))
    size = fields.Integer(load_default=7, allow_none=True)
    parts = fields.List(fields.Nested("Part"))


class Open(Schema):
    class Meta:
        unknown = INCLUDE

    flag = Flag(data_key="isSet", attribute="is_set")
    rest = fields.Float()


class Prepared(Schema):
    class Meta:
        unknown = EXCLUDE

    text = fields.String(post_load=[str.upper])
    tags = fields.List(fields.String(), load_default=list)

    @pre_load
    def lower_names(self, data: Any, **_: Any) -> Any:
        return {name.lower(): value for name, value in data.items()}


class Judged(Schema):
    low = fields.Integer()
    high = fields.Integer()

    @validates_schema
    def in_order(self, data: dict[str, int], **_: Any) -> None:
        if data["low"] > data["high"]:
            raise ValidationError("low above high", "low")

    @post_load
    def spread(self, data: dict[str, int], **_: Any) -> dict[str, int]:
        return {"spread": data["high"] - data["low"]}


@pytest.mark.parametrize(
    ("schema", "value", "loaded"),
    [
        (Part(), {"name": "a"}, {"name": "a", "size": 7}),
        (Part(), {"name": "a", "size": "8"}, {"name": "a", "size": 8}),
        (
            Part(),
            {"name": "a", "size": None, "parts": [{"name": "b", "parts": []}]},
            {"name": "a", "size": None, "parts": [{"name": "b", "size": 7, "parts": []}]},
        ),
        (Part(many=True), [{"name": "a", "size": 1}], [{"name": "a", "size": 1}]),
        (Open(), {"isSet": True, "rest": 1, "x": None}, {"is_set": True, "rest": 1.0, "x": None}),
        (Prepared(), {"TEXT": "a", "y": 1}, {"text": "A", "tags": []}),
        (Judged(), {"low": 1, "high": 3}, {"spread": 2}),
    ],
)
def test_the_plainly_right_is_loaded_without_marshmallows_judgement(
    schema: Schema, value: Any, loaded: Any
) -> None:
    assert compiled(schema)(value) == loaded == schema.load(value)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (Part(), {}),
        (Part(), {"name": ""}),
        (Part(), {"name": None}),
        (Part(), {"name": b"a"}),
        (Part(), {"name": "a", "size": True}),
        (Part(), {"name": "a", "other": 1}),
        (Part(), {"name": "a", "parts": {"name": "b"}}),
        (Part(), {"name": "a", "parts": [None]}),
        (Part(), []),
        (Part(many=True), {"name": "a"}),
        (Prepared(), {"TEXT": 1}),
        (Judged(), {"low": 3, "high": 1}),
        (Part(partial=True), {"size": "x"}),
    ],
)
def test_everything_else_is_left_to_marshmallow(schema: Schema, value: Any) -> None:
    with pytest.raises(NotPlainError):
        compiled(schema)(value)


def test_marshmallow_words_what_is_wrong() -> None:
    loaded, complaints = body.load(Part(many=True), [{"name": "a"}, {"size": "many"}])

    assert loaded is None
    assert [(detail.path, detail.messages) for detail in complaints] == [
        ((1, "name"), ("Missing data for required field.",)),
        ((1, "size"), ("Not a valid integer.",)),
    ]


def test_a_default_that_is_made_is_made_anew() -> None:
    first, second = compiled(Prepared())({}), compiled(Prepared())({})

    assert first["tags"] is not second["tags"]


def test_a_nested_shape_that_excludes_more_is_left_to_its_field() -> None:
    class Whole(Schema):
        part = fields.Nested(Part, unknown=EXCLUDE)

    assert compiled(Whole())({"part": {"name": "a", "other": 1}}) == {
        "part": {"name": "a", "size": 7}
    }


def test_the_compiled_way_is_kept_with_its_schema() -> None:
    schema = Part()

    assert compiled(schema) is compiled(schema)
    assert checker.compiled(Part()) is not compiled(schema)
