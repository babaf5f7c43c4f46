"""The identity host of Candis, a realm of Keycloak: who logs in, who consents, who gets tokens.

Source: https://id.my.candis.io/auth/realms/candis/.well-known/openid-configuration and
https://developer.candis.io/docs/how-to-authenticate; where they are silent, stock Keycloak.
"""

REALM = "/auth/realms/candis"
PROTOCOL = f"{REALM}/protocol/openid-connect"
HOST = "id.my.candis.io"
TAG = "Identity"
GUIDE = "https://developer.candis.io/docs/how-to-authenticate"
DISCOVERY = "https://id.my.candis.io/auth/realms/candis/.well-known/openid-configuration"
FORM = "application/x-www-form-urlencoded"
NOT_STORED = {"Cache-Control": "no-store", "Pragma": "no-cache"}
