"""Codat: companies, their connections, the hosted Link pages, and fetching their data.

Source: https://docs.codat.io and the Platform API specification 3.0.0.
"""

from mockserver.providers.codat import (
    alert_rules,
    api_keys,
    auth,
    bank_feeds,
    browse,
    companies,
    connections,
    consumers,
    controls,
    cors,
    custom_data,
    data_refresh,
    errors,
    idempotency,
    integrations,
    jobs,
    link_pages,
    products,
    profile,
    pushes,
    quota,
    seed,
    store,
    supplemental,
    sync_settings,
    tokens,
    triggers,
)
from mockserver.providers.codat.accounting import (
    attachments,
    categorized,
    company_info,
    lenient,
    reads,
    reports,
)
from mockserver.providers.codat.payables import operations as payables
from mockserver.providers.codat.pushing import lifecycle, operations
from mockserver.providers.codat.schemas.shared import ErrorMessage
from mockserver.providers.codat.settings import SETTINGS
from mockserver.web.call import Call
from mockserver.web.operation import Reply
from mockserver.web.provider import MEBIBYTE, Provider

JSON = "application/json; charset=utf-8"


def finish(reply: Reply, call: Call) -> Reply:
    """What every answer of the API gets: its charset, the quota, a memory for repeated calls."""
    if reply.media_type.startswith("text/html") or (call.operation and call.operation.public):
        return reply
    if isinstance(call.caller, auth.Client):
        idempotency.keep(reply, call)
    return Reply(
        reply.status,
        reply.body,
        {**reply.headers, **cors.headers(call), **auth.quota_headers(call)},
        JSON if reply.media_type.startswith("application/json") else reply.media_type,
    )


def normalize_path(path: str) -> str:
    """Until 2023 the specification wrote `/datatypes/`; that path goes on working."""
    return path.replace("/datatypes/", "/dataTypes/") if path.startswith("/integrations/") else path


PROVIDER = Provider(
    name="codat",
    title="Codat",
    hosts=("api.codat.io", "link.codat.io", "link-api.codat.io"),
    operations=(
        *companies.api,
        *connections.api,
        *integrations.api,
        *data_refresh.api,
        *sync_settings.api,
        *products.api,
        *profile.api,
        *api_keys.api,
        *cors.api,
        *tokens.api,
        *consumers.api,
        *alert_rules.api,
        *pushes.api,
        *operations.api,
        *bank_feeds.api,
        *payables.api,
        *supplemental.api,
        *custom_data.api,
        *reads.api,
        *company_info.api,
        *reports.api,
        *categorized.api,
        *attachments.api,
        *lenient.api,
        *link_pages.api,
    ),
    tables=store.TABLES,
    seed=seed.plant,
    access=auth.access,
    authenticate=auth.authenticate,
    render=errors.render,
    on_malformed=errors.on_malformed,
    on_invalid=errors.on_invalid,
    events={
        jobs.SYNC_STEP: jobs.sync_step,
        jobs.FILL_SHELF: jobs.fill_shelf,
        quota.RESET: quota.reset,
        lifecycle.PUSH_END: lifecycle.end,
    },
    settings=SETTINGS,
    finish=finish,
    normalize_path=normalize_path,
    trailing_slash=True,
    ignore_query_case=True,
    max_body=10 * MEBIBYTE,
    security={"auth_header": {"type": "apiKey", "in": "header", "name": "Authorization"}},
    error_shape=ErrorMessage(),
    controls=tuple(controls.api),
    triggers=triggers.TRIGGERS,
    collections=browse.COLLECTIONS,
    divergences=(
        "Writes book no exchange differences: documents are posted at the rate they name, or at 1.",
        "An integration offers all data types of its kind; which ones it lacks is not published.",
        "syncSchedule is stored and not acted on; nothing is fetched unless it is asked for.",
        "Bill Pay is served for every accounting integration; published are six of them.",
        "Categories of accounts are those of published samples; nobody can confirm another one.",
        "Custom data types have the records that a tester planted.",
    ),
)
