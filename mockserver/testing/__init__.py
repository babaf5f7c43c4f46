"""For users' own tests: a server in this process or as one, sandboxes with a frozen clock.

The pytest plugin (`mockserver.testing.plugin`, loaded by entry point) offers the fixtures
`mock_server` and `mock_sandbox`. Nothing is imported before somebody asks for it: pytest loads
the plugin in every session of an environment that has the package.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mockserver.testing.inprocess import InProcessAdapter
    from mockserver.testing.process import ServerProcess
    from mockserver.testing.sandbox import MockSandbox, MockServer

__all__ = ["InProcessAdapter", "MockSandbox", "MockServer", "ServerProcess"]
_HOMES = {"InProcessAdapter": "inprocess", "ServerProcess": "process"}


def __getattr__(name: str) -> Any:
    from importlib import import_module  # noqa: PLC0415 - see above

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'sandbox')}"), name)
