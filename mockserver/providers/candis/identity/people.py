"""The people of a sandbox, and which organizations they belong to."""

from dataclasses import dataclass

from mockserver.engine.sandbox import Sandbox

ADMIN = "ADMIN"
TABLES = (
    """CREATE TABLE candis_user (
        id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, given_name TEXT NOT NULL,
        family_name TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE candis_membership (
        user_id TEXT NOT NULL, organization_id TEXT NOT NULL, role TEXT NOT NULL,
        PRIMARY KEY (user_id, organization_id)) WITHOUT ROWID""",
)


@dataclass(frozen=True)
class User:
    """Somebody who can log in."""

    id: str
    email: str
    given_name: str
    family_name: str

    @property
    def name(self) -> str:
        """As on a letter."""
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True)
class Membership:
    """What somebody is in an organization."""

    organization_id: str
    organization: str
    role: str


def add(sandbox: Sandbox, user: User, roles: dict[str, str]) -> None:
    """Somebody new, with a role in each of their organizations."""
    sandbox.connection.execute(
        "INSERT INTO candis_user VALUES (?, ?, ?, ?)",
        (user.id, user.email, user.given_name, user.family_name),
    )
    sandbox.connection.executemany(
        "INSERT INTO candis_membership VALUES (?, ?, ?)",
        [(user.id, organization_id, role) for organization_id, role in roles.items()],
    )


def everybody(sandbox: Sandbox) -> list[User]:
    """All who can log in, by e-mail address."""
    return [User(**row) for row in sandbox.rows("SELECT * FROM candis_user ORDER BY email")]


def find(sandbox: Sandbox, email: str) -> User | None:
    """Who has this e-mail address, or None."""
    row = sandbox.row("SELECT * FROM candis_user WHERE email = ?", email)
    return None if row is None else User(**row)


def get(sandbox: Sandbox, user_id: str) -> User | None:
    """Who has this id, or None."""
    row = sandbox.row("SELECT * FROM candis_user WHERE id = ?", user_id)
    return None if row is None else User(**row)


def memberships(sandbox: Sandbox, user_id: str) -> list[Membership]:
    """The organizations of somebody."""
    rows = sandbox.rows(
        "SELECT o.id AS organization_id, o.name AS organization, m.role FROM candis_membership m"
        " JOIN candis_organization o ON o.id = m.organization_id WHERE m.user_id = ? ORDER BY o.id",
        user_id,
    )
    return [Membership(**row) for row in rows]


def role(sandbox: Sandbox, user_id: str, organization_id: str) -> str | None:
    """What somebody is in an organization, or None."""
    found: str | None = sandbox.value(
        "SELECT role FROM candis_membership WHERE user_id = ? AND organization_id = ?",
        user_id,
        organization_id,
    )
    return found
