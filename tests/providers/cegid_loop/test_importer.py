"""What becomes of a request after it was recorded."""

import pytest

from mockserver.testing import MockSandbox, MockServer
from tests.providers.cegid_loop import loop

FEC_HEADER = (
    "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib"
    "|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise"
    "|Idevise"
)
FEC = (
    f"{FEC_HEADER}\r\n"
    "VE|Ventes|1|20250205|411000|Clients|DUPONT|Dupont SA|F1|20250205|Vente|120,00|0,00"
    "|A|20250301|20250228||\r\n"
    "VE|Ventes|1|20250205|707000|Ventes de marchandises|||F1|20250205|Vente|0,00|120,00"
    "|||20250228||\r\n"
)


def test_a_right_file_is_imported(mock_sandbox: MockSandbox) -> None:
    assert loop.outcome(mock_sandbox, loop.SALES) == {"status": 3, "entries": 3}


def test_entries_are_kept_with_what_the_file_says(mock_sandbox: MockSandbox) -> None:
    loop.outcome(mock_sandbox, loop.SALES)

    assert loop.rows(
        mock_sandbox,
        "SELECT line, journal, date, account, auxiliary, label, reference, debit_cents,"
        " credit_cents FROM cegid_loop_entry WHERE import_id ="
        " (SELECT id FROM cegid_loop_import ORDER BY created_at DESC LIMIT 1)",
    ) == [
        (2, "VE", "2025-02-05", "41100000", "DUPONT", "Vente", "F1", 12000, 0),
        (3, "VE", "2025-02-05", "70700000", "", "Vente", "F1", 0, 10000),
        (4, "VE", "2025-02-05", "44571000", "", "TVA", "F1", 0, 2000),
    ]


def test_a_fec_is_imported(mock_sandbox: MockSandbox) -> None:
    assert loop.outcome(mock_sandbox, FEC, loop.IMPORT_FEC) == {"status": 3, "entries": 2}
    assert loop.rows(
        mock_sandbox,
        "SELECT number, account, auxiliary, lettering, lettering_date"
        " FROM cegid_loop_entry WHERE reference = 'F1' ORDER BY line",
    ) == [
        ("1", "41100000", "DUPONT", "A", "2025-03-01"),
        ("1", "70700000", "", "", ""),
    ]


def test_a_custom_file_is_no_fec(mock_sandbox: MockSandbox) -> None:
    assert loop.outcome(mock_sandbox, loop.SALES, loop.IMPORT_FEC) == {
        "status": 4,
        "line": 1,
        "reason": "the first line must name the 18 fields of a FEC in order,"
        " separated by tabs or |",
    }


def test_the_url_of_a_deposit_is_as_good_as_its_uri(mock_sandbox: MockSandbox) -> None:
    url = loop.deposit(mock_sandbox)["depositUrl"]
    loop.put(mock_sandbox, url, loop.SALES)

    id_ = loop.accepted(mock_sandbox, URI="", URL=url)
    mock_sandbox.clock.run_until_idle()

    assert loop.status(mock_sandbox, id_) == {"status": 3}
    assert loop.concluded(mock_sandbox)["entries"] == 3


def test_a_file_without_balance_fails_and_leaves_no_entries(mock_sandbox: MockSandbox) -> None:
    before = loop.rows(mock_sandbox, "SELECT count(*) FROM cegid_loop_entry")

    assert loop.outcome(mock_sandbox, loop.SALES.replace("120,00", "102,00")) == {
        "status": 4,
        "line": 2,
        "reason": "entry VE/2025-02-05 does not balance: debit 102.00, credit 120.00",
    }
    assert loop.rows(mock_sandbox, "SELECT count(*) FROM cegid_loop_entry") == before


