"""What every call of the control API needs: the sandboxes, the providers, bodies, refusals."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, request
from marshmallow import Schema

from mockserver.engine import realtime
from mockserver.engine.files import UnusableSandboxError
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.sandboxes import Sandboxes, UnknownSandboxError
from mockserver.settings import ServerSettings
from mockserver.web import body as bodies
from mockserver.web.call import address_of
from mockserver.web.control.problem import ControlProblem
from mockserver.web.provider import Provider

MAX_JSON_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class Control:
    """The composition that the control API steers."""

    settings: ServerSettings
    sandboxes: Sandboxes
    providers: tuple[Provider, ...]
    started_us: int = 0

    @property
    def uptime_s(self) -> int:
        """Whole seconds since the server was composed."""
        return (realtime.monotonic_us() - self.started_us) // 1_000_000

    def sandbox(self, name: str) -> Sandbox:
        """The sandbox of this name, or a 404."""
        try:
            return self.sandboxes.get(name)
        except UnknownSandboxError:
            raise ControlProblem(
                404,
                "unknown-sandbox",
                f"there is no sandbox {name!r}",
                hint="GET /_mock/sandboxes lists them, POST /_mock/sandboxes makes one",
            ) from None
        except UnusableSandboxError as error:
            raise ControlProblem(503, "unusable-sandbox", str(error)) from None

    def known(self, name: str) -> None:
        """A 404 unless there is a sandbox of this name, be its file readable or not."""
        if not self.sandboxes.exists(name):
            self.sandbox(name)

    def usable(self) -> list[Sandbox]:
        """All sandboxes that can be opened; the others are in the log since the start."""
        found = []
        for name in self.sandboxes.names():
            with contextlib.suppress(UnusableSandboxError, UnknownSandboxError):
                found.append(self.sandboxes.get(name))
        return found

    def provider(self, name: str) -> Provider:
        """The provider of this name, or a 404; `cegid-loop` and `cegid_loop` are the same."""
        for provider in self.providers:
            if provider.name == name.replace("-", "_"):
                return provider
        raise ControlProblem(
            404,
            "unknown-provider",
            f"there is no provider {name!r}",
            expected="one of " + ", ".join(provider.name for provider in self.providers),
        )

    def address(self) -> str:
        """`scheme://host` under which the caller reached us."""
        return address_of(request.environ, self.settings.public_url)


def body_of(schema: Schema) -> Any:
    """The request body as the schema loads it; an empty one counts as `{}`."""
    raw = request.get_data()
    if len(raw) > MAX_JSON_BYTES:
        raise ControlProblem(413, "body-too-large", f"more than {MAX_JSON_BYTES} bytes of JSON")
    try:
        document = bodies.parse_json(raw) if raw else {}
    except bodies.MalformedJsonError as error:
        raise ControlProblem(400, "malformed-json", f"the body is not JSON: {error}") from None
    return _checked(schema, document, "body")


def query_of(schema: Schema) -> Any:
    """The query parameters as the schema loads them."""
    return _checked(schema, request.args.to_dict(), "query")


def _checked(schema: Schema, document: Any, place: str) -> Any:
    loaded, complaints = bodies.load(schema, document)
    if complaints:
        first = complaints[0]
        field = ".".join(map(str, first.path))
        raise ControlProblem(
            422 if place == "body" else 400,
            "unknown-field" if first.messages == ("Unknown field.",) else "invalid-field",
            f"{field or place}: {' '.join(first.messages)}",
            field=field,
            expected=f"members: {', '.join(sorted(schema.fields))}" if schema.fields else "",
        )
    return loaded


def answer(document: Any, status: int = 200, schema: Schema | None = None) -> Response:
    """JSON, through a schema when there is one."""
    shaped = document if schema is None else schema.dump(document)
    return Response(bodies.dump_json(shaped), status, mimetype="application/json")


View = Callable[..., Response]
