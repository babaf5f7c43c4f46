"""The client does what it says, and notices what goes wrong."""

from collections.abc import Callable
from time import sleep

import client
import pytest
from client import Api, RefusedError

Reach = Callable[[str], Api]


def test_a_company_is_linked(reach: Reach) -> None:
    assert client.link_company(reach("codat"), "Atelier").startswith("http")


def test_the_same_entity_is_updated(reach: Reach) -> None:
    appzen = reach("appzen")

    assert client.push_entity(appzen, "E-1", "One") == client.push_entity(appzen, "E-1", "Uno")


def test_a_file_is_taken(reach: Reach) -> None:
    number = client.import_file(reach("cegid_loop"), "https://files.example/2026.txt")

    assert len(number) == len("ca85671e-6f98-4c2e-b075-c5cd9fea57ed")


def test_a_file_without_an_address_is_refused(reach: Reach) -> None:
    with pytest.raises(RefusedError):
        client.import_file(reach("cegid_loop"), "")


def test_divisions_are_created_once(reach: Reach) -> None:
    house = reach("feedback_house")
    divisions = [{"name": "Lisbon", "correlationId": "PT-LIS"}]

    assert client.push_divisions(house, divisions) == client.push_divisions(house, divisions)


def test_a_rejected_division_is_noticed(reach: Reach) -> None:
    with pytest.raises(RefusedError, match="Missing name field"):
        client.push_divisions(reach("feedback_house"), [{"title": "Lisbon"}])


def test_accounts_are_imported(reach: Reach, request: pytest.FixtureRequest) -> None:
    frozen = "in process" in request.node.name
    pause = request.getfixturevalue("mock_sandbox").clock.advance if frozen else tick

    outcome = client.push_accounts(
        reach("candis"), [{"accountCode": "4400", "name": "Revenue"}], pause
    )

    assert outcome == ["IMPORTED"]


def tick(_seconds: float) -> None:
    """The worlds on the socket live an hour in a second."""
    sleep(0.05)


def test_the_real_address_is_answered_in_process(mock_sandbox) -> None:  # type: ignore[no-untyped-def]
    access = mock_sandbox.feedback_house
    api = Api(access.session(), "https://api.feedback.house", access.headers, {})

    assert len(client.push_divisions(api, [{"name": "Lisbon"}])) == 1


def test_an_outage_is_noticed(mock_sandbox) -> None:  # type: ignore[no-untyped-def]
    mock_sandbox.faults.add("feedback_house", "status", value=503, count=1)
    access = mock_sandbox.feedback_house
    api = Api(access.session(), access.base_url, access.headers, {})

    with pytest.raises(RefusedError, match="503"):
        client.push_divisions(api, [{"name": "Lisbon"}])

    assert len(client.push_divisions(api, [{"name": "Lisbon"}])) == 1
