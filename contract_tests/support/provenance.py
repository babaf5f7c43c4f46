"""Where each test's claim comes from, and which tests may run on which target."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from contract_tests.targets import CAPABILITIES
from contract_tests.targets.accounts import missing_variables, writable

LEVELS = ("documented", "spec", "assumed")
MOCK, REAL = "mock", "real"


def complaint(item: pytest.Item) -> str | None:
    """Why a test may not be collected; None if its markers are in order."""
    found = [mark for mark in item.iter_markers() if mark.name in LEVELS]
    needs = {str(name) for mark in item.iter_markers("needs") for name in mark.args}
    if len(found) != 1:
        names = ", ".join(mark.name for mark in found) or "none"
        return (
            f"{item.nodeid} needs exactly one of @pytest.mark.documented(source), spec(source) "
            f"and assumed(reason); it has {names}"
        )
    if not [text for text in found[0].args if isinstance(text, str) and text.strip()]:
        return f"{item.nodeid}: @pytest.mark.{found[0].name} must say its source or reason"
    if needs - set(CAPABILITIES):
        unknown = ", ".join(sorted(needs - set(CAPABILITIES)))
        return f"{item.nodeid} needs {unknown}, but there is only {', '.join(CAPABILITIES)}"
    return None


def refuse_unproven(report: pytest.CollectReport) -> pytest.CollectReport:
    """Turn the collection of a file with a badly marked test into a collection error."""
    tests = [node for node in report.result or [] if isinstance(node, pytest.Item)]
    complaints = [text for text in map(complaint, tests) if text]
    if complaints:
        report.outcome = "failed"
        report.longrepr = "\n".join(complaints)
        report.result = []
    return report


def reason_to_skip(
    item: pytest.Item, provider: str, *, run_assumed: bool, environ: Mapping[str, str]
) -> str | None:
    """Why a test must not run on a real API; None if it may."""
    missing = missing_variables(provider, environ)
    if missing:
        return f"to run on the real {provider}, set {', '.join(missing)}"
    assumed = item.get_closest_marker("assumed")
    if assumed and not run_assumed:
        return f"assumed, not published ({assumed.args[0]}); --run-assumed runs it all the same"
    if item.get_closest_marker("writes") and provider not in writable(environ):
        return f"changes data; allow it for this provider by name: CONTRACT_ALLOW_WRITES={provider}"
    lacking = [
        str(name)
        for mark in item.iter_markers("needs")
        for name in mark.args
        if name not in ("read", "write")
    ]
    if lacking:
        return f"needs a target that {' and '.join(CAPABILITIES[name] for name in lacking)}"
    return None
