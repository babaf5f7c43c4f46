"""One change that a vendor could make, and the mark of the tests that could notice it."""

from dataclasses import dataclass

Path = tuple[str, ...]
"""Members of a JSON value from the top; `[]` stands for every element of a list."""

EVERY = "*"
EACH = "[]"


@dataclass(frozen=True)
class Mark:
    """Something that happens in a run: a mutant of it can only be noticed by who makes it happen.

    `what` says which kind of thing ("answer", "query", "event", …), `operation` whose (`*` for
    all of a provider's), `status` and `path` where.
    """

    what: str
    operation: str = EVERY
    status: int = 0
    path: Path = ()


@dataclass(frozen=True)
class Mutant:
    """`kind` is done to what `mark` names."""

    provider: str
    kind: str
    mark: Mark

    def __str__(self) -> str:
        """A name that stays the same between runs: `codat/getCompany/200/name/dropped`."""
        mark = self.mark
        place = ".".join(mark.path).replace(".[]", "[]")
        status = str(mark.status) if mark.status else mark.what
        return "/".join(filter(None, (self.provider, mark.operation, status, place, self.kind)))
