"""AppZen Autonomous AP, Dictionary Data Services: master data written by upserts.

Source: https://support.appzen.com/hc/en-us/articles/12844429596691 (API Reference Overview) and
https://api-docs.appzen.com/swagger/yaml/data-services-external-api-spec-v1-current.yaml, version
2.0.3.
"""

import re

from mockserver.providers.appzen import (
    audit_results,
    audit_store,
    audits,
    auth,
    browse,
    chart_of_accounts,
    controls,
    document_store,
    documents,
    entities,
    errors,
    expense,
    expense_auth,
    expense_store,
    expense_webhook,
    invoices,
    master_data,
    records,
    seed,
    store,
)
from mockserver.providers.appzen.schemas.answers import Refusal
from mockserver.web.call import Call
from mockserver.web.provider import Provider

_SLASHES = re.compile("/{2,}")


def normalize_path(path: str) -> str:
    """Double and trailing slashes are tolerated without a redirect; a known client sends them."""
    return _SLASHES.sub("/", path).rstrip("/") or "/"


def authenticate(call: Call) -> auth.Customer:
    """The customer, in the manner of the API that is called."""
    if errors.is_expense(call.path):
        return expense_auth.authenticate(call)
    return auth.authenticate_customer(call)


PROVIDER = Provider(
    name="appzen",
    title="AppZen",
    hosts=("api.appzen.com", "api.us.sandbox.appzen.com", "eu-api.appzen.com", documents.HOST),
    operations=(
        *records.operations_of(master_data.KINDS),
        *documents.api,
        *invoices.api,
        *audit_results.api,
        *expense_auth.api,
        *expense.api,
    ),
    tables=(*store.TABLES, *document_store.TABLES, *audit_store.TABLES, *expense_store.TABLES),
    events={**audits.HANDLERS, expense.AUDIT: expense.audit},
    controls=tuple(controls.api),
    triggers={expense_webhook.EVENT: expense_webhook.act},
    seed=seed.plant,
    access=auth.access,
    authenticate=authenticate,
    render=errors.render,
    finish=errors.finish,
    on_malformed=errors.malformed,
    on_invalid=errors.invalid,
    normalize_path=normalize_path,
    settings=(
        auth.CALLS_PER_SECOND,
        auth.CALLS_PER_DAY,
        entities.STRICT_ADDRESSES,
        chart_of_accounts.CHECK_PARENTS,
        documents.UPLOAD_URL_MS,
        *audits.SETTINGS,
        expense.AUDIT_MS,
        expense_webhook.URL,
        expense_webhook.API_KEY,
    ),
    security={
        name: {"type": "apiKey", "in": "header", "name": name}
        for name in ("x-api-key", "customer-id", "customer-key")
    },
    secret_headers=("Authorization", "customer-key", "x-api-key"),
    error_shape=Refusal(),
    collections=browse.COLLECTIONS,
    divergences=(
        "a missing or unknown x-api-key answers 403 in the documented envelope; the gateway in"
        " front of the real API may answer with a body of its own",
        "what is wrong with a request stands in the header x-sandbox-error-detail, which the real"
        " API does not send",
        "a decision about an expense report counts as delivered at any 2xx; AppZen wants 200",
        "an entity without a country or a first address line in a given address is refused, as"
        " documented; the real API may be laxer",
    ),
)
