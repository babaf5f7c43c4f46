"""The hosted Link pages, as plain requests."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.providers.codat.conftest import Api

PROFILE = {"name": "Harbour Lending", "redirectUrl": "", "whiteListUrls": []}


def path_of(api: Api, location: str) -> str:
    """A Location as a path behind the provider's base URL."""
    inside = urlsplit(api.access.base_url).path
    assert location.startswith(inside)
    return location.removeprefix(inside)


def redirect_to(api: Api, template: str, *hosts: str) -> None:
    body = {"name": "Harbour Lending", "redirectUrl": template, "whiteListUrls": list(hosts)}
    assert api.request("PUT", "/profile", json=body).status_code == 200


def errors_of(api: Api, company: dict[str, Any]) -> list[dict[str, Any]]:
    return api.read(company)["dataConnections"][0].get("dataConnectionErrors", [])


def test_the_walk_from_the_redirect_to_a_linked_company(api: Api) -> None:
    company = api.company()
    start = f"/company/{company['id']}"
    assert "Connect Platypus Properties" in api.browse("GET", start).text

    chosen = api.browse("POST", start, data={"platformKey": "mqjo"})
    consent = path_of(api, chosen.headers["Location"])
    assert chosen.status_code == 303
    assert api.read(company)["status"] == "PendingAuth"
    assert "Retention" in api.browse("GET", consent).text

    agreed = api.browse("POST", f"{consent}/consent", data={"decision": "continue"})
    authorize = path_of(api, agreed.headers["Location"])
    assert "Sample business" in api.browse("GET", authorize).text

    done = api.browse("POST", authorize, data={"decision": "authorize", "dataSet": "small"})
    assert done.status_code == 303
    assert "All done" in api.browse("GET", path_of(api, done.headers["Location"])).text
    assert api.read(company)["status"] == "Linked"
    assert api.read(company)["platform"] == "Sandbox"


@pytest.mark.parametrize(
    ("template", "leads_to"),
    [
        ("/{c}/link", "/company/{c}"),
        ("/link/start/{c}/{k}", "/company/{c}/connections/{k}/authorize"),
        ("/companies/{c}/connections/{k}/start", "/company/{c}/connections/{k}/authorize"),
    ],
)
def test_every_published_form_of_a_link_leads_to_the_pages(
    api: Api, template: str, leads_to: str
) -> None:
    company = api.company()
    ids = {"c": company["id"], "k": api.connection(company)["id"]}

    response = api.browse("GET", template.format(**ids) + "?ref=a%20b")

    assert response.status_code == 302
    assert path_of(api, response.headers["Location"]) == leads_to.format(**ids) + "?ref=a+b"


def test_a_link_is_opened_at_the_real_host_names(api: Api) -> None:
    company = api.company()
    base = f"/sandboxes/{api.sandbox.name}"

    session = api.sandbox.server.session()
    page = session.get(f"https://link.codat.io{base}/company/{company['id']}")

    assert page.status_code == 200
    assert f'action="{base}/company/{company["id"]}"' in page.text


def test_cancelling_leaves_the_connection_waiting_with_its_error(api: Api) -> None:
    company = api.company()
    connection = api.connection(company)

    response = api.cancel(company, connection)

    page = api.browse("GET", path_of(api, response.headers["Location"]))
    assert "You cancelled" in page.text
    assert api.read(company)["status"] == "PendingAuth"
    error = errors_of(api, company)[0]
    assert error == {
        "statusCode": "403",
        "statusText": "User cancelled linking",
        "errorMessage": "User cancelled",
        "erroredOnUtc": error["erroredOnUtc"],
        "status": "Active",
    }


def test_cancelling_at_the_consent_is_cancelling(api: Api) -> None:
    company = api.company()
    connection = api.connection(company)
    path = f"/company/{company['id']}/connections/{connection['id']}/consent"

    api.browse("POST", path, data={"decision": "cancel"})

    assert [error["statusCode"] for error in errors_of(api, company)] == ["403"]


def test_linking_after_a_cancel_resolves_the_error(api: Api) -> None:
    company = api.company()
    connection = api.connection(company)
    api.cancel(company, connection)

    api.authorise(company, connection)

    error = errors_of(api, company)[0]
    assert error["status"] == "Resolved"
    assert "resolvedOnUtc" in error


