import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.providers.cegid_loop.rules import requests as rules


@pytest.mark.parametrize(
    "siret",
    [
        "07955542100027",
        "07955542100019",
        "07955542100035",
        "84200816100015",
        "84200816100023",
        "90000001900019",
        "12345678200010",
        "12345678200028",
        "00000000000000",
    ],
)
def test_a_siret_with_a_right_luhn_sum_is_valid(siret: str) -> None:
    assert rules.is_siret(siret)


@pytest.mark.parametrize(
    "siret",
    [
        "12345678900010",
        "12345678900028",
        "07955542100028",
        "84200816100012",
        "0795554210002",
        "079555421000270",
        "079 555 421 00027",
        "0795554210002a",
        "٠٧٩٥٥٥٤٢١٠٠٠٢٧",
        "",
    ],
)
def test_another_text_is_no_siret(siret: str) -> None:
    assert not rules.is_siret(siret)


@given(
    st.text("0123456789", min_size=14, max_size=14).filter(rules.is_siret),
    st.integers(0, 13),
    st.integers(1, 9),
)
def test_one_wrong_digit_is_always_noticed(siret: str, place: int, shift: int) -> None:
    wrong = (int(siret[place]) + shift) % 10

    assert not rules.is_siret(f"{siret[:place]}{wrong}{siret[place + 1 :]}")


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("ventes.csv", "ventes.csv"),
        ("écritures 2025 [1].txt", "écritures 2025 [1].txt"),
        ("a/b/ventes.csv", "ventes.csv"),
        ("..\\..\\ventes.csv", "ventes.csv"),
        ("", None),
        ("  ", None),
        ("..", None),
        ("a/", None),
    ],
)
def test_only_the_last_part_of_a_file_name_is_kept(given_name: str, kept: str | None) -> None:
    assert rules.file_name(given_name) == kept
