"""Fetching a file from a host outside, for testers who allow it: limits first, trust nobody.

The name is resolved once, every address is checked, and the connection goes to that address: a
name that changes its mind in between leads nowhere else. Each redirect is a URL like the first.
"""

import contextlib
import http.client
import queue
import socket
import ssl
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import SplitResult, urljoin, urlsplit

from mockserver.engine import realtime
from mockserver.providers.cegid_loop import addresses
from mockserver.providers.cegid_loop.addresses import Allowed

MAX_REDIRECTS = 3
CHUNK_BYTES = 65_536
_REDIRECTS = (301, 302, 303, 307, 308)
_SECOND_US = 1_000_000


class FetchError(Exception):
    """Why a file was not fetched."""


@dataclass(frozen=True)
class Limits:
    """How large a file may be, and how long fetching it may take, in seconds of real time."""

    max_bytes: int
    timeout_s: float


@dataclass
class _Work:
    """A running download: what it holds open, so that it can be stopped, and what it found."""

    url: str
    allowed: Allowed
    limits: Limits
    deadline_us: int
    found: "queue.SimpleQueue[bytes | Exception]" = field(default_factory=queue.SimpleQueue)
    connection: http.client.HTTPConnection | None = None

    def left_s(self) -> float:
        """Seconds until the deadline. Raises FetchError behind it."""
        left = (self.deadline_us - realtime.monotonic_us()) / _SECOND_US
        if left <= 0:
            raise FetchError(f"it took more than {self.limits.timeout_s:g} s")
        return left


def fetch(url: str, allowed: Allowed, limits: Limits) -> bytes:
    """The content behind a URL. Raises FetchError.

    A thread does it, because neither a name server nor a slow header keeps to a time limit.
    """
    deadline_us = realtime.monotonic_us() + int(limits.timeout_s * _SECOND_US)
    work = _Work(url, allowed, limits, deadline_us)
    threading.Thread(target=_run, args=(work,), daemon=True).start()
    try:
        found = work.found.get(timeout=limits.timeout_s)
    except queue.Empty:
        _stop(work)
        raise FetchError(f"it took more than {limits.timeout_s:g} s") from None
    if isinstance(found, FetchError):
        raise found
    if isinstance(found, Exception):
        raise FetchError(f"{type(found).__name__}: {found}") from None
    return found


def _run(work: _Work) -> None:
    try:
        work.found.put(_followed(work))
    except Exception as error:
        work.found.put(error)
    finally:
        _stop(work)


def _stop(work: _Work) -> None:
    connection = work.connection
    if connection is None:
        return
    with contextlib.suppress(OSError):
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)
    with contextlib.suppress(OSError):
        connection.close()


def _followed(work: _Work) -> bytes:
    url = work.url
    for _ in range(MAX_REDIRECTS + 1):
        found = _asked(work, urlsplit(url))
        if isinstance(found, bytes):
            return found
        url = urljoin(url, found)
    raise FetchError(f"more than {MAX_REDIRECTS} redirects")


def _asked(work: _Work, url: SplitResult) -> bytes | str:
    """The content, or where it is instead."""
    if not addresses.is_listed(work.allowed, url):
        raise FetchError(f"{url.scheme}://{url.netloc[:100]} is not in cegid_loop.external_hosts")
    work.connection = _connected(work, url)
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    try:
        work.connection.request("GET", target, headers={"Accept-Encoding": "identity"})
        with work.connection.getresponse() as response:
            return _answer(work, response)
    finally:
        _stop(work)


def _answer(work: _Work, response: http.client.HTTPResponse) -> bytes | str:
    location = response.headers.get("Location")
    if response.status in _REDIRECTS and location:
        return location
    if response.status != HTTPStatus.OK:
        raise FetchError(f"the answer was {response.status}")
    return _read(work, response)


def _connected(work: _Work, url: SplitResult) -> http.client.HTTPConnection:
    host = url.hostname or ""
    port = url.port or (443 if url.scheme == "https" else 80)
    address = _resolved(work, host, port)
    connection = http.client.HTTPConnection(host, port, timeout=work.left_s())
    plain = socket.create_connection((address, port), timeout=work.left_s())
    connection.sock = plain
    if url.scheme == "https":
        try:
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        except OSError:
            plain.close()
            raise
    return connection


def _resolved(work: _Work, host: str, port: int) -> str:
    """One address of a host, if it may be called with any of them."""
    try:
        infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{host[:100]} cannot be resolved: {error}") from None
    found = [str(info[4][0]) for info in infos]
    refused = [text for text in found if not addresses.is_permitted(work.allowed, text)]
    if refused or not found:
        raise FetchError(f"{host[:100]} is at {', '.join(refused)}, which is not public")
    return found[0]


def _read(work: _Work, response: http.client.HTTPResponse) -> bytes:
    limit = work.limits.max_bytes
    chunks, size = [], 0
    while chunk := response.read1(CHUNK_BYTES):
        work.left_s()
        chunks.append(chunk)
        size += len(chunk)
        if size > limit:
            raise FetchError(f"it is larger than {limit} bytes")
    if response.length:
        raise FetchError("the connection was closed before the end")
    return b"".join(chunks)
