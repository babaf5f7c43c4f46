"""A requests session whose paths start at the provider's base URL, and that is careful."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import requests

from contract_tests.support.answers import remember_hint
from contract_tests.support.courtesy import Courtesy
from contract_tests.support.exchanges import Listener, answered, nobody, unanswered
from contract_tests.support.redaction import CREDENTIAL_HEADERS, redact

TIMEOUT_S = 30.0
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}

Guard = Callable[[str, str], None]


class UnreachableError(AssertionError):
    """No answer came back at all."""


def allow(_method: str, _url: str) -> None:
    """The guard of a session that cannot change anything."""


class ApiSession(requests.Session):
    """`session.get("/path")`: relative paths, guarded writes, explained failures."""

    def __init__(
        self,
        base_url: str,
        headers: Mapping[str, str],
        *,
        hint: str,
        courtesy: Courtesy,
        guard: Guard,
        trust_env: bool = True,
        tell: Listener = nobody,
    ) -> None:
        super().__init__()
        self.base_url = base_url.rstrip("/")
        self.headers.update({"User-Agent": "provider-contract-tests", **headers})
        self.trust_env = trust_env
        self.auth = _keep_headers  # or a .netrc would overwrite Authorization
        self._credentials = bool(headers)
        self._hint = hint
        self._courtesy = courtesy
        self._guard = guard
        self._tell = tell

    def request(
        self, method: str | bytes, url: str | bytes, *args: Any, **kwargs: Any
    ) -> requests.Response:
        verb, address = _text(method).upper(), self._absolute(_text(url))
        kwargs.setdefault("timeout", TIMEOUT_S)
        if verb in UNSAFE:
            self._guard(verb, _text(url))
        response = self._courtesy.polite(lambda: self._sent(verb, address, *args, **kwargs))
        remember_hint(response, self._hint)
        return response

    def _sent(self, verb: str, address: str, *args: Any, **kwargs: Any) -> requests.Response:
        try:
            response = super().request(verb, address, *args, **kwargs)
        except (requests.ConnectionError, requests.Timeout) as error:
            what = f"{type(error).__name__}: {error}"
        else:
            for exchange in answered(response):
                self._tell(exchange)
            return response
        self._tell(unanswered(verb, address, redact(what)))
        raise UnreachableError(
            f"{verb} {redact(address)} got no answer ({redact(what)}); {self._hint}"
        )

    def rebuild_auth(
        self, prepared_request: requests.PreparedRequest, response: requests.Response
    ) -> None:
        """Credentials do not follow a redirect to another origin; requests drops just one."""
        if _origin(str(prepared_request.url)) != _origin(str(response.request.url)):
            for name in CREDENTIAL_HEADERS.intersection(map(str.lower, prepared_request.headers)):
                del prepared_request.headers[name]

    def _absolute(self, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            return self.base_url + url
        if self._credentials and _origin(url) != _origin(self.base_url):
            raise AssertionError(
                f"{redact(url)} is not on {self.base_url}, and the credentials must not go "
                "there; use target.anonymous()"
            )
        return url


def _keep_headers(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
