"""Which world, which provider; wake, answer, write down."""

import json

import pytest

from mockserver.testing import MockSandbox, MockServer
from mockserver.testing.sandbox import URL


def texts(response: object) -> list[str]:
    return [note["text"] for note in response.json()]  # type: ignore[attr-defined]


@pytest.fixture
def note(toy_sandbox: MockSandbox) -> str:
    """A note of its own, so that this world can be told from the default one."""
    toy_sandbox.toy.request("POST", "/notes", json={"text": "mine"})
    return "mine"


def test_the_path_names_the_sandbox(toy_sandbox: MockSandbox, note: str) -> None:
    url = f"{URL}/sandboxes/{toy_sandbox.name}/toy/notes"

    answer = toy_sandbox.server.session().get(url, headers=toy_sandbox.toy.headers)

    assert texts(answer) == ["welcome", note]


def test_the_header_names_the_sandbox(toy_sandbox: MockSandbox, note: str) -> None:
    headers = {**toy_sandbox.toy.headers, "Mock-Sandbox": toy_sandbox.name}

    answer = toy_sandbox.server.session().get(f"{URL}/toy/notes", headers=headers)

    assert texts(answer) == ["welcome", note]


def test_the_credential_names_the_sandbox(toy_sandbox: MockSandbox, note: str) -> None:
    answer = toy_sandbox.server.session().get(f"{URL}/toy/notes", headers=toy_sandbox.toy.headers)

    assert texts(answer) == ["welcome", note]


def test_the_real_host_name_needs_no_prefix(toy_sandbox: MockSandbox, note: str) -> None:
    session = toy_sandbox.toy.session()

    assert texts(session.get("https://api.toy.example/notes")) == ["welcome", note]


def test_without_a_name_the_default_sandbox_answers(toy_server: MockServer) -> None:
    headers = {"Authorization": "Bearer mock_default_toy-token"}

    answer = toy_server.session().get(f"{URL}/toy/notes", headers=headers)

    assert texts(answer) == ["welcome"]


def test_the_path_beats_the_header_and_the_header_beats_the_credential(
    toy_server: MockServer, toy_sandbox: MockSandbox
) -> None:
    other = toy_server.sandbox()
    by_path = {**toy_sandbox.toy.headers, "Mock-Sandbox": other.name}
    by_header = {**other.toy.headers, "Mock-Sandbox": toy_sandbox.name}

    path = toy_server.session().get(toy_sandbox.toy.base_url + "/notes", headers=by_path)
    header = toy_server.session().get(f"{URL}/toy/notes", headers=by_header)

    assert path.headers["Mock-Request-Id"].startswith(toy_sandbox.name)
    assert header.headers["Mock-Request-Id"].startswith(toy_sandbox.name)
    assert header.status_code == 401
    other.delete()


def test_a_credential_of_one_sandbox_never_opens_another(
    toy_server: MockServer, toy_sandbox: MockSandbox
) -> None:
    stranger = toy_server.sandbox()

    answer = toy_server.session().get(
        toy_sandbox.toy.base_url + "/notes", headers=stranger.toy.headers
    )

    assert answer.status_code == 401
    stranger.delete()


def test_the_credential_of_a_deleted_sandbox_opens_nothing(toy_server: MockServer) -> None:
    gone = toy_server.sandbox()
    gone.delete()

    answer = toy_server.session().get(f"{URL}/toy/notes", headers=gone.toy.headers)

    assert answer.status_code == 401


def test_an_unknown_sandbox_is_refused_with_what_to_do(toy_server: MockServer) -> None:
    answer = toy_server.session().get(f"{URL}/sandboxes/nobody/toy/notes")

    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "unknown-sandbox"
    assert "POST /_mock/sandboxes" in answer.json()["error"]["message"]


@pytest.mark.parametrize("path", ["/", "/nobody/notes", "/sandboxes", "/sandboxes/", "/toys"])
def test_an_unknown_provider_is_refused_with_the_known_ones(
    toy_server: MockServer, path: str
) -> None:
    answer = toy_server.session().get(URL + path)

    assert answer.status_code == 404
    assert "/toy" in answer.json()["error"]["message"]
    assert answer.headers["Mock-Origin"] == "gateway"


@pytest.mark.parametrize("name", ["%2E%2E", "a%2F..%2Fb", "%00", "A", "a.b", "x" * 100])
def test_a_name_that_is_no_name_is_an_unknown_sandbox(toy_server: MockServer, name: str) -> None:
    session = toy_server.session()
    headers = {"Mock-Sandbox": name}

    assert session.get(f"{URL}/sandboxes/{name}/toy/notes").status_code == 404
    assert session.get(f"{URL}/toy/notes", headers=headers).status_code == 404


