"""The printed OpenAPI document."""

from dataclasses import replace

from marshmallow import Schema, fields
from openapi_spec_validator import validate

from mockserver.testing import MockServer
from mockserver.web.fields import Judged
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


def test_a_judged_element_is_described_but_anything_else_is_allowed() -> None:
    class Lines(Schema):
        lines = fields.List(Judged(toy.Note))

    operations = (replace(toy.PROVIDER.operations[0], body=Lines()),)
    served = document(replace(toy.PROVIDER, operations=operations))

    validate(served)
    elements = served["components"]["schemas"]["Lines"]["properties"]["lines"]["items"]
    assert elements["anyOf"][0] == {"$ref": "#/components/schemas/Note"}
    assert "type" not in elements["anyOf"][1]


def test_a_page_is_refused_with_a_page_and_redirects_without_content() -> None:
    page = {"media_type": "text/html", "returns": {200: None, 303: None}, "refuses": (404,)}
    operations = (replace(toy.PROVIDER.operations[1], **page),)

    answers = document(replace(toy.PROVIDER, operations=operations))["paths"]["/notes"]["get"]

    assert [*answers["responses"]["200"]["content"]] == ["text/html"]
    assert [*answers["responses"]["404"]["content"]] == ["text/html"]
    assert "content" not in answers["responses"]["303"]
