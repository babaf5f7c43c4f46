"""The delays, switches and quotas of this provider."""

from mockserver.engine.world import Setting
from mockserver.providers.codat import rules

SETTINGS = (
    Setting(
        "codat.sync_ms",
        2000,
        "How long a data set takes from Queued to Complete.",
        "assumed: the vendor says seconds to hours; long enough to see every status once",
        "ms",
    ),
    Setting(
        "codat.slice_ms",
        50,
        "How long after the other slices of 500 records of a large data type come in.",
        "assumed: a fetch of a hundred thousand records takes half a minute",
        "ms",
    ),
    Setting(
        "codat.sync_outcome",
        rules.COMPLETE,
        "How data sets that are queued from now on end.",
        "documented: https://docs.codat.io/core-concepts/status",
        choices=rules.OUTCOMES,
    ),
    Setting(
        "codat.sync_outcome_for",
        "",
        "The data types that codat.sync_outcome hits, separated by commas; empty hits all.",
        "assumed: a switch of the emulator",
    ),
    Setting(
        "codat.link_outcome",
        "success",
        "What comes of pressing Authorise on a Link page.",
        "documented: https://docs.codat.io/auth-flow/customize/set-up-redirects",
        choices=("success", "error", "not-supported"),
    ),
    Setting(
        "codat.platform_type_connects",
        False,
        "Whether POST /companies with platformType makes a waiting connection at once.",
        "documented: an answer of 2023-02 shows one, the tutorial's of 2022-08 none",
    ),
    Setting(
        "codat.company_limit",
        0,
        "How many companies there can be before POST /companies answers 402; 0 for no limit.",
        "documented: https://docs.codat.io/using-the-api/errors (50 on free plans)",
        "companies",
    ),
    Setting(
        "codat.requests_per_company",
        1000,
        "Daily requests per active company, and for the account itself.",
        "documented: https://docs.codat.io/using-the-api/rate-limits",
        "requests",
    ),
    Setting(
        "codat.enforce_rate_limit",
        False,
        "Whether requests beyond the daily quota are refused; they are always counted.",
        "documented: https://docs.codat.io/using-the-api/rate-limits",
    ),
    Setting(
        "codat.idempotency_window_ms",
        90 * 60 * 1000,
        "How long the first answer to an Idempotency-Key is given again.",
        "documented: https://docs.codat.io/using-the-api/idempotency",
        "ms",
    ),
    Setting(
        "codat.default_products",
        "",
        "The products of a new company, separated by commas.",
        "spec: the samples of create-company show some; that they are the account's is assumed",
    ),
    Setting(
        "codat.custom_products",
        "custom-product",
        "The custom products of the account, separated by commas; only they can be refreshed.",
        "spec: refresh-product-data; the name is our own",
    ),
    Setting(
        "codat.blocked_platforms",
        "",
        "Platform keys whose custom data is answered with 451, separated by commas.",
        "spec: the sample of refresh-custom-data-type",
    ),
    Setting(
        "codat.company_tokens_read",
        False,
        "Whether a company's access token may read that company, instead of an API key.",
        "assumed: the tokens are for embedded pages, which operations they open is not published",
    ),
    Setting(
        "codat.webhook_type_member",
        False,
        "Whether company and connection events say `type` beside `eventType`.",
        "documented: the published samples have `type`, their schemas `eventType`",
    ),
    Setting(
        "codat.webhook_disable_after_ms",
        5 * 24 * 60 * 60 * 1000,
        "How long a webhook consumer may fail, without one success, before it is disabled.",
        "documented: https://docs.codat.io/using-the-api/webhooks/overview",
        "ms",
    ),
    Setting(
        "codat.link_otp",
        False,
        "Whether Link URLs carry a code that opens them once, within a day.",
        "documented: an account opts in; https://docs.codat.io/auth-flow/authorize-hosted-link",
    ),
)
