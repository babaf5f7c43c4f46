"""How an integration is set to work: started for each task, or just watched while it runs."""

import os
import shlex
import subprocess
from collections.abc import Callable, Mapping
from typing import Protocol


class Running(Protocol):
    """An integration at work on one task."""

    def wait(self, timeout_s: float) -> str:
        """Wait for its end, at most so long; how it ended, in words."""
        ...

    def stop(self) -> None:
        """Let it end now."""
        ...


class Driver(Protocol):
    """Sets the integration to work."""

    def start(self, task: str) -> Running:
        """Begin a task: push, pull or listen."""
        ...


class Command:
    """Runs a command for each task; `{task}` in it stands for the task's name."""

    def __init__(self, command: str, environ: Mapping[str, str]) -> None:
        self._command = command
        self._environ = {**os.environ, **environ}

    def start(self, task: str) -> Running:
        words = shlex.split(self._command.replace("{task}", task))
        return _Process(subprocess.Popen(words, env=self._environ))  # noqa: S603 - the user's own command


class _Process:
    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def wait(self, timeout_s: float) -> str:
        try:
            code = self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self.stop()
            return f"did not end within {timeout_s:.0f} s"
        return "ended well" if code == 0 else f"ended with exit code {code}"

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Watched:
    """An integration that runs by itself: a task is over when nothing was called for a while.

    `news(after, timeout_s)` waits for a call behind a journal number and returns the newest.
    """

    def __init__(
        self, news: Callable[[int, float], int], latest: Callable[[], int], quiet_s: float
    ) -> None:
        self._news = news
        self._latest = latest
        self._quiet_s = quiet_s

    def start(self, task: str) -> Running:  # noqa: ARG002 - it decides itself what it does
        return _Observed(self._news, self._latest(), self._quiet_s)


class _Observed:
    def __init__(self, news: Callable[[int, float], int], seen: int, quiet_s: float) -> None:
        self._news = news
        self._seen = seen
        self._quiet_s = quiet_s

    def wait(self, timeout_s: float) -> str:
        patience = timeout_s
        while (newest := self._news(self._seen, min(patience, timeout_s))) > self._seen:
            self._seen, patience = newest, self._quiet_s
        return "was watched"

    def stop(self) -> None:
        """It goes on."""
