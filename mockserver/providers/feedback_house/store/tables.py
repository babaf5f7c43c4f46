"""The SQL of divisions, areas and users, made from `kinds.py`: a table and its questions each."""

from dataclasses import dataclass
from functools import cached_property

from mockserver.providers.feedback_house.kinds import KINDS
from mockserver.providers.feedback_house.places import PLACES
from mockserver.providers.feedback_house.rules import Kind
from mockserver.providers.feedback_house.store import members
from mockserver.providers.feedback_house.values import flag

OWN = ("company", "id", "name", "created_at", "updated_at")
EMAILS = """CREATE TABLE feedback_house_email (
    company TEXT NOT NULL, email TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (company, email, position)) WITHOUT ROWID"""

OLDEST_WITH_EMAIL = "SELECT min(position) FROM feedback_house_email WHERE company = ? AND email = ?"


@dataclass(frozen=True)
class Table:
    """The SQL of one kind."""

    kind: Kind

    @cached_property
    def name(self) -> str:
        """Of the table."""
        return f"feedback_house_{self.kind.name}"

    @cached_property
    def has_users(self) -> bool:
        """Whether users belong to one."""
        return any(place.kind is self.kind for place in PLACES)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """What is written of one."""
        return (*OWN, *(each.column for each in self.kind.fields if each.column != "users"))

    @cached_property
    def read(self) -> tuple[str, ...]:
        """What is read of one."""
        return ("position", *self.columns, *(("users",) if self.has_users else ()))

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """What is read as JSON."""
        columns = dict.fromkeys(each.column for each in self.kind.fields if each.many)
        return tuple({**columns, **({"users": None} if self.has_users else {})})

    @cached_property
    def written_lists(self) -> frozenset[str]:
        """What is written as JSON."""
        return frozenset(self.lists) & frozenset(self.columns)

    @cached_property
    def switches(self) -> tuple[str, ...]:
        """Columns that hold 0 or 1."""
        return tuple(each.column for each in self.kind.fields if each.reads is flag)

    @cached_property
    def select(self) -> str:
        """The beginning of every question."""
        users = f", ({members.USERS_OF.format(kind=self.kind.name)})" if self.has_users else ""
        return f"SELECT position, {', '.join(self.columns)}{users} FROM {self.name} AS one"  # noqa: S608 - constants

    @cached_property
    def insert(self) -> str:
        """A new one."""
        marks = ", ".join("?" * len(self.columns))
        return f"INSERT INTO {self.name} ({', '.join(self.columns)}) VALUES ({marks})"  # noqa: S608 - constants

    @cached_property
    def find(self) -> dict[str, str]:
        """The question for each key: the oldest that has it."""
        asked = {"id": "company = ? AND id = ?"}
        for key in self.kind.keys:
            asked[key] = f"company = ? AND {key} = ? ORDER BY position LIMIT 1"
        if "emails" in asked:
            asked["emails"] = "company = ? AND position = ?"
        return {key: f"{self.select} WHERE {condition}" for key, condition in asked.items()}

    def statements(self) -> tuple[str, ...]:
        """The table, and an index for each key and for each reference that may have to go."""
        types = dict.fromkeys(("company", "id", "name"), "TEXT NOT NULL")
        types |= dict.fromkeys((*self.switches, "created_at", "updated_at"), "INTEGER NOT NULL")
        columns = ", ".join(f"{column} {types.get(column, 'TEXT')}" for column in self.columns)
        kinds = [kind.name for kind in KINDS]
        cleared = [each.column for each in self.kind.fields if each.refers in kinds]
        looked_up = dict.fromkeys((*self.kind.keys, *cleared))
        return (
            f"CREATE TABLE {self.name} (position INTEGER PRIMARY KEY, {columns},"
            " UNIQUE (company, id))",
            *(
                f"CREATE INDEX {self.name}_{column} ON {self.name} (company, {column})"
                + ("" if column in types else f" WHERE {column} IS NOT NULL")
                for column in looked_up
                if column not in self.lists
            ),
        )
