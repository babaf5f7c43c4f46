"""The world at birth, from `fixtures/codat/worlds/`."""

from typing import Any

from mockserver import fixtures
from mockserver.engine import credentials
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import keyring, rules, store
from mockserver.providers.codat.catalogue import INTEGRATIONS
from mockserver.providers.codat.sync_settings import fetched_on_first_link
from mockserver.providers.codat.timestamps import TICKS_PER_MS, stamp

DAY_MS = 86_400_000
KEY_NAME = "Sandbox key"


def plant(sandbox: Sandbox, world: str) -> None:
    """An API key and a profile; in the demo world companies in every state."""
    key = {"name": KEY_NAME, "id": sandbox.new_id(), "created": stamp(sandbox)}
    credentials.ensure(sandbox, keyring.PROVIDER, keyring.API_KEY, "codat-api-key", **key)
    planted = fixtures.load("codat", "worlds", world)
    store.keep_document(sandbox, store.PROFILE, planted["profile"])
    for company in planted["companies"]:
        _plant_company(sandbox, company)


def _plant_company(sandbox: Sandbox, company: dict[str, Any]) -> None:
    created = _days_ago(sandbox, company["days"])
    row = {
        "id": company["id"],
        "name": company["name"],
        "description": company.get("description", ""),
        "platform_key": company.get("platformType"),
        "tags": company.get("tags", {}),
        "created": created,
        "created_by": KEY_NAME,
        "products": company.get("products", []),
        "parent_id": None,
    }
    store.add_company(sandbox, row)
    for connection in company.get("connections", []):
        _plant_connection(sandbox, company, connection)


def _plant_connection(
    sandbox: Sandbox, company: dict[str, Any], connection: dict[str, Any]
) -> None:
    created = _days_ago(sandbox, connection["days"])
    synced = "synced" in connection
    last_sync = _days_ago(sandbox, connection["synced"]) if synced else None
    row = {
        "id": connection["id"],
        "company_id": company["id"],
        "platform_key": connection["platformKey"],
        "status": connection["status"],
        "created": created,
        "linked": None if connection["status"] == rules.PENDING else last_sync or created,
        "last_sync": last_sync,
        "data_set": "standard" if synced else None,
        "errors": [
            {**error, "at": _days_ago(sandbox, error["days"])}
            for error in connection.get("errors", [])
        ],
    }
    store.add_connection(sandbox, row)
    if synced:
        _plant_pulls(sandbox, row, row["last_sync"])


def _plant_pulls(sandbox: Sandbox, connection: dict[str, Any], ended: int) -> None:
    offered = INTEGRATIONS[connection["platform_key"]].data_types
    wanted = fetched_on_first_link(sandbox, connection["company_id"])
    fetched = [data_type for data_type in wanted if data_type in offered]
    store.put_up_shelves(sandbox, connection["id"], fetched, ended)
    run, requested = sandbox.new_id(), ended - 2000 * TICKS_PER_MS
    done = rules.STEPS[-1]
    store.add_pulls(
        sandbox,
        [
            {
                "id": sandbox.new_id(),
                "run": run,
                "company_id": connection["company_id"],
                "connection_id": connection["id"],
                "data_type": data_type,
                "status": done.status,
                "progress": done.progress,
                "requested": requested,
                "ended": ended,
                "outcome": done.status,
                "error": None,
            }
            for data_type in fetched
        ],
    )


def _days_ago(sandbox: Sandbox, days: float) -> int:
    return stamp(sandbox) - round(days * DAY_MS) * TICKS_PER_MS
