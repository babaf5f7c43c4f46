"""Whatever is written in whatever order: what holds of every history."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockserver.testing import MockSandbox, MockServer
from tests.providers.appzen.entities import BY_EXTERNAL_ID, ENTITY, SEARCH, entity, window

WEEK = window("2024-07-01", "2024-07-08")
STEPS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["EUR", "USD"]), st.integers(0, 5)),
    max_size=12,
)
few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def fresh(server: MockServer) -> MockSandbox:
    clock = {"now": "2024-07-01T12:00:00Z", "rate": 0}
    return server.sandbox(seed="empty", clock=clock, random_seed=7)


def play(sandbox: MockSandbox, steps: list[tuple[str, str, int]], *, look: bool) -> list[Any]:
    """Write after waits of some seconds; returns what was answered."""
    answers = []
    for name, currency, seconds in steps:
        if look:
            sandbox.appzen.request("POST", SEARCH, json=WEEK)
            sandbox.appzen.request("GET", f"{BY_EXTERNAL_ID}/{name}")
        sandbox.clock.advance(seconds)
        answer = sandbox.appzen.request("POST", ENTITY, json=entity(name, currency=currency))
        answers.append((answer.status_code, answer.json()))
    return answers


@few
@given(steps=STEPS)
def test_each_key_keeps_one_uuid_and_its_last_content(
    mock_server: MockServer, steps: list[tuple[str, str, int]]
) -> None:
    sandbox = fresh(mock_server)

    answers = play(sandbox, steps, look=False)

    hits = sandbox.appzen.request("POST", SEARCH, json=WEEK).json()
    last = {name: currency for name, currency, _ in steps}
    uuids = {(step[0], body["uuid"]) for step, (_, body) in zip(steps, answers, strict=True)}
    assert len(uuids) == len(last)
    assert {(hit["entity-id"], hit["appzen-uuid"]) for hit in hits} == uuids
    assert [status for status, _ in answers].count(201) == len(last)
    assert last == {
        name: sandbox.appzen.request("GET", f"{BY_EXTERNAL_ID}/{name}").json()["currency"]
        for name in last
    }
    moments = [(hit["last-appzen-update-time"], hit["appzen-uuid"]) for hit in hits]
    assert moments == sorted(moments)
    sandbox.delete()


@few
@given(steps=STEPS)
def test_looking_never_changes_history(
    mock_server: MockServer, steps: list[tuple[str, str, int]]
) -> None:
    watched, alone = fresh(mock_server), fresh(mock_server)

    seen = play(watched, steps, look=True)
    unseen = play(alone, steps, look=False)

    final = [s.appzen.request("POST", SEARCH, json=WEEK).content for s in (watched, alone)]
    assert seen == unseen
    assert final[0] == final[1]
    watched.delete()
    alone.delete()
