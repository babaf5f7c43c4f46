"""Keeps a company's master data at five providers up to date; it takes requests or httpx."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import sleep
from typing import Any

PATIENCE = 60


class RefusedError(Exception):
    """A provider did not take something."""


@dataclass(frozen=True)
class Api:
    """One provider: where it is, who we are, and a session of requests or of httpx."""

    http: Any
    base_url: str
    headers: Mapping[str, str]
    subject: Mapping[str, str]

    def call(self, method: str, path: str, json: Any = None) -> Any:
        """The JSON of a successful answer."""
        response = self.http.request(
            method, self.base_url + path, json=json, headers=dict(self.headers)
        )
        if response.status_code >= 400:
            raise RefusedError(f"{method} {path}: {response.status_code} {response.text}")
        return response.json()


def push_accounts(
    candis: Api, accounts: list[dict[str, str]], pause: Callable[[float], Any] = sleep
) -> list[str]:
    """Import general ledger accounts into Candis and wait; the outcome of each."""
    imports = f"/v1/organizations/{candis.subject['organization_id']}/imports"
    process = candis.call("POST", f"{imports}/general-ledger-accounts", accounts)["processId"]
    for _ in range(PATIENCE):
        log = candis.call("GET", f"{imports}/{process}")
        if log["jobStatus"] != "PROCESSING":
            return [event["status"] for event in log["events"]]
        pause(1)
    raise RefusedError(f"import {process} does not end")


def link_company(codat: Api, name: str) -> str:
    """Make a company at Codat; the address where its owner links the books."""
    address: str = codat.call("POST", "/companies", {"name": name})["redirect"]
    return address


def push_entity(appzen: Api, entity_id: str, name: str) -> str:
    """Create or update a legal entity at AppZen; its uuid."""
    entity = {
        "entity_id": entity_id,
        "entity_name": name,
        "entity_type": "company",
        "appzen_entity_type": "COMPANY",
        "currency": "EUR",
        "addresses": [{"address_type": "OFFICE"}],
    }
    uuid: str = appzen.call("POST", "/dictionary-data-services/entity", entity)["uuid"]
    return uuid


def import_file(cegid: Api, url: str) -> str:
    """Let Cegid Loop import an accounting file; the number of the request.

    Cegid Loop answers errors with 200, too.
    """
    wanted = {"codeIbs": cegid.subject["codeIbs"], "URL": url, "MODELE": "IMPORTPERSO"}
    answer = cegid.call("POST", "/loop-api-publiques/importPerso", wanted)
    if "accountingImportRequestId" not in answer:
        raise RefusedError(str(answer))
    return str(answer["accountingImportRequestId"])


def push_divisions(feedback_house: Api, divisions: list[dict[str, Any]]) -> list[str]:
    """Update or create business divisions at Feedback House; their ids.

    Single divisions may be rejected in a successful answer.
    """
    path = "/api/planning/business-division/v1/update-or-create"
    answer = feedback_house.call("POST", path, {"businessDivisions": divisions})
    if answer["errors"]:
        raise RefusedError(str(answer["errors"]))
    return [division["id"] for division in answer["data"]]
