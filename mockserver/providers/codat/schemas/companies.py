"""Companies, as they are sent and answered."""

from marshmallow import fields, validate

from mockserver.providers.codat import rules
from mockserver.providers.codat.schemas.connections import Connection
from mockserver.providers.codat.schemas.shared import (
    Lenient,
    Paged,
    PageQuery,
    Wire,
    guid,
    moment,
    told,
)

EMPTY_NAME = "'Name' must not be empty."


class CompaniesQuery(PageQuery):
    """Which page of companies."""

    tags = fields.String(metadata=told("A condition on tags, such as `region = uk`."))


def tags_field() -> fields.Dict:
    """Up to ten texts of the client's own, by key."""
    return fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        allow_none=True,
        metadata=told("At most 10; keys up to 27 characters, values up to 100."),
    )


class Relative(Lenient):
    """Another company; whatever else is said of it is ignored."""

    id = fields.String(required=True, metadata=told("The company."))


class CompanyBody(Lenient):
    """A new company, or all of an existing one."""

    name = fields.String(
        required=True,
        validate=validate.Length(min=1, error=EMPTY_NAME),
        error_messages={"required": EMPTY_NAME, "null": EMPTY_NAME},
        metadata=told("Need not be unique; characters that are not allowed are taken out."),
    )
    description = fields.String(allow_none=True, metadata=told("Anything about it."))
    tags = tags_field()
    reference_parent_company = fields.Nested(
        Relative, allow_none=True, metadata=told("The company that this one belongs to.")
    )
    reference_subsidiary_companies = fields.List(
        fields.Nested(Relative), allow_none=True, metadata=told("The companies that belong to it.")
    )


class NewCompany(CompanyBody):
    """A new company."""

    platform_type = fields.String(
        allow_none=True,
        metadata=told("Older clients: the key of the only integration to link.", deprecated=True),
    )


class CompanyChange(Lenient):
    """Some members of a company; what is absent or null stays."""

    name = fields.String(allow_none=True)
    description = fields.String(allow_none=True)
    tags = tags_field()


class PortalLinks(Wire):
    """Where people look at a company."""

    portal = fields.String(metadata={"format": "uri"})


class CompanyReference(Wire):
    """Another company."""

    id = guid("The company.")
    name = fields.String()
    description = fields.String()
    links = fields.Nested(PortalLinks)
    tags = fields.Dict(keys=fields.String(), values=fields.String())


class Company(Wire):
    """A business that shares its data."""

    id = guid("The company.")
    name = fields.String(required=True)
    description = fields.String(metadata=told("Empty when none was given."))
    platform = fields.String(metadata=told("Older clients: the platform's name, or empty."))
    redirect = fields.String(
        required=True, metadata=told("Where the company links its data.", format="uri")
    )
    last_sync = moment("When the newest data set was completed; absent before the first.")
    status = fields.String(
        validate=validate.OneOf(rules.CONNECTION_STATUSES),
        metadata=told("Older clients: the state of its connections; absent without any."),
    )
    data_connections = fields.List(fields.Nested(Connection))
    created = moment("When it was made: seven digits in the first answer, later none.")
    created_by_user_name = fields.String(metadata=told("The name of the API key that made it."))
    products = fields.List(fields.String())
    tags = fields.Dict(keys=fields.String(), values=fields.String())
    reference_parent_company = fields.Nested(CompanyReference)
    reference_subsidiary_companies = fields.List(fields.Nested(CompanyReference))


class Companies(Paged):
    """A page of companies."""

    results = fields.List(fields.Nested(Company), required=True)


class ProductRefresh(Lenient):
    """Which data types of a product to fetch; all without any."""

    data_types = fields.List(
        fields.String(), allow_none=True, metadata=told("Data types that the product uses.")
    )


class AccessToken(Wire):
    """A token for one company."""

    expires_in = fields.Integer(required=True, metadata=told("Seconds."))
    access_token = fields.String(required=True)
    token_type = fields.String(required=True, metadata=told("`Bearer`."))


class OldAccessToken(Wire):
    """A token for one company, as the older operation answers it."""

    access_token = fields.String(required=True)
