"""What belongs to the firm: agencies, groups, collaborators, offers; for its own key only."""

from __future__ import annotations

import pytest

from contract_tests.cegid_loop import books
from contract_tests.cegid_loop.books import FIRM_PAGES, OF_FIRM
from contract_tests.cegid_loop.imports import BASE
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

OFFERS = f"{BASE}/collaborativeOffer"
UNSEEN = "bodies of the collaborative offers were not available"
EACH = pytest.mark.parametrize("resource", OF_FIRM)


@EACH
@pytest.mark.needs("disposable")
@pytest.mark.documented(FIRM_PAGES)
def test_a_resource_of_the_firm_comes_in_an_envelope(target: Target, resource: str) -> None:
    session = books.advanced(target)

    answer = expect(session.get(f"{BASE}/{resource}", params={"codeDossier": "cabinet"}), 200)

    assert list(answer) == ["data"]
    assert [one for one in answer["data"] if not {"objectId", "revisionId"} <= set(one)] == []


@pytest.mark.needs("disposable")
@pytest.mark.documented("developer portal: CollaborateurCabinet")
def test_a_collaborator_is_found_by_login(target: Target) -> None:
    query = {"codeDossier": "cabinet", "filter": 'identifiant=="Collaborateur_100"'}

    response = books.advanced(target).get(f"{BASE}/CollaborateurCabinet", params=query)

    assert [one["identifiant"] for one in expect(response, 200)["data"]] == ["Collaborateur_100"]


@EACH
@pytest.mark.needs("disposable")
@pytest.mark.assumed("the key is documented to be needed, the status is not published")
def test_a_standard_key_is_not_enough(target: Target, resource: str) -> None:
    response = target.session.get(f"{BASE}/{resource}", params={"codeDossier": "cabinet"})

    assert books.message(response, 403) == "La clé API ne donne pas accès aux API du cabinet."


@EACH
@pytest.mark.needs("disposable")
@pytest.mark.assumed("another codeDossier than cabinet is taken to be a mistake")
def test_they_are_asked_for_with_cabinet(target: Target, resource: str) -> None:
    query = {"codeDossier": target.subject["codeIbs"]}

    response = books.advanced(target).get(f"{BASE}/{resource}", params=query)

    assert books.message(response) == "Le codeDossier doit être cabinet."


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed(UNSEEN)
@pytest.mark.parametrize("route", ["addCollaborativeOffer", "addOffer"])
def test_an_offer_is_attached_for_a_contact_that_exists(target: Target, route: str) -> None:
    body = {
        "codeDossier": target.subject["codeIbs"],
        "contact": "marc@menuiserie-hautbois.example",
        "offre": "FACTURATION",
    }

    answer = expect(books.advanced(target).post(f"{OFFERS}/{route}", json=body), 200)

    assert {name: answer[name] for name in body} == body


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented("developer portal: OffreCollaborative, contacts are never created")
@pytest.mark.parametrize("route", ["addCollaborativeOffer", "addOffer"])
def test_a_contact_is_never_created(target: Target, route: str) -> None:
    body = {"codeDossier": target.subject["codeIbs"], "contact": "ct@nobody.example",
            "offre": "FACTURATION"}  # fmt: skip

    response = books.advanced(target).post(f"{OFFERS}/{route}", json=body)

    assert response.status_code in (200, 400)
    assert response.json()["error"]["message"]


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed(UNSEEN)
def test_a_standard_key_attaches_nothing(target: Target) -> None:
    assert_status(target.session.post(f"{OFFERS}/addOffer", json={}), 403)
