"""What a path names, or the refusal that says that there is none."""

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, store
from mockserver.providers.codat.catalogue import INTEGRATIONS, Integration
from mockserver.providers.codat.store import Row


def company_of(sandbox: Sandbox, company_id: str) -> Row:
    """The company with this id. Raises 404."""
    company = store.find_company(sandbox, company_id)
    if company is None:
        raise errors.no_company(company_id)
    return company


def connection_of(sandbox: Sandbox, company: Row, connection_id: str) -> Row:
    """The company's connection with this id. Raises 404."""
    connection = store.find_connection(sandbox, company["id"], connection_id)
    if connection is None:
        raise errors.no_connection(connection_id)
    return connection


def integration_of(key: str) -> Integration:
    """The integration with this key. Raises 404."""
    integration = INTEGRATIONS.get(key)
    if integration is None:
        raise errors.no_integration(key)
    return integration
