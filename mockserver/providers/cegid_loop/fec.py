"""The FEC, the French legal exchange format of accounting entries.

Source: Livre des procédures fiscales, art. A.47 A-1.
"""

from collections.abc import Iterator

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

DATE = "YYYYMMDD"
DECIMAL = ","
SEPARATORS = ("\t", "|")
_BEFORE = (
    *("journalcode", "journallib", "ecriturenum", "ecrituredate", "comptenum", "comptelib"),
    *("compauxnum", "compauxlib", "pieceref", "piecedate", "ecriturelib"),
)
_AFTER = ("ecriturelet", "datelet", "validdate", "montantdevise", "idevise")
TWO_COLUMNS = (*_BEFORE, "debit", "credit", *_AFTER)
SIGNED = (*_BEFORE, "montant", "sens", *_AFTER)
WIDTH = len(TWO_COLUMNS)


def header(text: str) -> dict[str, object]:
    """How the lines below this first line are to be read. Raises UnreadableError."""
    for separator in SEPARATORS:
        names = tuple(name.strip().lower() for name in text.split(separator))
        if names[:WIDTH] in (TWO_COLUMNS, SIGNED):
            return {
                "separator": separator,
                "signed": names[:WIDTH] == SIGNED,
                "width": len(names),
            }
    raise UnreadableError(
        "the first line must name the 18 fields of a FEC in order, separated by tabs or |", 1
    )


def entries(layout: dict[str, object], text: str, first: int) -> Iterator[Entry]:
    """The entries of lines that follow the header. Raises UnreadableError."""
    separator, width = str(layout["separator"]), int(str(layout["width"]))
    for line, content in numbered(text, first):
        values = [value.strip() for value in content.split(separator)]
        if len(values) < width or any(values[width:]):
            raise UnreadableError(f"the line has {len(values)} fields instead of {width}", line)
        yield _entry(values, signed=bool(layout["signed"]), line=line)


def _entry(values: list[str], *, signed: bool, line: int) -> Entry:
    for position, name in ((0, "JournalCode"), (2, "EcritureNum")):
        if not values[position]:
            raise UnreadableError(f"{name} is empty", line)
    if signed:
        debit, credit = debit_and_credit(cents(values[11], DECIMAL, line), values[12], line)
    else:
        debit, credit = cents(values[11], DECIMAL, line), cents(values[12], DECIMAL, line)
    if debit and credit:
        raise UnreadableError("the line has both a debit and a credit", line)
    cents(values[16], DECIMAL, line)
    _optional_date(values[15], line)
    return Entry(
        line=line,
        balance_group=values[2],
        journal=values[0],
        journal_label=values[1],
        number=values[2],
        date=iso_date(values[3], DATE, line),
        account=account(values[4], line),
        account_label=values[5],
        auxiliary=values[6][:AUXILIARY_LIMIT],
        auxiliary_label=values[7],
        reference=values[8],
        reference_date=_optional_date(values[9], line),
        label=values[10][:LABEL_LIMIT],
        debit_cents=debit,
        credit_cents=credit,
        lettering=values[13],
        lettering_date=_optional_date(values[14], line),
    )


def _optional_date(text: str, line: int) -> str:
    return iso_date(text, DATE, line) if text else ""
