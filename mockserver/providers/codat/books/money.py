"""Money: read from the wire, added up without loss, written to the wire."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

CENT = Decimal("0.01")
ZERO = Decimal(0)
_WIDE = Context(prec=60)  # products of three large amounts are rounded, too


def money(value: Any) -> Decimal:
    """A number of the wire as money, rounded half up to cents; absent is nothing."""
    return rounded(Decimal(str(value or 0)))


def rounded(amount: Decimal) -> Decimal:
    """Half up to cents."""
    return amount.quantize(CENT, ROUND_HALF_UP, context=_WIDE)


def number(amount: Decimal) -> int | float:
    """Money as the wire has it: `13909.7`, and whole amounts without a point."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum."""
    return sum(amounts, ZERO)
