"""Companies: the businesses whose data is shared.

Source: https://docs.codat.io/using-the-api/managing-companies and the Platform API specification.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import (
    documents,
    errors,
    families,
    linking,
    products,
    rules,
    store,
    webhooks,
)
from mockserver.providers.codat.auth import Client
from mockserver.providers.codat.catalogue import INTEGRATIONS
from mockserver.providers.codat.listing import Kind, Source, listed
from mockserver.providers.codat.lookup import company_of
from mockserver.providers.codat.queryable import COMPANY_FIELDS
from mockserver.providers.codat.schemas.companies import (
    Companies,
    CompaniesQuery,
    Company,
    CompanyBody,
    CompanyChange,
    NewCompany,
)
from mockserver.providers.codat.timestamps import stamp
from mockserver.web.call import Call
from mockserver.web.operation import SPEC, Api
from mockserver.web.problem import Reason

api = Api()
Document = dict[str, Any]
KIND = Kind("Company", errors.CLIENTS, COMPANY_FIELDS, modified="created")


@api.get(
    "/companies",
    query=CompaniesQuery(),
    returns=(200, Companies()),
    source="Platform API specification, list-companies",
    evidence=SPEC,
    refuses=(400, 401, 429),
    tags=("Companies",),
)
def list_companies(sandbox: Sandbox, query: Document, call: Call) -> Document:
    """All companies, newest first."""
    source = Source(
        lambda: store.count_companies(sandbox),
        lambda limit, offset: documents.companies(call, store.companies(sandbox, limit, offset)),
    )
    return listed(call, KIND, source, query)


@api.post(
    "/companies",
    body=NewCompany(),
    returns=(200, Company()),
    source="Platform API specification, create-company; platformType: tutorial Step 2: Connect",
    evidence=SPEC,
    refuses=(400, 401, 402, 422, 429),
    tags=("Companies",),
)
def create_company(sandbox: Sandbox, body: Document, caller: Client, call: Call) -> Document:
    """Make a company; its `redirect` is where it links its data."""
    platform = body.get("platformType") or None
    if platform is not None and platform not in INTEGRATIONS:
        raise errors.platform_key_not_valid(platform, errors.CLIENTS, "platformType")
    company = {
        **_checked(body),
        "id": sandbox.new_id(),
        "platform_key": platform,
        "created": stamp(sandbox),
        "created_by": caller.key_name,
        "products": products.defaults(sandbox),
        "parent_id": None,
    }
    _refuse_beyond_limit(sandbox)
    store.add_company(sandbox, company)
    company = families.place(sandbox, company, body)
    webhooks.company_changed(call, company, "created")
    if platform is not None and sandbox.setting("codat.platform_type_connects"):
        linking.new_connection(call, company, INTEGRATIONS[platform])
    return documents.company(call, company, created_now=True)


@api.get(
    "/companies/{companyId}",
    returns=(200, Company()),
    source="Platform API specification, get-company",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Companies",),
)
def get_company(sandbox: Sandbox, company_id: str, call: Call) -> Document:
    """One company with its connections."""
    return documents.company(call, company_of(sandbox, company_id))


@api.put(
    "/companies/{companyId}",
    body=CompanyBody(),
    returns=(200, Company()),
    source="Platform API specification, replace-company",
    evidence=SPEC,
    refuses=(400, 401, 404, 429),
    tags=("Companies",),
)
def replace_company(sandbox: Sandbox, company_id: str, body: Document, call: Call) -> Document:
    """Give a company a new name, description, tags and relatives; what is left out is cleared."""
    company = company_of(sandbox, company_id) | _checked(body)
    store.change_company(sandbox, company)
    return documents.company(call, families.place(sandbox, company, body))


@api.patch(
    "/companies/{companyId}",
    body=CompanyChange(),
    returns=(200, Company()),
    source="Platform API specification, update-company",
    evidence=SPEC,
    refuses=(400, 401, 404, 422, 429),
    tags=("Companies",),
)
def update_company(sandbox: Sandbox, company_id: str, body: Document, call: Call) -> Document:
    """Change some of a company; what is left out or null stays. `tags` replaces all tags."""
    company = company_of(sandbox, company_id)
    kept = {name: company[name] for name in ("name", "description", "tags")}
    company |= _checked(kept | rules.absent_removed(body))
    store.change_company(sandbox, company)
    return documents.company(call, company)


@api.delete(
    "/companies/{companyId}",
    returns=(204, None),
    source="Platform API specification, delete-company",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Companies",),
)
def delete_company(sandbox: Sandbox, company_id: str, call: Call) -> None:
    """Take a company away, with its connections and data."""
    company = company_of(sandbox, company_id)
    webhooks.company_changed(call, company, "deleted")
    store.delete_company(sandbox, company["id"])


def _checked(body: Document) -> Document:
    """Name, description and tags as they are kept. Raises 400."""
    name, tags = rules.clean_name(body["name"]), body.get("tags") or {}
    problem = rules.name_problem(name)
    if problem is not None:
        raise errors.invalid_field("name", problem)
    problem = rules.tags_problem(tags)
    if problem is not None:
        raise errors.invalid_field("tags", problem)
    return {"name": name, "description": body.get("description") or "", "tags": tags}


def _refuse_beyond_limit(sandbox: Sandbox) -> None:
    limit = sandbox.setting("codat.company_limit")
    if not limit or store.count_companies(sandbox) < limit:
        return
    text = "CompanyValidationException: Company limit exceeded"
    message = f"Company limit exceeded. Learn more at {errors.ERRORS}"
    line = errors.validation_error("company", message, "CreateCompany")
    reason = Reason("company-limit", f"{limit} companies", evidence="documented")
    validation = {"errors": [line], "warnings": []}
    raise errors.refused(402, errors.PUBLIC, text, reason, validation=validation)
