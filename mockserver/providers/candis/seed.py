"""The world at birth: organizations, their core data, and the credentials to reach them."""

from typing import Any

from mockserver import fixtures
from mockserver.engine import credentials
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import core_data, store
from mockserver.providers.candis.auth import ACCESS_TOKEN
from mockserver.providers.candis.store import Identity
from mockserver.web.provider import Access

NAME = "candis"
OWN = "alpha-organization"
FOREIGN = "beta-organization"
SCOPE = "offline_access core_data exports email profile"


def plant(sandbox: Sandbox, world: str) -> None:
    """The organizations of `fixtures/candis/worlds/<world>.json`, and how to reach them."""
    for organization in fixtures.load(NAME, "worlds", world)["organizations"]:
        store.add_organization(sandbox, organization["id"], organization["name"])
        for type_ in core_data.TYPES.values():
            for record in organization["core_data"].get(type_.path, ()):
                _add(sandbox, organization["id"], type_, record)
    _give_out_credentials(sandbox)


def access(sandbox: Sandbox) -> Access:
    """A token of `alpha-organization`, and one of another organization to be refused with."""
    client_id, client_secret, token = (
        credentials.first(sandbox, NAME, kind).text
        for kind in ("client_id", "client_secret", ACCESS_TOKEN)
    )
    return Access(
        headers={"Authorization": f"Bearer {token}"},
        credentials={
            "client_id": client_id,
            "client_secret": client_secret,
            "access_token": token,
            "foreign_access_token": _foreign(token),
        },
        subject={"organization_id": OWN, "foreign_organization_id": FOREIGN},
    )


def _add(
    sandbox: Sandbox,
    organization_id: str,
    type_: core_data.CoreDataType,
    record: dict[str, Any],
) -> None:
    values = type_.new.read(record)
    identity = Identity(organization_id, *type_.identity(values))
    store.add_core_data(sandbox, identity, values["name"], record)


def _give_out_credentials(sandbox: Sandbox) -> None:
    client = credentials.ensure(sandbox, NAME, "client_id", "candis-client")
    credentials.ensure(
        sandbox, NAME, "client_secret", "candis-client-secret", client_id=client.text
    )
    own = credentials.ensure(
        sandbox, NAME, ACCESS_TOKEN, "candis-access-token", organization_id=OWN, scope=SCOPE
    )
    credentials.issue(
        sandbox, NAME, ACCESS_TOKEN, _foreign(own.text), organization_id=FOREIGN, scope=SCOPE
    )


def _foreign(token: str) -> str:
    return f"{token}-beta"
