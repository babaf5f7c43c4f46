"""The categories that Codat suggests for accounts: up to five levels, from general to special.

Source: the samples of the categorized statements of the Lending API; for accounts that they do not
name the levels are our own, from the category that an account has in its books.
"""

from collections.abc import Mapping
from typing import Any

from mockserver import fixtures
from mockserver.providers.codat.books.sums import category_of

CONFIDENCE = 99.99  # that of every level of the samples
_LEVELS: Mapping[str, Any] = fixtures.load("codat", "books", "levels")


def levels_of(account: Mapping[str, Any]) -> list[str]:
    """`["Expense", "Operating", "Marketing"]`."""
    named: list[str] | None = _LEVELS["by_name"].get(account.get("name"))
    return named or list(_LEVELS["by_category"][category_of(dict(account))])
