"""How a client keeps its business divisions at Feedback House up to date."""

from __future__ import annotations

from contract_tests.feedback_house.things import (
    ERROR_STATUSES,
    GONE,
    UNKNOWN_ID,
    Things,
    fresh_id,
    refused,
)

__all__ = ["ERROR_STATUSES", "GONE", "UNKNOWN_ID", "fresh_id", "refused"]

ROOT = "/api/planning/business-division/v1"
DIVISIONS = Things(ROOT, f"{ROOT}/query", "businessDivision", "businessDivisions")
UPSERT, QUERY = DIVISIONS.upserts, DIVISIONS.reads

upsert, send, create = DIVISIONS.upsert, DIVISIONS.send, DIVISIONS.create
everything, listed = DIVISIONS.everything, DIVISIONS.listed
by_id, found, delete = DIVISIONS.by_id, DIVISIONS.found, DIVISIONS.delete
