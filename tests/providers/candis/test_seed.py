"""The worlds that a sandbox can be born with."""

import pytest

from mockserver.testing import MockServer
from tests.providers.candis.conftest import Candis

ACCOUNTS = "general-ledger-accounts"


def test_the_empty_world_has_organizations_and_no_accounts(mock_server: MockServer) -> None:
    sandbox = mock_server.sandbox(seed="empty")
    candis = Candis(sandbox)

    info = sandbox.candis.request("GET", "/v1/organizations/info")
    outcomes = candis.outcomes("POST", ACCOUNTS, [{"accountCode": "GLA-000", "name": "n"}])

    assert info.json()["id"] == "alpha-organization"
    assert outcomes == [("GLA-000", "IMPORTED", [])]
    sandbox.delete()


@pytest.mark.parametrize("code", ["GLA-000", "4401", "1800", "6815"])
def test_the_demo_world_has_a_chart_of_accounts(candis: Candis, code: str) -> None:
    outcomes = candis.outcomes("PUT", ACCOUNTS, [{"accountCode": code, "name": "renamed"}])

    assert outcomes == [(code, "IMPORTED", [])]


@pytest.mark.parametrize("code", ["4400", "GLA-404"])
def test_the_demo_world_leaves_the_codes_of_documented_creates_free(
    candis: Candis, code: str
) -> None:
    outcomes = candis.outcomes("PUT", ACCOUNTS, [{"accountCode": code, "name": "renamed"}])

    assert outcomes == [(code, "FAILED", ["ACCOUNT_CODE_NOT_EXISTING"])]


@pytest.mark.parametrize(
    ("code", "type_"),
    [("KOST2", "COST_CENTER"), ("OBJ100", "COST_OBJECT"), ("Hamburg", "CUSTOM_COST_DIMENSION")],
)
def test_the_demo_world_has_dimensions_of_each_type(candis: Candis, code: str, type_: str) -> None:
    outcomes = candis.outcomes(
        "POST", "cost-centers", [{"code": code, "name": "again", "type": type_}]
    )

    assert outcomes == [(code, "FAILED", ["COST_CENTER_ALREADY_EXIST"])]
