"""How well everything is known that a provider serves, as one document."""

from typing import Any

from mockserver.web.provider import Provider


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
