"""What a provider can do: a table of operations, each with its shapes, its source and its proof."""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from marshmallow import Schema

DOCUMENTED = "documented"
SPEC = "spec"
ASSUMED = "assumed"
EVIDENCE = (DOCUMENTED, SPEC, ASSUMED)

_VARIABLE = re.compile(r"\{([^}]+)\}")
_Handler = TypeVar("_Handler", bound=Callable[..., Any])


class Kind:
    """How a body is read when no schema describes it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


JSON = Kind("JSON")  # parsed, any shape
RAW = Kind("RAW")  # the bytes as they came


@dataclass(frozen=True)
class Reply:
    """An answer: `body` is JSON data, bytes, a text, or None for an empty one."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"


@dataclass(frozen=True)
class Operation:
    """One line of a provider's API.

    `path` spells variables as the vendor does (`{organizationId}`); the handler receives them in
    snake_case. `returns` maps each success status to the schema of its body (None: as given).
    `source` is a URL or section; an ASSUMED operation says its reason there.
    """

    method: str
    path: str
    handler: Callable[..., Any]
    returns: Mapping[int, Schema | None]
    source: str
    evidence: str
    name: str
    body: Schema | Kind | None = None
    query: Schema | None = None
    refuses: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    media_type: str = "application/json"
    request_media_type: str = "application/json"
    error_media_type: str = "application/json"
    body_required: bool = True
    public: bool = False

    @cached_property
    def summary(self) -> str:
        """The first line of the handler's docstring."""
        return (inspect.getdoc(self.handler) or "").partition("\n")[0]

    @cached_property
    def variables(self) -> dict[str, str]:
        """Path variables: the handler's spelling → the vendor's."""
        return {snake_case(name): name for name in _VARIABLE.findall(self.path)}

    @cached_property
    def rule(self) -> str:
        """The path as werkzeug writes it."""
        return _VARIABLE.sub(lambda match: f"<{snake_case(match[1])}>", self.path)

    @cached_property
    def wants(self) -> frozenset[str]:
        """The names of the handler's parameters behind the sandbox."""
        return frozenset(list(inspect.signature(self.handler).parameters)[1:])

    @cached_property
    def success(self) -> int:
        """The status of an answer that names none."""
        return next(iter(self.returns))


def snake_case(name: str) -> str:
    """`organizationId`, `external-entity-id` → `organization_id`, `external_entity_id`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()


class Api(list[Operation]):
    """A list of operations that a module fills with decorators."""

    def _add(self, method: str, path: str, **facts: Any) -> Callable[[_Handler], _Handler]:
        def keep(handler: _Handler) -> _Handler:
            returns = facts.pop("returns")
            if isinstance(returns, tuple):
                returns = {returns[0]: returns[1]}
            name = facts.pop("name", None) or _camel_case(handler.__name__)
            operation = Operation(
                method=method, path=path, handler=handler, returns=returns, name=name, **facts
            )
            if operation.evidence not in EVIDENCE or not operation.source:
                raise ValueError(f"{method} {path} needs evidence and a source")
            self.append(operation)
            return handler

        return keep

    def get(self, path: str, **facts: Any) -> Callable[[_Handler], _Handler]:
        """Serve GET (and HEAD)."""
        return self._add("GET", path, **facts)

    def post(self, path: str, **facts: Any) -> Callable[[_Handler], _Handler]:
        """Serve POST."""
        return self._add("POST", path, **facts)

    def put(self, path: str, **facts: Any) -> Callable[[_Handler], _Handler]:
        """Serve PUT."""
        return self._add("PUT", path, **facts)

    def patch(self, path: str, **facts: Any) -> Callable[[_Handler], _Handler]:
        """Serve PATCH."""
        return self._add("PATCH", path, **facts)

    def delete(self, path: str, **facts: Any) -> Callable[[_Handler], _Handler]:
        """Serve DELETE."""
        return self._add("DELETE", path, **facts)


def _camel_case(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
