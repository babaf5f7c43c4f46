"""How a client imports a file into a dossier, for the tests of this folder."""

from typing import Any

import requests

from mockserver.testing import MockSandbox

IMPORT_PERSO = "/loop-api-publiques/importPerso"
IMPORT_FEC = "/loop-api-publiques/importFEC"
STATUS = "/loop-api-publiques/getImportStatus"
IMPORT_TRA = "/loop-api-publiques/importTRA"
IMPORT_JSON = "/loop-api-publiques/importJson"
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


def newest_reason(world: MockSandbox) -> dict[str, Any] | None:
    """What the journal says about the last call."""
    reason: dict[str, Any] | None = world.journal.calls()[-1]["reason"]
    return reason


def rows(world: MockSandbox, sql: str) -> list[tuple[Any, ...]]:
    """Look into the world's own file."""
    sandbox = world.server.app.sandboxes.get(world.name)
    with sandbox.transaction():
        return sandbox.connection.execute(sql).fetchall()


def read(
    world: MockSandbox, resource: str, query: str = "", dossier: str = "BOULPONT"
) -> requests.Response:
    """What a reading API answers; `query` as it stands in the URL."""
    path = f"/loop-api-publiques/{resource}?codeDossier={dossier}&{query}"
    return world.cegid_loop.request("GET", path)


def found(
    world: MockSandbox, resource: str, query: str = "", dossier: str = "BOULPONT"
) -> list[dict[str, Any]]:
    """The records of a reading API that answers with a bare list."""
    response = read(world, resource, query, dossier)
    assert response.status_code == 200, response.text
    records: list[dict[str, Any]] = response.json()
    return records


def advanced(world: MockSandbox) -> dict[str, str]:
    """The headers of the firm's own key."""
    given = world.cegid_loop.credentials
    pair = f"{given['advanced_api_key']}:{given['advanced_api_secret']}"
    return {**world.cegid_loop.headers, "x-apikey": pair}


def steer(world: MockSandbox, method: str, path: str, body: Any = None) -> Any:
    """A shortcut for testers."""
    place = f"/sandboxes/{world.name}/providers/cegid_loop{path}"
    return world.server.steer(method, place, body)


def import_json(world: MockSandbox, **body: Any) -> requests.Response:
    """Ask for an import of two right entries; `data` members and others in their place."""
    data = {"contexte": CONTEXT, "options": {}, "ecritures": ENTRIES}
    top = {name: body.pop(name) for name in ("codeIbs", "SIRET") if name in body}
    right = {"codeIbs": "CEGID003", "data": {**data, **body}, **top}
    return world.cegid_loop.request("POST", IMPORT_JSON, json=right)


def json_outcome(world: MockSandbox, **body: Any) -> dict[str, Any]:
    """Import entries and wait: what the importer concluded, its request's id aside."""
    answer = import_json(world, **body).json()
    assert list(answer) == ["accountingImportRequestId"]
    world.clock.run_until_idle()
    return {name: value for name, value in concluded(world).items() if name != "id"}


CONTEXT = {"from": "2025-01-01T00:00:00.000Z", "to": "2025-12-31T23:59:59.999Z"}
ENTRIES: list[dict[str, Any]] = [
    {"journal": "VE", "date": "2025-02-05", "compte": "41100000", "tiers": "DUPONT",
     "libelle": "Vente", "refPiece": "J1", "debit": {"amount": 120}},
    {"journal": "VE", "date": "2025-02-05", "compte": "70700000", "libelle": "Vente",
     "refPiece": "J1", "credit": {"amount": 120}},
]  # fmt: skip
