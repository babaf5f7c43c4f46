"""Supplemental and custom data, push options and history, validation results."""

from __future__ import annotations

import pytest

from contract_tests.codat import companies, linking
from contract_tests.codat.companies import UNKNOWN_ID
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

SUPPLEMENTAL = "/integrations/gbol/dataTypes/invoices/supplementalDataConfig"
CUSTOM = "/integrations/gbol/dataTypes/custom/accounts"
INVOICES = {
    "yourKeyNameForInvoices": {
        "dataSource": "/Invoices",
        "pullData": {"yourNameForExpectedPaymentDate": "ExpectedPaymentDate"},
    }
}
ACCOUNTS = {
    "dataSource": "/api.xro/2.0/Accounts",
    "requiredData": {"code": "$.Code", "accountId": "$.AccountID"},
    "keyBy": ["$.AccountID"],
}
CUSTOM_DATA = "Platform API specification, Custom data type"


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec("Platform API specification, configure-supplemental-data")
@pytest.mark.parametrize("body", [INVOICES, {"supplementalDataConfig": INVOICES}])
def test_supplemental_data_is_configured(target: Target, body: dict[str, object]) -> None:
    configured = target.session.put(SUPPLEMENTAL, json=body)

    assert_status(configured, 200)
    assert configured.content == b""
    kept = expect(target.session.get(SUPPLEMENTAL), 200)
    assert kept == {"supplementalDataConfig": INVOICES}


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(CUSTOM_DATA)
def test_a_custom_data_type_is_configured_fetched_and_read(target: Target) -> None:
    configured = expect(target.session.put(CUSTOM, json=ACCOUNTS), 200)
    company = companies.create(target)
    linking.link(target, company, "gbol")
    connection = companies.read(target, company)["dataConnections"][0]
    data = f"{companies.connection_path(company, connection)}/data"
    early = target.session.get(f"{data}/custom/accounts")

    pull = expect(target.session.post(f"{data}/queue/custom/accounts"), 200)
    history = companies.path(company, f"/data/history/{pull['id']}")
    target.until(lambda: expect(target.session.get(history), 200)["isCompleted"])

    assert configured == ACCOUNTS
    assert pull["dataType"] == "custom/accounts"
    companies.refusal(early, 409)
    page = expect(target.session.get(f"{data}/custom/accounts?page=1&pageSize=10"), 200)
    assert (page["pageNumber"], page["pageSize"]) == (1, 10)
    assert page["totalResults"] == len(page["results"])


@pytest.mark.writes
@pytest.mark.documented("documentation: custom data types are not available in the Sandbox")
def test_the_sandbox_has_no_custom_data(target: Target) -> None:
    company = companies.create(target)
    connection = companies.connect(target, company)
    path = f"{companies.connection_path(company, connection)}/data/queue/custom/accounts"

    companies.refusal(target.session.post(path), 400)


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, get-create-update-model-options-by-data-type")
def test_the_sandbox_says_what_a_write_may_hold(target: Target) -> None:
    company = companies.create(target)
    connection = companies.connect(target, company)
    path = f"{companies.connection_path(company, connection)}/options"

    bills = expect(target.session.get(f"{path}/bills"), 200)

    assert (bills["type"], bills["required"]) == ("Object", True)
    assert bills["properties"]["lineItems"]["type"] == "Array"
    assert bills["properties"]["lineItems"]["properties"]["unitAmount"]["type"] == "Number"
    companies.refusal(target.session.get(f"{path}/salesOrders"), 404)


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, get-company-push-history")
def test_a_new_company_has_no_writes(target: Target) -> None:
    company = companies.create(target)

    page = expect(target.session.get(companies.path(company, "/push")), 200)

    assert (page["results"], page["totalResults"]) == ([], 0)
    companies.refusal(target.session.get(companies.path(company, f"/push/{UNKNOWN_ID}")), 404)


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec("Platform API specification, get-read-validation-results")
def test_a_good_data_set_has_nothing_to_complain_about(target: Target) -> None:
    company = linking.synced(target)
    history = expect(target.session.get(companies.path(company, "/data/history")), 200)

    path = companies.path(company, f"/sync/{history['results'][0]['id']}/validation")
    found = expect(target.session.get(path), 200)

    assert found == {"errors": [], "warnings": []}
