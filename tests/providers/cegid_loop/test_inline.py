"""importJson: what is refused at once, and what the importer makes of the rest."""

from typing import Any

import pytest

from mockserver.testing import MockSandbox
from tests.providers.cegid_loop import loop

NO_PAYLOAD = "Il n'y a pas de payload : la méthode est-elle bien en POST dans la requête ?"
NO_CONTEXT = "Le contexte est obligatoire sans l'option multiPeriode"
NO_ENTRIES = "Il n'y a pas d'écritures à importer (l'objet écritures est vide)"
NO_ARRAY = "Les écritures doivent être présentées sous formes de tableau"
TOO_FEW = "Le tableau d'écritures doit comporter au moins deux lignes"
ISO = "doivent être au format ISO 'YYYY-MM-DDTHH:mm:ss.SSSZ'"
BAD_CONTEXT = f"Les dates du contexte {ISO}"
BAD_DOCUMENT = "La date du justificatif doit être au format ISO 'YYYY-MM-DDTHH:mm:ss.SSSZ'"
HALF = "Les dates de début et fin de cut-off doivent être renseignées ensemble"
BAD_START = "La date de début de cut-off doit être au format ISO 'YYYY-MM-DDTHH:mm:ss.SSSZ'"
BAD_END = "La date de fin de cut-off doit être au format ISO 'YYYY-MM-DDTHH:mm:ss.SSSZ'"
BAD_SIRET = (
    "Le numéro SIRET est invalide : il doit comporter 14 chiffres et respecter l'algorithme de Luhn"
)
SEVERAL = "Les SIRET des écritures doivent appartenir à la même entreprise (SIREN identique)"
DAY = "2025-02-05T00:00:00.000Z"
ANY = "filter=codeLettrage==null||codeLettrage!=null"


def with_members(number: int, **members: Any) -> list[dict[str, Any]]:
    """The two right entries, one of them with more members."""
    return [entry | (members if at == number else {}) for at, entry in enumerate(loop.ENTRIES, 1)]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b'{"a": NaN}', b"[" * 9000]
)
def test_message_1_no_payload(mock_sandbox: MockSandbox, body: bytes) -> None:
    response = mock_sandbox.cegid_loop.request("POST", loop.IMPORT_JSON, data=body)

    assert loop.message(response) == NO_PAYLOAD


@pytest.mark.parametrize("context", [None, {}, "", "2025", [], 1])
@pytest.mark.parametrize("options", [None, {}, {"multiPeriode": False}, {"multiPeriode": "true"}])
def test_message_2_no_context(mock_sandbox: MockSandbox, context: Any, options: Any) -> None:
    response = loop.import_json(mock_sandbox, contexte=context, options=options)

    assert loop.message(response) == NO_CONTEXT


def test_several_periods_need_no_context(mock_sandbox: MockSandbox) -> None:
    options = {"multiPeriode": True}

    assert loop.json_outcome(mock_sandbox, contexte=None, options=options)["status"] == 3


@pytest.mark.parametrize("entries", [None, [], {}, "", False])
def test_message_3_no_entries(mock_sandbox: MockSandbox, entries: Any) -> None:
    assert loop.message(loop.import_json(mock_sandbox, ecritures=entries)) == NO_ENTRIES


@pytest.mark.parametrize("entries", [{"0": {}}, "x", 1, True])
def test_message_4_no_array(mock_sandbox: MockSandbox, entries: Any) -> None:
    assert loop.message(loop.import_json(mock_sandbox, ecritures=entries)) == NO_ARRAY


def test_message_5_too_few(mock_sandbox: MockSandbox) -> None:
    assert loop.message(loop.import_json(mock_sandbox, ecritures=loop.ENTRIES[:1])) == TOO_FEW


