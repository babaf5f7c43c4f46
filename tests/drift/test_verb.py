"""`mockserver drift` on small recordings: what is said, who is blamed, how it exits."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mockserver.cli import main
from tests.drift.recorded import TEST, exchange, recording

COMPANY = {"id": "6f4e0e1c-9a51-4b55-8f0e-0b7a3a3b1c11", "name": "Acme", "status": "Linked"}
OTHER = {"id": "0b7a3a3b-9a51-4b55-8f0e-6f4e0e1c1c11", "name": "Else", "status": "Linked"}


def drift(before: Path, after: Path, *more: object) -> tuple[list[dict[str, Any]], int]:
    """The findings that count, and the exit code; nothing is known unless a list is given."""
    empty = before.parent / "empty.json"
    empty.write_text("[]")
    known = [] if "--known" in more else ["--known", empty]
    arguments = ["drift", before, after, *known, *more, "--json"]
    ran = CliRunner().invoke(main, [str(one) for one in arguments])
    return json.loads(ran.stdout)["findings"] if ran.exit_code != 2 else [], ran.exit_code


def test_other_ids_and_names_are_no_difference(tmp_path: Path) -> None:
    before = recording(tmp_path / "a", "real", exchange(json_=COMPANY))
    after = recording(tmp_path / "b", "mock", exchange(json_=OTHER))

    assert drift(before, after) == ([], 0)


@pytest.mark.parametrize(
    ("change", "place", "before", "after"),
    [
        ({"name": None}, "name", ["text"], ["null"]),
        ({"status": "Unlinked"}, "status", ['"Linked"'], ['"Unlinked"']),
        ({"id": "0b7a3a3b9a514b55"}, "id", ["text, UUID"], ["text, hexadecimal id"]),
        ({"extra": 1}, "extra", ["absent"], ["integer"]),
        ({"name": {"text": "Acme"}}, "name", ["text"], ["object"]),
    ],
)
def test_a_shape_that_differs_is_named_with_both_shapes(
    tmp_path: Path, change: dict[str, Any], place: str, before: list[str], after: list[str]
) -> None:
    one = recording(tmp_path / "a", "real", exchange(json_=COMPANY))
    two = recording(tmp_path / "b", "real", exchange(json_={**COMPANY, **change}))

    [found], code = drift(one, two)

    assert (found["verdict"], found["place"], code) == ("vendor changed", place, 1)
    assert (found["before"], found["after"]) == (before, after)
    assert found["evidence"] == ["a/exchanges-main.jsonl:1", "b/exchanges-main.jsonl:1"]
    assert found["tests"] == [TEST]


def test_a_reference_that_no_longer_holds_is_found(tmp_path: Path) -> None:
    def asked(answered: str) -> list[dict[str, Any]]:
        made = exchange(json_=COMPANY, method="POST")
        return [made, exchange(json_={"id": answered}, path=f"/companies/{COMPANY['id']}")]

    before = recording(tmp_path / "a", "real", *asked(COMPANY["id"]))
    after = recording(tmp_path / "b", "real", *asked(OTHER["id"]))

    [found], _ = drift(before, after)

    assert found["before"] == ["the value of answer.id"]
    assert found["after"] == ["text, UUID"]


def test_two_mocks_that_differ_prove_nothing(tmp_path: Path) -> None:
    before = recording(tmp_path / "a", "mock", exchange(json_=COMPANY))
    after = recording(tmp_path / "b", "mock", exchange(json_={}))

    found, code = drift(before, after)

    assert {one["verdict"] for one in found} == {"never verified"}
    assert code == 1


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (401, "the credentials were refused (401)"),
        (429, "there were too many calls (429)"),
        (503, "the API was not available (503)"),
        (None, "no answer (the line was dead)"),
    ],
)
def test_who_was_not_let_in_could_not_look(tmp_path: Path, status: int | None, why: str) -> None:
    before = recording(tmp_path / "a", "mock", exchange(json_=COMPANY))
    blocked = exchange(status, error="the line was dead" if status is None else "")
    after = recording(tmp_path / "b", "real", blocked, outcome="failed")

    found, code = drift(before, after)

    assert {one["verdict"] for one in found} == {"could not look"}
    assert any(why in one["why"] for one in found)
    assert code == 3


def test_another_way_to_refuse_is_a_difference_where_the_vendor_let_us_in(tmp_path: Path) -> None:
    let_in = exchange(path="/profile")
    before = recording(tmp_path / "a", "mock", let_in, exchange(401))
    after = recording(tmp_path / "b", "real", let_in, exchange(403))

    [found], code = drift(before, after)

    assert (found["place"], found["before"], found["after"]) == ("HTTP status", ["401"], ["403"])
    assert code == 1


def test_a_moment_without_its_zero_fraction_is_no_difference(tmp_path: Path) -> None:
    def made(*moments: str) -> list[dict[str, Any]]:
        return [
            exchange(json_={"made": moment}, path=f"/companies/{n}0000")
            for n, moment in enumerate(moments)
        ]

    before = recording(
        tmp_path / "a", "real", *made("2026-01-05T09:00:00Z", "2026-01-05T09:00:00.120Z")
    )
    after = recording(
        tmp_path / "b", "real", *made("2026-01-05T09:00:00.5Z", "2026-01-05T09:00:00.1Z")
    )

    assert drift(before, after) == ([], 0)


def test_moments_that_lost_their_fractions_for_good_are_a_difference(tmp_path: Path) -> None:
    def made(*moments: str) -> list[dict[str, Any]]:
        paths = [f"/companies/{number}0000" for number in range(len(moments))]
        return [exchange(json_={"made": m}, path=p) for m, p in zip(moments, paths, strict=True)]

    mixed = made("2026-01-05T09:00:00Z", "2026-01-05T09:00:00.120Z")
    before = recording(tmp_path / "a", "real", *mixed)
    after = recording(tmp_path / "b", "real", *made("2026-01-05T09:00:00Z", "2026-01-05T09:00:00Z"))

    [found], _ = drift(before, after)

    assert found["before"] == ["text, moment, fractions, UTC"]
    assert found["after"] == ["text, moment, seconds, UTC"]


def test_a_skipped_test_is_not_called_equal(tmp_path: Path) -> None:
    before = recording(tmp_path / "a", "mock", exchange())
    after = recording(tmp_path / "b", "real", outcome="skipped", why="changes data")

    found, code = drift(before, after)

    assert found[0]["why"] == "skipped in b: changes data"
    assert "GET /companies (listCompanies)" in found[1]["operation"]
    assert code == 3


def test_a_run_that_was_broken_off_is_not_called_equal(tmp_path: Path) -> None:
    before = recording(tmp_path / "a", "mock", exchange())
    after = recording(tmp_path / "b", "real", exchange(), finished=False)

    [found], code = drift(before, after)

    assert "broken off" in found["why"]
    assert code == 3


def test_a_test_that_fails_though_the_shapes_agree_is_a_difference(tmp_path: Path) -> None:
    before = recording(tmp_path / "a", "mock", exchange(json_={"count": 1}))
    after = recording(
        tmp_path / "b", "real", exchange(json_={"count": 2}), outcome="failed", why="assert 2 == 1"
    )

    [found], _ = drift(before, after)

    assert (found["verdict"], found["place"]) == ("document stale", "what the test asserts")
    assert found["after"] == ["failed: assert 2 == 1"]


def entry(**more: str) -> dict[str, str]:
    wanted = {
        "provider": "codat",
        "place": "stat*",
        "reason": "asked the vendor",
        "until": "2999-01-31",
    }
    return {**wanted, **more}


@pytest.mark.parametrize(
    ("until", "code"), [("2999-01-31", 0), ("2020-01-31", 1)], ids=["valid", "expired"]
)
def test_a_known_divergence_is_borne_until_its_day(tmp_path: Path, until: str, code: int) -> None:
    before = recording(tmp_path / "a", "real", exchange(json_=COMPANY))
    after = recording(tmp_path / "b", "real", exchange(json_={**COMPANY, "status": "Deauthorized"}))
    known = tmp_path / "known.json"
    known.write_text(json.dumps([entry(until=until)]))

    assert drift(before, after, "--known", known)[1] == code


@pytest.mark.parametrize(
    ("listed", "why"),
    [
        ({}, "is not a list"),
        ([{"reason": "x", "until": "2999-01-31"}], "would cover everything"),
        ([entry(reason=" ")], "gives no reason"),
        ([entry(until="soon")], "needs a day"),
        ([entry(verdict="fine")], "the verdict is one of"),
        ([entry(colour="blue")], "has colour"),
    ],
)
def test_a_careless_list_of_known_divergences_is_refused(
    tmp_path: Path, listed: Any, why: str
) -> None:
    folder = recording(tmp_path / "a", "real", exchange())
    known = tmp_path / "known.json"
    known.write_text(json.dumps(listed))

    ran = CliRunner().invoke(main, ["drift", str(folder), str(folder), "--known", str(known)])

    assert ran.exit_code == 2
    assert why in ran.output


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("manifest.json", "{", "is no JSON"),
        ("manifest.json", '{"format": 9}', "is not of format 1"),
        ("tests-main.jsonl", '{"test": 1}\n', "is damaged"),
        ("exchanges-main.jsonl", "{\n{}\n", "is damaged"),
    ],
)
def test_a_damaged_recording_is_refused(tmp_path: Path, name: str, text: str, why: str) -> None:
    folder = recording(tmp_path / "a", "real", exchange())
    (folder / name).write_text(text)

    ran = CliRunner().invoke(main, ["drift", str(folder), str(folder)])

    assert ran.exit_code == 2
    assert why in ran.output


def test_a_folder_without_a_recording_is_told_how_to_get_one(tmp_path: Path) -> None:
    ran = CliRunner().invoke(main, ["drift", str(tmp_path), str(tmp_path)])

    assert ran.exit_code == 2
    assert "--record" in ran.output


def test_the_table_for_people_has_the_place_both_shapes_and_the_evidence(tmp_path: Path) -> None:
    before = recording(tmp_path / "a", "real", exchange(json_=COMPANY))
    after = recording(tmp_path / "b", "real", exchange(json_={**COMPANY, "name": None}))

    printed = CliRunner().invoke(main, ["drift", str(before), str(after)]).output

    assert (
        "VENDOR CHANGED  codat GET /companies (listCompanies)  name\n    before  text\n" in printed
    )
    assert "seen    a/exchanges-main.jsonl:1, b/exchanges-main.jsonl:1" in printed
    assert printed.endswith(
        "1 tests compared; 1 differences, 0 more are known; 0 could not be looked at\n"
    )
