"""An integration as it is written after the first bad night: polite, and sure of what it did.

`task.py` runs its tasks: push, pull and listen.
"""

import threading
from base64 import b64encode
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import loads
from time import time_ns
from typing import Any
from uuid import uuid4

import requests

Pause = Callable[[float], Any]
ATTEMPTS = 6
NOT_FOUND = 404


class GivenUpError(Exception):
    """The provider is not to be reached now; the next run will try again."""


class Api:
    """One provider. Failures are repeated after growing pauses, or when the provider says so."""

    def __init__(
        self, base_url: str, log_in: Callable[[], Mapping[str, str]], pause: Pause
    ) -> None:
        self.base_url = base_url
        self._log_in = log_in
        self._auth = dict(log_in())
        self._pause = pause

    def call(self, method: str, path: str, json: Any = None) -> Any:
        """The JSON of a good answer; None for something that does not exist."""
        once = {"Idempotency-Key": str(uuid4())} if method in ("POST", "PATCH") else {}
        for attempt in range(ATTEMPTS):
            answer = self._sent(method, path, json, once)
            if answer is None:
                self._pause(2**attempt)
            elif answer.status_code in (401, 403):
                self._auth = dict(self._log_in())
            elif answer.status_code == 429 or answer.status_code >= 500:
                self._pause(float(answer.headers.get("Retry-After") or 2**attempt))
            elif answer.status_code == NOT_FOUND:
                return None
            else:
                answer.raise_for_status()
                return answer.json() if answer.content else {}
        raise GivenUpError(f"{method} {path}")

    def _sent(
        self, method: str, path: str, json: Any, once: Mapping[str, str]
    ) -> requests.Response | None:
        headers = {**self._auth, **once}
        try:
            return requests.request(
                method, self.base_url + path, json=json, headers=headers, timeout=30
            )
        except (requests.ConnectionError, requests.Timeout):
            return None


def push_accounts(api: Api, organization: str, pause: Pause) -> None:
    """Import two accounts into Candis; update those that were there already."""
    imports = f"/v1/organizations/{organization}/imports"
    records = [
        {"accountCode": "CERT-1", "name": "Revenue"},
        {"accountCode": f"CERT-{time_ns()}", "name": "Other"},
    ]
    failed = _imported(api, "POST", imports, records, pause)
    if failed:
        again = [record for record in records if record["accountCode"] in failed]
        _imported(api, "PUT", imports, again, pause)


def _imported(
    api: Api, method: str, imports: str, records: list[dict[str, str]], pause: Pause
) -> set[str]:
    """Send a batch and wait for its end; the codes that failed."""
    process = api.call(method, f"{imports}/general-ledger-accounts", records)["processId"]
    wait = 1.0
    while True:
        log = api.call("GET", f"{imports}/{process}")
        if log["jobStatus"] != "PROCESSING":
            return {event["id"] for event in log["events"] if event["status"] == "FAILED"}
        pause(wait)
        wait = min(wait * 1.5, 15.0)


def push_company(api: Api) -> None:
    """Make a company at Codat, once, whatever happens on the way."""
    api.call("POST", "/companies", {"name": f"Careful {time_ns()}"})


def pull_companies(api: Api) -> list[str]:
    """All companies; from the start again when their number changed while they were read."""
    while True:
        ids, number, total = [], 1, None
        while True:
            page = api.call("GET", f"/companies?page={number}&pageSize=2")
            if total not in (None, page["totalResults"]):
                break
            total = page["totalResults"]
            ids += [company["id"] for company in page["results"]]
            if len(ids) >= total:
                return ids
            number += 1


def listen(api: Api, stop: threading.Event) -> None:
    """Connect every company that is new: a message is a hint to look, and counts once."""
    seen: set[str] = set()

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = loads(self.rfile.read(int(self.headers["Content-Length"])))
            company = body["payload"]["id"]
            if body["id"] not in seen:
                seen.add(body["id"])
                now = api.call("GET", f"/companies/{company}")
                if now is not None and not now["dataConnections"]:
                    api.call("POST", f"/companies/{company}/connections", {"platformKey": "mqjo"})
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/hook"
        events = ["company.created", "company.deleted"]
        consumer = api.call("POST", "/webhooks", {"url": url, "eventTypes": events})
        stop.wait()
        api.call("DELETE", f"/webhooks/{consumer['id']}")
        server.shutdown()


def bearer(environ: Mapping[str, str]) -> dict[str, str]:
    """The token of the moment."""
    return {"Authorization": f"Bearer {environ['CANDIS_ACCESS_TOKEN']}"}


def basic(environ: Mapping[str, str]) -> dict[str, str]:
    """The key as the user name of HTTP Basic."""
    key = b64encode(f"{environ['CODAT_API_KEY']}:".encode()).decode()
    return {"Authorization": f"Basic {key}"}


def run(
    provider: str, task: str, environ: Mapping[str, str], pause: Pause, stop: threading.Event
) -> None:
    """Do one task."""
    if provider == "candis":
        api = Api(environ["CANDIS_BASE_URL"], lambda: bearer(environ), pause)
        push_accounts(api, environ["CANDIS_ORGANIZATION_ID"], pause)
        return
    api = Api(environ["CODAT_BASE_URL"], lambda: basic(environ), pause)
    tasks = {"push": push_company, "pull": pull_companies, "listen": lambda api: listen(api, stop)}
    tasks[task](api)
