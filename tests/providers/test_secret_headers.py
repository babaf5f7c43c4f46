"""Every header that carries a credential of a provider is one that the journal hides."""

import pytest

from mockserver.testing.sandbox import MockSandbox

PUBLIC = ("customer-id",)


@pytest.mark.parametrize("provider", ["candis", "codat", "appzen", "cegid_loop", "feedback_house"])
def test_the_journal_keeps_no_credential_of_a_call(
    mock_sandbox: MockSandbox, provider: str
) -> None:
    access = getattr(mock_sandbox, provider)
    access.request("GET", "/nowhere")

    call = mock_sandbox.journal.calls(provider=provider)[-1]
    entry = mock_sandbox.server.steer("GET", f"/sandboxes/{mock_sandbox.name}/journal/{call['id']}")

    sent = {name.lower() for name in access.headers if name.lower() not in PUBLIC}
    kept = {name.lower(): text for name, text in entry["request_headers"].items()}
    assert sent
    assert {kept[name] for name in sent} == {"[redacted]"}
