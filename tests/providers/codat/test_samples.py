"""The published examples, sent as printed and answered as printed, volatile values aside."""

import re
from typing import Any

import pytest

from contract_tests.support.samples import Sample, sample
from tests.providers.codat.conftest import Api

SEVEN_DIGITS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z")
SECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def sent(api: Api, example: Sample, **ids: str) -> Any:
    response = api.request(example.method, example.path.format(**ids), json=example.body)
    return example.assert_answered_as_printed(response)


@pytest.mark.parametrize("name", ["create-company", "create-company-of-2022"])
def test_a_company_is_created_as_printed(api: Api, name: str) -> None:
    company = sent(api, sample("codat", name))

    assert SEVEN_DIGITS.fullmatch(company["created"])
    assert company["redirect"].endswith(f"/company/{company['id']}")


def test_a_linked_company_is_read_as_the_tutorial_prints_it(api: Api) -> None:
    company, _ = api.linked(name="Recipe test company")
    api.sandbox.clock.run_until_idle()

    found = sent(api, sample("codat", "get-linked-company-of-2021"), company_id=company["id"])

    assert SEVEN_DIGITS.fullmatch(found["lastSync"])
    assert SEVEN_DIGITS.fullmatch(found["dataConnections"][0]["lastSync"])
    assert SECONDS.fullmatch(found["created"])
    assert SECONDS.fullmatch(found["dataConnections"][0]["created"])


def test_bills_are_queued_as_the_tutorial_prints_it(api: Api) -> None:
    company, _ = api.synced()

    pull = sent(api, sample("codat", "queue-bills-of-2021"), company_id=company["id"])

    assert SEVEN_DIGITS.fullmatch(pull["requested"])


def test_a_bank_is_unlinked_as_printed(api: Api) -> None:
    company, connection = api.synced("dfxm")

    sent(
        api,
        sample("codat", "unlink-connection"),
        company_id=company["id"],
        connection_id=connection["id"],
    )


@pytest.mark.parametrize("name", ["payables-create-supplier", "payables-create-bank-account"])
def test_bill_pay_creates_at_once_what_is_printed(api: Api, name: str) -> None:
    company, connection = api.linked()

    made = sent(
        api, sample("codat", name), company_id=company["id"], connection_id=connection["id"]
    )

    assert made["id"]
    assert SECONDS.fullmatch(made["sourceModifiedDate"])
