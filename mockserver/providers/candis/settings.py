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
        500,
        "How many requests an organization may send in a minute of virtual time; 0 is no limit.",
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
)
