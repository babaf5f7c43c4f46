"""Rules: what the older generation had before webhook consumers. Answered until 2025-01.

Source: Common API specification 3.0.0, Rules, and the documentation of that time. E-mails are not
sent.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, rules, store
from mockserver.providers.codat.listing import Kind, Source, listed
from mockserver.providers.codat.lookup import company_of
from mockserver.providers.codat.queryable import RULE_FIELDS
from mockserver.providers.codat.schemas.shared import PageQuery
from mockserver.providers.codat.schemas.webhooks import NewRule, Rule, Rules
from mockserver.providers.codat.store import Row
from mockserver.web.call import Call
from mockserver.web.operation import DOCUMENTED, Api
from mockserver.web.problem import Reason

api = Api()
Document = dict[str, Any]
KIND = Kind("Rule", errors.CLIENTS, RULE_FIELDS, modified="id")
_FACTS: dict[str, Any] = {"evidence": DOCUMENTED, "tags": ("Webhooks",)}


@api.get(
    "/rules",
    query=PageQuery(),
    returns=(200, Rules()),
    source="Common API specification, list-rules",
    refuses=(400, 401, 429),
    **_FACTS,
)
def list_rules(sandbox: Sandbox, query: Document, call: Call) -> Document:
    """All rules, newest first."""
    found = store.alert_rules(sandbox)
    source = Source(
        lambda: len(found),
        lambda limit, offset: [
            _document(row) for row in found[offset : None if limit < 0 else offset + limit]
        ],
    )
    return listed(call, KIND, source, query)


@api.post(
    "/rules",
    body=NewRule(),
    returns=(200, Rule()),
    source="Common API specification, create-rule",
    refuses=(400, 401, 404, 422, 429),
    **_FACTS,
)
def create_rule(sandbox: Sandbox, body: Document) -> Document:
    """Tell somebody of events from now on, of one company or of all."""
    company = body.get("companyId")
    rule = {
        "id": sandbox.new_id(),
        "type": rules.event_name(body["type"]),
        "company_id": company_of(sandbox, company)["id"] if company else None,
        "notifiers": rules.absent_removed(body["notifiers"]),
    }
    store.add_rule(sandbox, rule)
    return _document(rule)


@api.get(
    "/rules/{ruleId}",
    returns=(200, Rule()),
    source="Common API specification, get-rule",
    refuses=(401, 404, 429),
    **_FACTS,
)
def get_rule(sandbox: Sandbox, rule_id: str) -> Document:
    """One rule."""
    row = store.find_rule(sandbox, rule_id)
    if row is None:
        source = "assumed: 404 is in the specification, its text is not"
        reason = Reason("rule-unknown", got=rule_id, evidence="assumed", source=source)
        raise errors.refused(404, errors.CLIENTS, f"No rule was found with ID {rule_id}", reason)
    return _document(row)


def _document(row: Row) -> Document:
    return rules.absent_removed(
        {
            "id": row["id"],
            "type": row["type"],
            "companyId": row["company_id"],
            "notifiers": row["notifiers"],
        }
    )
