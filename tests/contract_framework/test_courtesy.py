"""How a real API is treated: spaced calls, and Retry-After is obeyed."""

from __future__ import annotations

import pytest
from requests import PreparedRequest, Response

from contract_tests.support.courtesy import Courtesy, retry_after_s


class Time:
    """A clock that moves only by sleeping."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now_s += seconds


def answer(status: int, method: str = "GET", **headers: str) -> Response:
    response = Response()
    response.status_code = status
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    response.request = PreparedRequest()
    response.request.method = method
    return response


def test_calls_keep_the_interval() -> None:
    time = Time()
    courtesy = Courtesy(0.5, sleep=time.sleep, now=time.now)

    courtesy.polite(lambda: answer(200))
    courtesy.polite(lambda: answer(200))

    assert time.slept == [0.5]


def test_a_call_after_a_pause_does_not_wait() -> None:
    time = Time()
    courtesy = Courtesy(0.5, sleep=time.sleep, now=time.now)
    courtesy.polite(lambda: answer(200))
    time.now_s += 10

    courtesy.polite(lambda: answer(200))

    assert time.slept == [0.0]


def test_a_call_that_came_too_early_is_repeated_after_the_wait() -> None:
    time = Time()
    answers = [answer(429, Retry_After="7"), answer(200)]

    response = Courtesy(0.0, time.sleep, time.now).polite(lambda: answers.pop(0))

    assert response.status_code == 200
    assert time.slept[0] == 7.0


def test_patience_ends() -> None:
    time = Time()
    calls: list[int] = []

    def too_early() -> Response:
        calls.append(1)
        return answer(429, Retry_After="1")

    response = Courtesy(0.0, time.sleep, time.now).polite(too_early)

    assert response.status_code == 429
    assert len(calls) == 4


def test_nobody_waits_for_hours_nor_comes_back_before() -> None:
    time = Time()
    answers = [answer(429, Retry_After="86400"), answer(200)]

    response = Courtesy(0.0, time.sleep, time.now).polite(lambda: answers.pop(0))

    assert response.status_code == 429
    assert time.slept == []


def test_a_refusal_that_does_not_say_how_long_is_met_with_growing_pauses() -> None:
    time = Time()

    response = Courtesy(0.0, time.sleep, time.now).polite(lambda: answer(429))

    assert response.status_code == 429
    assert [pause for pause in time.slept if pause] == [1.0, 2.0, 4.0]


def test_no_call_is_sent_beyond_the_budget() -> None:
    time = Time()
    courtesy = Courtesy(0.0, time.sleep, time.now, max_calls=2)
    courtesy.polite(lambda: answer(200))
    courtesy.polite(lambda: answer(200))

    with pytest.raises(pytest.skip.Exception, match="the budget of 2 calls is used up"):
        courtesy.polite(lambda: answer(200))

    assert courtesy.spent


def test_a_date_without_a_zone_is_understood() -> None:
    response = answer(429, Retry_After="Mon, 05 Jan 2026 09:00:00 -0000")

    assert retry_after_s(response) == 0.0


def test_a_date_in_the_past_is_no_wait() -> None:
    response = answer(429, Retry_After="Mon, 05 Jan 2026 09:00:00 GMT")

    assert retry_after_s(response) == 0.0


@pytest.mark.parametrize(
    ("status", "method", "value"),
    [(200, "GET", "7"), (503, "POST", "7"), (429, "GET", "soon"), (400, "GET", "7")],
)
def test_other_answers_stand(status: int, method: str, value: str) -> None:
    assert retry_after_s(answer(status, method, Retry_After=value)) is None


def test_a_read_that_found_the_server_busy_is_repeated() -> None:
    assert retry_after_s(answer(503, "GET", Retry_After="7")) == 7.0
