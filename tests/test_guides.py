"""The guides do what they say: their console blocks are run, and answer as printed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_docs import MARK, ROOT, console_steps, matches, url

__all__ = ["url"]


@pytest.mark.parametrize("guide", ["drift.md", "reports.md", "certify.md"])
def test_the_commands_of_a_guide_print_what_it_says(guide: str, url: str, tmp_path: Path) -> None:
    steps = console_steps((ROOT / "docs" / guide).read_text())
    script = "\n".join(f"{command}\necho '{MARK}'" for command, _ in steps)
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    for name in ("python", "pytest", "mockserver"):
        module = "" if name == "python" else f" -m {name}"
        (bin_ / name).write_text(f'#!/bin/sh\nexec {sys.executable}{module} "$@"\n')
        (bin_ / name).chmod(0o755)

    ran = subprocess.run(
        ["bash"],
        input=script,
        env={
            **os.environ,
            "MOCKSERVER_URL": url,
            "PATH": f"{bin_}:{os.environ['PATH']}",
            "TMPDIR": str(tmp_path),
            "PYTEST_ADDOPTS": "-p no:cacheprovider",
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    seen = [part.strip() for part in ran.stdout.split(MARK)]
    wrong = [
        f"$ {command}\nprinted: {printed}\nseen:    {output}"
        for (command, printed), output in zip(steps, seen, strict=False)
        if not matches(printed, output)
    ]
    assert wrong == [], ran.stderr
    assert len(steps) > 1
