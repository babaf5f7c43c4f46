"""What is kept of an exchange: no credential, nobody's data, and the vendor's own words."""

import json
from base64 import b64encode
from typing import Any

import pytest
from requests import PreparedRequest, Response

from contract_tests.recording.bodies import Veil
from contract_tests.recording.pseudonyms import Pseudonyms
from contract_tests.support.exchanges import Exchange
from contract_tests.support.redaction import secrets_in

BASE = "https://api.vendor.test/v1"
KEY = "s3cr+t/key==0123"
HEADERS = {"Authorization": f"Basic {b64encode(f'{KEY}:'.encode()).decode()}"}


def kept(answer: Any, url: str = f"{BASE}/things", body: bytes = b"", raw: bool = False) -> Any:
    response = Response()
    response.status_code = 200
    response.headers.update({"Content-Type": "application/json", "X-Trace": "of-somebody"})
    response._content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    response.request = PreparedRequest()
    exchange = Exchange("POST", url, HEADERS, body, response, "", 0.0)
    return Veil(Pseudonyms(bytes(32)), raw=raw).exchange(exchange, BASE, secrets_in(HEADERS))


@pytest.mark.parametrize("raw", [False, True])
@pytest.mark.parametrize(
    ("answer", "url"),
    [
        ({"message": f"the key {KEY} is unknown"}, BASE),
        ({"echo": [HEADERS["Authorization"]]}, BASE),
        ({}, f"{BASE}/things?token=abc&next=s3cr%2Bt%2Fkey%3D%3D0123"),
        (
            {"nested": {"apiKey": KEY, "accessToken": "eyJ-other", "client_secret": "eyJ-other"}},
            BASE,
        ),
        (f"not JSON but {KEY}".encode(), BASE),
    ],
)
def test_no_credential_is_kept_wherever_it_stands(answer: Any, url: str, raw: bool) -> None:
    text = json.dumps(kept(answer, url, raw=raw))

    assert [
        one for one in (KEY, "s3cr", HEADERS["Authorization"][6:], "eyJ-other") if one in text
    ] == []


def test_peoples_data_is_replaced_and_the_vendors_words_stay() -> None:
    answer = {
        "name": "Erika Mustermann",
        "status": "Linked",
        "error": "CONTACT_ALREADY_EXIST",
        "count": 52,
        "amount": 1234.5,
        "created": "2026-01-05T09:00:00Z",
        "active": True,
        "parent": None,
    }

    found = kept(answer)["response"]["json"]

    assert "Mustermann" not in json.dumps(found)
    assert found["amount"] != 1234.5
    unchanged = ("status", "error", "count", "created", "active", "parent")
    assert {name: found[name] for name in unchanged} == {name: answer[name] for name in unchanged}


def test_an_id_is_the_same_in_the_path_in_the_query_and_in_a_message() -> None:
    id_ = "6f4e0e1c-9a51-4b55-8f0e-0b7a3a3b1c11"

    found = kept({"id": id_, "message": f"no {id_}"}, f"{BASE}/things/{id_}?after={id_}")

    new = found["response"]["json"]["id"]
    assert new != id_
    assert found["path"] == f"/things/{new}"
    assert found["query"] == [["after", new]]
    assert found["response"]["json"]["message"] == f"no ‹{new}›"


def test_raw_keeps_values() -> None:
    assert kept({"name": "Erika"}, raw=True)["response"]["json"] == {"name": "Erika"}


def test_headers_that_nobody_needs_to_read_are_replaced() -> None:
    assert kept({})["response"]["headers"]["X-Trace"] != "of-somebody"


@pytest.mark.parametrize(
    "body", [b"\xff\xfe\x00", b"[" * 100_000, b'{"a": NaN}', b'{"a": "\\ud800"}', b"x" * 100_000]
)
def test_an_odd_body_is_kept_in_some_way(body: bytes) -> None:
    found = kept(body, body=body)

    assert json.loads(json.dumps(found))["response"]["status"] == 200
