"""Codat: companies, their connections and what they fetch; one accounting source at a time."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from mockserver.testing import MockServer
from tests.models.world import WorldMachine, explore, pick

KEYS = st.sampled_from(["mqjo", "gbol", "suuo", "dfxm"])
ACCOUNTING = {"mqjo", "gbol"}
UNKNOWN = "00000000-0000-4000-8000-000000000000"
TEXTS = st.none() | st.sampled_from(["", "a", "b"])
NUMBER = st.integers(0, 2)
# How a company stands is how the best of its connections stands.
RANKS = ["Linked", "PendingAuth", "Unlinked"]


@dataclass
class Connection:
    """A source of a company."""

    id: str
    key: str
    status: str = "PendingAuth"


@dataclass
class Company:
    """A company; `running` says whether its bills are being fetched."""

    id: str
    name: str
    description: str | None
    connections: list[Connection] = field(default_factory=list)
    running: bool = False

    @property
    def linked(self) -> list[Connection]:
        return [one for one in self.connections if one.status == "Linked"]


Companies = list[Company]


class Codat(WorldMachine[Companies]):
    """Companies come, change and go; connections are linked, unlinked and deleted; bills synced."""

    def __init__(self, server: MockServer) -> None:
        super().__init__(server, list)

    @initialize()
    def begin(self) -> None:
        """A company with a source of its books, and another one that waits."""
        self.create("Platypus", None)
        self.connect(0, "mqjo")
        self.connect(0, "gbol")
        self.authorise(0, 0)

    # -- companies ------------------------------------------------------------------------------

    @rule(name=st.sampled_from(["Platypus", "Emu", ""]), description=TEXTS)
    def create(self, name: str, description: str | None) -> None:
        answer = self._ask("POST", "/companies", {"name": name, "description": description})
        assert answer.status_code == (200 if name else 400)
        if name:
            self.model.append(Company(answer.json()["id"], name, description or ""))

    @rule(number=NUMBER, name=st.sampled_from(["Wombat", ""]), description=TEXTS)
    def replace(self, number: int, name: str, description: str | None) -> None:
        company = self._company(number)
        body = {"name": name, "description": description}
        answer = self._ask("PUT", f"/companies/{company.id}", body)
        if company not in self.model:
            assert answer.status_code == 404 or not name
            return
        assert answer.status_code == (200 if name else 400)
        if name:
            company.name, company.description = name, description or ""

    @rule(number=NUMBER, description=TEXTS)
    def change(self, number: int, description: str | None) -> None:
        company = self._company(number)
        answer = self._ask("PATCH", f"/companies/{company.id}", {"description": description})
        assert answer.status_code == (200 if company in self.model else 404)
        if description is not None:
            company.description = description

    @rule(number=NUMBER)
    def delete(self, number: int) -> None:
        company = self._company(number)
        answer = self._ask("DELETE", f"/companies/{company.id}")
        assert answer.status_code == (204 if company in self.model else 404)
        self.model[:] = [one for one in self.model if one is not company]

    # -- connections ----------------------------------------------------------------------------

    @precondition(lambda self: self.model)
    @rule(number=NUMBER, key=KEYS)
    def connect(self, number: int, key: str) -> None:
        company = self._company(number)
        path = f"/companies/{company.id}/connections"
        connection = self._ask("POST", path, {"platformKey": key}).json()
        company.connections.append(Connection(connection["id"], key))

    @precondition(lambda self: any(company.connections for company in self.model))
    @rule(number=NUMBER, other=NUMBER)
    def authorise(self, number: int, other: int) -> None:
        company, connection = self._connection(number, other)
        body = {"company_id": company.id, "connection_id": connection.id, "outcome": "authorise"}
        place = f"/sandboxes/{self.world.name}/providers/codat/link"
        self.world.server.steer("POST", place, body)
        if connection.key in ACCOUNTING:
            for one in company.connections:
                if one.key in ACCOUNTING and one.status == "Linked" and one is not connection:
                    one.status = "Unlinked"
        connection.status = "Linked"
        self.let_everything_happen()

    @precondition(lambda self: any(company.connections for company in self.model))
    @rule(number=NUMBER, other=NUMBER)
    def unlink(self, number: int, other: int) -> None:
        company, connection = self._connection(number, other)
        path = f"/companies/{company.id}/connections/{connection.id}"
        answer = self._ask("PATCH", path, {"status": "Unlinked"})
        assert answer.status_code == (200 if connection.status == "Linked" else 400)
        if connection.status == "Linked":
            connection.status = "Unlinked"

    @precondition(lambda self: any(company.connections for company in self.model))
    @rule(number=NUMBER, other=NUMBER)
    def disconnect(self, number: int, other: int) -> None:
        company, connection = self._connection(number, other)
        path = f"/companies/{company.id}/connections/{connection.id}"
        assert self._ask("DELETE", path).status_code == 200
        assert self._ask("GET", path).status_code == 404
        company.connections.remove(connection)

    # -- syncs ----------------------------------------------------------------------------------

    @precondition(lambda self: self.model)
    @rule(number=NUMBER, wait=st.booleans())
    def sync_bills(self, number: int, wait: bool) -> None:
        company = self._company(number)
        answer = self._ask("POST", f"/companies/{company.id}/data/queue/bills")
        offered = any(one.key in ACCOUNTING for one in company.linked)
        expected = 409 if company.running and offered else 200 if offered else 400
        assert answer.status_code == expected, answer.text
        company.running = company.running or expected == 200
        if wait:
            self.let_everything_happen()

    @rule()
    def let_everything_happen(self) -> None:
        self.world.clock.run_until_idle()
        for company in self.model:
            company.running = False

    # -- what the world shows -------------------------------------------------------------------

    @invariant()
    def the_companies_are_those_of_the_model(self) -> None:
        answer = self._ask("GET", "/companies?pageSize=100&orderBy=created").json()
        assert answer["totalResults"] == len(self.model)
        shown = {one["id"]: one for one in answer["results"]}
        for company in self.model:
            seen = shown[company.id]
            assert (seen["name"], seen.get("description") or "") == (
                company.name,
                company.description or "",
            )
            assert {one["id"]: one["status"] for one in seen["dataConnections"]} == {
                one.id: one.status for one in company.connections
            }
            best = [rank for rank in RANKS if rank in {one.status for one in company.connections}]
            assert seen.get("status") == next(iter(best), seen.get("status"))

    # -- how it is asked ------------------------------------------------------------------------

    def _company(self, number: int) -> Company:
        company: Company = pick(self.model, number, Company(UNKNOWN, "", None))
        return company

    def _connection(self, number: int, other: int) -> tuple[Company, Connection]:
        company = pick([one for one in self.model if one.connections], number, None)
        return company, pick(company.connections, other, None)

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        return self.world.codat.request(method, path, json=body)


def test_codat_is_what_its_model_says(mock_server: MockServer) -> None:
    explore(Codat, mock_server)
