"""Sees what a test makes happen, without changing anything: the map from marks to tests."""

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import Schema

from mockserver.engine import credentials as engine_credentials
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.webhooks import Message
from mockserver.engine.world import Handler
from mockserver.mutation.boundary import Boundary, Work
from mockserver.mutation.mutant import EVERY, Mark, Path
from mockserver.mutation.places import seen_in, traits
from mockserver.mutation.shapes import places
from mockserver.web import credentials
from mockserver.web.call import Call
from mockserver.web.operation import Operation, Reply
from mockserver.web.problem import Problem
from mockserver.web.provider import Provider

Sightings = dict[Mark, frozenset[str]]
READING = ("GET", "HEAD")
KEY = "HTTP_IDEMPOTENCY_KEY"
PLAIN_HEADERS = {"content-type", "content-length"}
MISSING, FOREIGN, WRONG = "missing", "foreign", "wrong"


class Witness(Boundary):
    """Notes marks with the traits of what was there; `take` gives them and forgets."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._seen: Sightings = {}
        self._required = {
            operation.name: [
                place.path for place in places(operation.body, dumped=False) if place.required
            ]
            for operation in provider.operations
            if isinstance(operation.body, Schema)
        }

    def take(self) -> Sightings:
        """What was seen since the last time."""
        seen, self._seen = self._seen, {}
        return seen

    def query(self, operation: Operation, given: Any) -> Any:
        for name in given:
            self._note("query", operation.name, path=(name,))
        return given

    def body(self, operation: Operation, given: Any) -> Any:
        for path in self._required[operation.name]:
            if lacks(given, path):
                self._note("lacking", operation.name, path=path)
        if unknown_members(operation.body, given):
            self._note("unknown-member", operation.name)
        return given

    def work(self, operation: Operation, sandbox: Sandbox, work: Work) -> Any:
        before = sandbox.connection.total_changes
        result = work()
        self._note("call", operation.name)
        if sandbox.connection.total_changes > before:
            self._note("write", operation.name)
        return result

    def admit(self, call: Call, admit: Callable[[Call], Any]) -> Any:
        if KEY in call.headers.environ:
            self._note("idempotency")
        try:
            return admit(call)
        except Problem as problem:
            if problem.origin == "provider":
                self._note("denied", call.operation.name if call.operation else EVERY)
                self._note(f"denied-{lack_of(call, self._provider)}")
            raise

    def answer(self, reply: Reply, call: Call, *, refused: bool) -> Reply:
        operation = call.operation.name if call.operation else EVERY
        for name in reply.headers:
            if name.lower() not in PLAIN_HEADERS:
                self._note("header", operation, path=(name,))
                self._note("header", path=(name,))
        for what in sorts_of(reply.status, call.operation, refused=refused):
            self._note_body(what, operation, reply)
        if refused:
            self._note_body("refusal", EVERY, reply)
        return reply

    def _note_body(self, what: str, operation: str, reply: Reply) -> None:
        self._note(what, operation, reply.status)
        if isinstance(reply.body, dict | list):
            self._note(what, operation, reply.status, (), traits(reply.body))
            for path, value in seen_in(reply.body):
                self._note(what, operation, reply.status, path, traits(value))

    def event(
        self, kind: str, sandbox: Sandbox, payload: Mapping[str, Any], handle: Handler
    ) -> None:
        handle(sandbox, payload)
        self._note("event", kind)

    def message(self, message: Message, emit: Callable[[Message], int]) -> int:
        self._note("webhook", message.event)
        return emit(message)

    def _note(
        self,
        what: str,
        operation: str = EVERY,
        status: int = 0,
        path: Path = (),
        found: frozenset[str] = frozenset(),
    ) -> None:
        mark = Mark(what, operation, status, path)
        self._seen[mark] = self._seen.get(mark, frozenset()) | found


def sorts_of(status: int, operation: Operation | None, *, refused: bool) -> tuple[str, ...]:
    """What an answer counts as: a refusal that the operation describes is an answer, too."""
    if not refused:
        return ("answer",)
    own = operation is not None and status in operation.returns
    return ("refusal", "answer") if own else ("refusal",)


def lacks(value: Any, path: Path) -> bool:
    """Whether a request leaves out what is required there, though its parent is there."""
    head, *rest = path
    if head == "[]":
        return isinstance(value, list) and any(
            lacks(one, tuple(rest)) for one in value if isinstance(one, dict)
        )
    if not isinstance(value, dict):
        return False
    if not rest:
        return head not in value
    return head in value and lacks(value[head], tuple(rest))


def unknown_members(schema: Any, value: Any) -> set[str]:
    """The members of a body, or of its elements, that its schema does not describe."""
    known = {str(field.data_key or name) for name, field in schema.fields.items()}
    bodies = value if isinstance(value, list) else [value]
    return {name for one in bodies if isinstance(one, dict) for name in one} - known


def lack_of(call: Call, provider: Provider) -> str:
    """Why somebody is not let in: nothing shown, somebody else's credentials, or wrong ones."""
    names = {name.lower() for name in provider.access(call.sandbox).headers}
    if not [name for name, _ in call.headers if name.lower() in names]:
        return MISSING
    carried = credentials.texts(call.headers.environ, provider.secret_headers)
    shown = engine_credentials.sandbox_named_in(carried)
    return WRONG if shown in (None, call.sandbox.name) else FOREIGN
