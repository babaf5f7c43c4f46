"""The quick way out through a schema gives what marshmallow gives, byte for byte."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marshmallow import Schema, fields, post_dump

from mockserver.providers import built_in
from mockserver.web.dumper import compiled
from mockserver.web.fields import Number

ANSWERS = {
    provider.name: [
        schema
        for one in provider.operations
        for schema in one.returns.values()
        if isinstance(schema, Schema)
    ]
    for provider in built_in()
}
PLAIN: dict[type, st.SearchStrategy[Any]] = {
    fields.String: st.sampled_from(["", "a", "ü", "2020-11-01"]),
    fields.Boolean: st.booleans(),
    fields.Integer: st.integers(-3, 10**20),
    fields.Number: st.sampled_from([0, 1, 2.5, -0.0, 10**20]),
    fields.Dict: st.just({"a": [1]}),
}


def values(field: fields.Field[Any], depth: int) -> st.SearchStrategy[Any]:
    if isinstance(field, fields.Nested):
        if not depth:
            return st.none()
        return objects(field.schema, depth - 1)
    if isinstance(field, fields.List):
        return st.none() | st.lists(values(field.inner, depth), max_size=2)
    usual = next((one for kind, one in PLAIN.items() if isinstance(field, kind)), st.just("a"))
    return st.integers(0, 5).flatmap(lambda die: usual if die else st.none())


def objects(schema: Schema, depth: int = 2) -> st.SearchStrategy[Any]:
    members = {
        (field.attribute or name): values(field, depth)
        for name, field in schema.dump_fields.items()
        if "." not in (field.attribute or "")
    }
    one = st.fixed_dictionaries({}, optional={**members, "strange": st.just(1)})
    return st.lists(one, max_size=2) if schema.many else one


def outcome(dump: Any, value: Any) -> str:
    """The JSON that comes out, or what was raised."""
    try:
        return json.dumps(dump(value), default=repr)
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        return type(error).__name__


@pytest.mark.parametrize("provider", sorted(ANSWERS))
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_it_gives_what_marshmallow_gives(provider: str, data: st.DataObject) -> None:
    schema = data.draw(st.sampled_from(ANSWERS[provider]))
    answer = data.draw(objects(schema))

    assert outcome(compiled(schema), answer) == outcome(schema.dump, answer)


class Leaf(Schema):
    items = fields.List(fields.Nested(lambda: Leaf()))  # noqa: PLW0108 - the name is not bound yet
    value = Number(data_key="val", attribute="worth")
    note = fields.String(dump_default="none")


class Odd(Schema):
    total = fields.Method("count")
    fixed = fields.Constant(7)
    when = fields.DateTime()
    deep = fields.String(attribute="inside.text")
    keyed = fields.Integer(as_string=True)
    secret = fields.String(load_only=True)

    def count(self, value: dict[str, Any]) -> int:
        return len(value)


class Trimmed(Schema):
    a = fields.Integer()
    b = fields.Integer()

    @post_dump
    def without_nulls(self, value: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {name: one for name, one in value.items() if one is not None}


class Person:
    note = "of an object"
    worth = 3
    items = ()


@pytest.mark.parametrize(
    ("schema", "value", "shown"),
    [
        (Leaf(), {"worth": 1, "items": [{"items": None}]},
         {"items": [{"items": None, "note": "none"}], "val": 1, "note": "none"}),
        (Leaf(many=True), [{"items": []}], [{"items": [], "note": "none"}]),
        (Leaf(many=True), ({"items": []},), [{"items": [], "note": "none"}]),
        (Leaf(only=("note",)), {"note": "x", "worth": 2}, {"note": "x"}),
        (Leaf(), Person(), {"items": [], "val": 3, "note": "of an object"}),
        (Odd(), {"inside": {"text": "t"}, "keyed": 5, "secret": "s"},
         {"total": 3, "fixed": 7, "deep": "t", "keyed": "5"}),
        (Trimmed(), {"a": 1, "b": None}, {"a": 1}),
    ],
)  # fmt: skip
def test_unusual_schemas_and_objects_are_dumped_too(schema: Schema, value: Any, shown: Any) -> None:
    assert compiled(schema)(value) == shown == schema.dump(value)


def test_the_compiled_way_is_kept_with_its_schema() -> None:
    schema = Leaf()

    assert compiled(schema) is compiled(schema)
