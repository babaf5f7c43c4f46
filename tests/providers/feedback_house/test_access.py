"""Who may call, how often and how much; paths and methods that do not exist."""

import gzip

import pytest
import requests

from mockserver.testing import MockSandbox, MockServer
from tests.providers.feedback_house.conftest import ROOT, House

UNAUTHORIZED = {"status": "ERROR", "message": "Unauthorized"}


def ask(sandbox: MockSandbox, headers: dict[str, str], path: str = "/query") -> requests.Response:
    session = sandbox.server.session()
    return session.get(sandbox.feedback_house.base_url + ROOT + path, headers=headers)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Authorization", "{key}"),
        ("Authorization", "Bearer {key}"),
        ("authorization", "bearer   {key} "),
        ("x-api-key", "{key}"),
        ("X-API-Key", " {key}"),
    ],
)
def test_a_key_is_taken_wherever_it_is_sent(
    mock_sandbox: MockSandbox, header: str, value: str
) -> None:
    key = mock_sandbox.feedback_house.credentials["api_key"]

    response = ask(mock_sandbox, {header: value.format(key=key).strip()})

    assert response.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": "mock_default_nobody"},
        {"Authorization": "Basic {key}"},
        {"Authorization": "Bearer Bearer {key}"},
        {"Authorization": "{key}x"},
        {"x-api-key": "Bearer {key}"},
        {"x-api-key": ""},
        {"apikey": "{key}"},
        {"Authorization": "\xe9\xff"},
    ],
)
@pytest.mark.parametrize("path", ["/query", "/query/x", "/nowhere"])
def test_without_a_good_key_nobody_gets_in(
    mock_sandbox: MockSandbox, headers: dict[str, str], path: str
) -> None:
    key = mock_sandbox.feedback_house.credentials["api_key"]
    sent = {name: value.format(key=key).strip() for name, value in headers.items()}

    response = ask(mock_sandbox, sent, path)

    assert (response.status_code, response.json()) == (401, UNAUTHORIZED)


def test_a_disabled_key_is_unauthorized(mock_sandbox: MockSandbox) -> None:
    key = mock_sandbox.feedback_house.credentials["disabled_api_key"]

    response = ask(mock_sandbox, {"Authorization": key})

    assert (response.status_code, response.json()) == (401, UNAUTHORIZED)
    reason = mock_sandbox.journal.calls(status=401)[0]["reason"]
    assert reason["detail"] == "the API key is disabled"


def test_a_key_of_another_sandbox_is_unauthorized(
    mock_server: MockServer, mock_sandbox: MockSandbox
) -> None:
    neighbour = mock_server.sandbox()

    response = ask(mock_sandbox, neighbour.feedback_house.headers)

    neighbour.delete()
    assert (response.status_code, response.json()) == (401, UNAUTHORIZED)


def test_companies_do_not_see_each_other(house: House) -> None:
    sandbox = house.sandbox
    other = {"Authorization": sandbox.feedback_house.credentials["other_company_api_key"]}
    theirs = ask(sandbox, other).json()["businessDivisions"]

    answer = house.upsert(
        {"id": theirs[0]["id"], "name": "Mine now"},
        {"name": theirs[0]["name"], "correlationId": theirs[0]["correlationId"]},
        {"name": "Child", "parent": theirs[1]["id"]},
        {"name": "Led", "managers": theirs[0]["managers"]},
    )

    assert answer["message"] == "Created 2 | Updated 0 | Errors 2"
    assert ask(sandbox, other).json()["businessDivisions"] == theirs
    deleted = house.request("DELETE", f"/query/{theirs[1]['id']}")
    assert deleted.json()["error"]["message"] == "Business division not found"


def test_the_same_id_may_live_in_both_companies(house: House) -> None:
    other = {"Authorization": house.sandbox.feedback_house.credentials["other_company_api_key"]}
    before = ask(house.sandbox, other).json()
    theirs = before["businessDivisions"][0]["id"]
    house.created(id=theirs, name="Mine")

    house.request("DELETE", f"/query/{theirs}")

    assert ask(house.sandbox, other).json() == before


def test_keys_survive_a_reset(mock_sandbox: MockSandbox) -> None:
    House(mock_sandbox).created(name="Lisbon")

    mock_sandbox.reset()

    assert len(House(mock_sandbox).all()) == 8


def test_a_client_with_the_real_host_is_led_to_its_sandbox_by_its_key(house: House) -> None:
    house.created(name="Lisbon")

    session = house.sandbox.feedback_house.session()
    response = session.get(f"https://api.feedback.house{ROOT}/query?skip=8")

    assert [each["name"] for each in response.json()["businessDivisions"]] == ["Lisbon"]


def test_nobody_waits_unless_the_quota_is_set(house: House) -> None:
    statuses = [house.request("GET", "/query").status_code for _ in range(12)]

    assert set(statuses) == {200}


def test_the_request_beyond_the_quota_is_told_to_wait_a_second(house: House) -> None:
    house.settings["feedback_house.requests_per_second"] = 10

    responses = [house.request("GET", "/query") for _ in range(11)]

    assert [response.status_code for response in responses] == [200] * 10 + [429]
    assert responses[-1].json() == {"status": "ERROR", "message": "Too many requests"}
    assert responses[-1].headers["Retry-After"] == "1"
    assert responses[-1].headers["Mock-Origin"] == "quota"
    house.sandbox.clock.advance("1s")
    assert house.request("GET", "/query").status_code == 200


