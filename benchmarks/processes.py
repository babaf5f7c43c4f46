"""A server of its own as a process: watch what it takes, kill it."""

import os
import re
from pathlib import Path
from typing import IO

from mockserver.testing import ServerProcess

ROOT = Path(__file__).parent.parent


class Process(ServerProcess):
    """The server of this checkout."""

    def __init__(self, *arguments: str, errors: IO[bytes] | int | None = None) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        super().__init__(*arguments, errors=errors, environment=environment)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid

    def usage(self) -> tuple[float, int]:
        """Resident MB and open file handles."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        resident = int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024
        return resident, len(os.listdir(f"/proc/{self.pid}/fd"))  # noqa: PTH208 - a plain count

    def kill(self) -> None:
        """At once, as if the power went."""
        self.process.kill()
        self._ended()
