"""The control API: who may steer."""

import pytest

from mockserver.app import create_app
from mockserver.settings import ServerSettings
from mockserver.testing import MockServer
from mockserver.testing.sandbox import URL
from tests.web import toy


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:4010"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_page_of_somebody_else_may_not_steer(
    toy_server: MockServer, headers: dict[str, str]
) -> None:
    url = "http://" + headers.get("Host", "127.0.0.1:4010") + "/_mock/providers"
    answer = toy_server.control.get(
        url, headers={name: value for name, value in headers.items() if name != "Host"}
    )

    assert answer.status_code == 403
    assert answer.json()["error"]["code"] in ("foreign-host", "foreign-origin")


@pytest.mark.parametrize("host", ["127.0.0.1:4010", "localhost:4010", "[::1]:4010"])
def test_this_machine_may_steer(toy_server: MockServer, host: str) -> None:
    assert toy_server.control.get(f"http://{host}/_mock/providers").status_code == 200


def test_a_server_that_others_reach_wants_its_control_token() -> None:
    settings = ServerSettings(host="0.0.0.0", public_url=URL, control_token="s3cret")
    server = MockServer(create_app(settings, providers=(toy.PROVIDER,)))
    call = f"{URL}/_mock/providers"

    without = server.control.get(call)
    wrong = server.control.get(call, headers={"Authorization": "Bearer wrong"})
    odd = server.control.get(call, headers={"Authorization": "Bearer \xe4"})
    right = server.control.get(call, headers={"Authorization": "Bearer s3cret"})
    health = server.control.get(f"{URL}/_mock/health")
    server.close()

    statuses = [answer.status_code for answer in (without, wrong, odd, right, health)]
    assert statuses == [401, 401, 401, 200, 200]
    assert "s3cret" not in without.text
