"""Depositing a file: an address to upload it, a URI to name it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from requests import Response

from contract_tests.cegid_loop import imports
from contract_tests.cegid_loop.imports import DEPOSIT, FILE_PAGE
from contract_tests.support.answers import assert_status
from contract_tests.targets import Target

PUT_BLOB = "Azure Blob Storage: Put Blob"
ONE_BODY = "the page shows address and URI in two bodies; a working client reads both from one"


def error_code(response: Response, status: int) -> str | None:
    """The code of a refusal of the storage."""
    assert_status(response, status)
    return ElementTree.fromstring(response.content).findtext("Code")


@pytest.mark.documented(FILE_PAGE)
def test_the_uri_is_a_guid_and_the_name(target: Target) -> None:
    uri = imports.deposit(target, "fichier.txt")["uri"]

    assert re.fullmatch(f"{imports.UUID}/fichier.txt", uri)


@pytest.mark.assumed(ONE_BODY)
@pytest.mark.parametrize("name", ["fichier.tra", "fichier.txt", "fichier.csv"])
def test_a_deposit_has_an_address_and_a_uri(target: Target, name: str) -> None:
    place = imports.deposit(target, name)

    assert sorted(place) == ["depositUrl", "uri"]
    assert place["uri"] in urlsplit(place["depositUrl"]).path


@pytest.mark.documented("developer portal: addresses must be valid for at least 24 hours")
def test_the_address_is_signed_for_24_hours(target: Target) -> None:
    query = parse_qs(urlsplit(imports.deposit(target)["depositUrl"]).query)

    start, end = (datetime.fromisoformat(query[name][0]) for name in ("st", "se"))
    assert end - start >= timedelta(hours=24)
    assert query["sr"] == ["b"]
    assert query["sig"]


@pytest.mark.assumed("every deposit is taken to be a place of its own")
def test_the_same_name_twice_is_two_places(target: Target) -> None:
    assert imports.deposit(target)["uri"] != imports.deposit(target)["uri"]


@pytest.mark.assumed("what a missing name answers is not published; the wording is invented")
@pytest.mark.parametrize("query", ["", "?filename=", "?other=fichier.txt"])
def test_the_file_must_have_a_name(target: Target, query: str) -> None:
    response = target.session.get(DEPOSIT + query)

    assert imports.message(response) == "Le nom du fichier n'est pas spécifié."


@pytest.mark.writes
@pytest.mark.documented(FILE_PAGE)
def test_the_file_is_uploaded_with_put_and_no_keys(target: Target) -> None:
    place = imports.deposit(target)

    response = imports.upload(target, place["depositUrl"], "a;b")

    assert_status(response, 201)
    assert response.content == b""


@pytest.mark.writes
@pytest.mark.documented(PUT_BLOB)
@pytest.mark.parametrize(
    "header", ["ETag", "Last-Modified", "x-ms-request-id", "x-ms-version", "Content-MD5"]
)
def test_an_upload_answers_with_the_headers_of_the_storage(target: Target, header: str) -> None:
    response = imports.upload(target, imports.deposit(target)["depositUrl"], "a;b")

    assert response.headers[header]


@pytest.mark.writes
@pytest.mark.documented(PUT_BLOB)
def test_a_second_upload_replaces_the_first(target: Target) -> None:
    url = imports.deposit(target)["depositUrl"]
    first = imports.upload(target, url, "garbage")

    second = imports.upload(target, url, "a;b")

    assert_status(second, 201)
    assert second.headers["ETag"] != first.headers["ETag"]


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed("the importer is taken to read what was uploaded last")
def test_the_last_upload_is_imported(target: Target) -> None:
    place = imports.deposited(target, "garbage")
    imports.upload(target, place["depositUrl"], imports.custom_file(target))

    response = imports.send(target, URI=place["uri"])

    assert imports.statuses(target, imports.request_id(response))[-1] == imports.SUCCEEDED


@pytest.mark.writes
@pytest.mark.documented(PUT_BLOB)
def test_the_kind_of_blob_must_be_said(target: Target) -> None:
    url = imports.deposit(target)["depositUrl"]

    response = target.anonymous().put(url, data=b"a")

    assert error_code(response, 400) == "MissingRequiredHeader"
    assert b"<HeaderName>x-ms-blob-type</HeaderName>" in response.content


@pytest.mark.writes
@pytest.mark.documented("Azure Blob Storage: shared access signatures")
@pytest.mark.parametrize(
    ("right", "wrong"),
    [("sig=", "sig=A"), ("se=20", "se=21"), ("fichier.csv", "other.csv"), ("sr=b", "sr=c")],
)
def test_a_url_that_was_changed_opens_nothing(target: Target, right: str, wrong: str) -> None:
    url = imports.deposit(target)["depositUrl"].replace(right, wrong)

    response = imports.upload(target, url, "a")

    assert error_code(response, 403) == "AuthenticationFailed"


@pytest.mark.writes
@pytest.mark.needs("clock")
@pytest.mark.documented("Azure Blob Storage: shared access signatures")
def test_an_address_ends_with_its_signature(target: Target) -> None:
    url = imports.deposit(target)["depositUrl"]

    target.control("POST", "/clock", {"advance": "PT24H2S"})
    response = imports.upload(target, url, "a")

    assert error_code(response, 403) == "AuthenticationFailed"


@pytest.mark.assumed("a deposit's signature is taken to allow writing only")
def test_the_address_does_not_allow_reading(target: Target) -> None:
    url = imports.deposit(target)["depositUrl"]

    response = target.anonymous().get(url)

    assert error_code(response, 403) == "AuthorizationPermissionMismatch"
