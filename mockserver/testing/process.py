"""A server of its own as a process, for tests of clients that need a real socket.

with ServerProcess("--seed", "empty") as server:
    my_client(base_url=f"{server.url}/candis")
"""

import subprocess
import sys
from typing import IO, Self


class ServerProcess:
    """`mockserver serve --port 0` with more arguments; `url` is where it answers.

    `errors` takes its standard error as `subprocess.Popen` does, `environment` replaces this
    process' own. Raises RuntimeError with its exit code when it does not start.
    """

    def __init__(
        self,
        *arguments: str,
        errors: IO[bytes] | int | None = None,
        environment: dict[str, str] | None = None,
    ) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "mockserver", "serve", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment,
        )
        lines = self.process.stdout or ()
        self.url = next((line.split()[1] for line in lines if line.startswith("Ready: ")), "")
        if not self.url:
            raise RuntimeError(f"the server did not start, it ended with {self._ended()}")

    def stop(self) -> int:
        """End it as Docker and systemd do; its exit code. Stopping twice does no harm."""
        self.process.terminate()
        return self._ended()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _ended(self) -> int:
        code = self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code
