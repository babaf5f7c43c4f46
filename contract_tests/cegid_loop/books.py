"""How a client reads what a dossier or the firm keeps."""

from __future__ import annotations

from typing import Any

from requests import Response

from contract_tests.cegid_loop.imports import BASE
from contract_tests.support.answers import expect
from contract_tests.support.sessions import ApiSession
from contract_tests.targets import Target

OF_DOSSIER = {
    "compte": "numero",
    "section": "code",
    "journal": "code",
    "tva": "code",
    "tiersClient": "code",
    "tiersFournisseur": "code",
    "tiersSalarie": "code",
    "tiersDivers": "code",
    "etablissementComplet": "name",
}
"""Resources of a dossier, with a member that all of their records have."""

OF_FIRM = ("AgenceCabinet", "groupe", "collaborateurCabinet")
PAGES = "developer portal: Compte, Section, Journal, Tva, tiers…, etablissement"
ENTRIES_PAGE = "developer portal: EcritureComptable"
FIRM_PAGES = "developer portal: agence, Groupe, CollaborateurCabinet"
NOT_PUBLISHED = "what a read refuses is not published"


def read(target: Target, resource: str, **query: str) -> Response:
    """A reading API of the dossier under test; `query` members are encoded."""
    right = {"codeDossier": target.subject["codeIbs"], **query}
    return target.session.get(f"{BASE}/{resource}", params=right)


def records(target: Target, resource: str, **query: str) -> list[dict[str, Any]]:
    """Its records."""
    found: list[dict[str, Any]] = expect(read(target, resource, **query), 200)
    return found


def message(response: Response, status: int = 400) -> str:
    """The text of a read that was refused."""
    text: str = expect(response, status)["error"]["message"]
    return text


def advanced(target: Target) -> ApiSession:
    """A session with a key of the product APIKey Advanced; needs("disposable")."""
    pair = target.control("POST", "/providers/cegid_loop/api-keys", {"product": "advanced"})
    name = "Ocp-Apim-Subscription-Key"
    right = {name: str(target.session.headers[name]), "x-apikey": pair["x-apikey"]}
    return target.with_credentials(right)
