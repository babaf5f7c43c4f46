"""Every answer satisfies the official specification; our own document is valid OpenAPI."""

from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from mockserver.providers.codat import PROVIDER
from mockserver.providers.codat.push_options import WRITABLE
from mockserver.web.openapi import document
from tests.providers.codat import official as official_answers
from tests.providers.codat.conftest import Api
from tests.providers.codat.official import nulls

SUPPLEMENTAL = "SupplementalDataConfiguration"


@pytest.fixture(scope="module")
def official(shared: Path) -> dict[str, Any]:
    path = shared / "providers" / "codat" / "openapi" / "Codat-Platform.yaml"
    return official_answers.document(path)


@pytest.fixture(scope="module")
def accounting(shared: Path) -> dict[str, Any]:
    folder = shared / "providers" / "codat" / "openapi"
    return official_answers.document(folder / "Codat-Accounting-3.0-reconstructed.yaml")


@pytest.fixture(scope="module")
def bank_feeds(shared: Path) -> dict[str, Any]:
    folder = shared / "providers" / "codat" / "openapi"
    return official_answers.document(folder / "Codat-Bank-Feeds-v2.yaml")


@pytest.fixture(scope="module")
def others(shared: Path) -> list[dict[str, Any]]:
    """Bill Pay, and the categorized statements of Lending."""
    folder = shared / "providers" / "codat" / "openapi"
    names = ("Codat-Sync-Payables.yaml", "Codat-Assess.yaml")
    return [official_answers.document(folder / name) for name in names]


def operations_of(document: dict[str, Any]) -> set[tuple[str, str]]:
    return {
        (method.upper(), path)
        for path, item in document["paths"].items()
        for method in item
        if method != "parameters"
    }


def complaints(document: dict[str, Any], schema: str, answer: Any) -> list[str]:
    return official_answers.complaints(document, f"#/components/schemas/{schema}", answer)


def test_the_document_of_this_provider_is_valid_openapi() -> None:
    validate(document(PROVIDER))


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/companies", "Companies"),
        ("/companies?pageSize=1&page=2", "Companies"),
        ("/companies?query=status%3DLinked&orderBy=-created", "Companies"),
        ("/companies/{c}", "Company"),
        ("/companies/{c}/connections", "Connections"),
        ("/companies/{c}/connections/{k}", "Connection"),
        ("/companies/{c}/dataStatus", "DataStatuses"),
        ("/companies/{c}/data/history", "PullOperations"),
        ("/companies/{c}/data/history/{d}", "PullOperation"),
        ("/companies/{c}/syncSettings", "CompanySyncSettings"),
        ("/integrations", "Integrations"),
        ("/integrations/mqjo", "Integration"),
        ("/profile", "Profile"),
        ("/profile/syncSettings", "SyncSettings"),
        ("/integrations/gbol/branding", "Branding"),
        ("/integrations/gbol/dataTypes/invoices/supplementalDataConfig", SUPPLEMENTAL),
        ("/companies/{c}/accessToken", "CompanyAccessToken"),
        ("/companies/{c}/connectionManagement/accessToken", "ConnectionManagementAccessToken"),
        ("/companies/{c}/sync/{d}/validation", "ValidationResult"),
        ("/companies/{c}/connections/{k}/options/bills", "PushOption"),
        ("/companies/{c}/push", "PushOperations"),
        ("/companies/{c}/push/{p}", "PushOperation"),
        ("/corsSettings", "ConnectionManagementAllowedOrigins"),
        ("/connectionManagement/corsSettings", "ConnectionManagementAllowedOrigins"),
        ("/apiKeys", "ApiKeys"),
        ("/webhooks", "WebhookConsumer/definitions/webhookConsumers"),
        ("/companies/nope", "ErrorMessage"),
        ("/companies?page=0", "ErrorMessage"),
        ("/integrations/nope", "ErrorMessage"),
    ],
)
@pytest.mark.parametrize("outcome", ["Complete", "ValidationError"])
def test_an_answer_satisfies_the_official_schema_and_holds_no_null(
    api: Api, official: dict[str, Any], path: str, schema: str, outcome: str
) -> None:
    api.sandbox.settings["codat.sync_outcome"] = outcome
    subsidiary = {"id": api.company(name="Subsidiary")["id"]}
    company = api.company(tags={"region": "uk"}, referenceSubsidiaryCompanies=[subsidiary])
    connection = api.connection(company)
    api.cancel(company, connection)
    api.authorise(company, connection)
    api.sandbox.clock.run_until_idle()
    pull = api.history(company)[0]
    ids = {"company_id": company["id"], "connection_id": connection["id"]}
    push = api.control("/pushes", {**ids, "data_type": "bills", "type": "UploadAttachment"})
    api.control("/deauthorise", ids)
    api.post("/webhooks", {"url": "https://a.example/", "eventTypes": ["a"], "companyTags": ["b"]})

    ids = {"c": company["id"], "k": connection["id"], "d": pull["id"]}
    ids["p"] = push["pushOperationKey"]
    answer = api.get(path.format(**ids)).json()

    assert complaints(official, schema, answer) == []
    assert nulls(answer) == []


