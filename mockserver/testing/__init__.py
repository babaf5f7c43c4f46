"""For users' own tests: a server in this process, sandboxes with a frozen clock.

The pytest plugin (`mockserver.testing.plugin`, loaded by entry point) offers the fixtures
`mock_server` and `mock_sandbox`.
"""

from mockserver.testing.inprocess import InProcessAdapter
from mockserver.testing.sandbox import MockSandbox, MockServer

__all__ = ["InProcessAdapter", "MockSandbox", "MockServer"]
