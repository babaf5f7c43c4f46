"""The printed OpenAPI document."""

from openapi_spec_validator import validate

from mockserver.testing import MockServer
from mockserver.web.openapi import document
from tests.web import toy


def test_the_document_is_valid_openapi() -> None:
    validate(document(toy.PROVIDER))


def test_every_operation_carries_its_evidence_and_source() -> None:
    listing = document(toy.PROVIDER)["paths"]["/notes"]["get"]

    assert listing["x-evidence"] == "assumed"
    assert listing["x-source"] == "toy §2"
    assert listing["summary"] == "All notes."
    assert listing["parameters"][0]["name"] == "limit"


def test_variables_are_spelled_as_the_vendor_does() -> None:
    operation = document(toy.PROVIDER)["paths"]["/notes/{noteId}"]["get"]

    assert [parameter["name"] for parameter in operation["parameters"]] == ["noteId"]


def test_the_server_prints_its_own_address(toy_server: MockServer) -> None:
    served = toy_server.steer("GET", "/providers/toy/openapi.json")

    assert served["servers"] == [{"url": "http://mockserver.localhost/toy"}]
