"""What can be looked at: core data, imports with their logs, documents, exports."""

from mockserver.web.browse import (
    DOCUMENT,
    FLAG,
    INSTANT,
    NUMBER,
    PROGRESS,
    STATE,
    Collection,
    Column,
    Part,
)

_ORGANIZATION = Column("organization_id", "Organization", to="organizations")

COLLECTIONS = (
    Collection(
        "imports",
        "Imports",
        "SELECT process_id AS id, id AS number, organization_id, type, operation, total, done,"
        " CASE WHEN total = 0 THEN 1.0 ELSE done * 1.0 / total END AS progress,"
        " CASE processed WHEN 1 THEN 'PROCESSED' ELSE 'PROCESSING' END AS state,"
        " (SELECT count(*) FROM candis_import_line WHERE import = candis_import.id"
        "  AND errors IS NOT NULL) AS failed FROM candis_import",
        (
            Column("id", "Process"),
            Column("type", "Of"),
            Column("operation", "Operation"),
            Column("state", "State", STATE),
            Column("progress", "Progress", PROGRESS),
            Column("total", "Records", NUMBER),
            Column("failed", "Failed", NUMBER),
            _ORGANIZATION,
        ),
        doc="Accepted at once, worked off later, with a log entry for each record.",
        order="number DESC",
        parts=(Part("import-log", "import_id"),),
    ),
    Collection(
        "import-log",
        "Import log",
        "SELECT process_id || '.' || line AS id, process_id AS import_id, import, type, line, key,"
        " coalesce(errors, '') AS errors, CASE WHEN errors IS NULL THEN 'SUCCEEDED'"
        " ELSE 'FAILED' END AS state, created_at"
        " FROM candis_import_line JOIN candis_import ON candis_import.id = import",
        (
            Column("import_id", "Import", to="imports"),
            Column("line", "Line", NUMBER),
            Column("key", "Key"),
            Column("state", "State", STATE),
            Column("errors", "Errors"),
            Column("created_at", "At", INSTANT),
        ),
        doc="What became of each record of each import.",
        order="import DESC, line",
        group="type",
        mentioned_by=("import_id",),
    ),
    Collection(
        "core-data",
        "Core data",
        "SELECT organization_id || '/' || kind || '/' || key AS id, organization_id, kind, key,"
        " name, is_archived, record FROM candis_core_data",
        (
            Column("kind", "Kind"),
            Column("key", "Key"),
            Column("name", "Name"),
            Column("is_archived", "Archived", FLAG),
            _ORGANIZATION,
            Column("record", "Record", DOCUMENT),
        ),
        doc="Accounts, cost dimensions, contacts, tax codes and the rest of what was imported.",
        order="organization_id, kind, key",
        mentioned_by=("key",),
    ),
    Collection(
        "documents",
        "Documents",
        "SELECT guid AS id, id AS number, organization_id, kind, type, status,"
        " candis_entity.number AS document_number, date, updated_at, facts FROM candis_entity",
        (
            Column("id", "Id"),
            Column("document_number", "Number"),
            Column("kind", "Kind"),
            Column("type", "Type"),
            Column("status", "Status", STATE),
            Column("date", "Date", INSTANT),
            Column("updated_at", "Updated", INSTANT),
            _ORGANIZATION,
            Column("facts", "Facts", DOCUMENT),
        ),
        doc="Invoices, reimbursements and card transactions with where they stand.",
        order="updated_at DESC, id",
        group="kind",
    ),
    Collection(
        "exports",
        "Exports",
        "SELECT guid AS id, id AS number, organization_id, status, postings_count, created_at"
        " FROM candis_export",
        (
            Column("id", "Id"),
            Column("status", "Status", STATE),
            Column("postings_count", "Postings", NUMBER),
            Column("created_at", "Created", INSTANT),
            _ORGANIZATION,
        ),
        doc="What was handed to the bookkeeping.",
        order="number DESC",
        parts=(Part("postings", "export_id"),),
    ),
    Collection(
        "postings",
        "Postings",
        "SELECT candis_export.guid || '.' || entity AS id, candis_export.guid AS export_id,"
        " candis_export.id AS number, entity, candis_entity.guid AS document_id,"
        " coalesce(error, '') AS error, document"
        " FROM candis_posting JOIN candis_export ON candis_export.id = candis_posting.export"
        " JOIN candis_entity ON candis_entity.id = entity",
        (
            Column("export_id", "Export", to="exports"),
            Column("document_id", "Document", to="documents"),
            Column("error", "Error"),
            Column("document", "Posting", DOCUMENT),
        ),
        doc="Documents as they were frozen when their export began.",
        order="number DESC, entity",
        mentioned_by=("export_id", "document_id"),
    ),
    Collection(
        "purchase-requests",
        "Purchase requests",
        "SELECT id, organization_id, status, created_at, updated_at,"
        " facts ->> 'request_number' AS request_number, facts ->> 'title' AS title, facts"
        " FROM candis_purchase_request",
        (
            Column("request_number", "Number"),
            Column("title", "Title"),
            Column("status", "Status", STATE),
            Column("updated_at", "Updated", INSTANT),
            _ORGANIZATION,
            Column("facts", "Facts", DOCUMENT),
        ),
        doc="Who wants to buy what.",
        order="updated_at DESC, id",
    ),
    Collection(
        "organizations",
        "Organizations",
        "SELECT id, name FROM candis_organization",
        (Column("id", "Id"), Column("name", "Name")),
        doc="The tenants of this world.",
        order="id",
        parts=(Part("imports", "organization_id"), Part("core-data", "organization_id")),
    ),
    Collection(
        "people",
        "People",
        "SELECT id, email, given_name || ' ' || family_name AS name FROM candis_user",
        (Column("name", "Name"), Column("email", "E-mail"), Column("id", "Id")),
        doc="Who can log in and give consent.",
        order="email",
    ),
)
