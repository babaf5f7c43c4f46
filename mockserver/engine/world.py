"""What every sandbox of this process is made of: tables, seeds, event handlers, settings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mockserver.engine.errands import Errand
    from mockserver.engine.sandbox import Sandbox

MAX_NUMBER = 2**53
_TYPE_NAMES = {bool: "boolean", int: "integer", float: "number", str: "text"}


@dataclass(frozen=True)
class Setting:
    """A named switch, delay or quota of a sandbox.

    The default says the type; `choices` restricts it to a few values, `minimum` bounds a number.
    """

    name: str
    default: bool | int | float | str
    doc: str
    evidence: str
    unit: str = ""
    choices: tuple[str | int, ...] = ()
    minimum: int | None = 0

    def check(self, value: Any) -> bool | int | float | str:
        """The value, if this setting can take it. Raises ValueError."""
        wanted = type(self.default)
        if wanted is float and type(value) is int:
            value = float(value)
        if type(value) is not wanted:
            raise ValueError(f"{self.name} takes a {_TYPE_NAMES[wanted]}, not {value!r}")
        if self.choices and value not in self.choices:
            raise ValueError(
                f"{self.name} takes one of {', '.join(map(str, self.choices))}, not {value!r}"
            )
        if isinstance(value, int | float) and not isinstance(value, bool):
            lowest = self.minimum if self.minimum is not None else -MAX_NUMBER
            if not lowest <= value <= MAX_NUMBER:
                raise ValueError(f"{self.name} takes {lowest} to {MAX_NUMBER}, not {value!r}")
        checked: bool | int | float | str = value
        return checked


Handler = Callable[["Sandbox", Mapping[str, Any]], None]
Seed = Callable[["Sandbox", str], None]


@dataclass(frozen=True)
class World:
    """The composition that `app.py` makes of all providers."""

    tables: tuple[str, ...] = ()
    seeds: tuple[Seed, ...] = ()
    handlers: Mapping[str, Handler] = field(default_factory=dict)
    errands: Mapping[str, "Errand"] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)
    secret_headers: frozenset[str] = frozenset()  # in lower case; the journal hides their values
    seed_names: tuple[str, ...] = ("demo", "empty")