def test_an_absolute_url_leads_back_to_the_same_world(toy_sandbox: MockSandbox) -> None:
    created = toy_sandbox.toy.request("POST", "/notes", json={"text": "a"}).json()

    href = toy_sandbox.toy.request("GET", f"/notes/{created['id']}").json()["href"]

    assert href == f"{toy_sandbox.toy.base_url}/notes/{created['id']}"
    assert toy_sandbox.toy.session().get(href).json()["text"] == "a"


def test_a_client_that_came_by_a_real_host_stays_among_real_hosts(
    toy_sandbox: MockSandbox,
) -> None:
    session = toy_sandbox.toy.session()
    created = session.post("https://api.toy.example/notes", json={"text": "a"}).json()

    href = session.get(f"https://api.toy.example/notes/{created['id']}").json()["href"]

    assert href.endswith(f"//files.toy.example/sandboxes/{toy_sandbox.name}/notes/{created['id']}")
    assert session.get(href).json()["text"] == "a"


def test_asking_wakes_the_world_up(toy_sandbox: MockSandbox) -> None:
    created = toy_sandbox.toy.request("POST", "/notes", json={"text": "a"}).json()
    before = toy_sandbox.toy.request("GET", f"/notes/{created['id']}").json()["read_at"]

    toy_sandbox.clock.advance("1s")

    after = toy_sandbox.toy.request("GET", f"/notes/{created['id']}").json()["read_at"]
    assert (before, after) == (None, 1_767_268_801_000)


def test_a_refusal_undoes_what_the_handler_wrote_and_is_kept_in_the_journal(
    toy_sandbox: MockSandbox,
) -> None:
    answer = toy_sandbox.toy.request("POST", "/notes", json={"text": "refuse me"})

    assert answer.status_code == 409
    assert texts(toy_sandbox.toy.request("GET", "/notes")) == ["welcome"]
    assert toy_sandbox.journal.calls(status=409)[0]["reason"] == {
        "rule": "refused",
        "detail": "after writing",
    }


def test_a_bug_answers_in_the_providers_envelope_without_its_details(
    toy_sandbox: MockSandbox,
) -> None:
    answer = toy_sandbox.toy.request("POST", "/notes", json={"text": "break"})

    assert answer.status_code == 500
    assert answer.json()["toy_error"] == "bug"
    assert "secret detail" not in answer.text
    assert answer.headers["Mock-Origin"] == "bug"
    assert "secret detail" in toy_sandbox.journal.calls(origin="bug")[0]["reason"]["detail"]
    assert texts(toy_sandbox.toy.request("GET", "/notes")) == ["welcome"]


def test_every_answer_says_where_it_comes_from(toy_sandbox: MockSandbox) -> None:
    answer = toy_sandbox.toy.request("GET", "/notes")

    assert answer.headers["Mock-Origin"] == "provider"
    assert answer.headers["Mock-Request-Id"] == f"{toy_sandbox.name}-1"


def test_the_journal_keeps_the_exchange_without_its_secrets(toy_sandbox: MockSandbox) -> None:
    toy_sandbox.toy.request("POST", "/notes?a=1&sig=s3cret", json={"text": "ä"})

    entry = toy_sandbox.server.steer("GET", f"/sandboxes/{toy_sandbox.name}/journal/1")

    assert entry["operation"] == "createNote"
    assert entry["path"] == "/notes"
    assert entry["query"] == "a=1&sig=[redacted]"
    assert entry["request_headers"]["Authorization"] == "[redacted]"
    assert json.loads(entry["request_body"]) == {"text": "ä"}
    assert json.loads(entry["response_body"])["text"] == "ä"
    assert entry["at"] == "2026-01-01T12:00:00Z"
    assert toy_sandbox.toy.credentials["token"] not in json.dumps(entry)


def test_a_route_nobody_serves_is_unsupported_in_the_journal(toy_sandbox: MockSandbox) -> None:
    answer = toy_sandbox.toy.request("GET", "/nobody")

    assert answer.json()["toy_error"] == "route-unknown"
    assert toy_sandbox.journal.calls()[0]["reason"]["evidence"] == "unsupported"


def test_a_wrong_method_is_told_which_ones_there_are(toy_sandbox: MockSandbox) -> None:
    answer = toy_sandbox.toy.request("DELETE", "/notes")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, POST"
    assert answer.json()["toy_error"] == "method-unknown"


