"""What belongs to the account: keys, origins, tokens, webhook consumers, configurations."""

from base64 import b64encode
from typing import Any

import pytest

from tests.providers.codat.conftest import Api

UNKNOWN = "00000000-0000-4000-8000-000000000000"
OUTDATED = "You are using an outdated API key or a key not associated with that resource."
ORIGIN = "https://app.example.com"


def basic(key: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(key.encode()).decode()}"}


def asked_with(api: Api, headers: dict[str, str], path: str = "/profile", **how: Any) -> Any:
    """A call with these headers only."""
    method = how.pop("method", "GET")
    session = api.sandbox.server.session()
    return session.request(method, api.access.base_url + path, headers=headers, **how)


# -- API keys ---------------------------------------------------------------------------------


def test_the_account_is_born_with_one_key(api: Api) -> None:
    listed = api.get("/apiKeys").json()["results"]

    assert [key["apiKey"] for key in listed] == [api.access.credentials["api_key"]]
    assert listed[0]["name"] == "Sandbox key"


def test_a_second_key_opens_the_world_beside_the_first(api: Api) -> None:
    made = api.post("/apiKeys", {"name": "invoice-finance"})

    key = made.json()
    assert made.status_code == 201
    assert asked_with(api, basic(key["apiKey"])).status_code == 200
    assert api.get("/profile").status_code == 200
    assert api.company()["createdByUserName"] == "Sandbox key"
    company = asked_with(
        api, basic(key["apiKey"]), "/companies", method="POST", json={"name": "By the other"}
    )
    assert company.json()["createdByUserName"] == "invoice-finance"


@pytest.mark.parametrize("body", [None, {}, {"name": None}])
def test_a_key_needs_no_name(api: Api, body: object) -> None:
    made = api.post("/apiKeys", body)

    assert made.status_code == 201
    assert "name" not in made.json()


def test_the_name_of_a_key_has_fifty_characters_at_most(api: Api) -> None:
    refused = api.post("/apiKeys", {"name": "x" * 51})

    assert refused.status_code == 400
    assert refused.json()["error"] == "Max string length (50) for `name` reached."
    assert api.post("/apiKeys", {"name": "x" * 50}).status_code == 201


def test_there_are_ten_keys_at_most(api: Api) -> None:
    made = [api.post("/apiKeys").status_code for _ in range(9)]

    refused = api.post("/apiKeys")

    assert made == [201] * 9
    assert (refused.status_code, refused.json()["statusCode"]) == (409, 409)
    assert refused.json()["service"] == "ClientsApi"
    assert refused.json()["error"] == (
        "Maximum number of API keys reached."
        " To create a new API key, delete an unused key and try again."
    )


def test_a_deleted_key_answers_403(api: Api) -> None:
    key = api.post("/apiKeys").json()

    deleted = api.request("DELETE", f"/apiKeys/{key['id']}")

    refused = asked_with(api, basic(key["apiKey"]))
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert (refused.status_code, refused.json()["error"]) == (403, OUTDATED)
    assert api.request("DELETE", f"/apiKeys/{key['id']}").status_code == 404


def test_a_key_can_delete_itself(api: Api) -> None:
    key = api.post("/apiKeys").json()

    path = f"/apiKeys/{key['id']}"
    deleted = asked_with(api, basic(key["apiKey"]), path, method="DELETE")

    assert deleted.status_code == 204
    assert asked_with(api, basic(key["apiKey"])).status_code == 403


def test_the_last_key_stays(api: Api) -> None:
    key = api.get("/apiKeys").json()["results"][0]

    refused = api.request("DELETE", f"/apiKeys/{key['id']}")

    assert refused.status_code == 400
    assert api.get("/profile").status_code == 200


# -- CORS -------------------------------------------------------------------------------------


def test_a_page_of_an_allowed_origin_may_read_answers(api: Api) -> None:
    api.post("/corsSettings", {"allowedOrigins": [ORIGIN + "/"]})

    answer = api.get("/profile", headers={"Origin": ORIGIN})

    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert answer.headers["Vary"] == "Origin"


def test_a_page_of_another_origin_may_not(api: Api) -> None:
    api.post("/corsSettings", {"allowedOrigins": [ORIGIN]})

    answer = api.get("/profile", headers={"Origin": "https://evil.example.com"})

    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_browser_may_ask_first_without_a_key(api: Api) -> None:
    api.post("/corsSettings", {"allowedOrigins": [ORIGIN]})
    asking = {"Origin": ORIGIN, "Access-Control-Request-Headers": "authorization"}

    allowed = asked_with(api, asking, "/companies", method="OPTIONS")
    refused = asked_with(api, {"Origin": "https://x.example"}, "/companies", method="OPTIONS")

    assert allowed.status_code == 204
    assert allowed.headers["Access-Control-Allow-Headers"] == "authorization"
    assert "PATCH" in allowed.headers["Access-Control-Allow-Methods"]
    assert refused.status_code == 401