def test_what_is_created_and_queued_satisfies_the_official_schema(
    api: Api, official: dict[str, Any]
) -> None:
    company = api.company()
    connection = api.connection(company)
    api.authorise(company, connection)
    api.sandbox.clock.run_until_idle()
    queued = api.post(f"/companies/{company['id']}/data/queue/bills").json()
    refused = api.post("/companies", {}).json()

    assert complaints(official, "Company", company) == []
    assert complaints(official, "Connection", connection) == []
    assert complaints(official, "PullOperation", queued) == []
    assert complaints(official, "ErrorMessage", refused) == []
    assert nulls([company, connection, queued, refused]) == []


@pytest.mark.parametrize("data_type", sorted(WRITABLE))
def test_the_options_of_each_data_type_satisfy_the_official_schema(
    api: Api, official: dict[str, Any], data_type: str
) -> None:
    company = api.company()
    connection = api.connection(company)
    path = f"/companies/{company['id']}/connections/{connection['id']}/options/{data_type}"

    options = api.get(path).json()

    assert complaints(official, "PushOption", options) == []
    assert nulls(options) == []


def test_the_account_can_be_changed_as_the_official_schemas_say(
    api: Api, official: dict[str, Any]
) -> None:
    configuration = {"dataSource": "/A", "requiredData": {"a": "$.A"}, "keyBy": ["$.A"]}
    custom = "/integrations/gbol/dataTypes/custom/accounts"
    consumer = {"url": "https://a.example/", "eventTypes": ["company.created"]}
    answers = {
        "ApiKeyDetails": api.post("/apiKeys", {"name": "a"}),
        "WebhookConsumer": api.post("/webhooks", consumer),
        "WebhookZapierKey": api.post("/webhooks/integrationKeys/zapier"),
        "CustomDataTypeConfiguration": api.request("PUT", custom, json=configuration),
        "ConnectionManagementAllowedOrigins": api.post(
            "/corsSettings", {"allowedOrigins": ["https://a.example"]}
        ),
    }

    wrong = {
        schema: complaints(official, schema, answer.json()) for schema, answer in answers.items()
    }

    assert {schema: found for schema, found in wrong.items() if found} == {}


def test_all_operations_of_the_specification_are_served(official: dict[str, Any]) -> None:
    published = operations_of(official)

    assert len(published) == 52
    assert published - {(o.method, o.path) for o in PROVIDER.operations} == set()


def test_every_served_operation_of_the_api_is_in_the_specification(
    official: dict[str, Any],
    accounting: dict[str, Any],
    bank_feeds: dict[str, Any],
    others: list[dict[str, Any]],
) -> None:
    documents = (official, accounting, bank_feeds, *others)
    published = set[tuple[str, str]]().union(*map(operations_of, documents))

    ours = {(o.method, o.path) for o in PROVIDER.operations if o.evidence == "spec"}

    assert ours - published == set()


def test_the_official_validator_notices_a_wrong_answer(official: dict[str, Any]) -> None:
    assert complaints(official, "Company", {"id": 7, "name": "A"}) == [
        "$.id: 7 is not of type 'string'",
        "$: 'redirect' is a required property",
    ]