@pytest.mark.parametrize(
    "context",
    [
        {"from": DAY},
        {"from": DAY, "to": "2025-12-31"},
        {"from": "2025-02-30T00:00:00.000Z", "to": DAY},
        {"from": "2025-02-05T00:00:00Z", "to": DAY},
        {"from": "2025-02-05T00:00:00.000+01:00", "to": DAY},
        {"from": 20250205, "to": DAY},
    ],
)
def test_message_6_dates_of_the_context(mock_sandbox: MockSandbox, context: dict[str, Any]) -> None:
    assert loop.message(loop.import_json(mock_sandbox, contexte=context)) == BAD_CONTEXT


@pytest.mark.parametrize(
    ("members", "text"),
    [
        ({"dateJustif": "2025-02-05"}, BAD_DOCUMENT),
        ({"dateJustif": {}}, BAD_DOCUMENT),
        ({"debCutOff": DAY}, HALF),
        ({"finCutOff": DAY, "debCutOff": ""}, HALF),
        ({"debCutOff": "2025-02-05", "finCutOff": DAY}, BAD_START),
        ({"debCutOff": DAY, "finCutOff": "tomorrow"}, BAD_END),
        ({"SIRET": "12345678900010"}, f"{BAD_SIRET} sur l'écriture numéro 2"),
        ({"SIRET": 7955542100027}, f"{BAD_SIRET} sur l'écriture numéro 2"),
    ],
    ids=["7", "7 object", "8 no end", "8 no start", "9", "10", "11", "11 number"],
)
def test_messages_7_to_11_about_an_entry(
    mock_sandbox: MockSandbox, members: dict[str, Any], text: str
) -> None:
    response = loop.import_json(mock_sandbox, ecritures=with_members(2, **members))

    assert loop.message(response) == text


def test_message_12_several_companies(mock_sandbox: MockSandbox) -> None:
    entries = [
        loop.ENTRIES[0] | {"SIRET": "07955542100019"},
        loop.ENTRIES[1] | {"SIRET": "84200816100015"},
    ]

    assert loop.message(loop.import_json(mock_sandbox, ecritures=entries)) == SEVERAL


def test_message_12_counts_the_siret_of_the_request(mock_sandbox: MockSandbox) -> None:
    entries = with_members(1, SIRET="84200816100015")

    response = loop.import_json(mock_sandbox, SIRET="07955542100019", ecritures=entries)

    assert loop.message(response) == SEVERAL


def test_message_13_unknown_establishment(mock_sandbox: MockSandbox) -> None:
    response = loop.import_json(mock_sandbox, ecritures=with_members(1, SIRET="07955542100035"))

    assert loop.message(response) == (
        "L'établissement correspondant au SIRET 07955542100035 n'est pas reconnu"
        " pour le dossier CEGID003"
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"codeIbs": ""}, "Le codeIbs n'est pas spécifié."),
        ({"codeIbs": "NOWHERE"}, "Le dossier NOWHERE n'existe pas sur le domaine."),
        (
            {"codeIbs": "CEGID009"},
            "Le collaborateur API_CABINET n'a pas accès au dossier CEGID009",
        ),
        ({"SIRET": "1"}, BAD_SIRET),
    ],
)
def test_the_dossier_is_checked_as_for_files(
    mock_sandbox: MockSandbox, body: dict[str, str], text: str
) -> None:
    assert loop.message(loop.import_json(mock_sandbox, **body)) == text


