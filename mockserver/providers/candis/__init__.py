"""Candis: core data imported, documents exported, and the identity host that hands out tokens.

Source: https://developer.candis.io
"""

from mockserver.providers.candis import (
    archive,
    auth,
    browse,
    controls,
    errors,
    exports,
    files,
    imports,
    invoices,
    jobs,
    organizations,
    purchase_requests,
    reimbursements,
    seed,
    settings,
    store,
)
from mockserver.providers.candis.identity import authorization, grants, people, realm, tokens
from mockserver.providers.candis.schemas.shared import Refusal
from mockserver.web.provider import MEBIBYTE, Provider

DIVERGENCES = (
    "Creating a general ledger account that exists answers BOOKING_ACCOUNT_ALREADY_EXISTS as the"
    " guide's sample prints it; the reference's enum says ACCOUNT_CODE_ALREADY_EXIST. Setting"
    " candis.gl_account_exists_code switches.",
    "The texts of message and errors[].messages are published nowhere; only codes and shapes are"
    " Candis' own.",
    "The rate limit of 500 requests a minute is off until candis.rate_limit_per_minute is set.",
    "The members of contacts, tax codes, payment conditions, purchase orders and goods receipts"
    " are spelled as the same API spells them elsewhere; Candis publishes no schema of them.",
    "Imports of one organization are worked off side by side, each in its own order; Candis does"
    " not say whether they wait for each other.",
    "A body of more than 32 MiB is refused with 413; Candis publishes no limit.",
    "On the pages of the identity host nobody types a password: one chooses who logs in.",
    "The realm's metadata lists what is served here only: authorization_code and refresh_token,"
    " response_type code, RS256.",
    "A code that was refused (a wrong redirect_uri, a wrong verifier) can be tried again while it"
    " lives; stock Keycloak spends it.",
    "Who calls the token endpoint of the real host name with credentials in the form, not with"
    " HTTP Basic, reaches the default sandbox unless the URL or Mock-Sandbox names another.",
)

PROVIDER = Provider(
    name="candis",
    title="Candis",
    hosts=("api.candis.io", "id.my.candis.io", "my.candis.io"),
    operations=(
        *organizations.api,
        *imports.api,
        *exports.api,
        *files.api,
        *invoices.api,
        *reimbursements.api,
        *purchase_requests.api,
        *authorization.api,
        *tokens.api,
        *realm.api,
    ),
    tables=(
        *store.TABLES,
        *archive.TABLES,
        *exports.TABLES,
        *people.TABLES,
        *grants.TABLES,
    ),
    seed=seed.plant,
    access=seed.access,
    authenticate=auth.admit,
    render=errors.render,
    on_malformed=errors.malformed,
    on_invalid=errors.invalid,
    events={jobs.IMPORT_DUE: jobs.process_import, exports.EXPORT_DUE: exports.finish_export},
    settings=settings.SETTINGS,
    max_body=32 * MEBIBYTE,
    security={"bearerAuth": {"type": "http", "scheme": "bearer"}},
    error_shape=Refusal(),
    controls=tuple(controls.api),
    collections=browse.COLLECTIONS,
    divergences=DIVERGENCES,
)
