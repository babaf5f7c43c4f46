"""The only place that reads the computer's clock and its entropy."""

import secrets
import time


def now_ms() -> int:
    """Milliseconds since 1970-01-01 UTC."""
    return time.time_ns() // 1_000_000


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
