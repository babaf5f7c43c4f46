"""A tour as a bash script around curl."""

import shlex
from textwrap import wrap

from mockserver.tours import placeholders
from mockserver.tours.scripts.names import CONTROL_URL, TOKEN, Setting, variable
from mockserver.tours.tour import Look, Request, Steer, Step, Tour

_HEAD = """\
#!/usr/bin/env bash
# {title}
#
# Sends what a partner would send and stops at the first answer that is not as expected.
# Needs bash, curl and python3. Other keys, another server: set the variables below from outside.
set -euo pipefail

{settings}
RUN="${{RUN:-$(date +%s | tail -c 6)}}"  # part of all names, so that the script can run again

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
"""

_FUNCTIONS = r"""
# send CURL-ARGUMENTS: keeps the body of the answer in a file and its status in $status
send() {
  status=$(curl -sS -L -o "$answer" -w '%{http_code}' "$@")
}

# look STATUS [MEANING POINTER KIND WANTED]…: checks the answer, and stops at a surprise
look() {
  python3 -I - "$answer" "$status" "$@" <<'PYTHON'
import json, sys

body, status, wanted_status, *looks = sys.argv[1:]
text = open(body, encoding="utf-8", errors="replace").read()
try:
    document = json.loads(text)
except ValueError:
    document = text


def at(pointer):
    found = document
    for key in pointer.split("/")[1:]:
        key = key.replace("~1", "/").replace("~0", "~")
        try:
            found = found[int(key) if isinstance(found, list) else key]
        except (LookupError, TypeError, ValueError):
            return None, "nothing", False
    if isinstance(found, str):
        return found, found, True
    return found, json.dumps(found, ensure_ascii=False, separators=(",", ":")), True


def say(met, meaning, wanted, seen):
    if not met:
        surprise = f"{meaning}\n   wanted {wanted}, got {seen}"
        sys.exit(f"   NOT AS EXPECTED: {surprise}\n{text[:2000]}")
    print(f"   ok: {meaning}")


if wanted_status == "keep":
    found, seen, there = at(looks[0])
    print(seen) if there else sys.exit(f"the answer has nothing at {looks[0]}")
    sys.exit()
say(status == wanted_status, f"answers {wanted_status}", f"status {wanted_status}", status)
for meaning, pointer, kind, wanted in zip(*[iter(looks)] * 4):
    found, seen, there = at(pointer)
    met = {
        "equals": there and seen == wanted,
        "contains": there and wanted in seen,
        "length": isinstance(found, list) and str(len(found)) == wanted,
        "present": there,
        "absent": not there,
    }[kind]
    say(met, meaning, f"{kind} {wanted}", seen)
PYTHON
}

# keep POINTER: prints what the answer has there
keep() {
  look keep "$1"
}
"""


def write(tour: Tour, settings: tuple[Setting, ...]) -> str:
    """The script; it exits with 1 at the first surprise."""
    heads = "\n".join(f'{one.name}="${{{one.name}:-{_literal(one.value)}}}"' for one in settings)
    steps = (_step(tour, step, number) for number, step in enumerate(tour.steps, 1))
    return _HEAD.format(title=tour.title, settings=heads) + _FUNCTIONS + "".join(steps)


def _step(tour: Tour, step: Step, number: int) -> str:
    said = "\n".join(f"# {line}" for text in step.text for line in wrap(text, 98))
    lines = [
        "",
        said,
        f"echo {shlex.quote(f'{number}. {step.title}')}",
        _send(tour, step.action),
        " \\\n  ".join([f"look {step.status}", *map(_look, step.look)]),
        *(f"{name}=$(keep {shlex.quote(at)})" for name, at in step.keep.items()),
    ]
    return "\n".join(lines) + "\n"


def _look(look: Look) -> str:
    parts = (shlex.quote(look.means), shlex.quote(look.at), look.kind, _quoted(look.wanted))
    return " ".join(parts)


def _send(tour: Tour, action: Request | Steer) -> str:
    pieces = _steer(action) if isinstance(action, Steer) else _request(tour, action)
    if action.content is None:
        pieces += ["-d ''"] if action.method == "POST" else []
    elif "\n" in action.content:
        document = _expanded(action.content).rstrip("\n")
        pieces.append(f"--data-binary @- <<BODY\n{document}\nBODY")
    else:
        pieces.append(f"-d {_quoted(action.content)}")
    return " \\\n  ".join(pieces)


def _request(tour: Tour, request: Request) -> list[str]:
    method = [f"-X {request.method}"] if request.method not in ("GET", "POST") else []
    headers = tour.headers_of(request).items()
    sent = [f"-H {_quoted(f'{name}: {value}')}" for name, value in headers]
    return [f"send {_quoted(request.address)}", *method, *sent]


def _steer(action: Steer) -> list[str]:
    return [
        f'send "${CONTROL_URL}/_mock/sandboxes/$SANDBOX{action.path}"',
        "-H 'Content-Type: application/json'",
        f'${{{TOKEN}:+-H "Authorization: Bearer ${TOKEN}"}}',
    ]


def _quoted(template: str) -> str:
    """One word of the shell: in single quotes when nothing has to be put in."""
    if not any(True for _ in placeholders.found_in(template)):
        return shlex.quote(template)
    return f'"{_expanded(template, quotes=True)}"'


def _expanded(template: str, *, quotes: bool = False) -> str:
    """A text in which the shell puts the variables, and reads nothing else."""
    return placeholders.mapped(
        template, lambda text: _escaped(text, quotes=quotes), lambda name: f"${{{variable(name)}}}"
    )


def _escaped(text: str, *, quotes: bool) -> str:
    escaped = text.replace("\\", "\\\\").replace("$", "\\$").replace("`", "\\`")
    return escaped.replace('"', '\\"') if quotes else escaped


def _literal(value: str) -> str:
    """A value inside of `"${NAME:-…}"`."""
    return _escaped(value, quotes=True).replace("}", "\\}")
