"""Two promises about history, kept by every provider.

Polled at every step == never looked at. Same seed, same requests, same advances ⇒ the same bytes.
"""

from collections.abc import Callable
from typing import Any

import pytest

from mockserver.testing import MockServer
from mockserver.testing.sandbox import ProviderAccess

Story = Callable[[ProviderAccess, Callable[[str], None]], list[str]]
NOON = {"rate": 0, "now": "2026-01-01T12:00:00Z"}


def candis(api: ProviderAccess, let_pass: Callable[[str], None]) -> list[str]:
    """Two imports that overlap; their logs."""
    imports = f"/v1/organizations/{api.subject['organization_id']}/imports"
    accounts = [{"accountCode": f"H-{n}", "name": f"Account {n}"} for n in range(1200)]
    created = api.request("POST", f"{imports}/general-ledger-accounts", json=accounts).json()
    changed = api.request("PUT", f"{imports}/general-ledger-accounts", json=accounts[:3]).json()
    let_pass(f"{imports}/{created['processId']}")
    return [f"{imports}/{created['processId']}?offset=1190", f"{imports}/{changed['processId']}"]


def codat(api: ProviderAccess, let_pass: Callable[[str], None]) -> list[str]:
    """A company is linked and synchronised twice; what can be read of it."""
    company = api.request("POST", "/companies", json={"name": "History"}).json()["id"]
    connection = api.request(
        "POST", f"/companies/{company}/connections", json={"platformKey": "mqjo"}
    ).json()["id"]
    api.request(
        "PUT", f"/companies/{company}/connections/{connection}/authorization", json={"a": "b"}
    )
    api.request("POST", f"/companies/{company}/data/all")
    let_pass(f"/companies/{company}/dataStatus")
    return [
        f"/companies/{company}",
        f"/companies/{company}/dataStatus",
        f"/companies/{company}/data/history?pageSize=200",
        f"/companies/{company}/data/bills?query=status=paid&orderBy=-totalAmount",
        f"/companies/{company}/data/financials/balanceSheet?periodLength=1&periodsToCompare=2",
    ]


def appzen(api: ProviderAccess, let_pass: Callable[[str], None]) -> list[str]:
    """An entity is created and updated."""
    path = "/dictionary-data-services/entity"
    entity = {
        "entity_id": "H-1",
        "entity_name": "History",
        "entity_type": "company",
        "appzen_entity_type": "COMPANY",
        "currency": "EUR",
        "addresses": [{"address_type": "OFFICE"}],
    }
    uuid = api.request("POST", path, json=entity).json()["uuid"]
    let_pass(f"{path}/{uuid}")
    api.request("POST", path, json={**entity, "entity_name": "History II"})
    return [f"{path}/{uuid}", f"{path}/external-entity-id/H-1"]


def cegid_loop(api: ProviderAccess, let_pass: Callable[[str], None]) -> list[str]:
    """An import is asked for and runs."""
    wanted = {
        "codeIbs": api.subject["codeIbs"],
        "URL": "https://files.example/history.txt",
        "MODELE": "IMPORTPERSO",
    }
    answer = api.request("POST", "/loop-api-publiques/importPerso", json=wanted).json()
    status = (
        "/loop-api-publiques/getImportStatus"
        f"?accountingImportRequestId={answer['accountingImportRequestId']}"
    )
    let_pass(status)
    return [status]


def feedback_house(api: ProviderAccess, let_pass: Callable[[str], None]) -> list[str]:
    """Divisions are created and changed."""
    root = "/api/planning/business-division/v1"
    divisions: dict[str, Any] = {"businessDivisions": [{"name": "North"}, {"name": "South"}]}
    api.request("POST", f"{root}/update-or-create", json=divisions)
    let_pass(f"{root}/query")
    divisions["businessDivisions"][0]["active"] = False
    api.request("POST", f"{root}/update-or-create", json=divisions)
    return [f"{root}/query?limit=1000"]


STORIES = [candis, codat, appzen, cegid_loop, feedback_house]


def told(server: MockServer, story: Story, *, polling: bool) -> list[tuple[int, bytes]]:
    """What can be read at the end of a story that took ten minutes."""
    sandbox = server.sandbox(random_seed=11, clock=NOON)
    api: ProviderAccess = getattr(sandbox, story.__name__)

    def let_pass(watched: str) -> None:
        for _ in range(30 if polling else 0):
            assert api.request("GET", watched).status_code == 200
            sandbox.clock.advance("250ms")
        sandbox.clock.to("2026-01-01T12:10:00Z")

    reads = story(api, let_pass)
    answers = [api.request("GET", path) for path in reads]
    sandbox.delete()
    return [(answer.status_code, unlocated(answer.content, sandbox.name)) for answer in answers]


def unlocated(content: bytes, sandbox: str) -> bytes:
    """Without the name of the sandbox, which stands in every absolute URL."""
    return content.replace(sandbox.encode(), b"SANDBOX")


@pytest.mark.parametrize("story", STORIES)
def test_polled_at_every_step_equals_never_looked_at(mock_server: MockServer, story: Story) -> None:
    watched = told(mock_server, story, polling=True)
    alone = told(mock_server, story, polling=False)

    assert watched == alone
    assert {status for status, _ in alone} == {200}


@pytest.mark.parametrize("story", STORIES)
def test_the_same_seed_and_the_same_requests_give_the_same_bytes(
    mock_server: MockServer, story: Story
) -> None:
    assert told(mock_server, story, polling=False) == told(mock_server, story, polling=False)
