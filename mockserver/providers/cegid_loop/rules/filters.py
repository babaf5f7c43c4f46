"""The `filter` language of the reading APIs: parsed into a tree, never executed.

    expression = all { "||" all }            all = unary { "&&" unary }
    unary = "!" negated | "(" expression ")" | operand [ comparison operand ]
    negated = "!" negated | "(" expression ")" | operand
    operand = text | number | true | false | null | field { "." field }

The pages show `==`, `===`, `!=`, `>=`, `&&`, `null` and texts in double quotes; the rest is what
"JavaScript notation" suggests.

Source: developer portal, pages Compte and EcritureComptable.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

MAX_LENGTH = 8_000
MAX_DEPTH = 50
COMPARISONS = ("===", "!==", "==", "!=", ">=", "<=", ">", "<")
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None}
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | (?P<number>-?\d+(?:\.\d+)?)(?![\w.])
    | (?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)
    | (?P<sign>===|!==|==|!=|>=|<=|>|<|&&|\|\||!|\(|\))
    )""",
    re.VERBOSE,
)
MAX_DIGITS = 300


class FilterError(ValueError):
    """Why a text is no filter; `at` counts characters from 0."""

    def __init__(self, why: str, at: int) -> None:
        super().__init__(f"{why} (position {at + 1})")
        self.at = at


@dataclass(frozen=True)
class Value:
    """A literal."""

    value: Any


@dataclass(frozen=True)
class Field:
    """A member of the record, or of an object in it."""

    path: tuple[str, ...]


@dataclass(frozen=True)
class Compare:
    """Two operands and what is asked about them."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Not:
    """The opposite."""

    operand: "Node"


@dataclass(frozen=True)
class Every:
    """All of them hold."""

    operands: "tuple[Node, ...]"


@dataclass(frozen=True)
class Some:
    """One of them holds."""

    operands: "tuple[Node, ...]"


Node = Value | Field | Compare | Not | Every | Some


class Token(NamedTuple):
    """A word of a filter: its kind, what it says, where it begins."""

    kind: str
    said: str
    at: int


def parse(text: str) -> Node:
    """The tree of a filter. Raises FilterError."""
    if len(text) > MAX_LENGTH:
        raise FilterError(f"more than {MAX_LENGTH} characters", MAX_LENGTH)
    parser = _Parser(_tokens(text))
    tree = parser.some(0)
    parser.expect("end", "")
    return tree


def conjuncts(node: Node) -> tuple[Node, ...]:
    """What all must hold for the node to hold."""
    return node.operands if isinstance(node, Every) else (node,)


def fields_of(node: Node) -> set[str]:
    """The first names of all fields that are compared, in lower case."""
    match node:
        case Every() | Some():
            return {name for operand in node.operands for name in fields_of(operand)}
        case Not():
            return fields_of(node.operand)
        case Compare():
            sides = (node.left, node.right)
            return {side.path[0].lower() for side in sides if isinstance(side, Field)}
    return set()


# -- from text to tree ------------------------------------------------------------------------


def _tokens(text: str) -> list[Token]:
    found, at = [], 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise FilterError(f"unexpected {text[at:].lstrip()[:10]!r}", at)
        kind = match.lastgroup
        found.append(Token(kind, match[kind], match.start(kind)))
        at = match.end()
    return [*found, Token("end", "", len(text))]


class _Parser:
    """Recursive descent over a list of tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._next = 0

    def some(self, depth: int) -> Node:
        return self._chain("||", self.every, Some, depth)

    def every(self, depth: int) -> Node:
        return self._chain("&&", self.unary, Every, depth)

    def unary(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise FilterError("nested too deeply", self._tokens[self._next].at)
        if self._took("!"):
            return Not(self._negated(depth + 1))
        if self._took("("):
            inner = self.some(depth + 1)
            self.expect("sign", ")")
            return inner
        return self._comparison()

    def _negated(self, depth: int) -> Node:
        """In JavaScript `!a == b` is `(!a) == b`, which nobody means: `!(a == b)` is asked for."""
        following = self._tokens[self._next]
        if following.kind == "sign" and following.said in ("!", "("):
            return self.unary(depth)
        return self._operand()

    def expect(self, kind: str, said: str) -> None:
        token = self._tokens[self._next]
        if (token.kind, token.said) != (kind, said):
            wanted = repr(said) if said else "the end"
            raise FilterError(f"expected {wanted}, not {token.said[:20]!r}", token.at)
        self._next += 1

    def _chain(
        self, sign: str, part: Callable[[int], Node], whole: type[Every | Some], depth: int
    ) -> Node:
        operands = [part(depth)]
        while self._took(sign):
            operands.append(part(depth))
        return operands[0] if len(operands) == 1 else whole(tuple(operands))

    def _comparison(self) -> Node:
        left = self._operand()
        token = self._tokens[self._next]
        if token.kind != "sign" or token.said not in COMPARISONS:
            return left
        self._next += 1
        return Compare(token.said, left, self._operand())

    def _operand(self) -> Node:
        token = self._tokens[self._next]
        self._next += 1
        match token.kind:
            case "text":
                return Value(re.sub(r"\\(.)", r"\1", token.said[1:-1], flags=re.DOTALL))
            case "number" if len(token.said) <= MAX_DIGITS:
                return Value(float(token.said) if "." in token.said else int(token.said))
            case "name" if token.said in _CONSTANTS:
                return Value(_CONSTANTS[token.said])
            case "name":
                return Field(tuple(token.said.split(".")))
        raise FilterError(f"expected a field or a value, not {token.said[:20]!r}", token.at)

    def _took(self, sign: str) -> bool:
        token = self._tokens[self._next]
        if (token.kind, token.said) != ("sign", sign):
            return False
        self._next += 1
        return True
