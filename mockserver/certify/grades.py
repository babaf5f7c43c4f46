"""Behaviours of an integration, each graded from the journal alone."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from mockserver.certify.evidence import SERVER_ERROR, Call, Evidence

GOOD, BAD, NOT_SEEN = "good", "bad", "not seen"
TOO_MANY, UNAUTHORIZED, GONE = 429, (401, 403), 404
MOST_ATTEMPTS = 8
SHORTEST_PAUSE_S, GROWTH = 0.2, 1.5  # what is shorter is the way there and back; jitter may shrink
MOST_POLLS, SHORTEST_POLL_S = 120, 0.5
FROZEN = "no time passed: the clock stands still, and the integration does not move it"


@dataclass(frozen=True)
class Grade:
    """One behaviour: good, bad, or not seen; `entries` are numbers of the journal."""

    behaviour: str
    verdict: str
    why: str
    entries: tuple[int, ...] = ()


Said = tuple[str, str, Sequence[Call]]
Grader = Callable[[Evidence], Said]


def _works(seen: Evidence) -> Said:
    heard = [call for call in seen.calls if call.heard]
    if not seen.calls:
        return NOT_SEEN, "it called nothing", ()
    if not heard:
        return BAD, "not one call succeeded", seen.calls
    return GOOD, f"{len(heard)} of {len(seen.calls)} calls succeeded", heard[:1]


def _honours_retry_after(seen: Evidence) -> Said:
    asked = [one for one in seen.calls if one.status == TOO_MANY and _retry_after(one) is not None]
    if not asked:
        return NOT_SEEN, "nobody was told to come back later", ()
    for refusal in asked:
        again = seen.later(refusal)
        if not again:
            return NOT_SEEN, "it did not come back", [refusal]
        wait, asked_s = again[0].at_s - refusal.at_s, _retry_after(refusal) or 0
        if wait < asked_s and not seen.time_passes:
            return NOT_SEEN, FROZEN, [refusal, again[0]]
        if wait < asked_s:
            why = f"came back after {wait:.1f} s, though {asked_s:.0f} s were asked for"
            return BAD, why, [refusal, again[0]]
    return GOOD, "came back when it was told to, not before", asked


def _backs_off(seen: Evidence) -> Said:
    run = _longest_run(seen)
    gaps = [later.at_s - one.at_s for one, later in pairwise(run)]
    if len(gaps) < 2:  # noqa: PLR2004 - growing takes two
        return NOT_SEEN, "there were not enough attempts to see a pattern", run
    if not seen.time_passes:
        return NOT_SEEN, FROZEN, run
    shown = ", ".join(f"{gap:.1f}" for gap in gaps)
    if min(gaps) >= SHORTEST_PAUSE_S and gaps[-1] >= GROWTH * gaps[0]:
        return GOOD, f"pauses grew: {shown} s", run
    return BAD, f"pauses did not grow: {shown} s", run


def _ends_in_time(seen: Evidence) -> Said:
    run = [call for call in _longest_run(seen) if call.by_fault]
    if not run:
        return NOT_SEEN, "it met no outage", ()
    if len(run) > MOST_ATTEMPTS:
        return BAD, f"{len(run)} attempts in a row, {MOST_ATTEMPTS} are enough", run
    return GOOD, f"stopped after {len(run)} attempts", run


def _does_not_give_up(seen: Evidence) -> Said:
    failures = seen.failures()
    if not failures:
        return NOT_SEEN, "nothing failed", ()
    left = [one for one in failures if not any(later.heard for later in seen.later(one))]
    if left:
        return BAD, f"{left[-1].method} {left[-1].path} was never repeated with success", left
    return GOOD, "everything that failed succeeded later", failures


def _goes_on_after_expiry(seen: Evidence) -> Said:
    expired = [one for one in seen.failures() if one.status in UNAUTHORIZED]
    if not expired:
        return NOT_SEEN, "no credential expired", ()
    again = [later for one in expired for later in seen.later(one) if later.heard]
    if again:
        return GOOD, "took a fresh credential and repeated the call", [*expired, again[0]]
    return BAD, "did not repeat the call with a fresh credential", expired


def _loses_nothing(seen: Evidence) -> Said:
    failed = [one for one in seen.failures() if one.writes]
    if not failed:
        return NOT_SEEN, "no write failed", ()
    arrived = {key for one in seen.calls if one.writes and one.kept for key in seen.keys(one)}
    lost = [one for one in failed if seen.keys(one) - arrived]
    if lost:
        missing = sorted(seen.keys(lost[0]) - arrived)[:3]
        return BAD, f"never arrived: {', '.join(missing)}", lost
    return GOOD, "every record that was refused or cut off has arrived", failed


def _doubles_nothing(seen: Evidence) -> Said:
    if not seen.failures():
        return NOT_SEEN, "no answer was lost", ()
    twice = _doubled(seen)
    if twice:
        return BAD, f"made twice: {', '.join(sorted(seen.keys(twice[0])))}", twice
    return GOOD, "nothing was made twice", seen.failures()


def _sends_only_failures(seen: Evidence) -> Said:
    log = seen.step.log or {}
    state = log["failed"].items()
    reads = [one for one in seen.calls if one.operation == log["operation"] and one.heard]
    lines = [(one, line) for one in reads for line in (one.answered or {}).get(log["items"], ())]
    failed = {line[log["id"]] for _, line in lines if state <= line.items()}
    if not reads:
        return BAD, "it did not look what became of its records", seen.calls
    if not failed:
        return NOT_SEEN, "no record failed", reads
    done = {line[log["id"]]: one for one, line in lines if not state <= line.items()}
    for write in (one for one in seen.calls if one.writes):
        again = {key for key in seen.keys(write) if key in done and done[key].id < write.id}
        if again:
            return BAD, f"sent again though imported: {', '.join(sorted(again)[:3])}", [write]
    return GOOD, f"{len(failed)} failed, and nothing else was sent again", reads[-1:]


def _polls_politely(seen: Evidence) -> Said:
    polls = [one for one in seen.calls if one.operation == seen.step.poll]
    gaps = [later.at_s - one.at_s for one, later in pairwise(polls) if one.same(later)]
    if not gaps:
        return NOT_SEEN, "it looked at most once", polls
    if not seen.time_passes:
        return NOT_SEEN, FROZEN, polls
    if min(gaps) < SHORTEST_POLL_S or len(polls) > MOST_POLLS:
        return BAD, f"{len(polls)} looks, the shortest pause {min(gaps):.2f} s", polls
    return GOOD, f"{len(polls)} looks, the shortest pause {min(gaps):.1f} s", polls


def _waits_until_done(seen: Evidence) -> Said:
    done = seen.step.done or {}
    polls = [one for one in seen.calls if one.operation == seen.step.poll and one.heard]
    if not polls:
        return NOT_SEEN, "it never looked", ()
    ended = [one for one in polls if (one.answered or {}).get(done["member"]) == done["is"]]
    if ended:
        return GOOD, "looked until it was done", ended[:1]
    return BAD, f"stopped looking after {len(polls)} looks, before it was done", polls


def _misses_nothing(seen: Evidence) -> Said:
    where = seen.step.list or {}
    pages = [one for one in seen.calls if one.operation == where["operation"] and one.heard]
    pages = [one for one in pages if isinstance(one.answered, dict)]
    if len(pages) < 2:  # noqa: PLR2004 - one page cannot shift
        return NOT_SEEN, "it read everything in one page", pages
    read = {str(item[where["id"]]) for one in pages for item in one.answered[where["items"]]}
    missed = seen.existing - read
    if missed:
        return BAD, f"never saw {', '.join(sorted(missed)[:3])}", pages
    return GOOD, f"saw all {len(seen.existing)} in {len(pages)} pages", pages


def _takes_once(seen: Evidence) -> Said:
    delivered = [one for one in seen.deliveries if one["attempts"]]
    times = [len(one["attempts"]) for one in delivered]
    if not delivered or max(times) < 2:  # noqa: PLR2004 - twice
        return NOT_SEEN, "no message came twice", ()
    twice = _doubled(seen)
    if twice:
        return BAD, f"acted twice on one message: {twice[0].method} {twice[0].path}", twice
    acted = [one for one in seen.calls if one.operation in seen.campaign.creates and one.kept]
    if not acted:
        return NOT_SEEN, "it did not act on the message", ()
    return GOOD, "acted once on a message that came twice", acted


def _checks_first(seen: Evidence) -> Said:
    if not [one for one in seen.deliveries if one["attempts"]]:
        return NOT_SEEN, "no message came", ()
    stale = [one for one in seen.calls if one.writes and one.status == GONE]
    if stale:
        return BAD, "acted on a message that a later one had overtaken", stale
    checks = [one for one in seen.calls if not one.writes]
    if checks:
        return GOOD, "looked how things are before it acted", checks
    return NOT_SEEN, "it did nothing about the messages", ()


GRADERS: dict[str, Grader] = {
    "works at all": _works,
    "honours Retry-After": _honours_retry_after,
    "backs off": _backs_off,
    "ends in time": _ends_in_time,
    "does not give up": _does_not_give_up,
    "goes on after its token expired": _goes_on_after_expiry,
    "loses nothing": _loses_nothing,
    "doubles nothing": _doubles_nothing,
    "sends again only what failed": _sends_only_failures,
    "polls politely": _polls_politely,
    "waits until it is done": _waits_until_done,
    "misses nothing while pages shift": _misses_nothing,
    "takes a message once": _takes_once,
    "checks before it believes": _checks_first,
}


def graded(seen: Evidence) -> list[Grade]:
    """The grades that the step asks for."""
    found = []
    for behaviour in seen.step.grades:
        verdict, why, calls = GRADERS[behaviour](seen)
        found.append(Grade(behaviour, verdict, why, tuple(call.id for call in calls)))
    return found


def _longest_run(seen: Evidence) -> list[Call]:
    """The most attempts at one call in a row that failed by a fault, and what came after."""
    runs: dict[Any, list[list[Call]]] = defaultdict(lambda: [[]])
    for call in seen.calls:
        run = runs[call.method, call.path]
        run[-1].append(call)
        if not (call.by_fault and call.status >= SERVER_ERROR):
            run.append([])
    return max((one for each in runs.values() for one in each if one), key=_faults, default=[])


def _faults(run: list[Call]) -> int:
    return sum(call.by_fault for call in run)


def _doubled(seen: Evidence) -> list[Call]:
    """Writes that made the same thing a second time, and were no repetition under one key."""
    made: dict[Any, list[Call]] = defaultdict(list)
    for call in seen.calls:
        if call.operation in seen.campaign.creates and call.kept:
            made[call.operation, call.path, seen.keys(call)].append(call)
    for calls in made.values():
        named = {call.request_headers.get("idempotency-key") for call in calls}
        if len(calls) > 1 and (len(named) > 1 or None in named):
            return calls
    return []


def _retry_after(call: Call) -> float | None:
    value = call.response_headers.get("retry-after", "")
    return float(value) if value.isdigit() else None
