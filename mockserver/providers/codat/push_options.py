"""Push options: what a write of each data type may hold, as the Sandbox says it.

Every member is called required there, and no choices are given; writes are not held to that.
Source: the samples of the official Accounting document of 2023-04.
"""

import re
from typing import Any

from mockserver import fixtures

Document = dict[str, Any]
WRITABLE = fixtures.load("codat", "push_options")["options"]
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z0-9])")
_TITLES = {"id": "Identifier", "currencyRate": "Currency Exchange Rate"}


def of(data_type: str) -> Document | None:
    """The options of a data type, or None when it cannot be written."""
    written = WRITABLE.get(data_type)
    if written is None:
        return None
    title = written["displayName"]
    return {
        "type": "Object",
        "displayName": title,
        "description": f"A record of the kind {title}",
        "properties": _properties(title, written["properties"]),
        "required": True,
    }


def _properties(owner: str, members: Document) -> Document:
    return {name: _property(owner, name, member) for name, member in members.items()}


def _property(owner: str, name: str, member: Any) -> Document:
    title = _title(name)
    described: Document = {
        "type": _type(member),
        "displayName": title,
        "description": f"{title} of the {owner}",
        "required": True,
    }
    inside = member[0] if isinstance(member, list) else member
    if isinstance(inside, dict):
        described["properties"] = _properties(title, inside)
    return described


def _type(member: Any) -> str:
    if isinstance(member, list):
        return "Array"
    return "Object" if isinstance(member, dict) else str(member)


def _title(name: str) -> str:
    """`supplierRef` → `Supplier Reference`."""
    spaced = _CAPITAL.sub(" ", name)
    words = re.sub(r"\bRef(s?)\b", r"Reference\1", spaced[:1].upper() + spaced[1:])
    return _TITLES.get(name, words)
