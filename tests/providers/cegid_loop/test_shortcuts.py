"""What testers may do beside the API, the history, and collaborative offers."""

from typing import Any

import pytest

from mockserver.testing import MockSandbox
from tests.providers.cegid_loop import loop

HISTORY = "/loop-api-publiques/getImportHistory"
OFFER = "/loop-api-publiques/collaborativeOffer/addCollaborativeOffer"
MODEL = {
    "name": "caisse2",
    "separator": "|",
    "date_format": "YYYYMMDD",
    "decimal": ".",
    "columns": ["account", "journal", "date", None, "debit", "credit"],
}
RIGHT_OFFER = {
    "codeDossier": "BOULPONT",
    "contact": "marc@menuiserie-hautbois.example",
    "offre": "FACTURATION",
}


def refused(world: MockSandbox, path: str, body: Any) -> tuple[int, dict[str, Any]]:
    response = world.server.control.post(
        f"http://mockserver.localhost/_mock/sandboxes/{world.name}/providers/cegid_loop{path}",
        json=body,
    )
    return response.status_code, response.json()["error"]


def test_a_model_can_be_added(mock_sandbox: MockSandbox) -> None:
    added = loop.steer(mock_sandbox, "POST", "/models", MODEL)
    mock_sandbox.settings["cegid_loop.unknown_models"] = "fail"
    content = "411000|VE|20250205|x|10.50|\n707000|VE|20250205|x||10.50\n"

    assert added["name"] == "CAISSE2"
    assert loop.outcome(mock_sandbox, content, MODELE="Caisse2")["status"] == 3
    names = [model["name"] for model in loop.steer(mock_sandbox, "GET", "/models")["models"]]
    assert names == ["BANQUE", "CAISSE", "CAISSE2"]


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"name": ""}, "name"),
        ({"columns": ["colour", "date", "account"]}, "columns"),
        ({"columns": []}, "columns"),
        ({"separator": "x"}, "separator"),
        ({"date_format": "YY"}, "date_format"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_a_model_that_cannot_be_read_is_refused(
    mock_sandbox: MockSandbox, members: dict[str, Any], field: str
) -> None:
    status, error = refused(mock_sandbox, "/models", MODEL | members)

    assert 400 <= status < 500
    assert error["field"].startswith(field)


def test_a_dossier_can_be_opened(mock_sandbox: MockSandbox) -> None:
    body = {
        "code": "NEUF",
        "name": "Le Neuf",
        "closed_until": "2024-12-31",
        "establishments": [{"siret": "90000019100016"}, {"siret": "90000019100024"}],
    }
    loop.steer(mock_sandbox, "POST", "/dossiers", body)

    assert loop.outcome(mock_sandbox, loop.SALES, codeIbs="NEUF")["status"] == 3
    assert len(loop.found(mock_sandbox, "compte", dossier="NEUF")) == 109
    old = loop.SALES.replace("2025", "2024")
    assert loop.outcome(mock_sandbox, old, codeIbs="NEUF")["status"] == 4


def test_a_dossier_can_lose_its_association(mock_sandbox: MockSandbox) -> None:
    changed = {"code": "CEGID003", "linked": False, "establishments": [{"siret": "07955542100035"}]}
    shown = loop.steer(mock_sandbox, "POST", "/dossiers", changed)

    assert [place["siret"] for place in shown["establishments"]] == [
        "07955542100019",
        "07955542100027",
        "07955542100035",
    ]
    assert "n'a pas accès" in loop.message(loop.post(mock_sandbox))
    listed = loop.steer(mock_sandbox, "GET", "/dossiers")["dossiers"]
    assert {one["code"]: one["linked"] for one in listed}["CEGID003"] is False


@pytest.mark.parametrize(
    "body",
    [
        {"code": "lower"},
        {"code": "UPPER then lower"},
        {"code": "A", "establishments": [{"siret": "90000019100017"}]},
        {"code": "A", "establishments": [{"siret": "1"}]},
        {"code": "A", "closed_until": "yesterday"},
    ],
)
def test_a_bad_dossier_is_refused(mock_sandbox: MockSandbox, body: dict[str, Any]) -> None:
    status, _ = refused(mock_sandbox, "/dossiers", body)

    assert 400 <= status < 500


@pytest.mark.parametrize(("product", "status"), [("standard", 403), ("advanced", 200)])
def test_a_key_can_be_minted(mock_sandbox: MockSandbox, product: str, status: int) -> None:
    pair = loop.steer(mock_sandbox, "POST", "/api-keys", {"product": product})

    response = mock_sandbox.cegid_loop.request(
        "GET",
        "/loop-api-publiques/groupe?codeDossier=cabinet",
        headers={"x-apikey": pair["x-apikey"]},
    )

    assert response.status_code == status
    assert pair["x-apikey"] == f"{pair['key']}:{pair['secret']}"


def test_a_key_opens_nothing_until_it_is_activated(mock_sandbox: MockSandbox) -> None:
    pair = loop.steer(mock_sandbox, "POST", "/api-keys", {"active": False})
    headers = {"x-apikey": pair["x-apikey"]}

    before = mock_sandbox.cegid_loop.request("GET", loop.DEPOSIT, headers=headers)
    loop.steer(mock_sandbox, "POST", f"/api-keys/{pair['key']}", {"active": True})
    after = mock_sandbox.cegid_loop.request("GET", loop.DEPOSIT, headers=headers)

    assert loop.message(before, 401) == "La clé API est absente ou invalide."
    assert after.status_code == 200


def test_an_unknown_key_cannot_be_activated(mock_sandbox: MockSandbox) -> None:
    status, error = refused(mock_sandbox, "/api-keys/nobody", {"active": True})

    assert (status, error["code"]) == (422, "api-key")


def test_a_key_may_be_associated_with_some_dossiers_only(mock_sandbox: MockSandbox) -> None:
    pair = loop.steer(mock_sandbox, "POST", "/api-keys", {"dossiers": ["boulpont"]})
    headers = {"x-apikey": pair["x-apikey"]}
    path = "/loop-api-publiques/journal?codeDossier="

    own = mock_sandbox.cegid_loop.request("GET", path + "BOULPONT", headers=headers)
    other = mock_sandbox.cegid_loop.request("GET", path + "CEGID003", headers=headers)

    assert own.status_code == 200
    assert "n'a pas accès au dossier CEGID003" in loop.message(other, 400)


def test_a_key_goes_with_its_own_secret(mock_sandbox: MockSandbox) -> None:
    pair = loop.steer(mock_sandbox, "POST", "/api-keys", {})
    headers = {"x-apikey": f"{pair['key']}:{mock_sandbox.cegid_loop.credentials['api_secret']}"}

    response = mock_sandbox.cegid_loop.request("GET", loop.DEPOSIT, headers=headers)

    assert loop.message(response, 401) == "La clé API est absente ou invalide."


def test_the_history_shows_finished_imports_on_its_own_scale(mock_sandbox: MockSandbox) -> None:
    good = loop.accepted(mock_sandbox, URI=loop.deposited(mock_sandbox, loop.SALES))
    mock_sandbox.clock.run_until_idle()
    bad = loop.accepted(mock_sandbox, URI=loop.deposited(mock_sandbox, "x"))
    mock_sandbox.clock.run_until_idle()
    loop.accepted(mock_sandbox)

    past = mock_sandbox.cegid_loop.request("GET", f"{HISTORY}?codeIbs=cegid003").json()

    assert [(one["accountingImportRequestId"], one["status"]) for one in past] == [
        (bad, 30),
        (good, 25),
    ]
    assert (past[1]["ecritures"], past[1]["message"], past[1]["ligne"]) == (3, None, None)
    assert (past[0]["ligne"], past[0]["message"]) == (1, "the line has 1 fields instead of 8")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("", "Le codeIbs n'est pas spécifié."),
        ("?codeIbs=NO", "Le dossier NO n'existe pas sur le domaine."),
    ],
)
def test_the_history_is_that_of_a_dossier(mock_sandbox: MockSandbox, query: str, text: str) -> None:
    response = mock_sandbox.cegid_loop.request("GET", HISTORY + query)

    assert loop.message(response, 400) == text


