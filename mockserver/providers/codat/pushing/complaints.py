"""Complaints about what is written: lines of `validation` of a push.

Source of their form: https://docs.codat.io/using-the-api/push, the sample of a failed push.
"""

from dataclasses import dataclass

MISSING = 404


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a member, by its path: `must not be …`, or the whole message."""

    item: str
    message: str


class RefusedError(Exception):
    """The source does not take a write."""

    def __init__(self, complaints: list[Complaint], status_code: int = 400) -> None:
        super().__init__("; ".join(complaint.message for complaint in complaints))
        self.complaints, self.status_code = complaints, status_code


def item_of(path: str) -> str:
    """`lineItems[0].accountRef.id` → `LineItems[0].AccountRef.Id`, as complaints name members."""
    return ".".join(part[:1].upper() + part[1:] for part in path.split("."))


def because(name: str, path: str, text: str) -> Complaint:
    """The documented sentence: `Failed to push to Account as NominalCode must not be …`."""
    item = item_of(path)
    return Complaint(item, f"Failed to push to {name} as {item} {text}.")
