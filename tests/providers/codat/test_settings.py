"""Sync settings and the profile."""

from typing import Any

import pytest

from tests.providers.codat.conftest import Api

CLIENT = "3f6a1c52-0d84-4c1b-9a4e-5d2f8e7b6a10"
WHOLE = {"clientId": CLIENT, "settings": [], "overridesDefaults": True}


def setting(data_type: str, **changes: Any) -> dict[str, Any]:
    return {
        "dataType": data_type,
        "fetchOnFirstLink": True,
        "syncSchedule": 24,
        "syncOrder": 0,
        **changes,
    }


def test_by_default_most_data_types_are_fetched_on_the_first_link(api: Api) -> None:
    found = api.get("/profile/syncSettings").json()

    assert found["clientId"] == CLIENT
    assert found["overridesDefaults"] is False
    assert len(found["settings"]) == 43
    off = [one["dataType"] for one in found["settings"] if not one["fetchOnFirstLink"]]
    assert off == ["accountTransactions", "bankTransactions", "itemReceipts"]
    months = [one["dataType"] for one in found["settings"] if one.get("monthsToSync") == 24]
    assert months == ["balanceSheet", "cashFlowStatement", "profitAndLoss"]


def test_settings_of_the_account_decide_what_is_queued(api: Api) -> None:
    every = api.get("/profile/syncSettings").json()["settings"]
    off = [{**one, "fetchOnFirstLink": one["dataType"] == "bills"} for one in every]

    response = api.post(
        "/profile/syncSettings", {"clientId": CLIENT, "settings": off, "overridesDefaults": True}
    )

    assert (response.status_code, response.content) == (204, b"")
    company, _ = api.linked()
    assert [pull["dataType"] for pull in api.history(company)] == ["bills"]


def test_settings_of_a_company_come_before_those_of_the_account(api: Api) -> None:
    company = api.company()
    path = f"/companies/{company['id']}/syncSettings"
    changed = [setting("bills", fetchOnFirstLink=False, syncFromWindow=12, isLocked=True)]

    body = {"companyId": company["id"], "settings": changed, "overridesDefaults": True}
    assert api.post(path, body).status_code == 204

    own = api.get(path).json()
    assert own["overridesDefaults"] is True
    assert [one for one in own["settings"] if one["dataType"] == "bills"] == [
        {**changed[0], "isLocked": False}
    ]
    assert len(own["settings"]) == 43
    api.authorise(company, api.connection(company))
    assert "bills" not in [pull["dataType"] for pull in api.history(company)]
    other = api.get(f"/companies/{api.company()['id']}/syncSettings").json()
    assert other["overridesDefaults"] is False


def test_the_sync_order_is_kept(api: Api) -> None:
    company = api.company()
    body = {
        "companyId": company["id"],
        "settings": [setting("transfers", syncOrder=0), setting("balanceSheet", syncOrder=99)],
        "overridesDefaults": True,
    }
    api.post(f"/companies/{company['id']}/syncSettings", body)

    api.authorise(company, api.connection(company))

    newest_first = [pull["dataType"] for pull in api.history(company)]
    assert newest_first[0] == "balanceSheet"
    assert newest_first[-1] == "transfers"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"settings": [], "overridesDefaults": True},
        {"clientId": CLIENT, "overridesDefaults": True},
        {"clientId": CLIENT, "settings": []},
        {"clientId": CLIENT, "settings": {}, "overridesDefaults": True},
        {"clientId": CLIENT, "settings": [{}], "overridesDefaults": True},
        {**WHOLE, "settings": [setting("nothing")]},
        {**WHOLE, "settings": [setting("bills", syncOrder=-1)]},
        {**WHOLE, "settings": [setting("bills", syncOrder=10**30)]},
        {**WHOLE, "settings": [setting("bills", fetchOnFirstLink=1)]},
        {"clientId": CLIENT, "settings": [], "overridesDefaults": "true"},
    ],
)  # fmt: skip
def test_settings_that_are_incomplete_or_wrong_are_refused(api: Api, body: Any) -> None:
    response = api.post("/profile/syncSettings", body)

    assert response.status_code == 400
    assert response.json()["validation"]["errors"]


def test_the_profile_is_replaced(api: Api) -> None:
    profile = {
        "name": "Bob's Burgers",
        "logoUrl": "https://client-images.codat.io/logo/x.png",
        "redirectUrl": "https://bobs-burgers.{countrySuffix}/{companyId}",
        "whiteListUrls": ["https://bobs-burgers.com", "https://bobs-burgers.co.uk"],
        "confirmCompanyName": True,
    }

    response = api.request("PUT", "/profile", json=profile)

    assert (response.status_code, response.json()) == (200, profile)
    assert api.get("/profile").json() == profile
    assert api.get("/profile/syncSettings").json()["clientId"] == CLIENT


@pytest.mark.parametrize("body", [{}, {"name": "A"}, {"redirectUrl": ""}, [], {"name": 1}])
def test_a_profile_without_its_required_members_is_refused(api: Api, body: Any) -> None:
    assert api.request("PUT", "/profile", json=body).status_code == 400
