"""`--target real`, proved on a server that was started separately and is known by URL and keys."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from mockserver.app import create_app
from mockserver.engine.sandboxes import Birth
from mockserver.settings import ServerSettings
from mockserver.web.server import Server

ROOT = Path(__file__).parent.parent
PROVIDERS = ("candis", "codat", "appzen", "cegid_loop", "feedback_house")
ACCESS = {
    "CONTRACT_CANDIS_ACCESS_TOKEN": "mock_default_candis-access-token",
    "CONTRACT_CANDIS_ORGANIZATION_ID": "alpha-organization",
    "CONTRACT_CODAT_API_KEY": "mock_default_codat-api-key",
    "CONTRACT_APPZEN_X_API_KEY": "mock_default_appzen-api-key",
    "CONTRACT_APPZEN_CUSTOMER_ID": "100412",
    "CONTRACT_APPZEN_CUSTOMER_KEY": "mock_default_appzen-customer-key",
    "CONTRACT_CEGID_LOOP_SUBSCRIPTION_KEY": "mock_default_cegid-subscription",
    "CONTRACT_CEGID_LOOP_API_KEY": "mock_default_cegid-key:mock_default_cegid-secret",
    "CONTRACT_CEGID_LOOP_CODE_IBS": "CEGID003",
    "CONTRACT_CEGID_LOOP_SIRET": "07955542100027",
    "CONTRACT_FEEDBACK_HOUSE_API_KEY": "mock_default_feedback-house-api-key",
}


def variables(url: str) -> dict[str, str]:
    """What somebody with an account at every vendor would set."""
    bases = {
        f"CONTRACT_{name.upper()}_BASE_URL": f"{url}/{name.replace('_', '-')}" for name in PROVIDERS
    }
    courtesy = {
        "CONTRACT_ALLOW_WRITES": ",".join(PROVIDERS),
        "CONTRACT_MIN_INTERVAL_S": "0",
    }
    return {**bases, **ACCESS, **courtesy}


def run_on_real(provider: str, url: str, ledger: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", f"contract_tests/{provider}", "--target", "real"]
    return subprocess.run(
        [*command, "--run-assumed", "--ledger", ledger, "-q", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env={**os.environ, **variables(url)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def stand_in() -> Iterator[str]:
    """A live server whose hour takes a minute, so that polite polling does not take long."""
    birth = Birth(rate=60, settings={"candis.rate_limit_per_minute": 0})
    app = create_app(ServerSettings(), default_birth=birth)
    server = Server(app.front(), "127.0.0.1", 0)
    stop = server.run_in_thread()
    yield server.url
    stop()
    app.close()


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_suite_passes_on_a_target_it_knows_by_url_and_keys_only(
    stand_in: str, provider: str, tmp_path: Path
) -> None:
    ran = run_on_real(provider, stand_in, tmp_path / "ledger.jsonl")

    assert ran.returncode == 0, ran.stdout[-6000:]
    assert re.search(r"\d+ passed", ran.stdout)
    assert "failed" not in ran.stdout


class Impostor(BaseHTTPRequestHandler):
    """A web server that is no provider."""

    def answer(self) -> None:
        body = b"<html><h1>It works!</h1></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer  # noqa: N815 - http.server's names

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.mark.parametrize("provider", PROVIDERS)
def test_something_that_is_not_the_provider_is_told_in_plain_words(
    provider: str, tmp_path: Path
) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Impostor) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        ran = run_on_real(provider, url, tmp_path / "ledger.jsonl")
        server.shutdown()

    assert ran.returncode == 1
    assert "text/html" in ran.stdout
    assert f"CONTRACT_{provider.upper()}_BASE_URL" in ran.stdout
    assert "mock_default" not in ran.stdout
