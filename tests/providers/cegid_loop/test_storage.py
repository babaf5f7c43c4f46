import re
from xml.etree import ElementTree

import pytest
import requests

from mockserver.testing import MockSandbox, MockServer
from tests.providers.cegid_loop import loop

FAILED = (
    "Server failed to authenticate the request. Make sure the value of Authorization header is"
    " formed correctly including the signature."
)


def error(response: requests.Response) -> dict[str, str]:
    """The elements of the storage's XML; its message without request id and time."""
    assert response.headers["Content-Type"] == "application/xml"
    assert response.content.startswith(b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?><Error>')
    found = {child.tag: child.text or "" for child in ElementTree.fromstring(response.content)}
    assert response.headers["x-ms-error-code"] == found["Code"]
    message, request_id, time = found["Message"].split("\n")
    assert request_id == f"RequestId:{response.headers['x-ms-request-id']}"
    assert re.fullmatch(r"Time:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z", time)
    return {**found, "Message": message}


def test_an_upload_answers_as_the_blob_storage_does(mock_server: MockServer) -> None:
    world = mock_server.sandbox(clock={"now": "2022-03-25T15:23:51Z", "rate": 0})
    place = loop.deposit(world)

    response = loop.put(world, place["depositUrl"], b"hello")

    assert response.status_code == 201
    assert response.content == b""
    assert "Content-Type" not in response.headers
    assert response.headers["Content-MD5"] == "XUFAKrxLKna5cZ2REBfFkg=="
    assert response.headers["Last-Modified"] == "Fri, 25 Mar 2022 15:23:51 GMT"
    assert re.fullmatch('"0x8[0-9A-F]{14}"', response.headers["ETag"])
    assert response.headers["x-ms-version"] == "2020-08-04"
    assert response.headers["x-ms-request-server-encrypted"] == "true"
    assert len(response.headers["x-ms-request-id"]) == 36


def test_an_upload_needs_no_keys_and_minds_none(mock_sandbox: MockSandbox) -> None:
    place = loop.deposit(mock_sandbox)

    response = mock_sandbox.cegid_loop.session().put(
        place["depositUrl"], data=b"", headers=loop.BLOCK_BLOB
    )

    assert response.status_code == 201


def test_a_second_upload_replaces_the_first(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.settings["cegid_loop.deposit_permissions"] = "rcw"
    url = loop.deposit(mock_sandbox)["depositUrl"]
    first = loop.put(mock_sandbox, url, b"first")

    second = loop.put(mock_sandbox, url, b"second")

    assert second.status_code == 201
    assert second.headers["ETag"] != first.headers["ETag"]
    assert mock_sandbox.server.session().get(url).content == b"second"
    assert loop.rows(mock_sandbox, "SELECT count(*) FROM cegid_loop_blob") == [(1,)]
    assert loop.rows(mock_sandbox, "SELECT count(*) FROM cegid_loop_blob_part") == [(1,)]


def test_an_upload_can_insist_on_being_the_first(mock_sandbox: MockSandbox) -> None:
    url = loop.deposit(mock_sandbox)["depositUrl"]
    headers = {**loop.BLOCK_BLOB, "If-None-Match": "*"}

    first = loop.put(mock_sandbox, url, b"a", headers)
    second = loop.put(mock_sandbox, url, b"b", headers)

    assert first.status_code == 201
    assert second.status_code == 409
    assert error(second)["Code"] == "BlobAlreadyExists"


def test_an_upload_must_say_its_kind_of_blob(mock_sandbox: MockSandbox) -> None:
    response = loop.put(mock_sandbox, loop.deposit(mock_sandbox)["depositUrl"], b"a", {})

    assert response.status_code == 400
    assert error(response) == {
        "Code": "MissingRequiredHeader",
        "Message": "An HTTP header that's mandatory for this request is not specified.",
        "HeaderName": "x-ms-blob-type",
    }


def test_only_block_blobs_can_be_uploaded(mock_sandbox: MockSandbox) -> None:
    url = loop.deposit(mock_sandbox)["depositUrl"]

    response = loop.put(mock_sandbox, url, b"a", {"x-ms-blob-type": "<Page&Blob>"})

    assert response.status_code == 400
    assert error(response)["Code"] == "InvalidHeaderValue"
    assert error(response)["HeaderValue"] == "<Page&Blob>"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("sig=", "sig=A"),
        ("sp=cw", "sp=rcw"),
        ("sr=b", "sr=c"),
        ("fichier.csv", "other.csv"),
        ("2022-03-26T", "2032-03-26T"),
        ("2022-03-26T", "%00%ef%bf%bf"),
        ("se=2022", "xx=2022"),
        ("?sv=", "?"),
    ],
)
def test_a_url_that_was_changed_opens_nothing(
    mock_server: MockServer, right: str, wrong: str
) -> None:
    world = mock_server.sandbox(clock={"now": "2022-03-25T15:23:51Z", "rate": 0})
    url = loop.deposit(world)["depositUrl"]

    response = loop.put(world, url.replace(right, wrong), b"a")

    assert right in url
    assert response.status_code == 403
    assert error(response)["Code"] == "AuthenticationFailed"
    assert error(response)["Message"] == FAILED
    assert error(response)["AuthenticationErrorDetail"].startswith("Signature did not match. ")


