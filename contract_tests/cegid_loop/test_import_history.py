"""The history of finished imports, as far as an emulator can have one."""

from __future__ import annotations

import pytest

from contract_tests.cegid_loop import books, imports
from contract_tests.cegid_loop.imports import BASE
from contract_tests.support.answers import expect
from contract_tests.support.shape import (
    ANY_TEXT,
    MOMENT,
    TEXT,
    UUID,
    WHOLE,
    Full,
    Nullable,
    assert_shown,
    expect_shape,
)
from contract_tests.targets import Target

EXTENSION = "the real history has no published route; its finished states are 25 or more"
HISTORY = f"{BASE}/getImportHistory"
PAST = {
    "accountingImportRequestId": UUID,
    "codeIbs": TEXT,
    "SIRET?": ANY_TEXT,
    "type": TEXT,
    "status": WHOLE,
    "dateDemande": MOMENT,
    "dateFin": MOMENT,
    "ecritures": WHOLE,
    "ligne?": Nullable(WHOLE),
    "message?": Nullable(ANY_TEXT),
}


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed(EXTENSION)
def test_finished_imports_are_listed_newest_first(target: Target) -> None:
    good = imports.request_id(
        imports.send(target, URI=imports.deposited(target, imports.custom_file(target))["uri"])
    )
    imports.statuses(target, good)
    bad = imports.request_id(imports.send(target))
    imports.statuses(target, bad)
    imports.send(target)

    past = expect(target.session.get(HISTORY, params={"codeIbs": target.subject["codeIbs"]}), 200)

    assert [(one["accountingImportRequestId"], one["status"]) for one in past] == [
        (bad, 30),
        (good, 25),
    ]


@pytest.mark.needs("disposable")
@pytest.mark.assumed(EXTENSION)
def test_the_dossier_must_be_named(target: Target) -> None:
    assert books.message(target.session.get(HISTORY)) == "Le codeIbs n'est pas spécifié."


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed(EXTENSION)
def test_a_past_import_has_its_members(target: Target) -> None:
    uri = imports.deposited(target, imports.custom_file(target))["uri"]
    broken = imports.deposited(target, imports.custom_file(target, credit="13,00"))["uri"]
    for file in (uri, broken):
        imports.statuses(target, imports.request_id(imports.send(target, URI=file)))

    past = target.session.get(HISTORY, params={"codeIbs": target.subject["codeIbs"]})

    found = expect_shape(past, Full(PAST))
    assert_shown(found, [PAST])
    assert {one["codeIbs"] for one in found} == {target.subject["codeIbs"]}
    assert [one["ecritures"] for one in found] == [0, 2]
    assert [one["message"] is None for one in found] == [False, True]
