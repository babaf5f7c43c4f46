"""The built wheel holds everything that the program needs, fixtures too."""

import re
import subprocess
import sys
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
import requests
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_installed_wheel_serves_from_any_directory(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "site"
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", installed]
    subprocess.run([*command, wheel], check=True, capture_output=True)

    with subprocess.Popen(
        [sys.executable, "-m", "mockserver", "serve", "--port", "0"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        url = next(line.split()[1] for line in server.stdout if line.startswith("Ready: "))
        default = requests.get(f"{url}/_mock/sandboxes/default", timeout=10).json()
        console = requests.get(default["console_url"], timeout=10).text
        files = re.findall(r'(?:src|href)="(/_mock/[^"]+)"', console)
        found = {requests.get(url + file, timeout=10).status_code for file in files}
        server.terminate()

    assert default["seed"] == "demo"
    assert len(default["providers"]) == 5
    assert (found, len(files) > 10) == ({200}, True)


def needed(distribution: metadata.Distribution) -> set[str]:
    """All that a distribution needs to run, without extras."""
    found: set[str] = set()
    waiting = [distribution.name]
    while waiting:
        one = canonicalize_name(waiting.pop())
        if one not in found:
            found.add(one)
            asked = distribution if one == distribution.name else metadata.distribution(one)
            wanted = [Requirement(text) for text in asked.requires or ()]
            waiting += [
                need.name
                for need in wanted
                if not need.marker or need.marker.evaluate({"extra": ""})
            ]
    return found - {distribution.name}


def test_an_environment_with_nothing_but_its_dependencies_serves(
    wheel: Path, tmp_path: Path
) -> None:
    venv.create(tmp_path / "venv", with_pip=False, symlinks=True)
    python = tmp_path / "venv/bin/python"
    site = next((tmp_path / "venv/lib").glob("python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    dependencies = needed(
        metadata.Distribution.at(next(site.glob("provider_mockserver-*.dist-info")))
    )
    for name in dependencies:
        own = metadata.distribution(name)
        for top in {file.parts[0] for file in own.files or () if ".." not in file.parts}:
            (site / top).symlink_to(Path(str(own.locate_file(top))))

    with subprocess.Popen(
        [python, "-I", "-m", "mockserver", "serve", "--port", "0", "--proxy-port", "0"],
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        url = next(line.split()[1] for line in server.stdout if line.startswith("Ready: "))
        for provider in ("candis", "codat", "appzen", "cegid-loop", "feedback-house"):
            answer = requests.get(f"{url}/{provider}/nothing", timeout=10)
            assert answer.headers["Mock-Origin"] == "provider"
            assert requests.get(f"{url}/_mock/providers/{provider}/openapi.json", timeout=10).ok
        server.terminate()

    assert server.returncode == 0
    assert dependencies.isdisjoint({"pytest", "hypothesis", "codat-platform", "prometheus-client"})


def test_the_wheel_carries_no_tests_and_no_foreign_files(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    tops = {name.partition("/")[0] for name in names}

    assert "mockserver/_fixtures/candis/worlds/demo.json" in names
    assert {top.partition("-")[0] for top in tops} == {"mockserver", "provider_mockserver"}
