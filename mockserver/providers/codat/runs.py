"""From rows to documents: fetches and writes, and how they stand."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import rules, store
from mockserver.providers.codat.store import Row
from mockserver.providers.codat.timestamps import precise

Document = dict[str, Any]


def pull(row: Row) -> Document:
    """One data set on its way, or at its end."""
    complete = row["status"] == rules.COMPLETE
    return rules.absent_removed(
        {
            "id": row["id"],
            "companyId": row["company_id"],
            "connectionId": row["connection_id"],
            "dataType": row["data_type"],
            "status": row["status"],
            "errorMessage": None if row["ended"] is None else row["error"],
            "requested": precise(row["requested"]),
            "completed": precise(row["ended"]) if complete else None,
            "progress": row["progress"],
            "isCompleted": complete,
            "isErrored": rules.is_error(row["status"]),
        }
    )


def validation(row: Row) -> Document:
    """What validation found in a data set.

    # undocumented: what a data set says that ended as ValidationError; our own words
    """
    if row["status"] != "ValidationError":
        return {"errors": [], "warnings": []}
    line = {
        "ruleId": f"accounting-{row['data_type']}-001",
        "itemId": row["id"],
        "message": row["error"],
        "validatorName": f"{row['data_type'][:1].upper()}{row['data_type'][1:]}Validator",
    }
    return {"errors": [line], "warnings": []}


def data_statuses(sandbox: Sandbox, company_id: str) -> Document:
    """`dataStatus`: one entry per data type that was ever synced, keyed by data type."""
    return {row["data_type"]: _status(row) for row in store.latest_syncs(sandbox, company_id)}


def _status(row: Row) -> Document:
    return rules.absent_removed(
        {
            "dataType": row["data_type"],
            "lastSuccessfulSync": None if row["ended"] is None else precise(row["ended"]),
            "currentStatus": row["status"],
            "latestSyncId": row["id"],
            "latestSuccessfulSyncId": row["good_id"],
        }
    )


def push(row: Row) -> Document:
    """One write and how it stands."""
    problems = {"errors": row["problems"], "warnings": row["warnings"]}
    return rules.absent_removed(
        {
            "changes": row["changes"] or None,
            "dataType": row["data_type"],
            "companyId": row["company_id"],
            "pushOperationKey": row["id"],
            "dataConnectionKey": row["connection_id"],
            "requestedOnUtc": precise(row["requested"]),
            "completedOnUtc": None if row["completed"] is None else precise(row["completed"]),
            "timeoutInMinutes": row["timeout_minutes"],
            "status": row["status"],
            "errorMessage": row["error"],
            "validation": problems,
            "statusCode": row["status_code"],
        }
    )
