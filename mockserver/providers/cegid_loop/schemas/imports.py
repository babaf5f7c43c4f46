"""Shapes on the wire of the import service."""

import json
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, pre_load, validate

_CODE = "Code of the dossier (client file), e.g. CEGID003."
_URI = "Path inside Cegid's storage, as getFileUrlDeposit returned it; empty means absent."
_URL = "Authenticated address of the file, valid for at least 24 hours; empty means absent."
_SIRET = "Establishment that takes the entries; the principal one when absent."


class Submitted(fields.String):
    """A value as the importer reads it: blank, null and false are absent, the rest is a text."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if value is None or value is False:
            return None
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        kept: str = super()._deserialize(text, attr, data, **kwargs)
        return kept if kept.strip() else None


def submitted(key: str, description: str, *, required: bool = False) -> Submitted:
    """A member of an import request: whatever is sent is judged by the rules."""
    return Submitted(
        data_key=key, required=required, allow_none=True, metadata={"description": description}
    )


class CaseBlind(Schema):
    """A body whose keys may be written in any case; unknown ones are ignored."""

    class Meta:
        unknown = EXCLUDE

    @pre_load
    def spell(self, data: Any, **_kwargs: Any) -> Any:
        """Give every key its canonical spelling; of rivals the last one that says something."""
        if not isinstance(data, dict):
            return data
        given: dict[str, Any] = {}
        for key, value in data.items():
            if value not in (None, "") or key.lower() not in given:
                given[key.lower()] = value
        names = [field.data_key or name for name, field in self.fields.items()]
        return {name: given.get(name.lower()) for name in names}


class FileImport(CaseBlind):
    """A request to import a file: exactly one of URI and URL."""

    code_ibs = submitted("codeIbs", _CODE, required=True)
    uri = submitted("URI", _URI)
    url = submitted("URL", _URL)
    siret = submitted("SIRET", _SIRET)


class CustomImport(FileImport):
    """A request to import a file in a layout of the firm's own."""

    modele = submitted("MODELE", "Name of the import model set up in Loop.", required=True)


class ServiceError(Schema):
    """What the import service says when it refuses."""

    instance_id = fields.String(
        data_key="instanceId", required=True, metadata={"description": "GUID of the instance."}
    )
    message = fields.String(required=True, metadata={"description": "French text."})


_REFUSED = "Present instead of everything else when the request is refused."


class ImportAnswer(Schema):
    """Either the id of the recorded request or an error."""

    accounting_import_request_id = fields.String(
        data_key="accountingImportRequestId",
        metadata={"format": "uuid", "description": "To be asked about with getImportStatus."},
    )
    error = fields.Nested(ServiceError, metadata={"description": _REFUSED})


class StatusQuery(Schema):
    """Which request is meant; `id` and `requestId` are other spellings."""

    class Meta:
        unknown = EXCLUDE

    accounting_import_request_id = fields.String(
        data_key="accountingImportRequestId",
        metadata={"description": "The id that an import answered."},
    )
    id = fields.String(metadata={"description": "Another spelling."})
    request_id = fields.String(data_key="requestId", metadata={"description": "Another spelling."})


class StatusAnswer(Schema):
    """How far a request is, or an error."""

    status = fields.Integer(
        validate=validate.OneOf([1, 2, 3, 4]),
        metadata={"description": "1 waiting, 2 being integrated, 3 succeeded, 4 failed."},
    )
    message = fields.String(
        metadata={"description": "Why it failed; only with cegid_loop.explain_failures."}
    )
    error = fields.Nested(ServiceError, metadata={"description": _REFUSED})


class DepositQuery(Schema):
    """What is going to be deposited."""

    class Meta:
        unknown = EXCLUDE

    filename = fields.String(
        metadata={"description": "File name with its extension: tra, txt or csv."}
    )


class DepositAnswer(Schema):
    """Where to upload the file, and how to call it afterwards; or an error."""

    deposit_url = fields.String(
        data_key="depositUrl",
        metadata={"format": "uri", "description": "Upload the file here with PUT."},
    )
    uri = fields.String(metadata={"description": "Pass it as URI once the file is uploaded."})
    error = fields.Nested(ServiceError, metadata={"description": _REFUSED})


class Signature(Schema):
    """A shared access signature in a query."""

    class Meta:
        unknown = EXCLUDE

    sv = fields.String(metadata={"description": "Version of the storage service."})
    st = fields.String(metadata={"description": "Valid from."})
    se = fields.String(metadata={"description": "Valid until."})
    sr = fields.String(metadata={"description": "Kind of resource: b, a blob."})
    sp = fields.String(metadata={"description": "Permissions: r read, c create, w write."})
    sig = fields.String(metadata={"description": "The signature."})


class Refusal(Schema):
    """A refusal: the gateway's own (statusCode, message) or the import service's (error)."""

    status_code = fields.Integer(data_key="statusCode")
    message = fields.String()
    activity_id = fields.String(data_key="activityId")
    error = fields.Nested(ServiceError)
