"""A certificate authority of this machine's own, for clients whose https hosts are hard-coded.

Trust `ca.pem` in the client, point the vendor's host names at the server (hosts file, proxy,
`curl --resolve`), and an unmodified SDK reaches its sandbox.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import trustme

DEFAULT_FOLDER = Path.home() / ".mockserver"
OWN_NAMES = ("localhost", "127.0.0.1", "::1")


def authority(folder: Path) -> "trustme.CA":
    """The authority kept in a folder, made there once. Its key is readable by its owner only."""
    import trustme  # noqa: PLC0415 - slow to import, and only TLS needs it

    certificate, key = folder / "ca.pem", folder / "ca.key"
    if certificate.exists() and key.exists():
        return trustme.CA.from_pem(certificate.read_bytes(), key.read_bytes())
    folder.mkdir(parents=True, exist_ok=True)
    made = trustme.CA(organization_name="mockserver", organization_unit_name="local testing only")
    key.touch(mode=0o600)
    made.private_key_pem.write_to_path(str(key))
    made.cert_pem.write_to_path(str(certificate))
    return made


def server_certificate(folder: Path, hosts: Iterable[str]) -> Path:
    """A fresh key and certificate chain for the vendors' hosts and this machine, in one file."""
    issued = authority(folder).issue_cert(*OWN_NAMES, *hosts)
    path = folder / "server.pem"
    path.touch(mode=0o600)
    issued.private_key_and_cert_chain_pem.write_to_path(str(path))
    return path
