"""The filter language, against an evaluator that never sees a text."""

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.providers.cegid_loop.rules import filters, matching
from mockserver.providers.cegid_loop.rules.filters import FilterError

RECORD = {
    "numero": "60100000",
    "libelle": "Achats d'eau",
    "type": 6,
    "collectif": False,
    "ferme": True,
    "codeLettrage": None,
    "datePiece": "2025-02-05",
    "description": ["60100000"],
    "axe": {"code": "AXE", "objectId": None},
}
Meaning = Callable[[dict[str, Any]], Any]
Told = tuple[str, Meaning]


def holds(text: str, record: dict[str, Any] = RECORD) -> bool:
    return matching.holds(filters.parse(text), record)


def outcome(text: str) -> bool | str:
    try:
        return holds(text)
    except FilterError:
        return "refused"


@pytest.mark.parametrize(
    "text",
    [
        'numero=="60100000"',
        'numero =="60100000"',
        'numero === "60100000"',
        'numero != "1"',
        'datePiece >= "2025-02-05"',
        'datePiece>="2025-01-31" && datePiece < "2025-03-01"',
        "codeLettrage == null",
        "codeLettrage===undefined",
        "!(codeLettrage != null)",
        'axe.code=="AXE"',
        "axe != null",
        "axe.objectId == null",
        "nothing.at.all == null",
        "unknown == null",
        'type == 6 || numero == "1"',
        'type == "6"',
        "type >= 5.5",
        "type > -1",
        "ferme",
        "!collectif",
        "!!ferme",
        "ferme == true && collectif == false",
        "libelle == 'Achats d\\'eau'",
        '"60100000" == numero',
        'description == "60100000"',
        'NUMERO == "60100000"',
        '((numero == "60100000"))',
        '\n numero\t== "60100000" ',
    ],
)
def test_a_condition_holds(text: str) -> None:
    assert holds(text)


@pytest.mark.parametrize(
    "text",
    [
        'numero == "6010"',
        'type === "6"',
        "type === true",
        "codeLettrage != null",
        'codeLettrage >= ""',
        "codeLettrage < 1",
        'datePiece > "2025-02-05"',
        'axe == "AXE"',
        'unknown == ""',
        "collectif || codeLettrage",
        "0",
        '""',
        "ferme && !ferme",
    ],
)
def test_a_condition_does_not_hold(text: str) -> None:
    assert not holds(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "expected a field or a value, not '' (position 1)"),
        ("numero ==", "expected a field or a value, not '' (position 10)"),
        ("numero = 1", "unexpected '= 1' (position 7)"),
        ('numero == "1', "unexpected '\"1' (position 10)"),
        ("(a == 1", "expected ')', not '' (position 8)"),
        ("a == 1)", "expected the end, not ')' (position 7)"),
        ("a b", "expected the end, not 'b' (position 3)"),
        ("a && && b", "expected a field or a value, not '&&' (position 6)"),
        ("!a == 1", "expected the end, not '==' (position 4)"),
        ("a == 1 == 1", "expected the end, not '==' (position 8)"),
        ("__import__('os')", "expected the end, not '(' (position 11)"),
        ("a.b()", "expected the end, not '(' (position 4)"),
        ("a[0]", "unexpected '[0]' (position 2)"),
        ("1e5", "unexpected '1e5' (position 1)"),
        ("(" * 60 + "a" + ")" * 60, "nested too deeply (position 52)"),
        ("!" * 60 + "a", "nested too deeply (position 52)"),
        ("a || " * 2000 + "a", "more than 8000 characters (position 8001)"),
    ],
)
def test_another_text_is_refused_with_the_place_of_the_mistake(text: str, complaint: str) -> None:
    with pytest.raises(FilterError) as caught:
        filters.parse(text)

    assert str(caught.value) == complaint


@given(st.text(max_size=80) | st.text("ab.=!<>&|()\"'\\ 1-n", max_size=40))
def test_any_text_is_a_filter_or_is_refused(text: str) -> None:
    assert outcome(text) in (True, False, "refused")


# -- an evaluator that is told what the text means as the text is made ---------------------------

FIELDS = ["numero", "libelle", "type", "collectif", "codeLettrage", "unknown"]
TEXTS = ["", "6", "60100000", "6.0", "a\"b'c\\d", "2025-02-05", "é"]


def quoted(text: str, mark: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(mark, f"\\{mark}")
    return f"{mark}{escaped}{mark}"


def literal(value: Any, mark: str) -> Told:
    words = {None: "null", True: "true", False: "false"}
    spelt = quoted(value, mark) if isinstance(value, str) else words.get(value, str(value))
    spelt = str(value) if isinstance(value, int) and not isinstance(value, bool) else spelt
    return spelt, lambda _record: value


def number(value: Any) -> Decimal | None:
    if isinstance(value, bool | int):
        return Decimal(int(value))
    try:
        return Decimal(value) if value and value[0] in "-0123456789" else None
    except ArithmeticError:
        return None


def alike(left: Any, right: Any) -> bool:
    if left is None or right is None:
        return left is right
    if type(left) is type(right):
        return bool(left == right)
    return number(left) is not None and number(left) == number(right)


def compared(sign: str, left: Told, right: Told) -> Told:
    orders = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}

    def meaning(record: dict[str, Any]) -> bool:
        a, b = left[1](record), right[1](record)
        equal = alike(a, b) if sign in ("==", "!=") else type(a) is type(b) and a == b
        if sign not in orders:
            return equal is not sign.startswith("!")
        if isinstance(a, str) and isinstance(b, str):
            return bool(orders[sign](a, b))
        if a is None or b is None or number(a) is None or number(b) is None:
            return False
        return bool(orders[sign](number(a), number(b)))

    return f"{left[0]} {sign} {right[0]}", meaning


def both(left: Told, right: Told, sign: str) -> Told:
    join = all if sign == "&&" else any
    text = f"({left[0]}){sign}( {right[0]} )"
    return text, lambda record: join(bool(part[1](record)) for part in (left, right))


fields = st.sampled_from(FIELDS).map(lambda name: (name, lambda record: record.get(name)))
literals = st.builds(
    literal,
    st.none() | st.booleans() | st.integers(-9, 99) | st.sampled_from(TEXTS),
    st.sampled_from("\"'"),
)
operands = fields | literals
signs = st.sampled_from(["==", "!=", "===", "!==", ">=", "<=", ">", "<"])
conditions = st.recursive(
    st.builds(compared, signs, operands, operands) | operands,
    lambda inner: (
        st.builds(both, inner, inner, st.sampled_from(["&&", "||"]))
        | inner.map(lambda told: (f"!({told[0]})", lambda record: not told[1](record)))
    ),
    max_leaves=12,
)


@given(conditions, st.sampled_from(TEXTS), st.integers(0, 9) | st.none())
def test_a_filter_means_what_it_says(condition: Told, text: str, count: int | None) -> None:
    record = RECORD | {"libelle": text, "type": count}

    assert holds(condition[0], record) is bool(condition[1](record))


@given(conditions, conditions, conditions)
def test_and_binds_tighter_than_or(a: Told, b: Told, c: Told) -> None:
    text = f"({a[0]}) || ({b[0]}) && ({c[0]})"

    assert holds(text) is bool(a[1](RECORD) or (b[1](RECORD) and c[1](RECORD)))
