"""A Feedback House client of one sandbox, small enough to read in a test."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from mockserver.testing import MockSandbox, MockServer

ROOT = "/api/planning/business-division/v1"
AREAS = "/api/planning/area/v1"
USERS = "/api/common/user/v1"
UNKNOWN_ID = "507f1f77bcf86cd7994390ff"

# of the demo world
VENTO_NORTE, OPERATIONS = "65a1c0deae5ca505e18a1014", "65a1c0de678336d76a7bf365"
SALES = "997f1f77bcf86cd799439011"
LIVIA, CAIO, HELENA = (
    "507f1f77bcf86cd799439011",
    "507f1f77bcf86cd799439012",
    "65a1c0deda3db496930c05bc",
)
BEATRIZ, INACIO = "65a1c0dea5fe79e548158cb2", "65a1c0de0becc3064cc5ff0a"
FLEET, DISPATCH = "997f1f77bcf86cd799439011", "997f1f77bcf86cd799439012"  # areas
ANALYSIS, DIVERSITY = "65a1c0deab8a48419f9c3aa4", "65a1c0de9a737e98f132ac72"


class House:
    """What a test says to Feedback House."""

    def __init__(self, sandbox: MockSandbox) -> None:
        self.sandbox = sandbox
        self.settings = sandbox.settings

    def request(self, method: str, path: str, **how: Any) -> requests.Response:
        """A call below the business divisions."""
        return self.sandbox.feedback_house.request(method, ROOT + path, **how)

    def upsert(self, *items: object) -> dict[str, Any]:
        """Update or create; the answer."""
        response = self.request("POST", "/update-or-create", json={"businessDivisions": items})
        assert response.status_code == 200, response.text
        return response.json()

    def created(self, **fields: object) -> str:
        """Create one division; its id."""
        answer = self.upsert(fields)
        assert answer["message"] == "Created 1 | Updated 0 | Errors 0", answer
        return answer["data"][0]["id"]

    def refusal(self, item: object) -> str:
        """Why an item is rejected; it is echoed as it was sent."""
        answer = self.upsert(item)
        assert answer["message"] == "Created 0 | Updated 0 | Errors 1", answer
        assert answer["errors"][0]["object"] == item
        return answer["errors"][0]["message"]

    def all(self) -> list[dict[str, Any]]:
        """Every division, in the order of the list."""
        response = self.request("GET", "/query", params={"limit": 100_000})
        assert response.status_code == 200, response.text
        return response.json()["businessDivisions"]

    def one(self, id_: str) -> dict[str, Any]:
        """A division; an empty object when there is none."""
        response = self.request("GET", f"/query/{id_}")
        assert response.status_code == 200, response.text
        return response.json()["businessDivision"]

    def add(self, *items: object) -> dict[str, Any]:
        """Add users; the answer."""
        response = self.request("POST", "/user-add", json={"businessDivisionUsersAdd": items})
        assert response.status_code == 200, response.text
        return response.json()

    def remove(self, *items: object) -> requests.Response:
        """Remove users."""
        body = {"businessDivisionUsersRemove": items}
        return self.request("POST", "/user-remove", json=body)

    def get(self, path: str, **query: object) -> requests.Response:
        """A read of anything."""
        return self.sandbox.feedback_house.request("GET", path, params=query)

    def delete(self, path: str) -> requests.Response:
        """A delete of anything."""
        return self.sandbox.feedback_house.request("DELETE", path)

    def post(self, path: str, **body: object) -> requests.Response:
        """A batch of anything."""
        return self.sandbox.feedback_house.request("POST", path, json=body)

    def batch(self, many: str, *items: object) -> dict[str, Any]:
        """Update or create `areas` or `users`; the answer."""
        root = {"areas": AREAS, "users": USERS}[many]
        response = self.post(f"{root}/update-or-create", **{many: items})
        assert response.status_code == 200, response.text
        return response.json()

    def made(self, many: str, **fields: object) -> dict[str, Any]:
        """Create one area or user; it as stored."""
        answer = self.batch(many, fields)
        assert answer["message"] == "Created 1 | Updated 0 | Errors 0", answer
        return answer["data"][0]

    def complaint(self, many: str, item: object) -> str:
        """Why an item is rejected; it is echoed as it was sent."""
        answer = self.batch(many, item)
        assert answer["message"] == "Created 0 | Updated 0 | Errors 1", answer
        assert answer["errors"][0]["object"] == item
        return answer["errors"][0]["message"]

    def area(self, id_: str) -> dict[str, Any]:
        """An area; an empty object when there is none."""
        response = self.get(f"{AREAS}/query/{id_}")
        assert response.status_code == 200, response.text
        return response.json()["area"]

    def user(self, id_: str) -> dict[str, Any]:
        """A user that exists."""
        response = self.sandbox.feedback_house.request("GET", f"{USERS}/users/{id_}")
        assert response.status_code == 200, response.text
        return response.json()["user"]

    def division_of(self, user: str) -> str | None:
        """The division that a user names as theirs."""
        return self.user(user).get("businessDivision")


@pytest.fixture
def house(mock_sandbox: MockSandbox) -> House:
    """The demo world."""
    return House(mock_sandbox)


@pytest.fixture
def empty_house(mock_server: MockServer) -> Iterator[House]:
    """A world with keys and nothing else."""
    sandbox = mock_server.sandbox(seed="empty")
    yield House(sandbox)
    sandbox.delete()
