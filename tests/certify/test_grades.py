"""What a grade says when there is little to see, and campaigns that cannot be run."""

import json
from pathlib import Path
from typing import Any

import pytest

from mockserver.certify.campaign import HOME, Campaign, CampaignError, Step, load, of_provider
from mockserver.certify.drivers import Command, Watched
from mockserver.certify.evidence import Call, Evidence
from mockserver.certify.grades import GRADERS, graded
from mockserver.providers import built_in
from mockserver.web.provider import Provider

KNOWN = tuple(GRADERS)
CAMPAIGN = Campaign("toy", "", (), {"make": ["name"]}, ["make"])


def call(number: int, status: int, at_s: float = 0, **more: Any) -> Call:
    values = {
        "operation": "make",
        "method": "POST",
        "path": "/things",
        "by_fault": status >= 400,
        "request_headers": {},
        "response_headers": {},
        "sent": {"name": "a"},
        "answered": None,
    }
    return Call(id=number, at_s=at_s, status=status, **{**values, **more})


def verdict(behaviour: str, *calls: Call, time_passes: bool = True) -> tuple[str, str]:
    step = Step("a step", "push", [behaviour])
    seen = Evidence(CAMPAIGN, step, calls, (), frozenset(), time_passes)
    [grade] = graded(seen)
    return grade.verdict, grade.why


@pytest.mark.parametrize(
    "behaviour", [name for name in KNOWN if name != "sends again only what failed"]
)
def test_nothing_is_praised_where_nothing_was_seen(behaviour: str) -> None:
    step = Step("a step", "push", [behaviour], list={"operation": "list", "id": "id", "items": "x"})
    [grade] = graded(Evidence(CAMPAIGN, step, (), (), frozenset(), time_passes=True))

    assert grade.verdict == "not seen"


def test_on_a_clock_that_stands_still_waiting_cannot_be_judged() -> None:
    told = {"response_headers": {"retry-after": "30"}}

    seen = verdict("honours Retry-After", call(1, 429, **told), call(2, 200), time_passes=False)

    assert seen == (
        "not seen",
        "no time passed: the clock stands still, and the integration does not move it",
    )


def test_who_comes_back_a_second_early_was_too_early() -> None:
    told = {"response_headers": {"retry-after": "30"}}

    seen = verdict("honours Retry-After", call(1, 429, **told), call(2, 200, at_s=29))

    assert seen == ("bad", "came back after 29.0 s, though 30 s were asked for")


def test_equal_pauses_are_no_backing_off() -> None:
    calls = [call(n, 503, at_s=n) for n in (1, 2, 3)]

    assert verdict("backs off", *calls) == ("bad", "pauses did not grow: 1.0, 1.0 s")


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        ((0, 1, 3, 7), "good"),
        ((0, 1, 1.8, 4), "good"),
        ((0, 0.01, 0.03, 0.08), "bad"),
        ((0, 1, 2.1, 3.3), "bad"),
    ],
    ids=["doubled", "with jitter", "the way there and back", "nearly equal"],
)
def test_backing_off_means_pauses_that_grow(moments: tuple[float, ...], expected: str) -> None:
    calls = [call(number, 503, at_s=at_s) for number, at_s in enumerate(moments, 1)]

    assert verdict("backs off", *calls)[0] == expected


def test_a_write_whose_answer_was_lost_has_arrived() -> None:
    lost = call(1, 200, by_fault=True)

    assert verdict("loses nothing", lost)[0] == "good"
    assert verdict("doubles nothing", lost, call(2, 200))[0] == "bad"


def test_a_repetition_under_the_same_key_doubles_nothing() -> None:
    key = {"request_headers": {"idempotency-key": "k"}}

    seen = verdict("doubles nothing", call(1, 200, by_fault=True, **key), call(2, 200, **key))

    assert seen == ("good", "nothing was made twice")


@pytest.mark.parametrize("provider", sorted(file.stem for file in HOME.glob("*.json")))
def test_every_campaign_that_comes_with_the_program_is_in_order(provider: str) -> None:
    assert len(of_provider(provider, KNOWN).steps) >= 5


@pytest.mark.parametrize("provider", built_in(), ids=lambda provider: provider.name)
def test_a_campaign_names_only_what_its_provider_has(provider: Provider) -> None:
    campaign = of_provider(provider.name, KNOWN)
    settings = {name for step in campaign.steps for name in step.settings}
    places = [one for step in campaign.steps for one in (step.after, step.log, step.list) if one]
    faults = [fault for step in campaign.steps for fault in step.faults if "operation" in fault]
    polls = {step.poll for step in campaign.steps if step.poll}

    named = {one["operation"] for one in [*places, *faults]} | polls | set(campaign.creates)

    assert settings <= {setting.name for setting in provider.settings}
    assert named <= {operation.name for operation in provider.operations}


def test_there_is_a_campaign_for_every_provider() -> None:
    with pytest.raises(CampaignError, match="appzen, candis, cegid_loop, codat, feedback_house"):
        of_provider("nobody", KNOWN)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "Expecting"),
        ("[]", "steps"),
        ('{"provider": "x", "about": ""}', "steps"),
        ('{"provider": "x", "about": "", "steps": [{"name": "a", "colour": 1}]}', "no colour"),
        (
            json.dumps(
                {
                    "provider": "x",
                    "about": "",
                    "steps": [{"name": "a", "task": "push", "grades": ["is nice"]}],
                }
            ),
            "nobody grades is nice",
        ),
    ],
)
def test_a_campaign_that_is_not_in_order_is_refused(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "campaign.json"
    file.write_text(text)

    with pytest.raises(CampaignError, match=why):
        load(file, KNOWN)


def test_an_unknown_step_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(CampaignError, match="no step 'x'; there is an ordinary day"):
        of_provider("codat", KNOWN).only(["x"])


def test_an_integration_that_runs_by_itself_is_watched_until_it_is_quiet() -> None:
    newest = [3, 5, 5]
    asked: list[tuple[int, float]] = []

    def news(after: int, timeout_s: float) -> int:
        asked.append((after, timeout_s))
        return newest.pop(0)

    ended = Watched(news, lambda: 2, quiet_s=7).start("push").wait(60)

    assert ended == "was watched"
    assert asked == [(2, 60), (3, 7), (5, 7)]


def test_a_command_tells_how_it_ended() -> None:
    assert Command("sh -c 'test {task} = push'", {}).start("push").wait(10) == "ended well"
    assert Command("sh -c 'exit 7'", {}).start("push").wait(10) == "ended with exit code 7"
