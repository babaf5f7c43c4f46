"""A provider of no vendor, small enough to read, to test what the shared layers promise."""

from typing import Any

from marshmallow import Schema, fields, validate

from mockserver.engine import credentials, quotas, webhooks
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.webhooks import Message
from mockserver.engine.world import Setting
from mockserver.web.body import dump_json
from mockserver.web.call import Call
from mockserver.web.credentials import bearer
from mockserver.web.fields import WholeNumber
from mockserver.web.operation import ASSUMED, DOCUMENTED, JSON, RAW, Api, Reply
from mockserver.web.problem import Problem, Reason
from mockserver.web.provider import Access, Provider

api = Api()


class Note(Schema):
    """A note."""

    id = fields.String(dump_only=True)
    text = fields.String(required=True, validate=validate.Length(min=1))


class Refusal(Schema):
    """The envelope."""

    toy_error = fields.String(required=True)
    details = fields.List(fields.String())


class Page(Schema):
    """Query of the list."""

    limit = WholeNumber(load_default=10, validate=validate.Range(min=1))


@api.post("/notes", body=Note(), returns=(201, Note()), source="toy §1", evidence=DOCUMENTED)
def create_note(sandbox: Sandbox, body: dict[str, Any]) -> dict[str, Any]:
    """Keep a note; it is read a second later."""
    note = {"id": sandbox.new_id(), "text": body["text"]}
    sandbox.connection.execute("INSERT INTO toy_note VALUES (:id, :text, NULL)", note)
    if note["text"] == "refuse me":
        raise Problem(409, "refused", "after writing")
    if note["text"] == "break":
        raise RuntimeError("secret detail of a bug")
    sandbox.schedule("toy.read", sandbox.setting("toy.read_ms"), id=note["id"])
    return note


@api.get("/notes", query=Page(), returns=(200, Note(many=True)), source="toy §2", evidence=ASSUMED)
def list_notes(sandbox: Sandbox, query: dict[str, Any]) -> list[dict[str, Any]]:
    """All notes."""
    return sandbox.rows("SELECT * FROM toy_note LIMIT ?", query["limit"])


@api.get("/notes/{noteId}", returns=(200, None), source="toy §3", evidence=DOCUMENTED)
def get_note(sandbox: Sandbox, note_id: str, call: Call) -> dict[str, Any]:
    """One note, with a link to itself."""
    row = sandbox.row("SELECT * FROM toy_note WHERE id = ?", note_id)
    if row is None:
        raise Problem(404, "no-note", f"no note {note_id}")
    return {**row, "href": call.url(f"/notes/{note_id}", host="files.toy.example")}


@api.put("/files/{name}", body=RAW, returns=(201, None), source="toy", evidence=DOCUMENTED, public=True)  # fmt: skip  # noqa: E501
def put_file(sandbox: Sandbox, name: str, body: bytes) -> Reply:
    """Take a file without credentials."""
    return Reply(201, headers={"ETag": f"{name}-{len(body)}"})


@api.post("/notes/many", body=JSON, returns=(200, None), source="toy §4", evidence=DOCUMENTED)
def create_notes(sandbox: Sandbox, body: list[Any], call: Call) -> dict[str, Any]:
    """Keep the texts of a list; report how many were none."""
    for number, text in enumerate(body):
        if text == "refuse all":
            raise Problem(409, "refused", "all of them")
        if not isinstance(text, str):
            call.note(str(number), f"{text!r} is no text")
    return {"kept": sum(isinstance(text, str) for text in body)}


controls = Api()


class Plant(Schema):
    """Body of the shortcut."""

    text = fields.String(required=True)


@controls.post("/notes/{id}", body=Plant(), returns=(201, None), source="ours", evidence=ASSUMED)
def plant_note(sandbox: Sandbox, id: str, body: dict[str, Any], call: Call) -> dict[str, Any]:  # noqa: A002
    """A note with a chosen id."""
    if id == "taken":
        raise Problem(409, "taken", "that id is taken", reason=Reason("id", field="id"))
    sandbox.connection.execute("INSERT INTO toy_note VALUES (?, ?, NULL)", (id, body["text"]))
    return {"id": id, "href": call.url(f"/notes/{id}")}


