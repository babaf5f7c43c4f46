"""Composition root: the only module that knows everyone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mockserver.engine import pump, realtime, webhooks
from mockserver.engine.errands import Errand
from mockserver.engine.sandboxes import Birth, Sandboxes
from mockserver.engine.world import Handler, Setting, World
from mockserver.providers import built_in
from mockserver.settings import ServerSettings
from mockserver.web.front import Front
from mockserver.web.gateway import Gateway
from mockserver.web.provider import Provider


@dataclass(frozen=True)
class Application:
    """Everything of one server: the WSGI gateway, its sandboxes, its ASGI front."""

    settings: ServerSettings
    providers: tuple[Provider, ...]
    sandboxes: Sandboxes
    gateway: Gateway

    def front(self) -> Front:
        """The asynchronous front for a real socket."""
        return Front(self.gateway, pump.Pump(self.sandboxes).turn)

    def close(self) -> None:
        """Close the files."""
        self.sandboxes.close()


def create_app(
    settings: ServerSettings | None = None,
    *,
    default_birth: Birth | None = None,
    providers: tuple[Provider, ...] | None = None,
) -> Application:
    """Compose the providers, open the folder, make sure that the sandbox `default` exists."""
    settings = settings or ServerSettings()
    chosen = providers if providers is not None else built_in()
    world = world_of(chosen)
    sandboxes = Sandboxes(world, settings.data_dir, public_url=settings.public_url)
    sandboxes.ensure_default(default_birth or Birth(seed=settings.seed))
    started_us = realtime.monotonic_us()

    def control() -> Callable[..., Iterable[bytes]]:
        from mockserver.web.control import build_control  # noqa: PLC0415 - a server starts without
        from mockserver.web.control.context import Control  # noqa: PLC0415

        return build_control(Control(settings, sandboxes, chosen, started_us))

    gateway = Gateway(chosen, sandboxes, control)
    return Application(settings, chosen, sandboxes, gateway)


def world_of(providers: tuple[Provider, ...]) -> World:
    """What a sandbox is made of when it has these providers."""
    handlers: dict[str, Handler] = {webhooks.ATTEMPT_DUE: webhooks.attempt_due}
    errands: dict[str, Errand] = {}
    settings: dict[str, Setting] = {setting.name: setting for setting in webhooks.SETTINGS}
    for provider in providers:
        handlers |= provider.events
        errands |= provider.errands
        settings |= {setting.name: setting for setting in provider.settings}
    return World(
        tables=tuple(statement for provider in providers for statement in provider.tables),
        seeds=tuple(provider.seed for provider in providers),
        handlers=handlers,
        errands=errands,
        settings=settings,
        secret_headers=frozenset(
            header.lower() for provider in providers for header in provider.secret_headers
        ),
    )
