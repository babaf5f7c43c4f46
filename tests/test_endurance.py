"""Killed in the middle of its work or pressed by many, a server loses nothing.

`python -m benchmarks.kills` and `python -m benchmarks.load` are the same for longer.
"""

from pathlib import Path

from benchmarks import kills, load


def test_killed_again_and_again_a_server_keeps_what_it_answered(tmp_path: Path) -> None:
    done = kills.run(rounds=4, seed=20261121, folder=tmp_path)

    assert done.total() > 20
    assert {path.suffix for path in tmp_path.iterdir()} <= {".sqlite", ".image"}


def test_many_clients_at_once_lose_and_double_nothing() -> None:
    line = load.run(clients=24, seconds=1.5, sandboxes=3)

    assert line.startswith("| 24 | 3 | ")
