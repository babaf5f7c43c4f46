"""The printed OpenAPI document."""

import warnings
from dataclasses import replace

import pytest
from marshmallow import Schema, fields
from openapi_spec_validator import validate

from mockserver.providers import built_in
from mockserver.testing import MockServer
from mockserver.web.fields import Judged
from mockserver.web.openapi import document
from mockserver.web.provider import Provider
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


@pytest.mark.parametrize("provider", built_in(), ids=lambda provider: provider.name)
def test_every_provider_prints_valid_openapi_with_one_name_for_one_operation(
    provider: Provider,
) -> None:
    printed = document(provider)
    names = [operation.name for operation in provider.operations]

    validate(printed)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("provider", built_in(), ids=lambda provider: provider.name)
def test_every_operation_of_a_provider_has_a_summary_and_a_source(provider: Provider) -> None:
    unexplained = [
        operation.name
        for operation in provider.operations
        if not operation.summary.endswith(".") or not operation.source
    ]

    assert unexplained == []


@pytest.mark.parametrize("provider", built_in(), ids=lambda provider: provider.name)
def test_no_two_schemas_of_a_provider_share_a_name(provider: Provider) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        assert document(provider)["paths"]
