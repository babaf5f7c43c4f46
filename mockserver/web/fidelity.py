"""How well everything is known that a provider serves, as one document."""

from collections.abc import Mapping
from typing import Any

from mockserver.web.provider import Provider

NEVER = "never"


def manifest(provider: Provider) -> dict[str, Any]:
    """Operations, settings and known divergences, each with its evidence."""
    return {
        "operations": [
            {
                "operation": operation.name,
                "method": operation.method,
                "path": operation.path,
                "evidence": operation.evidence,
                "source": operation.source,
            }
            for operation in provider.operations
        ],
        "settings": [
            {
                "name": setting.name,
                "default": setting.default,
                "evidence": setting.evidence,
                "doc": setting.doc,
            }
            for setting in provider.settings
        ],
        "divergences": list(provider.divergences),
    }


def markdown(provider: Provider, verified: Mapping[str, str] | None = None) -> str:
    """The manifest as tables for a page: operations, settings, known divergences.

    `verified` tells for names of operations on which day they were last seen on the real API.
    """
    seen = verified or {}
    operations = [
        f"| `{one.method} {one.path}` | {one.name} | {one.evidence} "
        f"| {seen.get(one.name, NEVER)} | {_cell(one.source)} |"
        for one in provider.operations
    ]
    settings = [
        f"| `{one.name}` | `{one.default!r}` {one.unit} "
        f"| {_cell(one.doc)} | {_cell(one.evidence)} |"
        for one in provider.settings
    ]
    divergences = [f"- {text}" for text in provider.divergences]
    tables = [
        f"{len(operations)} operations are served.\n",
        "| operation | name | level | verified on | source |",
        "|---|---|---|---|---|",
        *operations,
        "",
        "| setting | default | what it does | evidence |",
        "|---|---|---|---|",
        *settings,
        "",
        *(["Known divergences:", "", *divergences] if divergences else []),
    ]
    return "\n".join(tables).rstrip() + "\n"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
