"""`serve --proxy-port`: clients with hard-coded https hosts and no hosts file."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

REALM = "https://api.candis.io/v1/organizations/info"


class Proxied:
    """A server with a proxy, and the authority to trust."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "mockserver", "serve", "--port", "0", "--proxy-port", "0"]
        self.process = subprocess.Popen(
            [*command, "--ca-dir", folder], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        lines = []
        for line in self.process.stdout:
            lines.append(line.split())
            if line.startswith("Ready: "):
                break
        self.proxy = next(words[1] for words in lines if words[:1] == ["HTTPS_PROXY"])
        token = next(words[2] for words in lines if words[:2] == ["Authorization:", "Bearer"])
        self.headers = {"Authorization": f"Bearer {token}"}
        self.bundle = str(folder / "ca.pem")
        self.environment = {**os.environ, "HTTPS_PROXY": self.proxy, "https_proxy": self.proxy}

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    server = Proxied(tmp_path_factory.mktemp("authority"))
    yield server
    server.stop()


def test_requests_reaches_a_vendors_host_through_the_proxy(proxied: Proxied) -> None:
    answer = requests.get(
        REALM,
        headers=proxied.headers,
        proxies={"https": proxied.proxy},
        verify=proxied.bundle,
        timeout=10,
    )

    assert answer.status_code == 200
    assert answer.headers["Mock-Request-Id"].startswith("default-")


def test_curl_reaches_it_too(proxied: Proxied) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    header = f"Authorization: {proxied.headers['Authorization']}"
    command = ["curl", "-s", "--cacert", proxied.bundle, "-H", header, REALM]

    said = subprocess.run(
        command, env=proxied.environment, capture_output=True, text=True, timeout=30, check=True
    )

    assert '"id":"alpha-organization"' in said.stdout


def test_node_reaches_it_with_the_agent_of_our_example(proxied: Proxied) -> None:
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    agent = Path(__file__).parent.parent / "examples/clients/typescript/proxy-agent.mjs"
    script = (
        f"import {{ ProxyAgent }} from '{agent}'; import https from 'node:https';"
        f"https.get('{REALM}', {{ agent: new ProxyAgent(process.env.HTTPS_PROXY), headers:"
        f" {{ Authorization: '{proxied.headers['Authorization']}' }} }},"
        " (answer) => { console.log(answer.statusCode); answer.resume(); });"
    )

    said = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        env={**proxied.environment, "NODE_EXTRA_CA_CERTS": proxied.bundle},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert (said.stdout, said.stderr) == ("200\n", "")


def test_nodes_own_fetch_reaches_it_where_it_knows_proxies(proxied: Proxied) -> None:
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    if int(version.stdout.lstrip("v").partition(".")[0] or 0) < 24:
        pytest.skip(
            f"fetch of node {version.stdout.strip()} reads no HTTPS_PROXY; from 24 on it does"
        )
    script = (
        f"const a = await fetch('{REALM}', {{ headers: {{ Authorization:"
        f" '{proxied.headers['Authorization']}' }} }}); console.log(a.status)"
    )

    said = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        env={
            **proxied.environment,
            "NODE_USE_ENV_PROXY": "1",
            "NODE_EXTRA_CA_CERTS": proxied.bundle,
        },
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert said.stdout == "200\n"


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("CONNECT example.com:443 HTTP/1.1", 403),
        ("CONNECT api.candis.io:22 HTTP/1.1", 403),
        ("CONNECT 127.0.0.1:443 HTTP/1.1", 403),
        ("CONNECT api.candis.io.evil.example:443 HTTP/1.1", 403),
        ("CONNECT :443 HTTP/1.1", 403),
        ("CONNECT", 403),
        ("GET http://api.candis.io/ HTTP/1.1", 405),
        ("\0\xff", 405),
        ("CONNECT " + "a" * 40_000, 431),
    ],
)
def test_everything_else_is_refused(proxied: Proxied, line: str, status: int) -> None:
    place = urlsplit(proxied.proxy)

    with socket.create_connection((place.hostname, place.port), timeout=10) as wire:
        wire.sendall(line.encode("latin-1") + b"\r\n\r\n")
        answer = b"".join(iter(lambda: wire.recv(65_536), b""))

    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert b'"code":"proxy-refused"' in answer
