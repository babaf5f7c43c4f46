"""Snapshots, forks, exports and imports, over the control API."""

import sqlite3
from pathlib import Path

import pytest

from mockserver.testing import MockSandbox, MockServer
from mockserver.testing.sandbox import URL


def texts(sandbox: MockSandbox) -> list[str]:
    return [note["text"] for note in sandbox.toy.request("GET", "/notes").json()]


def write(sandbox: MockSandbox, text: str) -> None:
    assert sandbox.toy.request("POST", "/notes", json={"text": text}).status_code == 201


def exported(sandbox: MockSandbox) -> bytes:
    url = f"{URL}/_mock/sandboxes/{sandbox.name}/export"
    return sandbox.server.control.get(url).content


def imported(server: MockServer, image: bytes, name: str = "") -> tuple[int, dict]:  # type: ignore[type-arg]
    query = {"import": "", **({"name": name} if name else {})}
    answer = server.control.post(f"{URL}/_mock/sandboxes", data=image, params=query)
    return answer.status_code, answer.json()


def test_a_restored_snapshot_is_the_state_of_its_moment(toy_sandbox: MockSandbox) -> None:
    write(toy_sandbox, "before")
    toy_sandbox.snapshot("early")
    write(toy_sandbox, "after")
    toy_sandbox.clock.advance("1d")

    toy_sandbox.restore("early")

    assert texts(toy_sandbox) == ["welcome", "before"]
    assert toy_sandbox.clock.now == "2026-01-01T12:00:00Z"
    assert [event["kind"] for event in toy_sandbox.clock.run_until_idle()] == ["toy.read"]


def test_a_snapshot_outlives_restores_and_resets(toy_sandbox: MockSandbox) -> None:
    write(toy_sandbox, "kept")
    toy_sandbox.snapshot("one")

    toy_sandbox.reset()
    toy_sandbox.restore("one")
    toy_sandbox.restore("one")

    assert texts(toy_sandbox) == ["welcome", "kept"]


def test_a_live_world_goes_on_where_its_snapshot_was_taken(toy_server: MockServer) -> None:
    live = toy_server.sandbox(clock={"rate": 1, "now": "2026-01-01T12:00:00Z"})
    live.snapshot("noon")
    live.clock.advance("30d")

    live.restore("noon")

    assert live.clock.now < "2026-01-01T12:01:00Z"
    live.delete()


def test_the_same_label_again_replaces_the_snapshot(toy_sandbox: MockSandbox) -> None:
    toy_sandbox.snapshot("one")
    write(toy_sandbox, "later")
    toy_sandbox.snapshot("one")
    path = f"/sandboxes/{toy_sandbox.name}/snapshots"

    toy_sandbox.reset()
    toy_sandbox.restore("one")

    assert texts(toy_sandbox) == ["welcome", "later"]
    assert [one["label"] for one in toy_sandbox.server.steer("GET", path)] == ["one"]


def test_a_forgotten_snapshot_is_gone(toy_sandbox: MockSandbox) -> None:
    toy_sandbox.snapshot("one")
    path = f"/sandboxes/{toy_sandbox.name}/snapshots"

    toy_sandbox.server.steer("DELETE", f"{path}/one")

    assert toy_sandbox.server.steer("GET", path) == []


def test_snapshots_go_with_their_sandbox(toy_server: MockServer) -> None:
    sandbox = toy_server.sandbox(name="soon-gone")
    sandbox.snapshot("one")
    sandbox.delete()

    left = [path.name for path in toy_server.app.sandboxes.folder.glob("soon-gone*")]

    assert left == []


@pytest.mark.parametrize("label", ["nothing", "..%2f..", "A", "%00"])
def test_an_unknown_snapshot_cannot_be_restored(toy_sandbox: MockSandbox, label: str) -> None:
    url = f"{URL}/_mock/sandboxes/{toy_sandbox.name}/snapshots/{label}"

    assert toy_sandbox.server.control.post(f"{url}/restore").status_code == 404
    assert toy_sandbox.server.control.delete(url).status_code == 404


@pytest.mark.parametrize("label", ["", "../x", "A b", "x" * 64, 7, None])
def test_a_label_that_is_no_label_is_refused(toy_sandbox: MockSandbox, label: object) -> None:
    url = f"{URL}/_mock/sandboxes/{toy_sandbox.name}/snapshots"

    answer = toy_sandbox.server.control.post(url, json={"label": label})

    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "label")


def test_a_fork_is_independent_and_has_credentials_of_its_own(toy_sandbox: MockSandbox) -> None:
    write(toy_sandbox, "shared")

    fork = toy_sandbox.fork()
    write(fork, "only there")

    assert texts(fork) == ["welcome", "shared", "only there"]
    assert texts(toy_sandbox) == ["welcome", "shared"]
    assert fork.toy.credentials["token"].startswith(f"mock_{fork.name}_")
    theirs = toy_sandbox.server.session().get(
        f"{fork.toy.base_url}/notes", headers=toy_sandbox.toy.headers
    )
    assert theirs.status_code == 401
    fork.delete()