def test_the_messages_come_in_the_order_of_the_page(mock_sandbox: MockSandbox) -> None:
    wrong: list[dict[str, Any]] = [
        {"dateJustif": "x", "debCutOff": "x", "finCutOff": "x", "SIRET": "1"},
        {"debCutOff": "x", "SIRET": "07955542100035"},
    ]
    mended: list[dict[str, Any]] = [
        {"contexte": None, "ecritures": None},
        {"contexte": {"from": "x"}, "ecritures": None},
        {"contexte": {"from": "x"}, "ecritures": "x"},
        {"contexte": {"from": "x"}, "ecritures": wrong[:1]},
        {"contexte": {"from": "x"}, "ecritures": wrong},
        {"ecritures": wrong},
        {"ecritures": [wrong[0] | {"dateJustif": DAY}, wrong[1]]},
        {"ecritures": [wrong[0] | {"dateJustif": DAY}, wrong[1] | {"finCutOff": DAY}]},
        {"ecritures": [wrong[0] | {"dateJustif": DAY, "debCutOff": DAY},
                       wrong[1] | {"debCutOff": DAY, "finCutOff": DAY}]},
        {"ecritures": [{"SIRET": "1"}, {"SIRET": "07955542100035"}]},
        {"ecritures": [{"SIRET": "84200816100015"}, {"SIRET": "07955542100035"}]},
        {"ecritures": [{"SIRET": "07955542100019"}, {"SIRET": "07955542100035"}]},
    ]  # fmt: skip

    texts = [loop.message(loop.import_json(mock_sandbox, **body)) for body in mended]

    assert texts == [
        NO_CONTEXT,
        NO_ENTRIES,
        NO_ARRAY,
        TOO_FEW,
        BAD_CONTEXT,
        BAD_DOCUMENT,
        HALF,
        BAD_START,
        BAD_END,
        f"{BAD_SIRET} sur l'écriture numéro 1",
        SEVERAL,
        "L'établissement correspondant au SIRET 07955542100035 n'est pas reconnu"
        " pour le dossier CEGID003",
    ]


def test_right_entries_are_in_the_books(mock_sandbox: MockSandbox) -> None:
    assert loop.json_outcome(mock_sandbox) == {"status": 3, "entries": 2}

    entries = loop.found(mock_sandbox, "EcritureComptable", ANY, "CEGID003")
    assert [(one["compteNumero"], one["debit"], one["credit"], one["type"]) for one in entries] == [
        ("41100000", 120.0, 0.0, 7),
        ("70700000", 0.0, 120.0, 7),
    ]
    assert [one["code"] for one in loop.found(mock_sandbox, "tiersClient", "", "CEGID003")] == [
        "DUPONT"
    ]


def test_entries_are_split_by_establishment(mock_sandbox: MockSandbox) -> None:
    loop.json_outcome(mock_sandbox, ecritures=with_members(2, SIRET="07955542100027"))

    entries = loop.found(mock_sandbox, "EcritureComptable", ANY, "CEGID003")

    assert [one["SIRET"] for one in entries] == ["07955542100019", "07955542100027"]


@pytest.mark.parametrize(
    ("members", "line", "reason"),
    [
        ({"compte": "abc"}, 2, "'abc' is not a general account"),
        ({"compte": "79999999"}, 2, "there is no account '79999999'"),
        ({"journal": "XX"}, 2, "there is no journal 'XX'"),
        ({"journal": ""}, 2, "there is no journal ''"),
        ({"date": ""}, 2, "the date is empty"),
        ({"date": "05/02/2025"}, 2, "'05/02/2025' is not a date like YYYY-MM-DD"),
        ({"date": "2024-02-05"}, 2, "the date is not in the context from 2025-01-01 to 2025-12-31"),
        ({"credit": {"amount": "x"}}, 2, "'x' is not an amount with decimal ',.'"),
        ({"credit": {"amount": True}}, 2, "true is not an amount"),
        ({"debit": 5}, 2, "the entry has both a debit and a credit"),
        ({"codeLettrage": "A"}, 2, "lettering 'A' does not balance"),
        ({"axeAna": {"AXE": [1]}}, 2, "a share of axis AXE is not an object"),
        ({"axeAna": {"AXE": [{}]}}, 2, "a share of axis AXE names no section"),
        ({"axeAna": {"NONE": [{"section": "S"}]}}, 2, "there is no axis 'NONE'"),
    ],
)
def test_what_only_the_importer_can_see_ends_with_status_4(
    mock_sandbox: MockSandbox, members: dict[str, Any], line: int, reason: str
) -> None:
    found = loop.json_outcome(mock_sandbox, ecritures=with_members(2, **members))

    assert found == {"status": 4, "line": line, "reason": reason}


