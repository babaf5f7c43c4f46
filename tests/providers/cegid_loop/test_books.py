"""What imports leave in the books of a dossier, and how entries are read."""

import tracemalloc

import pytest

from benchmarks import cegid_fec
from mockserver.testing import MockSandbox
from tests.providers.cegid_loop import loop
from tests.providers.cegid_loop.test_importer import FEC, FEC_HEADER

NEEDED = "Un filtre sur codeLettrage ou ecritureOrigine est obligatoire."
LETTERING = "0d07ade2-c4fa-4892-90bd-2dbd50d1c6b7"
ANY = "filter=codeLettrage==null||codeLettrage!=null"


def fec(*lines: str) -> str:
    return "\r\n".join([FEC_HEADER, *lines])


def test_a_fec_leaves_entries_accounts_journals_and_third_parties(
    mock_sandbox: MockSandbox,
) -> None:
    content = FEC.replace("|411000|", "|411789|").replace("VE|Ventes", "VX|Ventes export")

    assert loop.outcome(mock_sandbox, content, loop.IMPORT_FEC)["status"] == 3

    account = loop.found(mock_sandbox, "compte", 'filter=numero=="41178900"', "CEGID003")
    journal = loop.found(mock_sandbox, "journal", 'filter=code=="VX"', "CEGID003")
    third = loop.found(mock_sandbox, "tiersClient", 'filter=code=="DUPONT"', "CEGID003")
    assert [one["libelle"] for one in account] == ["Clients"]
    assert [(one["libelle"], one["type"]) for one in journal] == [("Ventes export", 2)]
    assert [one["raisonSociale"] for one in third] == ["Dupont SA"]
    assert len(loop.found(mock_sandbox, "EcritureComptable", ANY, "CEGID003")) == 2


def test_nothing_is_in_the_books_before_the_import_has_succeeded(mock_sandbox: MockSandbox) -> None:
    loop.accepted(mock_sandbox, loop.IMPORT_FEC, URI=loop.deposited(mock_sandbox, FEC))
    mock_sandbox.clock.advance("3s")

    assert loop.found(mock_sandbox, "tiersClient", dossier="CEGID003") == []
    assert loop.found(mock_sandbox, "EcritureComptable", ANY, "CEGID003") == []


def test_a_failed_import_leaves_nothing(mock_sandbox: MockSandbox) -> None:
    content = FEC.replace("0,00|120,00", "0,00|121,00")

    assert loop.outcome(mock_sandbox, content, loop.IMPORT_FEC)["status"] == 4
    assert loop.found(mock_sandbox, "tiersClient", dossier="CEGID003") == []
    assert loop.rows(mock_sandbox, "SELECT count(*) FROM cegid_loop_mentioned"
                     " WHERE code = 'DUPONT'") == [(0,)]  # fmt: skip


def test_a_packet_that_balances_is_lettered_and_another_is_not(mock_sandbox: MockSandbox) -> None:
    sale = "VE|Ventes|{}|20250205|411000|Clients|{}||F|20250205|Vente|{}|{}|{}|20250301|20250228||"
    content = fec(
        sale.format(1, "A", "120,00", "0,00", "AA"),
        sale.format(1, "A", "0,00", "120,00", "AA"),
        sale.format(2, "B", "50,00", "0,00", "AA"),
        sale.format(2, "C", "0,00", "50,00", "AB"),
    )
    loop.outcome(mock_sandbox, content, loop.IMPORT_FEC)

    lettered = loop.found(
        mock_sandbox, "EcritureComptable", "filter=codeLettrage!=null", "CEGID003"
    )
    others = loop.found(mock_sandbox, "EcritureComptable", "filter=codeLettrage==null", "CEGID003")

    assert [(one["tiers"], one["dateLettrage"]) for one in lettered] == [
        ("A", "2025-03-01"),
        ("A", "2025-03-01"),
    ]
    assert len({one["codeLettrage"] for one in lettered}) == 1
    assert [(one["tiers"], one["dateLettrage"]) for one in others] == [("B", None), ("C", None)]


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ("VE;", "XX;", "there is no journal 'XX'"),
        ("707000", "799999", "there is no account '79999900'"),
    ],
)
def test_a_custom_file_needs_known_journals_and_accounts(
    mock_sandbox: MockSandbox, right: str, wrong: str, reason: str
) -> None:
    content = loop.SALES.replace(right, wrong)

    assert loop.outcome(mock_sandbox, content)["reason"] == reason
    mock_sandbox.settings["cegid_loop.unknown_accounts"] = "create"
    assert loop.outcome(mock_sandbox, content)["status"] == 3


