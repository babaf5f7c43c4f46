"""The container files, checked without an engine."""

import json
import re
import subprocess
import sys
from pathlib import Path

import requests
import yaml

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "docker" / "Dockerfile").read_text()


def words(instruction: str) -> list[str]:
    found = re.findall(rf"^{instruction} (\[.*\])$", DOCKERFILE, re.MULTILINE)
    listed: list[str] = json.loads(found[-1])
    return listed


def test_the_same_entry_command_serves_without_a_container(tmp_path: Path) -> None:
    command = [*words("ENTRYPOINT"), *words("CMD")]
    here = {"0.0.0.0": "127.0.0.1", "/data": str(tmp_path), "mockserver": "mockserver"}
    replaced = [here.get(word, word) for word in command[1:]]

    with subprocess.Popen(
        [sys.executable, "-m", "mockserver", *replaced, "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        url = next(line.split()[1] for line in server.stdout if line.startswith("Ready: "))
        health = requests.get(f"{url}/_mock/health", timeout=10).json()
        server.terminate()

    assert health["status"] == "ok"
    assert (tmp_path / "default.sqlite").exists()


def test_what_the_image_copies_is_in_the_build_context() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)

    sources = {source for line in copied for source in line.split()}

    assert sources == {line[1:] for line in ignored if line.startswith("!")}
    assert all((ROOT / source).exists() for source in sources)


def test_the_image_does_not_run_as_root() -> None:
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["10001"]


def test_compose_publishes_on_this_machine_only() -> None:
    compose = yaml.safe_load((ROOT / "docker" / "compose.yaml").read_text())

    assert compose["services"]["mockserver"]["ports"] == ["127.0.0.1:4010:4010"]
