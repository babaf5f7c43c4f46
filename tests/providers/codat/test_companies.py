"""Companies: create, read, replace, change, delete."""

import re

import pytest

from tests.providers.codat.conftest import Api

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def test_a_new_company_has_what_the_specification_shows(empty: Api) -> None:
    response = empty.post("/companies", {"name": "Technicalium"})

    company = response.json()
    assert response.status_code == 200
    assert company == {
        "id": company["id"],
        "name": "Technicalium",
        "description": "",
        "platform": "",
        "redirect": f"{empty.access.base_url}/company/{company['id']}",
        "dataConnections": [],
        "created": company["created"],
        "createdByUserName": "Sandbox key",
        "products": [],
        "referenceSubsidiaryCompanies": [],
    }
    assert re.fullmatch(r"2022-08-19T15:52:31\.033\d{4}Z", company["created"])


def test_created_has_seven_digits_at_first_and_none_later(empty: Api) -> None:
    company = empty.company()

    assert empty.read(company)["created"] == "2022-08-19T15:52:31Z"
    assert len(company["created"]) == len("2022-08-19T15:52:31.0338929Z")


def test_the_redirect_of_a_client_at_the_real_host_is_at_the_real_link_host(api: Api) -> None:
    session = api.access.session()

    company = session.post("https://api.codat.io/companies", json={"name": "A"}).json()

    link = f"https://link.codat.io/sandboxes/{api.sandbox.name}/company/{company['id']}"
    assert company["redirect"].replace("http:", "https:").endswith(link.removeprefix("https:"))


def test_the_legacy_platform_type_is_remembered(api: Api) -> None:
    company = api.company(platformType="mqjo")

    assert company["platform"] == "Sandbox"
    assert company["dataConnections"] == []
    assert "status" not in company
    assert api.read(company)["platform"] == "Sandbox"


@pytest.mark.parametrize("absent", ["", None])
def test_an_empty_platform_type_is_none(api: Api, absent: str | None) -> None:
    assert api.company(platformType=absent)["platform"] == ""


def test_an_unknown_platform_type_is_refused(api: Api) -> None:
    response = api.post("/companies", {"name": "A", "platformType": "xxxx"})

    assert response.status_code == 400
    assert response.json()["error"] == "The specified PlatformKey (xxxx) is not valid"
    assert response.json()["service"] == "ClientsApi"


def test_a_platform_type_can_connect_at_once(api: Api) -> None:
    api.sandbox.settings["codat.platform_type_connects"] = True

    company = api.company(platformType="qhyg")

    assert company["platform"] == "QuickBooks Online"
    assert [c["status"] for c in company["dataConnections"]] == ["PendingAuth"]


def test_description_and_tags_are_kept(api: Api) -> None:
    company = api.company(description="Early access", tags={"region": "us"})

    assert company["description"] == "Early access"
    assert api.read(company)["tags"] == {"region": "us"}


def test_characters_that_are_not_allowed_vanish_from_a_name(api: Api) -> None:
    assert api.company(name="Example Company (Codat[1])")["name"] == "Example Company Codat1"


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": None}, {"name": "()"}, {"name": "  "}])
def test_a_company_without_a_name_is_refused(api: Api, body: dict[str, object]) -> None:
    response = api.post("/companies", body)

    assert response.status_code == 400
    assert response.json()["error"] == "Error processing request - not valid."
    assert response.json()["canBeRetried"] == "False"
    assert response.json()["validation"]["errors"] == [
        {
            "itemId": "Name",
            "message": "'Name' must not be empty.",
            "validatorName": "CompanyRequestBody",
        }
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"name": 7},
        {"name": "n" * 301},
        {"description": 7},
        {"tags": []},
        {"tags": {"k": 1}},
        {"tags": {"k": None}},
        {"tags": {f"k{n}": "v" for n in range(11)}},
        {"tags": {"k" * 28: "v"}},
        {"tags": {"k": "v" * 101}},
        {"platformType": 5},
    ],
)
def test_a_member_that_breaks_a_rule_is_refused(api: Api, change: dict[str, object]) -> None:
    response = api.post("/companies", {"name": "A", **change})

    assert response.status_code == 400
    assert response.json()["error"] == "Error processing request - not valid."
    assert len(api.get("/companies").json()["results"]) == 7


def test_unknown_members_are_ignored(api: Api) -> None:
    assert api.post("/companies", {"name": "A", "colour": "red"}).status_code == 200


