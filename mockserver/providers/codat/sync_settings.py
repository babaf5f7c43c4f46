"""How data types are fetched: for the whole account, and for single companies.

Source: https://docs.codat.io/core-concepts/data-type-settings. Which types are fetched on the first
link by default is not published; schedules are kept and not acted on.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import store
from mockserver.providers.codat.catalogue import DATA_TYPES, REPORT_TYPES
from mockserver.providers.codat.lookup import company_of
from mockserver.providers.codat.schemas.settings import (
    ClientSyncSettings,
    ClientSyncSettingsBody,
    CompanySyncSettings,
    CompanySyncSettingsBody,
)
from mockserver.web.operation import SPEC, Api

api = Api()
Document = dict[str, Any]
NOT_ON_FIRST_LINK = ("accountTransactions", "bankTransactions", "itemReceipts")
REPORT_MONTHS = 24


@api.get(
    "/profile/syncSettings",
    returns=(200, ClientSyncSettings()),
    source="Platform API specification, get-profile-syncSettings",
    evidence=SPEC,
    refuses=(401, 429),
    tags=("Settings",),
)
def get_profile_sync_settings(sandbox: Sandbox) -> Document:
    """The sync settings of the account."""
    return {"clientId": client_id(sandbox), **_of_client(sandbox)}


@api.post(
    "/profile/syncSettings",
    body=ClientSyncSettingsBody(),
    returns=(204, None),
    source="Platform API specification, update-profile-syncSettings",
    evidence=SPEC,
    refuses=(400, 401, 422, 429),
    tags=("Settings",),
)
def update_profile_sync_settings(sandbox: Sandbox, body: Document) -> None:
    """Change the sync settings of the account; data types that are not named keep theirs."""
    _keep(sandbox, store.CLIENT_SYNC_SETTINGS, _of_client(sandbox), body)


@api.get(
    "/companies/{companyId}/syncSettings",
    returns=(200, CompanySyncSettings()),
    source="Platform API specification, get-company-syncSettings",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Companies",),
)
def get_company_sync_settings(sandbox: Sandbox, company_id: str) -> Document:
    """The sync settings of a company: its own, else those of the account."""
    company = company_of(sandbox, company_id)
    return {"companyId": company["id"], **of_company(sandbox, company["id"])}


@api.post(
    "/companies/{companyId}/syncSettings",
    body=CompanySyncSettingsBody(),
    returns=(204, None),
    source="Platform API specification, set-company-syncSettings",
    evidence=SPEC,
    refuses=(400, 401, 404, 422, 429),
    tags=("Companies",),
)
def set_company_sync_settings(sandbox: Sandbox, company_id: str, body: Document) -> None:
    """Give a company sync settings of its own."""
    company = company_of(sandbox, company_id)
    name = store.sync_settings_of(company["id"])
    _keep(sandbox, name, of_company(sandbox, company["id"]), body)


def client_id(sandbox: Sandbox) -> str:
    """The account's own id."""
    profile = store.find_document(sandbox, store.PROFILE) or {}
    return str(profile["clientId"])


def of_company(sandbox: Sandbox, company_id: str) -> Document:
    """`settings` and `overridesDefaults` that hold for a company."""
    own = store.find_document(sandbox, store.sync_settings_of(company_id))
    if own is not None and own["overridesDefaults"]:
        return own
    return {**_of_client(sandbox), "overridesDefaults": False}


def fetched_on_first_link(sandbox: Sandbox, company_id: str) -> list[str]:
    """The data types to fetch when the company links, in the order of `syncOrder`."""
    settings = of_company(sandbox, company_id)["settings"]
    chosen = [setting for setting in settings if setting["fetchOnFirstLink"]]
    return [setting["dataType"] for setting in sorted(chosen, key=lambda s: s["syncOrder"])]


def _of_client(sandbox: Sandbox) -> Document:
    own = store.find_document(sandbox, store.CLIENT_SYNC_SETTINGS)
    if own is not None and own["overridesDefaults"]:
        return own
    settings = [_default(order, name) for order, name in enumerate(DATA_TYPES)]
    return {"settings": settings, "overridesDefaults": False}


def _default(order: int, data_type: str) -> Document:
    setting: Document = {
        "dataType": data_type,
        "fetchOnFirstLink": data_type not in NOT_ON_FIRST_LINK,
        "syncSchedule": 0,
        "syncOrder": order,
        "isLocked": False,
    }
    return setting | ({"monthsToSync": REPORT_MONTHS} if data_type in REPORT_TYPES else {})


def _keep(sandbox: Sandbox, name: str, before: Document, body: Document) -> None:
    changed = {setting["dataType"]: {**setting, "isLocked": False} for setting in body["settings"]}
    settings = [changed.get(setting["dataType"], setting) for setting in before["settings"]]
    document = {"settings": settings, "overridesDefaults": body["overridesDefaults"]}
    store.keep_document(sandbox, name, document)
