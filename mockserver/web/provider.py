"""A provider as one value: what the shared layers know of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema

from mockserver.engine.errands import Errand
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.world import Handler, Setting
from mockserver.web.browse import Collection
from mockserver.web.call import Call
from mockserver.web.operation import Operation, Reply
from mockserver.web.problem import Detail, Problem

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Access:
    """What a client needs to call a provider of a sandbox."""

    headers: Mapping[str, str]
    credentials: Mapping[str, str]
    subject: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Provider:
    """Everything the shared layers know of a provider.

    `authenticate(call)` returns the caller or raises Problem; it runs before an unknown route is
    answered unless `route_first`. `render(problem, call)` dresses every refusal, our own bugs
    included. `on_malformed(text)` and `on_invalid(details, place)` make the Problem for a body
    that is not JSON and for a body or query that breaks its schema; `place` is "body" or "query".
    `secret_headers` carry credentials: they name the sandbox, the journal hides them, the fault
    `expire-token` spoils the first that is there.
    `controls` are shortcuts for testers below `/_mock/sandboxes/{s}/providers/{p}`, `collections`
    are what can be looked at there.
    """

    name: str
    title: str
    hosts: tuple[str, ...]
    operations: tuple[Operation, ...]
    tables: tuple[str, ...]
    seed: Callable[[Sandbox, str], None]
    access: Callable[[Sandbox], Access]
    authenticate: Callable[[Call], Any]
    render: Callable[[Problem, Call], Reply]
    on_malformed: Callable[[str], Problem]
    on_invalid: Callable[[list[Detail], str], Problem]
    events: Mapping[str, Handler] = field(default_factory=dict)
    errands: Mapping[str, Errand] = field(default_factory=dict)
    settings: tuple[Setting, ...] = ()
    finish: Callable[[Reply, Call], Reply] | None = None
    normalize_path: Callable[[str], str] | None = None
    route_first: bool = False
    trailing_slash: bool = False
    ignore_query_case: bool = False
    max_body: int = 100 * MEBIBYTE
    security: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    secret_headers: tuple[str, ...] = ("Authorization",)
    error_shape: Schema | None = None
    controls: tuple[Operation, ...] = ()
    triggers: Mapping[str, Callable[[Sandbox, str | None, dict[str, Any]], list[int]]] = field(
        default_factory=dict
    )
    divergences: tuple[str, ...] = ()
    collections: tuple[Collection, ...] = ()

    @property
    def prefix(self) -> str:
        """The first segment of our own URLs: `/cegid-loop`."""
        return "/" + self.name.replace("_", "-")
