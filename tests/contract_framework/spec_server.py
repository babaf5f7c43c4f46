"""A server that knows nothing but a vendor's OpenAPI document: it answers with its examples."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

DEEPEST = 6
SAMPLES: Mapping[str, Any] = {"string": "text", "integer": 1, "number": 1.5, "boolean": True}
FORMATS = {
    "uuid": "8a210b68-6988-11ed-a1eb-0242ac120002",
    "date-time": "2026-01-05T09:00:00Z",
    "date": "2026-01-05",
    "uri": "https://example.com",
}


@dataclass
class Spec:
    """The document, and what was asked. Calls without `Authorization` are refused with 401."""

    document: Mapping[str, Any]
    url: str = ""
    asked: list[str] = field(default_factory=list)

    def answer(self, method: str, path: str, *, known: bool) -> tuple[int, Any]:
        """The status and the example that the document gives for a call."""
        operation = self._operation(method, path)
        if operation is None:
            return 404, {}
        responses = operation["responses"]
        wanted = "2" if known else "401"
        status = next((code for code in responses if str(code).startswith(wanted)), None)
        if status is None:
            return (200 if known else 401), {}
        return int(status), self._example(self._plain(responses[status]))

    def _operation(self, method: str, path: str) -> Mapping[str, Any] | None:
        paths: Mapping[str, Any] = self.document["paths"]
        for template in sorted(paths, key=lambda one: one.count("{")):
            parts = re.split(r"\{[^}]*\}", template)
            if re.fullmatch("[^/]+".join(map(re.escape, parts)), path):
                found: Mapping[str, Any] | None = paths[template].get(method.lower())
                return found
        return None

    def _example(self, response: Mapping[str, Any]) -> Any:
        content = response.get("content", {}).get("application/json")
        if content is None:
            return None
        named = [one["value"] for one in content.get("examples", {}).values() if "value" in one]
        return named[0] if named else content.get("example", self._made(content.get("schema", {})))

    def _made(self, schema: Mapping[str, Any], depth: int = 0) -> Any:
        schema = self._plain(schema)
        for part in schema.get("allOf", ()):
            schema = {**self._plain(part), **{k: v for k, v in schema.items() if k != "allOf"}}
        for choice in ("example", "default"):
            if choice in schema:
                return schema[choice]
        for several in ("enum", "examples"):
            if schema.get(several):
                return schema[several][0]
        if schema.get("oneOf") or schema.get("anyOf"):
            return self._made((schema.get("oneOf") or schema["anyOf"])[0], depth)
        if "properties" in schema and depth < DEEPEST:
            made = schema["properties"].items()
            return {name: self._made(one, depth + 1) for name, one in made}
        if schema.get("type") == "array":
            return [self._made(schema.get("items", {}), depth + 1)] if depth < DEEPEST else []
        return FORMATS.get(schema.get("format", ""), SAMPLES.get(schema.get("type", ""), {}))

    def _plain(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in node:
            found: Any = self.document
            for name in node["$ref"].removeprefix("#/").split("/"):
                found = found[name.replace("~1", "/").replace("~0", "~")]
            node = found
        return node


@contextmanager
def served(spec: Spec) -> Iterator[Spec]:
    """Serve the document on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def handle_call(self) -> None:
            path = urlsplit(self.path).path
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            spec.asked.append(f"{self.command} {path}")
            status, said = spec.answer(
                self.command, path, known=self.headers.get("Authorization") is not None
            )
            text = b"" if said is None else json.dumps(said, default=str).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_call  # noqa: N815 - http.server's names

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        spec.url = f"http://127.0.0.1:{server.server_port}"
        yield spec
        server.shutdown()
