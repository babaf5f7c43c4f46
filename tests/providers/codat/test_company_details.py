"""Products, relatives, authorization, validation, writes; the shortcuts for testers."""

from typing import Any

import pytest

from tests.providers.codat.conftest import Api

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def named(company: dict[str, Any], tail: str) -> str:
    return f"/companies/{company['id']}{tail}"


# -- products ---------------------------------------------------------------------------------


def test_a_product_is_added_once_and_removed_once(api: Api) -> None:
    company = api.company()
    path = named(company, "/products/lending")

    added = [api.request("PUT", path).status_code for _ in range(2)]

    assert added == [204, 204]
    assert api.read(company)["products"] == ["lending"]
    assert [api.request("DELETE", path).status_code for _ in range(2)] == [204, 404]
    assert api.read(company)["products"] == []


def test_an_unknown_product_is_not_found(api: Api) -> None:
    refused = api.request("PUT", named(api.company(), "/products/nonsense"))

    assert refused.status_code == 404
    assert refused.json()["error"] == "Product nonsense not found"


def test_a_new_company_has_the_products_of_the_account(api: Api) -> None:
    api.sandbox.settings["codat.default_products"] = "lending, spend-insights"

    assert api.company()["products"] == ["lending", "spend-insights"]


def test_a_custom_product_fetches_what_it_needs(api: Api) -> None:
    company, _ = api.synced()
    before = len(api.history(company))
    path = named(company, "/products/custom-product")
    api.request("PUT", path)

    chosen = api.post(f"{path}/refresh", {"dataTypes": ["invoices", "payments"]})
    busy = api.post(f"{path}/refresh")
    api.sandbox.clock.run_until_idle()
    everything = api.post(f"{path}/refresh")

    assert (chosen.status_code, chosen.content) == (202, b"")
    assert busy.status_code == 400
    assert busy.json()["error"].startswith("Data cannot be refreshed while a read operation")
    assert everything.status_code == 202
    assert len(api.history(company)) == before + 2 + 25


def test_a_standard_product_cannot_be_refreshed(api: Api) -> None:
    company = api.company()
    api.request("PUT", named(company, "/products/bank-feeds"))

    refused = api.post(named(company, "/products/bank-feeds/refresh"))

    assert refused.status_code == 400
    assert refused.json()["error"].startswith("Bank Feeds doesn't support data refreshing.")


def test_a_product_that_the_company_has_not_cannot_be_refreshed(api: Api) -> None:
    refused = api.post(named(api.company(), "/products/custom-product/refresh"))

    assert refused.status_code == 404


def test_a_refresh_of_unknown_data_types_says_which_there_are(api: Api) -> None:
    company = api.company()
    path = named(company, "/products/custom-product")
    api.request("PUT", path)

    refused = api.post(f"{path}/refresh", {"dataTypes": ["invoices", "nonsense"]})

    assert refused.status_code == 400
    assert "nonsense" in refused.json()["error"]
    assert "billPayments" in refused.json()["error"]


# -- relatives --------------------------------------------------------------------------------


def test_a_parent_and_its_subsidiaries_know_each_other(api: Api) -> None:
    one, two = api.company(name="One"), api.company(name="Two")

    parent = api.company(name="Parent", referenceSubsidiaryCompanies=[one, {"id": two["id"]}])

    assert [found["name"] for found in parent["referenceSubsidiaryCompanies"]] == ["One", "Two"]
    assert api.read(one)["referenceParentCompany"] == {
        "id": parent["id"],
        "name": "Parent",
        "description": "",
        "links": {"portal": f"https://app.codat.io/companies/{parent['id']}/summary"},
    }
    assert "referenceParentCompany" not in api.read(parent)


def test_a_put_without_relatives_takes_them_away(api: Api) -> None:
    parent = api.company(name="Parent")
    child = api.company(name="Child", referenceParentCompany={"id": parent["id"]})

    replaced = api.request("PUT", named(child, ""), json={"name": "Alone"}).json()

    assert "referenceParentCompany" not in replaced
    assert api.read(parent)["referenceSubsidiaryCompanies"] == []


