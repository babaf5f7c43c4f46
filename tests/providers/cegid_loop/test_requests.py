import re

import pytest

from mockserver.testing import MockSandbox, MockServer
from tests.providers.cegid_loop import loop

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def test_an_import_answers_an_id_and_nothing_else(mock_sandbox: MockSandbox) -> None:
    response = loop.post(mock_sandbox)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert list(response.json()) == ["accountingImportRequestId"]
    assert UUID.fullmatch(response.json()["accountingImportRequestId"])


@pytest.mark.parametrize(
    "content_type", ["application-json", "text/plain", "application/json; charset=utf-8", None]
)
def test_the_content_type_does_not_matter(
    mock_sandbox: MockSandbox, content_type: str | None
) -> None:
    body = b'{"codeIbs": "CEGID003", "URL": "https://files.example.com/a.csv", "MODELE": "M"}'

    response = mock_sandbox.cegid_loop.request(
        "POST", loop.IMPORT_PERSO, data=body, headers={"Content-Type": content_type}
    )

    assert "accountingImportRequestId" in response.json()


@pytest.mark.parametrize(
    "body",
    [
        {"codeIBS": "CEGID003", "url": loop.OUTSIDE, "modele": "M", "siret": "07955542100027"},
        {"CODEIBS": "cegid003", "Uri": "a/b.csv", "Modele": "M", "Siret": None},
        {"codeibs": " CEGID003 ", "URI": "", "URL": loop.OUTSIDE, "MODELE": "M", "other": [1]},
        {"codeIbs": "CEGID003", "URI": "a/b.csv", "uri": "", "MODELE": "M"},
    ],
)
def test_keys_may_be_written_in_any_case(mock_sandbox: MockSandbox, body: dict[str, str]) -> None:
    response = mock_sandbox.cegid_loop.request("POST", loop.IMPORT_PERSO, json=body)

    assert list(response.json()) == ["accountingImportRequestId"]


def test_the_same_payload_twice_is_two_imports(mock_sandbox: MockSandbox) -> None:
    uri = loop.deposited(mock_sandbox, loop.SALES)

    first, second = loop.accepted(mock_sandbox, URI=uri), loop.accepted(mock_sandbox, URI=uri)
    mock_sandbox.clock.run_until_idle()

    assert first != second
    assert loop.rows(
        mock_sandbox,
        f"SELECT status, entries FROM cegid_loop_import WHERE id IN ('{first}', '{second}')",
    ) == [(3, 3), (3, 3)]


def test_without_a_siret_the_principal_establishment_takes_the_entries(
    mock_sandbox: MockSandbox,
) -> None:
    id_ = loop.accepted(mock_sandbox)

    query = f"SELECT dossier, siret FROM cegid_loop_import WHERE id = '{id_}'"
    assert loop.rows(mock_sandbox, query) == [("CEGID003", "07955542100019")]


def test_an_import_is_for_the_establishment_of_its_siret(mock_sandbox: MockSandbox) -> None:
    id_ = loop.accepted(mock_sandbox, SIRET="07955542100027")

    query = f"SELECT dossier, siret FROM cegid_loop_import WHERE id = '{id_}'"
    assert loop.rows(mock_sandbox, query) == [("CEGID003", "07955542100027")]


def test_an_address_that_ends_within_24_hours_is_only_remarked_on(
    mock_server: MockServer,
) -> None:
    world = mock_server.sandbox(clock={"now": "2026-03-26T09:00:00Z", "rate": 0})

    loop.accepted(world, URL=loop.OUTSIDE + "?se=2026-03-26T15%3A23%3A51Z")
    remarked = world.server.steer("GET", f"/sandboxes/{world.name}/events")[0]["payload"]
    loop.accepted(world, URL=loop.OUTSIDE + "?se=2026-03-27T15%3A23%3A51Z")
    fine = world.server.steer("GET", f"/sandboxes/{world.name}/events")[1]["payload"]

    assert remarked["advice"] == (
        "the address expires at 2026-03-26T15:23:51Z; at least 24 hours are advised, for retries"
    )
    assert list(fine) == ["id"]
