"""Nothing but the clock moves an import."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockserver.testing import MockSandbox, MockServer
from tests.providers.cegid_loop import loop

LINE = "VE;05/02/2025;411000;{:>30};{:>30};F1;{};{}\n"
LARGE = "".join(LINE.format("A", "B", "1,00", "") + LINE.format("A", "B", "", "1,00")
                for _ in range(6_000))  # fmt: skip


def history(world: MockSandbox, uri: str, steps_ms: list[int]) -> list[tuple[object, ...]]:
    """Import, look after each step, go on to the end; what the world then holds."""
    id_ = loop.accepted(world, URI=uri)
    for step_ms in steps_ms:
        world.clock.advance(step_ms / 1000)
        assert list(loop.status(world, id_)) == ["status"]
    world.clock.to("2030-01-02T00:00:00Z")
    return [
        *loop.rows(world, f"SELECT * FROM cegid_loop_import WHERE id = '{id_}'"),
        *loop.rows(world, f"SELECT count(*) FROM cegid_loop_entry WHERE import_id = '{id_}'"),
        *loop.rows(world, "SELECT kind, due, state, ran_at FROM event ORDER BY id"),
    ]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps_ms=st.lists(st.integers(0, 3_000), max_size=8))
@pytest.mark.parametrize("content", [loop.SALES, "garbage"])
def test_polled_at_every_step_is_the_same_as_never_looked_at(
    mock_server: MockServer, content: str, steps_ms: list[int]
) -> None:
    clock = {"now": "2030-01-01T00:00:00Z", "rate": 0}
    polled, left_alone = mock_server.sandbox(clock=clock), mock_server.sandbox(clock=clock)

    seen = history(polled, loop.deposited(polled, content), steps_ms)
    unseen = history(left_alone, loop.deposited(left_alone, content), [])
    polled.delete()
    left_alone.delete()

    assert seen == unseen


def test_a_large_file_is_read_in_parts_a_little_apart(mock_sandbox: MockSandbox) -> None:
    id_ = loop.accepted(mock_sandbox, URI=loop.deposited(mock_sandbox, LARGE))

    ran = mock_sandbox.clock.run_until_idle()

    assert [event["kind"] for event in ran] == [
        "cegid_loop.start",
        *["cegid_loop.read"] * 5,
        "cegid_loop.conclude",
    ]
    assert loop.status(mock_sandbox, id_) == {"status": 3}
    assert loop.concluded(mock_sandbox)["entries"] == 12_000
    assert loop.rows(
        mock_sandbox, f"SELECT min(line), max(line) FROM cegid_loop_entry WHERE import_id = '{id_}'"
    ) == [(1, 12_000)]


def test_a_mistake_far_down_a_large_file_is_found_with_its_line(mock_sandbox: MockSandbox) -> None:
    loop.accepted(mock_sandbox, URI=loop.deposited(mock_sandbox, LARGE + "oops\n"))

    mock_sandbox.clock.run_until_idle()

    assert loop.concluded(mock_sandbox)["line"] == 12_001
    assert loop.rows(
        mock_sandbox, "SELECT count(*) FROM cegid_loop_entry WHERE label LIKE '% B'"
    ) == [(0,)]


def test_an_import_that_is_reading_is_not_disturbed_by_another_upload(
    mock_sandbox: MockSandbox,
) -> None:
    place = loop.deposit(mock_sandbox)
    loop.put(mock_sandbox, place["depositUrl"], LARGE)
    loop.accepted(mock_sandbox, URI=place["uri"])
    mock_sandbox.clock.advance("4s")
    mock_sandbox.clock.advance("11ms")

    loop.put(mock_sandbox, place["depositUrl"], "garbage")
    mock_sandbox.clock.run_until_idle()

    assert loop.concluded(mock_sandbox)["entries"] == 12_000


@pytest.mark.parametrize(("outage_at", "status"), [("0s", 1), ("2s", 2)])
def test_during_an_outage_a_request_stays_where_it_is(
    mock_sandbox: MockSandbox, outage_at: str, status: int
) -> None:
    id_ = loop.accepted(mock_sandbox, URI=loop.deposited(mock_sandbox, loop.SALES))
    mock_sandbox.clock.advance(outage_at)

    mock_sandbox.settings["cegid_loop.importer_running"] = False
    mock_sandbox.clock.advance("3h")
    during = loop.status(mock_sandbox, id_)
    mock_sandbox.settings["cegid_loop.importer_running"] = True
    mock_sandbox.clock.run_until_idle()

    assert during == {"status": status}
    assert loop.status(mock_sandbox, id_) == {"status": 3}


def test_after_an_outage_of_24_hours_the_request_has_failed(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.settings["cegid_loop.importer_running"] = False
    id_ = loop.accepted(mock_sandbox)

    mock_sandbox.clock.advance("23h")
    before = loop.status(mock_sandbox, id_)
    mock_sandbox.clock.run_until_idle()

    assert before == {"status": 1}
    assert loop.status(mock_sandbox, id_) == {"status": 4}
    assert loop.concluded(mock_sandbox)["reason"] == (
        "the importer was out of service for 24 hours"
    )


def test_delays_can_be_set(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.settings["cegid_loop.waiting_ms"] = 0
    mock_sandbox.settings["cegid_loop.processing_ms"] = 0

    id_ = loop.accepted(mock_sandbox)

    assert loop.status(mock_sandbox, id_) == {"status": 3}
