"""Payment terms, units, lookup tables and items, custom data: records without many quirks."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.appzen import errors, store
from mockserver.providers.appzen.kinds import HELP, Kind, Read, Route, Search, Upsert, by
from mockserver.providers.appzen.schemas.lookups import (
    CustomData,
    KeptCustomData,
    KeptLookupItem,
    KeptLookupTable,
    LookupItem,
    LookupTable,
)
from mockserver.providers.appzen.schemas.payment_term import PaymentTerm
from mockserver.providers.appzen.schemas.search import PaymentTermHit
from mockserver.providers.appzen.schemas.unit_of_measure import KeptUnitOfMeasure, UnitOfMeasure
from mockserver.providers.appzen.store import Collection, Record
from mockserver.web.operation import SPEC

PAYMENT_TERM = Kind(
    noun="payment term",
    tag="payment term",
    schema=PaymentTerm(),
    shown=PaymentTerm(),
    key=by("id"),
    active=lambda term: bool(term["active"]),
    upserts=(Upsert("upsertPaymentTerm", "/payment-term", HELP + "12935071705363"),),
    reads=(
        Read("getPaymentTerm", "/payment-term/{uuid}", errors.SPECIFICATION, SPEC),
        Read(
            "getPaymentTermById",
            "/payment-term/payment-term-id/{payment-term-id}",
            errors.SPECIFICATION,
            SPEC,
            store.find_by_key,
        ),
    ),
    search=Search(
        "searchPaymentTerm",
        "/payment-term/search",
        HELP + "13088494604051",
        hit=PaymentTermHit(many=True),
        names=("payment_term_id",),
    ),
)

UNIT_OF_MEASURE = Kind(
    noun="unit of measure",
    tag="unit of measure",
    schema=UnitOfMeasure(),
    shown=KeptUnitOfMeasure(),
    key=by("uom_code"),
    upserts=(
        Upsert("upsertUnitOfMeasure", "/unit-of-measures", errors.SPECIFICATION, SPEC),
        Upsert("upsertUnitOfMeasureSingular", "/unit-of-measure", HELP + "13146131168659"),
    ),
    reads=(
        Read("getUnitOfMeasure", "/unit-of-measure/{uuid}", HELP + "13146575696275"),
        Read(
            "getUnitOfMeasureByCode",
            "/unit-of-measure/uom-code/{uom-code}",
            errors.SPECIFICATION,
            SPEC,
            store.find_by_key,
        ),
    ),
)

LOOKUP_TABLE = Kind(
    noun="lookup table",
    tag="lookup table",
    schema=LookupTable(),
    shown=KeptLookupTable(),
    key=by("lookup_name_id"),
    upserts=(Upsert("upsertLookupTable", "/lookup-table", errors.SPECIFICATION, SPEC),),
    listing=Route("listLookupTables", "/lookup-table", errors.SPECIFICATION, SPEC),
    reads=(
        Read("getLookupTable", "/lookup-table/{uuid}", errors.SPECIFICATION, SPEC),
        Read(
            "getLookupTableByNameId",
            "/lookup-table/lookup-name-id/{lookup-name-id}",
            errors.SPECIFICATION,
            SPEC,
            store.find_by_key,
        ),
    ),
)


def with_parent_table(sandbox: Sandbox, where: Collection, record: Record) -> dict[str, Any]:
    """The parent of the item's table, when the table is known and has one."""
    tables = Collection(where.account, LOOKUP_TABLE.noun)
    table = store.find_by_key(sandbox, tables, (record.document["lookup_name_id"],))
    parent = None if table is None else table.document.get("parent_lookup_name_id")
    return {} if parent is None else {"parent_lookup_name_id": parent}


LOOKUP_ITEM = Kind(
    noun="lookup item",
    tag="lookup",
    schema=LookupItem(),
    shown=KeptLookupItem(),
    key=by("lookup_name_id", "lookup_item_id"),
    complete=with_parent_table,
    upserts=(Upsert("upsertLookup", "/lookup", errors.SPECIFICATION, SPEC),),
    reads=(
        Read("getLookup", "/lookup/{uuid}", errors.SPECIFICATION, SPEC),
        Read(
            "getLookupByIds",
            "/lookup/lookup-name-id/{lookup-name-id}/lookup-item-id/{lookup-item-id}",
            errors.SPECIFICATION,
            SPEC,
            store.find_by_key,
        ),
    ),
)

CUSTOM_DATA = Kind(
    noun="custom data record",
    tag="custom data",
    schema=CustomData(),
    shown=KeptCustomData(),
    key=by("dataset_name", "custom_external_id"),
    upserts=(Upsert("upsertCustomData", "/custom-data", errors.SPECIFICATION, SPEC),),
    reads=(
        Read("getCustomData", "/custom-data/{uuid}", errors.SPECIFICATION, SPEC),
        Read(
            "getCustomDataByIds",
            "/custom-data/dataset-name/{dataset-name}/external-id/{custom-external-id}",
            errors.SPECIFICATION,
            SPEC,
            store.find_by_key,
        ),
    ),
)
