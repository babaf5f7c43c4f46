"""`verified.json`: when each test last passed on the real API, and what it called there."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from contract_tests.recording.pseudonyms import ROUTE_WORD
from contract_tests.targets.accounts import HARMLESS_ENDINGS

FILE = Path(__file__).parents[1] / "verified.json"


def update(
    file: Path, day: str, host: str, passed: Mapping[str, Iterable[tuple[str, str]]]
) -> list[str]:
    """Note what passed; returns the names. Nothing is noted of a host that is no vendor's.

    `passed` maps a test to its calls, (method, path). Earlier days of other tests stay.
    """
    if not is_vendors(host) or not passed:
        return []
    kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    for test, calls in passed.items():
        named = sorted({f"{method} {path}" for method, path in calls})
        kept[test] = {"on": day, "host": host, "calls": named}
    text = json.dumps(dict(sorted(kept.items())), indent=1)
    file.write_text(text + "\n", encoding="utf-8")
    return sorted(passed)


def is_vendors(host: str) -> bool:
    """Whether a host may be a vendor's: not this machine, and no name that is reserved."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ipaddress.ip_address(name).is_global
    except ValueError:
        return "." in name and not name.endswith(HARMLESS_ENDINGS)


def route(path: str, subject: Iterable[str]) -> str:
    """A path without its ids: `/companies/{}/connections`."""
    own = set(subject)
    parts = path.partition("?")[0].split("/")
    return "/".join(p if ROUTE_WORD.fullmatch(p) and p not in own else "{}" for p in parts)
