"""The operations on records, made from the table of kinds: upsert, read, list, search."""

import re
from collections.abc import Callable
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.appzen import errors, rules, store
from mockserver.providers.appzen.auth import Customer
from mockserver.providers.appzen.kinds import Kind, Read, Search, Upsert, Write
from mockserver.providers.appzen.schemas.answers import CREATED, UPDATED
from mockserver.providers.appzen.schemas.search import LIMIT, FindQuery
from mockserver.providers.appzen.store import Collection, Document, Record
from mockserver.web.call import Call
from mockserver.web.operation import Api, Operation, Reply, snake_case

BASE = "/dictionary-data-services"
REFUSES = (400, 401, 403, 404, 500)
_VARIABLE = re.compile(r"\{([^}]+)\}")
_FLAGS = {"": False, "false": False, "true": True}
QUERY = FindQuery()


def api_of(kind: Kind) -> Api:
    """Everything that can be done with records of one kind."""
    api = Api()
    for upsert in kind.upserts:
        written = {201: kind.result, 200: kind.result}
        api.post(BASE + upsert.path, body=kind.schema, returns=written, **_facts(kind, upsert))(
            _upsert(kind, upsert)
        )
    for read in kind.reads:
        api.get(BASE + read.path, returns=(200, kind.shown), **_facts(kind, read))(
            _read(kind, read)
        )
    if kind.listing is not None:
        many = type(kind.shown)(many=True)
        api.get(BASE + kind.listing.path, returns=(200, many), **_facts(kind, kind.listing))(
            _list(kind)
        )
    if kind.search is not None:
        found = (200, kind.search.hit)
        api.post(BASE + kind.search.path, body=QUERY, returns=found, **_facts(kind, kind.search))(
            _search(kind, kind.search)
        )
    return api


def operations_of(kinds: tuple[Kind, ...]) -> tuple[Operation, ...]:
    """The operations of many kinds."""
    return tuple(operation for kind in kinds for operation in api_of(kind))


def put(kind: Kind, write: Write) -> tuple[Record, str]:
    """Create a record or replace the one it means; returns it and what happened."""
    sandbox, old = write.sandbox, kind.find(write)
    document = kind.tidy(write, old)
    record = Record(
        kind.key(document),
        kind.alias(document),
        kind.new_id(sandbox) if old is None else old.uuid,
        kind.active(document),
        sandbox.now if old is None else old.created_at,
        sandbox.now,
        document,
    )
    (store.insert if old is None else store.replace)(sandbox, write.where, record)
    kind.follow(write, record)
    return record, CREATED if old is None else UPDATED


def view(sandbox: Sandbox, caller: Customer, kind: Kind, record: Record) -> Document:
    """What a reader is shown; the kind's schema picks from it."""
    where = Collection(caller.account, kind.noun)
    return {
        **record.document,
        "uuid": record.uuid,
        "customer_id": caller.id,
        "last_updated_at": record.updated_at,
        **kind.complete(sandbox, where, record),
    }


def options_of(call: Call, names: tuple[str, ...]) -> frozenset[str]:
    """Which boolean headers are true. Raises 400 for one that is neither true nor false."""
    wanted = set()
    for name in names:
        text = call.headers.get(name, "").strip()
        flag = _FLAGS.get(text.lower())
        if flag is None:
            raise errors.bad_header(name, text)
        if flag:
            wanted.add(name)
    return frozenset(wanted)


def _facts(kind: Kind, route: Any) -> dict[str, Any]:
    return {
        "name": route.name,
        "refuses": REFUSES,
        "tags": (kind.tag,),
        "evidence": route.evidence,
        "source": route.source,
    }


def _upsert(kind: Kind, route: Upsert) -> Callable[..., Reply]:
    def upsert(sandbox: Sandbox, body: Document, caller: Customer, call: Call) -> Reply:
        options = options_of(call, route.options)
        write = Write(sandbox, caller, Collection(caller.account, kind.noun), body, options)
        breaches = kind.breaches(write)
        if breaches:
            raise errors.broken(breaches)
        record, status = put(kind, write)
        return Reply(201 if status == CREATED else 200, kind.answer(write, record, status))

    upsert.__doc__ = f"Create the {kind.noun} with this key, or replace it as a whole."
    if route.options:
        upsert.__doc__ += f" Headers: {', '.join(route.options)} (true or false)."
    return upsert


def _read(kind: Kind, read: Read) -> Callable[..., Document]:
    names = [snake_case(name) for name in _VARIABLE.findall(read.path)]

    def get(sandbox: Sandbox, caller: Customer, call: Call) -> Document:
        key = [call.path_args[name] for name in names]
        found = read.find(sandbox, Collection(caller.account, kind.noun), key)
        if found is None:
            raise errors.unknown_record(kind.noun, repr("/".join(key)))
        return view(sandbox, caller, kind, found)

    get.__doc__ = f"One {kind.noun}, as it was last written."
    return get


def _list(kind: Kind) -> Callable[..., list[Document]]:
    def list_all(sandbox: Sandbox, caller: Customer) -> list[Document]:
        records = store.every(sandbox, Collection(caller.account, kind.noun))
        return [view(sandbox, caller, kind, record) for record in records]

    list_all.__doc__ = f"Every {kind.noun} of the customer; the one created first comes first."
    return list_all


def _search(kind: Kind, route: Search) -> Callable[..., list[dict[str, Any]]]:
    def search(sandbox: Sandbox, body: dict[str, int], caller: Customer) -> list[dict[str, Any]]:
        breaches = rules.of_window(body["since"], body["until"])
        if breaches:
            raise errors.broken(breaches)
        where = Collection(caller.account, kind.noun)
        found = store.updated_between(
            sandbox, where, body["since"], body["until"], body["limit"] or LIMIT
        )
        return [_hit(route.names, one) for one in found]

    search.__doc__ = f"Which {kind.noun} records were updated when; the oldest update first."
    return search


def _hit(names: tuple[str, ...], found: Record) -> dict[str, Any]:
    return {
        **dict(zip(names, found.key, strict=False)),
        "appzen_uuid": found.uuid,
        "is_active": found.active,
        "last_appzen_update_time": found.updated_at,
    }
