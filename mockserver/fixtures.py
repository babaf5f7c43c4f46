"""The seed worlds and documented samples that ship with the program."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_IN_WHEEL = Path(__file__).parent / "_fixtures"
_IN_CHECKOUT = Path(__file__).parent.parent / "fixtures"


def folder() -> Path:
    """Where the fixtures are: inside the installed package, or beside it in a checkout."""
    return _IN_WHEEL if _IN_WHEEL.is_dir() else _IN_CHECKOUT


@cache
def load(provider: str, *parts: str) -> Any:
    """The JSON document `fixtures/<provider>/<parts>.json`; do not change what it returns."""
    path = folder().joinpath(provider, *parts).with_suffix(".json")
    return json.loads(path.read_text(encoding="utf-8"))
