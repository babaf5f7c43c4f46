"""What can be looked at: companies, connections, syncs, pushes, who listens."""

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

# Codat's stamps are ticks of 100 ns; what is shown are milliseconds.
_COMPANY = Column("company_id", "Company", to="companies")
_CONNECTION = Column("connection_id", "Connection", to="connections")

COLLECTIONS = (
    Collection(
        "companies",
        "Companies",
        "SELECT id, number, name, description, created / 10000 AS created, created_by, parent_id,"
        " tags, products, (SELECT count(*) FROM codat_connection"
        "  WHERE company_id = codat_company.id) AS connections FROM codat_company",
        (
            Column("name", "Name"),
            Column("connections", "Connections", NUMBER),
            Column("description", "Description"),
            Column("created", "Created", INSTANT),
            Column("created_by", "Created by"),
            Column("id", "Id"),
            Column("parent_id", "Parent", to="companies"),
            Column("tags", "Tags", DOCUMENT),
            Column("products", "Products", DOCUMENT),
        ),
        doc="The businesses whose data is shared.",
        order="number",
        parts=(
            Part("connections", "company_id"),
            Part("syncs", "company_id"),
            Part("records", "company_id"),
            Part("pushes", "company_id"),
        ),
    ),
    Collection(
        "connections",
        "Connections",
        "SELECT id, number, company_id, platform_key, status, created / 10000 AS created,"
        " linked / 10000 AS linked, last_sync / 10000 AS last_sync, data_set, errors"
        " FROM codat_connection",
        (
            Column("id", "Id"),
            _COMPANY,
            Column("platform_key", "Platform"),
            Column("status", "Status", STATE),
            Column("linked", "Linked", INSTANT),
            Column("last_sync", "Last sync", INSTANT),
            Column("data_set", "Sample data"),
            Column("errors", "Errors", DOCUMENT),
        ),
        doc="A company's link to its accounting software, bank or shop.",
        order="number DESC",
        parts=(
            Part("syncs", "connection_id"),
            Part("records", "connection_id"),
            Part("pushes", "connection_id"),
        ),
    ),
    Collection(
        "syncs",
        "Syncs",
        "SELECT id, number, run, company_id, connection_id, data_type, status,"
        " (SELECT name FROM codat_company WHERE codat_company.id = company_id) AS company,"
        " progress / 100.0 AS progress, requested / 10000 AS requested, ended / 10000 AS ended,"
        " coalesce(error, '') AS error FROM codat_pull",
        (
            Column("data_type", "Data type"),
            Column("status", "Status", STATE),
            Column("progress", "Progress", PROGRESS),
            Column("requested", "Requested", INSTANT),
            Column("ended", "Ended", INSTANT),
            _COMPANY,
            _CONNECTION,
            Column("error", "Error"),
            Column("id", "Id"),
        ),
        doc="Data sets that were fetched or are being fetched.",
        order="number DESC",
        group="company",
        mentioned_by=("id", "connection_id"),
    ),
    Collection(
        "records",
        "Records",
        "SELECT codat_shelf.number || '.' || codat_record.id AS id, codat_record.id AS record_id,"
        " shelf, line, data_type, company_id, connection_id, modified / 10000 AS modified,"
        " line IS NOT NULL AND published IS NOT NULL AS copied, deleted, body FROM codat_record"
        " JOIN codat_shelf ON codat_shelf.number = shelf"
        " JOIN codat_connection ON codat_connection.id = connection_id"
        " JOIN codat_body ON codat_body.record = codat_record.number",
        (
            Column("record_id", "Id"),
            Column("data_type", "Data type"),
            Column("copied", "In Codat's copy", FLAG),
            Column("deleted", "Deleted", FLAG),
            Column("modified", "Modified", INSTANT),
            _COMPANY,
            _CONNECTION,
            Column("body", "Record", DOCUMENT),
        ),
        doc="Invoices, accounts and the rest of the sources' books.",
        order="shelf, line IS NULL, line",
        mentioned_by=("record_id",),
    ),
    Collection(
        "pushes",
        "Pushes",
        "SELECT id, number, company_id, connection_id, data_type, status,"
        " requested / 10000 AS requested, completed / 10000 AS completed,"
        " coalesce(error, '') AS error, changes, problems FROM codat_push",
        (
            Column("id", "Id"),
            Column("data_type", "Data type"),
            Column("status", "Status", STATE),
            Column("requested", "Requested", INSTANT),
            Column("completed", "Completed", INSTANT),
            _COMPANY,
            _CONNECTION,
            Column("error", "Error"),
            Column("changes", "Changes", DOCUMENT),
            Column("problems", "Problems", DOCUMENT),
        ),
        doc="Writes on their way to the source.",
        order="number DESC",
    ),
    Collection(
        "webhook-consumers",
        "Webhook consumers",
        "SELECT id, number, url, disabled, event_types, company_tags FROM codat_consumer",
        (
            Column("id", "Id"),
            Column("url", "Address"),
            Column("disabled", "Disabled", FLAG),
            Column("event_types", "Event types", DOCUMENT),
            Column("company_tags", "Company tags", DOCUMENT),
        ),
        doc="Who is told of events.",
        order="number",
    ),
    Collection(
        "alert-rules",
        "Alert rules",
        "SELECT id, number, type, company_id, notifiers ->> 'webhook' AS webhook FROM codat_rule",
        (
            Column("id", "Id"),
            Column("type", "Event"),
            _COMPANY,
            Column("webhook", "Address"),
        ),
        doc="The older generation of webhooks.",
        order="number",
    ),
)
