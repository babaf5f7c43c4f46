"""A campaign: what goes wrong in which order, and which behaviours are graded. It is data."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

HOME = Path(__file__).parent / "campaigns"


class CampaignError(Exception):
    """A campaign that cannot be run as it is written."""


@dataclass(frozen=True)
class Step:
    """One thing that goes wrong while the integration does its `task`.

    `faults` and `settings` as in the control API. `plant` are calls made before, `act` calls made
    once the operation `after` was called. `poll`/`done`, `log` and `list` tell the graders where
    to look.
    """

    name: str
    task: str
    grades: Sequence[str]
    faults: Sequence[Mapping[str, Any]] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    plant: Sequence[Mapping[str, Any]] = ()
    after: Mapping[str, Any] | None = None
    act: Sequence[Mapping[str, Any]] = ()
    poll: str = ""
    done: Mapping[str, Any] | None = None
    log: Mapping[str, Any] | None = None
    list: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Campaign:
    """The steps for one provider. `keys` name by operation (or `*`) what identifies a record;
    `creates` are operations that make a second record when they are repeated."""

    provider: str
    about: str
    steps: Sequence[Step]
    keys: Mapping[str, Sequence[str]] = field(default_factory=dict)
    creates: Sequence[str] = ()

    def only(self, names: Sequence[str]) -> "Campaign":
        """The campaign with the steps of these names; all without names."""
        known = {step.name: step for step in self.steps}
        if unknown := [name for name in names if name not in known]:
            raise CampaignError(f"no step {unknown[0]!r}; there is {', '.join(known)}")
        steps = [known[name] for name in names] or self.steps
        return Campaign(self.provider, self.about, steps, self.keys, self.creates)


def load(file: Path, grades: Sequence[str]) -> Campaign:
    """A campaign from a file. Raises CampaignError for members and grades that nobody knows."""
    try:
        read = dict(json.loads(file.read_text(encoding="utf-8")))
        steps = [_known(Step, one) for one in read.pop("steps")]
        campaign: Campaign = _known(Campaign, {**read, "steps": steps})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CampaignError(f"{file}: {error}") from None
    for step in campaign.steps:
        if unknown := set(step.grades) - set(grades):
            raise CampaignError(f"{file}, {step.name}: nobody grades {', '.join(sorted(unknown))}")
    return campaign


def of_provider(provider: str, grades: Sequence[str]) -> Campaign:
    """The campaign that comes with the program."""
    file = HOME / f"{provider}.json"
    if not file.exists():
        known = ", ".join(sorted(one.stem for one in HOME.glob("*.json")))
        raise CampaignError(f"there is no campaign for {provider!r}, only for {known}")
    return load(file, grades)


def _known(kind: Any, values: Mapping[str, Any]) -> Any:
    if unknown := set(values) - {one.name for one in fields(kind)}:
        raise ValueError(f"{kind.__name__.lower()} has no {', '.join(sorted(unknown))}")
    return kind(**values)
