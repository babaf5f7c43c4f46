"""Walking through the realm of a sandbox without a browser, as a test wants to."""

import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

from mockserver.testing import MockSandbox

HOST = "https://id.my.candis.io"
REALM = "/auth/realms/candis"
PROTOCOL = f"{REALM}/protocol/openid-connect"
AUTH = f"{PROTOCOL}/auth"
TOKEN = f"{PROTOCOL}/token"
CALLBACK = "http://localhost:3000/callback"
ANNA = "anna.bauer@example.com"
JONAS = "jonas.weber@example.com"
FULL = "exports core_data offline_access"


def refusal(response: requests.Response) -> tuple[int, str, str]:
    """How a program is refused: status, error, description."""
    body = response.json()
    return response.status_code, body["error"], body["error_description"]


class Realm:
    """A client program and a person with a browser, of one sandbox."""

    def __init__(self, sandbox: MockSandbox) -> None:
        self.sandbox = sandbox
        self.client_id = sandbox.candis.credentials["client_id"]
        self.secret = sandbox.candis.credentials["client_secret"]

    def request(self, method: str, path: str, **how: Any) -> requests.Response:
        """A call without credentials, redirects shown."""
        url = self.sandbox.candis.base_url + path
        session = self.sandbox.server.session()
        return session.request(method, url, allow_redirects=False, **how)

    def ask(self, **query: str) -> requests.Response:
        """The browser opens the authorization endpoint."""
        wanted = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": CALLBACK,
            "scope": FULL,
            **query,
        }
        given = {name: text for name, text in wanted.items() if text is not None}
        return self.request("GET", AUTH, params=given)

    def follow(self, response: requests.Response) -> requests.Response:
        """The browser follows a redirect, or sends the form that it is shown."""
        assert response.status_code == 302, response.text
        location = response.headers["Location"]
        return self.sandbox.server.session().get(self._absolute(location))

    def submit(self, response: requests.Response, **fields: str) -> requests.Response:
        """The browser sends the form of a page."""
        found = re.search(r'action="([^"]+)"', response.text)
        assert found, response.text
        session = self.sandbox.server.session()
        url = self._absolute(html.unescape(found[1]))
        return session.post(url, data=fields, allow_redirects=False)

    def walked(
        self,
        user: str = ANNA,
        organization: str = "alpha-organization",
        decision: str = "allow",
        **query: str,
    ) -> requests.Response:
        """The whole walk; the redirect to the client."""
        consent = self.follow(self.submit(self.ask(**query), username=user))
        return self.submit(consent, organization=organization, decision=decision)

    def code(self, **walk: str) -> str:
        """The code at the end of a walk."""
        return answer_in(self.walked(**walk))["code"]

    def token(self, **form: Any) -> requests.Response:
        """The token endpoint, with HTTP Basic."""
        return self.request("POST", TOKEN, data=form, auth=(self.client_id, self.secret))

    def exchange(self, code: str, **form: str) -> requests.Response:
        """Tokens for a code."""
        wanted = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
        return self.token(**{**wanted, **form})

    def refresh(self, token: str) -> requests.Response:
        """Newer tokens."""
        return self.token(grant_type="refresh_token", refresh_token=token)

    def tokens(self, **walk: str) -> dict[str, Any]:
        """The tokens at the end of it all."""
        response = self.exchange(self.code(**walk))
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def info(self, access_token: str) -> requests.Response:
        """The organization of a token."""
        headers = {"Authorization": f"Bearer {access_token}"}
        return self.request("GET", "/v1/organizations/info", headers=headers)

    def _absolute(self, location: str) -> str:
        parts = urlsplit(self.sandbox.candis.base_url)
        return location if "://" in location else f"{parts.scheme}://{parts.netloc}{location}"


def answer_in(response: requests.Response) -> dict[str, str]:
    """What a redirect tells the client in the query of its URL."""
    query = urlsplit(response.headers["Location"]).query
    return {name: texts[0] for name, texts in parse_qs(query).items()}
