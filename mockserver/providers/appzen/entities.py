"""Entities: the companies and operating units of a customer."""

from mockserver.engine.world import Setting
from mockserver.providers.appzen import errors, rules, store
from mockserver.providers.appzen.kinds import HELP, Kind, Read, Search, Upsert, Write, by
from mockserver.providers.appzen.schemas.entity import Entity
from mockserver.providers.appzen.schemas.search import EntityHit
from mockserver.providers.appzen.store import Document, Record
from mockserver.web.operation import SPEC

STRICT_ADDRESSES = Setting(
    "appzen.strict_addresses",
    True,
    "Refuse an entity's address without address_type, as documented. Clients have been seen that"
    " send none; false lets them pass.",
    "documented",
)


def breaches(write: Write) -> list[rules.Breach]:
    """What is wrong with an entity in this sandbox."""
    strict = write.sandbox.setting(STRICT_ADDRESSES.name)
    return rules.of_entity(write.record, strict_addresses=strict)


def with_one_spelling(write: Write, _old: Record | None) -> Document:
    """The lookup names under one of their two names: the help centre's when both were sent.

    Undocumented; the help centre says coa-look-names, the specification coa_lookup_names.
    """
    lookups = write.record.get("dataset_lookup_names", {})
    if "help_centre_names" in lookups:
        lookups.pop("coa_lookup_names", None)
    return write.record


ENTITY = Kind(
    noun="entity",
    tag="entity",
    schema=Entity(),
    shown=Entity(),
    key=by("entity_id"),
    breaches=breaches,
    tidy=with_one_spelling,
    upserts=(Upsert("upsertEntity", "/entity", rules.ENTITY_ARTICLE),),
    reads=(
        Read("getEntity", "/entity/{uuid}", HELP + "12944442450195"),
        Read(
            "getEntityByExternalId",
            "/entity/external-entity-id/{external-entity-id}",
            errors.SPECIFICATION,
            SPEC,
            store.find_by_key,
        ),
    ),
    search=Search(
        "searchEntity",
        "/entity/search",
        rules.SEARCH_ARTICLE,
        hit=EntityHit(many=True),
        names=("entity_id",),
    ),
)
