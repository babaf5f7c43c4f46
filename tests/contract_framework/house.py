"""Feedback House's business divisions once more, by hand and from the portal alone: no mockserver.

A stand-in to prove the contract tests on. It forgets nothing it was told to get wrong.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "house-key-0123456789"
ROOT = "/api/planning/business-division/v1"
OBJECT_ID = re.compile("[0-9a-f]{24}")
Answer = tuple[int, dict[str, Any]]


@dataclass
class House:
    """The divisions, and what goes wrong: any of WRONGS."""

    wrongs: Collection[str] = ()
    divisions: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    before_answer: Callable[[str, str], None] = lambda method, path: None
    url: str = ""

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> Answer:
        """What the portal says of this call."""
        if (method, path) == ("POST", f"{ROOT}/update-or-create"):
            return self._upsert(body["businessDivisions"])
        if (method, path) == ("GET", f"{ROOT}/query"):
            return self._page(int(query.get("skip", ["0"])[0]), int(query.get("limit", ["100"])[0]))
        id_ = path.rpartition("/")[2]
        return self._deleted(id_) if method == "DELETE" else self._one(id_)

    def _upsert(self, items: list[Any]) -> Answer:
        counts, errors, data = {"Created": 0, "Updated": 0}, [], []
        for item in items:
            if not item.get("name"):
                errors.append({"object": item, "message": "Missing name field"})
                continue
            known = self._known(item)
            id_ = known or f"{len(self.divisions) + len(self.asked):024x}"
            self.divisions[id_] = {**self.divisions.get(id_, {}), **item, "id": id_}
            counts["Updated" if known and "always created" not in self.wrongs else "Created"] += 1
            data.append(self.divisions[id_])
        said = f"Created {counts['Created']} | Updated {counts['Updated']} | Errors {len(errors)}"
        shown = [] if "errors are swallowed" in self.wrongs else errors
        return 200, {"status": "OK", "message": said, "data": data, "errors": shown}

    def _known(self, item: dict[str, Any]) -> str | None:
        keys = ("id", "businessDivisionId", "correlationId", "name")
        found = (
            id_
            for id_, one in self.divisions.items()
            for key in keys
            if item.get(key) and item[key] == one.get(key.replace("businessDivisionId", "id"))
        )
        return next(found, None)

    def _page(self, skip: int, limit: int) -> Answer:
        listed = list(self.divisions.values())[skip : skip + limit]
        info = {
            "totalCount": len(self.divisions),
            "hasNextPage": skip + limit < len(self.divisions) and "one page" not in self.wrongs,
            "hasPreviousPage": skip > 0,
            "limit": limit,
            "skip": skip,
        }
        return 200, {"businessDivisions": listed, "pageInfo": info}

    def _one(self, id_: str) -> Answer:
        if not OBJECT_ID.fullmatch(id_):
            return 400, {"status": "ERROR", "message": "Invalid search query"}
        if id_ not in self.divisions and "unknown is 404" in self.wrongs:
            return 404, {"status": "ERROR", "message": "Not found"}
        if id_ not in self.divisions:
            return 200, {"businessDivision": {}}
        return 200, {"status": "OK", "businessDivision": self.divisions[id_]}

    def _deleted(self, id_: str) -> Answer:
        if self.divisions.pop(id_, None) is None:
            error = {"data": id_, "message": "Business division not found"}
            return 400, {"error": error, "status": "ERROR", "businessDivision": None}
        return 200, {"status": "OK", "businessDivision": id_}


@contextmanager
def open_house(house: House) -> Iterator[House]:
    """Serve the house on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def handle_call(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            house.asked.append(f"{self.command} {parts.path}")
            if self.headers.get("Authorization") == KEY:
                asked = json.loads(body) if body else None
                status, said = house.answer(self.command, parts.path, parse_qs(parts.query), asked)
            else:
                status, said = 401, {"status": "ERROR", "message": "Unauthorized"}
            house.before_answer(self.command, parts.path)
            text = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_DELETE = handle_call  # noqa: N815 - http.server's names

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        house.url = f"http://127.0.0.1:{server.server_port}"
        yield house
        server.shutdown()
