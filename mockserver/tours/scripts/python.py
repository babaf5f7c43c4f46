"""A tour as a Python script around requests."""

import json
from textwrap import wrap
from typing import Any

from mockserver.tours import placeholders
from mockserver.tours.scripts.names import Setting, variable
from mockserver.tours.tour import Look, Request, Steer, Step, Tour

_HEAD = '''\
#!/usr/bin/env python3
"""{title}

Sends what a partner would send and stops at the first answer that is not as expected.
Needs requests. Other keys, another server: set the environment variables below.
"""

import json
import os
import sys
import time

import requests

'''

_FUNCTIONS = '''\
RUN = os.environ.get("RUN") or str(int(time.time()))[-5:]  # part of all names: it can run again


def send(method, url, **how):
    """Send a request and wait for its answer."""
    return requests.request(method, url, timeout=60, **how)


def steer(path, body):
    """Do what a partner cannot: move the clock of the sandbox, act for somebody else."""
    token = os.environ.get("MOCKSERVER_CONTROL_TOKEN")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    url = f"{MOCKSERVER_URL}/_mock/sandboxes/{SANDBOX}{path}"
    return requests.post(url, json=body, headers=headers, timeout=600)


NOTHING = object()


def at(answer, pointer):
    """What a JSON pointer leads to in an answer."""
    try:
        found = answer.json()
    except ValueError:
        found = answer.text
    for key in pointer.split("/")[1:]:
        key = key.replace("~1", "/").replace("~0", "~")
        try:
            found = found[int(key) if isinstance(found, list) else key]
        except (LookupError, TypeError, ValueError):
            return NOTHING
    return found


def text(value):
    """A value as text: JSON for what is none."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def keep(answer, pointer):
    """What the answer has there, as text."""
    found = at(answer, pointer)
    if found is NOTHING:
        sys.exit(f"the answer has nothing at {pointer}: {answer.text[:2000]}")
    return text(found)


def look(answer, means, pointer, kind, wanted=""):
    """Check an answer, and stop when it is not as expected."""
    found = answer.status_code if kind == "status" else at(answer, pointer)
    there = found is not NOTHING
    met = {
        "status": lambda: str(found) == wanted,
        "equals": lambda: there and text(found) == wanted,
        "contains": lambda: there and wanted in text(found),
        "length": lambda: isinstance(found, list) and str(len(found)) == wanted,
        "present": lambda: there,
        "absent": lambda: not there,
    }[kind]()
    if not met:
        seen = text(found) if there else "nothing"
        surprise = f"{means}\\n   wanted {kind} {wanted}, got {seen}"
        sys.exit(f"   NOT AS EXPECTED: {surprise}\\n{answer.text[:2000]}")
    print(f"   ok: {means}")
'''


def write(tour: Tour, settings: tuple[Setting, ...]) -> str:
    """The script; it exits with 1 at the first surprise."""
    heads = "".join(
        f"{one.name} = os.environ.get({_string(one.name)}, {_string(one.value)})\n"
        for one in settings
    )
    steps = (_step(tour, step, number) for number, step in enumerate(tour.steps, 1))
    return _HEAD.format(title=tour.title) + heads + _FUNCTIONS + "".join(steps)


def _step(tour: Tour, step: Step, number: int) -> str:
    said = "\n".join(f"# {line}" for text in step.text for line in wrap(text, 98))
    lines = [
        "",
        said,
        f"print({_string(f'{number}. {step.title}')})",
        f"answer = {_send(tour, step.action)}",
        _look(Look(f"answers {step.status}", "", "status", str(step.status))),
        *(_look(look) for look in step.look),
        *(f"{variable(name)} = keep(answer, {_string(at)})" for name, at in step.keep.items()),
    ]
    return "\n".join(lines) + "\n"


def _look(look: Look) -> str:
    parts = [_string(look.means), _string(look.at), _string(look.kind)]
    parts += [_written(look.wanted)] if look.wanted else []
    return f"look(answer, {', '.join(parts)})"


def _send(tour: Tour, action: Request | Steer) -> str:
    if isinstance(action, Steer):
        return f"steer({_string(action.path)}, {_value(action.json, 0)})"
    pieces = [_string(action.method), _written(action.address)]
    if headers := tour.headers_of(action):
        pieces.append(f"headers={_value(headers, 1)}")
    if action.json is not None:
        pieces.append(f"json={_value(action.json, 1)}")
    elif action.lines:
        lines = "".join(f'\n        {_written(line)} "\\n"' for line in action.lines)
        pieces.append(f"data=({lines}\n    ).encode()")
    elif action.form:
        pieces.append(f"data={_value(dict(action.form), 1)}")
    inner = "".join(f"\n    {piece}," for piece in pieces)
    return f"send({inner}\n)"


def _value(value: Any, depth: int) -> str:
    """A JSON value as Python writes it, with its placeholders."""
    before, close = "\n" + "    " * (depth + 1), "\n" + "    " * depth
    if isinstance(value, dict) and value:
        members = (f"{_written(k)}: {_value(v, depth + 1)}," for k, v in value.items())
        return "{" + before + before.join(members) + close + "}"
    if isinstance(value, list) and value:
        return "[" + before + before.join(f"{_value(v, depth + 1)}," for v in value) + close + "]"
    return _written(value) if isinstance(value, str) else repr(value)


def _written(template: str) -> str:
    """A text: an f-string when something has to be put in."""
    if not any(True for _ in placeholders.found_in(template)):
        return _string(template)
    inner = placeholders.mapped(
        template,
        lambda text: _string(text)[1:-1].replace("{", "{{").replace("}", "}}"),
        lambda name: f"{{{variable(name)}}}",
    )
    return f'f"{inner}"'


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
