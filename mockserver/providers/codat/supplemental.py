"""Supplemental data: which members of a source are to be added to the records of a data type.

Source: https://docs.codat.io/using-the-api/supplemental-data/overview. The specification's schema
wraps the configuration in `supplementalDataConfig`, its samples send it bare: both are taken.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, store
from mockserver.providers.codat.catalogue import DATA_TYPES
from mockserver.providers.codat.lookup import integration_of
from mockserver.providers.codat.schemas.configurations import SupplementalConfiguration
from mockserver.web.operation import SPEC, Api
from mockserver.web.problem import Reason

api = Api()
Document = dict[str, Any]
ONE = "/integrations/{platformKey}/dataTypes/{dataType}/supplementalDataConfig"


@api.put(
    ONE,
    body=SupplementalConfiguration(),
    returns=(200, None),
    source="Platform API specification, configure-supplemental-data",
    evidence=SPEC,
    refuses=(400, 401, 404, 429),
    tags=("Supplemental data",),
)
def configure_supplemental_data(
    sandbox: Sandbox, platform_key: str, data_type: str, body: Document
) -> None:
    """Replace the configuration; an empty one takes it away. The answer has no body."""
    store.keep_document(sandbox, _name(platform_key, data_type), body)


@api.get(
    ONE,
    returns=(200, SupplementalConfiguration()),
    source="Platform API specification, get-supplemental-data-configuration",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Supplemental data",),
)
def get_supplemental_data_configuration(
    sandbox: Sandbox, platform_key: str, data_type: str
) -> Document:
    """The configuration; empty when there is none."""
    kept = store.find_document(sandbox, _name(platform_key, data_type))
    return kept or {"supplementalDataConfig": {}}


def _name(platform_key: str, data_type: str) -> str:
    """Where a configuration is kept. Raises 404."""
    integration = integration_of(platform_key)
    if data_type not in DATA_TYPES:
        text = f"Datatype {data_type} not supported by platform(s) {integration.name}"
        reason = Reason("data-type", text, evidence="documented", source=errors.ERRORS)
        raise errors.refused(404, errors.PUBLIC, text, reason)
    return f"supplemental/{integration.key}/{data_type}"
