"""Where the browser goes when a person has finished with Link.

Source: https://docs.codat.io/auth-flow/customize/set-up-redirects.
"""

from typing import Any
from urllib.parse import parse_qsl

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, linking, openid, rules, store
from mockserver.providers.codat.catalogue import INTEGRATIONS
from mockserver.providers.codat.store import Row
from mockserver.web.problem import Reason

REDIRECTS = "https://docs.codat.io/auth-flow/customize/set-up-redirects"
COMPANY_NAME = "data.company.companyName"
# Dynamics 365 Business Central, NetSuite, QuickBooks Online, Sage Intacct, Xero
NAMING_SOURCES = ("trji", "akxx", "qhyg", "knfz", "gbol")


def address(
    sandbox: Sandbox, company: Row, connection: Row | None, status: int, query_string: str
) -> str | None:
    """Where the browser goes in the end; None when the profile names no address.

    Raises 400 when a placeholder made a host that the profile does not list.
    """
    profile = store.find_document(sandbox, store.PROFILE) or {}
    if not profile.get("redirectUrl"):
        return None
    asked = dict(parse_qsl(query_string, keep_blank_values=True))
    values = asked | _standard_values(profile, company, connection, status)
    if connection is not None and status == linking.LINKED:
        values |= _told_by_source(asked, company, connection)
    try:
        return rules.redirect_url(profile["redirectUrl"], values, profile.get("whiteListUrls", []))
    except rules.RedirectHostError as refused:
        text = "The redirect URL of the profile leads to a host that it does not list."
        rule, expected = "redirect-host", "a host of whiteListUrls"
        reason = Reason(rule, text, "redirectUrl", expected, str(refused), "documented", REDIRECTS)
        raise errors.refused(400, errors.PUBLIC, text, reason) from None


def _standard_values(
    profile: dict[str, Any], company: Row, connection: Row | None, status: int
) -> dict[str, str]:
    values = {
        "clientId": profile["clientId"],
        "companyId": company["id"],
        "statusCode": str(status),
        "errorMessage": rules.REDIRECT_MESSAGES[status],
        "statusText": linking.TEXTS.get(status, ("",))[0],
    }
    if connection is None:
        nothing = ("connectionId", "integrationId", "sourceId", "platform", "platformName")
        return values | dict.fromkeys((*nothing, "sourceType"), "")
    source = INTEGRATIONS[connection["platform_key"]]
    return values | {
        "connectionId": connection["id"],
        "integrationId": source.integration_id,
        "sourceId": source.source_id,
        "platform": source.key,
        "platformName": source.name,
        "sourceType": source.source_type,
    }


def _told_by_source(asked: dict[str, str], company: Row, connection: Row) -> dict[str, str]:
    """What only a linked source knows: its name of the company, and the person, if asked for."""
    source = INTEGRATIONS[connection["platform_key"]]
    known = {COMPANY_NAME: company["name"]} if source.key in NAMING_SOURCES else {}
    wanted = asked.get("openId", "").lower() == "true"
    return known | (openid.claims(source) if wanted else {})