def test_each_key_has_a_quota_of_its_own(house: House) -> None:
    house.settings["feedback_house.requests_per_second"] = 1
    house.request("GET", "/query")
    other = {"Authorization": house.sandbox.feedback_house.credentials["other_company_api_key"]}

    assert house.request("GET", "/query").status_code == 429
    assert ask(house.sandbox, other).status_code == 200


def test_more_than_ten_megabytes_are_too_much(house: House) -> None:
    body = b'{"businessDivisions": []}'.ljust(10 * 1024 * 1024)

    fits = house.request("POST", "/update-or-create", data=body)
    response = house.request("POST", "/update-or-create", data=body + b" ")

    assert fits.status_code == 200
    assert response.status_code == 413
    assert response.json() == {"status": "ERROR", "message": "Payload too large"}


@pytest.mark.parametrize(
    "path",
    ["", "/", "/query/", "/query/a/b", "/update-or-create/x", "/QUERY", "/../v1/query/%2e%2e/x"],
)
def test_an_unknown_path_is_not_found(house: House, path: str) -> None:
    response = house.request("GET", path)

    assert response.status_code == 404
    assert response.json() == {"status": "ERROR", "message": "Not found"}


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/update-or-create", "POST"),
        ("PUT", "/update-or-create", "POST"),
        ("DELETE", "/query", "GET, HEAD"),
        ("POST", "/query/x", "DELETE, GET, HEAD"),
        ("OPTIONS", "/user-add", "POST"),
        ("PATCH", "/user-remove", "POST"),
    ],
)
def test_an_unknown_method_is_not_allowed(
    house: House, method: str, path: str, allowed: str
) -> None:
    response = house.request(method, path)

    assert response.status_code == 405
    assert response.json() == {"status": "ERROR", "message": "Method not allowed"}
    assert response.headers["Allow"] == allowed


def test_a_head_has_the_headers_of_a_get(house: House) -> None:
    response = house.request("HEAD", "/query")

    assert (response.status_code, response.content) == (200, b"")


def test_a_bug_of_ours_is_told_in_the_envelope(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mockserver.providers.feedback_house.store.things.count", None)

    response = house.request("GET", "/query")

    assert response.status_code == 500
    assert response.json() == {"status": "ERROR", "message": "Internal server error"}


# -- strange bodies -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b'{"businessDivisions": [',
        b'{"businessDivisions": [NaN]}',
        b'{"businessDivisions": [1e999]}',
        b'{"businessDivisions": ["\\ud800"]}',
        b'{"businessDivisions": [{"name": "\xff"}]}',
        '{"businessDivisions": []}'.encode("utf-16"),
        gzip.compress(b'{"businessDivisions": []}', mtime=0),
        b"businessDivisions=1",
        b'{"businessDivisions": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        b'{"businessDivisions": [' + b"9" * 5_000 + b"]}",
    ],
)
def test_what_is_no_json_has_no_list(house: House, body: bytes) -> None:
    response = house.request("POST", "/update-or-create", data=body)

    assert response.status_code == 400
    assert response.json() == {"status": "ERROR", "message": "Missing businessDivisions field"}


@pytest.mark.parametrize(
    "name",
    ["\x00", "a\x00b", "🜁 Ωμέγα", "'; DROP TABLE feedback_house_division; --", "x" * 100_000],
)
def test_any_text_is_a_name(house: House, name: str) -> None:
    id_ = house.created(name=name)

    assert house.one(id_)["name"] == name
    assert house.upsert({"name": name})["data"][0]["id"] == id_


@pytest.mark.parametrize("value", [10**30, -(10**30), 1e308, [[[[]]]], {"a": {"b": [{}]}}, "\x00"])
@pytest.mark.parametrize(
    "field",
    ["id", "name", "correlationId", "parent", "managers", "users", "active", "tags", "address"],
)
def test_any_value_is_kept_or_echoed(house: House, field: str, value: object) -> None:
    item = {"name": "Lisbon", field: value}

    answer = house.upsert(item)

    assert len(answer["data"]) + len(answer["errors"]) == 1
    assert [error["object"] for error in answer["errors"]] in ([], [item])


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "", "multipart/form-data"]
)
def test_the_content_type_does_not_matter(house: House, content_type: str) -> None:
    response = house.request(
        "POST",
        "/update-or-create",
        data=b'\xef\xbb\xbf{"businessDivisions": [], "businessDivisions": [{"name": "Lisbon"}]}',
        headers={"Content-Type": content_type},
    )

    assert response.json()["message"] == "Created 1 | Updated 0 | Errors 0"


@pytest.mark.parametrize("value", [10**30, 1e308, [[[[]]]], {"a": {"b": [{}]}}, "\x00", [10**30]])
@pytest.mark.parametrize(
    "field",
    [
        "id",
        "emails",
        "taxId",
        "employeeId",
        "jobID",
        "groups",
        "businessDivision",
        "area",
        "manager",
        "phoneNumbers",
        "birthDate",
        "demissionDate",
        "gender",
        "tags",
        "title",
    ],
)
def test_any_value_of_a_user_is_kept_or_echoed(house: House, field: str, value: object) -> None:
    item = {"name": "Ana", field: value}

    answer = house.batch("users", item)

    assert len(answer["data"]) + len(answer["errors"]) == 1
    assert [error["object"] for error in answer["errors"]] in ([], [item])


@pytest.mark.parametrize("email", ["a\x00b", "a\x00c@x", "'\"%_@x", "ÄÖ@x", "İ@x", "x" * 10_000])
def test_any_text_is_an_email(house: House, email: str) -> None:
    house.made("users", name="Ana", emails=[email])

    again = house.batch("users", {"name": "Ana", "emails": [email]})

    assert again["message"] == "Created 0 | Updated 1 | Errors 0"
