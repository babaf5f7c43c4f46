"""Parents and subsidiaries: which companies belong to which.

Source: https://docs.codat.io/using-the-api/managing-companies. The specification has the members in
answers only; that POST and PUT take them is what the documentation says.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, store
from mockserver.providers.codat.store import Row

PARENT, SUBSIDIARIES = "referenceParentCompany", "referenceSubsidiaryCompanies"


def place(sandbox: Sandbox, company: Row, body: dict[str, Any]) -> Row:
    """The company with the relatives that a body names; both sides agree. Raises 400."""
    parent = body.get(PARENT)
    parent_id = None if parent is None else _known(sandbox, company, parent["id"], PARENT)
    children = [
        _known(sandbox, company, child["id"], SUBSIDIARIES)
        for child in body.get(SUBSIDIARIES) or ()
    ]
    if parent_id in _descendants(sandbox, company["id"], children):
        raise errors.invalid_field(PARENT, "A company cannot be above and below another one.")
    placed = company | {"parent_id": parent_id}
    store.change_company(sandbox, placed)
    store.place_under(sandbox, company["id"], children)
    return placed


def _known(sandbox: Sandbox, company: Row, company_id: str, field: str) -> str:
    found = store.find_company(sandbox, company_id)
    if found is None:
        raise errors.invalid_field(field, f"No company was found with ID {company_id}")
    if found["id"] == company["id"]:
        raise errors.invalid_field(field, "A company cannot refer to itself.")
    return str(found["id"])


def _descendants(sandbox: Sandbox, company_id: str, children: list[str]) -> set[str]:
    """The children, and all below them that do not come by way of the company's old ones."""
    seen: set[str] = set()
    level = children
    while level:
        seen |= set(level)
        below = store.subsidiaries_of(sandbox, level)
        level = [row["id"] for row in below if row["id"] not in seen]
    return seen | {company_id}
