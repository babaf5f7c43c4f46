"""What the variables of a script are called, and what they hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mockserver.tours import placeholders
from mockserver.tours.tour import Request, Tour

CONTROL_URL, TOKEN, RUN = "MOCKSERVER_URL", "MOCKSERVER_CONTROL_TOKEN", "RUN"


@dataclass(frozen=True)
class Setting:
    """A variable at the head of a script and its value there."""

    name: str
    value: str


def variable(placeholder: str) -> str:
    """`CANDIS_ORGANIZATION_ID` of what a sandbox gives, `process` of what an answer gave."""
    if placeholder == placeholders.RUN:
        return RUN
    if "." not in placeholder:
        return placeholder
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", placeholder)
    return spaced.replace(".", "_").replace("-", "_").upper()


def settings_of(tour: Tour, server: str, sandbox: Mapping[str, Any]) -> tuple[Setting, ...]:
    """The variables that a tour uses, in the order of their first use."""
    values = placeholders.values_of(sandbox, "")
    used = dict.fromkeys(name for name in _used(tour) if "." in name)
    settings = [Setting(variable(name), values[name]) for name in used]
    if any(not isinstance(step.action, Request) for step in tour.steps):
        settings += [Setting(CONTROL_URL, server), Setting("SANDBOX", sandbox["name"])]
    return tuple(settings)


def _used(tour: Tour) -> list[str]:
    used: list[str] = []
    for step in tour.steps:
        if isinstance(step.action, Request):
            used += placeholders.found_in(step.action.address)
            used += placeholders.found_in(tour.headers_of(step.action))
        used += placeholders.found_in(step.action.content or "")
        used += placeholders.found_in([look.wanted for look in step.look])
    return used
