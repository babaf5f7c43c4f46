"""A certification as a document: for programs, and as one HTML page that needs nothing else."""

from pathlib import Path
from typing import Any

from mockserver.certify.conduct import Report

HOME = Path(__file__).parent


def document(report: Report) -> dict[str, Any]:
    """The report as JSON has it; `entries` are numbers of the sandbox's journal."""
    return {
        "provider": report.campaign.provider,
        "sandbox": report.sandbox,
        "passed": report.passed,
        "not_seen": report.unseen,
        "steps": [
            {
                "name": one.step.name,
                "task": one.step.task,
                "ended": one.ended,
                "grades": [
                    {
                        "behaviour": grade.behaviour,
                        "verdict": grade.verdict,
                        "why": grade.why,
                        "entries": list(grade.entries),
                    }
                    for grade in one.grades
                ],
            }
            for one in report.steps
        ],
    }


def page(report: Report) -> str:
    """The report for people, with the calls it rests on; what came from outside is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - only here

    environment = Environment(
        loader=FileSystemLoader(HOME), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("page.html").render(report=report)
