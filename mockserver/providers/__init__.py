"""The built-in providers, and those that other packages bring as entry points."""

from importlib import import_module
from importlib.metadata import entry_points

from mockserver.web.provider import Provider

BUILT_IN = ("candis", "codat", "appzen", "cegid_loop", "feedback_house")
GROUP = "mockserver.providers"


def built_in() -> tuple[Provider, ...]:
    """All providers, ours first."""
    ours = [import_module(f"{__name__}.{name}").PROVIDER for name in BUILT_IN]
    theirs = [entry.load() for entry in entry_points(group=GROUP)]
    return (*ours, *theirs)
