"""`/_mock/metrics`: the server's numbers in the text format that Prometheus reads.

Written by hand: it is a page of code, while prometheus_client brings a registry of globals and a
second HTTP server. Source: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from collections.abc import Iterator, Mapping

from flask import Blueprint, Response

from mockserver import __version__
from mockserver.web.control.context import Control

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})
Labels = tuple[tuple[str, str], ...]


def build(control: Control) -> Blueprint:
    """The route."""
    routes = Blueprint("metrics", __name__)

    @routes.get("/metrics")
    def metrics() -> Response:
        text = "".join(_families(control))
        return Response(text, content_type=CONTENT_TYPE)

    return routes


def _families(control: Control) -> Iterator[str]:
    sandboxes, tally = control.sandboxes, control.sandboxes.tally
    yield _family("build_info", "gauge", "The running version.", {(("version", __version__),): 1})
    yield _family("uptime_seconds", "gauge", "Seconds since the start.", {(): control.uptime_s})
    yield _family("sandboxes", "gauge", "Sandboxes of this server.", {(): len(sandboxes.names())})
    yield _family(
        "sandboxes_open", "gauge", "Those with open files.", {(): len(sandboxes.opened())}
    )
    yield _family(
        "requests_total",
        "counter",
        "Answered requests by provider, status and who answered.",
        {
            (("provider", provider), ("status", str(status)), ("origin", origin)): count
            for (provider, status, origin), count in sorted(tally.requests.items())
        },
    )
    yield _family(
        "events_total",
        "counter",
        "Events that happened in sandboxes, by kind and outcome.",
        {
            (("kind", kind), ("outcome", outcome)): count
            for (kind, outcome), count in sorted(tally.events.items())
        },
    )
    yield _family(
        "webhook_attempts_total",
        "counter",
        "Attempts to deliver a webhook, by outcome.",
        {(("outcome", outcome),): count for outcome, count in sorted(tally.webhooks.items())},
    )


def _family(name: str, kind: str, doc: str, values: Mapping[Labels, int]) -> str:
    lines = [f"# HELP mockserver_{name} {doc}", f"# TYPE mockserver_{name} {kind}"]
    for labels, value in values.items():
        inside = ",".join(f'{label}="{text.translate(_ESCAPES)}"' for label, text in labels)
        lines.append(f"mockserver_{name}{f'{{{inside}}}' if inside else ''} {value}")
    return "\n".join(lines) + "\n"
