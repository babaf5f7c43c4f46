"""`.ci/audit` never takes silence for health."""

import os
import subprocess
from pathlib import Path

import pytest

AUDIT = Path(__file__).parent.parent / ".ci" / "audit"


@pytest.mark.parametrize(
    ("tool", "last", "code"),
    [
        ("echo No known vulnerabilities found", "audit: no known vulnerability", 0),
        ("echo Found 2 known vulnerabilities in 1 package; exit 1", "audit: vulnerable", 1),
        ("echo ConnectionError; exit 1", "audit: could not look (exit code 1 of pip-audit)", 2),
        ("exit 0", "audit: could not look (exit code 0 of pip-audit)", 2),
    ],
)
def test_an_audit_says_what_it_saw(tmp_path: Path, tool: str, last: str, code: int) -> None:
    stub = tmp_path / "pip-audit"
    stub.write_text(f'#!/bin/sh\n[ "$1" = --version ] && exit 0\n{tool}\n')
    stub.chmod(0o755)

    ran = subprocess.run(
        [AUDIT], env={**os.environ, "AUDIT": str(stub)}, capture_output=True, text=True, check=False
    )

    assert (ran.stdout.splitlines()[-1], ran.returncode) == (last, code)


def test_an_audit_without_its_tool_could_not_look() -> None:
    environment = {**os.environ, "AUDIT": "/nowhere/pip-audit"}

    ran = subprocess.run([AUDIT], env=environment, capture_output=True, text=True, check=False)

    assert ran.returncode == 2
    assert "could not look: pip-audit is not installed" in ran.stdout