def test_accounts_can_be_left_as_they_are_written(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.settings["cegid_loop.account_digits"] = 0
    loop.outcome(mock_sandbox, FEC, loop.IMPORT_FEC)

    assert loop.found(mock_sandbox, "compte", 'filter=numero=="411000"', "CEGID003")


def test_entries_belong_to_the_establishment_of_the_request(mock_sandbox: MockSandbox) -> None:
    loop.outcome(mock_sandbox, loop.SALES)
    loop.outcome(mock_sandbox, loop.SALES, SIRET="07955542100027")

    entries = loop.found(mock_sandbox, "EcritureComptable", ANY, "CEGID003")

    assert [one["SIRET"] for one in entries] == ["07955542100019"] * 3 + ["07955542100027"] * 3


def test_an_entry_is_shown_with_all_its_members(mock_sandbox: MockSandbox) -> None:
    query = f'filter=codeLettrage=="{LETTERING}"'

    bill, payment = loop.found(mock_sandbox, "EcritureComptable", query)

    assert payment["journalCode"] == "BQ"
    assert {name: bill[name] for name in bill if name != "revisionId"} == {
        "objectId": "2f7d1c64-8b3e-4a95-b0c7-000000000003",
        "date": "2025-01-07",
        "journalCode": "AC",
        "compteNumero": "40100000",
        "tiers": "MOULINDUBOURG",
        "libelle": "Farine de janvier",
        "refPiece": "A-118",
        "datePiece": "2025-01-07",
        "dateEcheance": "2025-02-07",
        "debit": 0.0,
        "credit": 675.2,
        "codeLettrage": LETTERING,
        "dateLettrage": "2025-02-07",
        "ecritureOrigine": None,
        "ecritureMere": None,
        "type": 1,
        "SIRET": "90000011800019",
        "axeAna": [],
    }


def test_an_entry_leads_to_the_one_it_comes_from(mock_sandbox: MockSandbox) -> None:
    origin = "5b0c7a52-93d4-4c0e-8f5e-000000000003"

    [reversal] = loop.found(
        mock_sandbox, "EcritureComptable", f'filter=ecritureOrigine == "{origin}"'
    )
    [sale] = [one for one in loop.found(mock_sandbox, "EcritureComptable", ANY)
              if one["objectId"] == origin]  # fmt: skip

    assert (reversal["debit"], sale["credit"]) == (200.0, 200.0)
    assert reversal["SIRET"] == "90000011800027"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "filter=",
        'filter=journalCode=="VE"',
        'filter=journalCode=="codeLettrage"',
        "filter=codeJournal!=null",
    ],
)
def test_entries_are_never_read_without_a_filter_on_lettering_or_origin(
    mock_sandbox: MockSandbox, query: str
) -> None:
    assert loop.message(loop.read(mock_sandbox, "EcritureComptable", query), 400) == NEEDED


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("filter=codeLettrage!=null", 2),
        ("filter=codeLettrage==null", 11),
        ("filter=!(codeLettrage==null)", 2),
        ("filter=codeLettrage==null||ecritureOrigine!=null", 11),
        ("filter=ecritureOrigine!=null", 2),
        ('filter=codeLettrage==null&&journalCode=="VE"', 6),
        ('filter=codeLettrage==null&&codeJournal=="VE"', 6),
        ('filter=codeLettrage==null && datePiece>="2025-01-06" && refPiece!="A-118"', 6),
        ('filter=codeLettrage==null%26%26compteNumero=="41100000"', 2),
        (f'filter="{LETTERING}"==codeLettrage', 2),
        (f'filter=codeLettrage!="{LETTERING}"', 11),
        ('filter=codeLettrage=="x"||ecritureOrigine=="y"', 0),
    ],
)
def test_entries_are_filtered(mock_sandbox: MockSandbox, query: str, count: int) -> None:
    assert len(loop.found(mock_sandbox, "EcritureComptable", query)) == count


