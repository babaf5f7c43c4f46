"""API keys: up to ten for an account. Source: Platform API specification, Settings."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, keyring, rules
from mockserver.providers.codat.keyring import Key
from mockserver.providers.codat.schemas.settings import ApiKey, ApiKeys, NewApiKey
from mockserver.providers.codat.timestamps import seconds, stamp
from mockserver.web.operation import SPEC, Api
from mockserver.web.problem import Reason

api = Api()
Document = dict[str, Any]
LIST = "/apiKeys"
SOURCE = "Platform API specification, create-api-key"
AUTHENTICATION = "https://docs.codat.io/using-the-api/authentication"


@api.get(
    LIST,
    returns=(200, ApiKeys()),
    source="Platform API specification, list-api-keys",
    evidence=SPEC,
    refuses=(401, 403, 429),
    tags=("Settings",),
)
def list_api_keys(sandbox: Sandbox) -> Document:
    """All keys in full, oldest first; this list has no pages."""
    return {"results": [_document(key) for key in keyring.keys(sandbox)]}


@api.post(
    LIST,
    body=NewApiKey(),
    body_required=False,
    returns=(201, ApiKey()),
    source=SOURCE,
    evidence=SPEC,
    refuses=(400, 401, 403, 409, 422, 429),
    tags=("Settings",),
)
def create_api_key(sandbox: Sandbox, body: Document | None) -> Document:
    """Another key; those before it stay good."""
    name = (body or {}).get("name") or ""
    if len(name) > rules.MAX_KEY_NAME:
        text = f"Max string length ({rules.MAX_KEY_NAME}) for `name` reached."
        reason = Reason("key-name", text, "name", evidence="spec", source=SOURCE)
        raise errors.refused(400, errors.PUBLIC, text, reason)
    if len(keyring.keys(sandbox)) >= rules.MAX_KEYS:
        text = (
            "Maximum number of API keys reached."
            " To create a new API key, delete an unused key and try again."
        )
        reason = Reason("key-limit", f"{rules.MAX_KEYS} keys", evidence="spec", source=SOURCE)
        raise errors.refused(409, errors.CLIENTS, text, reason)
    return _document(keyring.add_key(sandbox, name, stamp(sandbox)))


@api.delete(
    f"{LIST}/{{apiKeyId}}",
    returns=(204, None),
    source="Platform API specification, delete-api-key",
    evidence=SPEC,
    refuses=(400, 401, 403, 404, 429),
    tags=("Settings",),
)
def delete_api_key(sandbox: Sandbox, api_key_id: str) -> None:
    """Take a key back, be it the one that asks; it answers 403 from then on."""
    key = keyring.find_key(sandbox, api_key_id)
    if key is None:
        source = "assumed: 404 is in the specification, its text is not"
        reason = Reason("key-unknown", got=api_key_id, evidence="assumed", source=source)
        text = f"No API key was found with ID {api_key_id}"
        raise errors.refused(404, errors.CLIENTS, text, reason)
    if len(keyring.keys(sandbox)) == 1:
        text = "The last API key cannot be deleted."
        reason = Reason("last-key", text, evidence="documented", source=AUTHENTICATION)
        raise errors.refused(400, errors.CLIENTS, text, reason)
    keyring.revoke(sandbox, key)


def _document(key: Key) -> Document:
    return rules.absent_removed(
        {
            "id": key.id,
            "name": key.name or None,
            "apiKey": key.text,
            "createdDate": seconds(key.created),
        }
    )
