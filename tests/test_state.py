"""Nothing lives outside the store: using two worlds leaves no trace in the program itself."""

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from mockserver.testing import MockServer
from tests.test_history import STORIES, told

# Compiled or loaded once from the program's own files; they hold nothing of any world.
CACHES = {"mockserver.fixtures.load"}


def containers() -> Iterator[tuple[str, Any]]:
    """Every dict, list and set that a module of ours holds, with its name."""
    for module_name, module in sorted(sys.modules.items()):
        if module_name.partition(".")[0] == "mockserver" and isinstance(module, ModuleType):
            for name, value in sorted(vars(module).items()):
                full = f"{module_name}.{name}"
                if (
                    isinstance(value, dict | list | set)
                    and not name.startswith("__")
                    and full not in CACHES
                ):
                    yield full, value


def photograph() -> dict[str, str]:
    """What all of them hold now."""
    return {name: repr(value) for name, value in containers()}


def test_two_worlds_leave_no_trace_in_the_program(mock_server: MockServer) -> None:
    [told(mock_server, story, polling=True) for story in STORIES]
    before = photograph()

    [told(mock_server, story, polling=True) for story in STORIES]
    after = photograph()

    assert len(before) > 10
    assert {name for name in after if after[name] != before.get(name)} == set()


def test_a_second_server_in_the_same_process_shares_nothing(mock_server: MockServer) -> None:
    other = MockServer()
    sandbox = other.sandbox(name="only-there")

    names = [one["name"] for one in mock_server.steer("GET", "/sandboxes")]

    assert "only-there" not in names
    sandbox.delete()
    other.close()
