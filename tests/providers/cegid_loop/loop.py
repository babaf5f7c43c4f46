"""How a client imports a file into a dossier, for the tests of this folder."""

from typing import Any

import requests

from mockserver.testing import MockSandbox

IMPORT_PERSO = "/loop-api-publiques/importPerso"
IMPORT_FEC = "/loop-api-publiques/importFEC"
STATUS = "/loop-api-publiques/getImportStatus"
DEPOSIT = "/loop-api-publiques/getFileUrlDeposit"
BLOCK_BLOB = {"x-ms-blob-type": "BlockBlob"}
OUTSIDE = "https://files.example.com/ecritures.csv"
SALES = (
    "journal;date;compte;auxiliaire;libelle;piece;debit;credit\n"
    "VE;05/02/2025;411000;DUPONT;Vente;F1;120,00;\n"
    "VE;05/02/2025;707000;;Vente;F1;;100,00\n"
    "VE;05/02/2025;445710;;TVA;F1;;20,00\n"
)


def deposit(world: MockSandbox, name: str = "fichier.csv") -> dict[str, str]:
    """Where to upload a file of this name."""
    answer: dict[str, str] = world.cegid_loop.request(
        "GET", DEPOSIT, params={"filename": name}
    ).json()
    return answer


def put(
    world: MockSandbox, url: str, content: str | bytes, headers: dict[str, str] | None = None
) -> requests.Response:
    """Upload without any credentials but the URL's own."""
    return world.server.session().put(
        url, data=content, headers=BLOCK_BLOB if headers is None else headers
    )


def deposited(world: MockSandbox, content: str | bytes, name: str = "fichier.csv") -> str:
    """Deposit a file; its URI."""
    place = deposit(world, name)
    assert put(world, place["depositUrl"], content).status_code == 201
    return place["uri"]


def post(world: MockSandbox, path: str = IMPORT_PERSO, **body: Any) -> requests.Response:
    """Ask for an import; what is not said is right."""
    return world.cegid_loop.request("POST", path, json=filled(body))


def filled(body: dict[str, Any]) -> dict[str, Any]:
    """A right request, with these members instead of its own."""
    right = {"codeIbs": "CEGID003", "URL": OUTSIDE, "MODELE": "IMPORTPERSO"}
    if "URI" in body:
        del right["URL"]
    return {**right, **body}


def accepted(world: MockSandbox, path: str = IMPORT_PERSO, **body: Any) -> str:
    """Ask for an import that is recorded; its id."""
    answer = post(world, path, **body).json()
    assert list(answer) == ["accountingImportRequestId"]
    id_: str = answer["accountingImportRequestId"]
    return id_


def message(response: requests.Response, status: int = 200) -> str:
    """The message of a refusal of the import service."""
    assert response.status_code == status, response.text
    assert list(response.json()) == ["error"]
    assert list(response.json()["error"]) == ["instanceId", "message"]
    text: str = response.json()["error"]["message"]
    return text


def status(world: MockSandbox, id_: str) -> Any:
    """What the status call answers."""
    return world.cegid_loop.request("GET", STATUS, params={"accountingImportRequestId": id_}).json()


def outcome(
    world: MockSandbox, content: str | bytes, path: str = IMPORT_PERSO, **body: Any
) -> dict[str, Any]:
    """Import a file and wait: what the importer concluded, its request's id aside."""
    id_ = accepted(world, path, URI=deposited(world, content), **body)
    world.clock.run_until_idle()
    assert status(world, id_) == {"status": concluded(world)["status"]}
    return {name: value for name, value in concluded(world).items() if name != "id"}


def concluded(world: MockSandbox) -> dict[str, Any]:
    """The payload of the newest conclusion among the events."""
    events = world.server.steer("GET", f"/sandboxes/{world.name}/events")
    payload: dict[str, Any] = next(
        event["payload"] for event in events if event["kind"] == "cegid_loop.conclude"
    )
    return payload


def rows(world: MockSandbox, sql: str) -> list[tuple[Any, ...]]:
    """Look into the world's own file."""
    sandbox = world.server.app.sandboxes.get(world.name)
    with sandbox.transaction():
        return sandbox.connection.execute(sql).fetchall()
