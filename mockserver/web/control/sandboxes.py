"""`/_mock/sandboxes`: create, list, look at, reset, delete."""

import json
from typing import Any

from flask import Blueprint, Response, request
from marshmallow import ValidationError

from mockserver.engine import clock
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.sandboxes import Birth, SandboxExistsError
from mockserver.web.call import Origin
from mockserver.web.control.answers import ShownSandbox
from mockserver.web.control.context import Control, answer, body_of
from mockserver.web.control.described import described
from mockserver.web.control.problem import ControlProblem, sandbox_exists
from mockserver.web.control.settings import refuse_setting
from mockserver.web.control.shapes import NAME, NewSandbox

NEW = NewSandbox()


def build(control: Control) -> Blueprint:
    """The routes."""
    routes = Blueprint("sandboxes", __name__)

    @routes.get("/sandboxes")
    @described("All sandboxes.", {200: ShownSandbox(many=True)})
    def listed() -> Response:
        return answer([describe(control, sandbox) for sandbox in control.usable()])

    @routes.get("/sandboxes/<name>")
    @described("How to reach each provider in a sandbox.", {200: ShownSandbox()})
    def one(name: str) -> Response:
        return answer(describe(control, control.sandbox(name)))

    @routes.post("/sandboxes/<name>/reset")
    @described("Back to the seed.", {200: ShownSandbox()})
    def reset(name: str) -> Response:
        control.sandbox(name)
        return answer(describe(control, control.sandboxes.reset(name)))

    @routes.delete("/sandboxes/<name>")
    @described("Gone, with all its files.", {204: None})
    def delete(name: str) -> Response:
        control.known(name)
        control.sandboxes.delete(name)
        return Response(status=204)

    return routes


def create(control: Control) -> Response:
    """`POST /_mock/sandboxes`."""
    wanted = body_of(NEW)
    name = named(wanted.pop("name", None))
    birth_clock = wanted.pop("clock", {})
    _refuse_unborn(control, wanted)
    birth = Birth(**{"seed": control.settings.seed, **birth_clock, **wanted})
    try:
        sandbox = control.sandboxes.create(name, birth)
    except SandboxExistsError:
        raise sandbox_exists(name) from None
    return answer(describe(control, sandbox), 201)


def named(wished: str | None) -> str | None:
    """The name of a new sandbox: wished, or given by a load balancer that has to know it first."""
    given = request.headers.get("Mock-Sandbox")
    if given is None or given == wished:
        return wished
    if wished is not None:
        raise ControlProblem(
            422,
            "invalid-field",
            f"the body says {wished!r}, the header Mock-Sandbox {given!r}",
            field="name",
            expected="the same name in both, or only one of them",
            hint="behind a load balancer send Mock-Sandbox with the name",
        )
    try:
        NAME(given)
    except ValidationError as error:
        raise ControlProblem(422, "invalid-field", str(error), field="Mock-Sandbox") from None
    return given


def _refuse_unborn(control: Control, wanted: dict[str, Any]) -> None:
    seeds = control.sandboxes.world.seed_names
    if wanted.get("seed", "demo") not in seeds:
        raise ControlProblem(
            422,
            "unknown-seed",
            f"there is no seed {wanted['seed']!r}",
            field="seed",
            expected="one of " + ", ".join(seeds),
        )
    for name, value in wanted.get("settings", {}).items():
        refuse_setting(control.sandboxes.world, name, value)


def describe(control: Control, sandbox: Sandbox) -> dict[str, Any]:
    """A sandbox as the control API shows it: how to reach each provider in it."""
    with sandbox.transaction():
        birth = json.loads(sandbox.fact("birth"))
        return {
            "name": sandbox.name,
            "seed": birth["seed"],
            "random_seed": birth["random_seed"],
            "ttl_s": birth["ttl_s"],
            "clock": {"now": clock.isoformat(sandbox.now), "rate": sandbox.clock.shown_rate},
            "providers": {
                provider.name: {
                    "base_url": Origin(control.address(), provider.prefix, real_host=False).url(
                        sandbox.name, ""
                    ),
                    **vars(provider.access(sandbox)),
                }
                for provider in control.providers
            },
            "console_url": f"{control.address()}/_mock/console/{sandbox.name}",
        }
