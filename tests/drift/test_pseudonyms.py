"""What a recording says instead of real values: as valid, equal where they were, not reversible."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import iban
from stdnum.eu import vat
from stdnum.fr import siren, siret

from contract_tests.recording.kinds import EMAIL, UUID
from contract_tests.recording.pseudonyms import Pseudonyms

KEY = bytes(32)


@pytest.mark.parametrize(
    "number",
    [
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "FR1420041010050500013M02606",
        "GB29NWBK60161331926819",
        "BE31435411161155",
    ],
)
def test_an_iban_becomes_another_valid_iban_of_its_country(number: str) -> None:
    drawn = Pseudonyms(KEY).text(number)

    assert drawn != number
    assert iban.is_valid(drawn)
    assert (drawn[:2], len(drawn)) == (number[:2], len(number))


def test_a_siret_becomes_a_valid_siret_whose_enterprise_is_recognisable() -> None:
    pseudonyms = Pseudonyms(KEY)

    establishment, enterprise = pseudonyms.text("73282932000074"), pseudonyms.text("732829320")

    assert siret.is_valid(establishment)
    assert siren.is_valid(enterprise)
    assert establishment.startswith(enterprise)
    assert establishment != "73282932000074"


def test_a_vat_number_stays_one_of_its_country() -> None:
    drawn = Pseudonyms(KEY).text("DE136695976")

    assert vat.is_valid(drawn)
    assert drawn.startswith("DE")
    assert drawn != "DE136695976"


@given(st.uuids().map(str))
@settings(max_examples=25, deadline=None)
def test_a_uuid_stays_one_of_its_version(value: str) -> None:
    drawn = Pseudonyms(KEY).text(value)

    assert re.fullmatch(UUID, drawn)
    assert (drawn[14], drawn[19]) == (value[14], value[19])
    assert drawn != value


@pytest.mark.parametrize("value", ["anna.bauer@firma.de", "a+b@sub.example.org"])
def test_an_e_mail_address_stays_one(value: str) -> None:
    drawn = Pseudonyms(KEY).text(value)

    assert re.fullmatch(EMAIL, drawn)
    assert drawn.endswith(".example")


@given(st.lists(st.text(min_size=1, max_size=40), min_size=2, max_size=6))
@settings(max_examples=50, deadline=None)
def test_equal_values_stay_equal_wherever_they_stand(values: list[str]) -> None:
    pseudonyms = Pseudonyms(KEY)

    first = [pseudonyms.text(value) for value in values]

    assert [pseudonyms.text(value) for value in values] == first
    assert json.loads(json.dumps(first)) == first


def test_different_values_stay_different() -> None:
    pseudonyms = Pseudonyms(KEY)

    drawn = {pseudonyms.text(f"{number:04}") for number in range(1000, 2000)}

    assert len(drawn) == 1000


def test_another_key_gives_another_pseudonym() -> None:
    assert Pseudonyms(KEY).text("Erika Mustermann") != Pseudonyms().text("Erika Mustermann")


@pytest.mark.parametrize(
    "value",
    ["2026-01-05T09:00:00.123Z", "ct-1a2b3c4d-7-Berlin", "BOOKING_ACCOUNT_ALREADY_EXISTS", "7", ""],
)
def test_moments_our_own_names_codes_and_counts_are_legible(value: str) -> None:
    assert Pseudonyms(KEY).text(value) == value


def test_a_message_keeps_its_words_and_names_nobody() -> None:
    pseudonyms = Pseudonyms(KEY)
    name = pseudonyms.text("Mustermann & Söhne")

    said = pseudonyms.message(
        "No company Mustermann & Söhne with ID 6f4e0e1c-9a51-4b55-8f0e-0b7a3a3b1c11 of a@b.example"
    )

    assert said.startswith(f"No company ‹{name}› with ID ‹")
    assert "6f4e0e1c" not in said
    assert "a@b.example" not in said
