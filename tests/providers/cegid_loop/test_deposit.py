import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from mockserver.testing import MockSandbox, MockServer
from tests.providers.cegid_loop import loop

GUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def test_a_deposit_has_an_address_and_a_uri(mock_server: MockServer) -> None:
    world = mock_server.sandbox(clock={"now": "2022-03-25T15:23:51Z", "rate": 0})

    place = loop.deposit(world, "fichier.txt")

    assert list(place) == ["depositUrl", "uri"]
    assert re.fullmatch(f"{GUID}/fichier.txt", place["uri"])
    url = urlsplit(place["depositUrl"])
    assert place["depositUrl"].startswith(
        f"{world.cegid_loop.base_url}/api-import-ecritures-dev/{place['uri']}?"
    )
    grant = parse_qs(url.query)
    assert list(grant) == ["sv", "st", "se", "sr", "sp", "sig"]
    assert grant["sv"] == ["2020-08-04"]
    assert grant["st"] == ["2022-03-25T15:23:51Z"]
    assert grant["se"] == ["2022-03-26T15:23:51Z"]
    assert grant["sr"] == ["b"]
    assert grant["sp"] == ["cw"]


def test_at_the_real_host_the_address_is_that_of_the_storage(mock_sandbox: MockSandbox) -> None:
    session = mock_sandbox.cegid_loop.session()

    place = session.get("https://loop-publicapi.cegid.com/getFileUrlDeposit?filename=a.csv").json()
    uploaded = loop.put(mock_sandbox, place["depositUrl"], loop.SALES)

    assert urlsplit(place["depositUrl"]).netloc == "looptestcabinetrdd.blob.core.windows.net"
    assert uploaded.status_code == 201


def test_every_deposit_is_a_new_place(mock_sandbox: MockSandbox) -> None:
    assert loop.deposit(mock_sandbox)["uri"] != loop.deposit(mock_sandbox)["uri"]


@pytest.mark.parametrize("query", ["", "?filename=", "?filename=%20", "?filename=..", "?other=a"])
def test_the_file_must_have_a_name(mock_sandbox: MockSandbox, query: str) -> None:
    response = mock_sandbox.cegid_loop.request("GET", loop.DEPOSIT + query)

    assert loop.message(response) == "Le nom du fichier n'est pas spécifié."


@pytest.mark.parametrize(
    "name",
    [
        "fichier.tra",
        "sans extension",
        "écritures [1] #2 ?&=+%.csv",
        "%2F%00.txt",
        "日本語.csv",
        "nul\x00.csv",
        "x" * 1000 + ".csv",
    ],
)
def test_any_file_name_can_be_deposited_and_imported(mock_sandbox: MockSandbox, name: str) -> None:
    place = loop.deposit(mock_sandbox, name)

    uploaded = loop.put(mock_sandbox, place["depositUrl"], loop.SALES)
    id_ = loop.accepted(mock_sandbox, URI=place["uri"])
    mock_sandbox.clock.run_until_idle()

    assert place["uri"].partition("/")[2] == name
    assert unquote(urlsplit(place["depositUrl"]).path).endswith(f"/{name}")
    assert uploaded.status_code == 201
    assert loop.status(mock_sandbox, id_) == {"status": 3}


def test_how_long_a_deposit_url_is_valid_can_be_set(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.settings["cegid_loop.deposit_validity_ms"] = 60_000
    place = loop.deposit(mock_sandbox)

    mock_sandbox.clock.advance("62s")

    assert loop.put(mock_sandbox, place["depositUrl"], b"x").status_code == 403
