"""What a run changed is written down first, and taken back from there only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contract_tests.support.courtesy import Courtesy
from contract_tests.support.ledger import Ledger, Undo, leftovers
from contract_tests.targets import TestCase
from contract_tests.targets.accounts import reach
from contract_tests.targets.real import Real, RealRun, real_run
from contract_tests.undo import main as undo_main
from tests.contract_framework.impostor import JSON, Impostor, impostor

WRITER = TestCase("test_writer", writes=True)


def environ(server: Impostor) -> dict[str, str]:
    return {
        "CONTRACT_FEEDBACK_HOUSE_BASE_URL": server.url,
        "CONTRACT_FEEDBACK_HOUSE_API_KEY": "fh-secret-key",
        "CONTRACT_ALLOW_WRITES": "feedback_house",
        "CONTRACT_MIN_INTERVAL_S": "0",
    }


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_write_is_in_the_ledger_even_if_it_never_gets_an_answer(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with impostor((200, JSON, "{}")) as server:
        gone = environ(server)
    run = RealRun(Ledger(ledger), gone)

    with run.target("feedback_house", WRITER) as target, pytest.raises(AssertionError):
        target.session.post("/divisions?api_key=fh-secret-key", json={})

    [line] = lines(ledger)
    assert (line["event"], line["method"], line["test"]) == ("call", "POST", "test_writer")
    assert "fh-secret-key" not in ledger.read_text()


def test_the_ledger_has_the_way_back_before_the_call_is_sent(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with impostor((200, JSON, "{}")) as server:
        run = RealRun(Ledger(ledger), environ(server))
        with run.target("feedback_house", WRITER) as target:
            target.created("a division", Undo("DELETE", "/divisions/1"))

            assert server.asked == []
            assert [line["event"] for line in lines(ledger)] == ["created"]


def test_a_run_takes_back_what_it_created_newest_first(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with impostor((200, JSON, "{}")) as server:
        with (
            real_run(ledger, environ(server)) as run,
            run.target("feedback_house", WRITER) as target,
        ):
            target.created("first", Undo("DELETE", "/divisions/1"))
            target.created("second", Undo("PUT", "/divisions/2", {"active": False}))

        assert [(a["method"], a["path"], a["body"]) for a in server.asked] == [
            ("PUT", "/divisions/2", {"active": False}),
            ("DELETE", "/divisions/1", None),
        ]
        assert server.asked[0]["headers"]["Authorization"] == "fh-secret-key"
    assert leftovers(ledger) == []


def test_an_id_that_the_answer_told_replaces_the_way_back(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with impostor((200, JSON, "{}")) as server:
        with (
            real_run(ledger, environ(server)) as run,
            run.target("feedback_house", WRITER) as target,
        ):
            entry = target.created("a division")
            entry.learned(Undo("DELETE", "/divisions/7"))

        assert [a["path"] for a in server.asked] == ["/divisions/7"]


def test_what_turned_out_not_to_be_created_needs_no_way_back(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with impostor((200, JSON, "{}")) as server:
        with (
            real_run(ledger, environ(server)) as run,
            run.target("feedback_house", WRITER) as target,
        ):
            target.created("a division").learned()

        assert server.asked == []
    assert leftovers(ledger) == []


def test_without_a_way_back_the_leftover_is_reported(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with (
        impostor((200, JSON, "{}")) as server,
        pytest.raises(AssertionError, match="a division: no way back is known"),
        real_run(ledger, environ(server)) as run,
        run.target("feedback_house", WRITER) as target,
    ):
        target.created("a division")


def test_the_vendors_own_way_to_say_gone_counts_as_taken_back(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with (
        impostor((400, JSON, "{}")) as server,
        real_run(ledger, environ(server)) as run,
        run.target("feedback_house", WRITER) as target,
    ):
        target.created("a division", Undo("DELETE", "/divisions/1", gone=(400,)))

    assert leftovers(ledger) == []


def test_other_runs_in_the_same_ledger_are_left_alone(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with impostor((200, JSON, "{}")) as server:
        earlier = Ledger(ledger, session="earlier")
        earlier.created(
            "feedback_house", server.url, "test_x", "old", [Undo("DELETE", "/divisions/1")]
        )
        with real_run(ledger, environ(server)):
            pass

        assert server.asked == []
    assert [left.what for left in leftovers(ledger)] == ["old"]


def test_what_cannot_be_taken_back_is_said_and_stays_in_the_ledger(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with (
        impostor((500, JSON, "{}")) as server,
        pytest.raises(AssertionError, match="a division: answered") as failure,
        real_run(ledger, environ(server)) as run,
        run.target("feedback_house", WRITER) as target,
    ):
        target.created("a division", Undo("DELETE", "/divisions/1"))

    assert f"python -m contract_tests.undo {ledger}" in str(failure.value)
    assert [left.what for left in leftovers(ledger)] == ["a division"]


def test_something_already_gone_counts_as_taken_back(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with (
        impostor((404, JSON, "{}")) as server,
        real_run(ledger, environ(server)) as run,
        run.target("feedback_house", WRITER) as target,
    ):
        target.created("a division", Undo("DELETE", "/divisions/1"))

    assert leftovers(ledger) == []


def test_a_crashed_run_is_taken_back_from_its_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with impostor((200, JSON, "{}")) as server:
        Ledger(ledger).created(
            "feedback_house", server.url, "test_x", "old", [Undo("DELETE", "/divisions/1")]
        )
        for name, value in environ(server).items():
            monkeypatch.setenv(name, value)

        assert undo_main([str(ledger)]) == 0

        assert [a["path"] for a in server.asked] == ["/divisions/1"]
    assert "all taken back" in capsys.readouterr().out
    assert leftovers(ledger) == []


def test_a_dry_run_only_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with impostor((200, JSON, "{}")) as server:
        Ledger(ledger).created(
            "feedback_house", server.url, "test_x", "old", [Undo("DELETE", "/divisions/1")]
        )

        assert undo_main([str(ledger), "--dry-run"]) == 0

        assert server.asked == []
    assert capsys.readouterr().out == f"left on {server.url}: old\n"


def test_nothing_is_taken_back_on_another_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with impostor((200, JSON, "{}")) as server:
        Ledger(ledger).created(
            "feedback_house", "https://elsewhere.test", "test_x", "old", [Undo("DELETE", "/d/1")]
        )
        for name, value in environ(server).items():
            monkeypatch.setenv(name, value)

        assert undo_main([str(ledger)]) == 1

        assert server.asked == []
    assert "made on https://elsewhere.test" in capsys.readouterr().out


def test_a_write_in_a_test_that_is_not_marked_is_refused(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with impostor((200, JSON, "{}")) as server:
        run = RealRun(Ledger(ledger), environ(server))
        reader = TestCase("test_reader", writes=False)

        with (
            run.target("feedback_house", reader) as target,
            pytest.raises(AssertionError, match=r"not marked @pytest\.mark\.writes"),
        ):
            target.session.post("/divisions", json={})

        assert server.asked == []
    assert not ledger.exists()


def test_a_post_that_only_asks_needs_no_marker(tmp_path: Path) -> None:
    with impostor((200, JSON, "{}")) as server:
        run = RealRun(Ledger(tmp_path / "ledger.jsonl"), environ(server))
        reader = TestCase("test_reader", writes=False)

        with run.target("feedback_house", reader) as target:
            target.reading.post("/search", json={})

        assert server.asked[0]["headers"]["Authorization"] == "fh-secret-key"


def test_a_run_knows_its_own_names() -> None:
    ours, theirs = Ledger(None), Ledger(None)

    name = ours.unique("Berlin")

    assert name.startswith("ct-")
    assert name.endswith("-Berlin")
    assert ours.unique("Berlin") != name
    assert ours.made(name)
    assert not theirs.made(name)


def test_a_real_target_polls_with_growing_pauses(tmp_path: Path) -> None:
    slept: list[float] = []
    states = [None, None, None, "PROCESSED"]
    with impostor((200, JSON, "{}")) as server:
        target = Real(
            "feedback_house",
            WRITER,
            reach("feedback_house", environ(server)),
            Ledger(None),
            Courtesy(0.0, sleep=slept.append, now=lambda: sum(slept)),
            may_write=True,
        )

        assert target.until(lambda: states.pop(0)) == "PROCESSED"

    assert slept == [0.25, 0.375, 0.5625]


def test_a_real_target_gives_up_in_time(tmp_path: Path) -> None:
    slept: list[float] = []
    with impostor((200, JSON, "{}")) as server:
        target = Real(
            "feedback_house",
            WRITER,
            reach("feedback_house", environ(server)),
            Ledger(None),
            Courtesy(0.0, sleep=slept.append, now=lambda: sum(slept)),
            may_write=True,
        )

        with pytest.raises(AssertionError, match=r"not done within 2 s .* last value: ''"):
            target.until(lambda: "", within=2)

    assert sum(slept) <= 2
