"""The documented examples: sent as printed, answered as printed, volatile values aside."""

import re
from typing import Any

import pytest

from mockserver import fixtures
from mockserver.testing import MockSandbox

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def masked(value: Any) -> Any:
    """GUIDs differ each time."""
    if isinstance(value, dict):
        return {name: masked(inner) for name, inner in value.items()}
    return GUID.sub("<guid>", value) if isinstance(value, str) else value


@pytest.mark.parametrize("name", ["import-perso", "import-fec", "error"])
def test_a_documented_sample_is_answered_as_printed(mock_sandbox: MockSandbox, name: str) -> None:
    sample = fixtures.load("cegid_loop", "samples", name)
    request, printed = sample["request"], sample["response"]

    response = mock_sandbox.cegid_loop.request(
        request["method"],
        request["path"],
        json=request["json"],
        headers=request.get("headers"),
    )

    assert response.status_code == printed["status"]
    assert masked(response.json()) == masked(printed["json"])
