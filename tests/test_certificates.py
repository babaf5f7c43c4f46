"""https for clients whose host names are hard-coded."""

import socket
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from click.testing import CliRunner

from mockserver.cli import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ca")


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "mockserver", "serve", "--port", "0", "--tls"]
    with subprocess.Popen(
        [*command, "--ca-dir", folder], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        yield next(line.split()[1] for line in server.stdout if line.startswith("Ready: "))
        server.terminate()


@pytest.fixture(scope="module")
def bundle(url: str, folder: Path) -> str:
    exported = folder / "exported.pem"
    arguments = ["ca", "export", str(exported), "--ca-dir", str(folder)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return str(exported)


def test_a_client_that_trusts_the_authority_is_served(url: str, bundle: str) -> None:
    assert url.startswith("https://127.0.0.1:")
    assert requests.get(f"{url}/_mock/health", verify=bundle, timeout=10).status_code == 200


def test_a_client_that_does_not_trust_it_is_not(url: str) -> None:
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(f"{url}/_mock/health", timeout=10)


@pytest.mark.parametrize(
    "host",
    ["api.candis.io", "api.codat.io", "api.appzen.com", "api.cegid.com", "api.feedback.house"],
)
def test_the_certificate_is_good_for_the_vendors_hosts(url: str, bundle: str, host: str) -> None:
    place = urlsplit(url)
    context = ssl.create_default_context(cafile=bundle)
    request = f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()

    with (
        socket.create_connection((place.hostname, place.port), timeout=10) as plain,
        context.wrap_socket(plain, server_hostname=host) as secure,
    ):
        secure.sendall(request)
        answer = b"".join(iter(lambda: secure.recv(65_536), b""))

    assert b"mock-request-id: default-" in answer.lower()


def test_the_authority_stays_the_same_and_its_key_is_private(folder: Path, bundle: str) -> None:
    assert Path(bundle).read_bytes() == (folder / "ca.pem").read_bytes()
    assert stat.S_IMODE((folder / "ca.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "server.pem").stat().st_mode) == 0o600
