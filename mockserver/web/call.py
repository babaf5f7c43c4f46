"""One request to one provider of one sandbox, as plain values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from werkzeug.datastructures import EnvironHeaders, MultiDict

from mockserver.engine.credentials import DEFAULT_SANDBOX
from mockserver.engine.faults import Fault
from mockserver.engine.sandbox import Sandbox

if TYPE_CHECKING:
    from mockserver.web.operation import Operation

_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9a-fA-F:.]+\](:\d{1,5})?")
MAX_QUERY_FIELDS = 1000
MAX_NOTES = 20
MAX_HOST = 300  # longer ones are no host names, and what is remembered of them stays small
PART_REJECTED = "part-rejected"


@dataclass(frozen=True)
class Origin:
    """Under which address the client reached us; makes every absolute URL of an answer."""

    root: str
    prefix: str
    real_host: bool

    def url(self, sandbox: str, path: str, host: str = "") -> str:
        """Where `path` of this provider can be reached by the same client.

        A client that came by a vendor's real host name stays among real host names (`host`).
        """
        inside = "" if sandbox == DEFAULT_SANDBOX else f"/sandboxes/{sandbox}"
        if not self.real_host:
            return f"{self.root}{inside}{self.prefix}{path}"
        scheme, _, own = self.root.partition("://")
        return f"{scheme}://{host or own}{inside}{path}"


@dataclass
class Call:
    """A request on its way. Handlers may read it and `note`; only the web layer writes it."""

    sandbox: Sandbox
    provider: str
    method: str
    path: str
    query_string: str
    headers: EnvironHeaders
    body: bytes
    origin: Origin
    entry: int
    path_args: dict[str, Any] = field(default_factory=dict)
    operation: "Operation | None" = None
    caller: Any = None
    reason: dict[str, Any] | None = None
    answered_by: str = "provider"
    body_too_large: bool = False
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The query, decoded."""
        pairs = parse_qsl(self.query_string, keep_blank_values=True, errors="replace")
        return MultiDict(pairs[:MAX_QUERY_FIELDS])

    @cached_property
    def trace_id(self) -> str:
        """A UUID of this request for the provider's own request or correlation id.

        It depends on the entry number only, so that asking never shifts the sandbox's chance.
        """
        return self.sandbox.id_of(f"call:{self.entry}")

    def note(self, place: str, text: str, rule: str = PART_REJECTED) -> None:
        """Tell the journal what went wrong although the request was answered.

        All notes are counted, the first 20 are kept under the `rule` of the first one; a refusal
        of the whole request replaces them.
        """
        if self.reason is None:
            self.reason = {"rule": rule, "parts": 0, "detail": ""}
        self.reason["parts"] += 1
        if self.reason["parts"] <= MAX_NOTES:
            separator = "; " if self.reason["detail"] else ""
            self.reason["detail"] += f"{separator}{place}: {text}"

    @property
    def media_type(self) -> str:
        """The media type of the body, in lower case and without parameters; may be empty."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def url(self, path: str, host: str = "") -> str:
        """An absolute URL of this provider in this sandbox."""
        return self.origin.url(self.sandbox.name, path, host)


def address_of(environ: dict[str, Any], public_url: str) -> str:
    """`scheme://host` under which the client sees us: configured, else forwarded, else Host."""
    if public_url:
        return public_url.rstrip("/")
    return _address(
        environ.get("HTTP_X_FORWARDED_PROTO", "")[:MAX_HOST],
        environ.get("HTTP_X_FORWARDED_HOST", "")[:MAX_HOST],
        environ["wsgi.url_scheme"],
        environ.get("HTTP_HOST", "")[:MAX_HOST],
        f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}",
    )


@lru_cache(maxsize=256)
def _address(forwarded_scheme: str, forwarded_host: str, scheme: str, host: str, own: str) -> str:
    wanted = forwarded_scheme.partition(",")[0].strip()
    by_proxy = forwarded_host.partition(",")[0].strip()
    named = next((name for name in (by_proxy, host) if _HOST.fullmatch(name)), own)
    return f"{wanted if wanted in ('http', 'https') else scheme}://{named}"
