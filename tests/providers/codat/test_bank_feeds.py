"""Bank feeds: events, money on the target account, and the official definitions."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.providers.codat import official
from tests.providers.codat.conftest import Api
from tests.providers.codat.pushing import Books, Document

ACCOUNT = {
    "id": "acc-002",
    "accountName": "Harbour account",
    "accountType": "savings",
    "accountNumber": "12345670",
    "currency": "GBP",
    "balance": 99.9,
    "accountInfo": {"nickname": None, "availableBalance": 3},
}
EVENTS = ["bankFeeds.sourceAccount.connected", "bankFeeds.sourceAccount.disconnected"]


@pytest.fixture
def feed(api: Api) -> Books:
    company = api.company()
    wanted = {"company_id": company["id"], "platform_key": "hcws", "data_set": "small"}
    return Books(api, company, api.control("/link", wanted)["connection"])


def mapped(feed: Books) -> Document:
    """A source account with a target; the mapping."""
    feed.api.post(f"{feed.root}/connectionInfo/bankFeedAccounts", ACCOUNT)
    path = f"{feed.root}/bankFeedAccounts/mapping"
    target = feed.api.get(path).json()["targetAccountOptions"][0]["id"]
    return feed.api.post(path, {"sourceAccountId": "acc-002", "targetAccountId": target}).json()


def balance_of(feed: Books, account_id: str) -> float:
    options = feed.api.get(f"{feed.root}/bankFeedAccounts/mapping").json()["targetAccountOptions"]
    return float(next(one["balance"] for one in options if one["id"] == account_id))


def test_fed_transactions_move_the_balance_of_the_target(feed: Books) -> None:
    target = mapped(feed)["targetAccountId"]
    before = balance_of(feed, target)
    lines = [{"id": f"t-{number}", "date": "2026-01-01", "amount": 2.5} for number in range(3)]

    push = feed.push(
        "bankAccounts/acc-002/bankTransactions", {"accountId": "acc-002", "transactions": lines}
    )

    assert push["status"] == "Success"
    assert balance_of(feed, target) == pytest.approx(before + 7.5)


def test_consumers_are_told_when_an_account_is_connected_and_disconnected(
    api: Api, feed: Books, shared: Path
) -> None:
    api.sandbox.settings["webhooks.mode"] = "collect"
    api.post("/webhooks", {"url": "https://a.example/", "eventTypes": EVENTS})

    mapped(feed)
    api.request("DELETE", f"{feed.root}/connectionInfo/bankFeedAccounts/acc-002")

    messages = [json.loads(one["body"]) for one in api.sandbox.webhooks.deliveries()]
    assert [message["eventType"] for message in messages] == EVENTS
    assert [one["payload"]["sourceAccount"]["status"] for one in messages] == [
        "connected",
        "disconnected",
    ]
    document = official.document(shared / "providers" / "codat" / "openapi" / "Webhooks.json")
    reference = "#/components/schemas/SourceAccountWebhook"
    assert [official.complaints(document, reference, one) for one in messages] == [[], []]


def test_a_mapping_can_be_taken_back(feed: Books) -> None:
    mapped(feed)
    path = f"{feed.root}/bankFeedAccounts/mapping"

    taken = feed.api.post(path, {"sourceAccountId": "acc-002"}).json()

    assert taken == {"sourceAccountId": "acc-002", "Status": "disconnected"}
    assert "targetAccountId" not in feed.api.get(path).json()


@pytest.fixture(scope="module")
def specification(shared: Path) -> Document:
    return official.document(
        shared / "providers" / "codat" / "openapi" / "Codat-Bank-Feeds-v2.yaml"
    )


@pytest.mark.parametrize(
    ("method", "tail", "schema"),
    [
        ("GET", "connectionInfo/bankFeedAccounts", "SourceAccountv2/definitions/sourceAccounts"),
        ("POST", "connectionInfo/bankFeedAccounts/credentials", "BankAccountCredentials"),
        ("GET", "bankFeedAccounts/mapping", "BankFeedMapping"),
        ("GET", "bankFeeds/info", "CompanyInformation"),
    ],
)
def test_an_answer_satisfies_the_official_definition(
    feed: Books, specification: Document, method: str, tail: str, schema: str
) -> None:
    mapping = mapped(feed)

    answer: Any = feed.api.request(method, f"{feed.root}/{tail}").json()

    assert official.complaints(specification, f"#/components/schemas/{schema}", answer) == []
    assert official.nulls(answer) == []
    reference = "#/components/schemas/BankFeedAccountMappingResponse"
    assert official.complaints(specification, reference, mapping) == []
