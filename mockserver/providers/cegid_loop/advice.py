"""What the documentation advises but does not demand: a file address valid for 24 hours."""

from urllib.parse import parse_qs, urlsplit

from mockserver.engine.clock import parse_instant

DAY_MS = 86_400_000
TOO_SHORT = "the address expires at {end}; at least 24 hours are advised, for retries"


def advice_on(url: str | None, now_ms: int) -> str:
    """A remark when a signed URL says that it ends too early; empty when there is none."""
    if url is None:
        return ""
    try:
        end = parse_qs(urlsplit(url).query)["se"][0]
        too_short = parse_instant(end) < now_ms + DAY_MS
    except (KeyError, ValueError):
        return ""
    return TOO_SHORT.format(end=end) if too_short else ""
