"""The kinds of master data that AppZen keeps: each one's key, shape, read routes and quirks.

Every kind is written by one upsert and read back in its own ways; `records.py` makes the
operations. What only one kind does is a function named in its entry.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from mockserver.engine.sandbox import Sandbox
from mockserver.engine.world import Setting
from mockserver.providers.appzen import errors, rules, store
from mockserver.providers.appzen.schemas.entity import Entity
from mockserver.providers.appzen.schemas.search import EntityHit
from mockserver.web.operation import DOCUMENTED, SPEC

HELP = "https://support.appzen.com/hc/en-us/articles/"

STRICT_ADDRESSES = Setting(
    "appzen.strict_addresses",
    True,
    "Refuse an entity's address without address_type, as documented. Clients have been seen that"
    " send none; false lets them pass.",
    "documented",
)


@dataclass(frozen=True)
class Read:
    """A way to read one record: the path behind the kind's own, and the question it asks."""

    name: str
    path: str
    find: Callable[[Sandbox, store.Collection, Sequence[str]], store.Document | None]
    evidence: str
    source: str


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    `key` names the fields that identify a record of a customer; `active` the field that says
    whether the ERP uses it; `breaches` what is wrong with a well-formed one; `tidy` what is kept
    of a good one; `hit` shows it in a search (None: there is no search).
    """

    noun: str
    path: str
    schema: Schema
    key: tuple[str, ...]
    active: str
    breaches: Callable[[Sandbox, Mapping[str, Any]], list[rules.Breach]]
    reads: tuple[Read, ...]
    hit: Schema | None
    source: str
    search_source: str = ""
    evidence: str = DOCUMENTED
    tidy: Callable[[store.Document], store.Document] = lambda record: record


def entity_breaches(sandbox: Sandbox, entity: Mapping[str, Any]) -> list[rules.Breach]:
    """What is wrong with an entity in this sandbox."""
    strict = sandbox.setting(STRICT_ADDRESSES.name)
    return rules.of_entity(entity, strict_addresses=strict)


def with_one_spelling(entity: store.Document) -> store.Document:
    """The lookup names under one of their two names: the help centre's when both were sent.

    Undocumented; the help centre says coa-look-names, the specification coa_lookup_names.
    """
    lookups = entity.get("dataset_lookup_names", {})
    if "help_centre_names" in lookups:
        lookups.pop("coa_lookup_names", None)
    return entity


ENTITY = Kind(
    noun="entity",
    path="/entity",
    schema=Entity(),
    key=("entity_id",),
    active="is_active",
    breaches=entity_breaches,
    tidy=with_one_spelling,
    reads=(
        Read("getEntity", "/{uuid}", store.find_by_uuid, DOCUMENTED, HELP + "12944442450195"),
        Read(
            "getEntityByExternalId",
            "/external-entity-id/{external-entity-id}",
            store.find_by_key,
            SPEC,
            errors.SPECIFICATION,
        ),
    ),
    hit=EntityHit(many=True),
    source=rules.ENTITY_ARTICLE,
    search_source=rules.SEARCH_ARTICLE,
)

KINDS = (ENTITY,)
