"""The named delays, switches and quotas of Candis in a sandbox."""

from mockserver.engine.world import Setting

SETTINGS = (
    Setting(
        "candis.processing_ms",
        250,
        "How long an accepted import waits before its first records are worked off. Candis says"
        " only that the duration depends on the size; this is long enough for a prompt poller to"
        " see PROCESSING.",
        "assumed",
        "ms",
    ),
    Setting(
        "candis.processing_slice_ms",
        100,
        "How long a large import pauses between two slices of 500 records.",
        "assumed",
        "ms",
    ),
    Setting(
        "candis.show_import_progress",
        False,
        "Whether a log shows the records already done while the import is PROCESSING; otherwise"
        " it shows none until the import is PROCESSED.",
        "assumed",
    ),
    Setting(
        "candis.gl_account_exists_code",
        "guide",
        "How the log names a general ledger account that exists already: as the guide's sample"
        " (BOOKING_ACCOUNT_ALREADY_EXISTS) or as the reference's enum"
        " (ACCOUNT_CODE_ALREADY_EXIST). Candis' own pages disagree.",
        "documented",
        choices=("guide", "reference"),
    ),
    Setting(
        "candis.unknown_import",
        "404",
        "The status for a processId that the organization has no import of. The reference lists"
        " only 400 and 503 there; sibling reads answer 404.",
        "assumed",
        choices=("404", "400"),
    ),
    Setting(
        "candis.max_import_records",
        0,
        "The largest batch accepted, more are refused with 400; 0 is no limit. Candis publishes"
        " none.",
        "assumed",
        "records",
    ),
    Setting(
        "candis.rate_limit_per_minute",
        0,
        "How many requests an organization may send in a minute of virtual time; 0 is no limit."
        " Candis documents 500; set that to meet its quota.",
        "documented",
        "requests",
    ),
    Setting(
        "candis.enforce_scopes",
        False,
        "Whether a token without the scope of an operation is refused with 403. Candis' staff say"
        " that scopes are not strictly validated.",
        "documented",
    ),
    Setting(
        "candis.payable_number_format",
        "any",
        "Which accounts payable numbers a contact may have: any, or those of DATEV (five digits"
        " or more, the first a 7, 8 or 9). It depends on the accounting system of the customer.",
        "documented",
        choices=("any", "datev"),
    ),
    Setting(
        "candis.exporting_ms",
        1000,
        "How long an export is EXPORTING.",
        "assumed",
        "ms",
    ),
    Setting(
        "candis.export_outcome",
        "as_approved",
        "How exports end: as the exported documents say (a few of the seed fail), or all of them,"
        " all but the last, or none exported.",
        "assumed",
        choices=("as_approved", "exported", "partially_exported", "failed"),
    ),
    Setting(
        "candis.postings_while_exporting",
        "empty",
        "What the postings of an export are before it has ended: two empty lists, or a 400.",
        "assumed",
        choices=("empty", "400"),
    ),
    Setting(
        "candis.file_storage",
        "up",
        "Whether files can be fetched; while down a download is refused with 503"
        " FAILED_TO_FETCH_DOWNLOAD_URL.",
        "assumed",
        choices=("up", "down"),
    ),
    Setting(
        "candis.code_s",
        40,
        "How long an authorization code lives. The guide says 30 to 50 seconds.",
        "documented",
        "s",
    ),
    Setting(
        "candis.access_token_s",
        1_209_600,
        "How long an access token lives that was granted with offline_access: 14 days.",
        "documented",
        "s",
    ),
    Setting(
        "candis.refresh_token_s",
        15_551_995,
        "How long a refresh token lives that was granted with offline_access: some six months.",
        "documented",
        "s",
    ),
    Setting(
        "candis.refresh_chain_s",
        63_072_000,
        "How long after the login tokens can be refreshed at all; then somebody has to log in"
        " again. The guide says some 6 to 24 months; this is 24.",
        "documented",
        "s",
    ),
    Setting(
        "candis.short_access_token_s",
        300,
        "How long an access token lives without offline_access. Candis says only: shorter.",
        "assumed",
        "s",
    ),
    Setting(
        "candis.short_refresh_token_s",
        1800,
        "How long a refresh token lives without offline_access. Candis says only: shorter.",
        "assumed",
        "s",
    ),
)
