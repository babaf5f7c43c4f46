import pytest

from mockserver.testing import MockSandbox
from tests.providers.cegid_loop import loop

NO_PAYLOAD = "Il n'y a pas de payload : la méthode est-elle bien en POST dans la requête ?"
NO_CODE = "Le codeIbs n'est pas spécifié."
NO_PATH = "Le chemin d'accès URI ou l'URL du fichier n'est pas spécifié."
TWO_PATHS = "Ambiguité sur le chemin d'accès, seul un des deux champs doit être renseigné."
NO_MODEL = "Le modèle d'import n'est pas spécifié."
UNKNOWN = "Le dossier NOWHERE n'existe pas sur le domaine."
BAD_SIRET = (
    "Le numéro SIRET est invalide : il doit comporter 14 chiffres et respecter l'algorithme de Luhn"
)
STRANGER = (
    "L'établissement correspondant au SIRET 90000001900019 n'est pas reconnu"
    " pour le dossier CEGID003"
)
ABSENT = pytest.mark.parametrize("absent", [None, "", " \t", False])
IMPORTS = pytest.mark.parametrize("path", [loop.IMPORT_PERSO, loop.IMPORT_FEC])


@IMPORTS
@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"[{}]", b"null", b"1", b'"text"', b"\xff\xfe{", b'{"codeIbs": NaN}'],
)
def test_a_body_that_is_no_json_object_is_no_payload(
    mock_sandbox: MockSandbox, path: str, body: bytes
) -> None:
    response = mock_sandbox.cegid_loop.request("POST", path, data=body)

    assert loop.message(response) == NO_PAYLOAD


@IMPORTS
@ABSENT
def test_the_dossier_must_be_named(mock_sandbox: MockSandbox, path: str, absent: object) -> None:
    assert loop.message(loop.post(mock_sandbox, path, codeIbs=absent)) == NO_CODE


@IMPORTS
@ABSENT
def test_one_of_uri_and_url_must_be_given(
    mock_sandbox: MockSandbox, path: str, absent: object
) -> None:
    assert loop.message(loop.post(mock_sandbox, path, URL=absent, URI=absent)) == NO_PATH


@IMPORTS
def test_uri_and_url_exclude_each_other(mock_sandbox: MockSandbox, path: str) -> None:
    response = loop.post(mock_sandbox, path, URI="a/b.csv", URL=loop.OUTSIDE)

    assert loop.message(response) == TWO_PATHS


@ABSENT
def test_the_model_must_be_named(mock_sandbox: MockSandbox, absent: object) -> None:
    assert loop.message(loop.post(mock_sandbox, MODELE=absent)) == NO_MODEL


def test_a_fec_needs_no_model(mock_sandbox: MockSandbox) -> None:
    loop.accepted(mock_sandbox, loop.IMPORT_FEC, MODELE=None)


def test_a_world_may_do_without_models(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.settings["cegid_loop.model_required"] = False

    loop.accepted(mock_sandbox, MODELE="")


@IMPORTS
def test_an_unknown_dossier_is_refused(mock_sandbox: MockSandbox, path: str) -> None:
    assert loop.message(loop.post(mock_sandbox, path, codeIbs="NOWHERE")) == UNKNOWN


def test_a_dossier_code_is_echoed_as_it_was_sent(mock_sandbox: MockSandbox) -> None:
    response = loop.post(mock_sandbox, codeIbs=" {nowhere} ")

    assert loop.message(response) == "Le dossier  {nowhere}  n'existe pas sur le domaine."


def test_a_dossier_that_is_not_associated_with_the_key_is_refused(
    mock_sandbox: MockSandbox,
) -> None:
    response = loop.post(mock_sandbox, codeIbs="CEGID009")

    assert (
        loop.message(response) == "Le collaborateur API_CABINET n'a pas accès au dossier CEGID009"
    )


@IMPORTS
@pytest.mark.parametrize(
    "siret",
    ["12345678900010", "0795554210002", "079555421000270", "07955542100027 ", 7955542100027, {}],
)
def test_a_siret_must_have_14_digits_and_pass_luhn(
    mock_sandbox: MockSandbox, path: str, siret: object
) -> None:
    assert loop.message(loop.post(mock_sandbox, path, SIRET=siret)) == BAD_SIRET


@IMPORTS
def test_a_siret_of_somebody_else_is_refused(mock_sandbox: MockSandbox, path: str) -> None:
    assert loop.message(loop.post(mock_sandbox, path, SIRET="90000001900019")) == STRANGER


@pytest.mark.parametrize(
    ("body", "first"),
    [
        ({}, NO_CODE),
        ({"codeIbs": "NOWHERE"}, NO_PATH),
        ({"codeIbs": "NOWHERE", "URI": "a", "URL": "b", "SIRET": "1"}, TWO_PATHS),
        ({"codeIbs": "NOWHERE", "URI": "a", "SIRET": "1"}, NO_MODEL),
        ({"codeIbs": "NOWHERE", "URI": "a", "MODELE": "M", "SIRET": "1"}, UNKNOWN),
    ],
)
def test_the_first_of_several_mistakes_is_named(
    mock_sandbox: MockSandbox, body: dict[str, str], first: str
) -> None:
    response = mock_sandbox.cegid_loop.request("POST", loop.IMPORT_PERSO, json=body)

    assert loop.message(response) == first


def test_the_instance_is_the_same_guid_in_every_error(mock_sandbox: MockSandbox) -> None:
    first = loop.post(mock_sandbox, codeIbs="").json()["error"]["instanceId"]
    mock_sandbox.reset()
    second = loop.post(mock_sandbox, codeIbs="NOWHERE").json()["error"]["instanceId"]

    assert len(first) == 36
    assert first == second


def test_errors_can_be_made_to_come_with_status_400(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.settings["cegid_loop.errors_as_400"] = True

    assert loop.message(loop.post(mock_sandbox, codeIbs=""), 400) == NO_CODE
    assert loop.message(
        mock_sandbox.cegid_loop.request("POST", loop.IMPORT_PERSO), 400
    ) == NO_PAYLOAD  # fmt: skip


def test_a_refused_request_is_not_recorded(mock_sandbox: MockSandbox) -> None:
    before = loop.rows(mock_sandbox, "SELECT count(*) FROM cegid_loop_import")

    loop.post(mock_sandbox, SIRET="1")

    assert loop.rows(mock_sandbox, "SELECT count(*) FROM cegid_loop_import") == before


def test_the_journal_says_why_a_request_was_refused(mock_sandbox: MockSandbox) -> None:
    loop.post(mock_sandbox, codeIbs="NOWHERE")

    call = mock_sandbox.journal.calls(provider="cegid_loop")[-1]
    assert call["operation"] == "importPerso"
    assert call["reason"] == {
        "rule": "dossier-unknown",
        "detail": UNKNOWN,
        "field": "codeIbs",
        "expected": "a dossier of the domain",
        "got": "NOWHERE",
        "evidence": "documented",
        "source": "Cegid developer portal: EcritureComptableImportPerso",
    }
