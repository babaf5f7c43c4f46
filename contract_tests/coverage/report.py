"""The matrix as text for a terminal and as one HTML file that needs nothing else."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from contract_tests.coverage.matrix import ASSERTED, EXERCISED, NEVER, Cell, Row, counted

SORTS = ("status", "parameter", "field")
PAGE = Path(__file__).with_name("page.html")
SHOWN = 6


def text(rows: Sequence[Row]) -> str:
    """Per provider the sums, then what is not asserted, operation by operation."""
    lines = [f"{'provider':<16}{'operations':>12}" + "".join(f"{sort:>26}" for sort in SORTS)]
    lines.append(f"{'':<28}" + f"{'asserted/exercised/all':>26}" * len(SORTS))
    for provider, some in _by_provider(rows):
        reached = sum(any(cell.level != NEVER for cell in row.of("status")) for row in some)
        sums = "".join(f"{_sum(some, sort):>26}" for sort in SORTS)
        lines.append(f"{provider:<16}{f'{reached}/{len(some)}':>12}{sums}")
    for provider, some in _by_provider(rows):
        lines += ["", f"{provider}: not asserted"]
        lines += [f"  {row.operation}: {gaps}" for row in some if (gaps := _gaps(row))]
    return "\n".join(lines)


def page(rows: Sequence[Row]) -> str:
    """The whole matrix as HTML."""
    parts = []
    for provider, some in _by_provider(rows):
        sums = ", ".join(f"{sort} {_sum(some, sort)}" for sort in SORTS)
        parts.append(f"<h2>{html.escape(provider)}</h2><p>{sums} (asserted/exercised/all)</p>")
        body = "".join(
            f"<tr><th>{html.escape(row.operation)}</th>"
            + "".join(f"<td>{_marked(row.of(sort))}</td>" for sort in SORTS)
            + "</tr>"
            for row in some
        )
        heads = "".join(f"<th>{sort}</th>" for sort in SORTS)
        parts.append(f"<table><tr><th>operation</th>{heads}</tr>{body}</table>")
    return PAGE.read_text(encoding="utf-8").replace("<!-- matrix -->", "\n".join(parts))


def _by_provider(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    ordered = sorted(rows, key=lambda row: row.provider)
    return [(name, list(some)) for name, some in groupby(ordered, key=lambda row: row.provider)]


def _sum(rows: Sequence[Row], sort: str) -> str:
    levels = counted(rows, sort)
    came = levels[ASSERTED] + levels[EXERCISED]
    return f"{levels[ASSERTED]}/{came}/{came + levels[NEVER]}"


def _gaps(row: Row) -> str:
    parts = []
    for level in (EXERCISED, NEVER):
        names = [cell.name for cell in row.cells if cell.level == level]
        if names:
            more = f" … ({len(names)})" if len(names) > SHOWN else ""
            parts.append(f"{level} {', '.join(names[:SHOWN])}{more}")
    return "; ".join(parts)


def _marked(cells: Sequence[Cell]) -> str:
    return " ".join(f'<span class="{c.level}">{html.escape(c.name)}</span>' for c in cells)
