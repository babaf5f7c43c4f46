"""The kinds of core data as a table: shapes, identity, error codes, where they are described."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mockserver.providers.candis import rules, schemas
from mockserver.providers.candis.records import Record

REFERENCE = "https://developer.candis.io/reference"
GUIDE = "https://developer.candis.io/docs/how-the-core-data-api-works"


@dataclass(frozen=True)
class CoreDataType:
    """One line of the table.

    `path` is the last segment of its URL. `key` names the member that identifies a record, `kind`
    the space in which it is unique: a text, or the member that tells it. `guide_exists_code` is
    how the guide spells `exists_code` when it disagrees with the reference.
    """

    path: str
    title: str
    new: Record
    changed: Record
    create_name: str
    update_name: str
    key: str
    kind: str
    exists_code: str
    unknown_code: str
    kind_is_member: bool = False
    guide_exists_code: str | None = None

    def shape(self, operation: str) -> Record:
        """How its records look in a create or an update."""
        return self.new if operation == rules.CREATE else self.changed

    def identity(self, values: Mapping[str, Any]) -> tuple[str, str]:
        """Kind and key of a record."""
        return values[self.kind] if self.kind_is_member else self.kind, values[self.key]

    def code_when_exists(self, spelling: str) -> str:
        """The error of creating what exists, as the `guide` or the `reference` spells it."""
        if spelling == "guide" and self.guide_exists_code is not None:
            return self.guide_exists_code
        return self.exists_code


TYPES = {
    type_.path: type_
    for type_ in (
        CoreDataType(
            path="general-ledger-accounts",
            title="general ledger accounts",
            new=schemas.NewGeneralLedgerAccount(many=True),
            changed=schemas.ChangedGeneralLedgerAccount(many=True),
            create_name="createGeneralLedgerAccounts",
            update_name="updateGeneralLedgerAccounts",
            key="account_code",
            kind="GENERAL_LEDGER_ACCOUNT",
            exists_code="ACCOUNT_CODE_ALREADY_EXIST",
            unknown_code="ACCOUNT_CODE_NOT_EXISTING",
            guide_exists_code=rules.ACCOUNT_EXISTS_IN_GUIDE,
        ),
        CoreDataType(
            path="cost-centers",
            title="cost dimensions",
            new=schemas.NewCostDimension(many=True),
            changed=schemas.ChangedCostDimension(many=True),
            create_name="createCostCenter",
            update_name="updateCostCenter",
            key="code",
            kind="type",
            kind_is_member=True,
            exists_code="COST_CENTER_ALREADY_EXIST",
            unknown_code="COST_CENTER_NOT_EXISTING",
        ),
    )
}
