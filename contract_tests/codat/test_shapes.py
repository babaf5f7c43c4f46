"""Answers have the published members, of the published types."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.codat import companies, linking, shapes
from contract_tests.support.answers import expect
from contract_tests.support.shape import assert_kept, assert_shape, assert_shown, expect_shape
from contract_tests.targets import Target

SPEC = "Platform API specification, response schemas"
TOLD = {"description": "Told", "tags": {"region": "north"}}


def family(target: Target) -> dict[str, Any]:
    """A linked and synced company with a parent, a subsidiary, a description and tags."""
    parent = companies.create(target, **TOLD)
    child = companies.create(target, **TOLD)
    company = companies.create(
        target,
        **TOLD,
        referenceParentCompany={"id": parent["id"]},
        referenceSubsidiaryCompanies=[{"id": child["id"]}],
    )
    linking.link(target, company)
    target.until(lambda: "lastSync" in companies.read(target, company))
    return companies.read(target, company)


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_a_company_shows_every_published_member(target: Target) -> None:
    company = family(target)

    assert_shape(company, shapes.COMPANY)
    assert_shown(company, shapes.COMPANY, but=("platform",))


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_listed_companies_show_every_published_member(target: Target) -> None:
    company = family(target)

    page = expect_shape(target.session.get("/companies"), shapes.paged(shapes.COMPANY))

    [found] = [one for one in page["results"] if one["id"] == company["id"]]
    assert_shown(found, shapes.COMPANY, but=("platform",))


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_a_written_company_is_answered_in_full(target: Target) -> None:
    company = family(target)
    whole = {"name": company["name"], "description": "New", "tags": {"region": "south"}}
    path = companies.path(company)

    replaced = expect_shape(target.session.put(path, json=whole), shapes.COMPANY)
    updated = expect_shape(target.session.patch(path, json={"tags": {"a": "b"}}), shapes.COMPANY)

    assert (replaced["description"], replaced["tags"]) == ("New", {"region": "south"})
    assert_shown(replaced["dataConnections"], [shapes.CONNECTION])
    assert_shown(updated["dataConnections"], [shapes.CONNECTION])


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_connections_show_every_published_member(target: Target) -> None:
    company = linking.synced(target)
    path = companies.path(company, "/connections")

    page = expect_shape(target.session.get(path), shapes.paged(shapes.CONNECTION))
    one = expect_shape(target.session.get(f"{path}/{page['results'][0]['id']}"), shapes.CONNECTION)
    new = expect_shape(
        target.session.post(path, json={"platformKey": companies.SANDBOX}), shapes.CONNECTION
    )
    cut = expect_shape(
        target.session.patch(f"{path}/{one['id']}", json={"status": "Unlinked"}), shapes.CONNECTION
    )

    assert_shown([one], [shapes.CONNECTION])
    assert (one["status"], new["status"], cut["status"]) == ("Linked", "PendingAuth", "Unlinked")


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_data_sets_show_every_published_member(target: Target) -> None:
    company = linking.synced(target)

    queued = expect_shape(
        target.session.post(companies.path(company, "/data/queue/bills")), shapes.PULL
    )
    page = expect_shape(
        target.session.get(companies.path(company, "/data/history")), shapes.paged(shapes.PULL)
    )
    one = expect_shape(
        target.session.get(companies.path(company, f"/data/history/{queued['id']}")), shapes.PULL
    )

    assert_shown(page["results"], [shapes.PULL], but=("[].errorMessage",))
    assert (one["id"], one["requested"]) == (queued["id"], queued["requested"])


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_every_data_type_has_a_status(target: Target) -> None:
    company = linking.synced(target)

    status = expect(target.session.get(companies.path(company, "/dataStatus")), 200)

    assert_shape(list(status.values()), [shapes.DATA_STATUS])
    assert [one["dataType"] for one in status.values()] == list(status)
    assert len(status) > 20


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_settings_of_syncs_show_every_published_member(target: Target) -> None:
    company = companies.create(target)

    own = target.session.get(companies.path(company, "/syncSettings"))
    ours = target.session.get("/profile/syncSettings")

    expect_shape(own, shapes.COMPANY_SYNC_SETTINGS)
    expect_shape(ours, shapes.PROFILE_SYNC_SETTINGS)


@pytest.mark.spec(SPEC)
def test_integrations_show_every_published_member(target: Target) -> None:
    page = expect_shape(
        target.session.get("/integrations", params={"pageSize": "100"}),
        shapes.paged(shapes.INTEGRATION),
    )
    one = expect_shape(target.session.get(f"/integrations/{companies.SANDBOX}"), shapes.INTEGRATION)

    assert_shown(page["results"], [shapes.INTEGRATION])
    assert_shown(one, shapes.INTEGRATION)


@pytest.mark.spec(SPEC)
def test_branding_has_its_published_shape(target: Target) -> None:
    path = f"/integrations/{companies.SANDBOX}/branding"

    expect_shape(target.session.get(path), shapes.BRANDING)


@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_keys_have_their_published_shape(target: Target) -> None:
    answer = expect_shape(target.session.get("/apiKeys"), shapes.API_KEYS)

    assert_shown(answer, shapes.API_KEYS)


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_the_profile_is_kept_in_full(target: Target) -> None:
    whole = {
        "name": "Another",
        "logoUrl": "https://example.com/logo.png",
        "iconUrl": "https://example.com/icon.png",
        "redirectUrl": "https://example.com/{companyId}",
        "whiteListUrls": ["https://example.com", "https://example.org"],
        "confirmCompanyName": True,
    }

    answer = expect_shape(target.session.put("/profile", json=whole), shapes.PROFILE)
    read = expect_shape(target.session.get("/profile"), shapes.PROFILE)

    assert_kept(whole, answer)
    assert_kept(whole, read)


@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_an_access_token_has_its_published_shape(target: Target) -> None:
    company = companies.create(target)

    token = target.session.get(companies.path(company, "/accessToken"))

    expect_shape(token, shapes.ACCESS_TOKEN)


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_consumers_have_their_published_shape(target: Target) -> None:
    wish = {
        "url": "https://example.com/hook",
        "eventTypes": ["company.created", "company.deleted"],
        "companyTags": ["a:b", "c:d"],
        "disabled": False,
    }

    made = expect_shape(target.session.post("/webhooks", json=wish), shapes.CONSUMER, 201)
    listed = expect_shape(target.session.get("/webhooks"), {"results": [shapes.CONSUMER]})

    assert {**made, **wish} == made
    assert made in listed["results"]
