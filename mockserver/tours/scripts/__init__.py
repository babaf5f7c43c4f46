"""A tour as a script that a partner can run: the same requests, the same looks at the answers."""

from collections.abc import Callable, Mapping
from typing import Any

from mockserver.tours.scripts import curl, python
from mockserver.tours.scripts.names import Setting, settings_of
from mockserver.tours.tour import Tour

Writer = Callable[[Tour, tuple[Setting, ...]], str]
WRITERS: Mapping[str, Writer] = {"curl": curl.write, "python": python.write}
SUFFIXES = {"curl": "sh", "python": "py"}


def written(tour: Tour, language: str, server: str, sandbox: Mapping[str, Any]) -> str:
    """The script in `curl` or `python`.

    `sandbox`, as the control API describes it, gives the values that stand in the script unless
    environment variables of the same names (those of `mockserver env`) say otherwise.
    """
    return WRITERS[language](tour, settings_of(tour, server, sandbox))
