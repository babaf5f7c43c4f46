"""The operations on master data, made from the table of kinds: upsert, read, search."""

import re
from collections.abc import Callable
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.appzen import errors, rules, store
from mockserver.providers.appzen.auth import Customer
from mockserver.providers.appzen.kinds import KINDS, Kind, Read
from mockserver.providers.appzen.schemas.answers import CREATED, UPDATED, UpsertResult
from mockserver.providers.appzen.schemas.search import LIMIT, FindQuery
from mockserver.web.call import Call
from mockserver.web.operation import Api, Reply, snake_case

BASE = "/dictionary-data-services"
REFUSES = (400, 401, 403, 404, 500)
_VARIABLE = re.compile(r"\{([^}]+)\}")
RESULT = UpsertResult()
QUERY = FindQuery()


def api_of(kind: Kind) -> Api:
    """Everything that can be done with records of one kind."""
    api = Api()
    tags, title = (kind.noun,), kind.noun.title().replace(" ", "")
    api.post(
        BASE + kind.path,
        name=f"upsert{title}",
        body=kind.schema,
        returns={201: RESULT, 200: RESULT},
        refuses=REFUSES,
        tags=tags,
        evidence=kind.evidence,
        source=kind.source,
    )(_upsert(kind))
    for read in kind.reads:
        api.get(
            BASE + kind.path + read.path,
            name=read.name,
            returns=(200, kind.schema),
            refuses=REFUSES,
            tags=tags,
            evidence=read.evidence,
            source=read.source,
        )(_read(kind, read))
    if kind.hit is not None:
        api.post(
            f"{BASE}{kind.path}/search",
            name=f"search{title}",
            body=QUERY,
            returns=(200, kind.hit),
            refuses=REFUSES,
            tags=tags,
            evidence=kind.evidence,
            source=kind.search_source,
        )(_search(kind))
    return api


def put(sandbox: Sandbox, account: str, kind: Kind, record: store.Document) -> tuple[str, str]:
    """Create a record or replace the one with its key; returns its uuid and what happened."""
    where = store.Collection(account, kind.noun)
    key = tuple(record[name] for name in kind.key)
    uuid = store.find_uuid(sandbox, where, key)
    if uuid is not None:
        store.replace(sandbox, uuid, record[kind.active], record)
        return uuid, UPDATED
    new = store.Found(key, sandbox.new_id(), record[kind.active], sandbox.now)
    store.insert(sandbox, where, new, record)
    return new.uuid, CREATED


def _upsert(kind: Kind) -> Callable[..., Reply]:
    def upsert(sandbox: Sandbox, body: store.Document, caller: Customer) -> Reply:
        breaches = kind.breaches(sandbox, body)
        if breaches:
            raise errors.broken(breaches)
        uuid, status = put(sandbox, caller.account, kind, kind.tidy(body))
        return Reply(201 if status == CREATED else 200, {"uuid": uuid, "status": status})

    upsert.__doc__ = f"Create the {kind.noun} with this key, or replace it as a whole."
    return upsert


def _read(kind: Kind, read: Read) -> Callable[..., store.Document]:
    names = [snake_case(name) for name in _VARIABLE.findall(read.path)]

    def get(sandbox: Sandbox, caller: Customer, call: Call) -> store.Document:
        key = [call.path_args[name] for name in names]
        found = read.find(sandbox, store.Collection(caller.account, kind.noun), key)
        if found is None:
            raise errors.unknown_record(kind.noun, repr("/".join(key)))
        return found

    get.__doc__ = f"One {kind.noun}, as it was last written."
    return get


def _search(kind: Kind) -> Callable[..., list[dict[str, Any]]]:
    def search(sandbox: Sandbox, body: dict[str, int], caller: Customer) -> list[dict[str, Any]]:
        breaches = rules.of_window(body["since"], body["until"])
        if breaches:
            raise errors.broken(breaches)
        where = store.Collection(caller.account, kind.noun)
        found = store.updated_between(
            sandbox, where, body["since"], body["until"], body["limit"] or LIMIT
        )
        return [_hit(kind, one) for one in found]

    search.__doc__ = f"Which {kind.noun} records were updated when; the oldest update first."
    return search


def _hit(kind: Kind, found: store.Found) -> dict[str, Any]:
    return {
        **dict(zip(kind.key, found.key, strict=True)),
        "appzen_uuid": found.uuid,
        "is_active": found.active,
        "last_appzen_update_time": found.updated_at,
    }


operations = tuple(operation for kind in KINDS for operation in api_of(kind))
