"""requests without a socket: a transport adapter that asks a WSGI application."""

import io
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPHeaderDict, HTTPResponse
from werkzeug.test import run_wsgi_app


class InProcessAdapter(HTTPAdapter):
    """Mount it on `http://` and `https://`: every URL of the session is answered in process.

    `application` is any WSGI application. Timeouts, proxies and certificates are not looked at.
    """

    def __init__(self, application: Any) -> None:
        super().__init__()
        self._application = application

    def send(self, request: requests.PreparedRequest, **_transport: Any) -> requests.Response:  # type: ignore[override]
        """The application's answer, as requests shows one.

        Raises requests.ConnectionError when the application raises ConnectionResetError.
        """
        try:
            asked = run_wsgi_app(self._application, _environ(request), buffered=True)
        except ConnectionResetError as reset:
            raise requests.ConnectionError(reset, request=request) from reset
        chunks, status, headers = asked
        code, _, reason = status.partition(" ")
        raw = HTTPResponse(
            body=io.BytesIO(b"".join(chunks)),
            headers=HTTPHeaderDict(headers.items()),
            status=int(code),
            reason=reason,
            preload_content=False,
            request_method=request.method,
        )
        return self.build_response(request, raw)


def _environ(request: requests.PreparedRequest) -> dict[str, Any]:
    url = urlsplit(request.url or "")
    body = request.body or b""
    raw = body.encode() if isinstance(body, str) else b"".join(_chunks(body))
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(url.path).decode("latin-1"),
        "QUERY_STRING": url.query,
        "SERVER_NAME": url.hostname or "localhost",
        "SERVER_PORT": str(url.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": url.netloc,
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(raw),
        "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        text = value.decode("latin-1") if isinstance(value, bytes) else value
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = text
    environ["CONTENT_LENGTH"] = str(len(raw))
    return environ


def _chunks(body: Any) -> Any:
    if isinstance(body, bytes):
        return [body]
    return [body.read()] if hasattr(body, "read") else body
