"""POST and PUT …/imports/cost-centers: create and update the three cost dimensions."""

from __future__ import annotations

import pytest

from contract_tests.candis import imports
from contract_tests.candis.imports import COST_CENTERS
from contract_tests.support.samples import sample
from contract_tests.targets import Target

GUIDE = "guide: How the Core Data API works"
REFERENCE = "reference: getImportLogs, importErrors"

DIMENSIONS = pytest.mark.parametrize(
    "dimension", ["COST_CENTER", "COST_OBJECT", "CUSTOM_COST_DIMENSION"]
)


@DIMENSIONS
@pytest.mark.writes
@pytest.mark.spec("createCostCenter")
def test_a_new_cost_dimension_is_imported(target: Target, dimension: str) -> None:
    code = target.unique("dim")

    events = imports.created(
        target, COST_CENTERS, {"code": code, "name": "Marketing", "type": dimension}
    )

    assert events == [{"id": code, "status": "IMPORTED", "operation": "CREATE"}]


@DIMENSIONS
@pytest.mark.writes
@pytest.mark.spec(REFERENCE)
def test_creating_a_cost_dimension_that_exists_fails(target: Target, dimension: str) -> None:
    code = target.unique("dim")
    record = {"code": code, "name": "Marketing", "type": dimension}
    imports.created(target, COST_CENTERS, record)

    events = imports.created(target, COST_CENTERS, record)

    assert events == [
        {
            "id": code,
            "status": "FAILED",
            "importErrors": ["COST_CENTER_ALREADY_EXIST"],
            "operation": "CREATE",
        }
    ]


@DIMENSIONS
@pytest.mark.writes
@pytest.mark.spec(REFERENCE)
def test_updating_an_unknown_cost_dimension_fails(target: Target, dimension: str) -> None:
    code = target.unique("dim")

    events = imports.updated(
        target, COST_CENTERS, {"code": code, "type": dimension, "name": "Nobody"}
    )

    assert events == [
        {
            "id": code,
            "status": "FAILED",
            "importErrors": ["COST_CENTER_NOT_EXISTING"],
            "operation": "UPDATE",
        }
    ]


@pytest.mark.writes
@pytest.mark.spec("updateCostCenter")
@pytest.mark.parametrize(
    "change",
    [{"name": "Marketing DE"}, {"isArchived": True}, {"isArchived": False}],
    ids=["name", "archive", "reactivate"],
)
def test_a_cost_dimension_is_updated(target: Target, change: dict[str, object]) -> None:
    code = target.unique("dim")
    imports.created(
        target, COST_CENTERS, {"code": code, "name": "Marketing", "type": "COST_CENTER"}
    )

    events = imports.updated(target, COST_CENTERS, {"code": code, "type": "COST_CENTER", **change})

    assert events == [{"id": code, "status": "IMPORTED", "operation": "UPDATE"}]


@pytest.mark.writes
@pytest.mark.spec(REFERENCE)
@pytest.mark.parametrize("nothing", [{}, {"name": None}], ids=["only the key", "name is null"])
def test_an_update_of_nothing_fails_with_no_updatable_input(
    target: Target, nothing: dict[str, None]
) -> None:
    code = target.unique("dim")
    imports.created(
        target, COST_CENTERS, {"code": code, "name": "Marketing", "type": "COST_CENTER"}
    )

    events = imports.updated(target, COST_CENTERS, {"code": code, "type": "COST_CENTER", **nothing})

    assert events == [
        {
            "id": code,
            "status": "FAILED",
            "importErrors": ["NO_UPDATABLE_INPUT"],
            "operation": "UPDATE",
        }
    ]


@pytest.mark.writes
@pytest.mark.assumed("the identity of a dimension is taken to be its code together with its type")
def test_two_dimensions_of_different_type_may_share_a_code(target: Target) -> None:
    code = target.unique("dim")

    events = imports.created(
        target,
        COST_CENTERS,
        {"code": code, "name": "Marketing", "type": "COST_CENTER"},
        {"code": code, "name": "Project", "type": "COST_OBJECT"},
    )

    assert [event["status"] for event in events] == ["IMPORTED", "IMPORTED"]


@pytest.mark.writes
@pytest.mark.assumed("the identity of a dimension is taken to be its code together with its type")
def test_an_update_with_another_type_does_not_find_the_dimension(target: Target) -> None:
    code = target.unique("dim")
    imports.created(
        target, COST_CENTERS, {"code": code, "name": "Marketing", "type": "COST_CENTER"}
    )

    events = imports.updated(
        target, COST_CENTERS, {"code": code, "type": "COST_OBJECT", "name": "Project"}
    )

    assert events[0]["importErrors"] == ["COST_CENTER_NOT_EXISTING"]


@pytest.mark.writes
@pytest.mark.assumed("which code a structural violation answers is not published")
def test_an_unknown_type_refuses_the_import_and_is_named_with_its_index(target: Target) -> None:
    known = {"code": target.unique("dim"), "name": "Marketing", "type": "COST_CENTER"}
    unknown = {"code": target.unique("dim"), "name": "Marketing", "type": "PROFIT_CENTER"}

    response = imports.create(target, COST_CENTERS, [known, unknown])

    refused = imports.refusal(response, 400)
    assert refused["errorCode"] == "BAD_INPUT"
    assert [(e["index"], e["property"]) for e in refused["errors"]] == [("1", "type")]


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec("createCostCenter, updateCostCenter")
def test_the_sample_dimensions_can_be_created_and_updated(target: Target) -> None:
    creation = sample("candis", "create-cost-centers")
    accepted = creation.send(target.session)
    imports.finished(target, accepted)
    change = sample("candis", "update-cost-centers")

    changed = change.send(target.session)

    creation.assert_answered_as_printed(accepted)
    change.assert_answered_as_printed(changed)
    assert [event["status"] for event in imports.finished(target, changed)["events"]] == [
        "IMPORTED",
        "IMPORTED",
    ]
