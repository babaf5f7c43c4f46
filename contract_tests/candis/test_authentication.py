"""Who may import: the bearer token of a user of this organisation, and nobody else."""

from __future__ import annotations

import pytest

from contract_tests.candis import imports
from contract_tests.candis.imports import ACCOUNTS, COST_CENTERS
from contract_tests.support.answers import expect
from contract_tests.targets import Target

STATUS = "401 and 403 are specified for organizations/info only"

OPERATIONS = pytest.mark.parametrize(
    ("method", "tail"),
    [
        ("POST", ACCOUNTS),
        ("PUT", ACCOUNTS),
        ("POST", COST_CENTERS),
        ("PUT", COST_CENTERS),
        ("GET", "9924bb4a-7ee9-4b6a-ac7b-30fdbe6b0031"),
    ],
)


@OPERATIONS
@pytest.mark.assumed(STATUS)
def test_a_call_without_a_token_is_unauthorized(target: Target, method: str, tail: str) -> None:
    response = target.anonymous().request(method, imports.path(target, tail), json=[])

    assert imports.refusal(response, 401)["errorCode"] == "UNAUTHORIZED"


@OPERATIONS
@pytest.mark.assumed(STATUS)
@pytest.mark.parametrize(
    "authorization",
    ["Bearer not-a-token", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "not-a-token", "Bearer a b"],
)
def test_a_garbled_token_is_unauthorized(
    target: Target, method: str, tail: str, authorization: str
) -> None:
    session = target.with_credentials({"Authorization": authorization})

    response = session.request(method, imports.path(target, tail), json=[])

    assert imports.refusal(response, 401)["errorCode"] == "UNAUTHORIZED"


@OPERATIONS
@pytest.mark.needs("foreign")
@pytest.mark.assumed(STATUS)
def test_somebody_elses_token_is_unauthorized(target: Target, method: str, tail: str) -> None:
    response = target.foreign().request(method, imports.path(target, tail), json=[])

    assert imports.refusal(response, 401)["errorCode"] == "UNAUTHORIZED"


@pytest.mark.writes
@OPERATIONS
@pytest.mark.assumed("a token is bound to one organisation; that others answer 403 is inferred")
def test_another_organisation_is_forbidden(target: Target, method: str, tail: str) -> None:
    path = f"/v1/organizations/contract-test-nobodys-organization/imports/{tail}"

    response = target.session.request(method, path, json=[])

    assert imports.refusal(response, 403)["errorCode"] == "FORBIDDEN"


@pytest.mark.assumed("the order of the checks is not published: the token comes first")
def test_without_a_token_even_a_bad_body_is_only_unauthorized(target: Target) -> None:
    response = target.anonymous().post(imports.path(target, ACCOUNTS), data=b"{")

    assert imports.refusal(response, 401)["errorCode"] == "UNAUTHORIZED"


EVERYTHING_ELSE = pytest.mark.parametrize(
    ("method", "tail"),
    [
        ("POST", "exports"),
        ("GET", "exports"),
        ("GET", "exports/86e29aff-ba75-492d-85f6-80d802c4fe69"),
        ("GET", "exports/86e29aff-ba75-492d-85f6-80d802c4fe69/postings"),
        ("GET", "files/60ace9d227d897fc64add503"),
        ("GET", "invoices"),
        ("PUT", "invoices/8341a018-6196-47cb-8fa2-3ad40983be24"),
        ("GET", "reimbursement-items"),
        ("GET", "purchase-requests"),
        ("POST", "imports/contacts"),
        ("PUT", "imports/contacts"),
        ("POST", "imports/tax-codes"),
        ("PUT", "imports/tax-codes"),
        ("POST", "imports/payment-conditions"),
        ("PUT", "imports/payment-conditions"),
        ("POST", "imports/purchase-orders"),
        ("PUT", "imports/purchase-orders"),
        ("POST", "imports/goods-receipts"),
        ("PUT", "imports/goods-receipts"),
        ("POST", "imports/additional-delivery-costs"),
        ("PUT", "imports/additional-delivery-costs"),
    ],
)


@EVERYTHING_ELSE
@pytest.mark.assumed(STATUS)
def test_nothing_else_answers_without_a_token(target: Target, method: str, tail: str) -> None:
    path = f"/v1/organizations/{target.subject['organization_id']}/{tail}"

    response = target.anonymous().request(method, path, json={})

    assert imports.refusal(response, 401)["errorCode"] == "UNAUTHORIZED"


@EVERYTHING_ELSE
@pytest.mark.writes
@pytest.mark.assumed("a token is bound to one organisation; that others answer 403 is inferred")
def test_nothing_else_answers_for_another_organisation(
    target: Target, method: str, tail: str
) -> None:
    path = f"/v1/organizations/contract-test-nobodys-organization/{tail}"

    response = target.session.request(method, path, json={})

    assert imports.refusal(response, 403)["errorCode"] == "FORBIDDEN"


@pytest.mark.spec("getOrganization, response 401")
def test_the_organization_needs_a_token(target: Target) -> None:
    response = target.anonymous().get("/v1/organizations/info")

    assert imports.refusal(response, 401)["errorCode"] == "UNAUTHORIZED"


@pytest.mark.spec("getOrganization, response 200")
def test_a_token_tells_its_organization(target: Target) -> None:
    organization = expect(target.session.get("/v1/organizations/info"), 200)

    assert sorted(organization) == ["id", "name"]
    assert organization["id"] == target.subject["organization_id"]
