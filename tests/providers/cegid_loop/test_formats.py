"""The file formats, line by line."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.providers.cegid_loop import blobstore, custom, fec, lines
from mockserver.providers.cegid_loop.lines import Entry, UnreadableError

TWO_COLUMNS = (
    "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum"
    "\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet"
    "\tValidDate\tMontantdevise\tIdevise"
)
SIGNED = TWO_COLUMNS.replace("Debit\tCredit", "Montant\tSens").upper()
LINE = (
    "VE\tVentes\t7\t20250205\t411000\tClients\t\t\tF1\t20250205\tVente\t12,50\t\t\t\t20250228\t\t"
)


def read_fec(header: str, *content: str) -> list[Entry]:
    """The entries of a FEC."""
    return list(fec.entries(fec.header(header), "\n".join(content), 2))


def read_custom(header: str, *content: str) -> list[Entry]:
    """The entries of a file without a known model and with a header."""
    layout = custom.layout_of_first_line(header)
    assert layout["header"]
    return list(custom.entries(layout, "\n".join(content), 2))


def money(entries: Iterable[Entry]) -> list[tuple[int, int]]:
    """Debit and credit of each."""
    return [(entry.debit_cents, entry.credit_cents) for entry in entries]


def test_a_fec_line_is_read_by_position() -> None:
    [entry] = read_fec(TWO_COLUMNS, LINE)

    assert entry == Entry(
        line=2,
        balance_group="7",
        journal="VE",
        journal_label="Ventes",
        number="7",
        date="2025-02-05",
        account="411000",
        account_label="Clients",
        auxiliary="",
        auxiliary_label="",
        reference="F1",
        reference_date="2025-02-05",
        label="Vente",
        debit_cents=1250,
        credit_cents=0,
    )


@pytest.mark.parametrize(
    ("direction", "expected"),
    [("D", (1250, 0)), ("c", (0, 1250)), ("+1", (1250, 0)), ("-1", (0, 1250))],
)
def test_a_fec_may_have_an_amount_with_a_direction(
    direction: str, expected: tuple[int, int]
) -> None:
    signed = LINE.replace("12,50\t\t", f"12,50\t{direction}\t")

    assert money(read_fec(SIGNED, signed)) == [expected]


def test_a_fec_may_have_more_columns_and_blank_lines() -> None:
    assert money(read_fec(TWO_COLUMNS + "\tNote", "", LINE + "\tx", "  ")) == [(1250, 0)]


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f", "  "])
@pytest.mark.parametrize("separator", ["\t", "|"])
def test_blanks_around_the_fields_of_a_fec_do_not_count(separator: str, blank: str) -> None:
    header, line = (text.replace("\t", separator) for text in (TWO_COLUMNS, LINE))
    wide = separator.join(f"{blank}{field}{blank}" for field in line.split(separator))

    assert read_fec(header, wide) == read_fec(header, line)


@pytest.mark.parametrize(
    "header",
    [
        "",
        TWO_COLUMNS.replace("\t", ";"),
        TWO_COLUMNS.replace("Debit\tCredit", "Credit\tDebit"),
        TWO_COLUMNS.removesuffix("\tIdevise"),
        "JournalCode",
    ],
)
def test_a_first_line_without_the_18_fields_in_order_is_no_fec(header: str) -> None:
    with pytest.raises(UnreadableError, match="18 fields"):
        fec.header(header)


@pytest.mark.parametrize(
    ("right", "wrong", "why"),
    [
        ("VE\t", "\t", "JournalCode is empty"),
        ("\t7\t", "\t\t", "EcritureNum is empty"),
        ("20250205\t411000", "05/02/2025\t411000", "is not a date like YYYYMMDD"),
        ("20250205\tVente", "20251305\tVente", "is not a date like YYYYMMDD"),
        ("20250228", "31122024x", "is not a date like YYYYMMDD"),
        ("12,50\t", "12.50\t", "is not an amount with decimal ','"),
        ("12,50\t\t", "12,50\t1,00\t", "has both a debit and a credit"),
        ("\t20250228\t\t", "\t20250228\t$\t", "is not an amount"),
        ("411000", "4", "is not a general account"),
        ("\t\t20250228\t\t", "", "fields instead of 18"),
        ("20250228\t\t", "20250228\t\t\tx", "fields instead of 18"),
    ],
)
def test_a_bad_fec_line_is_named_with_its_mistake(right: str, wrong: str, why: str) -> None:
    assert right in LINE

    with pytest.raises(UnreadableError, match=why) as caught:
        read_fec(TWO_COLUMNS, LINE, LINE.replace(right, wrong, 1))

    assert caught.value.line == 3


def test_a_fec_with_an_unknown_direction_is_refused() -> None:
    with pytest.raises(UnreadableError, match="'X' is neither D nor C"):
        read_fec(SIGNED, LINE.replace("12,50\t\t", "12,50\tX\t"))


def test_labels_and_auxiliary_accounts_are_cut() -> None:
    long = LINE.replace("Vente\t12", "V" * 50 + "\t12").replace("\t\t\tF1", f"\t{'A' * 30}\t\tF1")

    [entry] = read_fec(TWO_COLUMNS, long)

    assert entry.label == "V" * 35
    assert entry.auxiliary == "A" * 17


@pytest.mark.parametrize(
    "header",
    [
        "Journal;Date;Compte;Débit;Crédit",
        "Code journal\tDate d'écriture\tN° compte\tNuméro de compte\tDÉBIT\tCREDIT",
        "journal|date|compte|montant|sens",
        "journal,date,compte,debit,credit",
    ],
)
def test_a_header_is_recognised_by_its_names(header: str) -> None:
    assert custom.layout_of_first_line(header)["header"] is True


@pytest.mark.parametrize(
    "line", ["VE;05/02/2025;411000;;x;F1;1,00;", "journal;date;debit;credit", "journal", ""]
)
def test_another_first_line_is_data(line: str) -> None:
    layout = custom.layout_of_first_line(line)

    assert layout["header"] is False
    assert layout["columns"] == [
        "journal",
        "date",
        "account",
        "auxiliary",
        "label",
        "reference",
        "debit",
        "credit",
    ]


def test_columns_nobody_knows_are_skipped() -> None:
    [entry] = read_custom(
        "Colour;Journal;Numéro;Date;Compte;Libellé;Sens;Montant",
        'blue;VE;12;2025-02-05;411000;"Vente; au détail";D;"1 234,50"',
    )

    assert (entry.label, entry.number, entry.balance_group) == ("Vente; au détail", "12", "12")
    assert entry.debit_cents == 123450


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("", 0),
        ("0", 0),
        ("12", 1200),
        ("12,5", 1250),
        ("12,", 1200),
        ("12.50", 1250),
        ("-12,50", -1250),
        ("+1", 100),
        ("1 234,500", 123450),
        ("1\u202f234\u00a0567,89", 123456789),
    ],
)
def test_an_amount_is_read_in_cents(text: str, cents: int) -> None:
    assert lines.cents(text, ",.", 1) == cents


@pytest.mark.parametrize("text", ["a", "1,234", "1,2,3", ",5", "1e5", "12345678901", "١٢", "--1"])
def test_another_text_is_no_amount(text: str) -> None:
    with pytest.raises(UnreadableError):
        lines.cents(text, ",.", 1)


@pytest.mark.parametrize(
    ("text", "style", "expected"),
    [
        ("05/02/2025", "", "2025-02-05"),
        ("5/2/2025", "DD/MM/YYYY", "2025-02-05"),
        ("05022025", "", "2025-02-05"),
        ("20250205", "", "2025-02-05"),
        ("2025-02-05", "YYYY-MM-DD", "2025-02-05"),
        ("29-02-2024", "", "2024-02-29"),
    ],
)
def test_a_date_is_read(text: str, style: str, expected: str) -> None:
    assert lines.iso_date(text, style, 1) == expected


@pytest.mark.parametrize("text", ["", "29/02/2025", "05/02/25", "20251305x", "2025-02-05T00:00"])
def test_another_text_is_no_date(text: str) -> None:
    with pytest.raises(UnreadableError):
        lines.iso_date(text, "", 1)


def test_an_endless_line_is_refused() -> None:
    with pytest.raises(UnreadableError, match="more than 65536 characters"):
        list(lines.numbered("x" * 70_000, 1))


@given(st.binary(max_size=2000).map(lambda data: data * 300))
def test_the_parts_of_a_file_are_the_file_cut_at_line_ends(content: bytes) -> None:
    parts = blobstore.split(content)

    assert b"".join(parts) == content
    assert {part[-1:] for part in parts[:-1]} <= {b"\n"}
    assert {len(part) >= blobstore.PART_BYTES for part in parts[:-1]} <= {True}
