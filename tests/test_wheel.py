"""The built wheel holds everything that the program needs, fixtures too."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import requests

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


def test_the_wheel_carries_no_tests_and_no_foreign_files(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    tops = {name.partition("/")[0] for name in names}

    assert "mockserver/_fixtures/candis/worlds/demo.json" in names
    assert {top.partition("-")[0] for top in tops} == {"mockserver", "provider_mockserver"}
