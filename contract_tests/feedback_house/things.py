"""How a client keeps divisions, areas and users at Feedback House up to date."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from requests import Response

from contract_tests.support.answers import expect
from contract_tests.targets import Find, Target, Undo

UNKNOWN_ID = "507f1f77bcf86cd7994390ff"
GONE = (400, 404)

ERROR_STATUSES = (400, 200)
"""Published nowhere: the mock answers an ERROR with the first, the real API perhaps the other."""


@dataclass(frozen=True)
class Things:
    """One kind: where it is written and read, what it is called."""

    root: str
    reads: str
    one: str
    many: str

    @property
    def upserts(self) -> str:
        return f"{self.root}/update-or-create"

    def upsert(self, target: Target, *items: object) -> Any:
        """Send items in one call; the answer's JSON.

        The way back is known only from the answer.
        """
        entry = target.created(f"{self.many} {items}", *self.found_by_name(target, items))
        answer = expect(self.send(target, list(items)), 200)
        entry.learned(*self.way_back(target, answer, items))
        return answer

    def found_by_name(self, target: Target, items: tuple[object, ...]) -> list[Undo]:
        """The way back while the ids are unknown: what has exactly these names."""
        sent = [str(item["name"]) for item in items if isinstance(item, dict) and "name" in item]
        names = [name.strip() for name in sent if target.owns(name.strip())]
        find = Find(self.reads, self.many, "name", names, skip="skip")
        return [Undo("DELETE", f"{self.reads}/{{id}}", gone=GONE, find=find)] if names else []

    def way_back(self, target: Target, answer: Any, items: tuple[object, ...]) -> list[Undo]:
        """Delete what this run made and whose ids the answer tells; disable it if it tells none.

        Ids in the answer are published for areas only.
        """
        if "data" in answer:
            ours = [thing for thing in answer["data"] if target.owns(thing["name"])]
            return [Undo("DELETE", f"{self.reads}/{thing['id']}", gone=GONE) for thing in ours]
        sent = [item for item in items if isinstance(item, dict) and target.owns(item.get("name"))]
        return [
            Undo("POST", self.upserts, {self.many: [{**item, "active": False}]}) for item in sent
        ]

    def send(self, target: Target, items: object) -> Response:
        return target.session.post(self.upserts, json={self.many: items})

    def create(self, target: Target, **fields: object) -> dict[str, Any]:
        """Create one; the stored copy of it, id included."""
        answer = self.upsert(target, fields)
        assert answer["message"] == "Created 1 | Updated 0 | Errors 0"
        stored = answer["data"] if "data" in answer else self.everything(target)
        [thing] = [found for found in stored if found["name"] == fields["name"]]
        created: dict[str, Any] = thing
        return created

    def everything(self, target: Target) -> list[dict[str, Any]]:
        """All of them, page by page."""
        found: list[dict[str, Any]] = []
        more = True
        while more:
            page = expect(self.listed(target, skip=len(found)), 200)
            found += page[self.many]
            more = page["pageInfo"]["hasNextPage"] and page[self.many]
        return found

    def listed(self, target: Target, **query: object) -> Response:
        """GET the list; the query's values are sent as they are."""
        params = {name: str(value) for name, value in query.items()}
        return target.session.get(self.reads, params=params)

    def by_id(self, target: Target, id_: str) -> Response:
        return target.session.get(f"{self.reads}/{id_}")

    def found(self, target: Target, id_: str) -> dict[str, Any]:
        """One as GET by id shows it."""
        thing: dict[str, Any] = expect(self.by_id(target, id_), 200)[self.one]
        return thing

    def delete(self, target: Target, id_: str) -> Response:
        return target.session.delete(f"{self.reads}/{id_}")


AREAS = Things("/api/planning/area/v1", "/api/planning/area/v1/query", "area", "areas")
USERS = Things("/api/common/user/v1", "/api/common/user/v1/users", "user", "users")


def fresh_id(target: Target) -> str:
    """A well-formed id that nothing has."""
    return sha256(target.unique("id").encode()).hexdigest()[:24]


def refused(answer: Any) -> list[tuple[object, str]]:
    """The rejected items of an upsert: as they were sent, and why."""
    return [(error["object"], error["message"]) for error in answer["errors"]]
