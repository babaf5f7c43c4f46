"""The contract tests, collected once, to be run as often as wanted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from mockserver.engine import realtime
from mockserver.mutation.wire import TEMPLATE, URL

QUIET = (
    *("--mock-url", URL, "--mock-template", TEMPLATE, "--capture=no", "--assert=plain"),
    *("-o", "addopts=--strict-markers --import-mode=importlib"),
    *("-p", "no:terminal", "-p", "no:logging", "-p", "no:cacheprovider", "-p", "no:junitxml"),
)


@dataclass(frozen=True)
class Ran:
    """A test that ran: whether it failed, and how long it took in µs."""

    test: str
    failed: bool
    duration_us: int
    why: str = ""


class CollectionError(Exception):
    """The tests cannot be collected."""


class Suite:
    """A pytest plugin: instead of running the tests it gives them to `drive`."""

    def __init__(self, drive: Callable[["Suite"], None]) -> None:
        self._drive = drive
        self._failed = False
        self._why = ""
        self._complaints: list[str] = []
        self.items: dict[str, pytest.Item] = {}

    def pytest_configure(self, config: pytest.Config) -> None:
        config.option.tbstyle = "no"  # an option of the terminal plugin, read by others too
        config.option.verbose = 0

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._complaints.append(str(report.longrepr))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self._complaints:
            raise CollectionError("\n".join(self._complaints))
        self.items = {item.nodeid: item for item in session.items}
        self._drive(self)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failed = True
            self._why = self._why or str(report.longrepr)

    def run(self, tests: Sequence[str]) -> Iterator[Ran]:
        """Run these tests in their order, one after the other; ask no further to stop."""
        items = [self.items[test] for test in tests]
        for item, following in zip(items, [*items[1:], None], strict=True):
            self._failed, self._why = False, ""
            start = realtime.monotonic_us()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            yield Ran(item.nodeid, self._failed, realtime.monotonic_us() - start, self._why)


def provider_of(test: str) -> str:
    """The provider whose directory a test is in."""
    return Path(test.partition("::")[0]).parent.name


def collected(folder: Path, paths: Iterable[str], drive: Callable[[Suite], None]) -> None:
    """Collect the tests below `paths` of a checkout and let `drive` have them.

    Raises CollectionError with what is wrong, bugs of `drive` included.
    """
    suite = Suite(drive)
    arguments = [*QUIET, "--rootdir", str(folder), *(str(folder / path) for path in paths)]
    outcome = pytest.main(arguments, plugins=[suite])
    if outcome != pytest.ExitCode.OK:
        raise CollectionError(f"pytest ended with {outcome!r}; what it printed says why")
