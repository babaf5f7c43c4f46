"""Files in forms."""

from typing import Any

import pytest
from requests import Request

from mockserver.web.multipart import File, MalformedFormError, files_of


class Sent:
    """As much of a call as a form needs."""

    def __init__(self, content_type: str, body: bytes) -> None:
        self.headers = {"Content-Type": content_type}
        self.body = body


def sent(**how: Any) -> Any:
    prepared = Request("POST", "http://a/", **how).prepare()
    return Sent(prepared.headers["Content-Type"], prepared.body)


def test_a_file_comes_with_its_name_its_type_and_its_bytes() -> None:
    content = b"\x00\r\n--\xff\x0b\x1c\n"
    call = sent(files={"file": ("a b.pdf", content, "application/pdf")}, data={"other": "text"})

    assert files_of(call) == [File("file", "a b.pdf", "application/pdf", content)]


def test_a_form_without_files_has_none() -> None:
    call = Sent("multipart/form-data; boundary=x", b"--x--\r\n")

    assert files_of(call) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("", b""),
        ("application/json", b"{}"),
        ("multipart/form-data", b"--x--"),
        ("multipart/form-data; boundary=x", b"nothing"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data; boundary=\u00e9", b""),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n\r\n"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' * 101 + b"--x--",
        ),
    ],
)
def test_what_is_not_a_form_is_malformed(content_type: str, body: bytes) -> None:
    with pytest.raises(MalformedFormError):
        files_of(Sent(content_type, body))  # type: ignore[arg-type]
