"""The organization that a token was issued for."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import errors, store
from mockserver.providers.candis.auth import Caller
from mockserver.providers.candis.core_data import REFERENCE
from mockserver.providers.candis.schemas.shared import Organization
from mockserver.web.operation import SPEC, Api

api = Api()


@api.get(
    "/v1/organizations/info",
    returns=(200, Organization()),
    refuses=(401, 403, 404, 429, 500),
    source=f"{REFERENCE}/getorganization",
    evidence=SPEC,
    tags=("Organizations",),
)
def get_organization(sandbox: Sandbox, caller: Caller) -> dict[str, Any]:
    """The one organization of the token; its id is the slug in every other path."""
    found = store.find_organization(sandbox, caller.organization_id)
    if found is None:
        raise errors.organization_gone(caller.organization_id)
    return found
