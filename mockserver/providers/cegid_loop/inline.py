"""Entries that come inside the request of importJson, one JSON text a line.

Source: developer portal, page EcritureComptableImportJson.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from mockserver.providers.cegid_loop.lines import (
    AUXILIARY_LIMIT,
    DRAFT,
    LABEL_LIMIT,
    Entry,
    Share,
    UnreadableError,
    account,
    cents,
    iso_date,
    numbered,
)

ANY_DECIMAL = ",."
_KINDS = {str(number): number for number in range(1, 8)}
_TOKENS = {
    "YYYY": r"(?P<y>\d{4})", "MM": r"(?P<m>\d\d)", "DD": r"(?P<d>\d\d)", "HH": r"\d\d",
    "mm": r"\d\d", "ss": r"\d\d", "SSS": r"\d{3}",
}  # fmt: skip
_TOKEN = re.compile("|".join(_TOKENS))
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?", re.ASCII)
_AXIS = "axeana"
_UNITS = {"montant": 0, "amount": 0, "pourcentage": 1, "percentage": 1}


def path_of(id_: str) -> str:
    """Where the entries of a request are kept; no signature opens it."""
    return f"inline/{id_}"


def layout(options: Mapping[str, Any]) -> dict[str, Any]:
    """How amounts and dates are written, and which journal is meant when none is named."""
    decimal = options.get("separatorDecimal")
    form = options.get("formatDate")
    return {
        "decimal": decimal if decimal in (",", ".") else ANY_DECIMAL,
        "date_format": form if isinstance(form, str) else "",
        "create_reference": options.get("createPieceRef") is True,
        "header": False,
    }


def texts(items: list[Any]) -> bytes:
    """The entries as lines of a file."""
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items).encode()


def entries(layout: Mapping[str, Any], text: str, first: int) -> Iterator[Entry | Share]:
    """The entries and their analytic shares. Raises UnreadableError; its line is the entry's."""
    for line, content in numbered(text, first, limit=None):
        item = json.loads(content)
        if not isinstance(item, dict):
            raise UnreadableError("the entry is not an object", line)
        value = {key.lower(): found for key, found in item.items()}
        entry = _entry(value, layout, line)
        yield entry
        yield from _shares(value, entry)


def _entry(value: Mapping[str, Any], layout: Mapping[str, Any], line: int) -> Entry:
    journal, day = _text(value, "journal"), _date(value, "date", layout["date_format"], line)
    if not day:
        raise UnreadableError("the date is empty", line)
    debit, credit = (_money(value.get(side), layout, line) for side in ("debit", "credit"))
    if debit and credit:
        raise UnreadableError("the entry has both a debit and a credit", line)
    reference = _text(value, "refpiece") or _text(value, "reference")
    if not reference and layout["create_reference"]:
        reference = f"{journal}{day.replace('-', '')}"
    return Entry(
        line=line,
        balance_group=f"{journal}/{day}",
        journal=journal,
        journal_label=_text(value, "journallib"),
        number="",
        date=day,
        account=account(_text(value, "compte"), line),
        account_label=_text(value, "comptelib"),
        auxiliary=_text(value, "tiers")[:AUXILIARY_LIMIT],
        reference=reference,
        reference_date=_date(value, "datejustif", "", line),
        label=_text(value, "libelle")[:LABEL_LIMIT],
        debit_cents=debit,
        credit_cents=credit,
        lettering=_text(value, "codelettrage"),
        lettering_date=_date(value, "datelettrage", layout["date_format"], line),
        due_date=_date(value, "dateecheance", layout["date_format"], line),
        siret=_text(value, "siret"),
        origin=_text(value, "ecritureorigine"),
        parent=_text(value, "ecrituremere"),
        kind=_KINDS.get(_text(value, "type"), DRAFT),
    )


def _shares(value: Mapping[str, Any], entry: Entry) -> Iterator[Share]:
    """`axeAna` holds a list per axis code; `axeAna<code>` is such a list too.

    # assumed: an element names a section and its amount or percentage; its shape is not published
    """
    axes = value.get(_AXIS)
    lists = dict(axes) if isinstance(axes, dict) else {}
    lists |= {key[len(_AXIS) :]: found for key, found in value.items() if key.startswith(_AXIS)}
    for axis, parts in lists.items():
        for part in parts if axis and isinstance(parts, list) else ():
            yield _share(axis.upper(), part, entry)


def _share(axis: str, part: Any, entry: Entry) -> Share:
    if not isinstance(part, dict):
        raise UnreadableError(f"a share of axis {axis[:40]} is not an object", entry.line)
    value = {key.lower(): found for key, found in part.items()}
    section = _text(value, "section") or _text(value, "code")
    if not section:
        raise UnreadableError(f"a share of axis {axis[:40]} names no section", entry.line)
    whole = entry.debit_cents or entry.credit_cents
    amount = whole
    for unit, percents in _UNITS.items():
        if value.get(unit) is not None:
            amount = cents(_number(value[unit], entry.line), ANY_DECIMAL, entry.line)
            amount = round(whole * amount / 10_000) if percents else amount
    sides = (amount, 0) if entry.debit_cents else (0, amount)
    return Share(entry.line, axis, section, *sides)


def _money(value: Any, layout: Mapping[str, Any], line: int) -> int:
    amount = value.get("amount") if isinstance(value, dict) else value
    if amount is None:
        return 0
    decimal = layout["decimal"] if isinstance(amount, str) else "."
    return cents(_number(amount, line), decimal, line)


def _number(value: Any, line: int) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise UnreadableError(f"{json.dumps(value)[:40]} is not an amount", line)
    return value if isinstance(value, str) else repr(value)


def _text(value: Mapping[str, Any], key: str) -> str:
    found = value.get(key)
    if isinstance(found, str):
        return found.strip()
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else ""


def _date(value: Mapping[str, Any], key: str, form: str, line: int) -> str:
    """ISO 8601, with or without a time, unless a format says otherwise."""
    text = _text(value, key)
    if not text:
        return ""
    if form:
        pattern = _TOKEN.sub(
            lambda token: _TOKENS[token[0]], re.escape(form[:60]).replace("\\-", "-")
        )
        match = _matched(pattern, text)
        if match is not None:
            return iso_date("{y}-{m}-{d}".format(**match), "YYYY-MM-DD", line)
    iso = _ISO.fullmatch(text)
    return iso_date(iso[1] if iso else text, "YYYY-MM-DD", line)


def _matched(pattern: str, text: str) -> dict[str, str] | None:
    """Year, month and day; None for a format that lacks or repeats one, or another text."""
    try:
        match = re.fullmatch(pattern, text, re.ASCII)
    except re.error:
        return None
    found = match.groupdict() if match else {}
    return found if {"y", "m", "d"} <= set(found) else None