def read_note(sandbox: Sandbox, payload: Any) -> None:
    """The event: somebody read it."""
    if sandbox.value("SELECT text FROM toy_note WHERE id = ?", payload["id"]) == "explode":
        sandbox.connection.execute("UPDATE toy_note SET read_at = -1")
        raise RuntimeError("exploded")
    sandbox.connection.execute(
        "UPDATE toy_note SET read_at = ? WHERE id = ?", (sandbox.now, payload["id"])
    )
    if url := sandbox.setting("toy.hook_url"):
        body = dump_json({"id": payload["id"], "at": sandbox.now})
        retry_ms = (1000, 60_000)
        webhooks.emit(sandbox, Message("toy", "note.read", url, body, retry_ms=retry_ms))


def tell_again(sandbox: Sandbox, note: str | None, changes: dict[str, Any]) -> list[int]:
    """The trigger: tell of a note as if it had just been read."""
    if sandbox.row("SELECT 1 FROM toy_note WHERE id = ?", note) is None:
        raise LookupError(f"there is no note {note!r}")
    url = sandbox.setting("toy.hook_url")
    body = dump_json({"id": note, "at": sandbox.now, **changes})
    return [webhooks.emit(sandbox, Message("toy", "note.read", url, body))]


def seed(sandbox: Sandbox, world: str) -> None:
    """A token in every world, one note in the demo world."""
    credentials.ensure(sandbox, "toy", "token", "toy-token")
    if world == "demo":
        sandbox.db.table("toy_note").insert({"id": sandbox.new_id(), "text": "welcome"})


def access(sandbox: Sandbox) -> Access:
    """A token."""
    token = credentials.first(sandbox, "toy", "token").text
    return Access({"Authorization": f"Bearer {token}"}, {"token": token}, {"account": "a1"})


def authenticate(call: Call) -> str:
    """The token's text."""
    token = bearer(call.headers.get("Authorization"))
    if token is None or credentials.find(call.sandbox, "toy", "token", token) is None:
        raise Problem(401, "who", "who are you?")
    limit = call.sandbox.setting("toy.calls_per_minute")
    left, wait_ms = quotas.take(call.sandbox, "toy", limit, 60_000)
    if left < 0:
        raise Problem(
            429, "slow", "slower", headers={"Retry-After": str(wait_ms // 1000)}, origin="quota"
        )
    return token


def render(problem: Problem, call: Call) -> Reply:
    """The toy's envelope, the trace id in it."""
    details = [".".join(map(str, detail.path)) for detail in problem.details]
    body = {"toy_error": problem.code, "details": details, "trace": call.trace_id}
    return Reply(problem.status, body, problem.headers)


PROVIDER = Provider(
    name="toy",
    title="Toy",
    hosts=("api.toy.example", "files.toy.example"),
    operations=tuple(api),
    tables=("CREATE TABLE toy_note (id TEXT PRIMARY KEY, text TEXT, read_at INTEGER)",),
    seed=seed,
    access=access,
    authenticate=authenticate,
    render=render,
    on_malformed=lambda text: Problem(400, "malformed", text),
    on_invalid=lambda details, place: Problem(400, f"invalid-{place}", details=tuple(details)),
    events={"toy.read": read_note},
    settings=(
        Setting("toy.read_ms", 1000, "How long until a note is read.", "assumed", "ms"),
        Setting("toy.calls_per_minute", 0, "Quota; 0 is none.", "documented", "calls"),
        Setting("toy.hook_url", "", "Who is told of a note that was read.", "assumed"),
        Setting("toy.mood", "calm", "Mood.", "assumed", choices=("calm", "angry")),
    ),
    secret_headers=("Authorization", "X-Toy-Key"),
    security={"token": {"type": "http", "scheme": "bearer"}},
    error_shape=Refusal(),
    max_body=1000,
    controls=tuple(controls),
    triggers={"note.read": tell_again},
)