def test_both_paths_of_the_origins_are_one(api: Api) -> None:
    set_old = api.post("/connectionManagement/corsSettings", {"allowedOrigins": [ORIGIN]})

    assert set_old.json() == {"allowedOrigins": [ORIGIN]}
    assert api.get("/corsSettings").json() == {"allowedOrigins": [ORIGIN]}


# -- access tokens of companies ---------------------------------------------------------------


def test_an_access_token_reads_its_company_where_that_is_allowed(api: Api) -> None:
    company, other = api.company(), api.company()
    given = api.get(f"/companies/{company['id']}/accessToken").json()
    bearer = {"Authorization": f"Bearer {given['accessToken']}"}

    def status(of: dict[str, Any], method: str = "GET") -> int:
        return int(asked_with(api, bearer, f"/companies/{of['id']}", method=method).status_code)

    assert (given["expiresIn"], given["tokenType"]) == (86400, "Bearer")
    assert status(company) == 401
    api.sandbox.settings["codat.company_tokens_read"] = True
    assert (status(company), status(other), status(company, "DELETE")) == (200, 403, 403)
    assert asked_with(api, bearer, "/companies").status_code == 403
    api.sandbox.clock.advance("1d")
    assert status(company) == 401


@pytest.mark.parametrize(
    "token", ["", "a", "a.b", "a.b.c", "a.b.c.d", "é.é.é", "..", "e30.e30.e30"]
)
def test_a_token_that_is_none_is_refused(api: Api, token: str) -> None:
    api.sandbox.settings["codat.company_tokens_read"] = True

    refused = asked_with(api, {"Authorization": f"Bearer {token}".encode().decode("latin-1")})

    assert refused.status_code == 401


# -- webhook consumers ------------------------------------------------------------------------


def test_a_consumer_is_made_listed_and_deleted(api: Api) -> None:
    body = {
        "url": "https://example.com/hook",
        "eventTypes": ["DataSyncCompleted", "Dataset data changed"],
        "companyTags": ["region:uk"],
    }

    made = api.post("/webhooks", body)

    consumer = made.json()
    assert made.status_code == 201
    assert consumer == {
        "id": consumer["id"],
        "url": "https://example.com/hook",
        "eventTypes": ["DataSyncCompleted", "DatasetDataChanged"],
        "disabled": False,
        "companyTags": ["region:uk"],
    }
    assert api.get("/webhooks").json() == {"results": [consumer]}
    assert api.request("DELETE", f"/webhooks/{consumer['id']}").status_code == 204
    assert api.request("DELETE", f"/webhooks/{consumer['id']}").status_code == 404
    assert api.get("/webhooks").json() == {"results": []}


@pytest.mark.parametrize(
    "change",
    [
        {"url": None},
        {"url": ""},
        {"url": "example.com/hook"},
        {"url": "ftp://example.com"},
        {"url": "http://[::1"},
        {"eventTypes": []},
        {"eventTypes": None},
        {"eventTypes": "company.created"},
        {"eventTypes": [7]},
        {"companyTags": ["a:b"] * 11},
        {"companyTags": ["a" * 129]},
        {"disabled": "true"},
    ],
)
def test_a_consumer_that_cannot_be_told_is_refused(api: Api, change: dict[str, Any]) -> None:
    body = {"url": "https://example.com/hook", "eventTypes": ["company.created"], **change}

    refused = api.post("/webhooks", body)

    assert refused.status_code == 400
    assert api.get("/webhooks").json() == {"results": []}


def test_there_are_fifty_consumers_at_most(api: Api) -> None:
    body = {"url": "https://example.com/hook", "eventTypes": ["company.created"]}
    made = [api.post("/webhooks", body).status_code for _ in range(50)]

    refused = api.post("/webhooks", body)

    assert set(made) == {201}
    assert refused.status_code == 400


def test_each_key_for_zapier_is_another(api: Api) -> None:
    first = api.post("/webhooks/integrationKeys/zapier")
    second = api.post("/webhooks/integrationKeys/zapier")

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["key"] != second.json()["key"]


# -- supplemental data ------------------------------------------------------------------------

