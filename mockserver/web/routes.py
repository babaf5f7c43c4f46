"""Which world and which provider a request means: path, header, credential, else the default."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mockserver.engine.credentials import DEFAULT_SANDBOX, sandbox_named_in
from mockserver.engine.sandboxes import Sandboxes
from mockserver.web import credentials
from mockserver.web.call import Origin, address_of
from mockserver.web.provider import Provider

CONTROL_PREFIX = "/_mock"
SANDBOX_PREFIX = "/sandboxes/"
SANDBOX_HEADER = "HTTP_MOCK_SANDBOX"


@dataclass(frozen=True)
class Route:
    """Where a request wants to go; `path` is the provider's own."""

    sandbox: str
    provider: Provider
    path: str
    origin: Origin


class Routes:
    """The prefixes and real host names of the providers."""

    def __init__(self, providers: Iterable[Provider], sandboxes: Sandboxes) -> None:
        self._sandboxes = sandboxes
        self._by_prefix = {provider.prefix: provider for provider in providers}
        self._by_host = {
            host: provider for provider in self._by_prefix.values() for host in provider.hosts
        }

    def find(self, environ: dict[str, Any]) -> Route | None:
        """Where the request goes, or None when it names no provider."""
        host = environ.get("HTTP_HOST", "").partition(":")[0].lower()
        sandbox, path = _named_in_path(environ.get("PATH_INFO", ""))
        provider = self._by_host.get(host)
        if provider is None:
            prefix, slash, rest = path[1:].partition("/")
            provider = self._by_prefix.get("/" + prefix)
            path = slash + rest
        if provider is None:
            return None
        sandbox = (
            sandbox
            or environ.get(SANDBOX_HEADER)
            or self._named_in_credential(environ, provider)
            or DEFAULT_SANDBOX
        )
        address = address_of(environ, self._sandboxes.public_url)
        origin = Origin(address, provider.prefix, host in self._by_host)
        return Route(sandbox, provider, path or "/", origin)

    def known(self) -> str:
        """What a path may begin with, for a person."""
        return (
            f"paths begin with {', '.join(sorted(self._by_prefix))} or {CONTROL_PREFIX},"
            f" optionally behind {SANDBOX_PREFIX}<name>"
        )

    def _named_in_credential(self, environ: dict[str, Any], provider: Provider) -> str | None:
        name = sandbox_named_in(credentials.texts(environ, provider.secret_headers))
        return name if name is not None and self._sandboxes.exists(name) else None


def _named_in_path(path: str) -> tuple[str | None, str]:
    if not path.startswith(SANDBOX_PREFIX):
        return None, path
    name, slash, rest = path[len(SANDBOX_PREFIX) :].partition("/")
    return name, slash + rest
