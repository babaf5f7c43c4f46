"""What the audit of an expense report finds.

How AppZen judges is not published: these rules are the emulator's own, and each says in words
what it saw.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

LEVELS = ("LOW", "MEDIUM", "HIGH")
ID_NAMES = ("external_exp_line_id", "expLineId", "lineId", "id")


def audited(report: Mapping[str, Any], uploaded: Collection[str]) -> dict[str, Any]:
    """The risk of a report: of the whole and of each line. `uploaded` are ids of attachments that
    came."""
    lines = [_line(number, one, uploaded) for number, one in enumerate(report["elines"], 1)]
    header = [_risk("report_amount", *_of_amount(report["amount"]))]
    levels = [risk["computed_risk_level"] for risk in header] + [
        risk["computed_risk_level"] for line in lines for risk in line["line_level_risk_details"]
    ]
    return {
        **_levels(max(levels, key=LEVELS.index)),
        "header_level_risk_details": header,
        "line_level_results": lines,
    }


def moment_text(ms: int) -> str:
    """`2022-12-27 04:01:38.950`, as audit results print a time."""
    moment = datetime.fromtimestamp(ms / 1000, UTC).replace(tzinfo=None)
    return moment.isoformat(" ", "milliseconds")


def _line(number: int, line: Mapping[str, Any], uploaded: Collection[str]) -> dict[str, Any]:
    named = next((line[name] for name in ID_NAMES if name in line), number)
    missing = [file for file in line.get("elimageid", ()) if file not in uploaded]
    if not line.get("elimageid"):
        found = ("MEDIUM", "No receipt is attached")
    elif missing:
        found = ("HIGH", f"Attachment {missing[0]} was never uploaded")
    else:
        found = ("LOW", "A receipt is attached")
    return {
        "external_exp_line_id": str(named),
        "line_level_risk_details": [_risk("missing_receipt", *found)],
    }


def _of_amount(amount: float) -> tuple[str, str]:
    if amount <= 0:
        return "MEDIUM", f"The report claims {amount}"
    return "LOW", "The report claims an amount"


def _risk(rule: str, level: str, message: str) -> dict[str, Any]:
    return {
        "rule_name": rule,
        **_levels(level),
        "risk_message": message,
        "parameters": None,
    }


def _levels(level: str) -> dict[str, str]:
    return {
        "current_risk_level": level,
        "original_risk_level": level,
        "computed_risk_level": level,
    }