def test_replacing_clears_what_is_left_out(api: Api) -> None:
    company = api.company(description="d", tags={"a": "b"})

    replaced = api.request("PUT", f"/companies/{company['id']}", json={"name": "New"}).json()

    assert replaced["name"] == "New"
    assert replaced["description"] == ""
    assert "tags" not in replaced
    assert api.read(company) == replaced


def test_replacing_needs_a_name(api: Api) -> None:
    company = api.company()

    response = api.request("PUT", f"/companies/{company['id']}", json={"description": "d"})

    assert response.status_code == 400


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ("Platypus Properties", "d", {"a": "b"})),
        ({"name": None, "tags": None}, ("Platypus Properties", "d", {"a": "b"})),
        ({"description": None}, ("Platypus Properties", "d", {"a": "b"})),
        ({"name": "New"}, ("New", "d", {"a": "b"})),
        ({"description": ""}, ("Platypus Properties", "", {"a": "b"})),
        ({"tags": {"c": "d"}}, ("Platypus Properties", "d", {"c": "d"})),
        ({"tags": {}}, ("Platypus Properties", "d", None)),
    ],
)  # fmt: skip
def test_changing_keeps_what_is_left_out_or_null(
    api: Api, change: dict[str, object], expected: tuple[str, str, dict[str, str] | None]
) -> None:
    company = api.company(description="d", tags={"a": "b"})

    changed = api.request("PATCH", f"/companies/{company['id']}", json=change).json()

    assert (changed["name"], changed["description"], changed.get("tags")) == expected
    assert api.read(company) == changed


def test_a_deleted_company_is_gone_with_its_connections(api: Api) -> None:
    company, connection = api.linked()

    response = api.request("DELETE", f"/companies/{company['id']}")

    assert (response.status_code, response.content) == (204, b"")
    assert api.get(f"/companies/{company['id']}").status_code == 404
    path = f"/companies/{company['id']}/connections/{connection['id']}"
    assert api.get(path).json()["error"] == f"No company was found with ID {company['id']}"
    assert api.request("DELETE", f"/companies/{company['id']}").status_code == 404
    assert {event["outcome"] for event in api.sandbox.clock.run_until_idle()} == {"done"}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("PUT", ""),
        ("PATCH", ""),
        ("DELETE", ""),
        ("GET", "/connections"),
        ("POST", "/connections"),
        ("GET", f"/connections/{UNKNOWN}"),
        ("PATCH", f"/connections/{UNKNOWN}"),
        ("DELETE", f"/connections/{UNKNOWN}"),
        ("GET", "/syncSettings"),
        ("POST", "/data/all"),
        ("POST", "/data/queue/all"),
        ("POST", "/data/queue/bills"),
        ("GET", "/dataStatus"),
        ("GET", "/data/history"),
        ("GET", f"/data/history/{UNKNOWN}"),
    ],
)
@pytest.mark.parametrize("company_id", [UNKNOWN, "not-a-uuid", "%2e%2e", "%00", "a'b"])
def test_an_unknown_company_is_not_found(api: Api, method: str, path: str, company_id: str) -> None:
    response = api.request(method, f"/companies/{company_id}{path}", json={"name": "A"})

    assert response.status_code == 404
    assert response.json()["error"].startswith("No company was found with ID ")
    assert response.json()["service"] == "ClientsApi"


def test_ids_count_in_any_case(api: Api) -> None:
    company = api.company()

    assert api.get(f"/companies/{company['id'].upper()}").json()["id"] == company["id"]


def test_a_trailing_slash_is_accepted(api: Api) -> None:
    company = api.company()

    assert api.get(f"/companies/{company['id']}/").json()["id"] == company["id"]


def test_the_company_limit_of_a_free_plan_can_be_set(api: Api) -> None:
    api.sandbox.settings["codat.company_limit"] = 8
    api.company()

    response = api.post("/companies", {"name": "Too many"})

    assert response.status_code == 402
    assert response.json()["error"] == "CompanyValidationException: Company limit exceeded"
    assert response.json()["validation"]["errors"][0]["validatorName"] == "CreateCompany"


def test_the_demo_world_has_companies_in_every_state(api: Api) -> None:
    companies = api.get("/companies").json()["results"]

    assert {company.get("status") for company in companies} == {
        "Linked", "PendingAuth", "Unlinked", "Deauthorized", None
    }  # fmt: skip
    assert companies[0]["name"] == "Tidewater Ceramics"
