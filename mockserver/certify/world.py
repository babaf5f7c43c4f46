"""A sandbox on a running server, as a campaign steers and asks it."""

from typing import Any

import requests

from mockserver.certify.conduct import OURS

TIMEOUT_S = 600


class WorldError(Exception):
    """The server did not do what the campaign needs; says why."""


class HttpWorld:
    """One provider of one sandbox of the server at `url`; `token` opens a guarded control API."""

    def __init__(self, url: str, sandbox: str, provider: str, token: str | None = None) -> None:
        self._control = f"{url.rstrip('/')}/_mock/sandboxes/{sandbox}"
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._session = requests.Session()
        self.document: dict[str, Any] = self.steer("GET", "")
        if provider not in self.document["providers"]:
            raise WorldError(f"{sandbox} has no {provider}")
        self._access = self.document["providers"][provider]

    def steer(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """A call of the control API. Raises WorldError with its message when refused."""
        answer = self._asked(method, self._control + path, self._headers, body, query)
        if not answer.ok:
            raise WorldError(f"{method} {path}: {_message(answer)}")
        return answer.json() if answer.content else None

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """A call of the provider, not counted as the integration's."""
        headers = {**self._access["headers"], "User-Agent": OURS}
        answer = self._asked(method, self._access["base_url"] + path, headers, body, {})
        is_json = answer.headers.get("Content-Type", "").startswith("application/json")
        return answer.json() if answer.content and is_json else None

    def _asked(
        self, method: str, url: str, headers: dict[str, str], body: Any, query: dict[str, Any]
    ) -> requests.Response:
        try:
            return self._session.request(
                method, url, headers=headers, json=body, params=query, timeout=TIMEOUT_S
            )
        except requests.RequestException as error:
            raise WorldError(f"no server answers at {url} ({type(error).__name__})") from None


def _message(answer: requests.Response) -> str:
    try:
        return str(answer.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return f"{answer.status_code}; is that a mockserver?"
