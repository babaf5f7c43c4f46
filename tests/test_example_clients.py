"""The clients of `examples/clients` run where their language is installed, all the same way."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from benchmarks.processes import Process

CLIENTS = Path(__file__).parent.parent / "examples" / "clients"
PRINTED = "200 alpha-organization\n200 Created 1 | Updated 0 | Errors 0\n"
SOURCES = {
    "python": "client.py",
    "typescript": "client.ts",
    "java": "Client.java",
    "csharp": "Program.cs",
    "go": "main.go",
    "php": "client.php",
}
RUN = {
    "python": [sys.executable, "client.py"],
    "typescript": ["node", "client.mjs"],
    "java": ["java", "Client.java"],
    "go": ["go", "run", "main.go"],
    "php": ["php", "client.php"],
}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with Process() as server:
        yield server.url


@pytest.mark.parametrize("language", RUN)
def test_a_client_makes_a_sandbox_uses_it_and_cleans_up(
    url: str, language: str, tmp_path: Path
) -> None:
    command = RUN[language]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    shutil.copy(CLIENTS / language / SOURCES[language], tmp_path / command[-1])

    ran = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "MOCKSERVER_URL": url},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert (ran.stdout, ran.stderr) == (PRINTED, "")
    listed = requests.get(f"{url}/_mock/sandboxes", timeout=10).json()
    assert [one["name"] for one in listed] == ["default"]


@pytest.mark.parametrize("language", SOURCES)
def test_every_client_reads_the_same_variables_and_asks_the_same_paths(language: str) -> None:
    source = (CLIENTS / language / SOURCES[language]).read_text()

    said = {
        "MOCKSERVER_URL",
        "MOCKSERVER_CONTROL_TOKEN",
        "/_mock/sandboxes",
        "/v1/organizations/info",
        "/api/planning/business-division/v1/update-or-create",
        "base_url",
    }

    assert {word for word in said if word not in source} == set()