def test_an_entry_that_is_no_object_ends_with_status_4(mock_sandbox: MockSandbox) -> None:
    found = loop.json_outcome(mock_sandbox, ecritures=[1, "x"])

    assert found == {"status": 4, "line": 1, "reason": "the entry is not an object"}


def test_only_analytic_accounts_take_shares(mock_sandbox: MockSandbox) -> None:
    entries = with_members(1, axeAna={"AXE": [{"section": "S"}]})

    found = loop.json_outcome(mock_sandbox, ecritures=entries)

    assert found == {"status": 4, "line": 1, "reason": "account 41100000 is not analytic"}


@pytest.mark.parametrize(
    "shares",
    [
        {
            "axeAna": {
                "AXE": [{"section": "EST", "montant": 30}, {"section": "OUEST", "amount": 90}]
            }
        },
        {"axeAnaAXE": [{"section": "EST", "pourcentage": 25}, {"code": "OUEST", "montant": "90"}]},
    ],
)
def test_sections_are_created(mock_sandbox: MockSandbox, shares: dict[str, Any]) -> None:
    loop.json_outcome(mock_sandbox, ecritures=with_members(2, **shares))

    sections = loop.found(mock_sandbox, "section", 'filter=axe.code=="AXE"', "CEGID003")
    entries = loop.found(mock_sandbox, "EcritureComptable", ANY, "CEGID003")
    assert [section["code"] for section in sections] == ["EST", "OUEST", "SECA@AXE"]
    assert entries[1]["axeAna"] == [
        {"axe": "AXE", "section": "EST", "debit": 0.0, "credit": 30.0},
        {"axe": "AXE", "section": "OUEST", "debit": 0.0, "credit": 90.0},
    ]


def test_unknown_accounts_and_journals_are_created_when_asked(mock_sandbox: MockSandbox) -> None:
    options = {"createNewComptes": True, "createNewJournaux": True}
    entries = [{**entry, "journal": "WEB", "journalLib": "Boutique"} for entry in loop.ENTRIES]
    entries[1] |= {"compte": "70712300", "compteLib": "Ventes en ligne"}

    loop.json_outcome(mock_sandbox, options=options, ecritures=entries)

    [journal] = loop.found(mock_sandbox, "journal", 'filter=code=="WEB"', "CEGID003")
    [account] = loop.found(mock_sandbox, "compte", 'filter=numero=="70712300"', "CEGID003")
    assert (journal["libelle"], account["libelle"]) == ("Boutique", "Ventes en ligne")


def test_unknown_accounts_and_journals_can_have_a_default(mock_sandbox: MockSandbox) -> None:
    account = loop.found(mock_sandbox, "compte", 'filter=numero=="47100000"', "CEGID003")[0]
    journal = loop.found(mock_sandbox, "journal", 'filter=code=="OD"', "CEGID003")[0]
    options = {"defaultCompte": account["objectId"], "defaultJournalId": journal["objectId"]}

    loop.json_outcome(
        mock_sandbox, options=options, ecritures=with_members(2, compte="799", journal="XX")
    )

    entry = loop.found(mock_sandbox, "EcritureComptable", ANY, "CEGID003")[1]
    assert (entry["compteNumero"], entry["journalCode"]) == ("47100000", "OD")


def test_unknown_third_parties_can_be_posted_on_the_waiting_one(mock_sandbox: MockSandbox) -> None:
    loop.json_outcome(mock_sandbox, options={"createNewTiers": False})

    entries = loop.found(mock_sandbox, "EcritureComptable", ANY, "CEGID003")
    assert [entry["tiers"] for entry in entries] == ["ATTENTE", None]
    assert loop.found(mock_sandbox, "tiersClient", "", "CEGID003") == []


