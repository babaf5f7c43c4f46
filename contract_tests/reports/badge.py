"""The results as a badge: the endpoint schema of shields.io, for whoever draws it."""

from __future__ import annotations

from typing import Any

from contract_tests.reports.results import Results


def badge(results: Results) -> dict[str, Any]:
    """schemaVersion, label, message and color; red when something failed, grey when nothing ran."""
    passed, failed = results.count("passed"), results.count("failed")
    blind = results.count("skipped")
    message = f"{failed} failed, {passed} passed" if failed else f"{passed} passed"
    color = "red" if failed else "brightgreen" if passed else "lightgrey"
    return {
        "schemaVersion": 1,
        "label": f"contract on {results.target}",
        "message": message if passed or failed else f"could not look at {blind}",
        "color": color,
        "isError": bool(failed),
    }