@pytest.mark.parametrize(
    ("right", "wrong", "line", "reason"),
    [
        ("05/02/2025", "30/02/2025", 2, "'30/02/2025' is not a date like DD/MM/YYYY"),
        ("120,00", "12O,00", 2, "'12O,00' is not an amount with decimal ',.'"),
        ("120,00", "120,005", 2, "'120,005' has more than two decimals"),
        ("120,00;", "120,00;1", 2, "the line has both a debit and a credit"),
        ("411000", "CLIENT", 2, "'CLIENT' is not a general account"),
        ("VE;05", "an;05", 2, "journal code AN is reserved for opening entries"),
        ("VE;05", ";05", 2, "the journal code is empty"),
        (";;TVA;", ";TVA;", 4, "the line has 7 fields instead of 8"),
        ("Vente;F1;;", '"Vente;F1;;', 3, "the quotes of the line do not match"),
    ],
)
def test_a_bad_line_fails_the_whole_file(
    mock_sandbox: MockSandbox, right: str, wrong: str, line: int, reason: str
) -> None:
    found = loop.outcome(mock_sandbox, loop.SALES.replace(right, wrong))

    assert found["status"] == 4
    assert found["line"] == line
    assert found["reason"].startswith(reason)


@pytest.mark.parametrize("content", [b"", b"\n \n", b"journal;date;compte;debit;credit\n"])
@pytest.mark.parametrize("path", [loop.IMPORT_PERSO])
def test_a_file_without_entries_fails(mock_sandbox: MockSandbox, content: bytes, path: str) -> None:
    assert loop.outcome(mock_sandbox, content, path)["reason"] == "the file has no entries"


@pytest.mark.parametrize("content", [b"\x00" * 1000, bytes(range(256)) * 300, b"\xef\xbb\xbf"])
@pytest.mark.parametrize("path", [loop.IMPORT_PERSO, loop.IMPORT_FEC])
def test_a_file_that_is_no_text_fails(mock_sandbox: MockSandbox, content: bytes, path: str) -> None:
    assert loop.outcome(mock_sandbox, content, path)["status"] == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_the_encoding_is_found_out(mock_sandbox: MockSandbox, encoding: str) -> None:
    content = loop.SALES.replace("DUPONT", "DÉPÔT").encode(encoding)

    assert loop.outcome(mock_sandbox, content)["status"] == 3
    assert loop.rows(
        mock_sandbox, "SELECT count(*) FROM cegid_loop_entry WHERE auxiliary = 'DÉPÔT'"
    ) == [(1,)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\n\n"])
def test_line_ends_do_not_matter(mock_sandbox: MockSandbox, line_end: str) -> None:
    content = loop.SALES.replace("\n", line_end)

    assert loop.outcome(mock_sandbox, content) == {"status": 3, "entries": 3}


def test_entries_in_a_closed_period_fail(mock_sandbox: MockSandbox) -> None:
    content = loop.SALES.replace("2025", "2024")

    assert loop.outcome(mock_sandbox, content, codeIbs="BOULPONT") == {
        "status": 4,
        "line": 2,
        "reason": "the period until 2024-12-31 is closed",
    }


def test_a_known_model_says_where_the_columns_are(mock_sandbox: MockSandbox) -> None:
    content = (
        "BQ\t2025-02-05\t512000\t\tVirement\t-50.00\tD\tx\n"
        "BQ\t2025-02-05\t411000\tDUPONT\tVirement\t-50.00\tC\tx\n"
    )

    assert loop.outcome(mock_sandbox, content, MODELE="banque")["status"] == 3
    assert loop.outcome(mock_sandbox, content, MODELE="CAISSE")["status"] == 4


def test_an_unknown_model_can_be_made_to_fail(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.settings["cegid_loop.unknown_models"] = "fail"

    assert loop.outcome(mock_sandbox, loop.SALES, MODELE="VENTES") == {
        "status": 4,
        "line": 0,
        "reason": "there is no import model 'VENTES'",
    }


def test_without_a_header_the_columns_are_taken_in_their_usual_order(
    mock_sandbox: MockSandbox,
) -> None:
    content = loop.SALES.partition("\n")[2]

    assert loop.outcome(mock_sandbox, content) == {"status": 3, "entries": 3}


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://[", "the URL cannot be parsed"),
        ("not a url", "the URL is not an https address that can be reached"),
        ("http://files.example.com/a", "the URL is not an https address that can be reached"),
        ("https://", "the URL is not an https address that can be reached"),
        (
            "https://looptestcabinetrdd.blob.core.windows.net/",
            "the storage refused the URL: AuthenticationFailed: Signature did not match.",
        ),
        (
            "https://looptestcabinetrdd.blob.core.windows.net/api-import-ecritures-dev/a/b.txt"
            "?sv=2020-08-04&st=2022-03-25T15%3A23%3A51Z&se=2022-03-26T15%3A23%3A51Z&sr=b&sp=r&sig=x",
            "the storage refused the URL: AuthenticationFailed: Signature did not match.",
        ),
    ],
)
def test_a_url_that_cannot_be_fetched_fails_later(
    mock_sandbox: MockSandbox, url: str, reason: str
) -> None:
    loop.accepted(mock_sandbox, URL=url)
    mock_sandbox.clock.run_until_idle()

    assert loop.concluded(mock_sandbox)["status"] == 4
    assert loop.concluded(mock_sandbox)["reason"].startswith(reason)


