"""Reading what a dossier or the firm keeps."""

import re
from typing import Any

import jsonschema
import pytest

from mockserver.testing import MockSandbox, MockServer
from tests.providers.cegid_loop import loop

OF_DOSSIER = [
    "compte",
    "section",
    "journal",
    "tva",
    "tiersClient",
    "tiersFournisseur",
    "tiersSalarie",
    "tiersDivers",
    "etablissementComplet",
]
OF_FIRM = ["AgenceCabinet", "groupe", "collaborateurCabinet"]
NO_DOSSIER = "Le codeDossier n'est pas spécifié."
COUNTS = [109, 5, 6, 11, 2, 2, 2, 2, 2]


@pytest.mark.parametrize(("resource", "count"), list(zip(OF_DOSSIER, COUNTS, strict=True)))
def test_a_resource_is_a_bare_list_of_objects(
    mock_sandbox: MockSandbox, resource: str, count: int
) -> None:
    records = loop.found(mock_sandbox, resource)

    assert len(records) == count
    assert {bool(re.fullmatch("[0-9a-f-]{36}", one["objectId"])) for one in records} == {True}
    assert {bool(re.fullmatch("0x[0-9A-F]{16}", one["revisionId"])) for one in records} == {True}


@pytest.mark.parametrize(
    ("resource", "count"), [("AgenceCabinet", 2), ("groupe", 3), ("collaborateurCabinet", 3)]
)
@pytest.mark.parametrize("code", ["cabinet", "CABINET"])
def test_what_belongs_to_the_firm_comes_in_an_envelope(
    mock_sandbox: MockSandbox, resource: str, count: int, code: str
) -> None:
    response = mock_sandbox.cegid_loop.request(
        "GET",
        f"/loop-api-publiques/{resource}?codeDossier={code}",
        headers=loop.advanced(mock_sandbox),
    )

    assert response.status_code == 200
    assert list(response.json()) == ["data"]
    assert len(response.json()["data"]) == count


@pytest.mark.parametrize("resource", OF_FIRM)
def test_what_belongs_to_the_firm_is_not_for_a_standard_key(
    mock_sandbox: MockSandbox, resource: str
) -> None:
    response = loop.read(mock_sandbox, resource, dossier="cabinet")

    assert loop.message(response, 403) == "La clé API ne donne pas accès aux API du cabinet."


@pytest.mark.parametrize("resource", OF_FIRM)
def test_what_belongs_to_the_firm_is_of_no_dossier(
    mock_sandbox: MockSandbox, resource: str
) -> None:
    response = mock_sandbox.cegid_loop.request(
        "GET",
        f"/loop-api-publiques/{resource}?codeDossier=CEGID003",
        headers=loop.advanced(mock_sandbox),
    )

    assert loop.message(response, 400) == "Le codeDossier doit être cabinet."


@pytest.mark.parametrize("resource", [*OF_DOSSIER, "EcritureComptable"])
@pytest.mark.parametrize(
    ("dossier", "text"),
    [
        ("", NO_DOSSIER),
        ("%20", NO_DOSSIER),
        ("NOWHERE", "Le dossier NOWHERE n'existe pas sur le domaine."),
        ("CEGID009", "Le collaborateur API_CABINET n'a pas accès au dossier CEGID009"),
    ],
)
def test_the_dossier_must_be_named_known_and_associated(
    mock_sandbox: MockSandbox, resource: str, dossier: str, text: str
) -> None:
    assert loop.message(loop.read(mock_sandbox, resource, dossier=dossier), 400) == text


def test_the_firms_own_dossier_can_be_read_as_cabinet(mock_sandbox: MockSandbox) -> None:
    assert loop.found(mock_sandbox, "compte", "take=1", dossier="cabinet")


def test_the_documented_account_is_there_as_printed(mock_sandbox: MockSandbox) -> None:
    [account] = loop.found(mock_sandbox, "compte", 'filter=numero=="60100000"', "CEGID003")

    printed = {
        "description": ["60100000"],
        "numero": "60100000",
        "libelle": "Achats non stockés de matières et fournitures",
        "type": 6,
        "collectif": False,
        "lettrable": False,
        "pointable": False,
        "centralisable": False,
        "analytique": True,
        "ferme": False,
        "compteContrepartie": {"objectId": None, "description": [""]},
    }
    assert {name: account[name] for name in printed} == printed


