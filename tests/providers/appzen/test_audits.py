"""The audit of an invoice: what it finds, when, and how a tester decides it."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract_tests.appzen.records import PURCHASE_ORDER, SUPPLIER
from mockserver.testing import MockSandbox, MockServer
from mockserver.testing.sandbox import ProviderAccess
from tests.providers.appzen.entities import window

ROOT = "/dictionary-data-services"
INVOICE = f"{ROOT}/invoice"
DAY = window("2024-07-01", "2024-07-02")


def invoice(invoice_id: str = "I-1", **fields: Any) -> dict[str, Any]:
    return {
        "invoice_id": invoice_id,
        "invoice_number": f"N-{invoice_id}",
        "invoice_date": "2024-06-30",
        "supplier_id": "S-1",
        "entity_id": "E-1",
        "total_amount": {"amount": 100, "currency": "USD"},
        **fields,
    }


def write(appzen: ProviderAccess, **fields: Any) -> str:
    uuid: str = appzen.request("POST", INVOICE, json=invoice(**fields)).json()["uuid"]
    return uuid


def results(appzen: ProviderAccess, uuid: str) -> Any:
    return appzen.request("GET", f"{INVOICE}/{uuid}/audit-results")


def told(world: MockSandbox, uuid: str) -> tuple[str, str, list[str]]:
    """Verdict, risk, and the messages of rules that found something."""
    world.clock.run_until_idle()
    found = results(world.appzen, uuid).json()["audit_results"]
    messages = [
        rule["risk_message"]
        for rule in found["rules"]
        if rule["risk_results"]["risk_level"] != "LOW"
    ]
    return found["status"], found["risk_level"], messages


def supplier(appzen: ProviderAccess, **changed: Any) -> None:
    appzen.request("POST", ROOT + SUPPLIER.path, json=SUPPLIER.draft("S-1", **changed))


def order(appzen: ProviderAccess, **changed: Any) -> None:
    record = PURCHASE_ORDER.draft("P-1", **changed)
    appzen.request("POST", ROOT + PURCHASE_ORDER.path, json=record)


def test_the_audit_takes_its_two_steps(world: MockSandbox) -> None:
    uuid = write(world.appzen)
    states = []
    for_state = f"/sandboxes/{world.name}/providers/appzen/invoices/{uuid}/audit"
    states.append(world.server.steer("GET", for_state)["state"])
    world.clock.advance(2)
    states.append(world.server.steer("GET", for_state)["state"])
    before = results(world.appzen, uuid).status_code
    world.clock.advance(3)
    states.append(world.server.steer("GET", for_state)["state"])

    assert states == ["RECEIVED", "EXTRACTED", "PROCESSED"]
    assert (before, results(world.appzen, uuid).status_code) == (404, 200)


def test_without_delays_results_are_there_at_once(world: MockSandbox) -> None:
    world.settings["appzen.extraction_ms"] = 0
    world.settings["appzen.audit_ms"] = 0

    assert results(world.appzen, write(world.appzen)).status_code == 200


def test_a_finished_audit_counts_as_an_update(world: MockSandbox) -> None:
    write(world.appzen)
    world.clock.run_until_idle()

    (hit,) = world.appzen.request("POST", f"{INVOICE}/search", json=DAY).json()

    assert hit["last-appzen-update-time"] == "2024-07-01T12:00:05.000Z"


def test_writing_again_starts_over(world: MockSandbox) -> None:
    uuid = write(world.appzen)
    world.clock.advance(4)
    write(world.appzen)
    world.clock.advance(1)
    early = results(world.appzen, uuid)
    world.clock.advance(4)

    assert early.status_code == 404
    assert results(world.appzen, uuid).status_code == 200


def test_a_clean_invoice_has_nothing_to_tell(world: MockSandbox) -> None:
    assert told(world, write(world.appzen)) == ("Approved", "LOW", [])


def test_the_same_number_is_a_duplicate_of_the_first_only(world: MockSandbox) -> None:
    first = write(world.appzen, invoice_number="X")
    second = write(world.appzen, invoice_id="I-2", invoice_number="X")

    assert told(world, second) == (
        "Rejected",
        "HIGH",
        ["Same supplier and invoice number as I-1"],
    )
    assert told(world, first) == ("Approved", "LOW", [])


def test_the_same_amount_on_the_same_day_is_suspicious(world: MockSandbox) -> None:
    write(world.appzen)
    second = write(
        world.appzen, invoice_id="I-2", total_amount={"amount": 100.0, "currency": "USD"}
    )

    message = "Same supplier, amount and invoice date as I-1"
    assert told(world, second) == ("Approved", "MEDIUM", [message])


def test_another_supplier_is_no_duplicate(world: MockSandbox) -> None:
    write(world.appzen, invoice_number="X")

    other = write(world.appzen, invoice_id="I-2", invoice_number="X", supplier_id="S-2")

    assert told(world, other) == ("Approved", "LOW", [])


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ("Approved", "LOW", [])),
        (
            {"supplier_core.is_active": False},
            ("Rejected", "HIGH", ["The supplier is inactive in master data"]),
        ),
        (
            {"global_banking_details": {"payment_block": True}},
            ("Approved", "MEDIUM", ["Payments to the supplier are blocked in master data"]),
        ),
    ],
)
def test_the_supplier_is_looked_at(
    world: MockSandbox, changed: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    supplier(world.appzen, **changed)

    assert told(world, write(world.appzen)) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ("Approved", "LOW", [])),
        (
            {"appzen_purchase_order_status": "PO_CLOSED"},
            ("Rejected", "HIGH", ["Purchase order P-1 is closed"]),
        ),
        (
            {"supplier_id": "S-2"},
            ("Rejected", "HIGH", ["Purchase order P-1 is of another supplier"]),
        ),
        (
            {"total_amount": {"amount": 99.5, "currency": "USD"}},
            ("Approved", "MEDIUM", ["0.50 USD more than purchase order P-1"]),
        ),
        ({"total_amount": {"amount": 1, "currency": "EUR"}}, ("Approved", "LOW", [])),
        ({"total_amount": {}}, ("Approved", "LOW", [])),
    ],
)
def test_the_purchase_order_is_looked_at(
    world: MockSandbox, changed: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    order(world.appzen, **changed)

    assert told(world, write(world.appzen, purchase_order_number="P-1")) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("Approved", "LOW", [])),
        ({"tax_amount": {"amount": 0.5}}, ("Approved", "LOW", [])),
        (
            {"total_amount": {"amount": 107.5, "currency": "USD"}},
            ("Approved", "MEDIUM", ["The lines add up to 100.00, the total is 107.50"]),
        ),
    ],
)
def test_lines_are_added_up(world: MockSandbox, fields: dict[str, Any], expected: Any) -> None:
    money = {"amount": 100, "currency": "USD"}
    line = {
        "line_number": 1,
        "line_description": "Paper",
        "quantity": 1,
        "unit_price": money,
        "total_amount": money,
    }

    assert told(world, write(world.appzen, invoice_lines=[line], **fields)) == expected


@pytest.mark.parametrize(
    ("outcome", "verdict"), [("approve", ("Approved", "LOW")), ("reject", ("Rejected", "HIGH"))]
)
def test_a_setting_forces_the_outcome(
    world: MockSandbox, outcome: str, verdict: tuple[str, str]
) -> None:
    world.settings["appzen.audit_outcome"] = outcome
    supplier(world.appzen, **{"supplier_core.is_active": False})

    assert told(world, write(world.appzen))[:2] == verdict


def test_findings_by_chance_come_from_the_seed(mock_server: MockServer) -> None:
    clock = {"now": "2024-07-01T12:00:00Z", "rate": 0}
    wish = {"seed": "empty", "clock": clock, "settings": {"appzen.random_findings_percent": 100}}
    twins = [mock_server.sandbox(random_seed=5, **wish) for _ in range(2)]

    found = [told(twin, write(twin.appzen)) for twin in twins]

    twins[0].delete()
    twins[1].delete()
    assert found[0] == found[1]
    assert found[0][2] == ["Drawn by chance, see appzen.random_findings_percent"]


@pytest.mark.parametrize(
    ("level", "verdict"), [("LOW", "Approved"), ("MEDIUM", "Approved"), ("HIGH", "Rejected")]
)
def test_a_tester_decides_an_audit_at_once(world: MockSandbox, level: str, verdict: str) -> None:
    uuid = write(world.appzen)
    decision = {"risk_level": level, "rule_code": "my_rule", "risk_message": "Because"}

    path = f"/sandboxes/{world.name}/providers/appzen/invoices/{uuid}/audit"
    decided = world.server.steer("POST", path, decision)

    assert (decided["status"], decided["risk_level"]) == (verdict, level)
    assert told(world, uuid)[:2] == (verdict, level)


def test_a_tester_who_names_no_invoice_is_told(world: MockSandbox) -> None:
    path = f"/sandboxes/{world.name}/providers/appzen/invoices/none/audit"

    with pytest.raises(AssertionError, match="404"):
        world.server.steer("GET", path)


def test_an_invoice_that_the_erp_renamed_is_updated_under_its_new_id(world: MockSandbox) -> None:
    uuid = write(world.appzen)
    sync = {
        "appzen_invoice_state": "CREATED",
        "timestamp": "2024-07-01T12:00:00Z",
        "invoice_id": "ERP-7",
        "invoice_status": "POSTED",
    }
    world.appzen.request("POST", f"{INVOICE}/{uuid}/status-sync", json=sync)

    updated = world.appzen.request("POST", INVOICE, json=invoice("ERP-7"))

    assert updated.json() == {"uuid": uuid, "status": "UPDATED"}


def test_customers_do_not_see_each_others_audits(world: MockSandbox) -> None:
    given = world.appzen.credentials
    other = {
        "customer-id": given["other_customer_id"],
        "customer-key": given["other_customer_key"],
    }
    uuid = write(world.appzen)
    world.clock.run_until_idle()
    asked = [
        f"{INVOICE}/{uuid}",
        f"{INVOICE}/{uuid}/audit-results",
        f"{INVOICE}/processed-invoice/{uuid}",
    ]

    statuses = [world.appzen.request("GET", path, headers=other).status_code for path in asked]
    found = world.appzen.request(
        "GET", f"{INVOICE}/audit-results", params={"uuid": uuid}, headers=other
    )

    assert statuses == [404, 404, 404]
    assert found.json() == []


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 6)), max_size=6))
def test_polled_at_every_step_equals_never_looked_at(
    mock_server: MockServer, steps: list[tuple[str, int]]
) -> None:
    clock = {"now": "2024-07-01T12:00:00Z", "rate": 0}
    watched, alone = (
        mock_server.sandbox(seed="empty", clock=clock, random_seed=7) for _ in range(2)
    )
    for name, seconds in steps:
        same = invoice(name, invoice_number="same")
        uuid = watched.appzen.request("POST", INVOICE, json=same).json()["uuid"]
        alone.appzen.request("POST", INVOICE, json=same)
        results(watched.appzen, uuid)
        watched.clock.advance(seconds)
        alone.clock.advance(seconds)
    for one in (watched, alone):
        one.clock.to("2024-07-01T13:00:00Z")

    seen = watched.appzen.request("POST", f"{INVOICE}/search", json=DAY).content
    unseen = alone.appzen.request("POST", f"{INVOICE}/search", json=DAY).content

    watched.delete()
    alone.delete()
    assert seen == unseen
