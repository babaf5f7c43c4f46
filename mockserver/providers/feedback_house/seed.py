"""The world at birth: two companies, their API keys, and what `fixtures/` says they have."""

from typing import Any

from mockserver import fixtures
from mockserver.engine import credentials
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.feedback_house import auth, rules
from mockserver.providers.feedback_house.kinds import AREA, DIVISION, USER
from mockserver.providers.feedback_house.places import AREA_USERS
from mockserver.providers.feedback_house.store import feedbacks, known, members, things
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
        _plant_company(sandbox, company["id"], company)


def _plant_company(sandbox: Sandbox, company: str, world: dict[str, Any]) -> None:
    """Users first, as divisions and areas name them; what users belong to is told by those."""
    for name in known.KINDS:
        for one in world.get(f"{name}s", []):
            known.add(sandbox, company, name, one["id"], one["name"])
    for kind in (USER, DIVISION, AREA):
        for item in world[kind.many]:
            things.add(sandbox, company, kind, _trusted(kind, item))
    for area in world[AREA.many]:
        members.join(sandbox, company, AREA_USERS, area["id"], area["users"])
    for feedback in world["feedbacks"]:
        feedbacks.add(sandbox, company, feedback)


def _trusted(kind: rules.Kind, item: dict[str, Any]) -> rules.Stored:
    """An item of a world, whose references need no look-up."""
    fields = rules.mentioned(kind, item)
    named = rules.references(fields, item, lambda _field, id_: str(id_))
    stored = {**rules.blank(kind), **named, **rules.plain(fields, item), "id": item["id"]}
    return rules.settled(stored)


def access(sandbox: Sandbox) -> Access:
    """The API key of the first company, and two to try what they are for."""
    texts = {kind: credentials.first(sandbox, auth.PROVIDER_NAME, kind).text for kind in auth.KINDS}
    return Access({"Authorization": texts[auth.API_KEY]}, texts)
