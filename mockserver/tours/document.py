"""A tour as JSON for a page that takes it itself: texts are ready, placeholders still stand."""

from typing import Any

from mockserver.tours.tour import Request, Steer, Step, Tour


def summary(tour: Tour) -> dict[str, Any]:
    """What a list of tours shows."""
    return {
        "name": tour.name,
        "title": tour.title,
        "summary": tour.summary,
        "minutes": tour.minutes,
        "providers": list(tour.providers),
        "steps": len(tour.steps),
    }


def document(tour: Tour) -> dict[str, Any]:
    """The whole tour.

    `action` has `kind` (`request`, `clock` or `steer`) and what is sent: `method`, `address`,
    `headers`, `content` (null for none); for `clock` and `steer` the address is below the sandbox.
    """
    return {**summary(tour), "steps": [_step(tour, step) for step in tour.steps]}


def _step(tour: Tour, step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "title": step.title,
        "text": list(step.text),
        "action": _action(tour, step.action),
        "status": step.status,
        "look": [vars(look) for look in step.look],
        "keep": dict(step.keep),
    }


def _action(tour: Tour, action: Request | Steer) -> dict[str, Any]:
    if isinstance(action, Steer):
        kind = "clock" if action.is_clock else "steer"
        return {
            "kind": kind,
            "method": action.method,
            "address": action.path,
            "headers": {"Content-Type": "application/json"},
            "content": action.content,
            "page": False,
        }
    return {
        "kind": "request",
        "provider": action.provider,
        "method": action.method,
        "address": action.address,
        "headers": tour.headers_of(action),
        "content": action.content,
        "page": action.page,
    }
