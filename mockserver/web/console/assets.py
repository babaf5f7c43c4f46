"""The console's own files: read once, served under a fingerprint, so that browsers keep them."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    content: bytes
    media_type: str


@dataclass(frozen=True)
class Assets:
    """All files by their name below the folder; the fingerprint changes with any of them."""

    fingerprint: str
    files: dict[str, Asset]


@cache
def load(folder: Path = FOLDER) -> Assets:
    """Read the folder; the first page of a server asks for it, its start does not."""
    files: dict[str, Asset] = {}
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in MEDIA_TYPES:
            name = path.relative_to(folder).as_posix()
            content = path.read_bytes()
            digest.update(b"%s\0%d\0" % (name.encode(), len(content)) + content)
            files[name] = Asset(content, MEDIA_TYPES[path.suffix])
    return Assets(digest.hexdigest()[:16], files)
