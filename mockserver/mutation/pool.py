"""Jobs in forked processes: each starts from this one's memory, and dies without harm to it."""

import os
import pickle
import selectors
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")
CHUNK = 1 << 20


class Died:
    """Instead of a result: the process was ended by its time limit, or crashed."""


@dataclass
class _Running:
    job: Any
    pid: int
    received: bytearray


def forked(
    jobs: Iterable[Job], work: Callable[[Job], Result], *, workers: int, limit_s: float
) -> Iterator[tuple[Job, Result | Died]]:
    """Each job with its result, as they end; at most `workers` at a time, each at most `limit_s`.

    Whatever a job prints is lost. Results are pickled.
    """
    waiting = deque(jobs)
    with selectors.DefaultSelector() as ends:
        while waiting or ends.get_map():
            while waiting and len(ends.get_map()) < workers:
                running, end = _start(waiting.popleft(), work, limit_s)
                ends.register(end, selectors.EVENT_READ, running)
            for key, _ in ends.select():
                running = key.data
                if received := os.read(key.fd, CHUNK):
                    running.received += received
                    continue
                ends.unregister(key.fd)
                os.close(key.fd)
                os.waitpid(running.pid, 0)
                yield (
                    running.job,
                    pickle.loads(running.received) if running.received else Died(),  # noqa: S301 - our own child wrote it
                )


def _start(job: Job, work: Callable[[Job], Any], limit_s: float) -> tuple[_Running, int]:
    sys.stdout.flush()
    sys.stderr.flush()
    end, start = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(end)
        _live(job, work, limit_s, start)
    os.close(start)
    return _Running(job, pid, bytearray()), end


def _live(job: Job, work: Callable[[Job], Any], limit_s: float, pipe: int) -> NoReturn:
    """In the child: do the job, send its result, be gone; SIGALRM ends what never ends."""
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, limit_s)
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        result = pickle.dumps(work(job))
        signal.setitimer(signal.ITIMER_REAL, 0)
        with os.fdopen(pipe, "wb") as out:
            out.write(result)
    finally:
        os._exit(0)
