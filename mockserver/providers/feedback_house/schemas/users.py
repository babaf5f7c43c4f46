"""A user on the wire, and an item that may become one.

Source: https://developers.feedback.house/docs/api/user/ – update-or-create, get, get-id.
"""

from typing import Any

from marshmallow import INCLUDE, Schema, fields, validate

from mockserver.providers.feedback_house.schemas.parts import a_text, an_id, some_ids, some_texts
from mockserver.providers.feedback_house.values import GENDERS
from mockserver.web.fields import Flag


def _day(about: str, **facts: Any) -> fields.String:
    form = validate.Regexp("^[0-9]{4}/[0-9]{2}/[0-9]{2}$")
    return fields.String(validate=form, metadata={"description": about}, **facts)


class User(Schema):
    """A user as it is stored; optional texts, ids and dates are left out when not set."""

    id = an_id("The platform's id.", required=True)
    employee_id = a_text("The company's own key, sent as employeeId.", data_key="correlationID")
    name = a_text("The full name.", required=True)
    emails = some_texts("The e-mail addresses.", required=True)
    tax_id = a_text("CPF, social security number, …", data_key="taxId")
    title = a_text("The job post title.")
    job = an_id("The job.", data_key="jobID")
    active = Flag(required=True, metadata={"description": "False for who is disabled or left."})
    groups = some_ids("The groups.", required=True)
    business_division = an_id("The division.", data_key="businessDivision")
    area = an_id("The area.")
    manager = an_id("The manager, a user.")
    phone_numbers = some_texts("Phone numbers.", data_key="phoneNumbers", required=True)
    birth_date = _day("YYYY/MM/DD", data_key="birthDate")
    admission_date = _day("YYYY/MM/DD", data_key="admissionDate")
    demission_date = _day("YYYY/MM/DD; who has one is not active.", data_key="demissionDate")
    gender = fields.String(validate=validate.OneOf(GENDERS))
    tags = some_texts("Free, or key:value.", required=True)


class UserItem(Schema):
    """What an item of update-or-create may hold; rules judge it, item by item."""

    class Meta:
        """Other fields are ignored."""

        unknown = INCLUDE

    id = an_id("Key: the platform's id; generated when none is given.", allow_none=True)
    emails = some_texts("Key: any one of them identifies.", allow_none=True)
    tax_id = a_text("Key: CPF, social security number, …", data_key="taxId", allow_none=True)
    employee_id = a_text(
        "Key: the company's own; also spelled correlationID.",
        data_key="employeeId",
        allow_none=True,
    )
    name = a_text("The full name.", required=True)
    title = fields.String(allow_none=True)
    job = an_id("An existing job.", data_key="jobID", allow_none=True)
    active = Flag(allow_none=True)
    groups = some_ids("Existing groups.", allow_none=True)
    business_division = an_id("An existing division.", data_key="businessDivision", allow_none=True)
    area = an_id("An existing area; the user leaves the one before.", allow_none=True)
    manager = a_text("An existing user, by any key.", allow_none=True)
    phone_numbers = some_texts("Never rejected.", data_key="phoneNumbers", allow_none=True)
    birth_date = _day("YYYY/MM/DD", data_key="birthDate", allow_none=True)
    admission_date = _day("YYYY/MM/DD", data_key="admissionDate", allow_none=True)
    demission_date = _day("YYYY/MM/DD", data_key="demissionDate", allow_none=True)
    gender = fields.String(validate=validate.OneOf((*GENDERS, None)), allow_none=True)
    tags = some_texts("Free, or key:value.", allow_none=True)
