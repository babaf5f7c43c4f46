"""The results as one HTML page that needs nothing else: no script, font or style from elsewhere."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from contract_tests.reports.results import Results

HOME = Path(__file__).parent


def page(results: Results) -> str:
    """The page; everything that came from outside is escaped."""
    loader = FileSystemLoader(HOME)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("page.html").render(results=results)
