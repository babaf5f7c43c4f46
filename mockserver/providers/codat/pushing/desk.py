"""The books behind a connection, as a write sees and changes them."""

from typing import Any

from mockserver.engine.clock import to_datetime
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat.accounting import ledger
from mockserver.providers.codat.books import data_sets
from mockserver.providers.codat.store import Row

Document = dict[str, Any]


class Desk:
    """One write at its connection; `touched` are the data types that it changed."""

    def __init__(self, sandbox: Sandbox, connection: Row) -> None:
        self.sandbox, self.connection = sandbox, connection
        self.touched: set[str] = set()
        self.currency: str = data_sets.about(connection["data_set"] or ledger.EMPTY)["currency"]

    @property
    def now(self) -> str:
        """The moment as records have it."""
        return to_datetime(self.sandbox.now).strftime("%Y-%m-%dT%H:%M:%S")

    @property
    def today(self) -> str:
        """The day as records have it."""
        return f"{self.now[:10]}T00:00:00"

    def find(self, data_type: str, record_id: str) -> Document | None:
        """A record that the books have now, or None."""
        return ledger.find(self.sandbox, self.connection, data_type, record_id)

    def put(self, data_type: str, record: Document) -> None:
        """Write a record that may be there already."""
        self.touched.add(data_type)
        ledger.stage(self.sandbox, self.connection, data_type, self._stamped(record))

    def add(self, data_type: str, record: Document) -> None:
        """Write a record with an id that was never there."""
        self.touched.add(data_type)
        ledger.add(self.sandbox, self.connection, data_type, self._stamped(record))

    def drop(self, data_type: str, record_id: str) -> None:
        """Take a record away."""
        self.touched.add(data_type)
        ledger.stage_deletion(self.sandbox, self.connection, data_type, record_id)

    def name_of(self, account_id: str) -> str:
        """The name of an account, or nothing."""
        account = self.find("chartOfAccounts", account_id)
        return str((account or {}).get("name") or "")

    def is_bank(self, account_id: str) -> bool:
        """Whether an account is one at a bank."""
        return self.find("bankAccounts", account_id) is not None

    def _stamped(self, record: Document) -> Document:
        return record | {"sourceModifiedDate": self.now}
