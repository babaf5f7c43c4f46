"""The custom ("perso") format: delimited text whose columns a named import model maps.

Models live in Loop and no published call reads or writes them, so a model that the world does not
know is read by its header line, or by position when there is none.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from mockserver.providers.cegid_loop.lines import (
    AUXILIARY_LIMIT,
    LABEL_LIMIT,
    Entry,
    UnreadableError,
    account,
    cents,
    debit_and_credit,
    iso_date,
    numbered,
)

COLUMNS = ("journal", "date", "account", "auxiliary", "label", "reference", "debit", "credit")
RESERVED_JOURNAL = "AN"  # opening entries
ANY_DECIMAL = ",."
_SEPARATORS = (";", "\t", "|", ",")
_NAMES = {
    "journal": "journal codejournal journalcode jnl jal",
    "date": "date dateecriture datedecriture ecrituredate datecomptable datecompta",
    "account": "compte comptegeneral numerocompte numerodecompte numcompte comptenum general",
    "auxiliary": "auxiliaire compteauxiliaire compauxnum tiers codetiers comptetiers",
    "label": "libelle libelleecriture ecriturelib intitule",
    "reference": "reference piece refpiece pieceref numeropiece numerodepiece ndepiece",
    "number": "numero numeroecriture ecriturenum numecriture ecriture",
    "debit": "debit montantdebit",
    "credit": "credit montantcredit",
    "amount": "montant",
    "direction": "sens",
    "journal_label": "libellejournal journallib",
    "account_label": "libellecompte comptelib",
    "auxiliary_label": "libelleauxiliaire libelletiers compauxlib nomtiers",
}
_COLUMN_OF = {name: column for column, names in _NAMES.items() for name in names.split()}
_NEEDED = {"journal", "date", "account"}


def layout_of_model(model: Mapping[str, Any]) -> dict[str, Any]:
    """The layout of a model that the world knows; its first line is data unless it says so."""
    return {
        "separator": model["separator"],
        "columns": model["columns"],
        "date_format": model["date_format"],
        "decimal": model["decimal"],
        "header": bool(model["header"]),
    }


def layout_of_first_line(text: str) -> dict[str, Any]:
    """The layout of a file whose model nobody described, guessed from its first line."""
    separator = next((mark for mark in _SEPARATORS if mark in text), ";")
    columns = [_COLUMN_OF.get(_plain(name)) for name in _split(text, separator, 1)]
    header = _needs_met(columns)
    return {
        "separator": separator,
        "columns": columns if header else list(COLUMNS),
        "date_format": "",
        "decimal": ANY_DECIMAL if separator != "," else ".",
        "header": header,
    }


def entries(layout: Mapping[str, Any], text: str, first: int) -> Iterator[Entry]:
    """The entries of these lines, none of them a header. Raises UnreadableError."""
    columns = list(enumerate(layout["columns"]))
    for line, content in numbered(text, first):
        values = _split(content, layout["separator"], line)
        if len(values) < len(columns):
            raise UnreadableError(
                f"the line has {len(values)} fields instead of {len(columns)}", line
            )
        yield _entry({name: values[at].strip() for at, name in columns if name}, layout, line)


def _entry(value: Mapping[str, str], layout: Mapping[str, Any], line: int) -> Entry:
    journal, number = value.get("journal", ""), value.get("number", "")
    if not journal:
        raise UnreadableError("the journal code is empty", line)
    if journal.upper() == RESERVED_JOURNAL:
        raise UnreadableError("journal code AN is reserved for opening entries", line)
    day = iso_date(value.get("date", ""), layout["date_format"], line)
    debit, credit = _money(value, layout["decimal"], line)
    return Entry(
        line=line,
        balance_group=number or f"{journal}/{day}",
        journal=journal,
        number=number,
        date=day,
        account=account(value.get("account", ""), line),
        auxiliary=value.get("auxiliary", "")[:AUXILIARY_LIMIT],
        reference=value.get("reference", ""),
        label=value.get("label", "")[:LABEL_LIMIT],
        debit_cents=debit,
        credit_cents=credit,
        journal_label=value.get("journal_label", ""),
        account_label=value.get("account_label", ""),
        auxiliary_label=value.get("auxiliary_label", ""),
    )


def _money(value: Mapping[str, str], decimal: str, line: int) -> tuple[int, int]:
    if "amount" in value:
        return debit_and_credit(
            cents(value["amount"], decimal, line), value.get("direction", ""), line
        )
    debit = cents(value.get("debit", ""), decimal, line)
    credit = cents(value.get("credit", ""), decimal, line)
    if debit and credit:
        raise UnreadableError("the line has both a debit and a credit", line)
    return debit, credit


def _needs_met(columns: list[str | None]) -> bool:
    named = set(columns)
    money = {"debit", "credit"} <= named or {"amount", "direction"} <= named
    return money and named >= _NEEDED


def _split(content: str, separator: str, line: int) -> list[str]:
    if '"' not in content:
        return content.split(separator)
    try:
        return next(csv.reader([content], delimiter=separator, strict=True))
    except csv.Error as error:
        raise UnreadableError(f"the quotes of the line do not match ({error})", line) from None


def _plain(name: str) -> str:
    """`N° de pièce` and `numéro pièce` lose what people write differently."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return re.sub("[^a-z0-9]", "", decomposed)
