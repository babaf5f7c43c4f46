"""How to treat somebody else's server: never faster than agreed, wait when told, end in time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest
from requests import Response

TOO_MANY, UNAVAILABLE = 429, 503
ATTEMPTS = 4
LONGEST_WAIT_S = 120.0
FIRST_PAUSE_S = 1.0  # where a 429 does not say how long; doubled each time


class Courtesy:
    """A minimum interval between calls, obedience to Retry-After, and a budget of calls."""

    def __init__(
        self,
        min_interval_s: float,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
        max_calls: int | None = None,
    ) -> None:
        self.min_interval_s = min_interval_s
        self.sleep = sleep
        self.now = now
        self.max_calls = max_calls
        self.calls = 0
        self._last: float | None = None

    @property
    def spent(self) -> bool:
        """Whether no call is left."""
        return self.max_calls is not None and self.calls >= self.max_calls

    def polite(self, send: Callable[[], Response]) -> Response:
        """Send, and send again after the wait that a 429 (or a 503 to a GET) asks for.

        An answer that asks for more than two minutes stands: nobody comes back before.
        """
        pause = FIRST_PAUSE_S
        for _ in range(ATTEMPTS - 1):
            response = self._spaced(send)
            wait = retry_after_s(response, pause)
            if wait is None or wait > LONGEST_WAIT_S:
                return response
            self.sleep(wait)
            pause *= 2
        return self._spaced(send)

    def _spaced(self, send: Callable[[], Response]) -> Response:
        if self.spent:
            pytest.skip(f"the budget of {self.max_calls} calls is used up")
        self.calls += 1
        if self._last is not None:
            self.sleep(max(0.0, self._last + self.min_interval_s - self.now()))
        self._last = self.now()
        return send()


class NoCourtesy(Courtesy):
    """For our own server: as fast as it goes, and a test sees every 429 itself."""

    def __init__(self) -> None:
        super().__init__(0.0)

    def polite(self, send: Callable[[], Response]) -> Response:
        return send()


def retry_after_s(response: Response, otherwise: float | None = None) -> float | None:
    """The seconds to wait before asking again; None if the answer stands.

    A 429 that does not say how long, or says it in no known way, means `otherwise`. A write that
    got 503 may have been carried out, so only reads are repeated after one, and when told to.
    """
    value = response.headers.get("Retry-After", "").strip()
    if response.status_code == TOO_MANY:
        told = _seconds(value)
        return otherwise if told is None else told
    if response.status_code == UNAVAILABLE and response.request.method in ("GET", "HEAD"):
        return _seconds(value)
    return None


def _seconds(value: str) -> float | None:
    """Seconds, or a date that they lead to."""
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
