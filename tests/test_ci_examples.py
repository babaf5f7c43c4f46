"""The examples for other people's CI are valid, and every option in them exists."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = {
    "github-actions.yml": ["vendor.github-workflows"],
    "gitlab-ci.yml": ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_fits_the_schema_of_its_ci(name: str) -> None:
    checker = [Path(sys.executable).with_name("check-jsonschema"), "--builtin-schema"]

    ran = subprocess.run(
        [*checker, *EXAMPLES[name], ROOT / "examples" / "ci" / name],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout


def test_every_option_of_pytest_in_the_examples_exists() -> None:
    asked = [sys.executable, "-m", "pytest", "contract_tests", "--help", "-p", "no:cacheprovider"]
    known = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    text = "\n\n".join((ROOT / "examples" / "ci" / name).read_text() for name in EXAMPLES)
    commands = re.findall(r"(pytest contract_tests.*?)(?=\n\s*- |\n\n|\Z)", text, re.DOTALL)
    used = {option for command in commands for option in re.findall(r"(--[a-z-]+)", command)}

    assert len(commands) >= 5
    assert {option for option in used if option not in known} == set()
    assert "--record" in used
