import json
import re
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate

from mockserver.testing import MockSandbox, MockServer
from tests.providers.cegid_loop import loop


@pytest.fixture(scope="module")
def document(mock_server: MockServer) -> dict[str, Any]:
    """The OpenAPI document of this provider."""
    found: dict[str, Any] = mock_server.steer("GET", "/providers/cegid_loop/openapi.json")
    return found


def shape(document: dict[str, Any], path: str, method: str) -> dict[str, Any]:
    """The JSON schema of the answer 200, closed against unknown members."""
    answer = document["paths"][path][method]["responses"]["200"]["content"]["application/json"]
    text = json.dumps({**answer["schema"], "components": document["components"]})
    closed: dict[str, Any] = json.loads(
        re.sub('"type": "object"', '"type": "object", "additionalProperties": false', text)
    )
    return closed


def test_the_document_is_valid_openapi(document: dict[str, Any]) -> None:
    validate(document)


def test_the_document_lists_what_is_served(document: dict[str, Any]) -> None:
    served = {
        operation["operationId"]: (method, path)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }

    assert served == {
        "importPerso": ("post", "/loop-api-publiques/importPerso"),
        "importFEC": ("post", "/loop-api-publiques/importFEC"),
        "importTRA": ("post", "/loop-api-publiques/importTRA"),
        "importJson": ("post", "/loop-api-publiques/importJson"),
        "getImportHistory": ("get", "/loop-api-publiques/getImportHistory"),
        "getCompte": ("get", "/loop-api-publiques/compte"),
        "addCompte": ("post", "/loop-api-publiques/compte"),
        "getSection": ("get", "/loop-api-publiques/section"),
        "getJournal": ("get", "/loop-api-publiques/journal"),
        "getTva": ("get", "/loop-api-publiques/tva"),
        "getTiersClient": ("get", "/loop-api-publiques/tiersClient"),
        "getTiersFournisseur": ("get", "/loop-api-publiques/tiersFournisseur"),
        "getTiersSalarie": ("get", "/loop-api-publiques/tiersSalarie"),
        "getTiersDivers": ("get", "/loop-api-publiques/tiersDivers"),
        "getEtablissementComplet": ("get", "/loop-api-publiques/etablissementComplet"),
        "getEcritureComptable": ("get", "/loop-api-publiques/EcritureComptable"),
        "getAgenceCabinet": ("get", "/loop-api-publiques/AgenceCabinet"),
        "getGroupe": ("get", "/loop-api-publiques/groupe"),
        "getCollaborateurCabinet": ("get", "/loop-api-publiques/collaborateurCabinet"),
        "addCollaborativeOffer": (
            "post",
            "/loop-api-publiques/collaborativeOffer/addCollaborativeOffer",
        ),
        "addOffer": ("post", "/loop-api-publiques/collaborativeOffer/addOffer"),
        "getImportStatus": ("get", "/loop-api-publiques/getImportStatus"),
        "getFileUrlDeposit": ("get", "/loop-api-publiques/getFileUrlDeposit"),
        "putBlob": ("put", "/api-import-ecritures-dev/{guid}/{filename}"),
        "getBlob": ("get", "/api-import-ecritures-dev/{guid}/{filename}"),
    }


def test_the_document_names_the_members_of_an_import(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]

    assert set(schemas["CustomImport"]["properties"]) == {
        "codeIbs",
        "URI",
        "URL",
        "MODELE",
        "SIRET",
    }
    assert sorted(schemas["CustomImport"]["required"]) == ["MODELE", "codeIbs"]
    assert schemas["FileImport"]["required"] == ["codeIbs"]


@pytest.mark.parametrize("code", ["CEGID003", "NOWHERE"])
@pytest.mark.parametrize("path", [loop.IMPORT_PERSO, loop.IMPORT_FEC])
def test_imports_answer_in_the_described_shape(
    mock_sandbox: MockSandbox, document: dict[str, Any], path: str, code: str
) -> None:
    answer = loop.post(mock_sandbox, path, codeIbs=code).json()

    jsonschema.validate(answer, shape(document, path, "post"))


@pytest.mark.parametrize("path", [loop.STATUS, loop.DEPOSIT])
@pytest.mark.parametrize("query", ["", "?filename=a&id=5b0c7a52-93d4-4c0e-8f5e-2a6d1c9be701"])
def test_questions_are_answered_in_the_described_shape(
    mock_sandbox: MockSandbox, document: dict[str, Any], path: str, query: str
) -> None:
    answer = mock_sandbox.cegid_loop.request("GET", path + query).json()

    jsonschema.validate(answer, shape(document, path, "get"))
