"""A tour's file is checked when it is read; answers are judged by pointer and kind."""

from typing import Any

import pytest
from marshmallow import ValidationError

from mockserver import tours
from mockserver.tours import placeholders
from mockserver.tours.answers import judge, kept
from mockserver.tours.scripts import written
from mockserver.tours.shapes import TourShape

SANDBOX = {
    "name": "s",
    "providers": {
        "toy": {
            "base_url": "http://127.0.0.1/toy",
            "headers": {"Api-Key": 'a"b$c`d}e'},
            "credentials": {"api_key": "k"},
            "subject": {"codeIbs": "C"},
        }
    },
}


def tour_of(*steps: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {
        "name": "toy",
        "order": 1,
        "title": "A toy",
        "summary": "Plays.",
        "minutes": 1,
        "steps": list(steps),
        **members,
    }


def step(**members: Any) -> dict[str, Any]:
    request = {"provider": "toy", "method": "GET", "path": "/toys"}
    return {"id": "one", "title": "One", "text": ["Look."], "request": request, **members}


def load(*steps: dict[str, Any], **members: Any) -> tours.Tour:
    loaded: tours.Tour = TourShape().load(tour_of(*steps, **members))
    return loaded


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"clock": {"advance": "PT5M"}}, "exactly one of request, clock, steer"),
        ({"request": {"provider": "toy", "method": "GET"}}, "either path or url"),
        (
            {"request": {"provider": "toy", "method": "PUT", "path": "/", "json": 1, "lines": []}},
            "at most one of json, lines, form",
        ),
        ({"look": [{"means": "nothing"}]}, "exactly one of equals"),
        ({"look": [{"means": "x", "at": "id", "present": True}]}, "String does not match"),
        ({"keep": {"answer": "/id"}}, "scripts use it"),
        ({"keep": {"import": "/id"}}, "scripts use it"),
        ({"request": {"provider": "toy", "method": "GET", "path": "/{who}"}}, "has kept who"),
        ({"look": [{"means": "x", "equals": "{who}"}]}, "has kept who"),
        ({"colour": "red"}, "Unknown field"),
        ({"text": []}, "Shorter than minimum"),
    ],
)
def test_a_tour_that_cannot_be_taken_is_refused(wrong: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        load(step(**wrong))


def test_steps_have_names_of_their_own() -> None:
    with pytest.raises(ValidationError, match="steps of the same id: one"):
        load(step(), step())


def test_a_step_uses_what_an_earlier_one_has_kept() -> None:
    second = {"provider": "toy", "method": "GET", "path": "/toys/{toy}"}

    tour = load(step(keep={"toy": "/id"}), step(id="two", request=second))

    assert tour.providers == ("toy",)
    assert isinstance(tour.steps[1].action, tours.Request)
    assert tour.steps[1].action.address == "{toy.base_url}/toys/{toy}"


def test_a_query_is_encoded_around_its_placeholders() -> None:
    query = {"filter": "a == {run} && b", "name": "Ü"}

    request = tours.Request("toy", "GET", path="/toys of {run}", query=query)

    assert request.address == (
        "{toy.base_url}/toys%20of%20{run}?filter=a%20%3D%3D%20{run}%20%26%26%20b&name=%C3%9C"
    )


@pytest.mark.parametrize(
    ("look", "met", "seen"),
    [
        ({"at": "/n", "equals": 3}, True, "3"),
        ({"at": "/n", "equals": "3"}, True, "3"),
        ({"at": "/n", "equals": 4}, False, "3"),
        ({"at": "/yes", "equals": True}, True, "true"),
        ({"at": "/a~1b/0/c~0d", "equals": "deep {run}"}, True, "deep 7"),
        ({"at": "/list", "length": 2}, True, "[1,2]"),
        ({"at": "/n", "length": 1}, False, "3"),
        ({"at": "/list/2", "present": False}, True, "nothing"),
        ({"at": "/list/x", "present": True}, False, "nothing"),
        ({"at": "/list", "contains": "1,2"}, True, "[1,2]"),
        ({"at": "/none", "contains": "x"}, False, "nothing"),
        ({"at": "/none", "equals": "nothing"}, False, "nothing"),
    ],
)
def test_an_answer_is_judged_by_pointer_and_kind(look: Any, met: bool, seen: str) -> None:
    document = {"n": 3, "yes": True, "list": [1, 2], "a/b": [{"c~d": "deep 7"}]}
    (expected,) = load(step(look=[{"means": "so", **look}])).steps[0].look

    tick = judge(expected, document, {"run": "7"})

    assert (tick.met, tick.seen) == (met, seen)


def test_what_is_kept_is_text() -> None:
    assert kept({"id": "x"}, "/id") == "x"
    assert kept({"id": [1, True]}, "/id") == "[1,true]"
    assert kept({"name": "x"}, "/id") is None


def test_values_of_a_sandbox_fill_the_placeholders() -> None:
    values = placeholders.values_of(SANDBOX, "00007")

    filled = placeholders.fill(
        {"url": "{toy.base_url}/{toy.codeIbs}", "list": ["{run}", 1, "{}", '{"a": 1}']}, values
    )

    assert filled == {
        "url": "http://127.0.0.1/toy/C",
        "list": ["00007", 1, "{}", '{"a": 1}'],
    }


def test_scripts_quote_what_their_language_would_read() -> None:
    request = {
        "provider": "toy",
        "method": "POST",
        "path": "/toys",
        "json": {"price": '$5 `each` \\ "{run}" {not one}'},
    }
    tour = load(step(request=request), headers={"toy": {"Api-Key": "{toy.Api-Key}"}})

    bash = written(tour, "curl", "http://127.0.0.1", SANDBOX)
    python = written(tour, "python", "http://127.0.0.1", SANDBOX)

    assert 'TOY_API_KEY="${TOY_API_KEY:-a\\"b\\$c\\`d\\}e}"' in bash
    assert '"price": "\\$5 \\`each\\` \\\\\\\\ \\\\"${RUN}\\\\" {not one}"' in bash
    assert 'TOY_API_KEY = os.environ.get("TOY_API_KEY", "a\\"b$c`d}e")' in python
    assert '"price": f"$5 `each` \\\\ \\"{RUN}\\" {{not one}}",' in python
    compile(python, "tour.py", "exec")
