"""How to treat somebody else's server: never faster than agreed, and wait when told to."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from requests import Response

TOO_MANY, UNAVAILABLE = 429, 503
ATTEMPTS = 4
LONGEST_WAIT_S = 120.0


class Courtesy:
    """A minimum interval between calls, and obedience to Retry-After."""

    def __init__(
        self,
        min_interval_s: float,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.min_interval_s = min_interval_s
        self.sleep = sleep
        self.now = now
        self._last: float | None = None

    def polite(self, send: Callable[[], Response]) -> Response:
        """Send, and send again after the wait that a 429 (or a 503 to a GET) asks for."""
        for _ in range(ATTEMPTS - 1):
            response = self._spaced(send)
            wait = retry_after_s(response)
            if wait is None:
                return response
            self.sleep(min(wait, LONGEST_WAIT_S))
        return self._spaced(send)

    def _spaced(self, send: Callable[[], Response]) -> Response:
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


def retry_after_s(response: Response) -> float | None:
    """The seconds to wait before asking again; None if the answer stands.

    A write that got 503 may have been carried out, so only reads are repeated after one.
    """
    value = response.headers.get("Retry-After")
    again = response.status_code == TOO_MANY or (
        response.status_code == UNAVAILABLE and response.request.method in ("GET", "HEAD")
    )
    if value is None or not again:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
