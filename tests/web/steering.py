"""Steering a server wrongly, and what it says."""

from typing import Any

from mockserver.testing import MockServer
from mockserver.testing.sandbox import URL


def refused(server: MockServer, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    answer = server.control.request(method, f"{URL}/_mock{path}", json=body)
    return answer.status_code, answer.json()["error"]