def test_a_fork_lives_the_same_future(toy_sandbox: MockSandbox) -> None:
    write(toy_sandbox, "a")
    fork = toy_sandbox.fork()

    ran = toy_sandbox.clock.run_until_idle()

    assert fork.clock.run_until_idle() == ran
    assert fork.clock.now == toy_sandbox.clock.now
    fork.delete()


def test_a_fork_resets_to_the_seed_with_its_own_credentials(toy_sandbox: MockSandbox) -> None:
    write(toy_sandbox, "a")
    fork = toy_sandbox.fork()

    fork.reset()

    assert texts(fork) == ["welcome"]
    fork.delete()


def test_a_fork_cannot_take_a_taken_name(toy_sandbox: MockSandbox) -> None:
    answer = toy_sandbox.server.control.post(
        f"{URL}/_mock/sandboxes/{toy_sandbox.name}/fork", json={"name": toy_sandbox.name}
    )

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "sandbox-exists")


def test_an_exported_world_comes_back_under_a_new_name(toy_sandbox: MockSandbox) -> None:
    write(toy_sandbox, "travels")
    image = exported(toy_sandbox)
    toy_sandbox.clock.advance("1d")

    status, document = imported(toy_sandbox.server, image, "traveller")
    back = MockSandbox(toy_sandbox.server, document)

    assert status == 201
    assert texts(back) == ["welcome", "travels"]
    assert back.clock.now == "2026-01-01T12:00:00Z"
    assert back.toy.credentials["token"].startswith("mock_traveller_")
    back.delete()


def test_an_exported_world_comes_back_under_its_old_name_when_that_is_free(
    toy_server: MockServer,
) -> None:
    sandbox = toy_server.sandbox(name="comes-back")
    image = exported(sandbox)
    taken = imported(toy_server, image)[1]["name"]
    sandbox.delete()

    free = imported(toy_server, image)[1]["name"]

    assert taken.startswith("sandbox-")
    assert free == "comes-back"
    [toy_server.steer("DELETE", f"/sandboxes/{name}") for name in (taken, free)]


@pytest.mark.parametrize(
    ("name", "status"), [("default", 409), ("../../etc/passwd", 422), ("A", 422), ("a" * 64, 422)]
)
def test_an_import_cannot_choose_a_bad_name(
    toy_sandbox: MockSandbox, name: str, status: int
) -> None:
    answered, document = imported(toy_sandbox.server, exported(toy_sandbox), name)

    assert answered == status
    assert document["error"]["field"] == "name"


def changed(image: bytes, tmp_path: Path, *statements: str) -> bytes:
    path = tmp_path / "changed.sqlite"
    path.write_bytes(image)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        [connection.execute(statement) for statement in statements]
    connection.close()
    return path.read_bytes()


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("PRAGMA user_version = 99", "schema version 99, this program reads 2"),
        ("PRAGMA application_id = 7", "not written by this program"),
        ("CREATE TABLE more (a)", "not those of this version's providers"),
        ("DROP TABLE toy_note", "not those of this version's providers"),
        (
            "CREATE TRIGGER evil AFTER INSERT ON toy_note BEGIN DELETE FROM toy_note; END",
            "not those of this version's providers",
        ),
        ("CREATE VIEW evil AS SELECT 1", "not those of this version's providers"),
        ("DELETE FROM world WHERE key = 'seed'", "does not say which world it holds"),
    ],
)
def test_a_file_of_another_kind_is_refused_whole(
    toy_sandbox: MockSandbox, tmp_path: Path, statement: str, message: str
) -> None:
    before = toy_sandbox.server.app.sandboxes.names()
    image = changed(exported(toy_sandbox), tmp_path, statement)

    status, document = imported(toy_sandbox.server, image, "evil")

    assert status == 422
    assert message in document["error"]["message"]
    assert toy_sandbox.server.app.sandboxes.names() == before


@pytest.mark.parametrize("cut", [0, 10, 100, 4096, 20_000])
def test_half_a_file_is_refused_whole(toy_sandbox: MockSandbox, cut: int) -> None:
    status, document = imported(toy_sandbox.server, exported(toy_sandbox)[:cut], "half")

    assert status == 422
    assert document["error"]["code"] == "foreign-file"
    assert "half" not in toy_sandbox.server.app.sandboxes.names()


def test_a_damaged_file_is_refused_whole(toy_sandbox: MockSandbox) -> None:
    image = exported(toy_sandbox)
    middle = len(image) // 2

    damaged = image[:middle] + b"\xff" * 4096 + image[middle + 4096 :]

    assert imported(toy_sandbox.server, damaged, "damaged")[0] == 422