def test_an_address_outside_is_taken_on_trust(mock_sandbox: MockSandbox) -> None:
    id_ = loop.accepted(mock_sandbox, URL=loop.OUTSIDE)
    mock_sandbox.clock.run_until_idle()

    assert loop.status(mock_sandbox, id_) == {"status": 3}
    assert loop.concluded(mock_sandbox)["entries"] == 0


def test_an_address_outside_can_be_made_to_fail(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.settings["cegid_loop.external_files"] = "fail"
    id_ = loop.accepted(mock_sandbox, URL=loop.OUTSIDE)
    mock_sandbox.clock.run_until_idle()

    assert loop.status(mock_sandbox, id_) == {"status": 4}


@pytest.mark.parametrize(("wanted", "status"), [("failed", 4), ("succeeded", 3), ("auto", 4)])
def test_the_outcome_can_be_forced(mock_sandbox: MockSandbox, wanted: str, status: int) -> None:
    mock_sandbox.settings["cegid_loop.import_outcome"] = wanted

    assert loop.outcome(mock_sandbox, "garbage")["status"] == status


def test_a_deposit_url_that_ended_before_the_importer_came_fails(mock_server: MockServer) -> None:
    world = mock_server.sandbox(settings={"cegid_loop.waiting_ms": 90_000_000})
    url = loop.deposit(world)["depositUrl"]
    loop.put(world, url, loop.SALES)

    loop.accepted(world, URL=url)
    world.clock.run_until_idle()

    assert loop.concluded(world)["status"] == 4
    assert "Signature not valid in the specified time frame" in loop.concluded(world)["reason"]


def test_what_is_uploaded_before_the_importer_comes_is_what_counts(
    mock_sandbox: MockSandbox,
) -> None:
    place = loop.deposit(mock_sandbox)
    id_ = loop.accepted(mock_sandbox, URI=place["uri"])
    mock_sandbox.clock.advance("3s")

    loop.put(mock_sandbox, place["depositUrl"], loop.SALES)
    mock_sandbox.clock.run_until_idle()

    assert loop.status(mock_sandbox, id_) == {"status": 3}


@pytest.mark.parametrize(("operation", "status"), [("importPerso", 4), ("importFEC", 3), (None, 4)])
def test_a_tester_can_let_imports_fail(
    mock_sandbox: MockSandbox, operation: str | None, status: int
) -> None:
    fault = {"provider": "cegid_loop", "kind": "fail-job", "operation": operation, "count": 1}
    mock_sandbox.server.steer(
        "POST",
        f"/sandboxes/{mock_sandbox.name}/faults",
        {name: value for name, value in fault.items() if value is not None},
    )

    assert loop.outcome(mock_sandbox, loop.SALES)["status"] == status
    assert loop.outcome(mock_sandbox, loop.SALES)["status"] == 3