def test_entries_are_sorted_and_cut(mock_sandbox: MockSandbox) -> None:
    query = "filter=codeLettrage==null&sort=debit:desc&&libelle&skip=1&take=2&select=debit"

    assert loop.found(mock_sandbox, "EcritureComptable", query) == [
        {"debit": 211.0},
        {"debit": 200.0},
    ]


@pytest.mark.parametrize("query", ["", "&take=500", "&sort=line", "&sort=libelle:desc&take=101"])
def test_at_most_100_entries_are_read_at_once(mock_sandbox: MockSandbox, query: str) -> None:
    loop.outcome(mock_sandbox, cegid_fec.fec(300), loop.IMPORT_FEC)

    entries = loop.found(
        mock_sandbox, "EcritureComptable", f"filter=codeLettrage==null{query}", "CEGID003"
    )

    assert len(entries) == 100
    assert len({entry["objectId"] for entry in entries}) == 100


def test_a_page_after_the_first_100_is_reached_by_skipping(mock_sandbox: MockSandbox) -> None:
    loop.outcome(mock_sandbox, cegid_fec.fec(300), loop.IMPORT_FEC)

    query = "filter=codeLettrage==null&sort=objectId&skip={}&take=100&select=objectId"
    pages = [
        loop.found(mock_sandbox, "EcritureComptable", query.format(skip), "CEGID003")
        for skip in (0, 100, 200, 300)
    ]

    assert [len(page) for page in pages] == [100, 100, 100, 0]
    assert len({one["objectId"] for page in pages for one in page}) == 300


def test_memory_does_not_grow_with_the_file(mock_sandbox: MockSandbox) -> None:
    peaks = []
    for lines in (6_000, 24_000):
        imported = cegid_fec.Import(mock_sandbox, cegid_fec.fec(lines))
        tracemalloc.start()
        imported.run()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert max(peaks) < 8_000_000
    assert peaks[1] < 2 * peaks[0]


@pytest.mark.parametrize("encoding", ["iso-8859-15", "cp1252", "utf-8", "utf-8-sig"])
def test_a_fec_may_have_the_encodings_of_french_files(
    mock_sandbox: MockSandbox, encoding: str
) -> None:
    content = FEC.replace("Vente|", "Œuvre à 5 €|")

    loop.outcome(mock_sandbox, content.encode(encoding), loop.IMPORT_FEC)

    entries = loop.found(mock_sandbox, "EcritureComptable", ANY, "CEGID003")
    assert {entry["libelle"] for entry in entries} == {"Œuvre à 5 €"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("fec.txt", "a FEC is called <SIREN>FEC<YYYYMMDD>.txt, not 'fec.txt'"),
        ("842008161FEC20251231.txt", "the FEC is that of SIREN 842008161, not of 079555421"),
        ("079555421FEC20251331.txt", "20251331 is not the end of a year"),
        ("079555421FEC20251231.txt", None),
    ],
)
def test_a_fec_can_be_held_to_its_legal_name(
    mock_sandbox: MockSandbox, name: str, reason: str | None
) -> None:
    mock_sandbox.settings["cegid_loop.fec_legal_names"] = True
    uri = loop.deposited(mock_sandbox, FEC, name)

    loop.accepted(mock_sandbox, loop.IMPORT_FEC, URI=uri)
    mock_sandbox.clock.run_until_idle()

    assert loop.concluded(mock_sandbox).get("reason") == reason
