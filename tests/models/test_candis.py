"""Candis: batches wait for a quarter of a second, then each of their records is judged."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from mockserver.testing import MockServer
from tests.models.world import WorldMachine, explore

WAIT_MS = 250
TIMES = st.sampled_from([250, 0, 1, 125, 249, 1000])
CODES = st.sampled_from(["1200", "1400", "4400"])
ACCOUNTS, CENTERS = "general-ledger-accounts", "cost-centers"
KEYS = {ACCOUNTS: "accountCode", CENTERS: "code"}
EXISTS = {ACCOUNTS: "BOOKING_ACCOUNT_ALREADY_EXISTS", CENTERS: "COST_CENTER_ALREADY_EXIST"}
UNKNOWN = {ACCOUNTS: "ACCOUNT_CODE_NOT_EXISTING", CENTERS: "COST_CENTER_NOT_EXISTING"}
CHANGES = st.fixed_dictionaries(
    {}, optional={"name": st.sampled_from(["a", "b", None]), "isArchived": st.booleans()}
)


@dataclass
class Batch:
    """One import: what was sent, when it is due, what became of it."""

    process: str
    operation: str
    kind: str
    due: int
    records: list[dict[str, Any]]
    outcome: list[dict[str, Any]] | None = None


@dataclass
class Ledger:
    """Keys that exist, batches in the order in which they were accepted."""

    now: int = 0
    known: dict[str, set[str]] = field(default_factory=lambda: {ACCOUNTS: set(), CENTERS: set()})
    batches: list[Batch] = field(default_factory=list)


class Candis(WorldMachine[Ledger]):
    """Creates and updates that overlap; their logs."""

    def __init__(self, server: MockServer) -> None:
        super().__init__(server, Ledger)
        organization = self.world.candis.subject["organization_id"]
        self._imports = f"/v1/organizations/{organization}/imports"

    @initialize()
    def begin(self) -> None:
        """One of each kind is there."""
        self.create(ACCOUNTS, ["1200"], WAIT_MS)
        self.create(CENTERS, ["1200"], WAIT_MS)

    @rule(ms=TIMES)
    def let_pass(self, ms: int) -> None:
        self.world.clock.advance(f"{ms}ms")
        self.model.now += ms
        for batch in self.model.batches:
            if batch.outcome is None and batch.due <= self.model.now:
                batch.outcome = [self._judged(batch, record) for record in batch.records]

    def _judged(self, batch: Batch, record: dict[str, Any]) -> dict[str, Any]:
        known, key = self.model.known[batch.kind], record[KEYS[batch.kind]]
        error = None
        if batch.operation == "CREATE":
            error = EXISTS[batch.kind] if key in known else None
            known.add(key)
        elif key not in known:
            error = UNKNOWN[batch.kind]
        elif record.get("name") is None and "isArchived" not in record:
            error = "NO_UPDATABLE_INPUT"
        failed = {"status": "FAILED", "importErrors": [error]}
        return {"id": key, **(failed if error else {"status": "IMPORTED"})}

    @rule(kind=st.sampled_from([ACCOUNTS, CENTERS]), codes=st.lists(CODES, max_size=3), ms=TIMES)
    def create(self, kind: str, codes: list[str], ms: int) -> None:
        center = {"type": "COST_CENTER"} if kind == CENTERS else {}
        self._send("POST", kind, [{KEYS[kind]: code, "name": "n", **center} for code in codes])
        self.let_pass(ms)

    @rule(
        kind=st.sampled_from([ACCOUNTS, CENTERS]),
        records=st.lists(st.tuples(CODES, CHANGES), max_size=3),
        ms=TIMES,
    )
    def update(self, kind: str, records: list[tuple[str, dict[str, Any]]], ms: int) -> None:
        center = {"type": "COST_CENTER"} if kind == CENTERS else {}
        self._send("PUT", kind, [{KEYS[kind]: code, **center, **says} for code, says in records])
        self.let_pass(ms)

    def _send(self, method: str, kind: str, records: list[dict[str, Any]]) -> None:
        answer = self.world.candis.request(method, f"{self._imports}/{kind}", json=records)
        assert answer.status_code == 202, answer.text
        operation = {"POST": "CREATE", "PUT": "UPDATE"}[method]
        process, due = answer.json()["processId"], self.model.now + WAIT_MS
        self.model.batches.append(Batch(process, operation, kind, due, records))

    @invariant()
    def the_logs_are_those_of_the_model(self) -> None:
        for batch in self.model.batches[-6:]:
            log = self.world.candis.request("GET", f"{self._imports}/{batch.process}").json()
            done = batch.outcome is not None
            assert log["jobStatus"] == ("PROCESSED" if done else "PROCESSING")
            seen = [
                {name: event[name] for name in ("id", "status", "importErrors") if name in event}
                for event in log["events"]
            ]
            assert seen == (batch.outcome or [])
            assert {event["operation"] for event in log["events"]} <= {batch.operation}


def test_candis_is_what_its_model_says(mock_server: MockServer) -> None:
    explore(Candis, mock_server)
