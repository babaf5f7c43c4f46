"""API keys as credentials of the world: which open it, and which were taken back."""

from dataclasses import dataclass

from mockserver.engine import credentials
from mockserver.engine.credentials import Credential
from mockserver.engine.sandbox import Sandbox

PROVIDER, API_KEY, REVOKED = "codat", "api_key", "revoked_api_key"
SECRET_DIGITS = 40


@dataclass(frozen=True)
class Key:
    """An API key; `created` in ticks."""

    id: str
    name: str
    text: str
    created: int


def keys(sandbox: Sandbox) -> list[Key]:
    """The keys that open this world, oldest first."""
    texts = sandbox.rows(
        "SELECT text FROM credential WHERE provider = ? AND kind = ?"
        " ORDER BY data ->> 'created', text",
        PROVIDER,
        API_KEY,
    )
    found = [credentials.find(sandbox, PROVIDER, API_KEY, row["text"]) for row in texts]
    return [_key(credential) for credential in found if credential is not None]


def find_key(sandbox: Sandbox, key_id: str) -> Key | None:
    """The key with this id, or None."""
    return next((key for key in keys(sandbox) if key.id == key_id.lower()), None)


def add_key(sandbox: Sandbox, name: str, created: int) -> Key:
    """A new key; its text carries the name of the sandbox, as all credentials do."""
    text = f"mock_{sandbox.name}_{sandbox.new_hex(SECRET_DIGITS)}"
    data = {"name": name, "id": sandbox.new_id(), "created": created}
    return _key(credentials.issue(sandbox, PROVIDER, API_KEY, text, **data))


def revoke(sandbox: Sandbox, key: Key) -> None:
    """Take a key back; it is remembered, for such a key is answered otherwise than a wrong one."""
    credentials.revoke(sandbox, PROVIDER, API_KEY, key.text)
    credentials.issue(sandbox, PROVIDER, REVOKED, key.text)


def is_revoked(sandbox: Sandbox, text: str) -> bool:
    """Whether a key was taken back."""
    return credentials.find(sandbox, PROVIDER, REVOKED, text) is not None


def _key(credential: Credential) -> Key:
    data = credential.data
    return Key(data["id"], data["name"], credential.text, data["created"])
