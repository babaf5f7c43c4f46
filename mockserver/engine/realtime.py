"""The only place that reads the computer's clock and its entropy."""

import logging
import secrets
import time

log = logging.getLogger(__name__)


class _Forward:
    """The computer's clock without its steps back: time goes on from where it was."""

    def __init__(self) -> None:
        self._latest = 0
        self._ahead = 0

    def now_ms(self) -> int:
        wall = wall_ms()
        if wall >= self._latest:
            self._ahead = 0  # a clock that was set back and forth is right again
        now = wall + self._ahead
        if now < self._latest:
            back = self._latest - now
            log.warning("the computer's clock went back by %d ms; sandboxes go on", back)
            self._ahead += back
            now = self._latest
        self._latest = now
        return now


def wall_ms() -> int:
    """Milliseconds since 1970-01-01 UTC as the computer shows them, for others to compare with."""
    return time.time_ns() // 1_000_000


now_ms = _Forward().now_ms


def monotonic_us() -> int:
    """A stop-watch in microseconds; only differences mean something."""
    return time.perf_counter_ns() // 1_000


def sleep(seconds: float) -> None:
    """Stand still for real; only where nobody else is kept waiting."""
    if seconds > 0:
        time.sleep(seconds)


def random_token(length: int = 24) -> str:
    """Lower-case hex of `length` characters that nobody can guess."""
    return secrets.token_hex((length + 1) // 2)[:length]