def test_choosing_again_takes_up_the_attempt_that_was_given_up(api: Api) -> None:
    company = api.company()
    connection = api.connection(company)

    again = api.browse("POST", f"/company/{company['id']}", data={"platformKey": "mqjo"})

    assert again.headers["Location"].endswith(connection["id"])
    assert len(api.read(company)["dataConnections"]) == 1


def test_linking_again_does_not_fetch_as_the_first_time(api: Api) -> None:
    company, connection = api.synced()
    path = f"/company/{company['id']}/connections/{connection['id']}/unlink"
    api.browse("POST", path)
    assert api.read(company)["status"] == "Unlinked"

    api.authorise(company, connection)

    assert api.read(company)["status"] == "Linked"
    assert len(api.history(company)) == 25


def test_authorising_twice_changes_nothing(api: Api) -> None:
    company, connection = api.linked()

    api.authorise(company, connection)

    assert len(api.history(company)) == 25


@pytest.mark.parametrize(
    ("outcome", "code", "message"),
    [("error", "500", "Unknown error occurred."), ("not-supported", "501", "Not supported.")],
)
def test_the_source_can_be_told_to_refuse(api: Api, outcome: str, code: str, message: str) -> None:
    api.sandbox.settings["codat.link_outcome"] = outcome
    redirect_to(api, "https://app.example/?s={statusCode}&m={errorMessage}")
    company = api.company()

    response = api.authorise(company, api.connection(company))

    assert parse_qs(urlsplit(response.headers["Location"]).query) == {"s": [code], "m": [message]}
    assert api.read(company)["status"] == "PendingAuth"
    assert errors_of(api, company)[0]["statusCode"] == code


def test_the_browser_goes_back_as_the_real_one_was_seen_to(api: Api) -> None:
    names = [
        "clientId",
        "connectionId",
        "companyId",
        "integrationId",
        "sourceId",
        "platform",
        "platformName",
        "sourceType",
        "statusCode",
        "errorMessage",
        "statusText",
    ]
    query = "&".join(f"{name}={{{name}}}" for name in names)
    redirect_to(api, f"https://app.example/back?{query}")
    company = api.company()
    connection = api.connection(company)

    response = api.authorise(company, connection)

    assert response.status_code == 303
    assert response.headers["Location"] == (
        "https://app.example/back?clientId=3f6a1c52-0d84-4c1b-9a4e-5d2f8e7b6a10"
        f"&connectionId={connection['id']}&companyId={company['id']}"
        "&integrationId=9e0cc03b-3868-4543-98c0-568f0f1b12a3"
        "&sourceId=aff0f057-255f-42c4-8d4a-ae23b43e1615"
        "&platform=mqjo&platformName=Sandbox&sourceType=Accounting"
        "&statusCode=200&errorMessage=&statusText="
    )


def test_parameters_of_the_link_come_back_in_the_redirect(api: Api) -> None:
    redirect_to(api, "https://app.example/{userId}?x={nothing}&c={companyId}")
    company = api.company()
    connection = api.connection(company)
    path = f"/company/{company['id']}/connections/{connection['id']}/authorize"

    response = api.browse(
        "POST", f"{path}?userId=a%20b%26c&companyId=forged", data={"decision": "authorize"}
    )

    expected = f"https://app.example/a%20b%26c?x=&c={company['id']}"
    assert response.headers["Location"] == expected


def test_leaving_without_a_change_says_201(api: Api) -> None:
    redirect_to(api, "https://app.example/?s={statusCode}&k={connectionId}")
    company, _ = api.linked()

    response = api.browse("POST", f"/company/{company['id']}/leave")

    assert response.headers["Location"] == "https://app.example/?s=201&k="


def test_leaving_with_nowhere_to_go_shows_a_page(api: Api) -> None:
    company = api.company()

    response = api.browse("POST", f"/company/{company['id']}/leave")

    page = api.browse("GET", path_of(api, response.headers["Location"]))
    assert "Nothing was changed" in page.text


def test_a_host_that_the_profile_does_not_list_is_refused_and_nothing_happens(api: Api) -> None:
    redirect_to(api, "https://shop.{country}/", "https://shop.co.uk")
    company = api.company()
    connection = api.connection(company)
    path = f"/company/{company['id']}/connections/{connection['id']}/authorize"

    refused = api.browse("POST", f"{path}?country=evil", data={"decision": "authorize"})

    assert refused.status_code == 400
    assert refused.headers["Content-Type"] == "text/html; charset=utf-8"
    assert api.read(company)["status"] == "PendingAuth"
    allowed = api.browse("POST", f"{path}?country=co.uk", data={"decision": "authorize"})
    assert allowed.headers["Location"] == "https://shop.co.uk/"