CONFIGURED = {"mine": {"dataSource": "/Invoices", "pullData": {"due": "DueDate"}}}
SUPPLEMENTAL = "/integrations/gbol/dataTypes/invoices/supplementalDataConfig"


@pytest.mark.parametrize("body", [CONFIGURED, {"supplementalDataConfig": CONFIGURED}])
def test_supplemental_data_is_configured_bare_or_wrapped(api: Api, body: dict[str, Any]) -> None:
    put = api.request("PUT", SUPPLEMENTAL, json=body)

    assert (put.status_code, put.content) == (200, b"")
    assert api.get(SUPPLEMENTAL).json() == {"supplementalDataConfig": CONFIGURED}


def test_an_empty_configuration_takes_it_away(api: Api) -> None:
    api.request("PUT", SUPPLEMENTAL, json=CONFIGURED)

    api.request("PUT", SUPPLEMENTAL, json={})

    assert api.get(SUPPLEMENTAL).json() == {"supplementalDataConfig": {}}


def test_the_older_spelling_of_the_path_is_the_same(api: Api) -> None:
    api.request("PUT", SUPPLEMENTAL.replace("dataTypes", "datatypes"), json=CONFIGURED)

    assert api.get(SUPPLEMENTAL).json() == {"supplementalDataConfig": CONFIGURED}


@pytest.mark.parametrize("path", ["zzzz/dataTypes/invoices", "gbol/dataTypes/nonsense"])
def test_supplemental_data_of_nothing_is_not_found(api: Api, path: str) -> None:
    assert api.get(f"/integrations/{path}/supplementalDataConfig").status_code == 404


# -- custom data types ------------------------------------------------------------------------

CUSTOM = "/integrations/gbol/dataTypes/custom/accounts"
CONFIGURATION = {"dataSource": "/Accounts", "requiredData": {"a": "$.A"}, "keyBy": ["$.A"]}


def custom_paths(company: dict[str, Any], connection: dict[str, Any]) -> tuple[str, str]:
    data = f"/companies/{company['id']}/connections/{connection['id']}/data"
    return f"{data}/queue/custom/accounts", f"{data}/custom/accounts"


def test_custom_data_is_fetched_before_it_is_read(api: Api) -> None:
    api.request("PUT", CUSTOM, json={**CONFIGURATION, "sourceModifiedDate": None})
    company, connection = api.synced("gbol")
    queue, records = custom_paths(company, connection)
    api.control(
        "/custom-records",
        {
            "company_id": company["id"],
            "connection_id": connection["id"],
            "identifier": "accounts",
            "records": [{"id": str(n), "content": {"a": {"n": n}}} for n in range(3)],
        },
    )

    early = api.get(records)
    queued = api.post(queue).json()
    again = api.post(queue)
    api.sandbox.clock.run_until_idle()
    page = api.get(records, params={"page": 2, "pageSize": 2}).json()

    assert api.get(CUSTOM).json() == CONFIGURATION
    assert (early.status_code, early.json()["error"]) == (
        409,
        "The data set has not been requested.",
    )
    assert (queued["dataType"], queued["status"]) == ("custom/accounts", "Initial")
    assert again.status_code == 409
    assert (page["totalResults"], page["results"][0]["id"]) == (3, "2")
    status = api.get(f"/companies/{company['id']}/dataStatus").json()
    assert "custom/accounts" not in status


def test_the_sandbox_has_no_custom_data(api: Api) -> None:
    queue, _ = custom_paths(*api.linked("mqjo"))

    refused = api.post(queue)

    assert refused.status_code == 400
    assert "not supported by platform 9e0cc03b-3868-4543-98c0-568f0f1b12a3" in refused.text


def test_custom_data_needs_a_configuration_and_an_open_connection(api: Api) -> None:
    company, connection = api.linked("gbol")
    waiting = api.connection(company, "akxx")

    assert api.get(CUSTOM).status_code == 404
    assert api.post(custom_paths(company, connection)[0]).status_code == 404
    api.request("PUT", CUSTOM.replace("gbol", "akxx"), json=CONFIGURATION)
    assert api.post(custom_paths(company, waiting)[0]).status_code == 400


def test_a_blocked_platform_is_refused_for_legal_reasons(api: Api) -> None:
    api.sandbox.settings["codat.blocked_platforms"] = "qudb"
    queue, records = custom_paths(*api.linked("qudb"))

    refused = api.post(queue)

    assert (refused.status_code, api.get(records).status_code) == (451, 451)
    assert refused.json()["service"] == "StdznCustomData"
    assert refused.json()["error"] == (
        "Platform 'qudb' is not currently available for compliance purposes."
    )
