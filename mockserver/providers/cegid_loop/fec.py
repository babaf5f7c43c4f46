"""The FEC, the French legal exchange format of accounting entries.

Source: Livre des procédures fiscales, art. A.47 A-1.
"""

from collections.abc import Iterator

from mockserver.providers.cegid_loop.lines import (
    AUXILIARY_LIMIT,
    DRAFT,
    LABEL_LIMIT,
    Entry,
    UnreadableError,
    account,
    cents,
    debit_and_credit,
    iso_date,
    known_date,
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
_ZEROS = ("0,00", "")
_BLANKS = frozenset(" \t\u00a0\u202f")


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
    blanks = _has_blanks_around(text, separator)
    for line, content in numbered(text, first):
        values = content.split(separator)
        if blanks:
            values = list(map(str.strip, values))
        if len(values) != width or not plain:
            _check_width(values, width, line)
            values = values[:WIDTH]
        yield _entry(values, line, signed=signed)


def _has_blanks_around(text: str, separator: str) -> bool:
    """Whether any field may begin or end with a blank; hardly any file has such fields."""
    return any(
        f"{blank}{edge}" in text or f"{edge}{blank}" in text or text.startswith(blank)
        for blank in _BLANKS - {separator}
        for edge in (separator, "\n")
    )


def _check_width(values: list[str], width: int, line: int) -> None:
    if len(values) < width or any(values[width:]):
        raise UnreadableError(f"the line has {len(values)} fields instead of {width}", line)


def _entry(values: list[str], line: int, *, signed: bool) -> Entry:
    """The line as an entry; by position, because there may be a million of them."""
    (
        journal, journal_label, number, day, general, general_label, third, third_label,
        reference, reference_day, label, debit, credit, code, code_day, validated, foreign, _,
    ) = values  # fmt: skip
    if not (journal and number):
        raise UnreadableError(f"{'EcritureNum' if journal else 'JournalCode'} is empty", line)
    if signed:
        debit_cents, credit_cents = debit_and_credit(cents(debit, DECIMAL, line), credit, line)
    else:
        debit_cents = 0 if debit in _ZEROS else cents(debit, DECIMAL, line)
        credit_cents = 0 if credit in _ZEROS else cents(credit, DECIMAL, line)
    if debit_cents and credit_cents:
        raise UnreadableError("the line has both a debit and a credit", line)
    if foreign:
        cents(foreign, DECIMAL, line)
    if validated:
        iso_date(validated, DATE, line)
    return Entry(
        account(general, line), line, number, journal, number,
        known_date(day, DATE) or iso_date(day, DATE, line),
        third[:AUXILIARY_LIMIT], reference, label[:LABEL_LIMIT], debit_cents, credit_cents,
        reference_day and (known_date(reference_day, DATE) or iso_date(reference_day, DATE, line)),
        code, code_day and iso_date(code_day, DATE, line),
        "", "", "", "", DRAFT, journal_label, general_label, third_label,
    )  # fmt: skip
