"""`/_mock/sandboxes/{s}/settings`: named delays, switches and quotas, with their evidence."""

from typing import Any

from flask import Blueprint, Response
from marshmallow import INCLUDE, Schema

from mockserver.engine.sandbox import Sandbox
from mockserver.engine.world import World
from mockserver.web.control.context import Control, answer, body_of
from mockserver.web.control.problem import ControlProblem

_ANY = Schema.from_dict({})(unknown=INCLUDE)


def build(control: Control) -> Blueprint:
    """The routes."""
    routes = Blueprint("settings", __name__)

    @routes.get("/sandboxes/<name>/settings")
    def show(name: str) -> Response:
        return answer(_described(control.sandbox(name)))

    @routes.patch("/sandboxes/<name>/settings")
    def change(name: str) -> Response:
        sandbox, wanted = control.sandbox(name), body_of(_ANY)
        for setting, value in wanted.items():
            if value is not None or setting not in sandbox.world.settings:
                refuse_setting(sandbox.world, setting, value)
        with sandbox.transaction():
            for setting, value in wanted.items():
                default = sandbox.world.settings[setting].default
                sandbox.set_setting(setting, default if value is None else value)
        return answer(_described(sandbox))

    return routes


def refuse_setting(world: World, name: str, value: Any) -> None:
    """Raise ControlProblem for an unknown setting or a value that it cannot take."""
    setting = world.settings.get(name)
    if setting is None:
        raise ControlProblem(
            422,
            "unknown-setting",
            f"there is no setting {name!r}",
            field=name,
            expected="one of " + ", ".join(sorted(world.settings)),
        )
    try:
        setting.check(value)
    except ValueError as error:
        raise ControlProblem(422, "invalid-setting", str(error), field=name) from None


def _described(sandbox: Sandbox) -> dict[str, Any]:
    with sandbox.transaction():
        return {
            name: {
                "value": sandbox.setting(name),
                "default": setting.default,
                "unit": setting.unit,
                "choices": list(setting.choices),
                "evidence": setting.evidence,
                "doc": setting.doc,
            }
            for name, setting in sorted(sandbox.world.settings.items())
        }
