"""Sync settings: what is fetched when a company links."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.codat import companies, linking
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

SPEC = "Platform API specification, set-company-syncSettings"
KEYS = {"dataType", "fetchOnFirstLink", "syncSchedule", "syncOrder"}


def settings_path(company: dict[str, Any]) -> str:
    return companies.path(company, "/syncSettings")


@pytest.mark.spec("Platform API specification, get-profile-syncSettings")
def test_the_account_has_a_setting_for_every_data_type(target: Target) -> None:
    found = expect(target.session.get("/profile/syncSettings"), 200)

    assert found["clientId"]
    assert {"bills", "invoices", "customers"} <= {one["dataType"] for one in found["settings"]}
    assert all(set(one) >= KEYS for one in found["settings"])


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, get-company-syncSettings")
def test_a_new_company_follows_the_account(target: Target) -> None:
    company = companies.create(target)

    found = expect(target.session.get(settings_path(company)), 200)

    assert found["companyId"] == company["id"]
    assert found["overridesDefaults"] is False


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_a_data_type_that_is_switched_off_is_not_fetched_on_the_first_link(target: Target) -> None:
    company = companies.create(target)
    off = {"dataType": "bills", "fetchOnFirstLink": False, "syncSchedule": 0, "syncOrder": 0}
    body = {"companyId": company["id"], "settings": [off], "overridesDefaults": True}

    assert_status(target.session.post(settings_path(company), json=body), 204)

    assert expect(target.session.get(settings_path(company)), 200)["overridesDefaults"] is True
    linking.link(target, company)
    query = {"query": "dataType=bills"}
    response = target.session.get(companies.path(company, "/data/history"), params=query)
    assert expect(response, 200)["totalResults"] == 0


@pytest.mark.writes
@pytest.mark.spec(SPEC)
@pytest.mark.parametrize("missing", ["companyId", "settings", "overridesDefaults"])
def test_all_three_members_are_required(target: Target, missing: str) -> None:
    company = companies.create(target)
    body = {"companyId": company["id"], "settings": [], "overridesDefaults": True}

    del body[missing]

    companies.refusal(target.session.post(settings_path(company), json=body), 400)


@pytest.mark.spec("Platform API specification, get-profile")
def test_the_profile_names_the_account(target: Target) -> None:
    profile = expect(target.session.get("/profile"), 200)

    assert profile["name"]
    assert isinstance(profile["redirectUrl"], str)
