"""AppZen: entities by their own id, what was touched longest ago comes first."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from mockserver.testing import MockServer
from tests.models.world import START, WorldMachine, explore

ENTITY = "/dictionary-data-services/entity"
IDS = st.sampled_from(["E-1", "e-1", "E-2", "E-3"])
NAMES = st.sampled_from(["Nordkap Foods", "Südkap", "東京", " "])
BORN = datetime.fromisoformat(START)


@dataclass
class Books:
    """Entities by id, each with the moment at which it was touched."""

    now: datetime = BORN
    entities: dict[str, dict[str, Any]] = field(default_factory=dict)


def stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


class AppZen(WorldMachine[Books]):
    """Upserts, refused ones among them; reads; searches in windows."""

    def __init__(self, server: MockServer) -> None:
        super().__init__(server, Books)

    @rule(seconds=st.sampled_from([0.001, 1, 3600]))
    def let_pass(self, seconds: float) -> None:
        self.world.clock.advance(f"{round(seconds * 1000)}ms")
        self.model.now += timedelta(seconds=seconds)

    @rule(
        id_=IDS, name=NAMES, active=st.none() | st.booleans(), currency=st.just("EUR") | st.none()
    )
    def send(self, id_: str, name: str, active: bool | None, currency: str | None) -> None:
        body = {"entity_id": id_, "entity_name": name, "entity_type": "Company"}
        body |= {"appzen_entity_type": "COMPANY", "currency": currency, "is_active": active}
        addresses = [{"address_type": "OFFICE"}]
        answer = self.world.appzen.request("POST", ENTITY, json={**body, "addresses": addresses})
        if not name.strip() or currency is None:
            assert answer.status_code == 400
            return
        old = self.model.entities.get(id_)
        uuid = answer.json()["uuid"]
        said = (answer.status_code, answer.json()["status"])
        assert said == ((201, "CREATED") if old is None else (200, "UPDATED"))
        assert uuid == (old or {"uuid": uuid})["uuid"]
        assert uuid not in [one["uuid"] for key, one in self.model.entities.items() if key != id_]
        self.model.entities[id_] = {
            "uuid": uuid,
            "name": name,
            "active": active is not False,
            "touched": self.model.now,
        }

    @rule(id_=IDS)
    def read(self, id_: str) -> None:
        answer = self.world.appzen.request("GET", f"{ENTITY}/external-entity-id/{id_}")
        found = self.model.entities.get(id_)
        if found is None:
            assert answer.status_code == 404
            return
        by_uuid = self.world.appzen.request("GET", f"{ENTITY}/{found['uuid']}")
        assert answer.json()["entity_name"] == by_uuid.json()["entity_name"] == found["name"]

    @rule(since=st.integers(-2, 3), length=st.integers(0, 3), limit=st.sampled_from([1, 2, 100]))
    def search(self, since: int, length: int, limit: int) -> None:
        """From so many hours after the beginning, for so many hours."""
        begin = BORN + timedelta(hours=since)
        end = begin + timedelta(hours=length)
        assert self._found(begin, end, limit) == self._expected(begin, end)[:limit]

    @invariant()
    def everything_is_found(self) -> None:
        begin, end = self.model.now - timedelta(days=6), self.model.now
        assert self._found(begin, end, 100) == self._expected(begin, end)

    def _expected(self, begin: datetime, end: datetime) -> list[dict[str, Any]]:
        touched = [
            (one["touched"], one["uuid"], id_, one["active"])
            for id_, one in self.model.entities.items()
            if begin <= one["touched"] <= end
        ]
        return [
            {
                "entity-id": id_,
                "appzen-uuid": uuid,
                "is-active": active,
                "last-appzen-update-time": stamp(moment),
            }
            for moment, uuid, id_, active in sorted(touched)
        ]

    def _found(self, begin: datetime, end: datetime, limit: int) -> Any:
        window = {
            "from-last-appzen-update-time": stamp(begin),
            "to-last-appzen-update-time": stamp(end),
            "limit": limit,
        }
        return self.world.appzen.request("POST", f"{ENTITY}/search", json=window).json()


def test_appzen_is_what_its_model_says(mock_server: MockServer) -> None:
    explore(AppZen, mock_server)