def test_an_unbalanced_group_is_balanced_on_the_waiting_account(mock_sandbox: MockSandbox) -> None:
    entries = with_members(2, credit={"amount": 100})

    assert loop.json_outcome(mock_sandbox, ecritures=entries) == {"status": 3, "entries": 3}
    added = loop.found(mock_sandbox, "EcritureComptable", ANY, "CEGID003")[2]
    assert (added["compteNumero"], added["debit"], added["credit"]) == ("47100000", 0.0, 20.0)


@pytest.mark.parametrize(
    ("options", "outcome"),
    [
        (
            {"failOnUnbalanced": True},
            {
                "status": 4,
                "line": 1,
                "reason": "entry VE/2025-02-05 does not balance: debit 120.00, credit 100.00",
            },
        ),
        ({"balanceAuto": False}, {"status": 3, "entries": 2}),
    ],
)
def test_balancing_can_be_refused_or_left_out(
    mock_sandbox: MockSandbox, options: dict[str, Any], outcome: dict[str, Any]
) -> None:
    entries = with_members(2, credit={"amount": 100})

    assert loop.json_outcome(mock_sandbox, options=options, ecritures=entries) == outcome


@pytest.mark.parametrize(
    ("options", "members"),
    [
        ({"formatDate": "DD/MM/YYYY"}, {"date": "05/02/2025"}),
        ({"formatDate": "YYYY-MM-DDTHH:mm:ss.SSSZ"}, {"date": DAY}),
        ({"formatDate": "[(*YYYYYYYY"}, {"date": "2025-02-05"}),
        ({}, {"date": DAY}),
        ({"separatorDecimal": ","}, {"credit": {"amount": "120,00"}}),
        ({}, {"credit": "120.00"}),
        ({}, {"credit": 120, "debit": {"amount": 0}}),
        ({"formatDate": 1, "separatorDecimal": 2}, {}),
    ],
)
def test_dates_and_amounts_are_read_as_the_options_say(
    mock_sandbox: MockSandbox, options: dict[str, Any], members: dict[str, Any]
) -> None:
    entries = with_members(2, **members)

    assert loop.json_outcome(mock_sandbox, options=options, ecritures=entries)["status"] == 3
    found = loop.found(mock_sandbox, "EcritureComptable", ANY, "CEGID003")
    assert (found[1]["date"], found[1]["credit"]) == ("2025-02-05", 120.0)


def test_a_reference_is_created_when_asked(mock_sandbox: MockSandbox) -> None:
    entries = [{**entry, "refPiece": ""} for entry in loop.ENTRIES]

    loop.json_outcome(mock_sandbox, options={"createPieceRef": True}, ecritures=entries)

    found = loop.found(mock_sandbox, "EcritureComptable", ANY, "CEGID003")
    assert {entry["refPiece"] for entry in found} == {"VE20250205"}


def test_a_lettering_is_of_one_account(mock_sandbox: MockSandbox) -> None:
    entries = [{**entry, "codeLettrage": "A"} for entry in loop.ENTRIES]

    assert loop.json_outcome(mock_sandbox, ecritures=entries)["reason"] == (
        "lettering 'A' is used on two accounts"
    )


def test_keys_may_be_in_any_case(mock_sandbox: MockSandbox) -> None:
    body = {
        "CODEIBS": "CEGID003",
        "DATA": {
            "Contexte": {"FROM": DAY, "To": DAY},
            "ECRITURES": [
                {key.upper(): value for key, value in entry.items()} for entry in loop.ENTRIES
            ],
        },
    }

    answer = mock_sandbox.cegid_loop.request("POST", loop.IMPORT_JSON, json=body).json()
    mock_sandbox.clock.run_until_idle()

    assert loop.status(mock_sandbox, answer["accountingImportRequestId"]) == {"status": 3}
