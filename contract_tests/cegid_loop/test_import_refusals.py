"""Requests that are refused at once, with the portal's words."""

from __future__ import annotations

import re

import pytest

from contract_tests.cegid_loop import imports
from contract_tests.cegid_loop.imports import BOTH, PERSO_PAGE, SIBLINGS
from contract_tests.targets import Target

NO_PAYLOAD = "Il n'y a pas de payload : la méthode est-elle bien en POST dans la requête ?"
NO_CODE = "Le codeIbs n'est pas spécifié."
NO_PATH = "Le chemin d'accès URI ou l'URL du fichier n'est pas spécifié."
TWO_PATHS = "Ambiguité sur le chemin d'accès, seul un des deux champs doit être renseigné."
NO_MODEL = "Le modèle d'import n'est pas spécifié."
BAD_SIRET = (
    "Le numéro SIRET est invalide : il doit comporter 14 chiffres et respecter l'algorithme de Luhn"
)
NOBODYS_SIRET = "90000001900019"
BAD_SIRETS = pytest.mark.parametrize(
    "siret",
    ["12345678900010", "07955542100028", "0795554210002", "079555421000270", "079 555 421 00027"],
)


@pytest.mark.writes
@pytest.mark.documented(PERSO_PAGE)
def test_the_dossier_must_be_named(target: Target) -> None:
    assert imports.message(imports.send(target, codeIbs=None)) == NO_CODE


@pytest.mark.writes
@pytest.mark.documented(PERSO_PAGE)
def test_the_file_must_have_a_place(target: Target) -> None:
    assert imports.message(imports.send(target, URI=None)) == NO_PATH


@pytest.mark.writes
@pytest.mark.documented(PERSO_PAGE)
def test_the_file_may_have_one_place_only(target: Target) -> None:
    assert imports.message(imports.send(target, URL=imports.OUTSIDE)) == TWO_PATHS


@pytest.mark.writes
@pytest.mark.documented(PERSO_PAGE)
def test_an_unknown_dossier_is_named_in_the_refusal(target: Target) -> None:
    code = target.unique("dossier")

    text = imports.message(imports.send(target, codeIbs=code))

    assert text == f"Le dossier {code} n'existe pas sur le domaine."


@pytest.mark.writes
@pytest.mark.documented(PERSO_PAGE)
@BAD_SIRETS
def test_a_siret_has_14_digits_and_passes_luhn(target: Target, siret: str) -> None:
    assert imports.message(imports.send(target, SIRET=siret)) == BAD_SIRET


@pytest.mark.writes
@pytest.mark.documented(PERSO_PAGE)
def test_a_siret_of_somebody_else_is_named_in_the_refusal(target: Target) -> None:
    text = imports.message(imports.send(target, SIRET=NOBODYS_SIRET))

    assert text == (
        "L'établissement correspondant au SIRET 90000001900019 n'est pas reconnu"
        f" pour le dossier {target.subject['codeIbs']}"
    )


@pytest.mark.writes
@pytest.mark.assumed(SIBLINGS)
@pytest.mark.parametrize(
    ("members", "text"),
    [
        ({"codeIbs": None}, NO_CODE),
        ({"URI": None}, NO_PATH),
        ({"URL": imports.OUTSIDE}, TWO_PATHS),
        ({"codeIbs": "ct-nowhere"}, "Le dossier ct-nowhere n'existe pas sur le domaine."),
        ({"SIRET": "12345678900010"}, BAD_SIRET),
    ],
    ids=["no dossier", "no place", "two places", "unknown dossier", "bad siret"],
)
@pytest.mark.parametrize("path", [imports.FEC, imports.TRA])
def test_siblings_refuse_with_the_same_words(
    target: Target, path: str, members: dict[str, object], text: str
) -> None:
    assert imports.message(imports.send(target, path, **members)) == text


@pytest.mark.writes
@pytest.mark.assumed("the model is mandatory, but no message is published for its absence")
@pytest.mark.parametrize("model", [None, "", " "])
def test_the_model_must_be_named(target: Target, model: str | None) -> None:
    assert imports.message(imports.send(target, MODELE=model)) == NO_MODEL


@pytest.mark.writes
@pytest.mark.assumed("that blanks are as good as nothing is inferred from the empty URI")
@pytest.mark.parametrize("blank", ["", " ", False])
@pytest.mark.parametrize(("key", "text"), [("codeIbs", NO_CODE), ("URI", NO_PATH)])
@BOTH
def test_a_blank_value_is_an_absent_one(
    target: Target, path: str, key: str, text: str, blank: object
) -> None:
    assert imports.message(imports.send(target, path, **{key: blank})) == text


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed("an integrator's help page shows this refusal in English only")
@BOTH
def test_a_dossier_that_is_not_associated_with_the_key_is_refused(
    target: Target, path: str
) -> None:
    text = imports.message(imports.send(target, path, codeIbs="CEGID009"))

    assert re.fullmatch(r"Le collaborateur \S+ n'a pas accès au dossier CEGID009", text)


@pytest.mark.writes
@pytest.mark.assumed("the checks are taken to be made in the order in which the page lists them")
@pytest.mark.parametrize(
    ("request_body", "text"),
    [
        ({"SIRET": "1"}, NO_CODE),
        ({"codeIbs": "ct-nowhere", "SIRET": "1"}, NO_PATH),
        ({"codeIbs": "ct-nowhere", "URI": "a", "URL": "b", "SIRET": "1"}, TWO_PATHS),
        ({"codeIbs": "ct-nowhere", "URI": "a", "SIRET": "1"}, NO_MODEL),
        (
            {"codeIbs": "ct-nowhere", "URI": "a", "MODELE": "M", "SIRET": "1"},
            "Le dossier ct-nowhere n'existe pas sur le domaine.",
        ),
    ],
    ids=["dossier", "place", "two places", "model", "unknown dossier"],
)
def test_the_first_of_several_mistakes_is_named(
    target: Target, request_body: dict[str, str], text: str
) -> None:
    assert imports.message(target.session.post(imports.PERSO, json=request_body)) == text


@pytest.mark.writes
@pytest.mark.assumed(SIBLINGS + ": the message is that of importJson")
@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"hello", b"null", b"[]", b'"text"', b"\xff\xfe\x00", b"[" * 5000 + b"]" * 5000],
    ids=["empty", "cut off", "words", "null", "array", "text", "not utf-8", "nested too deeply"],
)
@BOTH
def test_a_body_that_is_no_json_object_is_no_payload(
    target: Target, path: str, content: bytes
) -> None:
    response = target.session.post(path, data=content, headers={"Content-Type": "application/json"})

    assert imports.message(response) == NO_PAYLOAD


@pytest.mark.writes
@pytest.mark.assumed("a number is taken to be its digits, without the zero in front")
def test_a_siret_that_is_a_number_lost_its_zero(target: Target) -> None:
    assert imports.message(imports.send(target, SIRET=7955542100027)) == BAD_SIRET


@pytest.mark.writes
@pytest.mark.documented("developer portal: EcritureComptableImportJson, the error envelope")
def test_an_error_names_the_instance_by_a_guid(target: Target) -> None:
    error = imports.send(target, codeIbs=None).json()["error"]

    assert re.fullmatch(imports.UUID, error["instanceId"])
