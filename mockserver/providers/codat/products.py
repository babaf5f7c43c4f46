"""Products: what of Codat a company uses, and fetching the data that one of them needs.

Source: Platform API specification, add-product, remove-product and refresh-product-data.
"""

from typing import Any

from mockserver import fixtures
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, rules, store, syncs, webhooks
from mockserver.providers.codat.catalogue import DATA_TYPES
from mockserver.providers.codat.lookup import company_of
from mockserver.providers.codat.schemas.companies import ProductRefresh
from mockserver.providers.codat.store import Row
from mockserver.web.call import Call
from mockserver.web.operation import SPEC, Api
from mockserver.web.problem import Reason

api = Api()
Document = dict[str, Any]
ONE = "/companies/{companyId}/products/{productIdentifier}"
REFRESH = "Platform API specification, refresh-product-data"
STANDARD = {one["id"]: one["name"] for one in fixtures.load("codat", "products")["products"]}
BUSY = (
    "Data cannot be refreshed while a read operation is in progress."
    " Allow the read to complete before attempting to refresh."
)


@api.put(
    ONE,
    returns=(204, None),
    source="Platform API specification, add-product",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Companies",),
)
def add_product(sandbox: Sandbox, company_id: str, product_identifier: str, call: Call) -> None:
    """Let a company use a product; again is no mistake."""
    company = company_of(sandbox, company_id)
    product = _known(sandbox, product_identifier)
    if product not in company["products"]:
        company["products"].append(product)
        store.change_company(sandbox, company)
        webhooks.product_changed(call, company, product, named(product), "added")


@api.delete(
    ONE,
    returns=(204, None),
    source="Platform API specification, remove-product",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Companies",),
)
def remove_product(sandbox: Sandbox, company_id: str, product_identifier: str, call: Call) -> None:
    """Take a product from a company. Raises 404 when it has none such."""
    company = company_of(sandbox, company_id)
    product = _used(company, product_identifier)
    company["products"].remove(product)
    store.change_company(sandbox, company)
    webhooks.product_changed(call, company, product, named(product), "removed")


@api.post(
    f"{ONE}/refresh",
    body=ProductRefresh(),
    body_required=False,
    returns=(202, None),
    source=REFRESH,
    evidence=SPEC,
    refuses=(400, 401, 404, 422, 429),
    tags=("Companies",),
)
def refresh_product_data(
    sandbox: Sandbox, company_id: str, product_identifier: str, body: Document | None
) -> None:
    """Fetch what a custom product needs, at every linked connection."""
    company = company_of(sandbox, company_id)
    product = _used(company, product_identifier)
    if product in STANDARD:
        text = (
            f"{STANDARD[product]} doesn't support data refreshing. For more information, refer to"
            " your solution’s documentation [here](https://docs.codat.io)."
        )
        raise _refused("standard-product", text, "a custom product", product)
    wanted = (body or {}).get("dataTypes") or None
    unknown = [name for name in wanted or () if name not in DATA_TYPES]
    if unknown:
        options = f"Invalid data types: {', '.join(unknown)}. Valid options: "
        raise _refused("data-type", options + ", ".join(DATA_TYPES), "data types", unknown[0])
    if store.is_reading(sandbox, company["id"]):
        raise _refused("read-in-progress", BUSY, "no read in progress", "one")
    syncs.queue_all(sandbox, company, wanted)


def defaults(sandbox: Sandbox) -> list[str]:
    """The products of a new company."""
    return rules.words(sandbox.setting("codat.default_products"))


def named(product: str) -> str:
    """The name of a product; a custom one goes by its id."""
    return str(STANDARD.get(product, product))


def _known(sandbox: Sandbox, product: str) -> str:
    """The id of a product of the account. Raises 404."""
    if product not in STANDARD and product not in rules.words(
        sandbox.setting("codat.custom_products")
    ):
        raise _no_product(product)
    return str(product)


def _used(company: Row, product: str) -> str:
    if product not in company["products"]:
        raise _no_product(product)
    return product


def _no_product(product: str) -> Exception:
    source = "assumed: 404 is in the specification, its text is not"
    reason = Reason("product-unknown", got=product, evidence="assumed", source=source)
    return errors.refused(404, errors.CLIENTS, f"Product {product} not found", reason)


def _refused(rule: str, text: str, expected: str, got: str) -> Exception:
    reason = Reason(rule, text, "", expected, got, "spec", REFRESH)
    return errors.refused(400, errors.PUBLIC, text, reason)
