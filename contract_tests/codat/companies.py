"""How a client keeps companies at Codat, and takes them back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from requests import Response

from contract_tests.support.answers import expect
from contract_tests.targets import Find, Target, Undo

COMPANIES = "/companies"
UNKNOWN_ID = "6f4e0e1c-9a51-4b55-8f0e-0b7a3a3b1c11"
SANDBOX = "mqjo"


def create(target: Target, **fields: Any) -> dict[str, Any]:
    """A new company; it is deleted in the end."""
    name = fields.pop("name", None) or target.unique("company")
    entry = target.created(f"company {name}", found_by_name(name))
    company: dict[str, Any] = expect(send(target, name=name, **fields), 200)
    entry.learned(Undo("DELETE", path(company)))
    return company


def found_by_name(name: str) -> Undo:
    """The way back while the id is unknown: companies of exactly this name."""
    query = urlencode({"query": f"name={name}"})
    find = Find(f"{COMPANIES}?{query}", "results", "name", [name])
    return Undo("DELETE", f"{COMPANIES}/{{id}}", find=find)


def send(target: Target, **fields: Any) -> Response:
    """POST a company as it is given; `create` is for one that is to exist."""
    return target.session.post(COMPANIES, json=fields)


def path(company: dict[str, Any], tail: str = "") -> str:
    """The path of a company, or of something below it."""
    return f"{COMPANIES}/{company['id']}{tail}"


def read(target: Target, company: dict[str, Any]) -> dict[str, Any]:
    """The company as it is now."""
    found: dict[str, Any] = expect(target.session.get(path(company)), 200)
    return found


def connect(target: Target, company: dict[str, Any], key: str = SANDBOX) -> dict[str, Any]:
    """A new connection of the company, which waits for its authorisation."""
    response = target.session.post(path(company, "/connections"), json={"platformKey": key})
    connection: dict[str, Any] = expect(response, 200)
    return connection


def connection_path(company: dict[str, Any], connection: dict[str, Any]) -> str:
    """The path of one connection."""
    return path(company, f"/connections/{connection['id']}")


def refusal(response: Response, status: int) -> dict[str, Any]:
    """A refusal in the envelope that all endpoints share."""
    body: dict[str, Any] = expect(response, status)
    assert body["statusCode"] == status
    assert body["service"]
    assert body["error"]
    assert body["correlationId"]
    assert isinstance(body["canBeRetried"], str)
    assert isinstance(body["detailedErrorCode"], int)
    return body
