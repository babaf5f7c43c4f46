"""Makes the provider of a mutant: a boundary that alters what the mutant names, nothing else."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from marshmallow import ValidationError

from mockserver.engine.sandbox import Sandbox
from mockserver.engine.webhooks import Message
from mockserver.engine.world import Handler
from mockserver.mutation import admission, deeds, requests
from mockserver.mutation.alterations import ALTERATIONS, reword
from mockserver.mutation.boundary import Boundary, Work
from mockserver.mutation.mutant import EVERY, Mutant
from mockserver.mutation.places import change, seen_in
from mockserver.mutation.witness import sorts_of
from mockserver.web.body import dump_json
from mockserver.web.call import Call
from mockserver.web.operation import Operation, Reply
from mockserver.web.provider import Provider

SWAPPED = {
    200: 201, 201: 200, 202: 200, 204: 200, 302: 301, 303: 302, 400: 422, 401: 403, 403: 401,
    404: 410, 405: 404, 409: 400, 412: 409, 413: 400, 415: 400, 422: 400, 429: 503, 500: 502,
    502: 500, 503: 500,
}  # fmt: skip
OTHER_STATUS = 418


class Tamper(Boundary):
    """Does what one mutant says; `applied` counts how often something really changed."""

    def __init__(self, provider: Provider, mutant: Mutant) -> None:
        self.applied = 0
        self._provider = provider
        self._mutant = mutant
        self._memory: dict[Any, Any] = {}

    def _is(self, what: str, operation: str) -> bool:
        mark = self._mutant.mark
        return mark.what == what and mark.operation in (operation, EVERY)

    def _count(self, changed: bool) -> None:
        self.applied += changed

    # -- what comes in ------------------------------------------------------------------------

    def query(self, operation: Operation, given: Any) -> Any:
        if operation.public and self._is("query", operation.name):  # others: see admit
            name = self._mutant.mark.path[0]
            given, changed = requests.QUERIES[self._mutant.kind](operation, dict(given), name)
            self._count(changed)
        return given

    def body(self, operation: Operation, given: Any) -> Any:
        if self._is("lacking", operation.name):
            given, changed = requests.filled(operation, given, self._mutant.mark.path)
            self._count(changed)
        elif self._is("unknown-member", operation.name):
            given, changed, refused = requests.strangers(operation, given, self._mutant.kind)
            self._count(changed)
            if refused:
                raise ValidationError(refused)
        return given

    def admit(self, call: Call, admit: Callable[[Call], Any]) -> Any:
        mutant = self._mutant
        operation = call.operation.name if call.operation else ""
        if mutant.kind == "idempotency-forgotten":
            self._count(admission.forget_key(call))
        if self._is("query", operation):
            self._count(requests.rewrite(call, mutant.mark.path[0], mutant.kind))
        if mutant.mark.what == "denied" and mutant.mark.operation != operation:
            return admit(call)
        if not mutant.mark.what.startswith("denied"):
            return admit(call)
        caller, changed = admission.admit(call, admit, self._provider, mutant.mark.what)
        self._count(changed)
        return caller

    # -- what is done -------------------------------------------------------------------------

    def work(self, operation: Operation, sandbox: Sandbox, work: Work) -> Any:
        deed = deeds.DEEDS.get(self._mutant.kind)
        if deed is None or operation.name != self._mutant.mark.operation:
            return work()
        result, changed = deed(sandbox, work)
        self._count(changed)
        return result

    def event(
        self, kind: str, sandbox: Sandbox, payload: Mapping[str, Any], handle: Handler
    ) -> None:
        happen = deeds.EVENTS.get(self._mutant.kind)
        if happen is None or kind != self._mutant.mark.operation:
            handle(sandbox, payload)
            return
        self._count(happen(sandbox, kind, partial(handle, sandbox, payload)))

    def message(self, message: Message, emit: Callable[[Message], int]) -> int:
        send = deeds.MESSAGES.get(self._mutant.kind)
        if send is None or message.event != self._mutant.mark.operation:
            return emit(message)
        self._count(True)
        return send(message, emit)

    # -- what goes out ------------------------------------------------------------------------

    def answer(self, reply: Reply, call: Call, *, refused: bool) -> Reply:
        mark, kind = self._mutant.mark, self._mutant.kind
        operation = call.operation.name if call.operation else EVERY
        if kind == "stale-read" and operation == mark.operation and not refused:
            return self._stale(reply, call)
        if self._is("header", operation):
            return self._without_header(reply, mark.path[0])
        sorts = sorts_of(reply.status, call.operation, refused=refused)
        if not any(self._is(sort, operation) for sort in sorts):
            return reply
        return self._otherwise(reply) if reply.status == mark.status else reply

    def _otherwise(self, reply: Reply) -> Reply:
        if self._mutant.kind == "status-swapped":
            self._count(True)
            return replace(reply, status=SWAPPED.get(reply.status, OTHER_STATUS))
        if not isinstance(reply.body, dict | list):
            return reply
        top = {"": json.loads(dump_json(reply.body))}
        if self._mutant.kind == "refusal-reworded":
            texts = [path for path, value in seen_in(top) if isinstance(value, str)]
            changed = sum(change(top, path, reword) for path in texts) > 0
        else:
            changed = change(top, ("", *self._mutant.mark.path), ALTERATIONS[self._mutant.kind])
        self._count(changed)
        return replace(reply, body=top[""])

    def _stale(self, reply: Reply, call: Call) -> Reply:
        asked = (call.sandbox.name, call.path, call.query_string)
        first: Reply = self._memory.setdefault(asked, reply)
        self._count(first.body != reply.body)
        return first

    def _without_header(self, reply: Reply, name: str) -> Reply:
        left = {key: value for key, value in reply.headers.items() if key != name}
        self._count(len(left) < len(reply.headers))
        return replace(reply, headers=left)
