"""The upload of an invoice's file: a signed URL, one PUT, a uuid for the invoice."""

from __future__ import annotations

import pytest

from contract_tests.appzen.invoices import draft, processed, read, upsert
from contract_tests.appzen.records import ROOT
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

ARTICLE = "help centre 13114091171219: Generate the URL to Upload the Document"
STORAGE = "storage hosts are taken to answer 403 to a URL that is not good any more"
URL = f"{ROOT}/generate-upload-url"
PDF = b"%PDF-1.4 a small invoice"


def wanted(target: Target) -> dict[str, str]:
    """A new upload URL."""
    offered: dict[str, str] = expect(target.session.get(URL), 200)
    return offered


@pytest.mark.documented(ARTICLE)
def test_an_upload_url_comes_with_a_uuid_and_its_end(target: Target) -> None:
    offered = wanted(target)

    assert sorted(offered) == ["expires", "url", "uuid"]
    assert offered["uuid"] in offered["url"]


@pytest.mark.documented(ARTICLE)
def test_every_upload_url_is_new(target: Target) -> None:
    first, second = wanted(target), wanted(target)

    assert first["uuid"] != second["uuid"]
    assert first["url"] != second["url"]


@pytest.mark.writes
@pytest.mark.documented(ARTICLE)
def test_a_file_is_put_without_credentials(target: Target) -> None:
    put = target.anonymous().put(wanted(target)["url"], data=PDF)

    assert_status(put, 200)
    assert put.content == b""


@pytest.mark.writes
@pytest.mark.documented(ARTICLE + ": one time only")
def test_a_url_is_good_for_one_file(target: Target) -> None:
    url = wanted(target)["url"]
    target.anonymous().put(url, data=PDF)

    again = target.anonymous().put(url, data=PDF)

    assert not again.ok


@pytest.mark.writes
@pytest.mark.needs("clock")
@pytest.mark.assumed(STORAGE)
def test_a_url_expires(target: Target) -> None:
    url = wanted(target)["url"]
    target.control("POST", "/clock", {"advance": "5m"})

    assert_status(target.anonymous().put(url, data=PDF), 403)


@pytest.mark.writes
@pytest.mark.assumed(STORAGE)
def test_a_url_that_was_not_given_out_is_forbidden(target: Target) -> None:
    assert_status(target.anonymous().put(wanted(target)["url"] + "0", data=PDF), 403)


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(ARTICLE + ": at most 25 MB")
def test_a_file_of_more_than_25_mb_is_refused(target: Target) -> None:
    url = wanted(target)["url"]

    assert not target.anonymous().put(url, data=bytes(25 * 1024 * 1024 + 1)).ok
    assert_status(target.anonymous().put(url, data=b""), 200)


@pytest.mark.writes
@pytest.mark.spec("Swagger document 2.0.3: documents of an invoice carry links")
def test_an_invoice_shows_links_to_its_files(target: Target) -> None:
    offered = wanted(target)
    target.anonymous().put(offered["url"], data=PDF)
    document = {"uuid": offered["uuid"], "name": "invoice.pdf"}
    uuid = upsert(target, draft(target, documents=[document]))

    (shown,) = read(target, uuid)["documents"]

    assert shown["uuid"] == offered["uuid"]
    assert shown["mime_type"] == "pdf"
    assert target.anonymous().get(shown["image_url"]).content == PDF


@pytest.mark.writes
@pytest.mark.needs("clock")
@pytest.mark.documented("help centre 12975468035347: links live for five minutes")
def test_a_link_of_a_processed_invoice_lives_for_five_minutes(target: Target) -> None:
    offered = wanted(target)
    target.anonymous().put(offered["url"], data=PDF)
    document = {"uuid": offered["uuid"], "name": "note.txt"}
    uuid = upsert(target, draft(target, supporting_documents=[document]))
    (shown,) = processed(target, uuid)["non_invoice_attachments"]
    early = target.anonymous().get(shown["image_url"])

    target.control("POST", "/clock", {"advance": "5m"})

    assert_status(early, 200)
    assert_status(target.anonymous().get(shown["image_url"]), 403)


@pytest.mark.writes
@pytest.mark.assumed("a file that never came is taken to be no reason to refuse an invoice")
def test_an_invoice_may_name_a_file_that_never_came(target: Target) -> None:
    upsert(target, draft(target, documents=[{"uuid": wanted(target)["uuid"], "name": "a.pdf"}]))
