"""Kinds of values, and how another value of the same kind is drawn."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable
from datetime import date, timedelta

from stdnum import iban
from stdnum.eu import vat
from stdnum.fr import siren, siret

Inner = Callable[[str], str]
Draw = Callable[[str, random.Random, Inner], str | None]
"""(value, chance, what else becomes of its parts) → a value of the kind; None: try again."""

UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
EMAIL = r"[^\s@<>\"'(),;:/]+@[\w-]+(?:\.[\w-]+)+"
HEX = r"(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{16,}"
IBAN = r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}"
EMBEDDED = re.compile(rf"({EMAIL}|{UUID}|\b{HEX}\b|\b{IBAN}\b|\d{{4,}})")
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d\d)/(\d\d)/(\d{4})")
EPOCH = date(1980, 1, 1)
DAYS = 18_262  # fifty years
VERSION, VARIANT = 14, 19  # where a UUID says what it is


def alike(value: str, chance: random.Random, letters: str = "") -> str:
    """Digits for digits, small for small and capital for capital letters; the rest stays."""
    return "".join(_alike(character, chance, letters) for character in value)


def _alike(character: str, chance: random.Random, letters: str) -> str:
    if character.isdigit():
        return chance.choice(letters or string.digits)
    if not character.isalpha():
        return character
    drawn = chance.choice(letters or string.ascii_lowercase)
    return drawn.upper() if character.isupper() else drawn


def _uuid(value: str, chance: random.Random, _inner: Inner) -> str:
    drawn = alike(value, chance, "0123456789abcdef")
    kept = {VERSION: value[VERSION], VARIANT: value[VARIANT]}
    return "".join(kept.get(place, character) for place, character in enumerate(drawn))


def _hex(value: str, chance: random.Random, _inner: Inner) -> str | None:
    drawn = "".join(chance.choice("0123456789abcdef") for _ in value)
    return drawn if re.fullmatch(HEX, drawn) else None


def _email(_value: str, chance: random.Random, _inner: Inner) -> str:
    return f"{alike('aaaaaaa', chance)}@{alike('aaaaaaa', chance)}.example"


def _iban(value: str, chance: random.Random, _inner: Inner) -> str | None:
    compact = iban.compact(value)
    bban = alike(compact[4:], chance)
    drawn = compact[:2] + iban.calc_check_digits(f"{compact[:2]}00{bban}") + bban
    if not iban.is_valid(drawn):
        return None
    return iban.format(drawn) if " " in value else drawn


def _vat(value: str, chance: random.Random, _inner: Inner) -> str | None:
    drawn = value[:2] + alike(value[2:], chance)
    return drawn if vat.is_valid(drawn) else None


def _siren(value: str, chance: random.Random, _inner: Inner) -> str | None:
    drawn = alike(value, chance)
    return drawn if siren.is_valid(drawn) else None


def _siret(value: str, chance: random.Random, inner: Inner) -> str | None:
    drawn = inner(value[:9]) + alike(value[9:], chance)  # its enterprise stays recognisable
    return drawn if siret.is_valid(drawn) else None


def _date(value: str, chance: random.Random, _inner: Inner) -> str:
    drawn = EPOCH + timedelta(days=chance.randrange(DAYS))
    return drawn.strftime("%d/%m/%Y" if "/" in value else "%Y-%m-%d")


def _number(value: str, chance: random.Random, _inner: Inner) -> str | None:
    drawn = alike(value, chance)
    return None if drawn[0] == "0" != value[0] else drawn


def _anything(value: str, chance: random.Random, inner: Inner) -> str:
    if EMBEDDED.fullmatch(value):
        return alike(value, chance)
    parts = EMBEDDED.split(value)  # what was found stands at the odd places
    return "".join(inner(p) if n % 2 else alike(p, chance) for n, p in enumerate(parts))


def _like(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern).fullmatch


KINDS: tuple[tuple[str, Callable[[str], object], Draw], ...] = (
    ("UUID", _like(UUID), _uuid),
    ("e-mail", _like(EMAIL), _email),
    ("IBAN", lambda v: _like(IBAN)(iban.compact(v)) and iban.is_valid(v), _iban),
    ("VAT number", lambda v: _like(r"[A-Z]{2}[A-Z0-9]{7,13}")(v) and vat.is_valid(v), _vat),
    ("SIRET", lambda v: _like(r"\d{14}")(v) and siret.is_valid(v), _siret),
    ("SIREN", lambda v: _like(r"\d{9}")(v) and siren.is_valid(v), _siren),
    ("date", DATE.fullmatch, _date),
    ("hexadecimal id", _like(HEX), _hex),
    ("number", _like(r"\d+"), _number),
    ("text", lambda _: True, _anything),
)
"""The first that recognises a value draws its pseudonym."""
