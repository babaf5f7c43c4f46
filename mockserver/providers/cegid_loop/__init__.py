"""Cegid Loop: accounting files are deposited, an import is asked for, and its status polled.

Its manners: a gateway that refuses in its own words, an import service that refuses with HTTP 200
and a French message, a file storage that refuses in XML, and an import that happens later.

Source: https://developers.cegid.com/docreference/BusinessUnits/Loop-Api-Management-Docs/
"""

from mockserver.providers.cegid_loop import (
    accounts,
    auth,
    blobs,
    blobstore,
    browse,
    controls,
    deposit,
    entries,
    errors,
    history,
    imports,
    inline_imports,
    jobs,
    ledgerstore,
    offers,
    reads,
    recordstore,
    routes,
    sas,
    seed,
    settings,
    store,
)
from mockserver.providers.cegid_loop.schemas.imports import Refusal
from mockserver.web.provider import MEBIBYTE, Provider

OPERATIONS = (
    *imports.api,
    *inline_imports.api,
    *deposit.api,
    *blobs.api,
    *history.api,
    *reads.api,
    *accounts.api,
    *entries.api,
    *offers.api,
)

PROVIDER = Provider(
    name=auth.NAME,
    title="Cegid Loop public APIs",
    hosts=("api.cegid.com", "loop-publicapi.cegid.com", sas.HOST),
    operations=OPERATIONS,
    tables=(*store.TABLES, *recordstore.TABLES, *ledgerstore.TABLES, *blobstore.TABLES),
    seed=seed.plant,
    access=auth.access,
    authenticate=auth.authenticate,
    render=errors.render,
    on_malformed=errors.no_payload,
    on_invalid=errors.invalid,
    events=jobs.EVENTS,
    errands=jobs.ERRANDS,
    settings=settings.SETTINGS,
    controls=tuple(controls.api),
    normalize_path=routes.normalizer(operation.path for operation in OPERATIONS),
    route_first=True,
    ignore_query_case=True,
    max_body=160 * MEBIBYTE,  # 133 MB is the largest file that integrators advise
    security={
        "subscription": {"type": "apiKey", "in": "header", "name": "Ocp-Apim-Subscription-Key"},
        "apikey": {"type": "apiKey", "in": "header", "name": "x-apikey"},
    },
    secret_headers=("x-apikey", "Ocp-Apim-Subscription-Key"),
    error_shape=Refusal(),
    collections=browse.COLLECTIONS,
    divergences=(
        "Not served, because their routes are not published: legal form and SIREN, legal"
        " establishment, removing and provisioning offers, dossiers of an application key, sinks.",
        "getImportHistory is an extension: the real route is not published, nor what codes above"
        " 25 mean.",
        "Of the reading APIs only members whose names are published are shown; the pages' lists"
        " are longer. Names of entries beyond the documented filter keys follow importJson.",
        "Body and answer of POST /compte and of the collaborative offers are invented.",
        "importPerso and importTRA create third parties, but neither accounts nor journals"
        " (cegid_loop.unknown_accounts).",
        "Of importJson's options comptesRules, sortLines, newFolio and aNouveaux change nothing;"
        " attachments are not fetched.",
        "A TRA's records before the entries (***…) are skipped; budget, forecast and simulation"
        " lines end with status 4.",
        "An import model that the world does not know is read by its header line; without one the"
        " columns are journal, date, account, auxiliary, label, reference, debit, credit.",
        "Of a file name with slashes only the last part is kept in a deposit.",
        "Deposited files cannot be uploaded in blocks (comp=block).",
    ),
)
