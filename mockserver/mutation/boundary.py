"""The one place where a provider is cut open: every value that passes in or out of its operations.

A `Boundary` sees, and may change, a request before it is loaded, the work of a handler, who is let
in, an answer after it is dumped, and an event. `wrapped` puts it around a provider by replacing
values of the provider's table; the web layer itself knows nothing of it.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial, wraps
from typing import Any

from marshmallow import Schema

from mockserver.engine import webhooks
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.webhooks import Message
from mockserver.engine.world import Handler
from mockserver.web.call import Call
from mockserver.web.operation import Operation, Reply
from mockserver.web.problem import Problem
from mockserver.web.provider import Provider

Work = Callable[[], Any]


class Boundary:
    """Lets everything pass as it is; subclasses watch or alter."""

    def query(self, _operation: Operation, given: Any) -> Any:
        """The query parameters before they are loaded."""
        return given

    def body(self, _operation: Operation, given: Any) -> Any:
        """The JSON of a request before it is loaded."""
        return given

    def work(self, _operation: Operation, _sandbox: Sandbox, work: Work) -> Any:
        """A handler's work."""
        return work()

    def admit(self, call: Call, admit: Callable[[Call], Any]) -> Any:
        """Who calls; raises Problem."""
        return admit(call)

    def answer(self, reply: Reply, _call: Call, *, refused: bool) -> Reply:
        """An answer as it goes out; `refused` when it is a Problem in the provider's envelope."""
        del refused
        return reply

    def event(
        self, _kind: str, sandbox: Sandbox, payload: Mapping[str, Any], handle: Handler
    ) -> None:
        """Something that happens."""
        handle(sandbox, payload)

    def message(self, message: Message, emit: Callable[[Message], int]) -> int:
        """A webhook message on its way into the outbox."""
        return emit(message)


class Passed(Schema):
    """A schema whose input passes the boundary first."""

    def __init__(self, inner: Schema, passes: Callable[[Any], Any]) -> None:
        super().__init__(partial=True)  # so that nobody loads by its members, past `load`
        self._inner = inner
        self._passes = passes
        self.fields = inner.fields

    def load(self, data: Any, **_how: Any) -> Any:
        """What the inner schema makes of what passed."""
        return self._inner.load(self._passes(data))


def wrapped(provider: Provider, boundary: Boundary) -> Provider:
    """The same provider with a boundary around it."""
    refused: list[Call] = []

    def render(problem: Problem, call: Call) -> Reply:
        refused[:] = [call]
        return provider.render(problem, call)

    def finish(reply: Reply, call: Call) -> Reply:
        if provider.finish is not None:
            reply = provider.finish(reply, call)
        return boundary.answer(reply, call, refused=bool(refused) and refused[0] is call)

    return replace(
        provider,
        operations=tuple(_operation(one, boundary) for one in provider.operations),
        authenticate=lambda call: boundary.admit(call, provider.authenticate),
        render=render,
        finish=finish,
        events={
            kind: partial(_happen, boundary, kind, handle)
            for kind, handle in provider.events.items()
        },
    )


@contextlib.contextmanager
def outbox_passing(boundary: Boundary) -> Iterator[None]:
    """Let every webhook message of this process pass the boundary."""
    emit = webhooks.emit

    def passing(sandbox: Sandbox, message: Message) -> int:
        return boundary.message(message, partial(emit, sandbox))

    webhooks.emit = passing
    try:
        yield
    finally:
        webhooks.emit = emit


def _happen(
    boundary: Boundary, kind: str, handle: Handler, sandbox: Sandbox, payload: Mapping[str, Any]
) -> None:
    boundary.event(kind, sandbox, payload, handle)


def _operation(operation: Operation, boundary: Boundary) -> Operation:
    @wraps(operation.handler)  # keeps the signature, which says what the handler wants
    def handler(sandbox: Sandbox, **wanted: Any) -> Any:
        return boundary.work(operation, sandbox, lambda: operation.handler(sandbox, **wanted))

    query, body = operation.query, operation.body
    if query is not None:
        query = Passed(query, lambda given: boundary.query(operation, given))
    if isinstance(body, Schema):
        body = Passed(body, lambda given: boundary.body(operation, given))
    return replace(operation, handler=handler, query=query, body=body)
