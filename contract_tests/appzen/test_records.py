"""Master data of every kind: written by one upsert, read back in its own ways."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from contract_tests.appzen.entities import SPECIFICATION, UNKNOWN_UUID, WINDOW, stamp
from contract_tests.appzen.records import (
    CHANGES,
    MASTER_DATA,
    ROOT,
    UNIT_OF_MEASURE,
    Kind,
    draft,
    part,
    place,
    read,
    read_by_key,
    refused,
    send,
    upsert,
)
from contract_tests.support.answers import expect
from contract_tests.targets import Target

ENFORCED = "the field is published as required; that its absence is refused has not been seen"
EVERY = pytest.mark.parametrize("kind", MASTER_DATA, ids=lambda kind: kind.name)
WITH_UUID_ROUTE = pytest.mark.parametrize(
    "kind", [kind for kind in MASTER_DATA if kind.by_uuid], ids=lambda kind: kind.name
)
WITH_KEY_ROUTE = pytest.mark.parametrize(
    "kind", [kind for kind in MASTER_DATA if kind.by_key], ids=lambda kind: kind.name
)
SEARCHABLE = pytest.mark.parametrize(
    "kind", [kind for kind in MASTER_DATA if kind.search], ids=lambda kind: kind.name
)
REQUIRED = pytest.mark.parametrize(
    ("kind", "field"),
    [
        pytest.param(kind, field, id=f"{kind.name}-{field}")
        for kind in MASTER_DATA
        for field in kind.required
    ],
)


def search(target: Target, kind: Kind, since: str, until: str, **more: Any) -> Any:
    window = {"from-last-appzen-update-time": since, "to-last-appzen-update-time": until, **more}
    return target.reading.post(ROOT + kind.search, json=window)


def hits_of(target: Target, kind: Kind, uuid: str) -> list[dict[str, Any]]:
    now = datetime.now(UTC).replace(tzinfo=None)
    hits = expect(search(target, kind, stamp(now - WINDOW), stamp(now + WINDOW)), 200)
    return [hit for hit in hits if hit["appzen-uuid"] == uuid]


@EVERY
@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_the_first_post_creates_and_the_next_updates_under_the_same_uuid(
    target: Target, kind: Kind
) -> None:
    record = draft(target, kind)
    created = expect(send(target, kind, record), 201)
    place(record, kind.renamed, CHANGES.get(kind.renamed, "Renamed"))
    updated = expect(send(target, kind, record), 200)

    assert created["status"] == "CREATED"
    assert updated == {"uuid": created["uuid"], "status": "UPDATED"}


@WITH_UUID_ROUTE
@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_a_record_is_read_by_its_uuid_as_it_was_last_written(target: Target, kind: Kind) -> None:
    record = draft(target, kind)
    upsert(target, kind, record)
    changed = CHANGES.get(kind.renamed, "Renamed")
    place(record, kind.renamed, changed)
    uuid = upsert(target, kind, record)["uuid"]

    found = read(target, kind, uuid)

    assert part(found, kind.renamed) == changed
    assert [part(found, name) for name in kind.key] == [part(record, name) for name in kind.key]


@WITH_KEY_ROUTE
@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_a_record_is_read_by_its_key(target: Target, kind: Kind) -> None:
    record = draft(target, kind)
    upsert(target, kind, record)

    found = read_by_key(target, kind, record)

    assert part(found, kind.renamed) == part(record, kind.renamed)


@WITH_UUID_ROUTE
@pytest.mark.spec(SPECIFICATION)
def test_an_unknown_uuid_is_not_found(target: Target, kind: Kind) -> None:
    expect(target.session.get(ROOT + kind.by_uuid.format(UNKNOWN_UUID)), 404)


@WITH_KEY_ROUTE
@pytest.mark.spec(SPECIFICATION)
def test_an_unknown_key_is_not_found(target: Target, kind: Kind) -> None:
    expect(target.session.get(kind.key_path(draft(target, kind))), 404)


@REQUIRED
@pytest.mark.writes
@pytest.mark.assumed(ENFORCED)
def test_a_record_without_a_required_field_is_refused(
    target: Target, kind: Kind, field: str
) -> None:
    record = draft(target, kind)
    place(record, field, None)

    answer = refused(target, kind, record)

    assert answer["message"].endswith(" - Invalid request, please fix and resend")


@SEARCHABLE
@pytest.mark.writes
@pytest.mark.documented("help centre: the lists of entities, accounts, payment terms")
def test_a_written_record_is_found_by_its_time(target: Target, kind: Kind) -> None:
    record = draft(target, kind)
    uuid = upsert(target, kind, record)["uuid"]

    (hit,) = target.until(lambda: hits_of(target, kind, uuid))

    assert [hit[name] for name in kind.hit] == [part(record, name) for name in kind.key]
    assert hit["is-active"] is True


@SEARCHABLE
@pytest.mark.assumed("seven days are the published maximum; how more is answered is not")
def test_a_search_over_more_than_seven_days_is_refused(target: Target, kind: Kind) -> None:
    response = search(target, kind, "2024-07-01T00:00:00Z", "2024-07-08T00:00:01Z")

    expect(response, 400)


@SEARCHABLE
@pytest.mark.assumed("0 is sent in the samples, which still show hits")
def test_a_limit_of_zero_is_none(target: Target, kind: Kind) -> None:
    response = search(target, kind, "2024-07-01T00:00:00Z", "2024-07-08T00:00:00Z", limit=0)

    assert isinstance(expect(response, 200), list)


@pytest.mark.writes
@pytest.mark.documented("help centre 13146131168659: the path in the singular")
def test_units_are_written_by_the_singular_path_too(target: Target) -> None:
    record = draft(target, UNIT_OF_MEASURE)
    uuid = upsert(target, UNIT_OF_MEASURE, record)["uuid"]

    answer = expect(target.session.post(f"{ROOT}/unit-of-measure", json=record), 200)

    assert answer["uuid"] == uuid