def test_the_documented_section_is_there(mock_sandbox: MockSandbox) -> None:
    [section] = loop.found(mock_sandbox, "section", 'filter=code=="SECA@AXE"', "CEGID003")

    assert section["description"] == "SECTION D'ATTENTE AXEANAAXE"
    assert section["ferme"] is False
    assert section["axe"]["code"] == "AXE"


def test_journals_have_the_documented_types(mock_sandbox: MockSandbox) -> None:
    journals = loop.found(mock_sandbox, "journal")

    assert {journal["code"]: journal["type"] for journal in journals} == {
        "AC": 1,
        "OD": 2,
        "AN": 3,
        "BQ": 4,
        "CA": 5,
        "VE": 8,
    }
    assert journals[2]["compteContrepartie"]["description"] == ["51200000"]


@pytest.mark.parametrize(
    ("resource", "kind", "codes"),
    [
        ("tiersClient", 0, ["CAFEDELAPLACE", "LYCEEBARAT"]),
        ("tiersFournisseur", 1, ["ELECALPES", "MOULINDUBOURG"]),
        ("tiersSalarie", 2, ["MARTINLEA", "OLIVIERP"]),
        ("tiersDivers", 4, ["ATTENTE", "CAISSERETRAITE"]),
    ],
)
def test_third_parties_come_by_their_type(
    mock_sandbox: MockSandbox, resource: str, kind: int, codes: list[str]
) -> None:
    thirds = loop.found(mock_sandbox, resource)

    assert [third["code"] for third in thirds] == codes
    assert {third["type"] for third in thirds} == {kind}


def test_establishments_have_a_head_office_first(mock_sandbox: MockSandbox) -> None:
    places = loop.found(mock_sandbox, "etablissementComplet")

    assert [(place["siret"], place["type"], place["name"]) for place in places] == [
        ("90000011800019", 1, "Fournil"),
        ("90000011800027", 2, "Boutique de la gare"),
    ]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("filter=type==8", ["VE"]),
        ('filter=type>=4&&code!="VE"', ["BQ", "CA"]),
        ('filter=type>=4%26%26code!="VE"', ["BQ", "CA"]),
        ("filter=compteContrepartie.objectId!=null&sort=code:desc", ["CA", "BQ"]),
        ("sort=typeContrepartie:desc&&code&take=3", ["BQ", "CA", "AC"]),
        ('skip="2"&take="2"', ["BQ", "CA"]),
        ("skip=99", []),
        ("take=0", []),
        ('filter=codeDossier =="BOULPONT"&take=1', ["AC"]),
        ('filter=codeDossier =="CEGID001"', []),
        ("FILTER=type==8", ["VE"]),
        ("filter=", ["AC", "AN", "BQ", "CA", "OD", "VE"]),
    ],
)
def test_a_read_is_filtered_sorted_and_cut(
    mock_sandbox: MockSandbox, query: str, codes: list[str]
) -> None:
    assert [one["code"] for one in loop.found(mock_sandbox, "journal", query)] == codes


def test_only_selected_members_are_returned(mock_sandbox: MockSandbox) -> None:
    query = "filter=type==8&select=code,libelle"

    assert loop.found(mock_sandbox, "journal", query) == [{"code": "VE", "libelle": "Ventes"}]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (
            "filter=type==",
            "Le filtre n'est pas valide : expected a field or a value, not '' (position 7).",
        ),
        ("skip=x", "Le paramètre skip n'est pas un nombre valide."),
        ("take=-1", "Le paramètre take n'est pas un nombre valide."),
    ],
)
def test_a_bad_query_is_refused(mock_sandbox: MockSandbox, query: str, text: str) -> None:
    assert loop.message(loop.read(mock_sandbox, "journal", query), 400) == text


