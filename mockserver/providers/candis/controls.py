"""Shortcuts for testers: tokens without a browser, clients, documents that somebody approves."""

from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from mockserver.engine.credentials import new_text
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import approvals, rules, store
from mockserver.providers.candis.identity import clients, grants, people, policy, realm
from mockserver.providers.candis.identity.people import User
from mockserver.providers.candis.schemas.identity import TokenAnswer
from mockserver.web.call import Call
from mockserver.web.operation import ASSUMED, Api
from mockserver.web.problem import Problem, Reason

api = Api()
OURS = "the emulator's own"
MOST_REDIRECT_URIS = 5
MOST_APPROVALS = 1000
ALL_SCOPES = "exports core_data offline_access"


class _Body(Schema):
    class Meta:
        unknown = RAISE


def _is_redirect_uri(uri: str) -> None:
    complaint = policy.redirect_uri_complaint(uri)
    if complaint:
        raise ValidationError(complaint)


class TokenWish(_Body):
    """Which token."""

    organization_id = fields.String(load_default="alpha-organization")
    user = fields.Email(load_default=None)
    scopes = fields.List(fields.String(), load_default=ALL_SCOPES.split)
    expires_in_s = fields.Integer(
        strict=True, load_default=None, validate=validate.Range(min=0, max=10**10)
    )


class ClientWish(_Body):
    """Which client. Source: https://developer.candis.io/docs/credentials."""

    name = fields.String(load_default="My integration")
    redirect_uris = fields.List(
        fields.String(validate=_is_redirect_uri),
        required=True,
        validate=validate.Length(min=1, max=MOST_REDIRECT_URIS),
    )


class RegisteredClient(Schema):
    """A client, and its secret."""

    client_id = fields.String()
    client_secret = fields.String()
    name = fields.String()
    redirect_uris = fields.List(fields.String())


class ApprovalWish(_Body):
    """What somebody approves."""

    organization_id = fields.String(load_default="alpha-organization")
    entity_type = fields.String(
        load_default=rules.DOCUMENT, validate=validate.OneOf(rules.ENTITY_TYPES)
    )
    count = fields.Integer(
        strict=True, load_default=1, validate=validate.Range(min=1, max=MOST_APPROVALS)
    )
    contact = fields.String(load_default=None)
    account = fields.String(load_default=None)
    amount = fields.Float(load_default=None, validate=validate.Range(min=0.01, max=10**9))
    fails = fields.String(load_default=None)


class Approved(Schema):
    """What was approved: the ids of the list of invoices or reimbursement items."""

    ids = fields.List(fields.String())


@api.post("/tokens", body=TokenWish(), returns=(201, TokenAnswer()), source=OURS, evidence=ASSUMED)
def mint_token(sandbox: Sandbox, body: dict[str, Any], call: Call) -> dict[str, Any]:
    """Tokens as the token endpoint gives them, for an admin of the organization unless told who."""
    organization_id = body["organization_id"]
    _must_exist(sandbox, organization_id)
    user = _user(sandbox, body["user"], organization_id)
    unknown = policy.unknown_scopes(" ".join(body["scopes"]))
    if unknown:
        raise _refused("scopes", f"the realm knows no scope {unknown[0]!r}", policy.SCOPES)
    grant = grants.Grant(
        client_id=_own_client(sandbox),
        user_id=user.id,
        organization_id=organization_id,
        scope=policy.granted_scope(" ".join(body["scopes"])),
        session=sandbox.new_id(),
    )
    return grants.issue(sandbox, grant, realm.issuer(call), expires_in_s=body["expires_in_s"])


@api.post(
    "/clients", body=ClientWish(), returns=(201, RegisteredClient()), source=OURS, evidence=ASSUMED
)
def register_client(sandbox: Sandbox, body: dict[str, Any]) -> dict[str, Any]:
    """Credentials with one to five redirect URLs, as somebody makes them in Candis' settings."""
    client_id, secret = (new_text(sandbox, f"candis-{sandbox.new_hex(16)}") for _ in range(2))
    clients.register(sandbox, body["name"], body["redirect_uris"], client_id, secret)
    return {**body, "client_id": client_id, "client_secret": secret}


@api.post(
    "/approvals", body=ApprovalWish(), returns=(201, Approved()), source=OURS, evidence=ASSUMED
)
def approve_documents(sandbox: Sandbox, body: dict[str, Any]) -> dict[str, Any]:
    """Documents, card transactions or reimbursement items that are approved now."""
    _must_exist(sandbox, body["organization_id"])
    wishes = {name: body[name] for name in ("contact", "account", "amount", "fails")}
    made = [
        approvals.approve(sandbox, body["organization_id"], body["entity_type"], **wishes)
        for _ in range(body["count"])
    ]
    ids = [entity.guid for entity in made if entity is not None]
    if not ids:
        wanted = ("import a contact and a general ledger account first",)
        raise _refused("organization_id", "nothing to make documents of", wanted)
    return {"ids": ids}


def _must_exist(sandbox: Sandbox, organization_id: str) -> None:
    if store.find_organization(sandbox, organization_id) is None:
        known = sandbox.rows("SELECT id FROM candis_organization ORDER BY id")
        ids = [row["id"] for row in known]
        raise _refused("organization_id", f"there is no organization {organization_id!r}", ids)


def _user(sandbox: Sandbox, email: str | None, organization_id: str) -> User:
    members = [
        (user, people.role(sandbox, user.id, organization_id)) for user in people.everybody(sandbox)
    ]
    fit = [user for user, role in members if role is not None and email in (None, user.email)]
    admins = [user for user, role in members if role == people.ADMIN and user in fit]
    if not fit:
        emails = [user.email for user, role in members if role is not None]
        raise _refused("user", f"{email} is no member of {organization_id}", emails)
    return (admins or fit)[0]


def _own_client(sandbox: Sandbox) -> str:
    text: str = sandbox.value(
        "SELECT text FROM credential WHERE provider = ? AND kind = ? AND data ->> 'born'",
        clients.PROVIDER,
        clients.CLIENT_ID,
    )
    return text


def _refused(field: str, detail: str, expected: Any) -> Problem:
    listed = f"one of {', '.join(expected)}"
    reason = Reason("invalid-field", detail, field=field, expected=listed)
    return Problem(422, "invalid-field", detail, reason=reason)
