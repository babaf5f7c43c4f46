"""Bank feeds: source accounts, their mapping, and the transactions that they feed."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.codat import companies, linking, writing
from contract_tests.codat.writing import DAY, Books
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

SPEC = "Bank Feeds API specification"
FEED = "hcws"
# A real company has to be linked by a person; here the mock's own forms do it.
LINKED = pytest.mark.needs("disposable")
ACCOUNT = {
    "id": "acc-002",
    "accountName": "Harbour account",
    "accountType": "checking",
    "accountNumber": "12345670",
    "sortCode": "010203",
    "currency": "GBP",
    "balance": 99.9,
}


@pytest.fixture
def feed(target: Target) -> Books:
    """A new company with a linked bank feed."""
    company = companies.create(target)
    linking.link(target, company, FEED)
    return Books(target, companies.read(target, company))


def accounts(feed: Books, *tail: str) -> str:
    return "/".join((feed.root, "connectionInfo/bankFeedAccounts", *tail))


def add(feed: Books, **changes: Any) -> dict[str, Any]:
    """A new source account."""
    response = feed.target.session.post(accounts(feed), json=ACCOUNT | changes)
    made: dict[str, Any] = expect(response, 200)
    return made


def connect(feed: Books, account: dict[str, Any]) -> dict[str, Any]:
    """Map a source account to the first account that it can be mapped to."""
    path = f"{feed.root}/bankFeedAccounts/mapping"
    mapping = expect(feed.target.session.get(path), 200)
    body = {
        "sourceAccountId": account["id"],
        "targetAccountId": mapping["targetAccountOptions"][0]["id"],
    }
    done: dict[str, Any] = expect(feed.target.session.post(path, json=body), 200)
    return done


def push(feed: Books, account_id: str, *lines: dict[str, Any]) -> dict[str, Any]:
    """Feed transactions; how the push ended."""
    body = {"accountId": account_id, "transactions": list(lines)}
    return feed.ended(feed.send(f"bankAccounts/{account_id}/bankTransactions", body))


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_a_source_account_is_pending_at_first(target: Target, feed: Books) -> None:
    made = add(feed)

    assert made == ACCOUNT | {"status": "pending"}
    assert expect(target.session.get(accounts(feed)), 200) == [made]


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_only_the_name_of_a_source_account_changes(target: Target, feed: Books) -> None:
    add(feed)
    body = ACCOUNT | {"accountName": "Quay account", "balance": 1}

    changed = expect(target.session.patch(accounts(feed, "acc-002"), json=body), 200)

    assert (changed["accountName"], changed["balance"]) == ("Quay account", 99.9)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_a_deleted_source_account_is_gone(target: Target, feed: Books) -> None:
    add(feed)

    response = target.session.delete(accounts(feed, "acc-002"))

    assert_status(response, 204)
    assert expect(target.session.get(accounts(feed)), 200) == []
    companies.refusal(target.session.delete(accounts(feed, "acc-002")), 404)


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("what happens to a second account with the same id is not published")
def test_an_id_is_taken_once(target: Target, feed: Books) -> None:
    add(feed)

    companies.refusal(target.session.post(accounts(feed), json=ACCOUNT), 400)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
@pytest.mark.parametrize("missing", ["id", "accountName", "accountType", "currency", "balance"])
def test_a_source_account_needs_its_members(target: Target, feed: Books, missing: str) -> None:
    body = {name: value for name, value in ACCOUNT.items() if name != missing}

    companies.refusal(target.session.post(accounts(feed), json=body), 400)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_a_mapped_source_account_is_connected(target: Target, feed: Books) -> None:
    account = add(feed)

    done = connect(feed, account)

    assert done["Status"] == "connected"
    mapping = expect(target.session.get(f"{feed.root}/bankFeedAccounts/mapping"), 200)
    assert mapping["sourceAccountId"] == "acc-002"
    assert mapping["targetAccountId"] == done["targetAccountId"]
    assert mapping["sourceBalance"] == "99.9"
    (listed,) = expect(target.session.get(accounts(feed)), 200)
    assert listed["status"] == "connected"


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("how a mapping to nothing is refused is not published")
def test_a_mapping_to_an_account_that_is_not_there_says_so(target: Target, feed: Books) -> None:
    add(feed)
    path = f"{feed.root}/bankFeedAccounts/mapping"

    wanted = {"sourceAccountId": "acc-002", "targetAccountId": writing.UNKNOWN}
    refused = expect(target.session.post(path, json=wanted), 200)

    assert refused["Status"] == "pending"
    assert writing.UNKNOWN in refused["Error"]
    unknown = {"sourceAccountId": "acc-999"}
    companies.refusal(target.session.post(path, json=unknown), 404)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_transactions_of_a_connected_account_are_taken(feed: Books) -> None:
    connect(feed, add(feed))

    ended = push(
        feed,
        "acc-002",
        {"id": "t-1", "date": DAY, "amount": 10, "counterparty": "ACME"},
        {"id": "t-2", "date": "2026-03-03T00:00:00", "amount": -3, "transactionType": "Fee"},
    )

    assert (ended["status"], ended["dataType"]) == ("Success", "bankTransactions")


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("transactions need a mapping; the words of the refusal are not published")
def test_transactions_of_an_account_that_is_not_connected_are_refused(feed: Books) -> None:
    add(feed)

    ended = push(feed, "acc-002", {"id": "t-1", "date": DAY, "amount": 10})

    assert (ended["status"], ended["statusCode"]) == ("Failed", 400)


@LINKED
@pytest.mark.writes
@pytest.mark.documented("documentation: bank feeds, transactions in ascending order")
def test_transactions_that_are_not_in_order_are_refused(feed: Books) -> None:
    connect(feed, add(feed))

    ended = push(
        feed,
        "acc-002",
        {"id": "t-1", "date": "2026-03-03T00:00:00", "amount": 10},
        {"id": "t-2", "date": DAY, "amount": 10},
    )

    assert [error["itemId"] for error in ended["validation"]["errors"]] == ["Transactions.Date"]


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_credentials_are_new_each_time(target: Target, feed: Books) -> None:
    path = accounts(feed, "credentials")

    first, second = (expect(target.session.post(path, json={}), 200) for _ in range(2))

    assert set(first) == {"username", "password"}
    assert first != second
    assert_status(target.session.delete(path), 204)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_the_accounting_software_says_whose_it_is(target: Target, feed: Books) -> None:
    info = expect(target.session.get(f"{feed.root}/bankFeeds/info"), 200)

    assert info["companyName"]
    assert info["baseCurrency"] == "GBP"


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("what another kind of connection answers is not published")
def test_another_kind_of_connection_is_not_a_bank_feed(target: Target) -> None:
    company = companies.create(target)
    connection = companies.connect(target, company)
    root = companies.connection_path(company, connection)

    refusal = companies.refusal(target.session.get(f"{root}/bankFeeds/info"), 400)

    assert refusal["error"] == "Sandbox is not a bank feed"
