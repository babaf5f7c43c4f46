"""What the identity host answers. Source: RFC 6749, 7662, 7517, OpenID Connect Discovery."""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields


def _asked(about: str) -> fields.String:
    return fields.String(metadata={"description": about})


class AuthorizationQuery(Schema):
    """What a client asks a person for."""

    class Meta:
        unknown = EXCLUDE

    response_type = _asked("Always `code`.")
    client_id = _asked("Id of a registered client.")
    redirect_uri = _asked("One of the client's registered URLs, to the letter.")
    scope = _asked("Scopes, parted by spaces.")
    state = _asked("Comes back unchanged.")
    nonce = _asked("Comes back in the ID token.")
    code_challenge = _asked("PKCE: the challenge.")
    code_challenge_method = _asked("PKCE: `plain` or `S256`.")


class TokenAnswer(Schema):
    """Tokens."""

    access_token = fields.String(required=True)
    expires_in = fields.Integer(required=True)
    refresh_expires_in = fields.Integer(required=True)
    refresh_token = fields.String(required=True)
    token_type = fields.String(required=True)
    id_token = fields.String(metadata={"description": "With scope `openid` only."})
    not_before_policy = fields.Integer(
        data_key="not-before-policy", attribute="not-before-policy", required=True
    )
    session_state = fields.String(required=True)
    scope = fields.String(required=True)


class OAuthRefusal(Schema):
    """A refusal in the words of OAuth."""

    error = fields.String(required=True)
    error_description = fields.String()


class RealmMetadata(Schema):
    """OpenID provider metadata."""

    issuer = fields.String(required=True)
    authorization_endpoint = fields.String(required=True)
    token_endpoint = fields.String(required=True)
    introspection_endpoint = fields.String()
    userinfo_endpoint = fields.String()
    end_session_endpoint = fields.String()
    jwks_uri = fields.String(required=True)
    revocation_endpoint = fields.String()
    grant_types_supported = fields.List(fields.String())
    response_types_supported = fields.List(fields.String(), required=True)
    response_modes_supported = fields.List(fields.String())
    subject_types_supported = fields.List(fields.String(), required=True)
    prompt_values_supported = fields.List(fields.String())
    id_token_signing_alg_values_supported = fields.List(fields.String(), required=True)
    token_endpoint_auth_methods_supported = fields.List(fields.String())
    introspection_endpoint_auth_methods_supported = fields.List(fields.String())
    revocation_endpoint_auth_methods_supported = fields.List(fields.String())
    claims_supported = fields.List(fields.String())
    scopes_supported = fields.List(fields.String())
    code_challenge_methods_supported = fields.List(fields.String())
    authorization_response_iss_parameter_supported = fields.Boolean()


class KeySet(Schema):
    """A JSON Web Key Set."""

    keys: Any = fields.List(
        fields.Dict(keys=fields.String(), values=fields.String()), required=True
    )


class UserInfo(Schema):
    """Who has granted a token."""

    sub = fields.String(required=True)
    email_verified = fields.Boolean()
    name = fields.String()
    preferred_username = fields.String()
    given_name = fields.String()
    family_name = fields.String()
    email = fields.String()


class Introspection(Schema):
    """What a token stands for; of one that is not active nothing is told."""

    active = fields.Boolean(required=True)
    iss = fields.String()
    sub = fields.String()
    azp = fields.String()
    client_id = fields.String()
    scope = fields.String()
    sid = fields.String()
    token_type = fields.String()
    exp = fields.Integer()
