"""Placeholders in a tour's texts: `{candis.base_url}` of the sandbox, `{process}` of an answer."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

RUN = "run"
_PLACEHOLDER = re.compile(r"\{([a-z][a-z_]*(?:\.[A-Za-z][A-Za-z_-]*)?)\}")
_IN_A_URL = "/:?&=%,'()*;@!~$+"


def found_in(template: Any) -> Iterator[str]:
    """The names of all placeholders, wherever they stand."""
    if isinstance(template, str):
        yield from _PLACEHOLDER.findall(template)
    elif isinstance(template, Mapping):
        for member in template.values():
            yield from found_in(member)
    elif isinstance(template, list | tuple):
        for member in template:
            yield from found_in(member)


def fill(template: Any, values: Mapping[str, str]) -> Any:
    """The template with the values in place; KeyError names one that nobody has kept."""
    if isinstance(template, str):
        return _PLACEHOLDER.sub(lambda match: values[match[1]], template)
    if isinstance(template, Mapping):
        return {name: fill(member, values) for name, member in template.items()}
    if isinstance(template, list):
        return [fill(member, values) for member in template]
    return template


def mapped(template: str, literal: Callable[[str], str], name: Callable[[str], str]) -> str:
    """The template with its literal parts and its placeholders written by these functions."""
    parts = _PLACEHOLDER.split(template)
    return "".join(name(part) if at % 2 else literal(part) for at, part in enumerate(parts))


def quoted(template: str) -> str:
    """A path or a query value, percent-encoded, its placeholders left alone."""
    return mapped(template, lambda text: quote(text, safe=_IN_A_URL), lambda name: f"{{{name}}}")


def values_of(sandbox: Mapping[str, Any], run: str) -> dict[str, str]:
    """What a sandbox of the control API puts in: base URLs, headers, credentials, subjects."""
    values = {RUN: run}
    for provider, access in sandbox["providers"].items():
        known = {**access["headers"], **access["credentials"], **access["subject"]}
        known["base_url"] = access["base_url"]
        values |= {f"{provider}.{name}": value for name, value in known.items()}
    return values
