"""Input that no client should send is refused, never a crash."""

import pytest

from tests.providers.codat.conftest import Api

NOT_VALID = "Error processing request - not valid."


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"7",
        b'"name"',
        b"\xff\xfe{}",
        b'{"name": "\\ud800"}',
        b'{"name": NaN}',
        b"[" * 5000,
        b'{"name": ' + b"[" * 300 + b"]" * 300 + b"}",
        b'{"name": 1' + b"0" * 400 + b"}",
    ],
)
@pytest.mark.parametrize(
    ("method", "tail"),
    [("POST", ""), ("PUT", "/{id}"), ("PATCH", "/{id}"), ("POST", "/{id}/syncSettings")],
)
def test_a_body_that_cannot_be_is_refused(api: Api, raw: bytes, method: str, tail: str) -> None:
    company = api.company()

    response = api.request(method, "/companies" + tail.format(**company), data=raw)

    assert response.status_code == 400
    assert response.json()["error"] == NOT_VALID


def test_any_content_type_will_do_if_the_body_is_json(api: Api) -> None:
    response = api.request(
        "POST", "/companies", data=b'{"name": "A"}', headers={"Content-Type": "text/plain"}
    )

    assert response.status_code == 200


def test_of_a_repeated_member_the_last_counts(api: Api) -> None:
    response = api.request("POST", "/companies", data=b'{"name": "A", "name": "B"}')

    assert response.json()["name"] == "B"


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "🙂" * 50, "\u202e", "'; DROP TABLE x; --"])
def test_any_text_is_kept_as_a_description_and_a_tag(api: Api, text: str) -> None:
    company = api.company(description=text, tags={text[:27]: text[:100]})

    assert api.read(company)["description"] == text
    assert api.read(company)["tags"] == {text[:27]: text[:100]}


@pytest.mark.parametrize(
    "query",
    [
        "query=%FF",
        "query=%00",
        "query=" + "%7B" * 3000,
        "query=name%3D" + "a" * 5000,
        "tags=%26%26",
        "orderBy=%00",
        "page=1&page=0",
        "page%00=1",
        "&" * 3000,
        "=",
        "query=%ED%A0%80",
    ],
)
def test_any_query_string_is_answered(api: Api, query: str) -> None:
    assert api.get(f"/companies?{query}").status_code in (200, 400)


@pytest.mark.parametrize(
    "path",
    [
        "/companies/../companies",
        "/companies//x",
        "/companies/%2F",
        "/companies/" + "a" * 5000,
        "/%FF/link",
        "/company/%ED%A0%80",
    ],
)
def test_any_path_is_answered(api: Api, path: str) -> None:
    assert api.get(path).status_code in (200, 404)


@pytest.mark.parametrize("body", [b"\xff\xfe", b"&" * 5000, b"platformKey=%00", b"a" * 100_000])
def test_any_form_is_answered(api: Api, body: bytes) -> None:
    company = api.company()
    connection = api.connection(company)
    start = f"/company/{company['id']}"

    assert api.browse("POST", start, data=body).status_code == 400
    response = api.browse("POST", f"{start}/connections/{connection['id']}/authorize", data=body)
    assert response.status_code == 303
    assert api.read(company)["status"] == "PendingAuth"


def test_a_body_that_is_too_large_is_refused(api: Api) -> None:
    response = api.request("POST", "/companies", data=b" " * (10 * 1024 * 1024 + 1))

    assert response.status_code == 413
    assert response.json()["error"] == NOT_VALID
