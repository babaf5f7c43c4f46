"""What can become of one member of an answer: it is dropped, renamed, of another type."""

import re
from collections.abc import Mapping
from typing import Any

from mockserver.mutation.places import Alter

_ZONE = re.compile(r"(Z|[+-]\d\d:?\d\d)$")


def drop(parent: Any, key: Any) -> bool:
    """It is not there any more."""
    del parent[key]
    return True


def rename(parent: Any, key: str) -> bool:
    """It has another name."""
    parent[f"{key}V2"] = parent.pop(key)
    return True


def recase(parent: Any, key: str) -> bool:
    """Its name is spelled in another case: camelCase, snake_case, Capitalized."""
    parent[other_case(key)] = parent.pop(key)
    return True


def other_case(name: str) -> str:
    """`fullName` → `full_name` → `fullName`; a single word is SHOUTED."""
    if re.search(r"[_-]", name.strip("_-")):
        head, *rest = re.split(r"[_-]", name)
        return head.lower() + "".join(word.capitalize() for word in rest)
    if re.search(r"[a-z0-9][A-Z]", name):
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return name.lower() if name != name.lower() else name.upper()


def null(parent: Any, key: Any) -> bool:
    """It is null."""
    was, parent[key] = parent[key], None
    return was is not None


def retype(parent: Any, key: Any) -> bool:
    """It is of another JSON type: wrapped, or a flag in words."""
    was = parent[key]
    if was is None:
        return False
    parent[key] = {"items": was} if isinstance(was, list) else [was]
    if isinstance(was, bool):
        parent[key] = str(was).lower()
    return True


def stringify(parent: Any, key: Any) -> bool:
    """A number is written as text."""
    was = parent[key]
    if isinstance(was, bool) or not isinstance(was, int | float):
        return False
    parent[key] = str(was)
    return True


def replace_choice(parent: Any, key: Any) -> bool:
    """One of a few words is a word that nobody documented."""
    was = parent[key]
    if isinstance(was, bool) or not isinstance(was, int | str):
        return False
    parent[key] = f"{was}_NEW" if isinstance(was, str) else was + 9000
    return True


def reword(parent: Any, key: Any) -> bool:
    """A text says something else."""
    if not isinstance(parent[key], str):
        return False
    parent[key] = "worded otherwise"
    return True


def redate(parent: Any, key: Any) -> bool:
    """A date is written as 31.12.2026, with its time behind it."""
    was = parent[key]
    if not isinstance(was, str) or not re.match(r"\d{4}-\d\d-\d\d", was):
        return False
    parent[key] = f"{was[8:10]}.{was[5:7]}.{was[:4]}{was[10:].replace('T', ' ')}"
    return True


def unzone(parent: Any, key: Any) -> bool:
    """A moment has lost its timezone."""
    was = parent[key]
    if not isinstance(was, str) or not _ZONE.search(was):
        return False
    parent[key] = _ZONE.sub("", was)
    return True


def zone(parent: Any, key: Any) -> bool:
    """A moment has a timezone that it did not have."""
    was = parent[key]
    if not isinstance(was, str) or _ZONE.search(was):
        return False
    parent[key] = f"{was}Z"
    return True


def reverse(parent: Any, key: Any) -> bool:
    """A list stands in the opposite order."""
    was = parent[key]
    if not isinstance(was, list) or was == was[::-1]:
        return False
    parent[key] = was[::-1]
    return True


def repeat(parent: Any, key: Any) -> bool:
    """The first element of a list is there twice."""
    was = parent[key]
    if not isinstance(was, list) or not was:
        return False
    parent[key] = [was[0], *was]
    return True


def lose_last(parent: Any, key: Any) -> bool:
    """The last element of a list is missing."""
    was = parent[key]
    if not isinstance(was, list) or not was:
        return False
    parent[key] = was[:-1]
    return True


GONE: Mapping[str, Alter] = {"dropped": drop, "renamed": rename, "re-cased": recase}
"""A client that reads the member finds nothing."""

BENT: Mapping[str, Alter] = {"nulled": null, "retyped": retype}
"""A client that reads the member finds something else."""

OF_TRAIT: Mapping[str, tuple[str, Alter]] = {
    "number-as-text": ("number", stringify),
    "choice-changed": ("choice", replace_choice),
    "reworded": ("wording", reword),
    "date-format-changed": ("date", redate),
    "timezone-lost": ("zoned", unzone),
    "timezone-added": ("moment", zone),
    "last-element-lost": ("list", lose_last),
    "order-reversed": ("records", reverse),
    "element-repeated": ("records", repeat),
}
"""What else a member with a certain trait can suffer."""

ALTERATIONS: Mapping[str, Alter] = {
    **GONE,
    **BENT,
    **{kind: alter for kind, (_, alter) in OF_TRAIT.items()},
}
