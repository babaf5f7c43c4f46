"""What a question to the store answers: a row, with its JSON columns read."""

from typing import Any

Row = dict[str, Any]
