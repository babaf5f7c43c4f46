"""Asking a running server: where it is, what it said, why it refused."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

DEFAULT_URL = "http://127.0.0.1:4010"
CHUNK_BYTES = 1 << 20


def server_url() -> str:
    return os.environ.get("MOCKSERVER_URL", DEFAULT_URL).rstrip("/")


def authorization() -> dict[str, str]:
    token = os.environ.get("MOCKSERVER_CONTROL_TOKEN")
    return {"Authorization": f"Bearer {token}"} if token else {}


def call(
    method: str,
    path: str,
    body: Any = None,
    query: dict[str, Any] | None = None,
    born_as: str | None = None,
) -> Any:
    """One call of the control API; `body` is JSON data, or a file to send as it is.

    `born_as` tells a load balancer the name of a sandbox that is about to be made.
    """
    content = {"data": body} if hasattr(body, "read") else {"json": body}
    headers = {"Mock-Sandbox": born_as} if born_as else {}
    response = _asked(method, path, headers, params=query, **content)
    if not response.content:
        return None
    is_json = response.headers.get("Content-Type") == "application/json"
    return response.json() if is_json else response.content


@contextmanager
def receive(path: str) -> Iterator[tuple[int, Iterator[bytes]]]:
    """A large answer: its size in bytes, and its pieces as they come."""
    with _asked("GET", path, {}, stream=True) as response:
        yield int(response.headers["Content-Length"]), response.iter_content(CHUNK_BYTES)


def _asked(method: str, path: str, headers: dict[str, str], **how: Any) -> Any:
    import requests  # noqa: PLC0415 - slow to import, and `serve` does not need it

    url = server_url()
    try:
        response = requests.request(
            method, f"{url}/_mock{path}", headers={**headers, **authorization()}, timeout=600, **how
        )
    except requests.RequestException as error:
        raise click.ClickException(
            f"no server answers at {url} ({type(error).__name__});"
            " start one with `mockserver serve`, or set MOCKSERVER_URL"
        ) from None
    if not response.ok:
        raise click.ClickException(_refusal(response))
    return response


def _refusal(response: Any) -> str:
    try:
        error = response.json()["error"]
        texts = [error["message"], error.get("expected"), error.get("hint")]
        return "; ".join(text for text in texts if text)
    except (ValueError, KeyError, TypeError):
        return f"{response.url} answered {response.status_code}; is that a mockserver?"


def given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def parsed(changes: tuple[str, ...]) -> dict[str, Any]:
    parsed: dict[str, Any] = {}
    for change in changes:
        name, equals, text = change.partition("=")
        if not equals:
            raise click.BadParameter(f"{change!r} is not NAME=VALUE", param_hint="--set")
        try:
            parsed[name] = json.loads(text)
        except ValueError:
            parsed[name] = text
    return parsed


def variable(provider: str, name: str) -> str:
    word = "".join(f"_{letter}" if letter.isupper() else letter for letter in name)
    return f"{provider}_{word}".upper().replace("-", "_")
