"""The official Python SDK, unmodified, with every one of its methods, against a live server."""

import asyncio
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from codat_platform import CodatPlatform
from codat_platform.models import errors, shared
from codat_platform.utils import BackoffStrategy, RetryConfig

from mockserver.app import create_app
from mockserver.settings import ServerSettings
from mockserver.web.server import Server

UNKNOWN = "6f4e0e1c-9a51-4b55-8f0e-0b7a3a3b1c11"
DEPRECATED = "ignore:.* is deprecated:DeprecationWarning"
AT_ONCE = RetryConfig("backoff", BackoffStrategy(1, 1, 1.0, 1), retry_connection_errors=False)
ORIGINS = ["https://app.example.com"]
CUSTOM = {"platform_key": "gbol", "custom_data_identifier": "accounts"}
SUPPLEMENTAL = {"platform_key": "gbol", "data_type": shared.DataType.INVOICES}


class Recorder:
    """An SDK group that writes down which of its methods were called."""

    def __init__(self, group: Any, name: str, called: set[str]) -> None:
        self._group, self._name, self._called = group, name, called

    def __getattr__(self, method: str) -> Any:
        self._called.add(f"{self._name}.{method}")
        return getattr(self._group, method)


class Client:
    """The SDK as a client builds it, and the control API of its sandbox."""

    def __init__(self, server: str, called: set[str]) -> None:
        born = requests.post(f"{server}/_mock/sandboxes", json={"clock": {"rate": 0}}, timeout=10)
        self.control_url = f"{server}/_mock/sandboxes/{born.json()['name']}"
        access = born.json()["providers"]["codat"]
        self.sdk = CodatPlatform(
            security=shared.Security(auth_header=access["headers"]["Authorization"]),
            server_url=access["base_url"],
            retry_config=AT_ONCE,
        )
        self._called = called

    def __getattr__(self, group: str) -> Recorder:
        return Recorder(getattr(self.sdk, group), group, self._called)

    def control(self, path: str, body: Any) -> Any:
        return requests.post(self.control_url + path, json=body, timeout=10).json()

    def company(self, **body: Any) -> shared.Company:
        return self.companies.create(request={"name": "Platypus Properties", **body})

    def linked(self, key: str = "mqjo") -> dict[str, str]:
        """The ids of a new company and of its linked connection, after the first sync."""
        company = self.company()
        walk = {"company_id": company.id, "platform_key": key, "data_set": "small"}
        connection = self.control("/providers/codat/link", walk)["connection"]
        self.control("/clock", {"advance": "until-idle"})
        return {"company_id": company.id, "connection_id": connection["id"]}


@pytest.fixture(scope="module")
def called() -> set[str]:
    """The methods that were called, as `group.method`."""
    return set()


@pytest.fixture(scope="module")
def live() -> Iterator[str]:
    app = create_app(ServerSettings())
    running = Server(app.front(), "127.0.0.1", 0)
    stop = running.run_in_thread()
    yield running.url
    stop()
    app.close()


@pytest.fixture
def client(live: str, called: set[str]) -> Iterator[Client]:
    made = Client(live, called)
    yield made
    requests.delete(made.control_url, timeout=10)


def test_companies_are_created_read_changed_listed_and_deleted(client: Client) -> None:
    company = client.company(tags={"region": "uk"})
    one = {"company_id": company.id}

    read = client.companies.get(request=one)
    listed = client.companies.list(request={"tags": "region = uk", "query": "name~platypus"})
    replaced = client.companies.replace(request={**one, "company_request_body": {"name": "Two"}})
    updated = client.companies.update(
        request={**one, "company_update_request": {"description": "Three"}}
    )
    client.companies.delete(request=one)

    assert (read.name, read.description, read.tags) == ("Platypus Properties", "", {"region": "uk"})
    assert read.redirect.endswith(f"/company/{company.id}")
    assert [found.id for found in listed.results] == [company.id]
    assert (replaced.name, replaced.tags) == ("Two", None)
    assert (updated.name, updated.description) == ("Two", "Three")
    with pytest.raises(errors.ErrorMessage) as refused:
        client.companies.get(request=one)
    assert refused.value.status_code == 404


def test_pages_of_companies_are_read(client: Client) -> None:
    page = client.companies.list(request={"page": 2, "page_size": 3, "order_by": "-name"})

    assert (page.page_number, page.page_size, len(page.results)) == (2, 3, 3)
    assert page.total_results == 7
    assert page.links.next.href == "/companies?page=3&pageSize=3&orderBy=-name"


