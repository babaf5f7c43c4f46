"""A documented sample accepts what is printed, and lists every difference."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from contract_tests.support.samples import Sample
from tests.contract_framework.impostor import JSON, impostor

SAMPLE = Sample(
    source="the guide",
    method="GET",
    path="/imports/{process_id}",
    body=None,
    status=200,
    answer={"jobStatus": "PROCESSED", "events": [{"id": "GLA-000", "createdAt": "2024-01-01"}]},
    volatile=("events.*.createdAt",),
    additional=("data",),
)


def answered(body: str) -> Any:
    with impostor((200, JSON, body)) as server, requests.Session() as session:
        response = session.get(server.url)
    return SAMPLE.assert_answered_as_printed(response)


def test_a_volatile_value_may_differ() -> None:
    answered('{"jobStatus": "PROCESSED", "events": [{"id": "GLA-000", "createdAt": "2026"}]}')


def test_an_additional_member_is_accepted_where_the_sample_says_so() -> None:
    answered(
        '{"jobStatus": "PROCESSED", "data": 1, "events": [{"id": "GLA-000", "createdAt": ""}]}'
    )


@pytest.mark.parametrize(
    ("body", "difference"),
    [
        (
            '{"jobStatus": "DONE", "events": [{"id": "GLA-000", "createdAt": ""}]}',
            "jobStatus: printed 'PROCESSED', got 'DONE'",
        ),
        (
            '{"jobStatus": "PROCESSED", "events": [{"id": "GLA-000"}]}',
            "events.0.createdAt: missing",
        ),
        (
            '{"jobStatus": "PROCESSED", "events": [{"id": "GLA-000", "createdAt": 7}]}',
            "events.0.createdAt: printed a str, got 7",
        ),
        (
            '{"jobStatus": "PROCESSED", "events": [{"id": "GLA-000", "createdAt": ""}], "x": 1}',
            "x: not printed, got 1",
        ),
        ('{"jobStatus": "PROCESSED", "events": []}', "events: printed \\[\\{"),
    ],
)
def test_every_difference_is_named(body: str, difference: str) -> None:
    with pytest.raises(AssertionError, match=difference):
        answered(body)


def test_values_fill_the_path() -> None:
    with impostor((200, JSON, "{}")) as server, requests.Session() as session:
        printed = Sample(**{**vars(SAMPLE), "path": server.url + "/imports/{process_id}"})
        printed.send(session, process_id="p-1")

        assert server.asked[0]["path"] == "/imports/p-1"
