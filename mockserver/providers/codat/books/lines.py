"""Lines of documents: how their amounts follow from each other, and the totals of a document.

Published Sandbox data has it so: subTotal = quantity x unitAmount - discountAmount, taxAmount =
subTotal x rate, and the totals of a document are the sums of its lines.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mockserver.providers.codat.books.money import money, number, rounded, total

Document = dict[str, Any]
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Totals:
    """What the lines of a document add up to."""

    sub: Decimal
    tax: Decimal
    whole: Decimal
    discount: Decimal

    @property
    def discount_percentage(self) -> Decimal:
        """The discount as a part of what it is taken from."""
        before = self.sub + self.discount
        return rounded(self.discount / before * HUNDRED) if before > 0 else Decimal(0)


def net(line: Document) -> Decimal:
    """What a line comes to without tax."""
    gross = Decimal(str(line.get("quantity") or 0)) * Decimal(str(line.get("unitAmount") or 0))
    return rounded(gross - money(line.get("discountAmount")))


def tax(sub: Decimal, percent: Any) -> Decimal:
    """The tax on an amount."""
    return rounded(sub * Decimal(str(percent or 0)) / HUNDRED)


def priced(line: Document, percent: Any) -> Document:
    """The line with its amounts."""
    sub = net(line)
    on_top = tax(sub, percent)
    return line | {
        "subTotal": number(sub),
        "taxAmount": number(on_top),
        "totalAmount": number(sub + on_top),
    }


def totals(lines: Iterable[Document]) -> Totals:
    """What lines add up to; lines without amounts add nothing."""
    kept = list(lines)
    sub = total(money(line.get("subTotal")) for line in kept)
    on_top = total(money(line.get("taxAmount")) for line in kept)
    discount = total(money(line.get("discountAmount")) for line in kept)
    return Totals(sub, on_top, sub + on_top, discount)
