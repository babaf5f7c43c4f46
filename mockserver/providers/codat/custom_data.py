"""Custom data types: records of a source that the standard data types do not have.

Source: https://docs.codat.io/using-the-api/custom-data. The Sandbox offers none. The specification
declares the answer to the configuration's GET as a list of records; it is the configuration here.
What a source would answer is unknown: records are those that a tester planted.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, rules, runs, store, syncs
from mockserver.providers.codat.catalogue import INTEGRATIONS, SANDBOX_KEY, Integration
from mockserver.providers.codat.lookup import company_of, connection_of, integration_of
from mockserver.providers.codat.schemas.configurations import CustomConfiguration, CustomRecords
from mockserver.providers.codat.schemas.data_refresh import PullOperation
from mockserver.providers.codat.schemas.shared import PagingQuery
from mockserver.providers.codat.store import Row
from mockserver.web import paging
from mockserver.web.operation import SPEC, Api
from mockserver.web.problem import Reason

api = Api()
Document = dict[str, Any]
CONFIGURATION = "/integrations/{platformKey}/dataTypes/custom/{customDataIdentifier}"
DATA = "/companies/{companyId}/connections/{connectionId}/data"
CUSTOM_DATA = "https://docs.codat.io/using-the-api/custom-data"
_FACTS: dict[str, Any] = {"evidence": SPEC, "tags": ("Custom data type",)}


@api.put(
    CONFIGURATION,
    body=CustomConfiguration(),
    returns=(200, CustomConfiguration()),
    source="Platform API specification, configure-custom-data-type",
    refuses=(400, 401, 404, 429),
    **_FACTS,
)
def configure_custom_data_type(
    sandbox: Sandbox, platform_key: str, custom_data_identifier: str, body: Document
) -> Document:
    """Say what a custom data type of an integration is made of."""
    kept = rules.absent_removed(body)
    name = _configuration_of(integration_of(platform_key), custom_data_identifier)
    store.keep_document(sandbox, name, kept)
    return kept


@api.get(
    CONFIGURATION,
    returns=(200, CustomConfiguration()),
    source="Platform API specification, get-custom-data-type-configuration",
    refuses=(401, 404, 429),
    **_FACTS,
)
def get_custom_data_type_configuration(
    sandbox: Sandbox, platform_key: str, custom_data_identifier: str
) -> Document:
    """What a custom data type is made of."""
    return _configured(sandbox, integration_of(platform_key), custom_data_identifier)


@api.post(
    f"{DATA}/queue/custom/{{customDataIdentifier}}",
    returns=(200, PullOperation()),
    source="Platform API specification, refresh-custom-data-type",
    refuses=(400, 401, 404, 409, 422, 429, 451),
    **_FACTS,
)
def refresh_custom_data_type(
    sandbox: Sandbox, company_id: str, connection_id: str, custom_data_identifier: str
) -> Document:
    """Fetch a custom data type."""
    connection = _usable(sandbox, company_id, connection_id, custom_data_identifier)
    syncs.refuse_unless_open(connection, _data_type(custom_data_identifier))
    pull = syncs.queue_at(sandbox, connection, _data_type(custom_data_identifier))
    return runs.pull(pull)


@api.get(
    f"{DATA}/custom/{{customDataIdentifier}}",
    query=PagingQuery(),
    returns=(200, CustomRecords()),
    source="Platform API specification, list-custom-data-type-records",
    refuses=(400, 401, 404, 409, 429, 451),
    **_FACTS,
)
def list_custom_data_type_records(
    sandbox: Sandbox,
    company_id: str,
    connection_id: str,
    custom_data_identifier: str,
    query: Document,
) -> Document:
    """The records that were fetched. Raises 409 before the first fetch is complete."""
    connection = _usable(sandbox, company_id, connection_id, custom_data_identifier)
    synced = store.latest_success(sandbox, connection["id"], _data_type(custom_data_identifier))
    if synced is None:
        raise errors.not_requested()
    name = store.custom_records_of(connection["id"], custom_data_identifier)
    records = (store.find_document(sandbox, name) or {"records": []})["records"]
    part = paging.of_page(query["page"], query["pageSize"], len(records))
    return {
        "results": records[part.offset : part.offset + part.limit],
        "pageNumber": query["page"],
        "pageSize": query["pageSize"],
        "totalResults": part.total,
    }


def _usable(sandbox: Sandbox, company_id: str, connection_id: str, identifier: str) -> Row:
    """A connection whose integration has this custom data type. Raises 400, 404 and 451."""
    connection = connection_of(sandbox, company_of(sandbox, company_id), connection_id)
    source = INTEGRATIONS[connection["platform_key"]]
    if source.key in rules.words(sandbox.setting("codat.blocked_platforms")):
        text = f"Platform '{source.key}' is not currently available for compliance purposes."
        reason = Reason("platform-blocked", text, evidence="spec", source=errors.SPEC)
        raise errors.refused(451, errors.CUSTOM, text, reason)
    if source.key == SANDBOX_KEY:
        raise syncs.not_supported(_data_type(identifier), source.key)
    _configured(sandbox, source, identifier)
    return connection


def _configured(sandbox: Sandbox, source: Integration, identifier: str) -> Document:
    kept = store.find_document(sandbox, _configuration_of(source, identifier))
    if kept is None:
        text = f"No custom data type was found with identifier {identifier} for {source.key}"
        source_text = "assumed: 404 is in the specification, its text is not"
        reason = Reason("custom-type", text, got=identifier, evidence="assumed", source=source_text)
        raise errors.refused(404, errors.CUSTOM, text, reason)
    return kept


def _configuration_of(source: Integration, identifier: str) -> str:
    return f"custom/{source.key}/{identifier}"


def _data_type(identifier: str) -> str:
    return f"custom/{identifier}"