def test_products_are_added_refreshed_and_removed(client: Client) -> None:
    one = {"company_id": client.linked()["company_id"], "product_identifier": "custom-product"}

    client.companies.add_product(request=one)
    client.companies.refresh_product_data(
        request={**one, "request_body": {"data_types": ["invoices"]}}
    )
    used = client.companies.get(request={"company_id": one["company_id"]}).products
    client.companies.remove_product(request=one)

    assert used == ["custom-product"]
    assert client.companies.get(request={"company_id": one["company_id"]}).products == []


@pytest.mark.filterwarnings(DEPRECATED)
def test_access_tokens_are_given(client: Client) -> None:
    one = {"company_id": client.company().id}

    token = client.companies.get_access_token(request=one)
    older = client.connection_management.get(request=one)

    assert (token.token_type, token.expires_in) == ("Bearer", 86400)
    assert older.access_token == token.access_token


def test_connections_are_created_authorised_unlinked_and_deleted(client: Client) -> None:
    company = {"company_id": client.company().id}

    made = client.connections.create(request={**company, "request_body": {"platform_key": "gbol"}})
    one = {**company, "connection_id": made.id}
    linked = client.connections.update_authorization(
        request={**one, "request_body": {"accessToken": "a"}}
    )
    listed = client.connections.list(request={**company, "query": "status=Linked"})
    unlinked = client.connections.unlink(
        request={**one, "update_connection_status": {"status": "Unlinked"}}
    )
    read = client.connections.get(request=one)
    client.connections.delete(request=one)

    assert (made.status, linked.status) == ("PendingAuth", "Linked")
    assert [found.id for found in listed.results] == [made.id]
    assert (unlinked.status, read.status) == ("Unlinked", "Unlinked")
    assert client.connections.list(request=company).results == []


def test_integrations_are_listed_read_and_branded(client: Client) -> None:
    one = {"platform_key": "mqjo"}

    listed = client.integrations.list(request={"query": "sourceType=accounting", "page_size": 5})
    read = client.integrations.get(request=one)
    branding = client.integrations.get_branding(request=one)

    assert (listed.results[0].key, len(listed.results)) == ("mqjo", 5)
    assert (read.name, read.source_type) == ("Sandbox", "Accounting")
    assert branding.source_id == read.source_id


def test_data_is_refreshed_and_watched(client: Client) -> None:
    company = {"company_id": client.linked()["company_id"]}

    client.refresh_data.all(request=company)
    client.control("/clock", {"advance": "until-idle"})
    pull = client.refresh_data.by_data_type(
        request={**company, "data_type": shared.SchemaDataType.BILLS}
    )
    client.control("/clock", {"advance": "until-idle"})
    status = client.refresh_data.get(request=company)
    listed = client.refresh_data.list_pull_operations(
        request={**company, "query": "dataType=bills", "page_size": 10}
    )
    read = client.refresh_data.get_pull_operation(request={**company, "dataset_id": pull.id})
    checked = client.read_data.get_validation_results(request={**company, "dataset_id": pull.id})

    assert (pull.status, pull.progress, pull.is_completed) == ("Initial", 10, False)
    assert status.bills.current_status == "Complete"
    assert listed.results[0].id == pull.id
    assert (read.status, read.is_completed, len(listed.results)) == ("Complete", True, 3)
    assert (checked.errors, checked.warnings) == ([], [])


def test_settings_of_the_account_are_read_and_changed(client: Client) -> None:
    profile = client.settings.get_profile()
    profile.redirect_url = "https://app.example.com/{companyId}"
    changed = client.settings.update_profile(request=profile)
    syncs = client.settings.get_sync_settings()
    client.settings.update_sync_settings(
        request={
            "client_id": syncs.client_id,
            "settings": syncs.settings,
            "overrides_defaults": True,
        }
    )

    assert changed.redirect_url == "https://app.example.com/{companyId}"
    assert client.settings.get_sync_settings().overrides_defaults is True


def test_sync_settings_of_a_company_are_read_and_changed(client: Client) -> None:
    one = {"company_id": client.company().id}
    bills = {
        "data_type": shared.DataType.BILLS,
        "fetch_on_first_link": False,
        "sync_schedule": 24,
        "sync_order": 0,
    }
    body = {**one, "settings": [bills], "overrides_defaults": True}

    before = client.companies.get_company_sync_settings(request=one)
    client.companies.set_company_sync_settings(request={**one, "request_body": body})

    assert before.overrides_defaults is False
    assert client.companies.get_company_sync_settings(request=one).overrides_defaults is True


@pytest.mark.filterwarnings(DEPRECATED)
def test_origins_are_set_by_both_operations(client: Client) -> None:
    older = client.cors.set(request={"allowed_origins": ORIGINS})
    newer = client.settings.get()
    client.settings.set(request={"allowed_origins": []})

    assert (older.allowed_origins, newer.allowed_origins) == (ORIGINS, ORIGINS)
    assert client.cors.get().allowed_origins == []


