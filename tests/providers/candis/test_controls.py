"""Shortcuts for testers: tokens, clients, approvals."""

from typing import Any

import pytest

from mockserver.testing import MockServer
from tests.providers.candis.conftest import Candis
from tests.providers.candis.identity import Realm

INFO = "/v1/organizations/info"


def refused(candis: Candis, path: str, body: dict[str, Any]) -> str:
    with pytest.raises(AssertionError) as caught:
        candis.control(path, body)
    return str(caught.value)


def test_a_token_is_minted_for_an_organization(candis: Candis) -> None:
    minted = candis.control("tokens", {"organization_id": "beta-organization"})

    headers = {"Authorization": f"Bearer {minted['access_token']}"}
    info = candis.sandbox.candis.request("GET", INFO, headers=headers)
    assert info.json()["id"] == "beta-organization"
    assert minted["scope"] == "offline_access core_data exports email profile"
    assert Realm(candis.sandbox).refresh(minted["refresh_token"]).status_code == 200


def test_a_minted_token_ends_when_asked_to(candis: Candis) -> None:
    minted = candis.control("tokens", {"expires_in_s": 60, "scopes": []})
    headers = {"Authorization": f"Bearer {minted['access_token']}"}
    before = candis.sandbox.candis.request("GET", INFO, headers=headers).status_code

    candis.clock.advance("60s")

    after = candis.sandbox.candis.request("GET", INFO, headers=headers).status_code
    assert (minted["expires_in"], minted["scope"]) == (60, "email profile")
    assert (before, after) == (200, 401)


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("tokens", {"organization_id": "nobody"}, "alpha-organization, beta-organization"),
        ("tokens", {"user": "lea.fischer@example.com"}, "no member"),
        ("tokens", {"scopes": ["admin"]}, "knows no scope"),
        ("tokens", {"expires_in_s": -1}, "expires_in_s"),
        ("tokens", {"organisation": "x"}, "unknown-field"),
        ("clients", {}, "redirect_uris"),
        ("clients", {"redirect_uris": []}, "redirect_uris"),
        ("clients", {"redirect_uris": ["https://a.example"] * 6}, "redirect_uris"),
        ("clients", {"redirect_uris": ["javascript:alert(1)"]}, "absolute http"),
        ("clients", {"redirect_uris": ["https://a.example/#x"]}, "no fragment"),
        ("approvals", {"count": 0}, "count"),
        ("approvals", {"entity_type": "X"}, "entity_type"),
        ("approvals", {"organization_id": "nobody"}, "there is no organization"),
    ],
)
def test_a_shortcut_that_makes_no_sense_is_refused(
    candis: Candis, path: str, body: dict[str, Any], said: str
) -> None:
    assert said in refused(candis, path, body)


def test_a_registered_client_can_be_used(candis: Candis) -> None:
    callback = "https://app.example/callback?tenant=1"
    client = candis.control("clients", {"name": "Books", "redirect_uris": [callback]})
    realm = Realm(candis.sandbox)
    realm.client_id, realm.secret = client["client_id"], client["client_secret"]

    back = realm.walked(redirect_uri=callback)

    assert back.headers["Location"].startswith(f"{callback}&session_state=")
    assert (
        "Books asks for access"
        in realm.follow(
            realm.submit(realm.ask(redirect_uri=callback), username="jonas.weber@example.com")
        ).text
    )


@pytest.mark.parametrize("kind", ["DOCUMENT", "CARD_TRANSACTION", "REIMBURSEMENT_ITEM"])
def test_what_is_approved_can_be_exported(candis: Candis, kind: str) -> None:
    candis.exported(entityType=kind)
    wish = {"entity_type": kind, "count": 2, "contact": "70001", "account": "6815", "amount": 100}
    ids = candis.control("approvals", wish)["ids"]

    postings = candis.exported(entityType=kind)["successfulPostings"]

    assert [posting["entityGuid"] for posting in postings] == ids
    assert postings[0]["amount"]["value"] == 119.0
    assert postings[0]["splitPostings"][0]["generalLedgerAccount"] == "6815"


def test_what_is_approved_can_be_made_to_fail(candis: Candis) -> None:
    candis.exported()
    candis.control("approvals", {"fails": "SOMETHING_ELSE"})

    postings = candis.exported()

    assert [one["errorCode"] for one in postings["failedPostings"]] == ["SOMETHING_ELSE"]


def test_an_empty_world_has_nothing_to_approve(mock_server: MockServer) -> None:
    sandbox = mock_server.sandbox(seed="empty")

    assert "import a contact" in refused(Candis(sandbox), "approvals", {})
    sandbox.delete()


def test_in_an_empty_world_postings_name_what_was_imported(mock_server: MockServer) -> None:
    sandbox = mock_server.sandbox(seed="empty")
    candis = Candis(sandbox)
    batches: dict[str, dict[str, Any]] = {
        "general-ledger-accounts": {"accountCode": "4930", "name": "Bürobedarf"},
        "cost-centers": {"code": "CC-123", "name": "Vertrieb", "type": "COST_CENTER"},
        "tax-codes": {"taxCode": "9", "name": "Vorsteuer 19 %"},
        "payment-conditions": {"name": "14 Tage 2 %", "discountRate": 2, "discountDueDate": 14},
        "contacts": {
            "accountsPayableNumber": "70001",
            "name": "ACME Supplies GmbH",
            "paymentConditionName": "14 Tage 2 %",
        },
        "purchase-orders": {"orderNumber": "PO-1"},
        "goods-receipts": {"receiptNumber": "GR-1"},
        "additional-delivery-costs": {
            "code": "FREIGHT",
            "erpData": {"system": "BC365", "externalId": "1"},
        },
    }
    outcomes = [candis.outcomes("POST", type_, [one])[0][1] for type_, one in batches.items()]
    candis.control("approvals", {})

    posting = candis.exported()["successfulPostings"][0]

    part = posting["splitPostings"][0]
    assert outcomes == ["IMPORTED"] * 8
    assert posting["contact"] == {"accountsPayableNumber": "70001", "name": "ACME Supplies GmbH"}
    assert posting["paymentCondition"]["name"] == "14 Tage 2 %"
    assert part["generalLedgerAccount"] == "4930"
    assert part["bookingKey"] == {"taxCode": "9"}
    assert part["costCenter"] == {"code": "CC-123"}
    assert part["purchaseOrderMetadata"][0]["orderNumber"] == "PO-1"
    assert part["goodsReceiptMetadata"][0]["receiptNumber"] == "GR-1"
    assert part["additionalDeliveryCostsMetadata"] == [{"code": "FREIGHT"}]
    sandbox.delete()


def test_a_fork_has_tokens_of_its_own(candis: Candis) -> None:
    fork = candis.sandbox.fork()

    own = fork.candis.request("GET", INFO)
    foreign = fork.candis.credentials["foreign_access_token"]
    other = fork.candis.request("GET", INFO, headers={"Authorization": f"Bearer {foreign}"})

    assert own.json()["id"] == "alpha-organization"
    assert other.json()["id"] == "beta-organization"
    fork.delete()
