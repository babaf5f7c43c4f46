"""What a source tells of the person who links, for redirects: OpenID Connect claims.

Which source tells what: https://docs.codat.io/auth-flow/customize/use-openid-connect. Who the
person is: John Smith of the example there; the rest of him is our own.
"""

from mockserver.providers.codat.catalogue import SANDBOX_KEY, Integration

PREFIX = "openId_"
PERSON = {
    "name": "John Smith",
    "given_name": "John",
    "middle_name": "Henry",
    "family_name": "Smith",
    "nickname": "Johnny",
    "preferred_username": "john.smith",
    "gender": "male",
    "birthdate": "1980-04-23",
    "address": '{"street_address":"28 Easton Street","locality":"London","country":"GB"}',
    "email": "john.smith@theworld.com",
    "email_verified": "true",
    "phone_number": "+441234555666",
    "phone_number_verified": "true",
    "locale": "en-GB",
    "profile": "https://www.theworld.com/john.smith",
    "picture": "https://www.theworld.com/john.smith.png",
    "website": "https://www.theworld.com",
    "zoneinfo": "Europe/London",
    "updated_at": "1653000000",
}
_NAMES = ("given_name", "family_name", "email")
_KNOWN = {
    SANDBOX_KEY: tuple(PERSON),
    "qhyg": (*_NAMES, "address", "email_verified", "phone_number", "phone_number_verified"),
    "gbol": _NAMES,
}


def claims(source: Integration) -> dict[str, str]:
    """The placeholders that a source fills; the others stay empty."""
    return {PREFIX + name: PERSON[name] for name in _KNOWN.get(source.key, ())}