def test_api_keys_are_made_used_and_deleted(client: Client) -> None:
    made = client.settings.create_api_key(request={"name": "invoice-finance"})
    listed = client.settings.list_api_keys()

    with pytest.raises(errors.ResponseValidationError):  # it wants a body in a 204: its own mistake
        client.settings.delete_api_key(request={"api_key_id": made.id})

    assert (made.name, [key.id for key in listed.results][-1]) == ("invoice-finance", made.id)
    assert len(client.settings.list_api_keys().results) == 1


def test_webhook_consumers_are_made_listed_and_deleted(client: Client) -> None:
    made = client.webhooks.create_consumer(
        request={
            "url": "https://example.com/hook",
            "event_types": ["connection.connected", "Dataset data changed"],
            "company_tags": ["region:uk"],
        }
    )
    listed = client.webhooks.list_consumers()
    client.webhooks.delete_consumer(request={"webhook_id": made.id})
    key = client.webhooks.rotate_zapier_key()

    assert made.event_types == ["connection.connected", "DatasetDataChanged"]
    assert [found.id for found in listed.results] == [made.id]
    assert client.webhooks.list_consumers().results == []
    assert key.key.startswith("sk_integ_")


def test_writes_are_read(client: Client) -> None:
    one = client.linked()
    planted = client.control("/providers/codat/pushes", {**one, "data_type": "bills"})
    company = {"company_id": one["company_id"]}

    options = client.push_data.get_model_options(
        request={**one, "data_type": shared.SchemaDataType.BILLS}
    )
    listed = client.push_data.list_operations(request={**company, "query": "dataType=bills"})
    read = client.push_data.get_operation(
        request={**company, "push_operation_key": planted["pushOperationKey"]}
    )

    assert (options.type, options.display_name) == ("Object", "Bill")
    assert options.properties["lineItems"].properties["quantity"].type == "Number"
    assert listed.results == [read]
    assert (read.status, read.status_code, read.changes[0].type) == ("Success", 200, "Created")


def test_supplemental_data_is_configured(client: Client) -> None:
    configuration = {"mine": {"data_source": "/Invoices", "pull_data": {"due": "DueDate"}}}

    client.supplemental_data.configure(
        request={
            **SUPPLEMENTAL,
            "supplemental_data_configuration": {"supplemental_data_config": configuration},
        }
    )

    kept = client.supplemental_data.get_configuration(request=SUPPLEMENTAL)
    assert kept.supplemental_data_config["mine"].pull_data == {"due": "DueDate"}


def test_custom_data_is_configured_fetched_and_listed(client: Client) -> None:
    configuration = {"data_source": "/Accounts", "required_data": {"a": "$.A"}, "key_by": ["$.A"]}
    made = client.custom_data_type.configure(
        request={**CUSTOM, "custom_data_type_configuration": configuration}
    )
    one = {**client.linked("gbol"), "custom_data_identifier": "accounts"}
    record = {"id": "A-1", "content": {"a": {"value": 7}}}
    client.control(
        "/providers/codat/custom-records",
        {
            "company_id": one["company_id"],
            "connection_id": one["connection_id"],
            "identifier": "accounts",
            "records": [record],
        },
    )

    pull = client.custom_data_type.refresh(request=one)
    client.control("/clock", {"advance": "until-idle"})
    listed = client.custom_data_type.list(request={**one, "page": 1, "page_size": 5})
    client.custom_data_type.get_configuration(request=CUSTOM)

    assert (made.data_source, pull.data_type) == ("/Accounts", "custom/accounts")
    assert [found.id for found in listed.results] == ["A-1"]


def test_a_refusal_is_understood(client: Client) -> None:
    with pytest.raises(errors.ErrorMessage) as refused:
        client.connections.get(
            request={"company_id": client.company().id, "connection_id": UNKNOWN}
        )

    assert refused.value.status_code == 404
    assert refused.value.data.error == f"Data connection {UNKNOWN} not found"
    assert refused.value.data.can_be_retried == "Unknown"


def test_the_asynchronous_methods_work_too(client: Client) -> None:
    page = asyncio.run(client.sdk.companies.list_async(request={"page_size": 2}))

    assert len(page.results) == 2


def test_no_method_was_left_out(client: Client, called: set[str]) -> None:
    """Runs last of this module: what the tests before have called."""
    groups = {
        name: group
        for name, group in vars(client.sdk).items()
        if type(group).__module__.startswith("codat_platform.api.")
    }

    methods = {
        f"{name}.{method}"
        for name, group in groups.items()
        for method, _ in inspect.getmembers(type(group), inspect.isfunction)
        if not method.startswith("_") and not method.endswith("_async")
    }

    assert len(methods) == 52
    assert methods - called == set()
