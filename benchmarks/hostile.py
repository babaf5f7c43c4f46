"""What nobody sends by accident: texts, JSON, files, worlds and raw bytes that break servers."""

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from typing import Any

TEXTS = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "\u202e\u200f",
    "é" * 300,
    "🦄" * 100,
    "%00",
    "%ff%fe",
    "../../../etc/passwd",
    "..\\..\\",
    "/etc/passwd\0.json",
    "' OR 1=1 --",
    '"); DROP TABLE world; --',
    "{{7*7}}",
    "${jndi:ldap://127.0.0.1/a}",
    "<script>alert(1)</script>",
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    "-1",
    "0",
    "1e400",
    "9" * 400,
    "NaN",
    "Infinity",
    "true",
    "null",
    "[]",
    "{}",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.9999999+14:00",
    "2026-02-30",
    "A" * 70_000,
    "\r\nSet-Cookie: a=b",
    "(((((((((",
    "a=b&&c!=d||e>f",
    "name='x",
    "lastModified>" + "(" * 500,
    "isActive eq true or " * 200,
    "*" * 200,
    "%",
    "_",
    "[!a-z]*",
)
NUMBERS = (0, -1, 1, 2**31, 2**53 + 1, 2**63, -(2**63) - 1, 10**300, 1e308, -0.0, 1.0000000001)
RAW_JSON = (
    b"",
    b"{",
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b'{"a":1,"a":2}',
    b'"\xff\xfe"',
    b'"\\ud800"',
    b"\xef\xbb\xbf{}",
    '{"a": 1}'.encode("utf-16"),
    b"9" * 5_000,
    b"1e999",
    b"NaN",
    b"[1,]",
    b"null",
    b"true",
    b'"text"',
    b"[null]",
    b"[[]]",
    b"[{}]" + b" " * 100_000,
    b'{"' + b"k" * 200_000 + b'": 1}',
    json.dumps([{"name": "x"}] * 20_000).encode(),
    b"\0" * 1000,
    gzip.compress(b"0" * 10_000_000),
)


def _zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../evil.txt", b"0" * 20_000_000)
    return packed.getvalue()


_ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
XML_BOMB = f'<!DOCTYPE a [<!ENTITY a0 "ha">{_ENTITIES}]><a>&a9;</a>'.encode()
_FEC_HEAD = (
    "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib"
    "|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise"
    "|Idevise"
)
FILES = (
    b"",
    b"\0" * 5_000,
    b"\xff\xfe" + "Journal;Date".encode("utf-16-le"),
    _zip_bomb(),
    XML_BOMB,
    gzip.compress(b"0" * 20_000_000),
    _FEC_HEAD.encode(),
    (_FEC_HEAD + "\n" + "VE|" * 5_000).encode(),
    (_FEC_HEAD + "\nVE|V|1|20260131|411|C|||P|20260131|L|1e999|NaN||||-|\n").encode(),
    (_FEC_HEAD + "\n" + "VE|V|1|99999999|411|C|||P|0|L|" + "9" * 400 + "|0||||0|\n").encode(),
    b"Journal;Date;Compte;Libelle;Debit;Credit\n" + b'"' * 20_001,
    b"Journal;Date;Compte;Libelle;Debit;Credit\n" + b";" * 200_000,
    b"Journal;Date;Compte;Libelle;Debit;Credit\nVT;31/02/2026;=cmd|' /C calc'!A0;x;1,0;\n",
    b"!TRA" + b"M" * 500,
    b"***S5CLIJRLETE   001" + b" " * 20 + b"\n" + b"\xe9" * 300 + b"\n" * 500,
    b"\n".join(b"M" + bytes([byte]) * 222 for byte in range(256)),
    b"x" * 3_000_000,
)
HEADERS = (
    {"Content-Type": "application/json; charset=utf-7"},
    {"Content-Type": "multipart/form-data"},
    {"Content-Type": "multipart/form-data; boundary=" + "x" * 5_000},
    {"Content-Type": "application/xml"},
    {"Content-Encoding": "gzip"},
    {"Accept": "*/*;q=" + "9" * 300},
    {"Accept-Language": "\xff" * 50},
    {"Authorization": "Basic !!!!"},
    {"Authorization": "Basic " + "A" * 9_000},
    {"Authorization": "Bearer " + "e30." * 1_000},
    {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30."},
    {"x-api-key": "mock_default_\xff"},
    {"x-apikey": ":" * 500},
    {"Mock-Sandbox": "../../etc"},
    {"Mock-Sandbox": "nobody"},
    {"Cookie": "a=" * 2_000},
    {"Range": "bytes=0-,5-,-1,99999999999999999999-"},
    {"If-None-Match": "*"},
    {"X-Forwarded-Host": "evil.example\r"},
    {"X-Forwarded-Proto": "javascript"},
    {"X-HTTP-Method-Override": "DELETE"},
    {"Idempotency-Key": "k" * 9_000},
    {"Expect": "100-continue"},
    {"Transfer-Encoding": "identity"},
    {f"X-{number}": "v" for number in range(90)},
)
_HOST = b"Host: 127.0.0.1\r\n"
_POST = b"POST /candis/v1 HTTP/1.1\r\n" + _HOST
WIRE = (
    b"\0" * 1_000,
    b"\r\n" * 10_000,
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET " + b"/" + b"a" * 400_000 + b" HTTP/1.1\r\n" + _HOST + b"\r\n",
    b"GET /candis?" + b"a=1&" * 20_000 + b" HTTP/1.1\r\n" + _HOST + b"\r\n",
    b"GET /%ff%00%2e%2e/ HTTP/1.1\r\n" + _HOST + b"\r\n",
    b"GET http://[::1/ HTTP/1.1\r\nHost: [::\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + _HOST + b"X: " + b"v" * 600_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + _HOST + b"X: y\r\n" * 60_000,
    b"GET / HTTP/1.1\r\n" + _HOST + b" folded: x\r\n\r\n",
    b"GET / HTTP/1.1\n" + b"Host: a\n\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 300,
    b"CONNECT evil.example:443 HTTP/1.1\r\n" + _HOST + b"\r\n",
    b"TRACE / HTTP/1.1\r\n" + _HOST + b"\r\n",
    b"GET / HTTP/1.1\r\n" + _HOST + b"Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    _POST + b"Content-Length: -1\r\n\r\n",
    _POST + b"Content-Length: 99999999999999999999\r\n\r\n",
    _POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
    _POST
    + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    _POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    _POST + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    _POST + b"Transfer-Encoding: chunked\r\n\r\n1;" + b"e" * 500_000 + b"\r\na\r\n0\r\n\r\n",
    _POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 20_000 + b"0\r\n\r\n",
    _POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + b"T: v\r\n" * 100_000,
    _POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    (b"GET /_mock/health HTTP/1.1\r\n" + _HOST + b"\r\n") * 300,
    _POST + b"Content-Length: 1000000\r\n\r\n{",
)


def mutated(chance: random.Random, document: Any) -> Any:
    """A JSON document with one place gone wrong."""
    if isinstance(document, dict) and document and chance.random() < 0.8:
        key = chance.choice(list(document))
        changed: dict[str, Any] = {**document, key: mutated(chance, document[key])}
        return changed if chance.random() < 0.8 else {**document, chance.choice(TEXTS): 1}
    if isinstance(document, list) and document and chance.random() < 0.8:
        place = chance.randrange(len(document))
        return [*document[:place], mutated(chance, document[place]), *document[place + 1 :]]
    makers: tuple[Callable[[], Any], ...] = (
        lambda: chance.choice(TEXTS),
        lambda: chance.choice(NUMBERS),
        lambda: None,
        list,
        dict,
        lambda: [document] * chance.choice((2, 300)),
        lambda: {"a": document},
        lambda: not document,
    )
    return chance.choice(makers)()


def damaged(chance: random.Random, content: bytes) -> bytes:
    """Bytes cut, flipped, doubled or overwritten somewhere; the head more often than the rest."""
    if not content:
        return b"\0"
    spoiled = bytearray(content)
    for _ in range(chance.choice((1, 1, 5, 200))):
        place = chance.randrange(chance.choice((100, len(spoiled))) or 1) % len(spoiled)
        spoiled[place] = chance.randrange(256)
    if chance.random() < 0.3:
        del spoiled[chance.randrange(len(spoiled)) :]
    return bytes(spoiled)
