"""What the books say about the company itself.

Source: the Accounting API specification, company info.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, runs, store, syncs
from mockserver.providers.codat.accounting import copies
from mockserver.providers.codat.accounting.pages import JSON
from mockserver.providers.codat.lookup import company_of
from mockserver.providers.codat.schemas.accounting.contacts import CompanyInfo
from mockserver.providers.codat.schemas.data_refresh import PullOperation
from mockserver.web.operation import SPEC, Api, Reply

api = Api()
DATA_TYPE = "company"
INFO = "/companies/{companyId}/data/info"
_FACTS: dict[str, Any] = {"evidence": SPEC, "tags": ("Company info",)}


@api.get(
    INFO,
    returns=(200, CompanyInfo()),
    source="Accounting API specification, get-company-info",
    refuses=(401, 404, 409, 429),
    **_FACTS,
)
def get_company_info(sandbox: Sandbox, company_id: str) -> Reply:
    """The company as its accounting system describes it."""
    copy = copies.of_company(sandbox, company_id, DATA_TYPE)
    row = store.copied_record(sandbox, copy.shelf, DATA_TYPE)
    if row is None:
        raise errors.no_record("info", company_id)
    return Reply(200, row["body"].encode(), {}, JSON)


@api.post(
    INFO,
    returns=(200, PullOperation()),
    source="Accounting API specification, refresh-company-info",
    refuses=(400, 401, 404, 409, 422, 429),
    **_FACTS,
)
def refresh_company_info(sandbox: Sandbox, company_id: str) -> dict[str, Any]:
    """Fetch the description of the company anew."""
    return runs.pull(syncs.queue_one(sandbox, company_of(sandbox, company_id), DATA_TYPE, None))