def test_a_patch_leaves_relatives_alone(api: Api) -> None:
    parent = api.company(name="Parent")
    child = api.company(name="Child", referenceParentCompany={"id": parent["id"]})

    api.request("PATCH", named(child, ""), json={"name": "Renamed"})

    assert api.read(parent)["referenceSubsidiaryCompanies"][0]["name"] == "Renamed"


def test_a_deleted_parent_leaves_its_subsidiaries(api: Api) -> None:
    parent = api.company(name="Parent")
    child = api.company(name="Child", referenceParentCompany={"id": parent["id"]})

    api.request("DELETE", named(parent, ""))

    assert "referenceParentCompany" not in api.read(child)


@pytest.mark.parametrize("relatives", [{"id": UNKNOWN}, {"id": "x"}, {}, "x", {"id": 7}])
def test_an_unknown_relative_is_refused(api: Api, relatives: object) -> None:
    before = api.get("/companies").json()["totalResults"]

    refused = api.post("/companies", {"name": "A", "referenceParentCompany": relatives})

    assert refused.status_code == 400
    assert api.get("/companies").json()["totalResults"] == before


def test_nobody_is_their_own_ancestor(api: Api) -> None:
    top = api.company(name="Top")
    middle = api.company(name="Middle", referenceParentCompany={"id": top["id"]})
    bottom = api.company(name="Bottom", referenceParentCompany={"id": middle["id"]})

    def placed(company: dict[str, Any], **relatives: Any) -> int:
        body = {"name": company["name"], **relatives}
        return int(api.request("PUT", named(company, ""), json=body).status_code)

    assert placed(top, referenceParentCompany=top) == 400
    circle = {"referenceParentCompany": bottom, "referenceSubsidiaryCompanies": [middle]}
    assert placed(top, **circle) == 400
    assert placed(bottom, referenceParentCompany=top) == 200


# -- authorization ----------------------------------------------------------------------------


def test_credentials_link_a_connection_and_fetch_nothing(api: Api) -> None:
    company = api.company()
    connection = api.connection(company, "gbol")
    path = named(company, f"/connections/{connection['id']}/authorization")

    linked = api.request("PUT", path, json={"accessToken": "a", "businessId": "b"})

    assert (linked.status_code, linked.json()["status"]) == (200, "Linked")
    assert api.history(company) == []
    assert api.request("PUT", path, json={"accessToken": "c"}).json()["status"] == "Linked"


@pytest.mark.parametrize("body", [{"a": 7}, {"a": None}, {"a": {}}, [], "a"])
def test_credentials_are_texts(api: Api, body: object) -> None:
    company = api.company()
    connection = api.connection(company)

    path = named(company, f"/connections/{connection['id']}/authorization")
    refused = api.request("PUT", path, json=body)

    assert refused.status_code == 400
    assert api.read(company)["status"] == "PendingAuth"


# -- validation and writes --------------------------------------------------------------------


def test_validation_finds_nothing_unless_it_failed(api: Api) -> None:
    company, _ = api.synced()
    good = api.history(company, query="dataType=bills")[0]
    api.sandbox.settings["codat.sync_outcome"] = "ValidationError"
    bad = api.post(named(company, "/data/queue/bills")).json()
    api.sandbox.clock.run_until_idle()

    found = api.get(named(company, f"/sync/{good['id']}/validation")).json()
    errors = api.get(named(company, f"/sync/{bad['id']}/validation")).json()["errors"]

    assert found == {"errors": [], "warnings": []}
    assert [error["validatorName"] for error in errors] == ["BillsValidator"]
    assert api.get(named(company, f"/sync/{UNKNOWN}/validation")).status_code == 404


