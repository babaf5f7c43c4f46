"""The suite on a server that is not ours: it passes what is right and names what is wrong."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from contract_tests.support.ledger import leftovers
from tests.contract_framework.house import KEY, ROOT, House, open_house

REPOSITORY = Path(__file__).parents[2]
DIVISIONS = [
    f"contract_tests/feedback_house/test_division_{name}.py"
    for name in ("upsert", "query", "delete", "rejections")
]


def environment(house: House) -> dict[str, str]:
    return {
        **os.environ,
        "CONTRACT_FEEDBACK_HOUSE_BASE_URL": house.url,
        "CONTRACT_FEEDBACK_HOUSE_API_KEY": KEY,
        "CONTRACT_ALLOW_WRITES": "feedback_house",
        "CONTRACT_MIN_INTERVAL_S": "0",
    }


def command(ledger: Path, *more: str) -> list[str]:
    pytest_ = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=short"]
    return [*pytest_, *DIVISIONS, "--target", "real", "--ledger", str(ledger), *more]


def run(house: House, ledger: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(ledger, *more),
        cwd=REPOSITORY,
        env=environment(house),
        capture_output=True,
        text=True,
        check=False,
    )


def failed(ran: subprocess.CompletedProcess[str]) -> set[str]:
    return set(re.findall(r"^FAILED \S+::(\S+)", ran.stdout, re.MULTILINE))


def test_a_right_stand_in_passes_and_is_left_as_it_was(tmp_path: Path) -> None:
    with open_house(House()) as house:
        ran = run(house, tmp_path / "ledger.jsonl")

    assert (failed(ran), ran.returncode) == (set(), 0), ran.stdout[-4000:]
    assert house.divisions == {}
    assert KEY not in ran.stdout + (tmp_path / "ledger.jsonl").read_text()


NOTICED = {
    "always created": {
        "test_the_same_payload_again_updates",
        "test_a_division_is_renamed_by_its_correlation_id",
    },
    "one page": {"test_limit_bounds_the_page_and_tells_that_there_is_more"},
    "unknown is 404": {
        "test_an_unknown_division_is_an_empty_object",
        "test_a_division_is_deleted_and_its_id_returned",
    },
    "errors are swallowed": {"test_a_bad_item_is_returned_as_sent_and_the_good_ones_are_applied"},
}


def test_what_a_stand_in_gets_wrong_is_named_and_nothing_else(tmp_path: Path) -> None:
    with open_house(House(wrongs=NOTICED)) as house:
        ran = run(house, tmp_path / "ledger.jsonl")

    assert failed(ran) == set().union(*NOTICED.values()), ran.stdout[-4000:]
    assert "answered 404 application/json, expected 200" in ran.stdout
    assert house.divisions == {}


def test_a_run_that_was_killed_in_the_middle_is_swept_up(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with open_house(House()) as house:
        running = subprocess.Popen(
            command(ledger), cwd=REPOSITORY, env=environment(house), stdout=subprocess.DEVNULL
        )

        def kill(method: str, _path: str) -> None:
            if method == "POST" and len(house.divisions) == 3:
                running.send_signal(signal.SIGKILL)

        house.before_answer = kill
        assert running.wait(60) == -signal.SIGKILL
        kept, house.before_answer = len(house.divisions), lambda method, path: None
        stranger = {"id": "f" * 24, "name": "ct-somebody-1-else"}
        house.divisions[stranger["id"]] = stranger

        swept = run(house, ledger, "--sweep", "ct")

        assert (swept.returncode, kept) == (0, 3), swept.stdout + swept.stderr
        assert list(house.divisions.values()) == [stranger]
        assert leftovers(ledger) == []
        assert house.asked[-1].startswith(f"DELETE {ROOT}/query/")
