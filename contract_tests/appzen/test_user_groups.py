"""User groups: an upsert with an answer of its own, members who must be users."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.appzen.entities import SPECIFICATION
from contract_tests.appzen.records import ROOT
from contract_tests.support.answers import expect
from contract_tests.targets import Target, Undo

GROUP = f"{ROOT}/user-group"


def draft(target: Target, **fields: Any) -> dict[str, Any]:
    return {
        "external_group_id": target.unique("group"),
        "management_source": "EXTERNALLY_MANAGED",
        "category": "APPROVAL_ASSIGNMENT",
        "product": "PRODUCT_AP",
        "group_name": "AP Approvers",
        **fields,
    }


def send(target: Target, group: dict[str, Any]) -> Any:
    disabled = {**group, "status": "DISABLED", "members": []}
    target.created(f"user group {group['external_group_id']}", Undo("POST", GROUP, disabled))
    return target.session.post(GROUP, json=group)


def kept(target: Target, group: dict[str, Any]) -> Any:
    return expect(target.session.get(f"{GROUP}/{group['external_group_id']}"), 200)


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_a_group_is_created_then_updated_under_the_same_number(target: Target) -> None:
    group = draft(target)

    created = expect(send(target, group), 201)
    updated = expect(send(target, {**group, "group_name": "Renamed"}), 200)

    assert (created["status"], updated["status"]) == ("CREATED", "UPDATED")
    assert created["group_id"] == updated["group_id"]
    assert sorted(created) == [
        "external_group_id",
        "group_id",
        "management_source",
        "status",
        "unresolved_user_ids",
    ]
    assert kept(target, group)["group_name"] == "Renamed"


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION + ": unknown members are skipped and listed")
def test_members_who_are_no_users_are_skipped_and_told(target: Target) -> None:
    stranger = target.unique("nobody")
    group = draft(target, members=[{"user_id": stranger}])

    answer = expect(send(target, group), 201)

    assert answer["unresolved_user_ids"] == [stranger]
    assert kept(target, group)["members"] == []


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPECIFICATION + ": members replace those before")
def test_an_update_replaces_the_members(target: Target) -> None:
    group = draft(target, members=[{"user_id": "az-user-90211"}])
    send(target, group)
    before = kept(target, group)["members"]

    send(target, {**group, "members": []})

    assert [member["email"] for member in before] == ["john.doe@abc.com"]
    assert kept(target, group)["members"] == []


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_all_groups_are_listed(target: Target) -> None:
    group = draft(target)
    send(target, group)

    listed = expect(target.session.get(f"{ROOT}/user-groups"), 200)

    assert group["external_group_id"] in [one["external_group_id"] for one in listed]


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION + ": a group is archived, not deleted")
def test_a_disabled_group_is_still_read(target: Target) -> None:
    group = draft(target, status="DISABLED")
    send(target, group)

    assert kept(target, group)["status"] == "DISABLED"


@pytest.mark.spec(SPECIFICATION)
def test_an_unknown_group_is_not_found(target: Target) -> None:
    expect(target.session.get(f"{GROUP}/{target.unique('nobody')}"), 404)


@pytest.mark.writes
@pytest.mark.assumed("what is published as required or enumerated is taken to be enforced")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("external_group_id", ""),
        ("management_source", "NOBODY"),
        ("category", None),
        ("product", "PRODUCT"),
        ("notification_method", "MAIL"),
        ("status", "ARCHIVED"),
        ("members", [{}]),
    ],
)
def test_a_group_that_is_not_well_formed_is_refused(target: Target, field: str, value: Any) -> None:
    group = draft(target, **{field: value})

    response = target.session.post(GROUP, json=group)

    if response.ok:
        target.created("user group that was to be refused", Undo("POST", GROUP, group))
    expect(response, 400)
