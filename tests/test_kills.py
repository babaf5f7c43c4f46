"""A server that is killed in the middle of its work loses nothing; `benchmarks.kills` is longer."""

from pathlib import Path

from benchmarks import kills


def test_killed_again_and_again_a_server_keeps_what_it_answered(tmp_path: Path) -> None:
    done = kills.run(rounds=4, seed=20261121, folder=tmp_path)

    assert done.total() > 20
    assert {path.suffix for path in tmp_path.iterdir()} <= {".sqlite", ".image"}
