"""The keys of the realm, and what is signed with them (JOSE by joserfc).

The keys are fixed: the same seed and the same requests give the same tokens in every process.
joserfc is imported when the first token is made.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from mockserver import fixtures

_PUBLIC = ("kty", "alg", "use", "kid", "n", "e")


def signed(claims: Mapping[str, Any]) -> str:
    """A JWT that anybody can check with the realm's public key."""
    return _encoded("signing", "RS256", claims)


def sealed(claims: Mapping[str, Any]) -> str:
    """A JWT that only the realm itself can check."""
    return _encoded("refreshing", "HS512", claims)


def public_keys() -> dict[str, Any]:
    """The JSON Web Key Set."""
    key = _jwk("signing")
    return {"keys": [{name: key[name] for name in _PUBLIC}]}


def _encoded(name: str, algorithm: str, claims: Mapping[str, Any]) -> str:
    from joserfc import jwt  # noqa: PLC0415 - heavy, and most sandboxes never sign

    header = {"alg": algorithm, "typ": "JWT", "kid": _jwk(name)["kid"]}
    return jwt.encode(header, dict(claims), _key(name), algorithms=[algorithm])


@cache
def _key(name: str) -> Any:
    from joserfc.jwk import import_key  # noqa: PLC0415

    return import_key(_jwk(name))


def _jwk(name: str) -> dict[str, Any]:
    key: dict[str, Any] = fixtures.load("candis", "identity", "keys")[name]
    return key