def test_writes_are_listed_newest_first_and_read_one_by_one(api: Api) -> None:
    company, connection = api.linked()
    one = {"company_id": company["id"], "connection_id": connection["id"]}
    first = api.control("/pushes", {**one, "data_type": "bills", "record_id": "B-1"})
    second = api.control("/pushes", {**one, "data_type": "invoices", "status": "Failed"})

    listed = api.get(named(company, "/push")).json()
    failed = api.get(named(company, "/push"), params={"query": "status=failed"}).json()

    assert [push["pushOperationKey"] for push in listed["results"]] == [
        second["pushOperationKey"],
        first["pushOperationKey"],
    ]
    assert failed["results"] == [second]
    assert first["changes"] == [
        {"type": "Created", "recordRef": {"id": "B-1", "dataType": "bills"}}
    ]
    assert (second["status"], second["statusCode"]) == ("Failed", 400)
    assert api.get(named(company, f"/push/{first['pushOperationKey']}")).json() == first
    assert api.get(named(company, f"/push/{UNKNOWN}")).status_code == 404


@pytest.mark.parametrize(
    ("key", "data_type"), [("mqjo", "salesOrders"), ("mqjo", "nonsense"), ("suuo", "bills")]
)
def test_what_cannot_be_written_has_no_options(api: Api, key: str, data_type: str) -> None:
    company = api.company()
    connection = api.connection(company, key)

    refused = api.get(named(company, f"/connections/{connection['id']}/options/{data_type}"))

    assert refused.status_code == 404
    assert refused.json()["error"].startswith(f"Datatype {data_type} not supported by platform(s)")


# -- shortcuts for testers --------------------------------------------------------------------


def test_the_link_shortcut_does_what_a_person_does(api: Api) -> None:
    back = "https://app.example.com/{companyId}?s={statusCode}&r={ref}"
    api.request("PUT", "/profile", json={"name": "Harbour Lending", "redirectUrl": back})
    company = api.company()

    walk = {"company_id": company["id"], "platform_key": "gbol", "query": "ref=a%20b"}
    ended = api.control("/link", walk)

    assert ended["status_code"] == 200
    assert ended["redirect_url"] == f"https://app.example.com/{company['id']}?s=200&r=a%20b"
    assert api.read(company)["dataConnections"] == [ended["connection"]]
    assert len(api.history(company)) == 25


@pytest.mark.parametrize(("outcome", "code"), [("cancel", "403"), ("fail", "500")])
def test_the_link_shortcut_ends_otherwise_too(api: Api, outcome: str, code: str) -> None:
    company = api.company()
    connection = api.connection(company)

    ended = api.control(
        "/link",
        {"company_id": company["id"], "connection_id": connection["id"], "outcome": outcome},
    )

    assert (ended["status_code"], ended["redirect_url"]) == (int(code), None)
    assert ended["connection"]["status"] == "PendingAuth"
    assert ended["connection"]["dataConnectionErrors"][0]["statusCode"] == code


def test_a_connection_loses_its_authorization_and_is_linked_again(api: Api) -> None:
    company, connection = api.synced()
    one = {"company_id": company["id"], "connection_id": connection["id"]}

    lost = api.control("/deauthorise", one)
    refused = api.post(named(company, "/data/queue/bills")).json()
    again = api.control("/link", one)["connection"]

    assert (lost["status"], refused["status"]) == ("Deauthorized", "AuthError")
    assert lost["dataConnectionErrors"][0]["statusCode"] == "401"
    assert lost["dataConnectionErrors"][0]["errorMessage"] == (
        "The integration de-authorized access to the connection."
    )
    assert (again["status"], again["dataConnectionErrors"][0]["status"]) == ("Linked", "Resolved")
    assert len(api.history(company)) == 26


@pytest.mark.parametrize(
    ("path", "body", "complaint"),
    [
        ("/link", {"company_id": UNKNOWN}, "No company was found"),
        ("/link", {"company_id": UNKNOWN, "colour": "red"}, "colour"),
        ("/deauthorise", {"company_id": UNKNOWN, "connection_id": UNKNOWN}, "No company"),
    ],
)
def test_a_shortcut_to_nothing_is_refused(
    api: Api, path: str, body: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(AssertionError, match=complaint):
        api.control(path, body)


def test_only_a_linked_connection_can_lose_its_authorization(api: Api) -> None:
    company = api.company()
    connection = api.connection(company)

    with pytest.raises(AssertionError, match="Only connections with status Linked"):
        api.control(
            "/deauthorise", {"company_id": company["id"], "connection_id": connection["id"]}
        )
