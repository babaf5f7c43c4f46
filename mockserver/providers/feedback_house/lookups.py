"""Whom a value of an item means: an id of the right kind, or any key of a user."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.feedback_house.kinds import USER
from mockserver.providers.feedback_house.rules import Field, Resolve
from mockserver.providers.feedback_house.store import known, things
from mockserver.providers.feedback_house.values import object_id


def resolver(sandbox: Sandbox, company: str) -> Resolve:
    """Answers which id of the company a value refers to, None for none."""

    def resolve(field: Field, value: Any) -> str | None:
        if field.any_key:
            return _user_of_any_key(sandbox, company, value)
        id_ = object_id(value)
        if id_ is None:
            return None
        has = known.has if field.refers in known.KINDS else things.has
        return id_ if has(sandbox, company, field.refers, id_) else None

    return resolve


def _user_of_any_key(sandbox: Sandbox, company: str, value: Any) -> str | None:
    """undocumented: which keys are tried, and in which order."""
    if not isinstance(value, str) or not value.strip():
        return None
    keys = [("id", object_id(value)), *((key, value.strip()) for key in USER.keys)]
    for key, text in keys:
        wanted = [text] if key == "emails" else text
        found = wanted and things.find(sandbox, company, USER, key, wanted)
        if found:
            return str(found["id"])
    return None
