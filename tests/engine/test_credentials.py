"""Secrets that carry the name of their sandbox."""

import base64
import json

import pytest

from mockserver.engine import credentials
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.sandboxes import Sandboxes


def jwt(**claims: str) -> str:
    parts = (json.dumps(part).encode() for part in ({"alg": "RS256", "typ": "JWT"}, claims))
    encoded = [base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts]
    return ".".join((*encoded, "c2lnbmF0dXJlLf_-"))


@pytest.mark.parametrize(
    "text",
    [
        "mock_my-test_5ecret",
        "Bearer mock_my-test_5ecret",
        "Basic " + base64.b64encode(b"mock_my-test_5ecret").decode(),
        "Basic " + base64.b64encode(b"mock_my-test_5ecret:").decode(),
        "Basic " + base64.b64encode(b"user:mock_my-test_5ecret").decode().rstrip("="),
        "mock_my-test_key:mock_my-test_secret",
        "a=1&subscription-key=mock_my-test_5ecret",
        f"Bearer {jwt(azp='mock_my-test_client', name='Zoë ~~~ ???')}",
    ],
)
def test_a_credential_leads_to_its_sandbox_however_it_is_packed(text: str) -> None:
    assert credentials.sandbox_named_in([text]) == "my-test"


@pytest.mark.parametrize(
    "text",
    ["", "Bearer", "Basic ???", "mock_", "mock_A_x", "Basic 4pyT4p", f"Bearer {jwt(azp='other')}"],
)
def test_a_foreign_credential_leads_nowhere(text: str) -> None:
    assert credentials.sandbox_named_in([text]) is None


def test_the_first_place_that_names_a_sandbox_wins() -> None:
    assert credentials.sandbox_named_in(["opaque", "mock_one_x", "mock_two_x"]) == "one"


def test_the_default_sandbox_has_a_fixed_secret_others_have_a_random_one(
    sandboxes: Sandboxes,
) -> None:
    default, other = sandboxes.create("default"), sandboxes.create("other")

    assert credentials.first(default, "toy", "token").text == "mock_default_toy-token"
    assert credentials.first(other, "toy", "token").text.startswith("mock_other_")
    assert credentials.first(other, "toy", "token").text != "mock_other_toy-token"


def test_a_revoked_credential_is_found_no_more(sandbox: Sandbox) -> None:
    token = credentials.first(sandbox, "toy", "token").text

    assert credentials.revoke(sandbox, "toy", "token", token)
    assert credentials.find(sandbox, "toy", "token", token) is None
    assert not credentials.revoke(sandbox, "toy", "token", token)


def test_a_kind_that_was_never_issued_is_missed_loudly(sandbox: Sandbox) -> None:
    with pytest.raises(LookupError, match="has no api_key of toy"):
        credentials.first(sandbox, "toy", "api_key")
