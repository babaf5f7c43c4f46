"""How a client imports a file into a dossier of Cegid Loop: deposit, upload, import, follow."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from requests import Response

from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

BASE = "/loop-api-publiques"
PERSO, FEC = f"{BASE}/importPerso", f"{BASE}/importFEC"
TRA, JSON = f"{BASE}/importTRA", f"{BASE}/importJson"
STATUS, DEPOSIT = f"{BASE}/getImportStatus", f"{BASE}/getFileUrlDeposit"

PERSO_PAGE = "developer portal: EcritureComptableImportPerso"
FEC_PAGE = "developer portal: EcritureComptableImportFec"
JSON_PAGE = "developer portal: EcritureComptableImportJson"
FILE_PAGE = "developer portal: EcritureComptableImportURIFichier"
SIBLINGS = "published for a sibling import, taken to hold for this one"

LATER = "what only the importer can see is taken to surface as status 4"

MODEL = "IMPORTPERSO"
OUTSIDE = "https://files.example.com/ecritures.csv"
GARBAGE = "This is a contract test, not a list of entries.\r\n"
UNKNOWN_URI = "142ae28e-bb2e-4a1d-a8a1-17d59e55b7ca/fichier.txt"
UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
WAITING, SUCCEEDED, FAILED = 1, 3, 4

REFUSED = (200, 400)
"""Errors are documented with 200 on the page of importJson; 400 would not surprise a client."""

BOTH = pytest.mark.parametrize("path", [PERSO, FEC])


def body(target: Target, **members: object) -> dict[str, object]:
    """A right request for a file that is not there; `members` go in, None takes one out."""
    right = {"codeIbs": target.subject["codeIbs"], "URI": UNKNOWN_URI, "MODELE": MODEL}
    return {name: value for name, value in {**right, **members}.items() if value is not None}


def send(target: Target, path: str = PERSO, **members: object) -> Response:
    """Ask for an import.

    Entries cannot be taken back through the API. So on a real account nothing is imported: the
    file is missing or holds GARBAGE; a test whose file is right needs("disposable").
    """
    return target.session.post(path, json=body(target, **members))


def request_id(response: Response) -> str:
    """The id of a request that was recorded."""
    answer = expect(response, 200)
    assert list(answer) == ["accountingImportRequestId"]
    id_: str = answer["accountingImportRequestId"]
    return id_


def message(response: Response) -> str:
    """The French text of a refusal of the import service."""
    answer = expect(response, *REFUSED)
    assert list(answer) == ["error"]
    assert sorted(answer["error"]) == ["instanceId", "message"]
    text: str = answer["error"]["message"]
    return text


def deposit(target: Target, name: str = "fichier.csv") -> dict[str, str]:
    """Where to upload a file of this name, and its URI."""
    place: dict[str, str] = expect(target.session.get(DEPOSIT, params={"filename": name}), 200)
    return place


def upload(target: Target, url: str, content: str) -> Response:
    """PUT the file; the URL is the only credential."""
    headers = {"x-ms-blob-type": "BlockBlob", "Content-Type": "application/octet-stream"}
    return target.anonymous().put(url, data=content.encode(), headers=headers)


def deposited(target: Target, content: str, name: str = "fichier.csv") -> dict[str, str]:
    """Deposit a file; its address and URI."""
    place = deposit(target, name)
    assert_status(upload(target, place["depositUrl"], content), 201)
    return place


def status(target: Target, id_: str) -> Any:
    """How far a request is."""
    answer = expect(target.session.get(STATUS, params={"accountingImportRequestId": id_}), 200)
    return answer["status"]


def statuses(target: Target, id_: str) -> list[int]:
    """Every status that a client sees until the request is finished."""
    seen: list[int] = []

    def finished() -> bool:
        seen.append(status(target, id_))
        return seen[-1] in (SUCCEEDED, FAILED)

    target.until(finished, within=600)
    return seen


def custom_file(target: Target, debit: str = "12,00", credit: str = "12,00") -> str:
    """Two lines of today with a header, in the order that integrators use."""
    day, label = f"{datetime.now(UTC):%d/%m/%Y}", target.unique("vente")
    return (
        "journal;date;compte;auxiliaire;libelle;piece;debit;credit\r\n"
        f"VE;{day};411000;;{label};F1;{debit};\r\n"
        f"VE;{day};707000;;{label};F1;;{credit}\r\n"
    )


def fec_file(target: Target, debit: str = "12,00", credit: str = "12,00") -> str:
    """Two lines of today with the 18 fields of the law, separated by tabs."""
    day, label = f"{datetime.now(UTC):%Y%m%d}", target.unique("vente")
    names = (
        "JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib"
        " PieceRef PieceDate EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise"
        " Idevise"
    )
    lines = [
        names.split(),
        f"VE,Ventes,1,{day},411000,Clients,,,F1,{day},{label}".split(","),
        f"VE,Ventes,1,{day},707000,Ventes,,,F1,{day},{label}".split(","),
    ]
    lines[1] += [debit, "0,00", "", "", day, "", ""]
    lines[2] += ["0,00", credit, "", "", day, "", ""]
    return "".join("\t".join(line) + "\r\n" for line in lines)


def tra_file(target: Target, debit: str = "12,00", credit: str = "12,00") -> str:
    """Two lines of today in the widths of an integrator's description."""
    day, label = f"{datetime.now(UTC):%d%m%Y}", target.unique("vente")
    lines = ["***S5CLIJRLETE"]
    for account, direction, amount in (("411000", "D", debit), ("707000", "C", credit)):
        head = f"VE {day}FC{account:<17} {'':17}{'F1':<35}{label[:35]:<35}{'':3}{'':8}"
        lines.append(f"{head}{direction}{amount:>20}N{'1':<8}EUR{'':10}E--")
    return "".join(line + "\r\n" for line in lines)
