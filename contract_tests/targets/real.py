"""The real API as a target: opt-in, paced, and taken back from a ledger at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from requests import Response

from contract_tests.support.courtesy import Courtesy
from contract_tests.support.ledger import Ledger, Leftover, Undo, leftovers, undo
from contract_tests.support.lock import BusyError, locked
from contract_tests.support.sessions import ApiSession, allow
from contract_tests.targets import Reach, Target, TestCase
from contract_tests.targets.accounts import (
    ALLOW_PRODUCTION,
    max_calls,
    min_interval_s,
    reach,
    unconfirmed_production,
    writable,
)

FIRST_WAIT_S, LONGEST_WAIT_S, BACK_OFF = 0.25, 5.0, 1.5

T = TypeVar("T")


class Real(Target):
    """One provider's real API, asked politely."""

    def __init__(
        self,
        provider: str,
        test: TestCase,
        access: Reach,
        ledger: Ledger,
        courtesy: Courtesy,
        *,
        may_write: bool,
    ) -> None:
        super().__init__(provider, test, access, ledger, courtesy)
        self.capabilities = frozenset({"read", "write"} if may_write else {"read"})

    def foreign(self) -> ApiSession:
        raise AssertionError('nobody else\'s credentials are known; mark the test needs("foreign")')

    def until(self, done: Callable[[], T], within: float = 60.0) -> T:
        deadline = self._courtesy.now() + within
        wait = FIRST_WAIT_S
        while not (value := done()):
            if self._courtesy.now() + wait > deadline:
                raise AssertionError(
                    f"not done within {within} s on {self.base_url}; last value: {value!r}"
                )
            self._courtesy.sleep(wait)
            wait = min(wait * BACK_OFF, LONGEST_WAIT_S)
        return value


class RealRun:
    """Tests against real APIs, as the environment names them."""

    def __init__(self, ledger: Ledger, environ: Mapping[str, str]) -> None:
        self.ledger = ledger
        self._environ = environ
        self._writable = writable(environ)
        self._paces: dict[str, Courtesy] = {}
        self._locks = ExitStack()
        self._open: set[str] = set()

    def close(self) -> None:
        """Let others use the accounts."""
        self._locks.close()

    @contextmanager
    def target(self, provider: str, test: TestCase) -> Iterator[Target]:
        access = self._access(provider)
        pace = self._pace(provider)
        may_write = provider in self._writable
        yield Real(provider, test, access, self.ledger, pace, may_write=may_write)

    def take_back(self, path: Path, session: str | None = None) -> list[str]:
        """Undo what the ledger names, newest first; returns a line per failure."""
        return [
            line
            for leftover in leftovers(path, session)
            for line in undo(self.ledger, [leftover], self._sender(leftover))
        ]

    def _sender(self, leftover: Leftover) -> Callable[[Undo], Response]:
        def send(step: Undo) -> Response:
            access = self._access(leftover.provider)
            if access.base_url.rstrip("/") != leftover.base_url:
                raise AssertionError(f"made on {leftover.base_url}, but {access.hint}")
            session = ApiSession(
                access.base_url,
                access.headers,
                hint=access.hint,
                courtesy=Courtesy(min_interval_s(leftover.provider, self._environ)),
                guard=allow,
            )
            return session.request(step.method, step.path, json=step.json)

        return send

    def _access(self, provider: str) -> Reach:
        """The way to a provider, once it is sure that it may be gone, and by nobody else."""
        access = reach(provider, self._environ)
        if host := unconfirmed_production(access.base_url, self._environ):
            pytest.exit(
                f"{host} looks like production; if you mean it, name it a second time: "
                f"{ALLOW_PRODUCTION}={host}",
                returncode=pytest.ExitCode.USAGE_ERROR,
            )
        if access.base_url not in self._open:
            try:
                self._locks.enter_context(locked(access.base_url))
            except BusyError as busy:
                pytest.exit(str(busy), returncode=pytest.ExitCode.USAGE_ERROR)
            self._open.add(access.base_url)
        return access

    def _pace(self, provider: str) -> Courtesy:
        if provider not in self._paces:
            interval = min_interval_s(provider, self._environ)
            most = max_calls(provider, self._environ)
            self._paces[provider] = Courtesy(interval, max_calls=most)
        return self._paces[provider]


@contextmanager
def real_run(path: Path, environ: Mapping[str, str]) -> Iterator[RealRun]:
    """A run on the real APIs; at its end everything this run created is taken back."""
    run = RealRun(Ledger(path), environ)
    try:
        yield run
        failures = run.take_back(path, run.ledger.session)
    finally:
        run.close()
    if failures:
        listed = "\n  ".join(failures)
        raise AssertionError(
            f"not everything could be taken back:\n  {listed}\n"
            f"try again with: python -m contract_tests.undo {path}"
        )
