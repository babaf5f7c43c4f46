"""Refusals of the control API: `{"error": {"code", "message", "field"?, "expected"?, "hint"?}}`."""

from dataclasses import dataclass


@dataclass
class ControlProblem(Exception):  # noqa: N818 - a refusal is not an error of the program
    """What was wrong, what was expected, and what to do."""

    status: int
    code: str
    message: str
    field: str = ""
    expected: str = ""
    hint: str = ""

    def document(self) -> dict[str, dict[str, str]]:
        """The body of the answer."""
        parts = {
            "code": self.code,
            "message": self.message,
            "field": self.field,
            "expected": self.expected,
            "hint": self.hint,
        }
        return {"error": {name: text for name, text in parts.items() if text}}


def sandbox_exists(name: str | None) -> ControlProblem:
    """The name of a sandbox is taken."""
    return ControlProblem(
        409,
        "sandbox-exists",
        f"there is a sandbox {name!r} already",
        field="name",
        hint="choose another name, or leave it out to get a fresh one",
    )