@pytest.mark.parametrize("path", [OFFER, OFFER.replace("addCollaborativeOffer", "addOffer")])
def test_an_offer_is_attached_once(mock_sandbox: MockSandbox, path: str) -> None:
    headers = loop.advanced(mock_sandbox)

    first = mock_sandbox.cegid_loop.request("POST", path, json=RIGHT_OFFER, headers=headers)
    second = mock_sandbox.cegid_loop.request("POST", path, json=RIGHT_OFFER, headers=headers)

    assert first.status_code == 200
    assert first.json() == second.json()
    assert {name: first.json()[name] for name in RIGHT_OFFER} == RIGHT_OFFER
    assert loop.rows(
        mock_sandbox,
        "SELECT kind, count(*) FROM cegid_loop_record WHERE dossier = 'BOULPONT'"
        " AND kind IN ('contact', 'souscription') GROUP BY kind",
    ) == [("contact", 2), ("souscription", 1)]


@pytest.mark.parametrize(
    ("members", "text"),
    [
        ({"codeDossier": ""}, "Le champ codeDossier n'est pas spécifié."),
        ({"contact": None}, "Le champ contact n'est pas spécifié."),
        ({"offre": " "}, "Le champ offre n'est pas spécifié."),
        ({"codeDossier": "NO"}, "Le dossier NO n'existe pas sur le domaine."),
        ({"contact": "x@y.example"}, "Le contact x@y.example n'existe pas sur le domaine."),
        ({"offre": "GRATUIT"}, "L'offre GRATUIT n'existe pas sur le domaine."),
    ],
)
def test_a_bad_offer_is_refused(
    mock_sandbox: MockSandbox, members: dict[str, Any], text: str
) -> None:
    response = mock_sandbox.cegid_loop.request(
        "POST", OFFER, json=RIGHT_OFFER | members, headers=loop.advanced(mock_sandbox)
    )

    assert loop.message(response, 400) == text


def test_offers_are_for_the_firms_own_key(mock_sandbox: MockSandbox) -> None:
    response = mock_sandbox.cegid_loop.request("POST", OFFER, json=RIGHT_OFFER)

    assert loop.message(response, 403) == "La clé API ne donne pas accès aux API du cabinet."
