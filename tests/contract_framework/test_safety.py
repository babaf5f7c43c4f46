"""What keeps a run on a real API from doing harm: who may be asked, by whom, how often."""

import json
import os
from pathlib import Path

import pytest

from contract_tests.support.courtesy import NoCourtesy
from contract_tests.support.environment import CredentialsError, with_file
from contract_tests.support.ledger import Find, Ledger, Undo
from contract_tests.support.lock import BusyError, locked
from contract_tests.support.sessions import ApiSession, allow
from contract_tests.targets import TestCase
from contract_tests.targets.accounts import is_production, max_calls, min_interval_s
from contract_tests.targets.real import RealRun
from contract_tests.undo import sweep
from tests.contract_framework.impostor import JSON, impostor

READER = TestCase("test_reader", writes=False)


def feedback_house(url: str, **more: str) -> dict[str, str]:
    return {
        "CONTRACT_FEEDBACK_HOUSE_BASE_URL": url,
        "CONTRACT_FEEDBACK_HOUSE_API_KEY": "fh-secret-key",
        "CONTRACT_MIN_INTERVAL_S": "0",
        **more,
    }


@pytest.mark.parametrize(
    "host", ["api.candis.io", "api.codat.io", "gateway.acme.com", "10.0.0.7", "latest.acme.com"]
)
def test_a_host_counts_as_production_unless_it_says_otherwise(host: str) -> None:
    assert is_production(host)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "api.us.sandbox.appzen.com", "api-staging.acme.com", "x.test"],
)
def test_this_machine_and_hosts_for_tests_are_no_production(host: str) -> None:
    assert not is_production(host)


def test_production_is_refused_until_it_is_named_twice() -> None:
    run = RealRun(Ledger(None), feedback_house("https://api.feedback.house"))

    with pytest.raises(pytest.exit.Exception) as refused, run.target("feedback_house", READER):
        pass

    assert "CONTRACT_ALLOW_PRODUCTION=api.feedback.house" in str(refused.value)


def test_production_that_is_named_twice_is_taken() -> None:
    confirmed = {"CONTRACT_ALLOW_PRODUCTION": "api.candis.io, api.feedback.house"}
    run = RealRun(Ledger(None), feedback_house("https://api.feedback.house", **confirmed))

    with run.target("feedback_house", READER) as target:
        assert target.base_url == "https://api.feedback.house"
    run.close()


def test_only_one_run_works_on_an_account(tmp_path: Path) -> None:
    with (
        locked("https://x.test", tmp_path),
        pytest.raises(BusyError, match=f"process {os.getpid()}"),
        locked("https://x.test", tmp_path),
    ):
        pass


def test_a_lock_is_free_again_after_its_run(tmp_path: Path) -> None:
    with locked("https://x.test", tmp_path):
        pass

    with locked("https://x.test", tmp_path), locked("https://y.test", tmp_path):
        pass


def test_each_vendors_published_limit_is_kept() -> None:
    assert min_interval_s("candis", {}) * 500 >= 60
    assert min_interval_s("codat", {}) * 1000 >= 60
    assert min_interval_s("feedback_house", {}) * 10 >= 1
    assert min_interval_s("candis", {"CONTRACT_MIN_INTERVAL_S": "2"}) == 2
    assert max_calls("candis", {"CONTRACT_CANDIS_MAX_CALLS": "7", "CONTRACT_MAX_CALLS": "9"}) == 7
    assert max_calls("codat", {}) == 5000


def test_credentials_come_from_a_private_file_outside_the_repository(tmp_path: Path) -> None:
    file = tmp_path / "credentials"
    file.write_text("# mine\nexport CONTRACT_CODAT_API_KEY='abc'\nCONTRACT_MAX_CALLS=10\n")
    file.chmod(0o600)

    merged = with_file(file, {"CONTRACT_MAX_CALLS": "20"})

    assert merged == {"CONTRACT_CODAT_API_KEY": "abc", "CONTRACT_MAX_CALLS": "20"}


