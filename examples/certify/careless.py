"""An integration as it is written on the first day: it works as long as everything works.

`task.py` runs its tasks: push, pull and listen.
"""

import sys
import threading
from base64 import b64encode
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import loads
from time import time_ns
from typing import Any

import requests

Pause = Callable[[float], Any]


class Api:
    """One provider. Whatever fails is simply sent again, at once."""

    def __init__(self, base_url: str, auth: Mapping[str, str]) -> None:
        self.base_url = base_url
        self.auth = dict(auth)

    def call(self, method: str, path: str, json: Any = None) -> Any:
        for _ in range(30):
            try:
                answer = requests.request(
                    method, self.base_url + path, json=json, headers=self.auth, timeout=30
                )
            except requests.ConnectionError:
                continue
            if answer.status_code in (429, 500, 502, 503):
                continue
            answer.raise_for_status()
            return answer.json() if answer.content else None
        raise SystemExit("no luck")


def push_accounts(api: Api, organization: str, pause: Pause) -> None:
    """Import two accounts into Candis; if one fails, send both again."""
    imports = f"/v1/organizations/{organization}/imports"
    records = [
        {"accountCode": "CERT-1", "name": "Revenue"},
        {"accountCode": f"CERT-{time_ns()}", "name": "Other"},
    ]
    process = api.call("POST", f"{imports}/general-ledger-accounts", records)["processId"]
    for _ in range(20):
        log = api.call("GET", f"{imports}/{process}")
        if log["jobStatus"] == "PROCESSED":
            if any(event["status"] == "FAILED" for event in log["events"]):
                api.call("POST", f"{imports}/general-ledger-accounts", records)
            return
        pause(0.1)


def push_company(api: Api) -> None:
    """Make a company at Codat."""
    api.call("POST", "/companies", {"name": f"Careless {time_ns()}"})


def pull_companies(api: Api) -> list[str]:
    """All companies, page by page."""
    ids: list[str] = []
    number = 1
    while True:
        page = api.call("GET", f"/companies?page={number}&pageSize=2")["results"]
        if not page:
            return ids
        ids += [company["id"] for company in page]
        number += 1


def listen(api: Api, stop: threading.Event) -> None:
    """Connect every company that a message calls new."""

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = loads(self.rfile.read(int(self.headers["Content-Length"])))
            if body["eventType"] == "company.created":
                company = body["payload"]["id"]
                try:
                    api.call("POST", f"/companies/{company}/connections", {"platformKey": "mqjo"})
                except requests.HTTPError as error:
                    print(error, file=sys.stderr)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/hook"
        consumer = api.call("POST", "/webhooks", {"url": url, "eventTypes": ["company.created"]})
        stop.wait()
        api.call("DELETE", f"/webhooks/{consumer['id']}")
        server.shutdown()


def basic(key: str) -> str:
    """A key as the user name of HTTP Basic."""
    return f"Basic {b64encode(f'{key}:'.encode()).decode()}"


def run(
    provider: str, task: str, environ: Mapping[str, str], pause: Pause, stop: threading.Event
) -> None:
    """Do one task."""
    if provider == "candis":
        auth = {"Authorization": f"Bearer {environ['CANDIS_ACCESS_TOKEN']}"}
        api = Api(environ["CANDIS_BASE_URL"], auth)
        push_accounts(api, environ["CANDIS_ORGANIZATION_ID"], pause)
        return
    credentials = basic(environ["CODAT_API_KEY"])
    api = Api(environ["CODAT_BASE_URL"], {"Authorization": credentials})
    tasks = {"push": push_company, "pull": pull_companies, "listen": lambda api: listen(api, stop)}
    tasks[task](api)
