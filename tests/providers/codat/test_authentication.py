"""Who may call, and how often."""

import base64

import pytest

from tests.providers.codat.conftest import Api


def basic(text: str) -> str:
    return f"Basic {base64.b64encode(text.encode()).decode()}"


def called_with(api: Api, authorization: str | None, path: str = "/companies") -> object:
    headers = {} if authorization is None else {"Authorization": authorization}
    session = api.sandbox.server.session()
    return session.get(api.access.base_url + path, headers=headers)


def test_the_key_alone_in_base64_opens(api: Api) -> None:
    key = api.access.credentials["api_key"]

    assert api.access.headers == {"Authorization": basic(key)}
    assert called_with(api, basic(key)).status_code == 200


def test_a_colon_behind_the_key_and_any_case_of_the_scheme_are_tolerated(api: Api) -> None:
    key = api.access.credentials["api_key"]

    assert called_with(api, basic(f"{key}:")).status_code == 200
    assert called_with(api, basic(key).replace("Basic", "BASIC")).status_code == 200


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Basic", "Basic ", "Basic !!!", basic("wrong"), "Basic /w==", "Bearer abc", "key"],
)
@pytest.mark.parametrize("path", ["/companies", "/nothing/here", "/companies/x", "/profile"])
def test_whoever_has_no_key_is_unauthorized_even_where_nothing_is(
    api: Api, authorization: str | None, path: str
) -> None:
    response = called_with(api, authorization, path)

    body = response.json()
    assert response.status_code == 401
    assert len(body.pop("correlationId")) == 32
    assert body == {
        "statusCode": 401,
        "service": "PublicApi",
        "error": "Unauthorized",
        "canBeRetried": "Unknown",
        "detailedErrorCode": 0,
    }


def test_the_key_of_another_sandbox_does_not_open(api: Api) -> None:
    stranger = api.sandbox.server.sandbox()

    response = called_with(api, stranger.codat.headers["Authorization"])

    assert response.status_code == 401
    stranger.delete()


def test_the_key_leads_to_its_sandbox_at_the_real_host(api: Api) -> None:
    company = api.company(name="Only here")

    found = api.access.session().get("https://api.codat.io/companies", params={"pageSize": 1})

    assert found.json()["results"][0]["id"] == company["id"]


def test_an_unknown_route_is_not_found_in_its_own_shape(api: Api) -> None:
    response = api.get("/companies/x/data/chartOfAccounts")

    assert (response.status_code, response.json()) == (404, {"error": "NotFound"})
    assert api.sandbox.journal.calls()[-1]["reason"]["evidence"] == "unsupported"


def test_an_unknown_method_is_refused(api: Api) -> None:
    response = api.request("DELETE", "/companies")

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, POST"


def test_every_answer_counts_down_the_daily_quota(empty: Api) -> None:
    first = empty.get("/companies").headers
    refused = empty.get("/nothing").headers

    assert first["X-Rate-Limit-Limit"] == "1000"
    assert first["X-Rate-Limit-Remaining"] == "999"
    assert first["X-Rate-Limit-Reset"] == "2022-08-20T00:00:00Z"
    assert refused["X-Rate-Limit-Remaining"] == "998"
    assert called_with(empty, None).headers["X-Rate-Limit-Remaining"] == "998"


def test_every_active_company_adds_to_the_quota(empty: Api) -> None:
    empty.linked()
    empty.company()

    assert empty.get("/companies").headers["X-Rate-Limit-Limit"] == "2000"


def test_the_quota_refuses_nobody_unless_it_is_told_to(empty: Api) -> None:
    empty.sandbox.settings["codat.requests_per_company"] = 2
    empty.get("/companies")
    empty.get("/companies")

    third = empty.get("/companies")

    assert third.status_code == 200
    assert third.headers["X-Rate-Limit-Remaining"] == "0"


def test_an_enforced_quota_refuses_until_midnight(empty: Api) -> None:
    empty.sandbox.settings["codat.requests_per_company"] = 1
    empty.sandbox.settings["codat.enforce_rate_limit"] = True
    empty.get("/companies")

    refused = empty.get("/companies")

    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "29249"
    assert refused.json()["canBeRetried"] == "True"
    assert refused.json()["error"] == (
        "You have made too many requests in a given amount of time; please retry later."
    )
    empty.sandbox.clock.advance("9h")
    assert empty.get("/companies").status_code == 200


def test_json_is_declared_with_its_charset(api: Api) -> None:
    assert api.get("/companies").headers["Content-Type"] == "application/json; charset=utf-8"
