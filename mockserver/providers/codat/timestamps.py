"""Moments in ticks of 100 ns since 1970, and the ways in which Codat writes them."""

from datetime import datetime

from mockserver.engine.clock import parse_instant, to_datetime
from mockserver.engine.sandbox import Sandbox

TICKS_PER_MS = 10_000
TICKS_PER_S = 10_000_000


def stamp(sandbox: Sandbox) -> int:
    """Now, with a seeded part below the millisecond: Codat's clock shows seven digits."""
    return sandbox.now * TICKS_PER_MS + sandbox.random.randrange(TICKS_PER_MS)


def precise(ticks: int) -> str:
    """`2022-08-19T15:52:31.0338929Z`, as written at the moment itself and for syncs."""
    return f"{_whole(ticks)}.{ticks % TICKS_PER_S:07}Z"


def seconds(ticks: int) -> str:
    """`2022-08-19T15:52:31Z`, as written for `created` on later reads."""
    return f"{_whole(ticks)}Z"


def parse(text: str) -> int:
    """Ticks of a date or date-time; without a zone it is UTC. Raises ValueError."""
    return parse_instant(text) * TICKS_PER_MS


def _whole(ticks: int) -> str:
    moment: datetime = to_datetime(ticks // TICKS_PER_MS)
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def millis(text: str) -> str:
    """A moment as webhooks write it, from any of the other ways: `2024-08-08T17:10:34.015Z`."""
    return to_millis(parse(text))


def to_millis(ticks: int) -> str:
    """Ticks as webhooks write them."""
    return f"{_whole(ticks)}.{ticks // TICKS_PER_MS % 1000:03}Z"
