"""The hosted Link pages: a person opens the redirect and links the company."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from contract_tests.codat import companies, linking
from contract_tests.codat.linking import Person
from contract_tests.support.answers import assert_status
from contract_tests.targets import Target

FORMS = "the steps are documented; that they are plain forms is the mock's own way"
pytestmark = [pytest.mark.writes]


@pytest.mark.assumed(FORMS)
def test_choosing_makes_a_connection_that_waits(target: Target) -> None:
    company = companies.create(target)
    person = Person(target)
    person.open(company["redirect"])

    person.choose("platformKey", companies.SANDBOX)

    found = companies.read(target, company)
    assert found["status"] == "PendingAuth"
    assert [c["status"] for c in found["dataConnections"]] == ["PendingAuth"]


@pytest.mark.assumed(FORMS)
def test_the_consent_names_what_is_shared(target: Target) -> None:
    company = companies.create(target)
    person = Person(target)
    person.open(company["redirect"])

    person.choose("platformKey", companies.SANDBOX)

    assert "Purpose" in person.page.text
    assert "Access" in person.page.text
    assert "Account information" in person.page.text
    assert "Platform data" in person.page.text
    assert "Retention" in person.page.text


@pytest.mark.assumed(FORMS)
def test_authorising_links_company_and_connection(target: Target) -> None:
    company = companies.create(target)

    linking.link(target, company)

    found = companies.read(target, company)
    assert found["status"] == "Linked"
    assert found["platform"] == "Sandbox"
    assert [c["status"] for c in found["dataConnections"]] == ["Linked"]


@pytest.mark.assumed(FORMS)
def test_cancelling_leaves_the_connection_waiting_with_an_error(target: Target) -> None:
    company = companies.create(target)
    person = linking.consenting(target, company)

    person.press("cancel")

    connection = companies.read(target, company)["dataConnections"][0]
    assert connection["status"] == "PendingAuth"
    error = connection["dataConnectionErrors"][0]
    assert error["statusCode"] == "403"
    assert error["errorMessage"] == "User cancelled"
    assert error["status"] == "Active"


@pytest.mark.assumed(FORMS)
def test_the_link_url_of_a_connection_asks_for_its_authorisation(target: Target) -> None:
    company = companies.create(target)
    connection = companies.connect(target, company)
    person = Person(target)
    person.open(connection["linkUrl"])

    person.choose("dataSet", "small", "authorize")

    assert companies.read(target, company)["status"] == "Linked"


@pytest.mark.assumed(FORMS)
def test_a_company_made_for_one_platform_is_offered_only_that(target: Target) -> None:
    company = companies.create(target, platformType="gbol")
    person = Person(target)

    person.open(company["redirect"])

    form = linking.Forms(person.page.text).found[-1]
    assert form.fields["platformKey"] == ["gbol"]


@pytest.mark.documented("documentation: one accounting connection per company is active")
@pytest.mark.needs("disposable")
def test_a_second_accounting_connection_takes_the_place_of_the_first(target: Target) -> None:
    company = companies.create(target)
    linking.link(target, company, "mqjo")

    linking.link(target, company, "gbol")

    found = companies.read(target, company)["dataConnections"]
    assert {c["platformName"]: c["status"] for c in found} == {
        "Sandbox": "Unlinked",
        "Xero": "Linked",
    }


@pytest.mark.documented("documentation: several banking connections may be active")
@pytest.mark.needs("disposable")
def test_banks_are_linked_beside_each_other(target: Target) -> None:
    company = companies.create(target)
    linking.link(target, company, "suuo")

    linking.link(target, company, "dfxm")

    found = companies.read(target, company)["dataConnections"]
    assert {c["status"] for c in found} == {"Linked"}
    assert len(found) == 2


@pytest.mark.assumed("what a link to nothing shows is not published")
def test_a_link_of_a_deleted_company_leads_nowhere(target: Target) -> None:
    company = companies.create(target)
    target.session.delete(companies.path(company))

    assert_status(target.anonymous().get(company["redirect"]), 404)


@pytest.mark.documented("documentation: redirects; the walk is the mock's own")
@pytest.mark.needs("disposable")
def test_the_browser_is_sent_back_with_the_outcome(target: Target) -> None:
    back = f"{target.base_url}/company/back?s={{statusCode}}&m={{errorMessage}}&p={{platform}}"
    profile = {"name": "Contract tests", "redirectUrl": back}
    assert_status(target.session.put("/profile", json=profile), 200)
    company = companies.create(target)
    connection = companies.connect(target, company)

    page = target.anonymous().get(connection["linkUrl"])
    form = linking.Forms(page.text).found[0]
    sent = target.anonymous().post(
        urljoin(page.url, form.action), data={"decision": "authorize"}, allow_redirects=False
    )

    assert_status(sent, 302, 303)
    assert sent.headers["Location"] == f"{target.base_url}/company/back?s=200&m=&p=mqjo"
