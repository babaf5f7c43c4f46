"""The header Idempotency-Key."""

import pytest

from tests.providers.codat.conftest import Api

KEY = {"Idempotency-Key": "8d9d1b0e-5c62-4b0c-9d1c-2b8e1f1a7c11"}


def count(api: Api) -> int:
    return api.get("/companies").json()["totalResults"]


def test_the_first_answer_is_given_again_and_nothing_happens_twice(empty: Api) -> None:
    first = empty.post("/companies", {"name": "A"}, headers=KEY)

    again = empty.post("/companies", {"name": "A"}, headers=KEY)

    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["Content-Type"] == "application/json; charset=utf-8"
    assert count(empty) == 1


def test_another_body_is_refused(empty: Api) -> None:
    empty.post("/companies", {"name": "A"}, headers=KEY)

    response = empty.post("/companies", {"name": "B"}, headers=KEY)

    assert response.status_code == 422
    assert response.json()["service"] == "PublicApi"
    assert count(empty) == 1


def test_a_refusal_is_given_again_too(empty: Api) -> None:
    first = empty.post("/companies", {"name": ""}, headers=KEY)

    again = empty.post("/companies", {"name": ""}, headers=KEY)

    assert (again.status_code, again.content) == (400, first.content)


def test_an_empty_answer_is_given_again(empty: Api) -> None:
    company, _ = empty.synced()
    path = f"/companies/{company['id']}/data/all"
    empty.post(path, headers=KEY)
    empty.sandbox.clock.run_until_idle()
    before = len(empty.history(company))

    again = empty.post(path, headers=KEY)

    assert (again.status_code, again.content) == (204, b"")
    assert len(empty.history(company)) == before


def test_after_ninety_minutes_the_key_is_free_again(empty: Api) -> None:
    empty.post("/companies", {"name": "A"}, headers=KEY)
    empty.sandbox.clock.advance("89m")
    empty.post("/companies", {"name": "A"}, headers=KEY)
    assert count(empty) == 1

    empty.sandbox.clock.advance("1m")
    empty.post("/companies", {"name": "B"}, headers=KEY)

    assert count(empty) == 2


def test_a_key_counts_per_path_and_method(empty: Api) -> None:
    company = empty.company()
    path = f"/companies/{company['id']}"

    assert empty.request("PATCH", path, json={}, headers=KEY).status_code == 200
    assert empty.post(f"{path}/data/all", headers=KEY).status_code == 204


@pytest.mark.parametrize("key", ["", "abc", "8d9d1b0e-5c62-4b0c-9d1c-2b8e1f1a7c11, " * 2])
def test_a_key_that_is_not_one_guid_is_refused(empty: Api, key: str) -> None:
    response = empty.post("/companies", {"name": "A"}, headers={"Idempotency-Key": key})

    assert response.status_code == 400
    assert count(empty) == 0


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_other_methods_do_not_look_at_it(empty: Api, method: str) -> None:
    company = empty.company()

    response = empty.request(
        method, f"/companies/{company['id']}", json={"name": "B"}, headers={"Idempotency-Key": "x"}
    )

    assert response.status_code in (200, 204)


def test_a_request_that_was_too_much_is_not_remembered(empty: Api) -> None:
    empty.sandbox.settings["codat.requests_per_company"] = 1
    empty.sandbox.settings["codat.enforce_rate_limit"] = True
    empty.get("/companies")
    assert empty.post("/companies", {"name": "A"}, headers=KEY).status_code == 429
    empty.sandbox.settings["codat.enforce_rate_limit"] = False

    assert empty.post("/companies", {"name": "A"}, headers=KEY).status_code == 200


def test_somebody_without_a_key_learns_nothing(empty: Api) -> None:
    empty.post("/companies", {"name": "A"}, headers=KEY)

    session = empty.sandbox.server.session()
    answer = session.post(empty.access.base_url + "/companies", json={"name": "A"}, headers=KEY)

    assert answer.status_code == 401
