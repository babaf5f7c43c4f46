"""Delays and switches of a sandbox."""

from mockserver.engine.world import Setting

HOUR_MS = 3_600_000

SETTINGS = (
    Setting(
        "cegid_loop.waiting_ms",
        2_000,
        "How long a request stays in status 1, waiting.",
        "assumed: clients poll every 2 s, so one poll sees it",
        "ms",
    ),
    Setting(
        "cegid_loop.processing_ms",
        2_000,
        "How long a request stays in status 2, being integrated; large files take a little more.",
        "assumed: clients poll every 2 s, so one poll sees it",
        "ms",
    ),
    Setting(
        "cegid_loop.import_outcome",
        "auto",
        "`auto` lets the file decide; `succeeded` and `failed` end every request so, unread.",
        "assumed: the API has no test values",
        choices=("auto", "succeeded", "failed"),
    ),
    Setting(
        "cegid_loop.external_files",
        "succeed",
        "What becomes of a URL outside the emulator's storage that is not fetched: the request"
        " succeeds without entries, or fails as if the file could not be reached.",
        "assumed: an offline emulator calls nobody",
        choices=("succeed", "fail"),
    ),
    Setting(
        "cegid_loop.external_hosts",
        "",
        "Hosts from which files are really fetched; empty is none. Separated by commas:"
        " files.example.com, *.example.com, a port behind it, http:// before it, and networks"
        " (10.0.0.0/8) or addresses without which a private address is refused.",
        "assumed: an offline emulator calls nobody",
    ),
    Setting(
        "cegid_loop.external_max_bytes",
        133_000_000,
        "The largest file that is fetched.",
        "assumed: the largest file that integrators advise",
        "bytes",
    ),
    Setting(
        "cegid_loop.external_timeout_ms",
        5_000,
        "How long fetching a file may take in real time, redirects included; until then the"
        " request stays in status 2, whatever the virtual clock says.",
        "assumed",
        "ms",
        minimum=1,
    ),
    Setting(
        "cegid_loop.fec_legal_names",
        default=False,
        doc="Whether a FEC must be called <SIREN>FEC<YYYYMMDD>.txt, with the SIREN of its"
        " establishment.",
        evidence="documented: Livre des procédures fiscales, art. A.47 A-1; whether Loop checks"
        " it is not published",
    ),
    Setting(
        "cegid_loop.unknown_models",
        "accept",
        "`accept` reads a file whose MODELE is not known here by its header line; `fail` ends"
        " the request with status 4.",
        "assumed: models are set up inside Loop and no published call shows them",
        choices=("accept", "fail"),
    ),
    Setting(
        "cegid_loop.unknown_accounts",
        "fail",
        "What importPerso and importTRA do with accounts and journals that the dossier lacks: end"
        " with status 4, or `create` them as importFEC always does.",
        "assumed: the importer judges them later; no message is published",
        choices=("fail", "create"),
    ),
    Setting(
        "cegid_loop.account_digits",
        8,
        "Accounts of files are filled up with zeros to so many digits; 0 leaves them as written.",
        "assumed: the accounts of the printed samples have eight digits",
        "digits",
    ),
    Setting(
        "cegid_loop.model_required",
        default=True,
        doc="Whether importPerso without MODELE is refused at once.",
        evidence="assumed: the field is mandatory, but no message is published",
    ),
    Setting(
        "cegid_loop.errors_as_400",
        default=False,
        doc="Whether the import service's errors come with HTTP 400 instead of 200.",
        evidence="documented: 200 on the page of importJson; assumed for its siblings",
    ),
    Setting(
        "cegid_loop.explain_failures",
        default=False,
        doc="Whether a status 4 carries the reason as `message`.",
        evidence="assumed: an addition of the emulator; the real answer has the status only",
    ),
    Setting(
        "cegid_loop.importer_running",
        default=True,
        doc="False is an outage of the importer: requests stay in status 1 or 2, and it comes"
        " back for the file every cegid_loop.retry_ms, for 24 hours.",
        evidence="documented: files must stay available for 24 hours for such retries",
    ),
    Setting(
        "cegid_loop.retry_ms",
        900_000,
        "How long the importer waits before it comes back for a file.",
        "assumed: number and interval of the attempts are not published",
        "ms",
        minimum=1_000,
    ),
    Setting(
        "cegid_loop.deposit_validity_ms",
        24 * HOUR_MS,
        "How long a deposit URL can be used.",
        "documented: at least 24 hours; the printed sample has exactly 24",
        "ms",
    ),
    Setting(
        "cegid_loop.deposit_permissions",
        "cw",
        "What a deposit URL allows: create and write; with `rcw` the file can be read back.",
        "assumed: the permissions of deposit URLs are not published",
        choices=("cw", "rcw"),
    ),
    Setting(
        "cegid_loop.calls_per_minute",
        0,
        "Rate limit of the gateway; 0 is none.",
        "assumed: no limit is published",
        "calls",
    ),
)
