"""SIGTERM, as Docker and systemd send it: the last webhooks leave, the files are whole."""

import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from benchmarks.kills import Receiver
from benchmarks.processes import Process


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_signalled_server_sends_its_mail_and_closes_its_files(
    tmp_path: Path, receiver: Receiver, ending: signal.Signals
) -> None:
    server = Process("--data-dir", str(tmp_path))
    codat = requests.get(f"{server.url}/_mock/sandboxes/default", timeout=10).json()["providers"][
        "codat"
    ]
    wanted = {"url": receiver.url, "eventTypes": ["company.created"]}
    for path, body in (("/webhooks", wanted), ("/companies", {"name": "Last"})):
        url, headers = codat["base_url"] + path, codat["headers"]
        assert requests.post(url, json=body, headers=headers, timeout=10).ok

    server.process.send_signal(ending)

    assert server.stop() == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["default.sqlite"]
    assert receiver.came.total() == 1
    world = sqlite3.connect(tmp_path / "default.sqlite")
    assert world.execute("SELECT state FROM webhook_message").fetchall() == [("delivered",)]
    world.close()


def test_a_server_without_a_folder_leaves_none_behind(tmp_path: Path) -> None:
    server = Process()
    open_files = Path(f"/proc/{server.pid}/fd")
    worlds = [link.readlink() for link in open_files.iterdir() if link.is_symlink()]
    folder = next(path.parent for path in worlds if path.name == "default.sqlite")

    server.stop()

    assert not folder.exists()
