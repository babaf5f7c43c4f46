"""Counting what a provider holds by state, for charts."""

from collections.abc import Iterator
from typing import Any

import pytest

from mockserver.providers import built_in
from mockserver.testing import MockSandbox, MockServer
from mockserver.testing.sandbox import URL
from mockserver.web.browse import STATE, Collection
from mockserver.web.provider import Provider

HELD = [(provider, one) for provider in built_in() for one in provider.collections]
CENTERS = "/v1/organizations/alpha-organization/imports/cost-centers"
BERLIN = {"type": "COST_CENTER", "name": "Berlin", "code": "BER-1"}


@pytest.fixture(scope="module")
def world(mock_server: MockServer) -> Iterator[MockSandbox]:
    """A demo world in which something was imported twice."""
    sandbox = mock_server.sandbox(clock={"rate": 0, "now": "2026-01-05T09:00:00Z"})
    sandbox.candis.request("POST", CENTERS, json=[BERLIN, BERLIN])
    sandbox.clock.run_until_idle()
    yield sandbox
    sandbox.delete()


def tally(sandbox: MockSandbox, provider: str, collection: str) -> Any:
    path = f"/sandboxes/{sandbox.name}/providers/{provider}/tallies/{collection}"
    return sandbox.server.steer("GET", path)["tally"]


def test_outcomes_of_imports_are_counted_by_type(world: MockSandbox) -> None:
    counted = tally(world, "candis", "import-log")

    assert [(one["state"], one["count"], one["progress"]) for one in counted] == [
        ("FAILED", 1, None),
        ("SUCCEEDED", 1, None),
    ]
    assert len({one["group"] for one in counted}) == 1


def test_syncs_are_counted_by_company_with_their_progress(world: MockSandbox) -> None:
    counted = tally(world, "codat", "syncs")

    assert {"group": "Alder Street Bakery", "state": "Complete", "count": 29, "progress": 1.0} in (
        counted
    )


@pytest.mark.parametrize(
    ("provider", "held"), HELD, ids=[f"{provider.name}-{one.name}" for provider, one in HELD]
)
def test_every_collection_with_a_state_is_counted_whole(
    world: MockSandbox, provider: Provider, held: Collection
) -> None:
    data = f"/sandboxes/{world.name}/providers/{provider.name}/data/{held.name}?limit=1"
    total = world.server.steer("GET", data)["total"]
    has_state = any(column.kind == STATE for column in held.columns)

    counted = tally(world, provider.name, held.name)

    assert sum(one["count"] for one in counted) == total * has_state


def test_an_unknown_collection_is_refused(world: MockSandbox) -> None:
    url = f"{URL}/_mock/sandboxes/{world.name}/providers/candis/tallies/none"

    answer = world.server.session().get(url)

    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "unknown-collection"
