"""The outbox: attempts, signatures, retries on virtual time, faults."""

from pathlib import Path

import pytest
import standardwebhooks
import svix.webhooks

from mockserver.app import world_of
from mockserver.engine import courier, faults, timetravel, webhooks
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.sandboxes import Birth, Sandboxes
from mockserver.engine.webhooks import Attempt, Message, Outcome
from tests.conftest import NOON
from tests.web import toy

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SCHEDULE = (0, 5_000, 300_000)


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return Sandboxes(world_of((toy.PROVIDER,)), tmp_path).create("hooks", Birth(now=NOON, rate=0))


class Receiver:
    """Answers attempts from a list of statuses, then with 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.got: list[Attempt] = []

    def __call__(self, attempt: Attempt) -> Outcome:
        self.got.append(attempt)
        return Outcome(self.statuses.pop(0) if self.statuses else 200)


def emit(sandbox: Sandbox, event: str = "toy.happened", **facts: object) -> int:
    message = Message(
        "toy", event, "http://127.0.0.1:9/hook", b'{"a": 1}', retry_ms=SCHEDULE, **facts
    )  # type: ignore[arg-type]
    with sandbox.transaction():
        return webhooks.emit(sandbox, message)


def run(sandbox: Sandbox, receiver: Receiver, ms: int = 0) -> None:
    """Let time pass; the courier makes its round after every event."""
    target = NOON + ms
    finished = False
    while not finished:
        _, finished = timetravel.advance(sandbox, target, pause=webhooks.has_ready)
        courier.deliver(sandbox, receiver)


def shown(sandbox: Sandbox, number: int) -> dict:  # type: ignore[type-arg]
    found = webhooks.find(sandbox, number)
    assert found is not None
    return found


def test_a_message_is_delivered_with_its_exact_bytes(sandbox: Sandbox) -> None:
    receiver = Receiver()
    number = emit(sandbox, headers={"X-Event": "happened"})

    run(sandbox, receiver)

    assert [attempt.body for attempt in receiver.got] == [b'{"a": 1}']
    assert receiver.got[0].headers["X-Event"] == "happened"
    assert shown(sandbox, number)["state"] == "delivered"


def test_a_signature_is_the_published_test_vector() -> None:
    signature = webhooks.standard_signature(
        SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, b'{"test": 2432232314}'
    )

    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("verifier", [standardwebhooks.Webhook, svix.webhooks.Webhook])
def test_independent_libraries_verify_the_signature(sandbox: Sandbox, verifier: type) -> None:
    receiver = Receiver()
    emit(sandbox, signer=webhooks.STANDARD, secret=SECRET)
    run(sandbox, receiver)

    headers = dict(receiver.got[0].headers)

    verifier(SECRET).verify(receiver.got[0].body, headers)
    with pytest.raises(Exception, match="No matching signature found"):
        verifier(SECRET).verify(b'{"a": 2}', headers)


def test_a_failed_attempt_is_repeated_on_the_vendors_schedule(sandbox: Sandbox) -> None:
    receiver = Receiver(500, 503, 404)
    number = emit(sandbox)

    run(sandbox, receiver, ms=600_000)

    attempts = shown(sandbox, number)["attempts"]
    assert [attempt["at"] - NOON for attempt in attempts] == [0, 0, 5_000, 305_000]
    assert [attempt["status"] for attempt in attempts] == [500, 503, 404, 200]
    assert shown(sandbox, number)["state"] == "delivered"


def test_a_message_fails_when_the_schedule_is_over(sandbox: Sandbox) -> None:
    receiver = Receiver(500, 500, 500, 500)
    number = emit(sandbox)

    run(sandbox, receiver, ms=86_400_000)

    assert shown(sandbox, number)["state"] == "failed"
    assert len(receiver.got) == 4


def test_a_retry_signs_anew_under_the_same_id(sandbox: Sandbox) -> None:
    receiver = Receiver(500)
    emit(sandbox, signer=webhooks.STANDARD, secret=SECRET)

    run(sandbox, receiver)

    ids = [attempt.headers["webhook-id"] for attempt in receiver.got]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_in_collect_mode_messages_are_only_kept(sandbox: Sandbox) -> None:
    receiver = Receiver()
    with sandbox.transaction():
        sandbox.set_setting("webhooks.mode", "collect")
    number = emit(sandbox)

    run(sandbox, receiver, ms=1000)

    assert receiver.got == []
    assert shown(sandbox, number)["state"] == "collected"
    assert shown(sandbox, number)["body"] == '{"a": 1}'


def test_a_message_can_be_sent_again(sandbox: Sandbox) -> None:
    receiver = Receiver()
    number = emit(sandbox)
    run(sandbox, receiver)

    with sandbox.transaction():
        known = webhooks.resend(sandbox, number), webhooks.resend(sandbox, 99)
    run(sandbox, receiver)

    assert known == (True, False)
    assert len(receiver.got) == 2


@pytest.mark.parametrize(
    ("kind", "value", "got"),
    [
        (faults.DROP, None, ["second"]),
        (faults.DUPLICATE, None, ["first", "first", "second"]),
        (faults.REORDER, 50, ["second", "first"]),
    ],
)
def test_a_webhook_fault_drops_doubles_or_delays_a_message(
    sandbox: Sandbox, kind: str, value: int | None, got: list[str]
) -> None:
    receiver = Receiver()
    with sandbox.transaction():
        faults.add(sandbox, provider="toy", operation="first", kind=kind, value=value)
    emit(sandbox, "first", headers={"X-Event": "first"})
    emit(sandbox, "second", headers={"X-Event": "second"})

    run(sandbox, receiver, ms=1000)

    assert [attempt.headers["X-Event"] for attempt in receiver.got] == got


def test_a_message_of_an_undone_transaction_is_never_sent(sandbox: Sandbox) -> None:
    receiver = Receiver()
    with pytest.raises(RuntimeError), sandbox.transaction():
        webhooks.emit(sandbox, Message("toy", "e", "http://127.0.0.1:9/", b""))
        raise RuntimeError

    run(sandbox, receiver, ms=1000)

    assert receiver.got == []


FORBIDDEN = [
    "http://10.0.0.1/",
    "http://192.168.1.1:8080/x",
    "http://169.254.169.254/latest/meta-data",
    "http://8.8.8.8/",
    "http://[2001:db8::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://0.0.0.0/",
    "http://3232235777/",
    "http://0xC0A80101/",
    "ftp://127.0.0.1/",
    "file:///etc/passwd",
    "http:///nowhere",
    "not a url",
]


@pytest.mark.parametrize("url", FORBIDDEN)
def test_a_target_beyond_this_machine_is_never_connected_to(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "urllib3.HTTPConnectionPool.urlopen", lambda *_, **__: pytest.fail("connected")
    )

    outcome = courier.post(Attempt(1, 1, url, b"", {}, frozenset()))

    assert outcome.status is None
    assert outcome.error


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "::ffff:127.0.0.1", "127.9.9.9"])
def test_this_machine_is_a_target(host: str) -> None:
    assert courier.checked_address(host, 80, frozenset())


def test_a_name_that_resolves_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", ("127.0.0.1", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: answers)

    with pytest.raises(courier.ForbiddenTargetError, match=r"rebinding\.example is 10\.0\.0\.1"):
        courier.checked_address("rebinding.example", 80, frozenset())


def test_an_allowed_host_may_be_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: answers)

    assert courier.checked_address("Hooks.example", 80, frozenset({"hooks.example"})) == "10.0.0.1"


def test_an_attempt_that_a_dead_server_never_recorded_is_repeated(tmp_path: Path) -> None:
    world = world_of((toy.PROVIDER,))
    first = Sandboxes(world, tmp_path)
    sandbox = first.create("hooks", Birth(now=NOON, rate=0))
    number = emit(sandbox)
    timetravel.advance(sandbox, NOON)
    with sandbox.transaction():
        webhooks.take_ready(sandbox)
    first.close()

    second = Sandboxes(world, tmp_path)
    receiver = Receiver()
    run(second.get("hooks"), receiver)

    found = shown(second.get("hooks"), number)
    assert [attempt["error"] for attempt in found["attempts"]] == [
        "the server stopped while this was on its way",
        None,
    ]
    assert found["state"] == "delivered"
    second.close()
