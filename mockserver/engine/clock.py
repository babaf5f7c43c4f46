"""Virtual time as a pure value: virtual = base + rate * (real - base)."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

_DURATION = re.compile(
    r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d{1,3})?)S)?)?"
)
_SHORT = re.compile(r"(?P<amount>\d+(?:\.\d{1,3})?)(?P<unit>ms|s|m|h|d)")
_UNIT_MS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
MAX_MS = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp() * 1000)
MAX_RATE = 1_000_000.0


@dataclass(frozen=True)
class Clock:
    """Integer milliseconds since 1970-01-01 UTC; rate 0 frozen, 1 live, 60 an hour a minute."""

    real_base: int
    virtual_base: int
    rate: float = 1.0

    @property
    def shown_rate(self) -> float:
        """The rate as a person writes it: 60, not 60.0."""
        return int(self.rate) if self.rate == int(self.rate) else self.rate

    def at(self, real: int) -> int:
        """The virtual time when the computer's clock shows `real`; never past year 9998."""
        return min(self.virtual_base + round(self.rate * (real - self.real_base)), MAX_MS)

    def moved(self, real: int, virtual: int) -> "Clock":
        """The same rate, showing `virtual` at `real`."""
        return replace(self, real_base=real, virtual_base=virtual)

    def with_rate(self, real: int, rate: float) -> "Clock":
        """From `real` on at another speed, without a jump."""
        return Clock(real, self.at(real), rate)


def parse_duration(text: str) -> int:
    """Milliseconds of `PT5M`, `P1DT2H`, `90`, `1.5` (seconds), `250ms`, `5m`, `2h`, `1d`.

    Raises ValueError for anything else.
    """
    text = text.strip()
    if re.fullmatch(r"\d+(\.\d{1,3})?", text, re.ASCII):
        return round(float(text) * 1000)
    if short := _SHORT.fullmatch(text):
        return round(float(short["amount"]) * _UNIT_MS[short["unit"]])
    match = _DURATION.fullmatch(text.upper())
    if match is None or not any(match.groups()):
        raise ValueError(
            f"{text!r} is not a duration; write PT5M, P1DT2H, 90 (seconds), 250ms, 5m, 2h or 1d"
        )
    parts = {unit: float(amount) for unit, amount in match.groupdict().items() if amount}
    try:
        return round(timedelta(**parts) / timedelta(milliseconds=1))
    except OverflowError:
        raise ValueError(f"{text!r} is longer than the calendar") from None


def parse_instant(text: str) -> int:
    """Milliseconds of an ISO 8601 date-time; without a zone it is UTC. Raises ValueError."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{text!r} is not a date-time; write 2026-01-31T09:00:00Z") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    milliseconds = round((moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1))
    if not 0 <= milliseconds <= MAX_MS:
        raise ValueError(f"{text!r} is outside the years 1970 to 9998")
    return milliseconds


def to_datetime(ms: int) -> datetime:
    """An aware UTC date-time with millisecond precision."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)


def isoformat(ms: int) -> str:
    """`2026-01-31T09:00:00Z`, with milliseconds only when there are some."""
    moment = to_datetime(ms)
    timespec = "milliseconds" if ms % 1000 else "seconds"
    return moment.isoformat(timespec=timespec).replace("+00:00", "Z")
