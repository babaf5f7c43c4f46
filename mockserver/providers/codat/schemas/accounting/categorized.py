"""Categorized statements, as they are answered.

Source: the Lending API specification, EnhancedFinancialReport.
"""

from marshmallow import fields

from mockserver.providers.codat.schemas.accounting import parts
from mockserver.providers.codat.schemas.accounting.parts import many, number, one, when
from mockserver.providers.codat.schemas.shared import Lenient, told


class CategoryLevel(Lenient):
    """A level of a category."""

    level_name = parts.text()
    confidence = number("In percent.")


class AccountCategory(Lenient):
    """The category of an account, from general to special."""

    status = fields.String(metadata=told("Suggested: nobody confirmed it."))
    levels = many(CategoryLevel)


class CategorizedAccount(Lenient):
    """An account of a statement."""

    date = when("The last day of the month.")
    balance = number()
    account_name = parts.text()
    account_id = parts.text()
    account_category = one(AccountCategory)


class CategorizedInfo(Lenient):
    """What a statement is, and of whom."""

    currency = parts.currency_code()
    report_name = parts.text()
    company_name = parts.text()
    generated_date = parts.text("When it was made.")


class CategorizedStatement(Lenient):
    """The accounts of a statement, month by month."""

    report_info = one(CategorizedInfo)
    report_items = many(CategorizedAccount)
