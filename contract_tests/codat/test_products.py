"""Products of companies, their relatives, and credentials that link a connection."""

from __future__ import annotations

import pytest

from contract_tests.codat import companies, linking
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

REFRESH = "Platform API specification, refresh-product-data"


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, add-product and remove-product")
def test_a_product_is_added_and_removed(target: Target) -> None:
    company = companies.create(target)
    path = companies.path(company, "/products/lending")

    assert_status(target.session.put(path), 204)
    assert "lending" in companies.read(target, company)["products"]
    assert_status(target.session.delete(path), 204)
    assert "lending" not in companies.read(target, company)["products"]


@pytest.mark.writes
@pytest.mark.spec(REFRESH)
def test_a_standard_product_cannot_be_refreshed(target: Target) -> None:
    company = companies.create(target)
    path = companies.path(company, "/products/bank-feeds")
    assert_status(target.session.put(path), 204)

    refused = companies.refusal(target.session.post(f"{path}/refresh"), 400)

    assert refused["error"].startswith("Bank Feeds doesn't support data refreshing.")


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(REFRESH)
def test_a_product_is_not_refreshed_while_it_is_read(target: Target) -> None:
    company = linking.synced(target)
    path = companies.path(company, "/products/custom-product")
    assert_status(target.session.put(path), 204)

    wanted = {"dataTypes": ["invoices", "payments"]}
    assert_status(target.session.post(f"{path}/refresh", json=wanted), 202)

    refused = companies.refusal(target.session.post(f"{path}/refresh"), 400)
    assert refused["error"] == (
        "Data cannot be refreshed while a read operation is in progress."
        " Allow the read to complete before attempting to refresh."
    )


@pytest.mark.writes
@pytest.mark.documented("documentation: parents and subsidiaries are given when creating")
def test_a_subsidiary_and_its_parent_refer_to_each_other(target: Target) -> None:
    parent = companies.create(target)

    child = companies.create(target, referenceParentCompany={"id": parent["id"]})

    assert child["referenceParentCompany"]["id"] == parent["id"]
    subsidiaries = companies.read(target, parent)["referenceSubsidiaryCompanies"]
    assert [found["id"] for found in subsidiaries] == [child["id"]]
    assert subsidiaries[0]["links"]["portal"] == (
        f"https://app.codat.io/companies/{child['id']}/summary"
    )


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec("Platform API specification, update-connection-authorization")
def test_credentials_link_a_connection_and_fetch_nothing(target: Target) -> None:
    company = companies.create(target)
    connection = companies.connect(target, company, "gbol")
    path = f"{companies.connection_path(company, connection)}/authorization"

    linked = expect(target.session.put(path, json={"accessToken": "a", "businessId": "b"}), 200)

    assert linked["status"] == "Linked"
    history = expect(target.session.get(companies.path(company, "/data/history")), 200)
    assert history["totalResults"] == 0