def test_a_linked_company_sees_and_ends_its_connections(api: Api) -> None:
    company, connection = api.linked()

    page = api.browse("GET", f"/company/{company['id']}")

    assert "Your connections" in page.text
    assert f"/connections/{connection['id']}/unlink" in page.text


@pytest.mark.parametrize("tail", ["", "/authorize"])
def test_a_linked_connection_is_not_asked_for_again(api: Api, tail: str) -> None:
    company, connection = api.linked()

    response = api.browse("GET", f"/company/{company['id']}/connections/{connection['id']}{tail}")

    assert response.status_code == 303
    assert path_of(api, response.headers["Location"]) == f"/company/{company['id']}"


def test_a_company_that_was_made_for_one_platform_is_offered_only_that(api: Api) -> None:
    company = api.company(platformType="gbol")

    page = api.browse("GET", f"/company/{company['id']}").text

    assert page.count('name="platformKey"') == 1
    assert 'value="gbol"' in page


def test_sandboxes_can_be_hidden(api: Api) -> None:
    company = api.company()
    path = f"/company/{company['id']}?link.showSandboxIntegrations=false"

    page = api.browse("GET", path).text

    assert 'value="mqjo"' not in page
    assert 'value="gbol"' in page
    assert "link.showSandboxIntegrations=false" in page


@pytest.mark.parametrize(
    "form", [{}, {"platformKey": ""}, {"platformKey": "xxxx"}, {"platformKey": "\x00"}]
)
def test_choosing_nothing_asks_again(api: Api, form: dict[str, str]) -> None:
    company = api.company()

    response = api.browse("POST", f"/company/{company['id']}", data=form)

    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert api.read(company)["dataConnections"] == []


def test_an_unknown_data_set_asks_again(api: Api) -> None:
    company = api.company()
    connection = api.connection(company)
    path = f"/company/{company['id']}/connections/{connection['id']}/authorize"

    response = api.browse("POST", path, data={"decision": "authorize", "dataSet": "huge"})

    assert response.status_code == 400
    assert api.read(company)["status"] == "PendingAuth"


def test_a_decision_that_is_none_is_refused(api: Api) -> None:
    company = api.company()
    connection = api.connection(company)
    path = f"/company/{company['id']}/connections/{connection['id']}/authorize"

    response = api.browse("POST", path, data={"decision": "maybe"})

    assert response.status_code == 400
    assert errors_of(api, company) == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/company/nope"),
        ("POST", "/company/nope"),
        ("GET", "/nope/link"),
        ("GET", "/link/start/nope/nope"),
        ("GET", "/companies/nope/connections/nope/start"),
        ("GET", "/company/nope/connections/nope"),
        ("POST", "/company/nope/connections/nope/authorize"),
        ("GET", "/company/%00/finished"),
    ],
)
def test_a_link_to_nothing_is_a_page_that_says_so(api: Api, method: str, path: str) -> None:
    response = api.browse(method, path)

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "This link does not lead anywhere" in response.text


def test_a_connection_is_not_linked_through_another_company(api: Api) -> None:
    company = api.company()
    connection = api.connection(company)
    other = api.company()

    assert api.authorise(other, connection).status_code == 404
    assert api.read(company)["status"] == "PendingAuth"


def test_what_a_client_writes_is_escaped(api: Api) -> None:
    name = '<script>alert("x")</script>'
    api.request("PUT", "/profile", json={"name": name, "redirectUrl": ""})
    company = api.company(name="Fish & Chips")

    page = api.browse("GET", f"/company/{company['id']}?a=%22%3E%3Cscript%3E").text

    assert "<script" not in page
    assert "Fish &amp; Chips" in page


def test_pages_cannot_be_framed_cached_or_scripted(api: Api) -> None:
    company = api.company()

    headers = api.browse("GET", f"/company/{company['id']}").headers

    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none';")


def test_every_platform_can_be_linked(api: Api) -> None:
    keys = [one["key"] for one in api.get("/integrations").json()["results"]]

    statuses = {key: api.linked(key)[0]["status"] for key in keys}

    assert set(statuses.values()) == {"Linked"}
    assert len(statuses) == 42
