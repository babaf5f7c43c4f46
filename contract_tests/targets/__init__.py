"""What a contract test talks to: one provider's API, be it the mock or the real one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from contract_tests.support.answers import exchange as exchange_of
from contract_tests.support.courtesy import Courtesy
from contract_tests.support.exchanges import Exchange, Listener
from contract_tests.support.ledger import Entry, Find, Ledger, Undo
from contract_tests.support.redaction import secrets_in
from contract_tests.support.sessions import ApiSession, Guard, allow

__all__ = ["CAPABILITIES", "Find", "Reach", "Run", "Target", "TestCase", "Undo"]

CAPABILITIES = {
    "read": "can be asked",
    "write": "may be changed",
    "clock": "its time can be moved",
    "faults": "can be told to misbehave",
    "webhooks": "can show the webhooks it sent",
    "disposable": "its world belongs to this one test and may hold any key",
    "foreign": "has the credentials of somebody else",
}

T = TypeVar("T")


@dataclass(frozen=True)
class TestCase:
    """The test that asks for a target."""

    __test__ = False  # a value, though its name starts like a test class

    name: str
    writes: bool


@dataclass(frozen=True)
class Reach:
    """How to reach one provider: where, with which credentials, acting on what."""

    base_url: str
    headers: Mapping[str, str]
    subject: Mapping[str, str]
    hint: str
    trust_env: bool = True


class Target(ABC):
    """One provider's API as a test sees it: where it is, who asks, on whom, and how to wait."""

    capabilities: frozenset[str]

    def __init__(
        self, provider: str, test: TestCase, reach: Reach, ledger: Ledger, courtesy: Courtesy
    ) -> None:
        self.provider = provider
        self.test = test
        self.base_url = reach.base_url.rstrip("/")
        self.subject = dict(reach.subject)
        self._reach = reach
        self._ledger = ledger
        self._courtesy = courtesy
        self.listeners: list[Listener] = []
        self.last: Exchange | None = None
        self.session = self._session(reach.headers, self._before_write)

    @property
    def reading(self) -> ApiSession:
        """The same credentials, for a POST that only asks: needs no `writes` marker."""
        return self._session(self._reach.headers, allow)

    def anonymous(self) -> ApiSession:
        """A session without any credentials."""
        return self.with_credentials({})

    def with_credentials(self, headers: Mapping[str, str]) -> ApiSession:
        """A session with these credentials instead of the right ones; they open nothing."""
        return self._session(headers, allow)

    def created(self, what: str, *undo: Undo) -> Entry:
        """Write down, before the call, what it leaves behind and how to undo it.

        Where the way back is known only from the answer (a generated id), give an `Undo` with
        `find`, for the case that no answer comes, and call `.learned(Undo(…))` on the returned
        entry once it has come.
        """
        return self._ledger.created(self.provider, self.base_url, self.test.name, what, undo)

    def unique(self, prefix: str) -> str:
        """A name or key nobody else has, recognisable as a contract test's."""
        return self._ledger.unique(prefix)

    def owns(self, name: object) -> bool:
        """Whether `unique` made this name in this run."""
        return isinstance(name, str) and self._ledger.made(name)

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """Call this sandbox's control API, `path` below /_mock/sandboxes/{s}: mock only."""
        raise AssertionError(
            f"{method} {path} {body}: a real API has no control; mark the test with needs(…)"
        )

    def story(self) -> str:
        """What the target can tell about the calls of a failed test: the last one."""
        answer = self.last.response if self.last else None
        return "" if answer is None else exchange_of(answer)

    def secrets(self) -> set[str]:
        """Every text that must not be written down anywhere."""
        return secrets_in(self._reach.headers)

    def openapi(self) -> Any:
        """The OpenAPI 3 document of what is served, or None when the target does not tell."""
        return None

    @abstractmethod
    def foreign(self) -> ApiSession:
        """A session with valid credentials of somebody else; needs("foreign")."""

    @abstractmethod
    def until(self, done: Callable[[], T], within: float = 60.0) -> T:
        """Ask `done` until its value is truthy and return that; `within` is in seconds."""

    def _before_write(self, method: str, url: str) -> None:
        if not self.test.writes:
            raise AssertionError(
                f"{method} {url} may change data, and the test is not marked "
                "@pytest.mark.writes. If the call only asks, send it with target.reading."
            )
        self._ledger.call(self.provider, self.base_url, self.test.name, method, url)

    def _session(self, headers: Mapping[str, str], guard: Guard) -> ApiSession:
        return ApiSession(
            self.base_url,
            headers,
            hint=self._reach.hint,
            courtesy=self._courtesy,
            guard=guard,
            trust_env=self._reach.trust_env,
            tell=self._tell,
        )

    def _tell(self, exchange: Exchange) -> None:
        self.last = exchange
        for listener in self.listeners:
            listener(exchange)


class Run(Protocol):
    """One run of pytest against one kind of target."""

    def target(self, provider: str, test: TestCase) -> AbstractContextManager[Target]:
        """The provider's API for one test."""
        ...