def test_a_quota_answers_when_it_is_used_up_and_again_in_the_next_minute(
    toy_sandbox: MockSandbox,
) -> None:
    toy_sandbox.settings["toy.calls_per_minute"] = 2
    answers = [toy_sandbox.toy.request("GET", "/notes") for _ in range(3)]

    toy_sandbox.clock.advance("60s")
    answers.append(toy_sandbox.toy.request("GET", "/notes"))

    assert [answer.status_code for answer in answers] == [200, 200, 429, 200]
    assert answers[2].headers["Retry-After"] == "60"
    assert answers[2].headers["Mock-Origin"] == "quota"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "malformed"),
        (b"{", "malformed"),
        (b'{"text": NaN}', "malformed"),
        (b'{"text": "\xff"}', "malformed"),
        (b'{"text": "\\ud800"}', "malformed"),
        (b"[" * 100_000 + b"]" * 100_000, "body-too-large"),
        (b"[" * 400 + b"]" * 400, "malformed"),
        (b'{"text": 1e999}', "malformed"),
        (b'{"text": 123456789012345678901234567890}', "invalid-body"),
        (b'"text"', "invalid-body"),
        (b"null", "invalid-body"),
        (b'{"text": "a", "more": 1}', "invalid-body"),
        (b'{"text": ""}', "invalid-body"),
    ],
)
def test_a_bad_body_is_refused_in_the_providers_envelope(
    toy_sandbox: MockSandbox, body: bytes, code: str
) -> None:
    answer = toy_sandbox.toy.request("POST", "/notes", data=body)

    assert answer.json()["toy_error"] == code
    assert answer.status_code in (400, 413)


@pytest.mark.parametrize("text", ["\0", "😀", "\\u0000", "a" * 900, "' OR 1=1 --", "\u2028"])
def test_any_text_that_json_can_carry_comes_back_unchanged(
    toy_sandbox: MockSandbox, text: str
) -> None:
    created = toy_sandbox.toy.request("POST", "/notes", json={"text": text})

    assert created.json()["text"] == text
    assert texts(toy_sandbox.toy.request("GET", "/notes"))[-1] == text


def test_of_a_repeated_key_the_last_value_counts(toy_sandbox: MockSandbox) -> None:
    created = toy_sandbox.toy.request("POST", "/notes", data=b'{"text": "a", "text": "b"}')

    assert created.json()["text"] == "b"


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1.5", "9" * 30, "", "٣", "1e3", " "])
def test_a_bad_query_is_refused_in_the_providers_envelope(
    toy_sandbox: MockSandbox, limit: str
) -> None:
    answer = toy_sandbox.toy.request("GET", "/notes", params={"limit": limit})

    assert answer.status_code == 400
    assert answer.json() | {"trace": ""} == {
        "toy_error": "invalid-query",
        "details": ["limit"],
        "trace": "",
    }


def test_the_same_requests_get_the_same_bytes(toy_server: MockServer) -> None:
    answers = []
    for _ in range(2):
        sandbox = toy_server.sandbox(random_seed=5, clock={"rate": 0, "now": "2026-01-01"})
        first = sandbox.toy.request("POST", "/notes", json={"text": "a"})
        refused = sandbox.toy.request("POST", "/notes", json={})
        sandbox.clock.advance("5s")
        listed = sandbox.toy.request("GET", "/notes")
        answers.append([first.content, refused.content, listed.content])
        sandbox.delete()

    assert answers[0] == answers[1]


@pytest.mark.parametrize("name", ["a%0D%0AX-Evil: 1", "%E2%82%AC", "%00", "%F0%9F%98%80"])
def test_nothing_a_client_sends_can_break_out_of_a_header(
    toy_sandbox: MockSandbox, name: str
) -> None:
    answer = toy_sandbox.toy.request("PUT", f"/files/{name}", data=b"x")

    assert answer.status_code == 201
    assert "X-Evil" not in answer.headers


# -- rejected parts -----------------------------------------------------------------------------


def why(sandbox: MockSandbox, body: object) -> object:
    """What the journal says of a list of texts."""
    sandbox.toy.request("POST", "/notes/many", json=body)
    return sandbox.journal.calls(path="/notes/many")[-1]["reason"]


def test_the_journal_says_which_parts_were_rejected_and_why(toy_sandbox: MockSandbox) -> None:
    assert why(toy_sandbox, ["a", 1, "b", None]) == {
        "rule": "part-rejected",
        "parts": 2,
        "detail": "1: 1 is no text; 3: None is no text",
    }


def test_of_many_rejected_parts_the_first_are_kept_and_all_are_counted(
    toy_sandbox: MockSandbox,
) -> None:
    reason = why(toy_sandbox, [0] * 300)

    assert reason["parts"] == 300
    assert reason["detail"].count("is no text") == 20


def test_an_answer_without_rejected_parts_has_no_reason(toy_sandbox: MockSandbox) -> None:
    assert why(toy_sandbox, ["a"]) is None


def test_the_refusal_of_the_whole_replaces_the_notes_on_its_parts(
    toy_sandbox: MockSandbox,
) -> None:
    assert why(toy_sandbox, [1, "refuse all"]) == {"rule": "refused", "detail": "all of them"}