@pytest.mark.parametrize(
    ("mode", "text", "why"),
    [(0o644, "", "can be read by others"), (0o600, "PATH=/", r"line 1: expected CONTRACT_")],
)
def test_a_careless_credentials_file_is_refused(
    tmp_path: Path, mode: int, text: str, why: str
) -> None:
    file = tmp_path / "credentials"
    file.write_text(text)
    file.chmod(mode)

    with pytest.raises(CredentialsError, match=why):
        with_file(file, {})


def test_a_credentials_file_in_the_repository_is_refused() -> None:
    with pytest.raises(CredentialsError, match="inside the repository"):
        with_file(Path(__file__), {})


def test_credentials_do_not_follow_a_redirect_to_another_host() -> None:
    with impostor((200, JSON, "{}")) as elsewhere:
        moved = (302, {"Location": f"{elsewhere.url}/there"}, "")
        with impostor(moved) as server:
            keys = {"x-api-key": "k-123456", "Authorization": "Bearer t-123456", "X-Other": "stays"}
            session = ApiSession(server.url, keys, hint="", courtesy=NoCourtesy(), guard=allow)

            session.get("/here")

        seen = {name.lower(): value for name, value in elsewhere.asked[0]["headers"].items()}
        assert "k-123456" not in json.dumps(seen)
        assert "t-123456" not in json.dumps(seen)
        assert seen["x-other"] == "stays"


def test_a_sweep_finds_what_no_answer_told_the_id_of(tmp_path: Path) -> None:
    name = "ct-1a2b3c4d-1-Berlin"
    page = {"things": [{"id": 7, "name": name}, {"id": 8, "name": f"{name}er"}]}
    with impostor(
        (200, JSON, json.dumps(page)), (200, JSON, '{"things": []}'), (200, JSON, "{}")
    ) as server:
        ledger = Ledger(tmp_path / "a.jsonl", session="1a2b3c4d")
        find = Find("/things", "things", "name", [name], skip="skip")
        undo = Undo("DELETE", "/things/{id}", find=find)
        ledger.created("feedback_house", server.url, "test_x", "a thing", [undo])

        code = sweep(tmp_path, "ct-1a2b", feedback_house(server.url))

        assert code == 0
        assert [f"{call['method']} {call['path']}" for call in server.asked] == [
            "GET /things?skip=0", "GET /things?skip=2", "DELETE /things/7",
        ]  # fmt: skip


def test_a_sweep_leaves_other_runs_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Ledger(tmp_path / "a.jsonl", session="ffff").created(
        "feedback_house", "http://127.0.0.1:9", "test_x", "a thing", [Undo("DELETE", "/things/1")]
    )

    assert sweep(tmp_path, "ct-1a2b", {}) == 0

    assert capsys.readouterr().out == "nothing is left\n"


def test_a_sweep_of_names_that_are_not_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'acme' is no prefix of ours"):
        sweep(tmp_path, "acme", {})


def test_a_budget_that_is_used_up_leaves_room_to_clean_up(tmp_path: Path) -> None:
    with impostor((200, JSON, "{}")) as server:
        environ = feedback_house(
            server.url, CONTRACT_MAX_CALLS="1", CONTRACT_ALLOW_WRITES="feedback_house"
        )
        run = RealRun(Ledger(tmp_path / "a.jsonl"), environ)
        with run.target("feedback_house", TestCase("test_w", writes=True)) as target:
            target.created("a thing", Undo("DELETE", "/things/1"))
            target.session.post("/things", json={})
            with pytest.raises(pytest.skip.Exception, match="the budget of 1 calls is used up"):
                target.session.get("/things")

        assert run.take_back(tmp_path / "a.jsonl") == []
        run.close()
        assert [call["method"] for call in server.asked] == ["POST", "DELETE"]
