"""Feedback House: lists of dicts, in which any key of an item finds what it means."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from mockserver.testing import MockServer
from tests.models.world import WorldMachine, explore, pick

DIVISIONS = "/api/planning/business-division/v1"
AREAS = "/api/planning/area/v1"
USERS = "/api/common/user/v1"
FRESH = ["0123456789abcdef01234567", "fedcba987654321076543210"]
Thing = dict[str, Any]

# A number means one that exists, a text is sent as it is.
NUMBER = st.integers(0, 3)
REFERENCE = st.sampled_from([0, 1, 2, 3, 0, 1, 2, None, FRESH[0], "fake_id"])
USER = st.sampled_from([0, 1, 2, 3, 0, 1, 2, FRESH[0]])
NAME = st.sampled_from(["Norte", "Sul", "Leste", "Norte ", "Sul", "Leste", "", 7])


def items(**optional: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Thing]]:
    """Batches of one to three items, with names that often meet."""
    item = st.fixed_dictionaries({"name": NAME}, optional=optional)
    return st.lists(item, min_size=1, max_size=3)


@dataclass
class Company:
    """What there is, in the order of creation."""

    name_key: str = "always"
    divisions: list[Thing] = field(default_factory=list)
    areas: list[Thing] = field(default_factory=list)
    users: list[Thing] = field(default_factory=list)


def by(things: list[Thing], key: str, value: Any) -> Thing | None:
    """The oldest with this key."""
    return next((one for one in things if value is not None and one.get(key) == value), None)


def ids(things: list[Thing]) -> list[str]:
    return [one["id"] for one in things]


def shown(thing: Thing) -> Thing:
    """What an answer shows of it: nothing that is not set."""
    return {name: value for name, value in thing.items() if value is not None}


def sure_name(item: Thing) -> str | None:
    name = item.get("name")
    return name.strip() or None if isinstance(name, str) else None


def is_under(divisions: list[Thing], one: Thing | None, top: str) -> bool:
    while one is not None:
        if one["id"] == top:
            return True
        one = by(divisions, "id", one["parent"])
    return False


class FeedbackHouse(WorldMachine[Company]):
    """Batches of divisions, areas and users; members; deletes."""

    def __init__(self, server: MockServer) -> None:
        super().__init__(server, Company)

    @initialize()
    def begin(self) -> None:
        """Three of each kind, the divisions below each other."""
        chain = [{"name": name, "correlationId": name} for name in ("a", "b")]
        self.send_divisions([*chain, {"name": "Norte", "parent": 0}])
        self.send_divisions([{"name": "b", "parent": 2}])
        self.send_areas([{"name": "A", "correlationID": name} for name in ("a", "b")])
        self.send_users([{"name": "U", "employeeId": key, "area": 0} for key in ("E1", "E2", "E3")])

    # -- divisions ------------------------------------------------------------------------------

    @rule(name_key=st.sampled_from(["always", "fallback", "never"]))
    def decide_about_names(self, name_key: str) -> None:
        self.world.settings["feedback_house.name_key"] = name_key
        self.model.name_key = name_key

    @rule(
        batch=items(
            id=REFERENCE,
            correlationId=st.sampled_from(["a", "b"]),
            parent=REFERENCE,
            active=st.booleans() | st.none(),
        )
    )
    def send_divisions(self, batch: list[Thing]) -> None:
        known = self.model.divisions
        sent = [self._meant(item, known, "id", "parent") for item in batch]
        answer = self._batch(DIVISIONS, "businessDivisions", sent)
        self._compare(answer, [self._division(item, answer) for item in sent])

    def _division(self, item: Thing, answer: Thing) -> Thing | str:
        divisions = self.model.divisions
        name, given = sure_name(item), item.get("id")
        if name is None:
            return "Missing name field"
        if given == "fake_id":
            return "Invalid id"
        names = {"always": True, "never": False}.get(
            self.model.name_key, not (given or item.get("correlationId"))
        )
        old = (
            by(divisions, "id", given)
            or by(divisions, "correlationId", item.get("correlationId"))
            or (by(divisions, "name", name) if names else None)
        )
        parent = item.get("parent")
        if parent is not None and by(divisions, "id", parent) is None:
            return "Invalid parent"
        if old and parent and is_under(divisions, by(divisions, "id", parent), old["id"]):
            return "Circular reference"
        if old is None:
            old = {"id": given or self._new_id(answer, divisions), "correlationId": None}
            old |= {"active": True, "parent": None, "created": True}
            divisions.append(old)
        else:
            old["created"] = False
        old["name"] = name
        old |= {key: item[key] for key in ("correlationId", "parent") if key in item}
        if "active" in item:
            old["active"] = item["active"] is not False
        return dict(old)

    @rule(number=NUMBER)
    def delete_a_division(self, number: int) -> None:
        self._delete(f"{DIVISIONS}/query", "businessDivision", self.model.divisions, number)
        for one in self.model.divisions:
            if by(self.model.divisions, "id", one["parent"]) is None:
                one["parent"] = None

    # -- areas and users ------------------------------------------------------------------------

    @rule(batch=items(id=REFERENCE, correlationID=st.sampled_from(["a", "b"])))
    def send_areas(self, batch: list[Thing]) -> None:
        sent = [self._meant(item, self.model.areas, "id") for item in batch]
        answer = self._batch(AREAS, "areas", sent)
        self._compare(answer, [self._area(item, answer) for item in sent])

    def _area(self, item: Thing, answer: Thing) -> Thing | str:
        areas = self.model.areas
        name, given = sure_name(item), item.get("id")
        if name is None and ("name" in item or given is None):
            return "Missing name field"
        if given == "fake_id":
            return "Invalid id"
        key = item.get("correlationID")
        old = by(areas, "id", given) or by(areas, "correlationID", key)
        if old is None and name is None:
            return "Missing name field"
        if old is None:
            old = {"id": given or self._new_id(answer, areas), "correlationID": None, "users": []}
            old["created"] = True
            areas.append(old)
        else:
            old["created"] = False
        old |= {"name": name} if name else {}
        old |= {"correlationID": key} if key else {}
        return {**old, "users": list(old["users"])}

    @rule(
        batch=items(
            id=REFERENCE,
            emails=st.lists(st.sampled_from(["a@x", "A@X", "b@x"]), max_size=2, unique=True),
            employeeId=st.sampled_from(["E1", "E2"]),
            area=REFERENCE,
            demissionDate=st.sampled_from(["2024/05/31", None]),
        )
    )
    def send_users(self, batch: list[Thing]) -> None:
        sent = [
            self._meant(self._meant(item, self.model.users, "id"), self.model.areas, "area")
            for item in batch
        ]
        answer = self._batch(USERS, "users", sent)
        self._compare(answer, [self._user(item, answer) for item in sent])

    def _user(self, item: Thing, answer: Thing) -> Thing | str:
        users = self.model.users
        name, given, key = sure_name(item), item.get("id"), item.get("employeeId")
        if name is None:
            return "Missing name field"
        if given == "fake_id":
            return "Invalid id"
        mails = {mail.lower() for mail in item.get("emails", [])}
        sharing = [one for one in users if mails & {mail.lower() for mail in one["emails"]}]
        old = by(users, "id", given) or next(iter(sharing), None) or by(users, "correlationID", key)
        area = item.get("area")
        if area is not None and by(self.model.areas, "id", area) is None:
            return "Invalid area"
        if old is None:
            old = {"id": given or self._new_id(answer, users), "correlationID": None, "area": None}
            old |= {"emails": [], "demissionDate": None, "active": True, "created": True}
            users.append(old)
        else:
            old["created"] = False
        old["name"] = name
        old |= {"correlationID": key} if key else {}
        old |= {name: item[name] for name in ("emails", "demissionDate") if name in item}
        if old["demissionDate"]:
            old["active"] = False
        if "area" in item:
            self._move(old, area)
        return dict(old)

    def _move(self, user: Thing, area: str | None) -> None:
        """A user belongs to one area."""
        user["area"] = area
        for one in self.model.areas:
            if one["id"] != area and user["id"] in one["users"]:
                one["users"].remove(user["id"])
            if one["id"] == area and user["id"] not in one["users"]:
                one["users"].append(user["id"])

    @rule(place=NUMBER, who=st.lists(USER, max_size=3))
    def add_users_to_an_area(self, place: int, who: list[Any]) -> None:
        area, users = self._membership(place, who)
        answer = self._batch(
            f"{AREAS}/user-add", "areaUsersAdd", [{"areaId": area, "users": users}]
        )
        if not users:
            return self._said(answer, "Missing users")
        if by(self.model.areas, "id", area) is None:
            return self._said(answer, "Area not found")
        if not set(users) <= set(ids(self.model.users)):
            return self._said(answer, "User not found")
        for user in dict.fromkeys(users):
            self._move(by(self.model.users, "id", user) or {}, area)
        assert answer["message"] == "Updated 1 | Errors 0"
        return None

    @rule(place=NUMBER, who=st.lists(USER, max_size=3))
    def remove_users_from_an_area(self, place: int, who: list[Any]) -> None:
        area, users = self._membership(place, who)
        item = {"areaId": area, "users": users}
        answer = self._batch(f"{AREAS}/user-remove", "areaUsersRemove", [item])
        found = by(self.model.areas, "id", area)
        if not users or found is None:
            return self._said(answer, "Area not found" if users else "Missing users")
        asked = list(dict.fromkeys(users))
        gone = [user for user in asked if user in found["users"]]
        assert answer["data"][0]["users"] == gone
        assert answer["message"] == (
            f"Updated {len(gone)} | Not Updated {len(asked) - len(gone)} | Errors 0"
        )
        for user in gone:
            self._move(by(self.model.users, "id", user) or {}, None)
        return None

    @rule(number=NUMBER)
    def delete_an_area(self, number: int) -> None:
        self._delete(f"{AREAS}/query", "area", self.model.areas, number)
        for user in self.model.users:
            if by(self.model.areas, "id", user["area"]) is None:
                user["area"] = None

    @rule(number=NUMBER)
    def delete_a_user(self, number: int) -> None:
        gone = self._delete(f"{USERS}/users", "user", self.model.users, number)
        for area in self.model.areas:
            area["users"] = [user for user in area["users"] if user != gone]

    # -- what the world shows -------------------------------------------------------------------

    @invariant()
    def the_lists_are_those_of_the_model(self) -> None:
        for path, many, things in (
            (f"{DIVISIONS}/query", "businessDivisions", self.model.divisions),
            (f"{AREAS}/query", "areas", self.model.areas),
            (f"{USERS}/users", "users", self.model.users),
        ):
            answer = self.world.feedback_house.request("GET", path).json()
            assert answer["pageInfo"]["totalCount"] == len(things)
            assert [known(one, things[0]) for one in answer[many]] == [
                known(shown(one), one) for one in things
            ]

    # -- how it is asked ------------------------------------------------------------------------

    def _meant(self, item: Thing, things: list[Thing], *names: str) -> Thing:
        """The item with the ids that its numbers mean."""
        chosen = {name: item[name] for name in names if isinstance(item.get(name), int)}
        return item | {name: pick(ids(things), n, FRESH[1]) for name, n in chosen.items()}

    def _membership(self, place: int, who: list[Any]) -> tuple[str, list[str]]:
        users = [
            pick(ids(self.model.users), one, FRESH[1]) if isinstance(one, int) else one
            for one in who
        ]
        return pick(ids(self.model.areas), place, FRESH[0]), users

    def _batch(self, path: str, many: str, sent: list[Thing]) -> Thing:
        path = path if "/user-" in path else f"{path}/update-or-create"
        answer: Thing = self.world.feedback_house.request("POST", path, json={many: sent}).json()
        return answer

    def _new_id(self, answer: Thing, things: list[Thing]) -> str:
        """The id that the world gave: of the first thing in the answer that nobody knows yet."""
        new = [one["id"] for one in answer["data"] if one["id"] not in ids(things)]
        assert new, answer
        return str(new[0])

    def _compare(self, answer: Thing, expected: list[Thing | str]) -> None:
        written = [one for one in expected if isinstance(one, dict)]
        created = sum(one.pop("created") for one in written)
        assert [error["message"] for error in answer["errors"]] == [
            one for one in expected if isinstance(one, str)
        ]
        assert answer["message"] == (
            f"Created {created} | Updated {len(written) - created}"
            f" | Errors {len(expected) - len(written)}"
        )
        assert [known(one, like) for one, like in zip(answer["data"], written, strict=True)] == [
            shown(one) for one in written
        ]

    def _said(self, answer: Thing, message: str) -> None:
        assert [error["message"] for error in answer["errors"]] == [message]

    def _delete(self, path: str, one: str, things: list[Thing], number: int) -> str:
        id_ = str(pick(ids(things), number, FRESH[0]))
        answer = self.world.feedback_house.request("DELETE", f"{path}/{id_}").json()
        existed = by(things, "id", id_) is not None
        assert (answer["status"], answer[one]) == (("OK", id_) if existed else ("ERROR", None))
        things[:] = [thing for thing in things if thing["id"] != id_]
        return id_


def known(answered: Thing, like: Thing) -> Thing:
    """Of an answer the members that the model knows."""
    return {name: value for name, value in answered.items() if name in like and name != "created"}


def test_feedback_house_is_what_its_model_says(mock_server: MockServer) -> None:
    explore(FeedbackHouse, mock_server)
