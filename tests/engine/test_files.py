"""A folder of sandboxes after a kill, under a second server, with files that are not ours."""

import os
import sqlite3
from pathlib import Path

import pytest

from mockserver.app import world_of
from mockserver.engine import files
from mockserver.engine.files import FolderInUseError, UnusableSandboxError
from mockserver.engine.sandboxes import Sandboxes
from tests.web import toy

WORLD = world_of((toy.PROVIDER,))


def reopened(folder: Path) -> Sandboxes:
    return Sandboxes(WORLD, folder)


def test_what_a_kill_left_half_done_is_cleared_away_at_the_next_start(tmp_path: Path) -> None:
    first = reopened(tmp_path)
    first.create("whole")
    first.snapshot("whole", "kept")
    first.close()
    leftovers = ("whole.draft", "new.draft", "gone@old.image", "gone.sqlite-wal", "whole@x.draft")
    for name in leftovers:
        (tmp_path / name).write_bytes(b"half")

    reopened(tmp_path).close()

    assert sorted(path.name for path in tmp_path.iterdir()) == ["whole.sqlite", "whole@kept.image"]


def test_a_second_server_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    first = reopened(tmp_path)

    with pytest.raises(FolderInUseError, match="another server uses"):
        reopened(tmp_path)
    first.close()
    reopened(tmp_path).close()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is not a SQLite file"),
        (b"hello, this is a shopping list" * 100, "is not a SQLite file"),
        (files.MAGIC + b"\xff" * 5000, "is damaged"),
        (files.MAGIC, "is damaged"),
    ],
)
def test_a_file_that_is_no_world_is_refused_by_name_and_stays_as_it_is(
    tmp_path: Path, content: bytes, complaint: str
) -> None:
    (tmp_path / "odd.sqlite").write_bytes(content)
    sandboxes = reopened(tmp_path)
    sandboxes.create("fine")

    with pytest.raises(UnusableSandboxError, match=rf"odd\.sqlite {complaint}"):
        sandboxes.get("odd")
    sandboxes.close()

    assert (tmp_path / "odd.sqlite").read_bytes() == content


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    foreign = sqlite3.connect(tmp_path / "photos.sqlite")
    foreign.execute("CREATE TABLE photo (name TEXT)")
    foreign.close()
    before = (tmp_path / "photos.sqlite").read_bytes()
    sandboxes = reopened(tmp_path)

    with pytest.raises(UnusableSandboxError, match="was not written by this program"):
        sandboxes.get("photos")
    sandboxes.close()

    assert (tmp_path / "photos.sqlite").read_bytes() == before


def test_a_snapshot_cures_a_damaged_file(tmp_path: Path) -> None:
    first = reopened(tmp_path)
    first.create("ill")
    first.snapshot("ill", "well")
    first.close()
    (tmp_path / "ill.sqlite").write_bytes(b"\0" * 8192)
    sandboxes = reopened(tmp_path)

    cured = sandboxes.restore("ill", "well")

    with cured.transaction():
        assert cured.value("SELECT text FROM toy_note") == "welcome"
    sandboxes.close()


def test_a_damaged_file_can_be_deleted(tmp_path: Path) -> None:
    (tmp_path / "ill.sqlite").write_bytes(b"\0" * 8192)
    sandboxes = reopened(tmp_path)

    sandboxes.delete("ill")
    sandboxes.close()

    assert list(tmp_path.iterdir()) == []


def test_temporary_folders_of_killed_servers_go_and_those_of_running_ones_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MEMORY", tmp_path)
    dead, alive, newborn = (files.temporary_folder() for _ in range(3))
    for old in (dead, alive):
        os.utime(old, (0, 0))
    handle = files.claim(alive)

    fresh = files.temporary_folder()
    os.close(handle)

    assert sorted(tmp_path.iterdir()) == sorted([alive, newborn, fresh])
