"""Candis: core data imported in batches that are accepted first and worked off later.

Source: https://developer.candis.io
"""

from mockserver.providers.candis import (
    auth,
    errors,
    imports,
    jobs,
    organizations,
    seed,
    settings,
    store,
)
from mockserver.providers.candis.schemas import Refusal
from mockserver.web.provider import Provider

DIVERGENCES = (
    "Creating a general ledger account that exists answers BOOKING_ACCOUNT_ALREADY_EXISTS as the"
    " guide's sample prints it; the reference's enum says ACCOUNT_CODE_ALREADY_EXIST. Setting"
    " candis.gl_account_exists_code switches.",
    "The texts of message and errors[].messages are published nowhere; only codes and shapes are"
    " Candis' own.",
    "The OAuth endpoints of id.my.candis.io are not served; a sandbox hands out access tokens"
    " that never expire.",
    "Only general ledger accounts and cost dimensions can be imported so far.",
    "Imports of one organization are worked off side by side, each in its own order; Candis does"
    " not say whether they wait for each other.",
)

PROVIDER = Provider(
    name="candis",
    title="Candis",
    hosts=("api.candis.io", "id.my.candis.io"),
    operations=(*organizations.api, *imports.api),
    tables=store.TABLES,
    seed=seed.plant,
    access=seed.access,
    authenticate=auth.admit,
    render=errors.render,
    on_malformed=errors.malformed,
    on_invalid=errors.invalid,
    events={jobs.IMPORT_DUE: jobs.process_import},
    settings=settings.SETTINGS,
    security={"bearerAuth": {"type": "http", "scheme": "bearer"}},
    error_shape=Refusal(),
    divergences=DIVERGENCES,
)
