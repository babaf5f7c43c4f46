"""VAT records, which are known by code and rate, and tax records."""

from collections.abc import Sequence

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.appzen import errors, rules, store
from mockserver.providers.appzen.kinds import HELP, Kind, Read, Upsert, by
from mockserver.providers.appzen.rules import master
from mockserver.providers.appzen.schemas.fields import number_of
from mockserver.providers.appzen.schemas.taxes import KeptVat, Tax, Vat
from mockserver.providers.appzen.store import Collection, Document, Record
from mockserver.web.operation import SPEC


def code_and_rate(vat: Document) -> tuple[str, str]:
    """The key of a VAT record; a missing rate counts as 0."""
    return vat["vat_code"], master.rate_text(vat.get("vat_rate", 0))


def find_by_code_and_rate(sandbox: Sandbox, where: Collection, key: Sequence[str]) -> Record | None:
    """The VAT record of a code and a rate, however the rate is spelled."""
    code, given = key
    rate = number_of(given)
    if rate is None:
        return None
    return store.find_by_key(sandbox, where, (code, master.rate_text(rate)))


VAT = Kind(
    noun="VAT record",
    tag="VAT",
    schema=Vat(),
    shown=KeptVat(),
    key=code_and_rate,
    alias=lambda vat: vat.get("vat_id"),
    upserts=(Upsert("upsertVat", "/vat", HELP + "12972679549203"),),
    reads=(
        Read("getVat", "/vat/{uuid}", HELP + "13145993367827"),
        Read("getVatById", "/vat/vat-id/{vat-id}", errors.SPECIFICATION, SPEC, store.find_by_alias),
        Read(
            "getVatByCodeAndRate",
            "/vat/vat-code/{vat-code}/vat-rate/{vat-rate}",
            errors.SPECIFICATION,
            SPEC,
            find_by_code_and_rate,
        ),
    ),
)

TAX = Kind(
    noun="tax",
    tag="tax",
    schema=Tax(),
    shown=Tax(),
    key=by("tax_id"),
    breaches=lambda write: rules.specified(master.of_tax(write.record)),
    upserts=(Upsert("upsertTax", "/tax", errors.SPECIFICATION, SPEC),),
    reads=(
        Read("getTax", "/tax/{uuid}", errors.SPECIFICATION, SPEC),
        Read("getTaxById", "/tax/tax-id/{tax-id}", errors.SPECIFICATION, SPEC, store.find_by_key),
    ),
)
