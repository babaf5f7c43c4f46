"""Whatever is sent, the answer is a refusal and never a failure of ours."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockserver.providers.cegid_loop import lines
from mockserver.testing import MockSandbox, MockServer
from tests.providers.cegid_loop import loop

NO_PAYLOAD = "Il n'y a pas de payload : la méthode est-elle bien en POST dans la requête ?"
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(["codeIbs", "CODEIBS", "URI", "url", "MODELE", "modele", "SIRET", "x"])


@pytest.fixture(scope="module")
def world(mock_server: MockServer) -> Any:
    """One world for all examples of a property."""
    sandbox = mock_server.sandbox()
    yield sandbox
    sandbox.delete()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=st.dictionaries(KEYS, JSON | st.just("CEGID003"), max_size=8))
@pytest.mark.parametrize("path", [loop.IMPORT_PERSO, loop.IMPORT_FEC])
def test_any_json_object_gets_an_id_or_a_french_message(
    world: MockSandbox, path: str, body: dict[str, Any]
) -> None:
    response = world.cegid_loop.request("POST", path, json=body)

    assert response.status_code == 200
    assert list(response.json()) in (["accountingImportRequestId"], ["error"])


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=300) | st.text(";|\t\"'\r\n,0123456789VEAN", max_size=200))
@pytest.mark.parametrize("path", [loop.IMPORT_PERSO, loop.IMPORT_FEC])
def test_any_file_ends_with_3_or_4(world: MockSandbox, path: str, content: bytes | str) -> None:
    loop.accepted(world, path, URI=loop.deposited(world, content))

    ran = world.clock.run_until_idle()

    assert {event["outcome"] for event in ran} == {"done"}
    assert loop.concluded(world)["status"] in (3, 4)


@pytest.mark.parametrize(
    "body",
    [
        b'{"codeIbs": "\\ud800"}',
        b'{"codeIbs": ' + b"9" * 5000 + b"}",
        b'{"codeIbs": 1e400}',
        b"[" * 5000 + b"]" * 5000,
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
        '{"codeIbs": "CEGID003"}'.encode("utf-16"),
        b'{"codeIbs": "CEGID003",}',
        b"codeIbs=CEGID003",
    ],
)
def test_json_that_cannot_be_kept_is_no_payload(mock_sandbox: MockSandbox, body: bytes) -> None:
    response = mock_sandbox.cegid_loop.request("POST", loop.IMPORT_PERSO, data=body)

    assert loop.message(response) == NO_PAYLOAD


@pytest.mark.parametrize(
    ("code", "echoed"),
    [
        ("\x00", "\x00"),
        (10**30, "1" + "0" * 30),
        (["CEGID003"], '["CEGID003"]'),
        (True, "true"),
        (0, "0"),
        ("../../CEGID003", "../../CEGID003"),
        ("' OR 1=1 --", "' OR 1=1 --"),
    ],
)
def test_a_strange_code_is_an_unknown_dossier(
    mock_sandbox: MockSandbox, code: object, echoed: str
) -> None:
    response = loop.post(mock_sandbox, codeIbs=code)

    assert loop.message(response) == f"Le dossier {echoed} n'existe pas sur le domaine."


def test_of_a_repeated_key_the_last_value_counts(mock_sandbox: MockSandbox) -> None:
    body = (
        b'{"codeIbs": "NOWHERE", "codeIbs": "CEGID003", "CODEIBS": "", "URL": "https://x.example/",'
        b' "MODELE": "M"}'
    )

    response = mock_sandbox.cegid_loop.request("POST", loop.IMPORT_PERSO, data=body)

    assert "accountingImportRequestId" in response.json()


@pytest.mark.parametrize(
    "query",
    ["?" + "id=1&" * 3000, "?id=%ff%fe", "?id[]=1", "?&&&", "?filename=%ed%a0%80", "?=%00"],
)
@pytest.mark.parametrize("path", [loop.STATUS, loop.DEPOSIT])
def test_an_absurd_query_is_answered(mock_sandbox: MockSandbox, path: str, query: str) -> None:
    assert mock_sandbox.cegid_loop.request("GET", path + query).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/api-import-ecritures-dev/",
        "/api-import-ecritures-dev/a",
        "/api-import-ecritures-dev/a/b/c",
        "/api-import-ecritures-dev/%ff/%00",
        "/api-import-ecritures-dev/%2e%2e/%2e%2e%2fetc",
        "/api-import-ecritures-dev/a/b?sig=%ff&se=now&st=&sp=%00",
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "PATCH"])
def test_a_storage_path_that_was_never_given_out_is_refused(
    mock_sandbox: MockSandbox, method: str, path: str
) -> None:
    response = mock_sandbox.server.session().request(
        method, mock_sandbox.cegid_loop.base_url + path
    )

    assert response.status_code in (403, 404, 405)
    assert response.headers["Content-Type"] == "application/xml"


def test_a_bug_of_ours_answers_as_the_gateway_does(mock_sandbox: MockSandbox) -> None:
    loop.rows(mock_sandbox, "DROP TABLE cegid_loop_import")

    response = mock_sandbox.cegid_loop.request("GET", loop.STATUS, params={"id": "x"})

    assert response.status_code == 500
    assert response.headers["Mock-Origin"] == "bug"
    assert list(response.json()) == ["statusCode", "message", "activityId"]
    assert response.json()["message"] == "Internal server error"


def test_a_bug_of_ours_behind_a_deposit_url_answers_as_the_storage_does(
    mock_sandbox: MockSandbox,
) -> None:
    url = loop.deposit(mock_sandbox)["depositUrl"]
    loop.rows(mock_sandbox, "DROP TABLE cegid_loop_blob_part")

    response = loop.put(mock_sandbox, url, "a")

    assert response.status_code == 500
    assert response.headers["x-ms-error-code"] == "InternalError"


def test_a_hostile_text_of_a_file_is_judged_and_not_remembered() -> None:
    caches = (lines._known_account, lines._known_date)
    before = [cache.cache_info().misses for cache in caches]

    with pytest.raises(lines.UnreadableError):
        lines.account("9" * 60_000, 1)
    with pytest.raises(lines.UnreadableError):
        lines.iso_date("9" * 60_000, "", 1)

    assert [cache.cache_info().misses for cache in caches] == before
