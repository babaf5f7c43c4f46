"""The vendor's Swagger 2.0 document as a judge of answers, where it lies beside this checkout.

It is third parties' material and no part of this repository.
"""

from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft4Validator, FormatChecker

FILE = "providers/appzen/appzen-autonomous-ap-swagger2-v2.0.3.yml"
BASE_PATH = "/dictionary-data-services"


class Swagger:
    """Definitions and operations of the document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.definitions: dict[str, Any] = document["definitions"]

    def complaints(self, schema: dict[str, Any], value: Any) -> list[str]:
        """What is wrong with a value."""
        whole = {**schema, "definitions": self.definitions}
        errors = Draft4Validator(whole, format_checker=FormatChecker()).iter_errors(value)
        return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]

    def answer(self, method: str, path: str, status: int) -> dict[str, Any]:
        """The schema of an operation's answer."""
        operation = self.document["paths"][path.removeprefix(BASE_PATH)][method.lower()]
        schema: dict[str, Any] = operation["responses"][status]["schema"]
        return schema


def load(shared: Path) -> Swagger:
    """The document in the folder of the vendors' material."""
    return Swagger(yaml.safe_load((shared / FILE).read_text(encoding="utf-8")))
