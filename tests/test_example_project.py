"""`examples/client-project` is somebody else's project: its tests pass with the installed wheel."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "client-project"


def test_the_example_projects_tests_pass_with_the_installed_wheel(tmp_path: Path) -> None:
    site, project = tmp_path / "site", tmp_path / "client-project"
    shutil.copytree(EXAMPLE, project)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", site]
    subprocess.run([*install, next(tmp_path.glob("*.whl"))], check=True, capture_output=True)

    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider"],
        cwd=project,
        env={"PYTHONPATH": str(site), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr
    assert "23 passed" in ran.stdout


def test_the_example_knows_nothing_of_the_mock() -> None:
    assert "mock" not in (EXAMPLE / "client.py").read_text().lower()
