"""The TRA, Cegid's own format: lines of fixed width behind a header that begins with `***S5`.

Source: an integrator's description of the export; the portal's page was not available.
"""

from collections.abc import Iterator
from typing import Any

from mockserver.providers.cegid_loop.lines import (
    AUXILIARY_LIMIT,
    LABEL_LIMIT,
    Entry,
    Share,
    UnreadableError,
    account,
    cents,
    debit_and_credit,
    iso_date,
    numbered,
)

HEADER = "***S5"
ORIGINS, CONTENT, FORMATS = ("CLI", "EXP"), "JRL", ("ETE", "STD")
FIELDS = (
    ("journal", 3), ("date", 8), ("nature", 2), ("account", 17), ("type", 1), ("auxiliary", 17),
    ("reference", 35), ("label", 35), ("payment", 3), ("due_date", 8), ("direction", 1),
    ("amount", 20), ("entry_type", 1), ("piece", 8), ("currency", 3), ("rate", 10),
    ("amount_code", 3),
)  # fmt: skip
DATE, DECIMAL = "DDMMYYYY", ","
_GENERAL, _AUXILIARY, _ANALYTIC = "", "X", "A"
_NO_DATE = "01011900"
_ENDS = [sum(width for _, width in FIELDS[: n + 1]) for n in range(len(FIELDS))]
_PLACES = {name: slice(end - width, end) for (name, width), end in zip(FIELDS, _ENDS, strict=True)}
SHORTEST = _PLACES["amount"].stop
# What an entry that is not "N" would be: budget, forecast, simulation, …; see importJson's `type`.
_NORMAL = ("N", "")


def header(text: str) -> dict[str, Any]:
    """That the lines below this first one are entries. Raises UnreadableError."""
    line = text.removeprefix("!")
    origin, content, form = line[5:8], line[8:11], line[11:14]
    if not line.startswith(HEADER):
        raise UnreadableError(f"the first line of a TRA begins with {HEADER}", 1)
    if origin not in ORIGINS or content != CONTENT or form not in FORMATS:
        raise UnreadableError(
            f"{HEADER} is followed by CLI or EXP, JRL, ETE or STD, not {line[5:14]!r}", 1
        )
    return {}


def entries(layout: dict[str, Any], text: str, first: int) -> Iterator[Entry | Share]:
    """The entries and analytic shares of these lines. Raises UnreadableError.

    `layout["last"]` is the line of the entry before them, 0 for none.
    """
    last = int(layout.get("last", 0))
    for line, content in numbered(text, first):
        if content.startswith("***"):
            continue  # descriptions of accounts and parameters; entries do not need them
        if len(content) < SHORTEST:
            raise UnreadableError(
                f"the line has {len(content)} characters, at least {SHORTEST} are needed", line
            )
        value = {name: content[place].strip() for name, place in _PLACES.items()}
        if value["type"] == _ANALYTIC:
            yield _share(value, last, line)
        else:
            yield _entry(value, line)
            last = line


def _entry(value: dict[str, str], line: int) -> Entry:
    if value["type"] not in (_GENERAL, _AUXILIARY):
        raise UnreadableError(f"lines of type {value['type']!r} are not imported", line)
    if value["entry_type"] not in _NORMAL:
        raise UnreadableError(f"entries of type {value['entry_type']!r} are not imported", line)
    if not value["journal"]:
        raise UnreadableError("the journal code is empty", line)
    day = iso_date(value["date"], DATE, line)
    debit, credit = _money(value, line)
    piece = value["piece"]
    return Entry(
        line=line,
        balance_group=f"{value['journal']}/{piece or day}",
        journal=value["journal"],
        number=piece,
        date=day,
        account=account(value["account"], line),
        auxiliary=value["auxiliary"][:AUXILIARY_LIMIT] if value["type"] == _AUXILIARY else "",
        reference=value["reference"],
        label=value["label"][:LABEL_LIMIT],
        debit_cents=debit,
        credit_cents=credit,
        due_date=_due_date(value["due_date"], line),
    )


def _share(value: dict[str, str], last: int, line: int) -> Share:
    if not last:
        raise UnreadableError("an analytic line needs a general line before it", line)
    if not value["auxiliary"]:
        raise UnreadableError("the section is empty", line)
    return Share(last, "", value["auxiliary"], *_money(value, line))


def _money(value: dict[str, str], line: int) -> tuple[int, int]:
    return debit_and_credit(cents(value["amount"], DECIMAL, line), value["direction"], line)


def _due_date(text: str, line: int) -> str:
    return iso_date(text, DATE, line) if text not in ("", _NO_DATE) else ""
