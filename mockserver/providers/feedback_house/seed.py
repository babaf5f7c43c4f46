"""The world at birth: two companies, their API keys, and what `fixtures/` says they have."""

import json

from mockserver import fixtures
from mockserver.engine import credentials
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.feedback_house import auth, rules, store
from mockserver.web.provider import Access


def plant(sandbox: Sandbox, world: str) -> None:
    """Make the companies of `fixtures/feedback_house/worlds/<world>.json`, the first one ours."""
    companies = fixtures.load(auth.PROVIDER_NAME, "worlds", world)["companies"]
    own, other = (company["id"] for company in companies)
    for kind, company in (
        (auth.API_KEY, own),
        (auth.OTHER_COMPANY_KEY, other),
        (auth.DISABLED_KEY, own),
    ):
        secret = f"feedback-house-{kind.replace('_', '-')}"
        credentials.ensure(sandbox, auth.PROVIDER_NAME, kind, secret, company=company)
    for company in companies:
        users = sandbox.db.table("feedback_house_user")
        users.insert_all(
            {**user, "emails": json.dumps(user["emails"]), "company": company["id"]}
            for user in company["users"]
        )
        for item in company["businessDivisions"]:
            division = {**rules.blank(), **rules.changes(item), "id": item["id"]}
            store.add_division(sandbox, company["id"], division)


def access(sandbox: Sandbox) -> Access:
    """The API key of the first company, and two to try what they are for."""
    texts = {kind: credentials.first(sandbox, auth.PROVIDER_NAME, kind).text for kind in auth.KINDS}
    return Access({"Authorization": texts[auth.API_KEY]}, texts)
