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
    signed, plain = bool(layout["signed"]), width == WIDTH
    for line, content in numbered(text, first):
        values = list(map(str.strip, content.split(separator)))
        if len(values) != width or not plain:
            _check_width(values, width, line)
        yield _entry(values, line, signed=signed)


def _check_width(values: list[str], width: int, line: int) -> None:
    if len(values) < width or any(values[width:]):
        raise UnreadableError(f"the line has {len(values)} fields instead of {width}", line)


def _entry(values: list[str], line: int, *, signed: bool) -> Entry:
    """The line as an entry; by position, because there may be a million of them."""
    journal, journal_label, number, day, general, general_label = values[:6]
    third, third_label, reference, reference_day, label, debit, credit = values[6:13]
    code, code_day, validated, foreign = values[13:17]
    if not (journal and number):
        raise UnreadableError(f"{'EcritureNum' if journal else 'JournalCode'} is empty", line)
    if signed:
        debit_cents, credit_cents = debit_and_credit(cents(debit, DECIMAL, line), credit, line)
    else:
        debit_cents, credit_cents = cents(debit, DECIMAL, line), cents(credit, DECIMAL, line)
    if debit_cents and credit_cents:
        raise UnreadableError("the line has both a debit and a credit", line)
    if foreign:
        cents(foreign, DECIMAL, line)
    if validated:
        iso_date(validated, DATE, line)
    return Entry(
        line, number, journal, number, iso_date(day, DATE, line), account(general, line),
        third[:AUXILIARY_LIMIT], reference, label[:LABEL_LIMIT], debit_cents, credit_cents,
        iso_date(reference_day, DATE, line) if reference_day else "",
        code, iso_date(code_day, DATE, line) if code_day else "",
        journal_label=journal_label, account_label=general_label, auxiliary_label=third_label,
    )  # fmt: skip
