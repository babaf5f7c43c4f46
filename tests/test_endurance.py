"""Killed in the middle of its work, pressed by many or fed with rubbish, a server goes on.

`python -m benchmarks.kills`, `benchmarks.load` and `benchmarks.fuzz` are the same for longer.
"""

from pathlib import Path

from benchmarks import fuzz, kills, load


def test_killed_again_and_again_a_server_keeps_what_it_answered(tmp_path: Path) -> None:
    done = kills.run(rounds=3, seed=20261121, folder=tmp_path)

    assert done.total() > 20
    assert {path.suffix for path in tmp_path.iterdir()} <= {".sqlite", ".image"}


def test_many_clients_at_once_lose_and_double_nothing() -> None:
    line = load.run(clients=24, seconds=1.5, sandboxes=3)

    assert line.startswith("| 24 | 3 | ")


def test_hostile_input_meets_no_5xx_no_hang_and_no_traceback() -> None:
    statuses = fuzz.run(seconds=4, seed=20261121)

    assert statuses["200"] > 10
    assert statuses["wire 400"] > 0
