"""TRA files: fixed width, a header, analytic lines behind general ones."""

import pytest

from mockserver.providers.cegid_loop import tra
from mockserver.providers.cegid_loop.lines import Entry, Share, UnreadableError
from mockserver.testing import MockSandbox
from tests.providers.cegid_loop import loop

HEADER = "***S5CLIJRLETE" + " " * 30
ANY = "filter=codeLettrage==null"


def line(**members: str) -> str:
    """A line of fixed width; what is not said is right."""
    value = {
        "journal": "VE",
        "date": "05022025",
        "nature": "FC",
        "account": "411000",
        "label": "Vente",
        "reference": "F1",
        "direction": "D",
        "amount": "120,00",
        "entry_type": "N",
        "piece": "7",
        "currency": "EUR",
        "amount_code": "E--",
    } | members
    return "".join(
        f"{value.get(name, ''):>{width}}" if name == "amount" else f"{value.get(name, ''):<{width}}"
        for name, width in tra.FIELDS
    )


CUSTOMER = line(type="X", auxiliary="DUPONT", due_date="05032025")
SALE = line(account="70700000", direction="C")
FILE = "\r\n".join([HEADER, CUSTOMER, SALE, ""])


def read(*content: str) -> list[Entry | Share]:
    return list(tra.entries(tra.header(HEADER), "\n".join(content), 2))


def test_a_line_is_175_characters() -> None:
    assert len(CUSTOMER) == 175


def test_a_line_is_read_by_position() -> None:
    assert read(CUSTOMER) == [
        Entry(
            line=2,
            balance_group="VE/7",
            journal="VE",
            number="7",
            date="2025-02-05",
            account="411000",
            auxiliary="DUPONT",
            reference="F1",
            label="Vente",
            debit_cents=12000,
            credit_cents=0,
            due_date="2025-03-05",
        )
    ]


def test_a_line_may_end_behind_the_amount() -> None:
    assert read(CUSTOMER[: tra.SHORTEST])[0].line == 2


def test_other_records_are_skipped() -> None:
    assert [item.line for item in read("***CGN411000 Clients", CUSTOMER)] == [3]


def test_an_analytic_line_is_a_share_of_the_line_before() -> None:
    share = line(account="707000", type="A", auxiliary="EST", direction="C", amount="50,00")

    assert read(CUSTOMER, SALE, share)[2] == Share(3, "", "EST", 0, 5000)


@pytest.mark.parametrize(
    "header", ["", "***S5", "***S5CLIBALETE", "***S4CLIJRLETE", "journal;date"]
)
def test_another_first_line_is_no_tra(header: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        tra.header(header)

    assert caught.value.line == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("VE 05022025", "at least 150 are needed"),
        (line(date="31022025"), "is not a date like DDMMYYYY"),
        (line(amount="1.20"), "is not an amount with decimal ','"),
        (line(direction="X"), "'X' is neither D nor C"),
        (line(journal=""), "the journal code is empty"),
        (line(account="CLIENT"), "is not a general account"),
        (line(type="E"), "lines of type 'E' are not imported"),
        (line(entry_type="S"), "entries of type 'S' are not imported"),
        (line(type="A"), "the section is empty"),
        (line(due_date="31022025"), "is not a date like DDMMYYYY"),
    ],
)
def test_a_bad_line_is_named_with_its_mistake(wrong: str, why: str) -> None:
    with pytest.raises(UnreadableError, match=why) as caught:
        read(CUSTOMER, wrong)

    assert caught.value.line == 3


def test_an_analytic_line_needs_a_line_before_it() -> None:
    with pytest.raises(UnreadableError, match="needs a general line"):
        read(line(type="A", auxiliary="EST"))


def test_a_file_is_imported(mock_sandbox: MockSandbox) -> None:
    assert loop.outcome(mock_sandbox, FILE, loop.IMPORT_TRA) == {"status": 3, "entries": 2}

    entries = loop.found(mock_sandbox, "EcritureComptable", ANY, "CEGID003")
    assert [(one["compteNumero"], one["tiers"], one["refPiece"], one["dateEcheance"])
            for one in entries] == [
        ("41100000", "DUPONT", "F1", "2025-03-05"), ("70700000", None, "F1", None),
    ]  # fmt: skip


def test_sections_of_a_file_are_created_on_the_first_axis(mock_sandbox: MockSandbox) -> None:
    share = line(account="707000", type="A", auxiliary="EST", direction="C")

    loop.outcome(mock_sandbox, FILE + share, loop.IMPORT_TRA)

    entries = loop.found(mock_sandbox, "EcritureComptable", ANY, "CEGID003")
    sections = loop.found(mock_sandbox, "section", "select=code", "CEGID003")
    assert entries[1]["axeAna"] == [{"axe": "AXE", "section": "EST", "debit": 0.0, "credit": 120.0}]
    assert sections == [{"code": "EST"}, {"code": "SECA@AXE"}]


def test_a_share_may_stand_in_another_part_than_its_line(mock_sandbox: MockSandbox) -> None:
    many = [CUSTOMER, SALE] * 2500
    share = line(account="707000", type="A", auxiliary="EST", direction="C", amount="1,00")
    content = "\r\n".join([HEADER, *(part for sale in many for part in (
        [sale] if sale is CUSTOMER else [sale, share]))])  # fmt: skip

    assert loop.outcome(mock_sandbox, content, loop.IMPORT_TRA)["status"] == 3
    assert loop.rows(
        mock_sandbox,
        "SELECT count(*), count(DISTINCT s.line) FROM cegid_loop_share AS s"
        " JOIN cegid_loop_entry AS e ON e.import_id = s.import_id AND e.line = s.line"
        " WHERE e.account = '70700000' AND s.section = 'EST'",
    ) == [(2500, 2500)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (FILE.replace("120,00", "121,00", 1), "entry VE/7 does not balance"),
        (FILE.replace("VE ", "XX ", 2), "there is no journal 'XX'"),
        (HEADER, "the file has no entries"),
        (loop.SALES, "the first line of a TRA begins with ***S5"),
    ],
)
def test_a_bad_file_ends_with_status_4(
    mock_sandbox: MockSandbox, content: str, reason: str
) -> None:
    found = loop.outcome(mock_sandbox, content, loop.IMPORT_TRA)

    assert found["status"] == 4
    assert found["reason"].startswith(reason)


def test_a_refused_request_has_the_words_of_the_others(mock_sandbox: MockSandbox) -> None:
    response = loop.post(mock_sandbox, loop.IMPORT_TRA, URI="a", URL=loop.OUTSIDE)

    assert loop.message(response).startswith("Ambiguité sur le chemin d'accès")
