"""What can be looked at: imports with their entries, dossiers, their books, deposited files."""

from mockserver.web.browse import DOCUMENT, FLAG, INSTANT, NUMBER, STATE, Collection, Column, Part

_DOSSIER = Column("dossier", "Dossier", to="dossiers")

COLLECTIONS = (
    Collection(
        "imports",
        "Imports",
        "SELECT id, kind, dossier, siret, model, status || CASE status"
        " WHEN 1 THEN ' waiting' WHEN 2 THEN ' running' WHEN 3 THEN ' succeeded' ELSE ' failed' END"
        " AS status, created_at, started_at, finished_at,"
        " entries, reason, line, advice, coalesce(uri, '') AS file, options FROM cegid_loop_import",
        (
            Column("id", "Id"),
            Column("kind", "Kind"),
            _DOSSIER,
            Column("status", "Status", STATE),
            Column("entries", "Entries", NUMBER),
            Column("reason", "Reason"),
            Column("line", "Line", NUMBER),
            Column("created_at", "Asked", INSTANT),
            Column("finished_at", "Finished", INSTANT),
            Column("model", "Model"),
            Column("advice", "Advice"),
            Column("file", "File"),
            Column("options", "Options", DOCUMENT),
        ),
        doc="What was sent to be booked, with where it stands.",
        order="created_at DESC, id",
        group="kind",
        parts=(Part("entries", "import_id"),),
    ),
    Collection(
        "entries",
        "Entries",
        "SELECT import_id || '.' || line AS id, import_id, line, journal, date, account, auxiliary,"
        " label, reference, debit_cents / 100.0 AS debit, credit_cents / 100.0 AS credit,"
        " lettering FROM cegid_loop_entry",
        (
            Column("import_id", "Import", to="imports"),
            Column("line", "Line", NUMBER),
            Column("journal", "Journal"),
            Column("date", "Date"),
            Column("account", "Account"),
            Column("auxiliary", "Auxiliary"),
            Column("label", "Label"),
            Column("debit", "Debit", NUMBER),
            Column("credit", "Credit", NUMBER),
            Column("reference", "Reference"),
            Column("lettering", "Lettering"),
        ),
        doc="Lines as they were read; they are in the books once their import has succeeded.",
        order="import_id, line",
        mentioned_by=("import_id",),
    ),
    Collection(
        "dossiers",
        "Dossiers",
        "SELECT code AS id, name, linked, closed_until FROM cegid_loop_dossier",
        (
            Column("id", "Code"),
            Column("name", "Name"),
            Column("linked", "Linked", FLAG),
            Column("closed_until", "Closed until"),
        ),
        doc="The firm's clients.",
        order="id",
        parts=(Part("imports", "dossier"), Part("records", "dossier")),
    ),
    Collection(
        "records",
        "Records",
        "SELECT object_id AS id, id AS number, kind, dossier, code,"
        " coalesce(data ->> 'libelle', data ->> 'nom', '') AS label, data FROM cegid_loop_record",
        (
            Column("kind", "Kind"),
            Column("code", "Code"),
            Column("label", "Label"),
            _DOSSIER,
            Column("id", "Id"),
            Column("data", "Record", DOCUMENT),
        ),
        doc="Accounts, journals, third parties, analytic sections, VAT and the firm's own.",
        order="kind, dossier, code",
        mentioned_by=("id", "code"),
    ),
    Collection(
        "models",
        "Import models",
        "SELECT name AS id, separator, header, date_format, decimal, columns FROM cegid_loop_model",
        (
            Column("id", "Name"),
            Column("separator", "Separator"),
            Column("header", "Header lines", NUMBER),
            Column("date_format", "Dates"),
            Column("decimal", "Decimal sign"),
            Column("columns", "Columns", DOCUMENT),
        ),
        doc="How files of importPerso are read.",
        order="id",
    ),
    Collection(
        "files",
        "Deposited files",
        "SELECT id || '' AS id, id AS number, path, put_at, content_type, encoding, size"
        " FROM cegid_loop_blob",
        (
            Column("path", "Path"),
            Column("put_at", "At", INSTANT),
            Column("size", "Bytes", NUMBER),
            Column("content_type", "Type"),
            Column("encoding", "Encoding"),
        ),
        doc="What was put into the deposit.",
        order="number DESC",
        mentioned_by=("path",),
    ),
)