@pytest.mark.parametrize(
    "path", ["/COMPTE", "/loop-api-publiques/COMPTE/", "/Loop-Api-Publiques/compte"]
)
def test_routes_may_be_in_any_case(mock_sandbox: MockSandbox, path: str) -> None:
    response = mock_sandbox.cegid_loop.request("GET", f"{path}?codedossier=boulpont&take=1")

    assert [one["numero"] for one in response.json()] == ["10130000"]


def strict(described: Any) -> Any:
    """OpenAPI as JSON Schema, closed against members that are not described."""
    if isinstance(described, list):
        return [strict(part) for part in described]
    if not isinstance(described, dict):
        return described
    schema = {name: strict(part) for name, part in described.items()}
    if schema.get("nullable") is True:
        schema["type"] = [schema["type"], "null"]
    return schema | ({"additionalProperties": False} if "properties" in schema else {})


@pytest.mark.parametrize("resource", [*OF_DOSSIER, "EcritureComptable"])
def test_every_member_is_described(
    mock_server: MockServer, mock_sandbox: MockSandbox, resource: str
) -> None:
    document: dict[str, Any] = mock_server.steer("GET", "/providers/cegid_loop/openapi.json")
    answer = document["paths"][f"/loop-api-publiques/{resource}"]["get"]["responses"]["200"]
    schema = answer["content"]["application/json"]["schema"]
    shape = strict({**schema, "components": document["components"]})

    records = loop.found(mock_sandbox, resource, "filter=codeLettrage==null")

    assert records
    jsonschema.validate(records, shape)


def test_a_new_account_is_there(mock_sandbox: MockSandbox) -> None:
    body = {"numero": "62265000", "libelle": "Honoraires d'avocat", "lettrable": True}

    response = mock_sandbox.cegid_loop.request(
        "POST", "/loop-api-publiques/compte?codeDossier=BOULPONT", json=body
    )

    assert response.status_code == 200
    assert response.json()["type"] == 6
    assert response.json()["lettrable"] is True
    assert loop.found(mock_sandbox, "compte", 'filter=numero=="62265000"') == [response.json()]
    assert loop.found(mock_sandbox, "compte", 'filter=numero=="62265000"', "CEGID003") == []


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({}, "Le numéro de compte n'est pas spécifié."),
        ({"numero": " "}, "Le numéro de compte n'est pas spécifié."),
        ({"numero": "X1"}, "Le numéro de compte X1 n'est pas valide."),
        ({"numero": "6"}, "Le numéro de compte 6 n'est pas valide."),
        ({"numero": ["6"]}, 'Le numéro de compte ["6"] n\'est pas valide.'),
        ({"NUMERO": "60100000"}, "Le compte 60100000 existe déjà dans le dossier BOULPONT."),
        ({"numero": "601", "ferme": "yes"}, "Le champ ferme n'est pas valide."),
    ],
)
def test_a_bad_account_is_refused(
    mock_sandbox: MockSandbox, body: dict[str, Any], text: str
) -> None:
    response = mock_sandbox.cegid_loop.request(
        "POST", "/loop-api-publiques/compte?codeDossier=BOULPONT", json=body
    )

    assert loop.message(response, 400) == text


@pytest.mark.parametrize(
    ("query", "text"),
    [("", NO_DOSSIER), ("?codeDossier=NO", "Le dossier NO n'existe pas sur le domaine.")],
)
def test_an_account_is_added_to_a_dossier(mock_sandbox: MockSandbox, query: str, text: str) -> None:
    response = mock_sandbox.cegid_loop.request(
        "POST", f"/loop-api-publiques/compte{query}", json={"numero": "601"}
    )

    assert loop.message(response, 400) == text


@pytest.mark.parametrize("body", [b"", b"{", b"[]"])
def test_an_account_is_an_object(mock_sandbox: MockSandbox, body: bytes) -> None:
    response = mock_sandbox.cegid_loop.request(
        "POST", "/loop-api-publiques/compte?codeDossier=BOULPONT", data=body
    )

    assert loop.message(response, 400).startswith("Il n'y a pas de payload")
