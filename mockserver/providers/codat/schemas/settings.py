"""Settings of the account and of companies, as they are sent and answered."""

from marshmallow import fields, validate

from mockserver.providers.codat.catalogue import DATA_TYPES
from mockserver.providers.codat.schemas.shared import Lenient, Wire, guid, told
from mockserver.web.fields import Flag


class SyncSetting(Lenient):
    """How one data type is fetched."""

    data_type = fields.String(required=True, validate=validate.OneOf(DATA_TYPES))
    fetch_on_first_link = Flag(required=True)
    sync_schedule = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(min=0, max=100_000),
        metadata=told("Hours between refreshes; 0 for none."),
    )
    sync_order = fields.Integer(required=True, strict=True, validate=validate.Range(0, 100_000))
    sync_from_utc = fields.String(metadata=told("The earliest day to fetch."))
    sync_from_window = fields.Integer(strict=True, validate=validate.Range(0, 100_000))
    months_to_sync = fields.Integer(strict=True, validate=validate.Range(0, 100_000))
    is_locked = Flag()


class SyncSettingsBody(Lenient):
    """Settings to store."""

    settings = fields.List(fields.Nested(SyncSetting), required=True)
    overrides_defaults = Flag(required=True)


class ClientSyncSettingsBody(SyncSettingsBody):
    """Settings of the account to store."""

    client_id = guid("The account.")


class CompanySyncSettingsBody(SyncSettingsBody):
    """Settings of a company to store."""

    company_id = guid("The company.")


class ClientSyncSettings(Wire):
    """How data types are fetched for all companies."""

    client_id = guid("The account.")
    settings = fields.List(fields.Nested(SyncSetting), required=True)
    overrides_defaults = fields.Boolean(required=True)


class CompanySyncSettings(Wire):
    """How data types are fetched for one company."""

    company_id = guid("The company.")
    settings = fields.List(fields.Nested(SyncSetting), required=True)
    overrides_defaults = fields.Boolean(required=True)


class Profile(Lenient):
    """The account: whose name and where Link sends people in the end."""

    name = fields.String(required=True, validate=validate.Length(min=1))
    logo_url = fields.String()
    icon_url = fields.String()
    redirect_url = fields.String(
        required=True, metadata=told("A template such as `https://app/{companyId}/{statusCode}`.")
    )
    white_list_urls = fields.List(fields.String(metadata={"format": "uri"}))
    confirm_company_name = Flag(metadata={"deprecated": True})
