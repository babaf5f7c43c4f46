"""Link's finer points: one-time codes, what redirects can say, relinking, branding."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from tests.providers.codat.conftest import Api

PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="


@pytest.fixture
def otp_api(api: Api) -> Api:
    api.sandbox.settings["codat.link_otp"] = True
    return api


def browser(api: Api) -> requests.Session:
    """A browser of its own: keeps cookies, has no key."""
    return api.sandbox.server.session()


def redirecting(api: Api, template: str) -> None:
    api.request("PUT", "/profile", json={"name": "Harbour Lending", "redirectUrl": template})


def authorised(api: Api, company: dict[str, Any], key: str, tail: str = "") -> str:
    """Where the browser is sent after authorising."""
    connection = api.connection(company, key)
    path = f"/company/{company['id']}/connections/{connection['id']}/authorize{tail}"
    return api.browse("POST", path, data={"decision": "authorize"}).headers["Location"]


# -- one-time codes ---------------------------------------------------------------------------


def test_link_urls_carry_codes_where_the_account_wants_them(otp_api: Api) -> None:
    company = otp_api.company()
    connection = otp_api.connection(company)

    code = dict(parse_qsl(urlsplit(company["redirect"]).query))["link.otp"]

    assert len(code) == 6
    assert connection["linkUrl"].endswith(f"/start?otp={code}")
    assert otp_api.read(company)["redirect"] == company["redirect"]


def test_a_code_opens_link_once_for_the_browser_that_used_it(otp_api: Api) -> None:
    company = otp_api.company()
    person, stranger = browser(otp_api), browser(otp_api)

    first = person.get(company["redirect"])
    person.headers["Cookie"] = first.headers["Set-Cookie"].partition(";")[0]
    again = person.get(company["redirect"])
    other = stranger.get(company["redirect"])

    assert (first.status_code, again.status_code, other.status_code) == (200, 200, 403)
    assert first.headers["Set-Cookie"].endswith("; Path=/; HttpOnly; SameSite=Lax")
    assert "Set-Cookie" not in again.headers
    assert "Ask for a new one" in other.text
    fresh = otp_api.read(company)["redirect"]
    assert fresh != company["redirect"]
    assert stranger.get(fresh).status_code == 200


@pytest.mark.parametrize("tail", ["", "?link.otp=000000", "?link.otp=", "?otp=%00", "?otp=é"])
def test_a_wrong_code_opens_nothing(otp_api: Api, tail: str) -> None:
    company = otp_api.company()

    assert otp_api.browse("GET", f"/company/{company['id']}{tail}").status_code == 403


def test_a_code_of_another_company_opens_nothing(otp_api: Api) -> None:
    one, two = otp_api.company(), otp_api.company()

    refused = browser(otp_api).get(two["redirect"].replace(two["id"], one["id"]))

    assert refused.status_code == 403


@pytest.mark.parametrize(("wait", "status"), [("23h", 200), ("25h", 403)])
def test_a_code_lives_for_a_day(otp_api: Api, wait: str, status: int) -> None:
    company = otp_api.company()

    otp_api.sandbox.clock.advance(wait)

    assert browser(otp_api).get(company["redirect"]).status_code == status


@pytest.mark.parametrize("cookie", ["codat_link=x", "=;=", "codat_link_\x7f=1", '"'])
def test_a_strange_cookie_is_no_pass(otp_api: Api, cookie: str) -> None:
    company = otp_api.company()
    browser(otp_api).get(company["redirect"])

    answer = browser(otp_api).get(company["redirect"], headers={"Cookie": cookie})

    assert answer.status_code == 403


# -- redirects --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("error", "500/Unknown%20error%20occurred./Unknown%20error%20occurred"),
        ("not-supported", "501/Not%20supported./Not%20supported"),
    ],
)
def test_a_failure_is_told_in_both_ways(api: Api, outcome: str, expected: str) -> None:
    redirecting(api, "https://a.example/{statusCode}/{errorMessage}/{statusText}")
    api.sandbox.settings["codat.link_outcome"] = outcome

    assert authorised(api, api.company(), "gbol") == f"https://a.example/{expected}"


def test_a_cancel_is_told_in_both_ways(api: Api) -> None:
    redirecting(api, "https://a.example/{statusCode}/{errorMessage}/{statusText}")
    company = api.company()

    sent = api.cancel(company, api.connection(company)).headers["Location"]

    assert sent == "https://a.example/403/User%20cancelled./User%20cancelled%20linking"


@pytest.mark.parametrize(("key", "name"), [("gbol", "Platypus%20Properties"), ("mqjo", "")])
def test_some_sources_tell_their_name_of_the_company(api: Api, key: str, name: str) -> None:
    redirecting(api, "https://a.example/?n={data.company.companyName}")

    assert authorised(api, api.company(), key) == f"https://a.example/?n={name}"


@pytest.mark.parametrize(
    ("key", "tail", "sent"),
    [
        ("mqjo", "?openId=true", "John/john.smith%40theworld.com/%2B441234555666"),
        ("gbol", "?openId=true", "John/john.smith%40theworld.com/"),
        ("qhyg", "?openId=true", "John/john.smith%40theworld.com/%2B441234555666"),
        ("akxx", "?openId=true", "//"),
        ("mqjo", "", "//"),
        ("mqjo", "?openId=false", "//"),
    ],
)
def test_a_source_tells_of_the_person_if_asked(api: Api, key: str, tail: str, sent: str) -> None:
    redirecting(api, "https://a.example/{openId_given_name}/{openId_email}/{openId_phone_number}")

    assert authorised(api, api.company(), key, tail) == f"https://a.example/{sent}"


@pytest.mark.parametrize(
    ("tail", "sent"),
    [
        ("?journeyType=demo&clientType=test", "https://a.example/demo/success?ClientType=test"),
        ("?clientType=test", "https://a.example//success?ClientType=test"),
        ("?journeyType=demo", "https://a.example/demo/success?ClientType="),
        ("", "https://a.example//success?ClientType="),
    ],
)
def test_custom_parameters_are_filled_in_as_documented(api: Api, tail: str, sent: str) -> None:
    redirecting(api, "https://a.example/{journeyType}/success?ClientType={clientType}")

    assert authorised(api, api.company(), "mqjo", tail) == sent


# -- relinking and branding -------------------------------------------------------------------


def test_a_lost_connection_is_shown_and_linked_again(api: Api) -> None:
    company, connection = api.synced()
    one = {"company_id": company["id"], "connection_id": connection["id"]}
    api.control("/deauthorise", one)

    page = api.browse("GET", f"/company/{company['id']}").text
    api.authorise(company, connection)

    assert "Access expired" in page
    assert f'/company/{company["id"]}/connections/{connection["id"]}"' in page
    assert "Reconnect Sandbox" in page
    errors = api.read(company)["dataConnections"][0]["dataConnectionErrors"]
    assert [(error["statusCode"], error["status"]) for error in errors] == [("401", "Resolved")]


def test_every_attempt_is_kept_among_the_errors(api: Api) -> None:
    company = api.company()
    connection = api.connection(company)
    api.cancel(company, connection)
    api.sandbox.settings["codat.link_outcome"] = "error"
    api.authorise(company, connection)
    api.sandbox.settings["codat.link_outcome"] = "success"
    api.authorise(company, connection)
    one = {"company_id": company["id"], "connection_id": connection["id"]}
    api.control("/deauthorise", one)

    errors = api.read(company)["dataConnections"][0]["dataConnectionErrors"]

    assert [(error["statusCode"], error["status"]) for error in errors] == [
        ("403", "Resolved"),
        ("500", "Resolved"),
        ("401", "Active"),
    ]


@pytest.mark.parametrize(
    ("logo", "shown"), [(PIXEL, True), ("https://example.com/logo.png", False), ("", False)]
)
def test_a_logo_is_shown_unless_it_would_have_to_be_fetched(
    api: Api, logo: str, shown: bool
) -> None:
    profile = {"name": "Harbour Lending", "redirectUrl": "", "logoUrl": logo}
    api.request("PUT", "/profile", json=profile)

    page = api.browse("GET", f"/company/{api.company()['id']}").text

    assert (f'src="{PIXEL}"' in page) is shown
    assert "Harbour Lending" in page
    assert "https://example.com" not in page
