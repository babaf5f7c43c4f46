"""Following an import to its end."""

from __future__ import annotations

import pytest

from contract_tests.cegid_loop import imports
from contract_tests.cegid_loop.imports import FAILED, FEC, STATUS, SUCCEEDED, WAITING
from contract_tests.support.answers import expect
from contract_tests.targets import Target

CLIENTS = "the page was not available; public clients know the call and its numbers like this"
FAILURES = "what only the importer can see is taken to surface as status 4"
UNKNOWN_ID = "9e107d9d-372b-4b1f-9b1e-2d6f7a1c0b33"


@pytest.mark.writes
@pytest.mark.assumed(CLIENTS)
def test_the_answer_is_the_status_and_nothing_else(target: Target) -> None:
    id_ = imports.request_id(imports.send(target))

    response = target.session.get(STATUS, params={"accountingImportRequestId": id_})

    assert expect(response, 200) == {"status": WAITING}


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed(CLIENTS)
def test_a_right_file_succeeds(target: Target) -> None:
    uri = imports.deposited(target, imports.custom_file(target))["uri"]

    seen = imports.statuses(target, imports.request_id(imports.send(target, URI=uri)))

    assert seen[0] == WAITING
    assert seen == sorted(seen)
    assert seen[-1] == SUCCEEDED


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed(CLIENTS)
def test_a_right_fec_succeeds(target: Target) -> None:
    uri = imports.deposited(target, imports.fec_file(target), "842008161FEC20251231.txt")["uri"]

    seen = imports.statuses(target, imports.request_id(imports.send(target, FEC, URI=uri)))

    assert seen == sorted(seen)
    assert seen[-1] == SUCCEEDED


@pytest.mark.writes
@pytest.mark.needs("clock")
@pytest.mark.assumed(CLIENTS)
def test_a_request_passes_through_every_status(target: Target) -> None:
    uri = imports.deposited(target, imports.custom_file(target))["uri"]

    seen = imports.statuses(target, imports.request_id(imports.send(target, URI=uri)))

    assert seen == [1, 2, 3]


@pytest.mark.writes
@pytest.mark.needs("clock")
@pytest.mark.assumed("only time is taken to move a request; how often one asks is not published")
def test_asking_does_not_move_a_request(target: Target) -> None:
    id_ = imports.request_id(imports.send(target))

    seen = [imports.status(target, id_) for _ in range(5)]

    assert seen == [1, 1, 1, 1, 1]


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed(CLIENTS + "; a deposit URL is taken to be as good as the URI")
def test_a_file_given_by_its_url_succeeds(target: Target) -> None:
    url = imports.deposited(target, imports.custom_file(target))["depositUrl"]
    response = imports.send(target, URI=None, URL=url)

    seen = imports.statuses(target, imports.request_id(response))

    assert seen[-1] == SUCCEEDED


@pytest.mark.writes
@pytest.mark.assumed(FAILURES)
def test_a_file_that_was_never_deposited_fails(target: Target) -> None:
    seen = imports.statuses(target, imports.request_id(imports.send(target)))

    assert seen == sorted(seen)
    assert seen[-1] == FAILED


@pytest.mark.writes
@pytest.mark.assumed(FAILURES)
@pytest.mark.parametrize("content", ["", imports.GARBAGE, "a;b;c\r\n1;2;3\r\n"])
@imports.BOTH
def test_a_file_in_another_layout_fails(target: Target, path: str, content: str) -> None:
    uri = imports.deposited(target, content)["uri"]

    seen = imports.statuses(target, imports.request_id(imports.send(target, path, URI=uri)))

    assert seen[-1] == FAILED


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed(FAILURES)
def test_a_file_without_balance_fails(target: Target) -> None:
    uri = imports.deposited(target, imports.custom_file(target, credit="11,00"))["uri"]

    seen = imports.statuses(target, imports.request_id(imports.send(target, URI=uri)))

    assert seen[-1] == FAILED


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed(FAILURES)
def test_a_fec_without_balance_fails(target: Target) -> None:
    uri = imports.deposited(target, imports.fec_file(target, credit="11,00"))["uri"]

    seen = imports.statuses(target, imports.request_id(imports.send(target, FEC, URI=uri)))

    assert seen[-1] == FAILED


@pytest.mark.writes
@pytest.mark.assumed(FAILURES)
def test_an_address_whose_signature_has_ended_fails(target: Target) -> None:
    url = imports.deposit(target)["depositUrl"].replace("sig=", "sig=A")

    response = imports.send(target, URI=None, URL=url)

    assert imports.statuses(target, imports.request_id(response))[-1] == FAILED


@pytest.mark.writes
@pytest.mark.assumed("two pages call it getstatus, a third getImportStatus")
@pytest.mark.parametrize("route", ["getImportStatus", "getStatus", "getstatus", "GETSTATUS/"])
@pytest.mark.parametrize("parameter", ["accountingImportRequestId", "id", "requestId"])
def test_route_and_parameter_have_several_spellings(
    target: Target, route: str, parameter: str
) -> None:
    id_ = imports.request_id(imports.send(target))

    response = target.session.get(f"{imports.BASE}/{route}", params={parameter: id_})

    assert expect(response, 200) == {"status": WAITING}


@pytest.mark.assumed("what an unknown id answers is not published; the wording is invented")
@pytest.mark.parametrize("id_", [UNKNOWN_ID, "nonsense", "' OR 1=1 --"])
def test_an_unknown_request_is_an_error(target: Target, id_: str) -> None:
    response = target.session.get(STATUS, params={"accountingImportRequestId": id_})

    assert imports.message(response) == f"La demande d'import {id_} n'existe pas."


@pytest.mark.assumed("what a missing id answers is not published; the wording is invented")
@pytest.mark.parametrize("query", ["", "?accountingImportRequestId=", "?other=1"])
def test_the_request_must_be_named(target: Target, query: str) -> None:
    response = target.session.get(STATUS + query)

    assert imports.message(response) == "L'accountingImportRequestId n'est pas spécifié."
