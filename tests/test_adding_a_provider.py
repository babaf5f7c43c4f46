"""docs/adding-a-provider.md is true: its excerpts exist, and the provider it builds answers."""

import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from openapi_spec_validator import validate

import mockserver.providers
from mockserver.app import create_app
from mockserver.settings import ServerSettings
from mockserver.testing import MockSandbox, MockServer
from mockserver.testing.sandbox import URL

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "adding-a-provider.md").read_text()
BLOCKS = re.findall(r"^`(\S+\.py)`\n```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
EXCERPTS = [(name, text) for name, text in BLOCKS if (ROOT / name).exists()]
INVENTED = {name: text for name, text in BLOCKS if not (ROOT / name).exists()}
TEST_FILE = "test_parcel_post.py"


@pytest.fixture(scope="module")
def parcel_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MockServer]:
    """A server of the page's provider, made of the page's blocks."""
    folder = tmp_path_factory.mktemp("providers")
    (folder / "parcel_post").mkdir()
    for name, text in INVENTED.items():
        (folder / name).write_text(text)
    mockserver.providers.__path__.append(str(folder))
    provider = import_module("mockserver.providers.parcel_post").PROVIDER

    server = MockServer(create_app(ServerSettings(public_url=URL), providers=(provider,)))
    yield server
    server.close()
    mockserver.providers.__path__.remove(str(folder))
    for module in [name for name in sys.modules if "parcel_post" in name]:
        del sys.modules[module]


@pytest.fixture
def parcel_sandbox(parcel_server: MockServer) -> Iterator[MockSandbox]:
    sandbox = parcel_server.sandbox()
    yield sandbox
    sandbox.delete()


@pytest.mark.parametrize(("name", "text"), EXCERPTS, ids=[name for name, _ in EXCERPTS])
def test_an_excerpt_is_in_its_file(name: str, text: str) -> None:
    assert text in (ROOT / name).read_text()


def test_the_page_has_excerpts_and_a_whole_provider() -> None:
    assert len(EXCERPTS) == 6
    assert len(INVENTED) == 10


def test_the_pages_own_test_passes(parcel_sandbox: MockSandbox) -> None:
    defined: dict[str, Callable[[MockSandbox], None]] = {}
    exec(INVENTED[TEST_FILE], defined)

    defined["test_a_parcel_arrives"](parcel_sandbox)


P_1 = {"reference": "P-1", "to": "Dock 7, Lisbon", "state": "DELIVERED"}
INVALID = {"error": "INVALID_BODY", "fields": ["reference"]}


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "answer"),
    [
        ("GET", "/v2/parcels/P-1", None, 200, P_1),
        ("GET", "/v2/parcels/P-9", None, 404, {"error": "UNKNOWN_PARCEL"}),
        ("POST", "/v2/parcels", {"to": "x"}, 422, INVALID),
        ("GET", "/v2", None, 404, {"error": "NO_SUCH_PATH"}),
        ("PUT", "/v2/parcels", {}, 405, {"error": "NO_SUCH_METHOD"}),
    ],
)
def test_the_pages_provider_answers(
    parcel_sandbox: MockSandbox, method: str, path: str, body: object, status: int, answer: object
) -> None:
    response = parcel_sandbox.parcel_post.request(method, path, json=body)  # type: ignore[attr-defined]

    assert (response.status_code, response.json()) == (status, answer)


def test_the_pages_provider_is_described(parcel_server: MockServer) -> None:
    document = parcel_server.steer("GET", "/providers/parcel_post/openapi.json")

    validate(document)
    assert sorted(document["paths"]) == ["/v2/parcels", "/v2/parcels/{parcelReference}"]
