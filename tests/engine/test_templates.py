"""A world that is a copy of one born alike cannot be told from one that was planted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mockserver.app import world_of
from mockserver.engine import credentials
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.sandboxes import Birth, Sandboxes
from mockserver.engine.templates import MAX_KEPT, Templates, key_of, planting_time
from mockserver.providers import built_in

NOON = 1_767_610_800_000


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandboxes]:
    opened = Sandboxes(world_of(built_in()), tmp_path_factory.mktemp("worlds"))
    yield opened
    opened.close()


def contents(sandbox: Sandbox) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, the world's own name and credentials aside."""
    with sandbox.transaction():
        tables = sandbox.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT IN ('world', 'credential')"
        )
        return {row["name"]: sandbox.rows(f"SELECT * FROM {row['name']}") for row in tables}


def texts(sandbox: Sandbox) -> set[str]:
    with sandbox.transaction():
        return {row["text"] for row in sandbox.rows("SELECT text FROM credential")}


def test_a_copy_holds_what_a_planted_world_holds(worlds: Sandboxes, tmp_path: Path) -> None:
    birth = Birth(now=NOON, rate=0, settings={"candis.processing_ms": 7})
    worlds.create("model", birth)
    copy = worlds.create("copy", birth)
    planted = Sandboxes(world_of(built_in()), tmp_path).create("planted", birth)

    assert contents(copy) == contents(planted)
    with copy.transaction():
        assert (copy.name, copy.fact("name"), copy.now) == ("copy", "copy", NOON)
        assert copy.setting("candis.processing_ms") == 7


def test_worlds_born_alike_share_no_credential(worlds: Sandboxes) -> None:
    one, two = (worlds.create(None, Birth(now=NOON)) for _ in range(2))

    assert len(texts(one)) == len(texts(two)) > 5
    assert not texts(one) & texts(two)
    assert all(f"mock_{two.name}_" in text for text in texts(two))


def test_another_seed_time_chance_or_setting_is_another_world(worlds: Sandboxes) -> None:
    births = [
        Birth(now=NOON + 1, seed="empty"),
        Birth(now=NOON + 2),
        Birth(now=NOON + 2, random_seed=9),
        Birth(now=NOON + 2, settings={"codat.sync_ms": 1}),
    ]

    born = [contents(worlds.create(None, birth)) for birth in births]

    assert all(one != two for one in born for two in born if one is not two)


def test_a_reset_by_copy_keeps_the_credentials(worlds: Sandboxes) -> None:
    sandbox = worlds.create("kept", Birth(now=NOON))
    with sandbox.transaction():
        credentials.issue(sandbox, "codat", "api-key", "mock_kept_of-mine", name="mine")
    before = texts(sandbox)

    assert texts(worlds.reset("kept")) == before


def test_a_revoked_credential_of_birth_is_given_anew_by_a_reset(worlds: Sandboxes) -> None:
    sandbox = worlds.create("revoked", Birth(now=NOON))
    with sandbox.transaction():
        lost = sandbox.row("SELECT * FROM credential WHERE data ->> 'born' AND provider = 'appzen'")
        assert lost is not None
        credentials.revoke(sandbox, "appzen", lost["kind"], lost["text"])

    fresh = worlds.reset("revoked")

    with fresh.transaction():
        again = credentials.first(fresh, "appzen", lost["kind"])
    assert again.text.startswith("mock_revoked_")
    assert again.text != lost["text"]


def test_the_default_sandbox_is_reset_to_its_fixed_credentials(worlds: Sandboxes) -> None:
    fixed = texts(worlds.ensure_default(Birth(now=NOON)))
    worlds.create("like-it", Birth(now=NOON))
    with worlds.get("default").transaction():
        worlds.get("default").connection.execute("DELETE FROM credential WHERE provider = 'appzen'")

    assert texts(worlds.reset("default")) == fixed


def test_a_world_that_starts_now_was_planted_when_the_minute_began() -> None:
    assert planting_time(None, NOON + 59_999) == NOON
    assert planting_time(NOON + 59_999, NOON) == NOON + 59_999


def test_the_least_used_template_goes_first() -> None:
    kept = Templates()
    keys = [key_of("demo", number, 0, {}) for number in range(MAX_KEPT + 1)]
    for key in keys[:-1]:
        kept.keep(key, b"image")
    kept.find(keys[0])

    kept.keep(keys[-1], b"image")

    assert [kept.find(key) is not None for key in keys] == [True, False, True, True, True]
