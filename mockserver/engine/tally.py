"""What was done since the server started, as numbers that only grow."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Requests by (provider, status, origin), events by (kind, outcome), webhooks by outcome."""

    requests: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    events: Counter[tuple[str, str]] = field(default_factory=Counter)
    webhooks: Counter[str] = field(default_factory=Counter)
