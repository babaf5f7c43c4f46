"""Which addresses outside may be called: a list of hosts, and of networks that are not public."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Host:
    """A host that may be called: its scheme, its name (or `*.name`), its port."""

    scheme: str
    name: str
    port: int


@dataclass(frozen=True)
class Allowed:
    """Hosts by name, and networks whose addresses need not be public."""

    hosts: frozenset[Host]
    networks: tuple[Network, ...]


def parse(text: str) -> Allowed:
    """`files.example.com, http://127.0.0.1:8080, 10.0.0.0/8`; what cannot be read allows nothing.

    A host that is written as an address allows that address, public or not.
    """
    hosts: set[Host] = set()
    networks: list[Network] = []
    for word in text.replace(",", " ").split():
        network = _network(word)
        if network is not None and "/" in word:
            networks.append(network)
            continue
        host = _host(word)
        if host is not None:
            hosts.add(host)
            own = _network(host.name)
            networks += [own] if own is not None else []
    return Allowed(frozenset(hosts), tuple(networks))


def is_listed(allowed: Allowed, url: SplitResult) -> bool:
    """Whether a URL names a host that may be called, with its scheme and port."""
    host = _of(url)
    if host is None:
        return False
    _, dot, parent = host.name.partition(".")
    wildcard = Host(host.scheme, f"*.{parent}", host.port)
    return host in allowed.hosts or (bool(dot) and wildcard in allowed.hosts)


def is_permitted(allowed: Allowed, text: str) -> bool:
    """Whether an address may be connected to: a public one, or one of the networks."""
    address = _unwrapped(ipaddress.ip_address(text.partition("%")[0]))
    if any(address in network for network in allowed.networks):
        return True
    return address.is_global and not address.is_multicast


def _unwrapped(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    inside = address.ipv4_mapped or address.sixtofour
    if address in _NAT64:
        inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address if inside is None else inside


def _network(word: str) -> Network | None:
    try:
        return ipaddress.ip_network(word, strict=False)
    except ValueError:
        return None


def _host(word: str) -> Host | None:
    try:
        return _of(urlsplit(word if "://" in word else f"https://{word}"))
    except ValueError:
        return None


def _of(url: SplitResult) -> Host | None:
    """None for another scheme, no host, a name and password before it, or a strange port."""
    try:
        port = url.port
    except ValueError:
        return None
    if url.scheme not in _PORTS or not url.hostname or "@" in url.netloc:
        return None
    return Host(url.scheme, url.hostname.lower().rstrip("."), port or _PORTS[url.scheme])
