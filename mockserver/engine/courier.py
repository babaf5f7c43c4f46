"""Takes ready webhook attempts to their targets, and nowhere else; runs errands in between.

A target is loopback, or a host that the sandbox allows. The address that was checked is the address
that is connected to, redirects are not followed, so that neither a DNS answer nor a receiver can
lead a message elsewhere.
"""

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from mockserver.engine import errands, realtime, webhooks
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.webhooks import Attempt, Outcome

TIMEOUT_S = 15
MAX_PER_ROUND = 1000


def deliver(sandbox: Sandbox, send: Callable[[Attempt], Outcome] | None = None) -> int:
    """Send everything that is ready, one after the other; returns how many attempts were made.

    The world is not locked while a receiver thinks: it may call back and sees this moment. Errands
    have their turn when nothing is ready to be sent.
    """
    made = 0
    while made < MAX_PER_ROUND:
        with sandbox.transaction():
            attempt = webhooks.take_ready(sandbox)
        if attempt is None:
            if errands.run_next(sandbox):
                continue
            break
        outcome = (send or post)(attempt)
        with sandbox.transaction():
            webhooks.record(sandbox, attempt, outcome)
        made += 1
    return made


def recover(sandbox: Sandbox) -> None:
    """Count attempts that nobody could record as failed; only while no courier is under way."""
    with sandbox.transaction():
        webhooks.recover(sandbox)


def post(attempt: Attempt) -> Outcome:
    """One POST to a checked address. Never raises: what went wrong is the outcome."""
    from urllib3.exceptions import HTTPError  # noqa: PLC0415 - loaded with the first message

    started = realtime.monotonic_us()
    try:
        status = _posted(attempt)
        return Outcome(status, duration_ms=_since(started))
    except ForbiddenTargetError as error:
        return Outcome(error=str(error))
    except (HTTPError, OSError, ValueError) as error:
        return Outcome(error=f"{type(error).__name__}: {error}", duration_ms=_since(started))


class ForbiddenTargetError(ValueError):
    """The target is neither loopback nor allowed."""


def checked_address(host: str, port: int, allowed_hosts: frozenset[str]) -> str:
    """The address to connect to. Raises ForbiddenTargetError; every address of the name counts."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if host.lower() not in allowed_hosts:
        for address in addresses:
            if not _is_loopback(address):
                raise ForbiddenTargetError(
                    f"{host} is {address}, which is not loopback; allow it with the setting"
                    " webhooks.allowed_hosts"
                )
    return addresses[0]


def _is_loopback(address: str) -> bool:
    plain = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(plain, ipaddress.IPv6Address) and plain.ipv4_mapped:
        return plain.ipv4_mapped.is_loopback
    return plain.is_loopback


def _posted(attempt: Attempt) -> int:
    import urllib3  # noqa: PLC0415 - as above

    url = urlsplit(attempt.url)
    if url.scheme not in ("http", "https") or not url.hostname:
        raise ForbiddenTargetError(f"{attempt.url!r} is not an http or https URL")
    port = url.port or (443 if url.scheme == "https" else 80)
    address = checked_address(url.hostname, port, attempt.allowed_hosts)
    pool: urllib3.HTTPConnectionPool
    if url.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            address, port, server_hostname=url.hostname, assert_hostname=url.hostname
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, port)
    with pool:
        response = pool.urlopen(
            "POST",
            (url.path or "/") + (f"?{url.query}" if url.query else ""),
            body=attempt.body,
            headers={**attempt.headers, "Host": url.netloc.rpartition("@")[2]},
            retries=False,
            redirect=False,
            timeout=TIMEOUT_S,
        )
        return response.status


def _since(started_us: int) -> int:
    return (realtime.monotonic_us() - started_us) // 1000
