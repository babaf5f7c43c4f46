"""Where credentials come from: the environment, or a file that no repository can swallow."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest

CREDENTIALS_FILE = "CONTRACT_CREDENTIALS_FILE"
PREFIX = "CONTRACT_"
REPOSITORY = Path(__file__).resolve().parents[2]
ENVIRON = pytest.StashKey[Mapping[str, str]]()


class CredentialsError(ValueError):
    """A file that credentials must not be kept in."""


def environ_of(config: pytest.Config) -> Mapping[str, str]:
    """The variables of this run: the environment, over the credentials file if there is one."""
    if ENVIRON not in config.stash:
        named = config.getoption("credentials") or os.environ.get(CREDENTIALS_FILE)
        config.stash[ENVIRON] = with_file(Path(named) if named else None, os.environ)
    return config.stash[ENVIRON]


def with_file(file: Path | None, environ: Mapping[str, str]) -> Mapping[str, str]:
    """The environment over the file's `CONTRACT_…=value` lines. Raises CredentialsError."""
    return environ if file is None else {**_read(file), **environ}


def _read(file: Path) -> dict[str, str]:
    if not file.is_file():
        raise CredentialsError(f"there is no credentials file {file}")
    if file.resolve().is_relative_to(REPOSITORY):
        raise CredentialsError(f"{file} is inside the repository; keep credentials elsewhere")
    if os.name == "posix" and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise CredentialsError(f"{file} can be read by others; chmod 600 {file}")
    found = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if not equals or not name.startswith(PREFIX):
            raise CredentialsError(f"{file}, line {number}: expected {PREFIX}…=value")
        found[name] = value.strip().strip("'\"")
    return found
