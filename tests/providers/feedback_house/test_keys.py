"""Which division an item means: any of its keys identifies it, the strongest first."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockserver.testing import MockServer
from tests.providers.feedback_house.conftest import House

A, B, C = ("a" * 24, "b" * 24, "c" * 24)


@pytest.mark.parametrize("id_field", ["id", "businessDivisionId"])
def test_an_id_identifies(house: House, id_field: str) -> None:
    id_ = house.created(name="Lisbon")

    answer = house.upsert({id_field: id_, "name": "Porto"})

    assert answer["message"] == "Created 0 | Updated 1 | Errors 0"
    assert house.one(id_)["name"] == "Porto"


@pytest.mark.parametrize("sent", ["correlationId", "correlationID"])
@pytest.mark.parametrize("stored", ["correlationId", "correlationID"])
def test_a_correlation_id_identifies_in_both_spellings(
    house: House, stored: str, sent: str
) -> None:
    id_ = house.created(**{"name": "Lisbon", stored: "PT"})

    house.upsert({"name": "Porto", sent: "PT"})

    assert house.one(id_)["name"] == "Porto"
    assert house.one(id_)["correlationId"] == "PT"


def test_the_id_counts_when_it_differs_from_business_division_id(house: House) -> None:
    first, second = house.created(name="1"), house.created(name="2")

    house.upsert({"businessDivisionId": second, "id": first, "name": "changed"})

    assert house.one(first)["name"] == "changed"
    assert house.one(second)["name"] == "2"


def test_a_null_id_leaves_the_word_to_business_division_id(house: House) -> None:
    id_ = house.created(name="1")

    house.upsert({"id": None, "businessDivisionId": id_, "name": "changed"})

    assert house.one(id_)["name"] == "changed"


def test_the_id_wins_and_the_other_keys_are_written(house: House) -> None:
    by_id = house.created(name="1", correlationId="k1")
    by_key = house.created(name="2", correlationId="k2")

    house.upsert({"id": by_id, "correlationId": "k2", "name": "2"})

    assert (house.one(by_id)["correlationId"], house.one(by_id)["name"]) == ("k2", "2")
    assert house.one(by_key)["correlationId"] == "k2"


def test_the_correlation_id_wins_over_the_name(house: House) -> None:
    by_key, by_name = house.created(name="1", correlationId="k1"), house.created(name="2")

    house.upsert({"correlationId": "k1", "name": "2", "active": False})

    assert house.one(by_key)["active"] is False
    assert house.one(by_name)["active"] is True


def test_an_unknown_id_leaves_the_word_to_the_next_key(house: House) -> None:
    id_ = house.created(name="1", correlationId="k1")

    answer = house.upsert({"id": A, "correlationId": "k1", "name": "changed"})

    assert answer["data"][0]["id"] == id_
    assert house.one(A) == {}


def test_an_unknown_id_becomes_that_of_the_new_division(house: House) -> None:
    answer = house.upsert({"id": A, "name": "new"})

    assert answer["message"] == "Created 1 | Updated 0 | Errors 0"
    assert house.one(A)["name"] == "new"


def test_of_several_divisions_of_one_name_the_oldest_is_meant(house: House) -> None:
    oldest, other = house.created(name="1"), house.created(name="2")
    house.upsert({"id": other, "name": "1"})

    answer = house.upsert({"name": "1"})

    assert answer["data"][0]["id"] == oldest


def test_an_inactive_division_is_found(house: House) -> None:
    house.upsert({"name": "1", "active": False})

    assert house.upsert({"name": "1"})["message"] == "Created 0 | Updated 1 | Errors 0"


def test_a_deleted_division_is_not_found(house: House) -> None:
    id_ = house.created(name="1", correlationId="k1")
    house.request("DELETE", f"/query/{id_}")

    answer = house.upsert({"name": "1", "correlationId": "k1"})

    assert answer["message"] == "Created 1 | Updated 0 | Errors 0"


@pytest.mark.parametrize("name", ["lisbon", "LISBON", "Lisbon.", "Lis bon"])
def test_names_that_differ_are_different(house: House, name: str) -> None:
    house.upsert({"name": "Lisbon"})

    assert house.upsert({"name": name})["message"] == "Created 1 | Updated 0 | Errors 0"


@pytest.mark.parametrize("empty", [None, ""])
def test_an_empty_correlation_id_is_no_key(house: House, empty: object) -> None:
    house.upsert({"name": "1", "correlationId": empty})

    answer = house.upsert({"name": "2", "correlationId": empty})

    assert answer["message"] == "Created 1 | Updated 0 | Errors 0"


@pytest.mark.parametrize(
    ("name_key", "message"),
    [
        ("always", "Created 0 | Updated 3 | Errors 0"),
        ("fallback", "Created 2 | Updated 1 | Errors 0"),
        ("never", "Created 3 | Updated 0 | Errors 0"),
    ],
)
def test_a_setting_says_whether_the_name_is_a_key(
    house: House, name_key: str, message: str
) -> None:
    house.settings["feedback_house.name_key"] = name_key
    house.created(name="1")

    answer = house.upsert(
        {"name": "1"}, {"name": "1", "correlationId": "k1"}, {"name": "1", "id": A}
    )

    assert answer["message"] == message


# -- properties ---------------------------------------------------------------------------------

items = st.fixed_dictionaries(
    {"name": st.sampled_from(["x", "y", "z"])},
    optional={
        "id": st.sampled_from([A, B, C, None, "bad"]),
        "correlationId": st.sampled_from(["k1", "k2", None, ""]),
        "active": st.sampled_from([True, False, "bad"]),
        "tags": st.lists(st.sampled_from(["t1", "t2"]), max_size=2),
    },
)
batches = st.lists(items | st.sampled_from([None, {}, {"name": ""}]), max_size=12)
freely = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def counts(answer: dict[str, object]) -> list[int]:
    """Created, updated, errors."""
    return [int(word) for word in str(answer["message"]).split() if word.isdigit()]


@freely
@given(batch=batches)
def test_the_counts_add_up_to_the_items(mock_server: MockServer, batch: list[object]) -> None:
    sandbox = mock_server.sandbox(seed="empty")

    answer = House(sandbox).upsert(*batch)

    sandbox.delete()
    created, updated, errors = counts(answer)
    assert created + updated + errors == len(batch)
    assert created + updated == len(answer["data"])
    assert errors == len(answer["errors"])


@freely
@given(batch=batches)
def test_an_item_sent_twice_in_a_row_only_updates(
    mock_server: MockServer, batch: list[object]
) -> None:
    sandbox = mock_server.sandbox(seed="empty")
    house = House(sandbox)

    again = [(house.upsert(item), counts(house.upsert(item)))[1] for item in filter(sound, batch)]

    assert [created for created, _, _ in again] == [0] * len(again)
    assert [updated for _, updated, _ in again] == [1] * len(again)
    sandbox.delete()


@freely
@given(batch=batches)
def test_a_batch_is_its_items_one_by_one(mock_server: MockServer, batch: list[object]) -> None:
    whole, single = mock_server.sandbox(seed="empty"), mock_server.sandbox(seed="empty")
    together = House(whole).upsert(*batch)

    apart = [House(single).upsert(item) for item in batch]

    assert [sum(column) for column in zip([0] * 3, *map(counts, apart), strict=True)] == counts(
        together
    )
    assert list(map(without_generated_id, House(single).all())) == list(
        map(without_generated_id, House(whole).all())
    )
    whole.delete()
    single.delete()


def without_generated_id(division: dict[str, object]) -> dict[str, object]:
    """The id only where the test chose it."""
    return {**division, "id": division["id"] if division["id"] in (A, B, C) else None}


@freely
@given(batch=batches, name_key=st.sampled_from(["always", "fallback", "never"]))
def test_every_item_finds_the_division_that_a_plain_search_finds(
    mock_server: MockServer, batch: list[object], name_key: str
) -> None:
    sandbox = mock_server.sandbox(seed="empty", settings={"feedback_house.name_key": name_key})
    expected: list[dict[str, object]] = []
    for item in filter(sound, batch):
        told(expected, item, name_key)

    House(sandbox).upsert(*batch)

    seen = [
        (division["name"], division.get("correlationId") or None, division["active"])
        for division in House(sandbox).all()
    ]
    assert seen == [(each["name"], each["key"], each["active"]) for each in expected]
    sandbox.delete()


def sound(item: object) -> bool:
    """Whether an item of `batches` is acceptable."""
    return (
        isinstance(item, dict)
        and bool(item.get("name"))
        and item.get("id") != "bad"
        and item.get("active") != "bad"
    )


def told(divisions: list[dict[str, object]], item: dict[str, object], name_key: str) -> None:
    """What a list of divisions makes of an item, by searching it from the front."""
    wanted = [("id", item.get("id")), ("key", item.get("correlationId"))]
    others = any(value for _, value in wanted)
    if name_key == "always" or (name_key == "fallback" and not others):
        wanted.append(("name", item["name"]))
    found = next(
        (
            division
            for key, value in wanted
            for division in divisions
            if value and division[key] == value
        ),
        None,
    )
    if found is None:
        found = {"id": item.get("id"), "key": None, "active": True}
        divisions.append(found)
    found["name"] = item["name"]
    if "correlationId" in item:
        found["key"] = item["correlationId"] or None
    if "active" in item:
        found["active"] = item["active"]
