"""`/_mock/sandboxes/{s}/settings`: named delays, switches and quotas, with their evidence."""

from typing import Any

from flask import Blueprint, Response
from marshmallow import INCLUDE, Schema, fields

from mockserver.engine.sandbox import Sandbox
from mockserver.engine.world import World
from mockserver.web.control.answers import ShownSetting
from mockserver.web.control.context import Control, answer, body_of
from mockserver.web.control.described import described
from mockserver.web.control.problem import ControlProblem


class SettingsChange(Schema):
    """Body of `PATCH …/settings`: values by name; null brings the default back."""

    class Meta:
        """The names are those of the world's settings."""

        unknown = INCLUDE


_CHANGE = SettingsChange()
_ALL = fields.Dict(keys=fields.String(), values=fields.Nested(ShownSetting))


def build(control: Control) -> Blueprint:
    """The routes."""
    routes = Blueprint("settings", __name__)

    @routes.get("/sandboxes/<name>/settings")
    @described("Every setting and what is known of it.", {200: _ALL})
    def show(name: str) -> Response:
        return answer(_described(control.sandbox(name)))

    @routes.patch("/sandboxes/<name>/settings")
    @described("Change settings, all or none.", {200: _ALL}, body=_CHANGE)
    def change(name: str) -> Response:
        sandbox, wanted = control.sandbox(name), body_of(_CHANGE)
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
