"""Other values instead of real ones: of the same kind, equal where those were equal, keyed."""

from __future__ import annotations

import hashlib
import hmac
import random
import re
import secrets
from collections.abc import Iterable

from contract_tests.recording.kinds import EMBEDDED, KINDS, Draw
from contract_tests.support.redaction import HIDDEN

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
OURS = re.compile(r"ct-[0-9a-z]+-\d+-.*", re.DOTALL)  # what Target.unique makes
PUBLIC_CODE = re.compile(r"[A-Z]+(_[A-Z]+)+")
COUNT = re.compile(r"\d{1,3}")
ROUTE_WORD = re.compile(r"[A-Za-z._-]*|v\d+")
MARKED = re.compile(r"(‹[^›]*›)")
KNOWN_AT_LEAST = 6  # shorter texts may stand in a message by chance
SMALL = 1000  # numbers below are counts, pages, codes
LONGEST = 2_000  # what is longer is told by its length
ENOUGH, TRIES = 50, 20_000


class Pseudonyms:
    """One key, one mapping. The key is drawn for a recording and written down nowhere.

    `public` are texts that anybody may read (those of the tests themselves). They stay, and so
    do moments, counts below 1000, and codes such as NOT_FOUND_HERE.
    """

    def __init__(self, key: bytes | None = None, public: Iterable[str] = ()) -> None:
        self.key = key or secrets.token_bytes(32)
        self._public = frozenset(public)
        self._given: dict[str, str] = {}
        self._taken: set[str] = set()

    def text(self, value: str) -> str:
        """Another text of the same kind: a valid IBAN for a valid IBAN, an e-mail for an e-mail."""
        if value not in self._given and (not value.strip() or self._may_stay(value)):
            return value
        return self.other(value)

    def other(self, value: str) -> str:
        """As `text`, but always another one: for what is known to be somebody's."""
        if value not in self._given:
            self._given[value] = self._drawn(value)
            self._taken.add(self._given[value])
        return self._given[value]

    def number(self, value: float) -> float:
        """A number with as many digits; small whole ones are counts and stay."""
        if isinstance(value, int):
            return value if abs(value) < SMALL else int(self.other(str(value)))
        return float(self.other(repr(value)))

    def message(self, text: str) -> str:
        """A text for people: its words stay; what it names is replaced, and marked: ‹…›."""
        if len(text) > LONGEST:
            return self.other(text)
        named = [one for one in self._given if len(one) >= KNOWN_AT_LEAST and one in text]
        for one in sorted(named, key=len, reverse=True):
            text = text.replace(one, f"‹{self._given[one]}›")
        parts = MARKED.split(text)
        return "".join(p if n % 2 else EMBEDDED.sub(self._marked, p) for n, p in enumerate(parts))

    def segment(self, part: str) -> str:
        """A part of a path: words of the route stay, unless they were seen as a value."""
        if part in self._given:
            return self._given[part]
        return part if ROUTE_WORD.fullmatch(part) else self.text(part)

    def _drawn(self, value: str) -> str:
        """The first valid draw that no other value has, while there are enough to choose from."""
        if len(value) > LONGEST:
            return f"[{len(value)} characters {self._chance(value, 0).getrandbits(64):016x}]"
        kind, draw = _kind(value)
        found: list[str] = []
        for attempt in range(TRIES):
            drawn = draw(value, self._chance(value, attempt), self.text)
            if drawn is None or _kind(drawn)[0] != kind:
                continue
            found.append(drawn)
            if (drawn != value and drawn not in self._taken) or len(found) == ENOUGH:
                return drawn
        return found[-1] if found else HIDDEN

    def _chance(self, value: str, attempt: int) -> random.Random:
        told = f"{attempt}\0{value}".encode("utf-8", "surrogatepass")
        return random.Random(hmac.digest(self.key, told, hashlib.sha256))

    def _may_stay(self, value: str) -> bool:
        known = (MOMENT, OURS, PUBLIC_CODE, COUNT)
        return value in self._public or any(one.fullmatch(value) for one in known)

    def _marked(self, found: re.Match[str]) -> str:
        return f"‹{self.text(found.group())}›"


def _kind(value: str) -> tuple[str, Draw]:
    return next((name, draw) for name, recognises, draw in KINDS if recognises(value))
