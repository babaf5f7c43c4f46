"""Looking at what providers hold: pages, filters, single records, and never a secret."""

from typing import Any

import pytest

from mockserver.providers import built_in
from mockserver.testing import MockSandbox, MockServer
from mockserver.testing.sandbox import URL
from mockserver.web.browse import Collection
from mockserver.web.provider import Provider

HELD = [(provider, one) for provider in built_in() for one in provider.collections]
ORGANIZATION = "/v1/organizations/alpha-organization"


@pytest.fixture(scope="module")
def world(mock_server: MockServer) -> Any:
    """A demo world in which something was imported."""
    sandbox = mock_server.sandbox(clock={"rate": 0, "now": "2026-01-05T09:00:00Z"})
    centers = [
        {"type": "COST_CENTER", "name": f"Centre {number}", "code": f"KST-{number:03}"}
        for number in range(60)
    ]
    answer = sandbox.candis.request(
        "POST", f"{ORGANIZATION}/imports/cost-centers", json=[*centers, centers[0]]
    )
    assert answer.status_code == 202, answer.text
    sandbox.clock.run_until_idle()
    yield sandbox
    sandbox.delete()


def look(sandbox: MockSandbox, provider: str, path: str = "") -> Any:
    return sandbox.server.steer("GET", f"/sandboxes/{sandbox.name}/providers/{provider}/data{path}")


def refused(sandbox: MockSandbox, provider: str, path: str) -> tuple[int, str]:
    url = f"/_mock/sandboxes/{sandbox.name}/providers/{provider}/data{path}"
    answer = sandbox.server.session().get(URL + url)
    return answer.status_code, answer.json()["error"]["code"]


@pytest.mark.parametrize(
    ("provider", "held"), HELD, ids=[f"{provider.name}-{one.name}" for provider, one in HELD]
)
def test_every_collection_is_listed_and_each_row_opens(
    world: MockSandbox, provider: Provider, held: Collection
) -> None:
    listed = look(world, provider.name, f"/{held.name}?limit=2")
    opened = [
        look(world, provider.name, f"/{held.name}/{row['id'].replace('/', '%2F')}")
        for row in listed["rows"]
    ]

    names = ["id", *(column.name for column in held.listed if column.name != "id")]
    assert [sorted(row) for row in listed["rows"]] == [sorted(names)] * len(opened)
    assert [one["record"] | row for one, row in zip(opened, listed["rows"], strict=True)] == [
        one["record"] for one in opened
    ]
    assert set(held.mentioned_by) <= held.names | {"id"}
    assert {column.to for column in held.columns} - {""} <= {
        one.name for one in provider.collections
    }


def test_no_secret_is_ever_shown(world: MockSandbox) -> None:
    secrets = {
        text
        for access in world.document["providers"].values()
        for name, text in access["credentials"].items()
        if "customer_id" not in name and name != "client_id"
    }

    sandbox = world.server.app.sandboxes.get(world.name)
    with sandbox.transaction():
        shown = "".join(str(sandbox.rows(held.sql)) for _, held in HELD)

    assert [text for text in secrets if text in shown] == []
    assert "storage_key" not in shown
    assert len(shown) > 100_000


def test_an_import_shows_how_far_it_is(mock_server: MockServer) -> None:
    sandbox = mock_server.sandbox(clock={"rate": 0, "now": "2026-01-05T09:00:00Z"})
    records = [{"type": "COST_CENTER", "name": f"C{n}", "code": f"C{n}"} for n in range(3)]
    sandbox.candis.request("POST", f"{ORGANIZATION}/imports/cost-centers", json=records)

    before = look(sandbox, "candis", "/imports")["rows"]
    sandbox.clock.run_until_idle()
    after = look(sandbox, "candis", "/imports")["rows"]
    sandbox.delete()

    assert [(one["state"], one["progress"]) for one in before + after] == [
        ("PROCESSING", 0.0),
        ("PROCESSED", 1.0),
    ]


def test_a_long_collection_is_read_in_pages(world: MockSandbox) -> None:
    first = look(world, "candis", "/import-log?limit=50")
    second = look(world, "candis", "/import-log?limit=50&offset=50")

    assert (first["total"], len(first["rows"]), len(second["rows"])) == (61, 50, 11)
    assert [row["line"] for row in first["rows"] + second["rows"]] == list(range(61))


def test_rows_are_found_by_text_and_by_column(world: MockSandbox) -> None:
    by_text = look(world, "candis", "/core-data?text=CENTRE 59")
    by_column = look(world, "candis", "/import-log?where=state:FAILED")

    assert [row["key"] for row in by_text["rows"]] == ["KST-059"]
    assert [row["line"] for row in by_column["rows"]] == [60]


def test_a_record_leads_to_its_parts_and_to_the_requests_that_made_it(world: MockSandbox) -> None:
    process = look(world, "candis", "/imports")["rows"][0]["id"]

    opened = look(world, "candis", f"/imports/{process}")

    assert opened["parts"] == [
        {
            "collection": "import-log",
            "title": "Import log",
            "where": f"import_id:{process}",
            "count": 61,
        }
    ]
    assert [(one["method"], one["status"]) for one in opened["requests"]] == [("POST", 202)]


@pytest.mark.parametrize(
    ("provider", "path", "refusal"),
    [
        ("candis", "/nothing", (404, "unknown-collection")),
        ("candis", "/imports/nobody", (404, "unknown-record")),
        ("candis", "/imports?where=sql:1", (400, "invalid-field")),
        ("candis", "/imports?where=process_id) OR 1=1 --:1", (400, "invalid-field")),
        ("candis", "/imports?limit=0", (400, "invalid-field")),
        ("candis", "/imports?offset=-1", (400, "invalid-field")),
        ("nobody", "", (404, "unknown-provider")),
    ],
)
def test_what_is_not_there_is_refused(
    world: MockSandbox, provider: str, path: str, refusal: tuple[int, str]
) -> None:
    assert refused(world, provider, path) == refusal
