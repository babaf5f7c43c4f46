"""The profile of the account: its name, and where Link sends people in the end.

Source: Platform API specification, get-profile and update-profile.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import store
from mockserver.providers.codat.rules import absent_removed
from mockserver.providers.codat.schemas.settings import Profile
from mockserver.web.operation import SPEC, Api

api = Api()
Document = dict[str, Any]


@api.get(
    "/profile",
    returns=(200, Profile()),
    source="Platform API specification, get-profile",
    evidence=SPEC,
    refuses=(401, 429),
    tags=("Settings",),
)
def get_profile(sandbox: Sandbox) -> Document:
    """The profile."""
    return store.find_document(sandbox, store.PROFILE) or {}


@api.put(
    "/profile",
    body=Profile(),
    returns=(200, Profile()),
    source="Platform API specification, update-profile",
    evidence=SPEC,
    refuses=(400, 401, 429),
    tags=("Settings",),
)
def update_profile(sandbox: Sandbox, body: Document) -> Document:
    """Replace the profile."""
    kept = store.find_document(sandbox, store.PROFILE) or {}
    given = absent_removed(body)
    store.keep_document(sandbox, store.PROFILE, {"clientId": kept["clientId"], **given})
    return given