def test_a_url_without_a_signature_opens_nothing(mock_sandbox: MockSandbox) -> None:
    url = loop.deposit(mock_sandbox)["depositUrl"].partition("?")[0]

    assert error(loop.put(mock_sandbox, url, b"a"))["Code"] == "AuthenticationFailed"


def test_a_deposit_url_ends_after_24_hours(mock_server: MockServer) -> None:
    world = mock_server.sandbox(clock={"now": "2022-03-25T15:23:51Z", "rate": 0})
    url = loop.deposit(world)["depositUrl"]

    world.clock.to("2022-03-26T15:23:50Z")
    before = loop.put(world, url, b"a")
    world.clock.to("2022-03-26T15:23:51Z")
    after = loop.put(world, url, b"a")

    assert before.status_code == 201
    assert after.status_code == 403
    assert error(after)["AuthenticationErrorDetail"] == (
        "Signature not valid in the specified time frame: Start [2022-03-25T15:23:51Z]"
        " - Expiry [2022-03-26T15:23:51Z] - Current [2022-03-26T15:23:51Z]"
    )


def test_the_deposit_url_of_one_sandbox_does_not_open_another(mock_server: MockServer) -> None:
    one, other = mock_server.sandbox(), mock_server.sandbox()
    url = loop.deposit(one)["depositUrl"]

    response = loop.put(other, url.replace(one.name, other.name), b"a")

    assert error(response)["Code"] == "AuthenticationFailed"


def test_a_deposit_url_does_not_allow_reading(mock_sandbox: MockSandbox) -> None:
    url = loop.deposit(mock_sandbox)["depositUrl"]
    loop.put(mock_sandbox, url, b"a")

    response = mock_sandbox.server.session().get(url)

    assert response.status_code == 403
    assert error(response) == {
        "Code": "AuthorizationPermissionMismatch",
        "Message": "This request is not authorized to perform this operation using this permission.",  # noqa: E501
    }


def test_where_reading_is_allowed_the_file_comes_back(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.settings["cegid_loop.deposit_permissions"] = "rcw"
    url = loop.deposit(mock_sandbox)["depositUrl"]
    headers = {**loop.BLOCK_BLOB, "Content-Type": "text/csv"}
    uploaded = loop.put(mock_sandbox, url, b"a;b\r\n", headers)

    response = mock_sandbox.server.session().get(url)
    asked = mock_sandbox.server.session().head(url)

    assert response.status_code == 200
    assert response.content == b"a;b\r\n"
    assert response.headers["Content-Type"] == "text/csv"
    assert response.headers["ETag"] == uploaded.headers["ETag"]
    assert response.headers["x-ms-blob-type"] == "BlockBlob"
    assert asked.headers["Content-Length"] == "5"
    assert asked.content == b""


def test_a_file_that_was_never_uploaded_is_not_found(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.settings["cegid_loop.deposit_permissions"] = "rcw"
    url = loop.deposit(mock_sandbox)["depositUrl"]

    response = mock_sandbox.server.session().get(url)

    assert response.status_code == 404
    assert error(response)["Code"] == "BlobNotFound"


def test_other_verbs_and_places_are_refused_in_xml(mock_sandbox: MockSandbox) -> None:
    session = mock_sandbox.server.session()
    url = loop.deposit(mock_sandbox)["depositUrl"]

    verb = session.delete(url)
    place = session.get("https://looptestcabinetrdd.blob.core.windows.net/other/file.txt")

    assert verb.status_code == 405
    assert error(verb)["Code"] == "UnsupportedHttpVerb"
    assert place.status_code == 404
    assert error(place)["Code"] == "ResourceNotFound"


def test_the_journal_does_not_keep_signatures(mock_sandbox: MockSandbox) -> None:
    loop.put(mock_sandbox, loop.deposit(mock_sandbox)["depositUrl"], b"a")

    call = mock_sandbox.journal.calls(provider="cegid_loop")[-1]

    assert call["operation"] == "putBlob"
    assert call["query"].endswith("&sig=[redacted]")
