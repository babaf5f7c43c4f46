"""The vendor's own schemas, asked whether an answer satisfies them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker


@cache
def document(path: Path) -> dict[str, Any]:
    """An official document, read once."""
    if path.suffix == ".json":
        return without_nullable(json.loads(path.read_text(encoding="utf-8")))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return without_nullable(yaml.load(path.read_text(encoding="utf-8"), loader))


def without_nullable(node: Any) -> Any:
    """`nullable` says nothing to JSON Schema, and clients refuse null anyway."""
    if isinstance(node, dict):
        return {key: without_nullable(value) for key, value in node.items() if key != "nullable"}
    return [without_nullable(one) for one in node] if isinstance(node, list) else node


def complaints(root: dict[str, Any], reference: str, answer: Any) -> list[str]:
    """What is wrong with an answer, by the schema at `#/…` of a document."""
    validator = Draft202012Validator({**root, "$ref": reference}, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(answer)]


def nulls(answer: Any, at: str = "$") -> list[str]:
    """Where an answer holds a null."""
    if answer is None:
        return [at]
    inside = answer.items() if isinstance(answer, dict) else ()
    inside = enumerate(answer) if isinstance(answer, list) else inside
    return [found for key, value in inside for found in nulls(value, f"{at}.{key}")]
