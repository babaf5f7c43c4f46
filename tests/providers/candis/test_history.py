"""Looking, waiting and asking again never change what happens."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockserver.testing import MockServer
from tests.providers.candis.conftest import Candis

ACCOUNTS = "general-ledger-accounts"
BORN = {"rate": 0, "now": "2024-01-01T12:00:00Z"}
codes = st.sampled_from(["GLA-000", "6815", "A", "B", "C"])
creates = st.lists(st.fixed_dictionaries({"accountCode": codes, "name": codes}), max_size=5)
updates = st.lists(
    st.fixed_dictionaries(
        {"accountCode": codes},
        optional={"name": codes | st.none(), "isArchived": st.booleans()},
    ),
    max_size=5,
)
step = st.one_of(
    st.tuples(st.just("POST"), creates),
    st.tuples(st.just("PUT"), updates),
    st.tuples(st.just("wait"), st.integers(0, 400)),
)
histories = st.lists(step, max_size=6)
IN_A_WORLD_OF_ITS_OWN = settings(
    deadline=None,
    max_examples=30,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def lived(server: MockServer, history: list[tuple[str, Any]], *, looking: bool) -> list[Any]:
    """All logs at the end; `looking` asks for every log in between, in steps of 50 ms."""
    sandbox = server.sandbox(clock=BORN)
    candis = Candis(sandbox)
    started: list[str] = []
    for act, what in history:
        if act != "wait":
            started.append(candis.accepted(act, ACCOUNTS, what))
        elif looking:
            for _ in range(what // 50):
                candis.clock.advance("50ms")
                _ = [candis.log(process_id) for process_id in started]
            candis.clock.advance(f"{what % 50}ms")
        else:
            candis.clock.advance(f"{what}ms")
    candis.clock.run_until_idle()
    logs = [candis.log(process_id) for process_id in started]
    sandbox.delete()
    return logs


@IN_A_WORLD_OF_ITS_OWN
@given(history=histories)
def test_a_poller_sees_the_same_history_as_nobody(
    mock_server: MockServer, history: list[tuple[str, Any]]
) -> None:
    assert lived(mock_server, history, looking=True) == lived(mock_server, history, looking=False)


@IN_A_WORLD_OF_ITS_OWN
@given(history=histories)
def test_the_same_calls_give_the_same_answers(
    mock_server: MockServer, history: list[tuple[str, Any]]
) -> None:
    assert lived(mock_server, history, looking=False) == lived(mock_server, history, looking=False)


@IN_A_WORLD_OF_ITS_OWN
@given(batch=creates)
def test_each_code_is_created_once(mock_server: MockServer, batch: list[dict[str, str]]) -> None:
    sandbox = mock_server.sandbox(seed="empty")

    outcomes = Candis(sandbox).outcomes("POST", ACCOUNTS, batch)

    imported = [code for code, status, _ in outcomes if status == "IMPORTED"]
    assert sorted(imported) == sorted({record["accountCode"] for record in batch})
    sandbox.delete()


def test_a_large_import_is_the_same_in_one_jump_or_many(mock_server: MockServer) -> None:
    records = [{"accountCode": f"L{number % 700}", "name": "n"} for number in range(1300)]
    history = [("POST", records), ("wait", 300), ("PUT", records[:600]), ("wait", 900)]

    assert lived(mock_server, history, looking=True) == lived(mock_server, history, looking=False)


def test_a_log_shows_each_record_once_and_in_order_page_by_page(candis: Candis) -> None:
    records = [{"accountCode": f"P{number}", "name": "n"} for number in range(230)]
    process_id = candis.accepted("POST", ACCOUNTS, records)
    candis.clock.run_until_idle()

    seen = [
        event["id"]
        for offset in range(0, 230, 50)
        for event in candis.log(process_id, offset=offset)["events"]
    ]

    assert seen == [record["accountCode"] for record in records]
