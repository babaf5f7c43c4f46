"""/companies/{companyId}/connections: create, list, read, unlink, delete."""

from __future__ import annotations

import pytest

from contract_tests.codat import companies, linking
from contract_tests.codat.companies import UNKNOWN_ID
from contract_tests.support.answers import assert_status, expect
from contract_tests.support.samples import sample
from contract_tests.targets import Target

CREATE = "Platform API specification, create-connection"
CHANGELOG = "change announcement of 2023-01: connections take an object"


@pytest.mark.writes
@pytest.mark.spec(CREATE)
def test_a_new_connection_waits_for_its_authorisation(target: Target) -> None:
    company = companies.create(target)

    connection = companies.connect(target, company)

    assert connection["status"] == "PendingAuth"
    assert connection["platformName"] == "Sandbox"
    assert connection["sourceType"] == "Accounting"
    assert connection["integrationId"] == "9e0cc03b-3868-4543-98c0-568f0f1b12a3"
    assert connection["sourceId"] == "aff0f057-255f-42c4-8d4a-ae23b43e1615"
    assert company["id"] in connection["linkUrl"]
    assert connection["id"] in connection["linkUrl"]
    assert "lastSync" not in connection


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, get-connection and list-connections")
def test_a_connection_is_read_listed_and_embedded_alike(target: Target) -> None:
    company = companies.create(target)
    connection = companies.connect(target, company)

    one = expect(target.session.get(companies.connection_path(company, connection)), 200)
    page = expect(target.session.get(companies.path(company, "/connections")), 200)

    assert one == connection
    assert page["results"] == [connection]
    assert page["totalResults"] == 1
    assert companies.read(target, company)["dataConnections"] == [connection]


@pytest.mark.writes
@pytest.mark.documented(CHANGELOG)
@pytest.mark.parametrize("body", ['"mqjo"', "[]", "null"])
def test_a_connection_needs_an_object(target: Target, body: str) -> None:
    company = companies.create(target)

    response = target.session.post(
        companies.path(company, "/connections"),
        data=body,
        headers={"Content-Type": "application/json"},
    )

    refused = companies.refusal(response, 400)
    assert refused["error"] == "Push object DataConnectionArgs must be provided"


@pytest.mark.writes
@pytest.mark.assumed("published by a user of the API")
def test_a_connection_to_an_unknown_platform_is_refused(target: Target) -> None:
    company = companies.create(target)

    response = target.session.post(
        companies.path(company, "/connections"), json={"platformKey": "zzzz"}
    )

    refused = companies.refusal(response, 400)
    assert refused["error"] == "The specified PlatformKey (zzzz) is not valid"


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, get-connection")
@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_an_unknown_connection_is_not_found(target: Target, method: str) -> None:
    company = companies.create(target)

    response = target.session.request(method, companies.path(company, f"/connections/{UNKNOWN_ID}"))

    refused = companies.refusal(response, 404)
    assert refused["error"] == f"Data connection {UNKNOWN_ID} not found"


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, get-connection")
def test_a_connection_is_not_found_at_another_company(target: Target) -> None:
    connection = companies.connect(target, companies.create(target))
    other = companies.create(target)

    response = target.session.get(companies.connection_path(other, connection))

    companies.refusal(response, 404)


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, delete-connection")
def test_a_deleted_connection_answers_200_without_a_body_and_is_gone(target: Target) -> None:
    company = companies.create(target)
    connection = companies.connect(target, company)
    path = companies.connection_path(company, connection)

    deleted = target.session.delete(path)

    assert_status(deleted, 200)
    assert deleted.content == b""
    assert_status(target.session.get(path), 404)
    assert companies.read(target, company)["dataConnections"] == []


@pytest.mark.writes
@pytest.mark.documented("documentation: only linked connections can be unlinked")
def test_a_waiting_connection_cannot_be_unlinked(target: Target) -> None:
    company = companies.create(target)
    connection = companies.connect(target, company)

    response = target.session.patch(
        companies.connection_path(company, connection), json={"status": "Unlinked"}
    )

    companies.refusal(response, 400)
    assert companies.read(target, company)["dataConnections"][0]["status"] == "PendingAuth"


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec("Platform API specification, unlink-connection")
def test_a_linked_connection_is_unlinked_as_printed(target: Target) -> None:
    company = companies.create(target)
    linking.link(target, company, "dfxm")
    target.until(lambda: "lastSync" in companies.read(target, company))
    connection = companies.read(target, company)["dataConnections"][0]

    example = sample("codat", "unlink-connection")
    response = example.send(
        target.session, company_id=company["id"], connection_id=connection["id"]
    )

    example.assert_answered_as_printed(response)


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed("what another status answers is not published")
@pytest.mark.parametrize("status", ["Linked", "Deauthorized", "nonsense", None])
def test_no_other_status_can_be_set(target: Target, status: str | None) -> None:
    company = linking.linked(target)
    connection = company["dataConnections"][0]

    response = target.session.patch(
        companies.connection_path(company, connection), json={"status": status}
    )

    companies.refusal(response, 400)
    assert companies.read(target, company)["dataConnections"][0]["status"] == "Linked"
