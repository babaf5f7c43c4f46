"""Connections: create, read, unlink, delete; what state they are in."""

import pytest

from tests.providers.codat.conftest import Api

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def test_a_new_connection_waits_for_its_authorisation(empty: Api) -> None:
    company = empty.company()

    response = empty.post(f"/companies/{company['id']}/connections", {"platformKey": "mqjo"})

    connection = response.json()
    start = f"/companies/{company['id']}/connections/{connection['id']}/start"
    assert response.status_code == 200
    assert connection == {
        "id": connection["id"],
        "integrationId": "9e0cc03b-3868-4543-98c0-568f0f1b12a3",
        "integrationKey": "mqjo",
        "sourceId": "aff0f057-255f-42c4-8d4a-ae23b43e1615",
        "platformName": "Sandbox",
        "linkUrl": f"{empty.access.base_url}{start}",
        "status": "PendingAuth",
        "created": "2022-08-19T15:52:31Z",
        "sourceType": "Accounting",
    }
    assert empty.read(company)["dataConnections"] == [connection]
    assert empty.read(company)["status"] == "PendingAuth"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("mqjo", "Push object DataConnectionArgs must be provided"),
        ([], "Push object DataConnectionArgs must be provided"),
        (7, "Push object DataConnectionArgs must be provided"),
        ({}, "The specified PlatformKey () is not valid"),
        ({"platformKey": "xxxx"}, "The specified PlatformKey (xxxx) is not valid"),
        ({"platformKey": "MQJO"}, "The specified PlatformKey (MQJO) is not valid"),
        ({"platformKey": 7}, "Error processing request - not valid."),
        ({"platformKey": ["mqjo"]}, "Error processing request - not valid."),
    ],
)
def test_a_connection_to_nothing_is_refused(api: Api, body: object, error: str) -> None:
    company = api.company()

    response = api.post(f"/companies/{company['id']}/connections", body)

    assert response.status_code == 400
    assert response.json()["error"] == error
    assert api.read(company)["dataConnections"] == []


def test_a_connection_without_a_body_is_refused(api: Api) -> None:
    company = api.company()

    response = api.post(f"/companies/{company['id']}/connections")

    assert response.status_code == 400
    assert response.json()["error"] == "Push object DataConnectionArgs must be provided"


def test_a_linked_connection_can_be_unlinked(api: Api) -> None:
    company, connection = api.synced()

    response = api.request(
        "PATCH",
        f"/companies/{company['id']}/connections/{connection['id']}",
        json={"status": "Unlinked"},
    )

    assert response.status_code == 200
    assert response.json()["status"] == "Unlinked"
    assert api.read(company)["status"] == "Unlinked"
    assert "lastSync" in api.read(company)


@pytest.mark.parametrize("body", [{"status": "Linked"}, {"status": None}, {}, {"status": 7}, []])
def test_no_other_status_can_be_set(api: Api, body: object) -> None:
    company, connection = api.linked()

    response = api.request(
        "PATCH", f"/companies/{company['id']}/connections/{connection['id']}", json=body
    )

    assert response.status_code == 400
    assert api.read(company)["status"] == "Linked"


def test_only_a_linked_connection_can_be_unlinked(api: Api) -> None:
    company = api.company()
    connection = api.connection(company)

    response = api.request(
        "PATCH",
        f"/companies/{company['id']}/connections/{connection['id']}",
        json={"status": "Unlinked"},
    )

    assert response.status_code == 400
    assert response.json()["error"] == "Only connections with status Linked can be unlinked"


def test_a_deleted_connection_answers_200_and_is_gone(api: Api) -> None:
    company, connection = api.synced()
    path = f"/companies/{company['id']}/connections/{connection['id']}"

    response = api.request("DELETE", path)

    assert (response.status_code, response.content) == (200, b"")
    assert api.get(path).status_code == 404
    assert api.request("DELETE", path).status_code == 404
    assert api.read(company)["dataConnections"] == []
    assert api.get(f"/companies/{company['id']}/dataStatus").json() == {}


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_a_connection_of_another_company_is_not_found(api: Api, method: str) -> None:
    _, connection = api.linked()
    other = api.company()

    response = api.request(
        method, f"/companies/{other['id']}/connections/{connection['id']}", json={}
    )

    assert response.status_code == 404
    assert response.json()["error"] == f"Data connection {connection['id']} not found"
    assert response.json()["service"] == "PublicApi"


def test_a_second_accounting_connection_takes_the_place_of_the_first(api: Api) -> None:
    company, first = api.linked("mqjo")
    second = api.connection(company, "gbol")

    api.authorise(company, second)

    found = {c["id"]: c["status"] for c in api.read(company)["dataConnections"]}
    assert found == {first["id"]: "Unlinked", second["id"]: "Linked"}
    assert api.read(company)["platform"] == "Xero"


def test_banks_can_be_linked_beside_each_other(api: Api) -> None:
    company, first = api.linked("suuo")
    second = api.connection(company, "dfxm")

    api.authorise(company, second)

    found = {c["id"]: c["status"] for c in api.read(company)["dataConnections"]}
    assert found == {first["id"]: "Linked", second["id"]: "Linked"}


def test_connections_are_listed_newest_first_and_filtered(api: Api) -> None:
    company, first = api.linked("suuo")
    second = api.connection(company, "mqjo")
    path = f"/companies/{company['id']}/connections"

    assert [c["id"] for c in api.get(path).json()["results"]] == [second["id"], first["id"]]
    waiting = api.get(path, params={"query": "status=PendingAuth"}).json()
    assert [c["id"] for c in waiting["results"]] == [second["id"]]
    oldest = api.get(path, params={"orderBy": "created", "pageSize": 1, "page": 2}).json()
    assert (len(oldest["results"]), oldest["totalResults"]) == (1, 2)


def test_the_catalogue_holds_the_sandbox(api: Api) -> None:
    sandbox = api.get("/integrations/mqjo").json()

    assert sandbox["name"] == "Sandbox"
    assert sandbox["sourceType"] == "Accounting"
    assert sandbox["logoUrl"] == "https://static.codat.io/public/platforms/mqjo.png"
    bills = next(f for f in sandbox["datatypeFeatures"] if f["datatype"] == "bills")
    assert bills["dataType"] == "bills"
    assert [f["featureType"] for f in bills["supportedFeatures"]] == [
        "Get", "Post", "Put", "Delete",
        "GetAttachments", "GetAttachment", "DownloadAttachment", "UploadAttachment",
    ]  # fmt: skip


def test_the_catalogue_is_filtered_by_source_type(api: Api) -> None:
    banks = api.get("/integrations", params={"query": "sourceType=banking&&enabled=true"}).json()

    assert [one["key"] for one in banks["results"]] == ["bksb", "dfxm", "suuo", "upvr"]


def test_an_unknown_integration_is_not_found(api: Api) -> None:
    response = api.get("/integrations/xxxx")

    assert response.status_code == 404
    assert response.json()["error"] == "No integration was found with key xxxx"
