import pytest

from mockserver.testing import MockSandbox
from tests.providers.cegid_loop import loop

UNKNOWN_ID = "9e107d9d-372b-4b1f-9b1e-2d6f7a1c0b33"


def test_an_import_goes_from_1_over_2_to_3(mock_sandbox: MockSandbox) -> None:
    id_ = loop.accepted(mock_sandbox, URI=loop.deposited(mock_sandbox, loop.SALES))

    assert loop.status(mock_sandbox, id_) == {"status": 1}
    mock_sandbox.clock.advance("1999ms")
    assert loop.status(mock_sandbox, id_) == {"status": 1}
    mock_sandbox.clock.advance("1ms")
    assert loop.status(mock_sandbox, id_) == {"status": 2}
    mock_sandbox.clock.advance("1999ms")
    assert loop.status(mock_sandbox, id_) == {"status": 2}
    mock_sandbox.clock.advance("1ms")
    assert loop.status(mock_sandbox, id_) == {"status": 3}


def test_an_import_of_a_missing_file_ends_with_4(mock_sandbox: MockSandbox) -> None:
    id_ = loop.accepted(mock_sandbox, URI="142ae28e-bb2e-4a1d-a8a1-17d59e55b7ca/fichier.txt")

    mock_sandbox.clock.advance("2s")
    assert loop.status(mock_sandbox, id_) == {"status": 2}
    mock_sandbox.clock.advance("2s")
    assert loop.status(mock_sandbox, id_) == {"status": 4}


@pytest.mark.parametrize("path", ["getImportStatus", "getStatus", "getstatus", "GETIMPORTSTATUS"])
@pytest.mark.parametrize(
    "parameter", ["accountingImportRequestId", "accountingimportrequestid", "id", "requestId"]
)
def test_route_and_parameter_have_several_spellings(
    mock_sandbox: MockSandbox, path: str, parameter: str
) -> None:
    id_ = loop.accepted(mock_sandbox)

    response = mock_sandbox.cegid_loop.request(
        "GET", f"/loop-api-publiques/{path}", params={parameter: id_.upper()}
    )

    assert response.status_code == 200
    assert response.json() == {"status": 1}


@pytest.mark.parametrize("id_", [UNKNOWN_ID, "nonsense", "\x00", "é" * 500])
def test_an_unknown_id_is_an_error(mock_sandbox: MockSandbox, id_: str) -> None:
    response = mock_sandbox.cegid_loop.request("GET", loop.STATUS, params={"id": id_})

    assert loop.message(response) == f"La demande d'import {id_} n'existe pas."


@pytest.mark.parametrize("query", ["", "?accountingImportRequestId=", "?id=%20", "?other=1"])
def test_a_missing_id_is_an_error(mock_sandbox: MockSandbox, query: str) -> None:
    response = mock_sandbox.cegid_loop.request("GET", loop.STATUS + query)

    assert loop.message(response) == "L'accountingImportRequestId n'est pas spécifié."


def test_an_import_of_another_sandbox_is_unknown(mock_sandbox: MockSandbox) -> None:
    other = mock_sandbox.server.sandbox(random_seed=2)
    id_ = loop.accepted(other)

    answer = loop.status(mock_sandbox, id_)

    assert answer["error"]["message"] == f"La demande d'import {id_} n'existe pas."


def test_a_failure_can_be_made_to_explain_itself(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.settings["cegid_loop.explain_failures"] = True
    id_ = loop.accepted(mock_sandbox, URI=loop.deposited(mock_sandbox, "a;b\nc"))
    mock_sandbox.clock.run_until_idle()

    assert loop.status(mock_sandbox, id_) == {
        "status": 4,
        "message": "line 1: the line has 2 fields instead of 8",
    }


def test_the_demo_world_has_finished_imports_and_a_failed_one(mock_sandbox: MockSandbox) -> None:
    assert loop.status(mock_sandbox, "5b0c7a52-93d4-4c0e-8f5e-2a6d1c9be701") == {"status": 3}
    assert loop.status(mock_sandbox, "71e9b3d0-2c5f-4a86-9d10-e4b8f6a2c903") == {"status": 3}
    assert loop.status(mock_sandbox, "c84d0e3f-6a17-4b92-b1d5-7f20c3a9e802") == {"status": 4}
    assert loop.rows(
        mock_sandbox, "SELECT sum(debit_cents), sum(credit_cents) FROM cegid_loop_entry"
    ) == [(1767380, 1767380)]


def test_the_empty_world_has_dossiers_but_no_imports(mock_sandbox: MockSandbox) -> None:
    world = mock_sandbox.server.sandbox(seed="empty")

    assert loop.rows(world, "SELECT count(*) FROM cegid_loop_import") == [(0,)]
    loop.accepted(world, SIRET="07955542100027")


def test_the_journal_says_why_an_import_failed(mock_sandbox: MockSandbox) -> None:
    unbalanced = loop.SALES.replace("100,00", "99,00")
    id_ = loop.accepted(mock_sandbox, URI=loop.deposited(mock_sandbox, unbalanced))
    mock_sandbox.clock.run_until_idle()

    assert loop.status(mock_sandbox, id_) == {"status": 4}

    assert loop.newest_reason(mock_sandbox) == {
        "rule": "import-failed",
        "parts": 1,
        "detail": f"{id_}: line 2: entry VE/2025-02-05 does not balance:"
        " debit 120.00, credit 119.00",
    }


def test_the_journal_has_nothing_to_say_of_a_good_import(mock_sandbox: MockSandbox) -> None:
    id_ = loop.accepted(mock_sandbox, URI=loop.deposited(mock_sandbox, loop.SALES))
    mock_sandbox.clock.run_until_idle()

    assert loop.status(mock_sandbox, id_) == {"status": 3}

    assert loop.newest_reason(mock_sandbox) is None


def test_the_journal_advises_against_an_address_that_expires_early(
    mock_sandbox: MockSandbox,
) -> None:
    loop.accepted(mock_sandbox, URL=f"{loop.OUTSIDE}?se=2022-03-26T15%3A23%3A51Z")

    assert loop.newest_reason(mock_sandbox) == {
        "rule": "advice",
        "parts": 1,
        "detail": "URL: the address expires at 2022-03-26T15:23:51Z;"
        " at least 24 hours are advised, for retries",
    }
