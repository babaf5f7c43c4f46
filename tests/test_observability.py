"""Metrics for Prometheus, logs for machines, a health check for containers; secrets in none."""

import json
import logging
import sqlite3
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner
from prometheus_client.parser import text_string_to_metric_families

from benchmarks.processes import Process
from mockserver.app import create_app
from mockserver.cli import logs, main
from mockserver.settings import ServerSettings
from mockserver.testing import MockSandbox, MockServer
from tests.web import toy

URL = "http://127.0.0.1/_mock/metrics"


@pytest.fixture
def samples(toy_server: MockServer, toy_sandbox: MockSandbox) -> dict[tuple[str, ...], float]:
    """What Prometheus' own parser reads after two requests, an event and a reset."""
    session = toy_server.session()
    base = f"http://mock/sandboxes/{toy_sandbox.name}/toy/notes"
    token = {"Authorization": f"Bearer mock_{toy_sandbox.name}_x"}
    session.get(base, headers=token)
    session.get(f"{base}/nothing")
    text = toy_server.control.get(URL).text
    return {
        (sample.name, *(f"{k}={v}" for k, v in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_prometheus_reads_what_was_done(samples: dict[tuple[str, ...], float]) -> None:
    refused = ("mockserver_requests_total", "origin=provider", "provider=toy", "status=401")

    assert samples[refused] >= 2
    assert samples[("mockserver_sandboxes",)] >= 2
    assert ("mockserver_build_info", "version=0.1.0") in samples


def test_metrics_are_behind_the_control_token() -> None:
    app = create_app(ServerSettings(control_token="t0ken"), providers=(toy.PROVIDER,))
    server = MockServer(app)

    without = server.control.get(URL)
    with_token = server.control.get(URL, headers={"Authorization": "Bearer t0ken"})
    server.close()

    assert [without.status_code, with_token.status_code] == [401, 200]
    assert with_token.headers["Content-Type"].startswith("text/plain; version=0.0.4")


def test_a_log_line_for_machines_is_json_with_the_exception(
    capsys: pytest.CaptureFixture[str],
) -> None:
    handlers, level = logging.root.handlers[:], logging.root.level
    logs.configure("json", "info")
    bad = ValueError("bad mock_default_s3cret")
    logging.getLogger("mockserver.test").error("told %s", "mock_box-1_abc123", exc_info=bad)
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)

    line = json.loads(capsys.readouterr().err)
    assert (line["level"], line["logger"]) == ("error", "mockserver.test")
    assert line["message"] == "told mock_box-1_[redacted]"
    assert line["exception"].endswith("ValueError: bad mock_default_[redacted]")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("key mock_a-b_c0ffee: no", "key mock_a-b_[redacted]: no"),
        ("Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "Bearer [redacted]"),
        ("signed with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "signed with [redacted]"),
        ("mockserver_requests", "mockserver_requests"),
    ],
)
def test_credentials_are_not_logged(said: str, shown: str) -> None:
    assert logs.redacted(said) == shown


def test_a_health_check_answers_for_containers(monkeypatch: pytest.MonkeyPatch) -> None:
    with Process() as server:
        monkeypatch.setenv("MOCKSERVER_URL", server.url)
        well = CliRunner().invoke(main, ["health"])
    ill = CliRunner().invoke(main, ["health"])

    assert (well.exit_code, well.output[:11]) == (0, "ok, version")
    assert ill.exit_code == 1


def test_secrets_are_neither_in_the_journal_nor_in_an_export_of_it(
    mock_server: MockServer, mock_sandbox: MockSandbox
) -> None:
    candis = mock_sandbox.candis
    form = {"grant_type": "x", **candis.credentials}
    del form["foreign_access_token"]
    requests_made = [
        candis.request("GET", "/v1/organizations/info"),
        mock_sandbox.codat.request("GET", "/companies"),
        mock_sandbox.appzen.request("POST", "/dictionary-data-services/entity/search", json={}),
        mock_sandbox.cegid_loop.request(
            "GET", "/loop-api-publiques/getFileUrlDeposit?filename=a.csv"
        ),
        mock_sandbox.feedback_house.request("GET", "/api/planning/business-division/v1/query"),
        candis.request("POST", "/auth/realms/candis/protocol/openid-connect/token", data=form),
    ]
    secrets = {
        value
        for provider in mock_sandbox.document["providers"].values()
        for name, value in provider["credentials"].items()
        if value.startswith("mock_") and name != "client_id"
    }

    kept = json.dumps(
        [
            mock_sandbox._steer("GET", f"/journal/{call['id']}")
            for call in mock_sandbox.journal.calls()
        ]
    )
    image = mock_server.control.get(
        f"http://mockserver.localhost/_mock/sandboxes/{mock_sandbox.name}/export"
    ).content
    world = sqlite3.connect(":memory:")
    world.deserialize(image[:18] + b"\x01\x01" + image[20:])
    exported = repr(world.execute("SELECT * FROM journal").fetchall())
    world.close()

    assert len(requests_made) == len(mock_sandbox.journal.calls())
    assert len(secrets) > 5
    assert {secret for secret in secrets if secret in kept + exported} == set()


def test_a_server_at_debug_level_prints_no_secret_into_its_log(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as errors:
        server = Process("--log-format", "json", "--log-level", "debug", errors=errors)
        default = requests.get(f"{server.url}/_mock/sandboxes/default", timeout=10).json()
        codat = default["providers"]["codat"]
        for path in ("/companies", "/companies/\0", "/nothing?key=mock_default_codat-api-key"):
            requests.get(codat["base_url"] + path, headers=codat["headers"], timeout=10)
        server.stop()
    said = (tmp_path / "log").read_text()

    assert "codat-api-key" not in said
    assert all(json.loads(line)["level"] for line in said.splitlines())
