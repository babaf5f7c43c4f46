"""Statements and aged reports, as they are answered."""

from marshmallow import fields

from mockserver.providers.codat.schemas.accounting import parts
from mockserver.providers.codat.schemas.accounting.parts import choice, many, number, one, when
from mockserver.providers.codat.schemas.shared import Lenient


class ReportLine(Lenient):
    """A line of a statement and those it is made of."""

    account_id = parts.text()
    name = parts.text()
    value = number(required=True)
    items = fields.List(
        fields.Nested(lambda: ReportLine())  # noqa: PLW0108 - it refers to itself
    )


class Statement(Lenient):
    """What all statements say."""

    currency = parts.currency_code()
    most_recent_available_month = when("The newest month there is.")
    earliest_available_month = when("The oldest month there is.")


class Balances(Lenient):
    """What there is at the end of a period."""

    date = when("The last day of the period.")
    assets = one(ReportLine)
    liabilities = one(ReportLine)
    net_assets = number(required=True)
    equity = one(ReportLine)


class BalanceSheet(Statement):
    """What there is."""

    reports = many(Balances, required=True)


class Earnings(Lenient):
    """What a period earned."""

    from_date = when("The first day of the period.")
    to_date = when("The last day of the period.")
    income = one(ReportLine)
    cost_of_sales = one(ReportLine)
    gross_profit = number(required=True)
    expenses = one(ReportLine)
    net_operating_profit = number(required=True)
    other_expenses = one(ReportLine)
    other_income = one(ReportLine)
    net_other_income = number(required=True)
    net_profit = number(required=True)


class ProfitAndLoss(Statement):
    """What was earned."""

    reports = many(Earnings, required=True)
    report_basis = choice("Unknown", "Accrual", "Cash", required=True)


class CashFlow(Lenient):
    """Where the money of a period came from and went to."""

    from_date = when("The first day of the period.")
    to_date = when("The last day of the period.")
    cash_receipts = one(ReportLine)
    cash_payments = one(ReportLine)


class CashFlowStatement(Statement):
    """Where money came from and went to."""

    reports = many(CashFlow, required=True)
    report_basis = choice("Unknown", "Accrual", "Cash", required=True)
    report_input = choice("Unknown", "Indirect", "Direct", required=True)


class AgedDetail(Lenient):
    """What an amount is made of."""

    name = parts.text()
    amount = number()


class AgedAmount(Lenient):
    """What documents of an age come to."""

    from_date = when("From this day.")
    to_date = when("To before this day.")
    amount = number()
    details = many(AgedDetail)


class AgedCurrency(Lenient):
    """What is owed in one currency."""

    currency = parts.currency_code()
    aged_outstanding_amounts = many(AgedAmount)


class AgedDebtor(Lenient):
    """What a customer owes."""

    customer_id = parts.text()
    customer_name = parts.text()
    aged_currency_outstanding = many(AgedCurrency)


class AgedCreditor(Lenient):
    """What is owed to a supplier."""

    supplier_id = parts.text()
    supplier_name = parts.text()
    aged_currency_outstanding = many(AgedCurrency)


class AgedReport(Lenient):
    """When a report was made, and for which day."""

    generated = when("When it was made.")
    report_date = when("The day it is for.")


class AgedDebtorReport(AgedReport):
    """What customers owe, by age."""

    data = many(AgedDebtor)


class AgedCreditorReport(AgedReport):
    """What is owed to suppliers, by age."""

    data = many(AgedCreditor)
