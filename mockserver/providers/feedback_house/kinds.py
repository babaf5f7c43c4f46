"""Divisions, areas and users in one table: what each is called, what it holds, what identifies it.

Source: the pages "Update or Create" of https://developers.feedback.house/docs/api-list
"""

from mockserver.providers.feedback_house.rules import Field, Kind
from mockserver.providers.feedback_house.values import (
    day,
    emails,
    flag,
    gender,
    object_id,
    phones,
    text,
    texts,
)


def _switch(column: str, spelling: str, when_null: bool) -> Field:
    return Field(column, (spelling,), flag, lambda: when_null)


def _list(column: str, *spellings: str) -> Field:
    return Field(column, spellings, texts, list, many=True)


def _ids(column: str, refers: str, *spellings: str) -> Field:
    return Field(column, spellings, object_id, list, refers=refers, many=True)


def _one(column: str, refers: str, spelling: str) -> Field:
    return Field(column, (spelling,), object_id, refers=refers)


ACTIVE = _switch("active", "active", when_null=True)
TITLE = Field("title", ("title",), text)
TAGS = _list("tags", "tags")
# `correlationId` on the pages of divisions, `correlationID` on those of areas and in user objects
CORRELATION_ID = Field("correlation_id", ("correlationId", "correlationID"), text)

DIVISION = Kind(
    name="division",
    one="businessDivision",
    many="businessDivisions",
    not_found="Business division not found",
    id=Field("id", ("id", "businessDivisionId"), object_id),
    keys=("correlation_id", "name"),
    fields=(
        _one("parent", "division", "parent"),
        _one("business_division", "division", "businessDivision"),
        # reads name the managers `responsibles`
        _ids("managers", "user", "managers", "responsibles"),
        _ids("users", "user", "users"),
        CORRELATION_ID,
        ACTIVE,
        Field("address", ("address",), text),
        TITLE,
        _switch("allow_candidates_apply", "allowCandidatesApply", when_null=False),
        TAGS,
    ),
)

AREA = Kind(
    name="area",
    one="area",
    many="areas",
    not_found="Area not found",
    id=Field("id", ("id",), object_id),
    keys=("correlation_id",),
    needs_name=False,
    fields=(
        _one("parent", "area", "parent"),
        _one("business_division", "division", "businessDivision"),
        _ids("managers", "user", "managers"),
        CORRELATION_ID,
        ACTIVE,
        Field("address", ("address",), text),
        _switch("allow_candidates_apply", "allowCandidatesApply", when_null=False),
        TAGS,
        Field("emails", ("emails",), emails, many=True),  # in a sample of the portal only
    ),
)

USER = Kind(
    name="user",
    one="user",
    many="users",
    not_found="User not found",
    id=Field("id", ("id",), object_id),
    keys=("emails", "tax_id", "employee_id"),
    fields=(
        _one("job", "job", "jobID"),
        _ids("groups", "group", "groups"),
        _one("business_division", "division", "businessDivision"),
        _one("area", "area", "area"),
        Field("manager", ("manager",), text, refers="user", any_key=True),
        Field("emails", ("emails",), emails, list, many=True),
        Field("tax_id", ("taxId",), text),
        # shown as `correlationID` in the portal's user objects
        Field("employee_id", ("employeeId", "correlationID", "correlationId"), text),
        TITLE,
        ACTIVE,
        Field("phone_numbers", ("phoneNumbers",), phones, list, many=True),
        Field("birth_date", ("birthDate",), day),
        Field("admission_date", ("admissionDate",), day),
        Field("demission_date", ("demissionDate",), day),
        Field("gender", ("gender",), gender),
        TAGS,
    ),
)

KINDS = (DIVISION, AREA, USER)
