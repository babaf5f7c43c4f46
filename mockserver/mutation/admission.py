"""Who is let in by a vendor that forgot to check."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from werkzeug.datastructures import EnvironHeaders

from mockserver.mutation.witness import KEY, lack_of
from mockserver.web.call import Call
from mockserver.web.problem import Problem
from mockserver.web.provider import Provider


def admit(
    call: Call, check: Callable[[Call], Any], provider: Provider, what: str
) -> tuple[Any, bool]:
    """The caller, and whether it took a forgotten check: then it is the owner of the world.

    `what` is "denied" (nobody is sent away) or "denied-<lack>" (nobody with this lack is).
    """
    try:
        return check(call), False
    except Problem as problem:
        lack = what.partition("-")[2]
        if problem.origin != "provider" or (lack and lack_of(call, provider) != lack):
            raise
    return check(replace(call, headers=owners(call, provider))), True


def owners(call: Call, provider: Provider) -> EnvironHeaders:
    """The headers of a call as its world's owner would have sent them."""
    shown = {
        f"HTTP_{name.upper().replace('-', '_')}": value
        for name, value in provider.access(call.sandbox).headers.items()
    }
    return EnvironHeaders({**call.headers.environ, **shown})


def forget_key(call: Call) -> bool:
    """Take the idempotency key off a call."""
    if KEY not in call.headers.environ:
        return False
    call.headers = EnvironHeaders(
        {name: value for name, value in call.headers.environ.items() if name != KEY}
    )
    return True
