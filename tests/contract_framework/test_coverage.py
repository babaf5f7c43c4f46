"""What a contract test looked at is told from what merely came."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from contract_tests.coverage import described, matrix, report
from contract_tests.coverage.watching import places, watch, watched
from contract_tests.support.answers import expect
from contract_tests.support.courtesy import NoCourtesy
from contract_tests.support.sessions import ApiSession, allow
from tests.contract_framework.impostor import JSON, impostor

ANSWER = {"name": "A", "tags": ["x"], "rows": [{"id": 1, "kind": "k"}, {"id": 2, "kind": "k"}]}
EVERYTHING = {"name", "tags", "rows", "rows[].id", "rows[].kind"}
THING = {"$ref": "#/components/schemas/Thing"}
DOCUMENT = {
    "paths": {
        "/things/{id}": {
            "get": {
                "parameters": [
                    {"in": "path", "name": "id"},
                    {"$ref": "#/components/parameters/Limit"},
                ],
                "responses": {
                    "200": {"content": {"application/json": {"schema": THING}}},
                    "404": {"description": "none"},
                },
            }
        },
        "/things/all": {"get": {"responses": {"200": {"description": "all"}}}},
    },
    "components": {
        "parameters": {"Limit": {"in": "query", "name": "limit"}},
        "schemas": {
            "Thing": {
                "properties": {
                    "id": {"type": "string"},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                }
            }
        },
    },
}  # fmt: skip


def seen(read: Any) -> set[str]:
    """What `read`, done to the answer, looks at."""
    places_read: set[str] = set()
    read(watched(copy.deepcopy(ANSWER), places_read.add))
    return places_read


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (lambda a: a["name"], {"name"}),
        (lambda a: a.get("gone"), {"gone"}),
        (lambda a: "name" in a, {"name"}),
        (lambda a: [row["id"] for row in a["rows"]], {"rows", "rows[].id"}),
        (lambda a: a == {}, EVERYTHING),
        (lambda a: a != {}, EVERYTHING),
        (lambda a: a["rows"] == [], {"rows", "rows[].id", "rows[].kind"}),
        (lambda a: {} in a["rows"], {"rows", "rows[].id", "rows[].kind"}),
        (sorted, {"name", "tags", "rows"}),
        (lambda a: {**a}, {"name", "tags", "rows"}),
        (len, set()),
    ],
)
def test_a_read_is_noted(read: Any, expected: set[str]) -> None:
    assert seen(read) == expected


def test_a_watched_answer_is_still_the_same_json() -> None:
    found = watched(copy.deepcopy(ANSWER), lambda _: None)

    assert found == ANSWER
    assert json.dumps(found) == json.dumps(ANSWER)
    assert isinstance(found, dict)
    assert isinstance(found["rows"], list)


def test_a_test_that_expects_a_status_has_read_it_and_a_header_too() -> None:
    told: list[str] = []
    with impostor((202, {**JSON, "X-Id": "1"}, json.dumps(ANSWER))) as server:
        session = ApiSession(
            server.url, {}, hint="", courtesy=NoCourtesy(), guard=allow, trust_env=False
        )
        response = session.get("/")
    watch(response, read=told.append, header=told.append, status=lambda: told.append("status"))

    assert told == []
    answer = expect(response, 202)
    assert (answer["name"], response.headers["x-id"]) == ("A", "1")
    assert {"status", "name", "x-id"} <= set(told)
    assert "rows" not in told


def test_the_denominator_is_the_document() -> None:
    [everything, one] = described.operations(DOCUMENT)

    assert (everything.name, one.name) == ("GET /things/all", "GET /things/{id}")
    assert one.parameters == ("limit",)
    assert one.fields[200][:3] == ("id", "parts", "parts[].id")
    assert one.fields[404] == ()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/things/all", "GET /things/all"),
        ("/things/7/", "GET /things/{id}"),
        ("/Things/7", "GET /things/{id}"),
        ("/things/7/parts", None),
    ],
)
def test_a_request_is_found_in_the_document(path: str, name: str | None) -> None:
    found = described.find(described.operations(DOCUMENT), "GET", path)

    assert (found.name if found else None) == name


def rows() -> list[matrix.Row]:
    one = described.Described("GET", "/a", ("limit", "sort"), {200: ("id", "name"), 404: ()})
    notes: list[matrix.Note] = [
        ("status", "p", "GET /a", 200, ""),
        ("status-read", "p", "GET /a", 200, ""),
        ("sent", "p", "GET /a", 0, "limit"),
        ("came", "p", "GET /a", 200, "id"),
        ("came", "p", "GET /a", 200, "name"),
        ("read", "p", "GET /a", 200, "name"),
    ]
    return matrix.rows({"p": [one]}, notes)


def test_the_matrix_tells_asserted_from_exercised_from_never() -> None:
    [row] = rows()

    assert {(cell.name, cell.level) for cell in row.cells} == {
        ("200", "asserted"),
        ("404", "never"),
        ("limit", "asserted"),
        ("sort", "never"),
        ("200 id", "exercised"),
        ("200 name", "asserted"),
    }


def test_the_terminal_shows_sums_and_what_nobody_looked_at() -> None:
    text = report.text(rows())

    assert text.splitlines()[2].split() == ["p", "1/1", "1/1/2", "1/1/2", "1/2/2"]
    assert "  GET /a: exercised 200 id; never 404, sort" in text


def test_the_page_needs_nothing_else_and_keeps_markup_out() -> None:
    one = described.Described("GET", "/<a>", (), {200: ()})

    page = report.page(matrix.rows({"p": [one]}, []))

    assert "&lt;a&gt;" in page
    assert "<a>" not in page
    assert "http" not in page


def test_places_are_named_by_their_way_from_the_top() -> None:
    assert set(places(ANSWER)) == EVERYTHING
