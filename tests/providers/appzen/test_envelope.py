"""What every answer has in common, and bodies that are no JSON object."""

import re
from typing import Any

import pytest

from mockserver.testing import MockSandbox
from mockserver.testing.sandbox import ProviderAccess
from tests.providers.appzen.entities import ENTITY, SEARCH, detail, entity

UUID_4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def test_a_refusal_has_four_fields_and_the_code_of_its_correlation_id(
    appzen: ProviderAccess,
) -> None:
    refused = appzen.request("GET", f"{ENTITY}/x")

    code = refused.headers["x-correlation-id"][:8]
    assert refused.headers["Content-Type"] == "application/json"
    assert refused.json() == {
        "timestamp": "2024-07-01T12:00:00.000+0000",
        "status": 404,
        "error": "Not Found",
        "message": f"Error code : {code} - The resource you specified cannot be not found",
    }
    assert list(refused.json()) == ["timestamp", "status", "error", "message"]


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("POST", ENTITY, {}),
        ("POST", SEARCH, {}),
        ("GET", f"{ENTITY}/x", {}),
        ("GET", "/nowhere", {}),
        ("DELETE", ENTITY, {}),
        ("GET", f"{ENTITY}/x", {"x-api-key": None}),
        ("GET", f"{ENTITY}/x", {"customer-key": None}),
    ],
)
def test_every_answer_carries_a_correlation_id_of_its_own(
    appzen: ProviderAccess, method: str, path: str, headers: dict[str, Any]
) -> None:
    first = appzen.request(method, path, json=entity(), headers=headers)
    second = appzen.request(method, path, json=entity(), headers=headers)

    assert UUID_4.fullmatch(first.headers["x-correlation-id"])
    assert first.headers["x-correlation-id"] != second.headers["x-correlation-id"]


@pytest.mark.parametrize(
    "path",
    ["/", "", "/entity", "/dictionary-data-services", "/dictionary-data-services/Entity", "/v1"],
)
def test_an_unknown_url_is_not_found(appzen: ProviderAccess, path: str) -> None:
    refused = appzen.request("GET", path)

    assert (refused.status_code, refused.json()["error"]) == (404, "Not Found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", ENTITY, "POST"),
        ("DELETE", ENTITY, "POST"),
        ("PATCH", f"{ENTITY}/x", "GET, HEAD"),
        ("POST", f"{ENTITY}/x", "GET, HEAD"),
        ("OPTIONS", ENTITY, "POST"),
    ],
)
def test_a_method_that_a_path_does_not_have_is_refused_in_the_envelope(
    appzen: ProviderAccess, method: str, path: str, allowed: str
) -> None:
    refused = appzen.request(method, path, json={})

    assert (refused.status_code, refused.json()["error"]) == (405, "Method Not Allowed")
    assert refused.headers["Allow"] == allowed
    assert list(refused.json()) == ["timestamp", "status", "error", "message"]


@pytest.mark.parametrize("path", [ENTITY, SEARCH])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{ {\n} }",
        b"null",
        b"[]",
        b"[{}]",
        b'"text"',
        b"1",
        b"entity_id=1&entity_name=n",
        b'{"entity_id": NaN}',
        b'{"custom_json": {"a": 1e400}}',
        b'{"custom_json": {"a": -1e999}}',
        b'{"entity_id": "\\ud800"}',
        b'{"entity_id": "\xff"}',
        "{}".encode("utf-16"),
        b'{"custom_json":' * 500 + b"1" + b"}" * 500,
        b"[" * 100_000,
        b'{"limit":' + b"9" * 5000 + b"}",
        b'{"a":1,}',
    ],
    ids=lambda body: repr(body[:20]),
)
def test_a_body_that_is_no_json_object_is_a_bad_request(
    appzen: ProviderAccess, path: str, body: bytes
) -> None:
    refused = appzen.request("POST", path, data=body)

    assert (refused.status_code, refused.json()["error"]) == (400, "Bad Request")
    assert refused.json()["message"].endswith(" - Invalid request, please fix and resend")


@pytest.mark.parametrize(
    "media_type", [None, "text/plain", "application/x-www-form-urlencoded", "nonsense", ""]
)
def test_json_is_taken_whatever_its_content_type(
    appzen: ProviderAccess, media_type: str | None
) -> None:
    body = b"\xef\xbb\xbf" + str(entity()).replace("'", '"').encode()

    created = appzen.request("POST", ENTITY, data=body, headers={"Content-Type": media_type})

    assert created.status_code == 201


def test_of_a_repeated_key_the_last_counts(appzen: ProviderAccess) -> None:
    body = str(entity()).replace("'", '"')[:-1] + ', "entity_id": "last"}'

    appzen.request("POST", ENTITY, data=body)

    assert appzen.request("GET", f"{ENTITY}/external-entity-id/last").status_code == 200


def test_the_explanation_is_one_line_of_plain_text(appzen: ProviderAccess) -> None:
    body = entity(appzen_entity_type="ä\r\nx-evil: 1\x00" + "x" * 5000)

    refused = appzen.request("POST", ENTITY, json=body)

    assert refused.status_code == 400
    assert len(detail(refused)) <= 1000
    assert detail(refused).isprintable()
    assert "x-evil" not in refused.headers


@pytest.mark.parametrize(
    ("sent", "query"),
    [(b"{}", "?a=1&a=2&%00=%FF"), (b"\x00" * 1000, "?" + "x=1&" * 5000)],
)
def test_a_body_and_a_query_that_a_read_does_not_want_are_ignored(
    appzen: ProviderAccess, sent: bytes, query: str
) -> None:
    appzen.request("POST", ENTITY, json=entity())

    read = appzen.request("GET", f"{ENTITY}/external-entity-id/E-1{query}", data=sent)

    assert read.status_code == 200


def test_a_bug_of_ours_is_told_in_the_vendors_envelope(
    world: MockSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mockserver.providers.appzen.store.find_by_key", lambda *_: 1 / 0)

    refused = world.appzen.request("POST", ENTITY, json=entity())

    assert refused.status_code == 500
    assert refused.json()["error"] == "Internal Server Error"
    assert refused.json()["message"].endswith(
        " - Unable to process your request at this moment, please try again later"
    )
    assert detail(refused) == "a bug of the emulator; its journal has the traceback"
    assert world.journal.calls(provider="appzen")[0]["origin"] == "bug"
