"""What the server says while it runs: lines for people or for machines, never a secret."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

FORMATS = ("text", "json")
LEVELS = ("debug", "info", "warning", "error")
# The secret part of a credential of ours; the name of its sandbox may be told.
_SECRET = re.compile(r"(mock_[a-z0-9][a-z0-9-]{0,62}_)[A-Za-z0-9-]+")
_JWT = re.compile(r"eyJ[\w-]+\.[\w-]*\.[\w-]*")
_SIGNING = re.compile(r"whsec_[A-Za-z0-9+/=]+")
REDACTED = "[redacted]"


def redacted(text: str) -> str:
    """The text without credentials, tokens and signing secrets."""
    text = _SECRET.sub(rf"\1{REDACTED}", text)
    return _SIGNING.sub(REDACTED, _JWT.sub(REDACTED, text))


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redacted(record.getMessage()),
        }
        if record.exc_info:
            line["exception"] = redacted(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def configure(form: str, level: str) -> None:
    """Send the log of everything to stderr, a line each."""
    handler = logging.StreamHandler(sys.stderr)
    text = _Text("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(_Json() if form == "json" else text)
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
