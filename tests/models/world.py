"""What the models share: a world, its clock, its kept states, and how long to look.

`MODEL_EXAMPLES=2000 MODEL_STEPS=50 pytest tests/models` looks long and by chance; without the
variables the same few histories are told every time.
"""

import copy
import os
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)

from mockserver.testing import MockServer

START = "2026-01-05T09:00:00Z"
QUICK_EXAMPLES, QUICK_STEPS = 20, 15
SETTINGS = settings(
    max_examples=int(os.environ.get("MODEL_EXAMPLES", QUICK_EXAMPLES)),
    stateful_step_count=int(os.environ.get("MODEL_STEPS", QUICK_STEPS)),
    derandomize="MODEL_EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
LABELS = st.sampled_from(["first", "second"])
Model = TypeVar("Model")


class WorldMachine(RuleBasedStateMachine, Generic[Model]):
    """A fresh empty world and the model of it; whatever is kept is kept of both.

    Rules let time pass themselves: a rule of its own for that is left out of many histories.
    """

    def __init__(self, server: MockServer, born: Callable[[], Model]) -> None:
        super().__init__()
        self.world = server.sandbox(seed="empty", clock={"rate": 0, "now": START})
        self.model = born()
        self._born = born
        self._kept: dict[str, Model] = {}

    @rule(label=LABELS)
    def keep(self, label: str) -> None:
        """A snapshot, of the model too."""
        self.world.snapshot(label)
        self._kept[label] = copy.deepcopy(self.model)

    @precondition(lambda self: self._kept)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        """Back to a kept state."""
        label = data.draw(st.sampled_from(sorted(self._kept)))
        self.world.restore(label)
        self.model = copy.deepcopy(self._kept[label])

    @precondition(lambda self: self._kept)
    @rule()
    def reset(self) -> None:
        """Back to the beginning."""
        self.world.reset()
        self.model = self._born()

    def teardown(self) -> None:
        """The world is not needed any more."""
        self.world.delete()


def explore(machine: Callable[[MockServer], WorldMachine[Any]], server: MockServer) -> None:
    """Tell random histories until one differs from its model."""
    run_state_machine_as_test(lambda: machine(server), settings=SETTINGS)  # type: ignore[no-untyped-call]


def pick(things: list[Any], number: int, otherwise: Any) -> Any:
    """One of the things that there are now, or something else when there is none."""
    return things[number % len(things)] if things else otherwise
