"""The other way of asking: connections' data at the company and companies' data at a connection.

Until 2023-04 bank accounts were read from the company. A setting lets both ways lead to the data;
otherwise these paths do not exist.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat.accounting import copies, pages
from mockserver.providers.codat.accounting.reads import REFUSES, ROOTS, copy_for
from mockserver.providers.codat.accounting.resources import (
    COMPANY,
    CONNECTION,
    RESOURCES,
    Resource,
)
from mockserver.providers.codat.schemas.shared import PageQuery
from mockserver.web.call import Call
from mockserver.web.operation import ASSUMED, Api, Reply
from mockserver.web.problem import ROUTE_UNKNOWN, Problem, Reason

api = Api()
Document = dict[str, Any]
SETTING = "codat.lenient_paths"
_BY_SEGMENT = {resource.segment: resource for resource in RESOURCES if resource.one}
_SOURCE = "assumed: a change announced for 2023-04 took company-level bank accounts away"


def _asked(sandbox: Sandbox, segment: str) -> Resource:
    """The kind of records, when the setting lets it be read this way. Raises 404."""
    resource = _BY_SEGMENT.get(segment)
    if resource is None or not sandbox.setting(SETTING):
        detail = f"there is no {segment} here; {SETTING} lets data be read at either level"
        reason = Reason(ROUTE_UNKNOWN, detail, evidence="unsupported")
        raise Problem(404, ROUTE_UNKNOWN, "Not Found", reason=reason)
    return resource


def list_records(sandbox: Sandbox, segment: str, query: Document, call: Call) -> Reply:
    """Records of any kind, at the level where they are not documented."""
    resource = _asked(sandbox, segment)
    return pages.listed(call, resource, copy_for(call, resource), query)


def get_record(sandbox: Sandbox, segment: str, record_id: str, call: Call) -> Reply:
    """A record of any kind, at the level where it is not documented."""
    resource = _asked(sandbox, segment)
    row = copies.get_record(sandbox, copy_for(call, resource), resource, record_id)
    return Reply(200, copies.record_text(resource, row).encode(), {}, pages.JSON)


for level, called in ((COMPANY, "Company"), (CONNECTION, "Connection")):
    facts: dict[str, Any] = {
        "returns": (200, None),
        "source": _SOURCE,
        "evidence": ASSUMED,
        "refuses": REFUSES,
        "tags": ("Either level",),
    }
    path = f"{ROOTS[level]}/{{segment}}"
    api.get(path, query=PageQuery(), name=f"list{called}Records", **facts)(list_records)
    api.get(f"{path}/{{recordId}}", name=f"get{called}Record", **facts)(get_record)
