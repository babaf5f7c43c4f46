"""The query of a read, as clients write it."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.providers.cegid_loop.rules import queries
from mockserver.providers.cegid_loop.rules.queries import Order, QueryError


@pytest.mark.parametrize(
    "query",
    [
        'codeDossier=CEGID003&filter=a=="1"&&b!=null&sort=x&&y:desc&take=5',
        'codeDossier=CEGID003&filter=a=="1"%26%26b!=null&sort=x%26%26y:desc&take=5',
        'CODEDOSSIER=CEGID003&Filter=a=="1"%20&&%20b!=null&SORT=x&&y:DESC&Take="5"',
        'sort=x&&y:desc&&take=5&&codeDossier=CEGID003&&filter=a=="1"&&b!=null',
    ],
)
def test_and_may_be_written_raw(query: str) -> None:
    given_names = queries.parameters(query)
    parsed = queries.parse(query)

    assert sorted(given_names) == ["codedossier", "filter", "sort", "take"]
    assert parsed.dossier == "CEGID003"
    assert parsed.wanted == queries.parse('filter=a=="1"%26%26b!=null').wanted
    assert parsed.order == (Order(("x",), False), Order(("y",), True))
    assert (parsed.skip, parsed.take) == (0, 5)


@given(st.text("ab =\"'!&|<>().é", max_size=30))
def test_what_is_encoded_arrives_as_it_is(text: str) -> None:
    query = f"filter={quote(text)}&codeDossier=A"

    assert queries.parameters(query) == {"filter": text, "codedossier": "A"}


def culprit(text: str) -> str:
    try:
        queries.parse(text)
    except QueryError as error:
        return error.name
    return ""


@given(st.text("codeDssir=&\"'!|()%26x10", max_size=60))
def test_any_query_is_understood_or_refused(text: str) -> None:
    assert culprit(text) in ("", "filter", "skip", "take")


@pytest.mark.parametrize("text", ["10", '"10"', "%2210%22", "'10'", "{10}", '"{10}"', " 10 "])
def test_a_number_may_stand_in_quotes(text: str) -> None:
    assert queries.parse(f"skip={text}&take={text}").skip == 10


@pytest.mark.parametrize("name", ["skip", "take"])
@pytest.mark.parametrize("text", ["-1", "x", "1.5", "1e3", "9" * 16, "١", "1;2"])
def test_another_text_is_no_number(name: str, text: str) -> None:
    with pytest.raises(QueryError) as caught:
        queries.parse(f"{name}={text}")

    assert caught.value.message == f"Le paramètre {name} n'est pas un nombre valide."


@pytest.mark.parametrize("text", ["a&&b", "a,b", "a%2Cb", '"a","b"', "a b", "a;b", "a&&b&&"])
def test_members_to_select_are_separated_one_way_or_another(text: str) -> None:
    assert queries.parse(f"select={text}").select == (("a",), ("b",))


def test_records_are_sorted_by_several_members() -> None:
    records = [{"a": a, "b": b} for a, b in [(1, "x"), (None, "y"), (1, "z"), ("1", "w"), (2, "v")]]

    found = queries.ordered(records, queries.parse("sort=a&&b:desc").order)

    assert [record["b"] for record in found] == ["y", "z", "x", "v", "w"]


def test_a_selected_member_may_be_inside_another() -> None:
    record = {"code": "S", "axe": {"code": "A", "objectId": None}, "ferme": False}
    select = queries.parse("select=axe.code,AXE.objectid,Code,nothing").select

    assert queries.selected(record, select) == {
        "axe": {"code": "A", "objectId": None},
        "code": "S",
    }
