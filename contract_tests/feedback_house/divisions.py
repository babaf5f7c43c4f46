"""How a client keeps its business divisions at Feedback House up to date."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from requests import Response

from contract_tests.support.answers import expect
from contract_tests.targets import Target, Undo

ROOT = "/api/planning/business-division/v1"
UPSERT, QUERY = f"{ROOT}/update-or-create", f"{ROOT}/query"
UNKNOWN_ID = "507f1f77bcf86cd7994390ff"
GONE = (400, 404)

ERROR_STATUSES = (400, 200)
"""Published nowhere: the mock answers an ERROR with the first, the real API perhaps the other."""


def upsert(target: Target, *divisions: object) -> Any:
    """Send divisions in one call; the answer's JSON.

    The way back is known only from the answer.
    """
    entry = target.created(f"divisions {divisions}")
    answer = expect(send(target, list(divisions)), 200)
    entry.learned(*way_back(target, answer, divisions))
    return answer


def way_back(target: Target, answer: Any, divisions: tuple[object, ...]) -> list[Undo]:
    """Delete the divisions of this run whose ids the answer tells; disable them if it tells none.

    Ids in the answer are not published for divisions, only for areas.
    """
    if "data" in answer:
        ours = [division for division in answer["data"] if target.owns(division["name"])]
        return [Undo("DELETE", f"{QUERY}/{division['id']}", gone=GONE) for division in ours]
    sent = [item for item in divisions if isinstance(item, dict) and target.owns(item.get("name"))]
    return [
        Undo("POST", UPSERT, {"businessDivisions": [{**item, "active": False}]}) for item in sent
    ]


def send(target: Target, divisions: object) -> Response:
    return target.session.post(UPSERT, json={"businessDivisions": divisions})


def create(target: Target, **fields: object) -> dict[str, Any]:
    """Create one division; the stored copy of it, id included."""
    answer = upsert(target, fields)
    assert answer["message"] == "Created 1 | Updated 0 | Errors 0"
    stored = answer["data"] if "data" in answer else everything(target)
    [division] = [found for found in stored if found["name"] == fields["name"]]
    created: dict[str, Any] = division
    return created


def everything(target: Target) -> list[dict[str, Any]]:
    """All divisions, page by page."""
    found: list[dict[str, Any]] = []
    more = True
    while more:
        page = expect(listed(target, skip=len(found)), 200)
        found += page["businessDivisions"]
        more = page["pageInfo"]["hasNextPage"] and page["businessDivisions"]
    return found


def listed(target: Target, **query: object) -> Response:
    """GET the list; the query's values are sent as they are."""
    params = {name: str(value) for name, value in query.items()}
    return target.session.get(QUERY, params=params)


def by_id(target: Target, id_: str) -> Response:
    return target.session.get(f"{QUERY}/{id_}")


def found(target: Target, id_: str) -> dict[str, Any]:
    """One division as GET by id shows it."""
    division: dict[str, Any] = expect(by_id(target, id_), 200)["businessDivision"]
    return division


def fresh_id(target: Target) -> str:
    """A well-formed id that no division has."""
    return sha256(target.unique("id").encode()).hexdigest()[:24]


def delete(target: Target, id_: str) -> Response:
    return target.session.delete(f"{QUERY}/{id_}")


def refused(answer: Any) -> list[tuple[object, str]]:
    """The rejected items of an upsert: as they were sent, and why."""
    return [(error["object"], error["message"]) for error in answer["errors"]]
