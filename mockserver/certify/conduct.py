"""Runs a campaign on a sandbox: break something, let the integration work, mend it, grade."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from mockserver.certify.campaign import Campaign, Step
from mockserver.certify.drivers import Driver
from mockserver.certify.evidence import Call, Evidence, call_of
from mockserver.certify.grades import BAD, GOOD, NOT_SEEN, Grade, graded

OURS = "mockserver-certify"
LONGEST_S = 120.0
LISTEN = "listen"
LOOK_S = 20
SETTLE = "PT1H"
PAGE = 1000


class World(Protocol):
    """The sandbox as the campaign needs it."""

    def steer(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """A call of its control API, `path` below /_mock/sandboxes/{s}."""
        ...

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """A call of the provider as `mockserver-certify`; the JSON of the answer, or None."""
        ...


@dataclass(frozen=True)
class StepReport:
    """What came of one step; `calls` are the integration's."""

    step: Step
    ended: str
    grades: Sequence[Grade]
    calls: Sequence[Call]


@dataclass(frozen=True)
class Report:
    """What came of a campaign."""

    campaign: Campaign
    sandbox: str
    steps: Sequence[StepReport] = field(default_factory=list)

    def count(self, verdict: str) -> int:
        """How many grades there are of a verdict."""
        return sum(grade.verdict == verdict for one in self.steps for grade in one.grades)

    @property
    def passed(self) -> bool:
        """Whether nothing was bad and something was good."""
        return self.count(GOOD) > 0 and self.count(BAD) == 0

    @property
    def unseen(self) -> int:
        """How much could not be judged."""
        return self.count(NOT_SEEN)


def conduct(
    campaign: Campaign, sandbox: str, world: World, driver: Driver, longest_s: float = LONGEST_S
) -> Report:
    """Run all steps, one after the other, and grade them from the journal.

    On a frozen clock waiting is seen only if the integration moves the clock; if it never does,
    what depends on waiting counts as not seen.
    """
    live = world.steer("GET", "/clock")["rate"] > 0
    runs = [_run(campaign, step, world, driver, longest_s) for step in campaign.steps]
    moved = live or any(seen.calls[-1].at_s > seen.calls[0].at_s for seen, _ in runs if seen.calls)
    steps = [
        StepReport(seen.step, ended, graded(replace(seen, time_passes=moved)), seen.calls)
        for seen, ended in runs
    ]
    return Report(campaign, sandbox, steps)


def _run(
    campaign: Campaign, step: Step, world: World, driver: Driver, longest_s: float
) -> tuple[Evidence, str]:
    """What one step showed, and how the integration ended."""
    undo = [_done(world, one, {}) for one in step.plant]
    mark, posted = latest(world, campaign.provider), _newest_delivery(world, campaign.provider)
    with _broken(campaign, step, world):
        running = driver.start(step.task)
        if step.after is not None:
            undo += _act(campaign, step, world, mark)
        if step.task == LISTEN:
            world.steer("POST", "/clock", {"advance": SETTLE})  # every message is tried
            running.stop()
        ended = running.wait(longest_s)
    existing = _existing(step, world)
    calls = _calls(world, campaign.provider, mark)
    deliveries = _deliveries(world, campaign.provider, posted)
    for path in filter(None, undo):
        world.ask("DELETE", path)
    return Evidence(campaign, step, calls, deliveries, existing, time_passes=True), ended


@contextmanager
def _broken(campaign: Campaign, step: Step, world: World) -> Iterator[None]:
    """The step's faults and settings, taken back afterwards; what else is broken stays so."""
    before = world.steer("GET", "/settings")
    old = {name: before[name]["value"] for name in step.settings}
    faults = [
        world.steer("POST", "/faults", {"provider": campaign.provider, **one})["id"]
        for one in step.faults
    ]
    if step.settings:
        world.steer("PATCH", "/settings", dict(step.settings))
    try:
        yield
    finally:
        for fault in faults:
            world.steer("DELETE", f"/faults/{fault}")
        if old:
            world.steer("PATCH", "/settings", old)


def _act(campaign: Campaign, step: Step, world: World, mark: int) -> list[str]:
    """Once the integration has made the call that is waited for: interfere; the ways back."""
    operation = (step.after or {})["operation"]
    wanted = {"provider": campaign.provider, "operation": operation, "after": mark, "count": 1}
    come = world.steer("GET", "/journal/wait", timeout_s=LOOK_S, **wanted)
    if not come["come"]:
        return []
    values = {"seen": _first_seen(step, world, come["calls"][0]["id"])}
    return [_done(world, one, values) for one in step.act]


def _done(world: World, one: Mapping[str, Any], values: dict[str, str]) -> str:
    """Make a call of the campaign; the path that takes it back, or nothing."""
    answer = world.ask(one["method"], one["path"].format(**values), one.get("json"))
    if isinstance(answer, Mapping) and "id" in answer:
        values["made"] = str(answer["id"])
    return str(one.get("undo", "")).format(**values)


def _first_seen(step: Step, world: World, entry: int) -> str:
    """The id of the first element that the integration has just read."""
    if step.list is None:
        return ""
    call = call_of(world.steer("GET", f"/journal/{entry}"))
    items = call.answered[step.list["items"]] if isinstance(call.answered, dict) else []
    return str(items[0][step.list["id"]]) if items else ""


def _existing(step: Step, world: World) -> frozenset[str]:
    if step.list is None:
        return frozenset()
    items = (world.ask("GET", step.list["path"]) or {}).get(step.list["items"], [])
    return frozenset(str(item[step.list["id"]]) for item in items)


def _calls(world: World, provider: str, mark: int) -> list[Call]:
    """The integration's calls behind a journal number, oldest first; not our own."""
    found: list[Call] = []
    while True:
        lines = world.steer("GET", "/journal", provider=provider, after=mark, limit=PAGE)
        for line in lines:
            call = call_of(world.steer("GET", f"/journal/{line['id']}"))
            if call.request_headers.get("user-agent") != OURS:
                found.append(call)
        if len(lines) < PAGE:
            return found
        mark = lines[-1]["id"]


def latest(world: World, provider: str) -> int:
    """The number of the newest entry of the journal."""
    lines = world.steer("GET", "/journal", provider=provider, limit=1)
    return int(lines[0]["id"]) if lines else 0


def _newest_delivery(world: World, provider: str) -> int:
    found = world.steer("GET", "/webhooks/deliveries", provider=provider, limit=1)
    return int(found[0]["id"]) if found else 0


def _deliveries(world: World, provider: str, mark: int) -> list[Mapping[str, Any]]:
    found = world.steer("GET", "/webhooks/deliveries", provider=provider, limit=PAGE)
    return [one for one in found if one["id"] > mark]
