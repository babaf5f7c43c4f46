"""Cegid Loop: requests are judged after four seconds; only good ones leave entries."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from mockserver.testing import MockServer
from tests.models.world import WorldMachine, explore
from tests.providers.cegid_loop import loop
from tests.providers.cegid_loop.test_formats import TWO_COLUMNS

DOSSIER = "CEGID003"
WAITING_MS, PROCESSING_MS = 2_000, 2_000
NEW = ["47199999", "62899999", "70799999"]
ANY_ENTRY = "filter=codeLettrage==null||codeLettrage!=null"
MOST = 100
# account, auxiliary account, debit in cents
LINES = st.lists(
    st.tuples(st.sampled_from([*NEW, "41100000"]), st.sampled_from(["", "DUPONT"]),
              st.sampled_from([100, 250, 12_345])),
    min_size=1,
    max_size=2,
)  # fmt: skip
TIMES = st.sampled_from([4_000, 0, 1, 1_999, 2_000, 4_000, 10_000])
WRONG_CENTS = st.sampled_from([0, 0, 0, 1])


@dataclass
class Request:
    """One import: its lines as (account, auxiliary, debit, credit), and whether it may create."""

    id: str
    creates: bool
    asked: int
    lines: list[tuple[str, str, int, int]]
    status: int = 1


@dataclass
class Books:
    """The dossier: accounts that were added, sums of debit and credit by account."""

    now: int = 0
    requests: list[Request] = field(default_factory=list)
    added: set[str] = field(default_factory=set)
    totals: Counter[tuple[str, str]] = field(default_factory=Counter)
    entries: int = 0


class CegidLoop(WorldMachine[Books]):
    """FECs, custom files and entries inline; time in odd steps."""

    def __init__(self, server: MockServer) -> None:
        super().__init__(server, Books)
        self.seen = 0  # so many entries were there when the accounts were looked at

    @initialize()
    def look_at_the_chart(self) -> None:
        self.usual = self._accounts()
        assert "41100000" in self.usual
        assert not self.usual & set(NEW)

    # -- time -----------------------------------------------------------------------------------

    @rule(ms=TIMES)
    def let_pass(self, ms: int) -> None:
        self.world.clock.advance(f"{ms}ms")
        until = self.model.now + ms
        running = [one for one in self.model.requests if one.status < 3]
        for moment in sorted({one.asked for one in running}):
            end = moment + WAITING_MS + PROCESSING_MS
            if end <= until:
                self._conclude([one for one in running if one.asked == moment])
        self.model.now = until
        for one in running:
            if one.status < 3:
                one.status = 2 if until >= one.asked + WAITING_MS else 1

    def _conclude(self, together: list[Request]) -> None:
        """Those of one moment are all judged before the first of them is in the books."""
        good = [one for one in together if self._is_good(one)]
        for one in together:
            one.status = 3 if one in good else 4
        for one in good:
            self.model.entries += len(one.lines)
            for account, _, debit, credit in one.lines:
                self.model.added |= {account} - self.usual
                self.model.totals[account, "debit"] += debit
                self.model.totals[account, "credit"] += credit

    def _is_good(self, one: Request) -> bool:
        known = {account for account, *_ in one.lines} <= self.usual | self.model.added
        balance = sum(debit - credit for *_, debit, credit in one.lines)
        return balance == 0 and (one.creates or known)

    # -- imports --------------------------------------------------------------------------------

    @rule(lines=LINES, wrong=WRONG_CENTS, ms=TIMES)
    def import_a_fec(self, lines: list[tuple[str, str, int]], wrong: int, ms: int) -> None:
        balanced = self._balanced(lines, wrong)
        rows = [
            f"VE\tVentes\t1\t20250205\t{account}\tCompte\t{third}\t\tF1\t20250205\tVente"
            f"\t{euro(debit)}\t{euro(credit)}\t\t\t20250205\t\t"
            for account, third, debit, credit in balanced
        ]
        self._deposit(loop.IMPORT_FEC, [TWO_COLUMNS, *rows], balanced, creates=True)
        self.let_pass(ms)

    @rule(lines=LINES, wrong=WRONG_CENTS, ms=TIMES)
    def import_a_custom_file(self, lines: list[tuple[str, str, int]], wrong: int, ms: int) -> None:
        balanced = self._balanced(lines, wrong)
        rows = [
            f"VE;05/02/2025;{account};{third};Vente;F1;{euro(debit)};{euro(credit)}"
            for account, third, debit, credit in balanced
        ]
        self._deposit(loop.IMPORT_PERSO, rows, balanced, creates=False)
        self.let_pass(ms)

    @rule(lines=LINES, wrong=WRONG_CENTS, creates=st.booleans(), ms=TIMES)
    def import_entries(
        self, lines: list[tuple[str, str, int]], wrong: int, creates: bool, ms: int
    ) -> None:
        balanced = self._balanced(lines, wrong)
        entries = [
            {"journal": "VE", "date": "2025-02-05", "compte": account, "tiers": third,
             "debit": {"amount": debit / 100}, "credit": {"amount": credit / 100}}
            for account, third, debit, credit in balanced
        ]  # fmt: skip
        options = {"createNewComptes": creates, "failOnUnbalanced": True}
        answer = loop.import_json(self.world, ecritures=entries, options=options).json()
        self._asked(answer["accountingImportRequestId"], balanced, creates=creates)
        self.let_pass(ms)

    @precondition(lambda self: self.model.requests)
    @rule()
    def import_a_file_that_was_never_deposited(self) -> None:
        id_ = loop.accepted(self.world, URI="142ae28e-bb2e-4a1d-a8a1-17d59e55b7ca/no.txt")
        self._asked(id_, [("none", "", 1, 0)], creates=False)

    @rule(code=st.sampled_from(["NOWHERE", "CEGID009", ""]))
    def ask_for_another_dossier(self, code: str) -> None:
        assert "error" in loop.post(self.world, codeIbs=code).json()

    def _balanced(
        self, lines: list[tuple[str, str, int]], wrong: int
    ) -> list[tuple[str, str, int, int]]:
        """Debits, and one credit on sales that misses so many cents."""
        total = sum(debit for *_, debit in lines)
        return [*((*line, 0) for line in lines), ("70700000", "", 0, total - wrong)]

    def _deposit(
        self, path: str, rows: list[str], lines: list[tuple[str, str, int, int]], *, creates: bool
    ) -> None:
        uri = loop.deposited(self.world, "\r\n".join(rows))
        self._asked(loop.accepted(self.world, path, URI=uri), lines, creates=creates)

    def _asked(self, id_: str, lines: list[tuple[str, str, int, int]], *, creates: bool) -> None:
        assert id_ not in [one.id for one in self.model.requests]
        self.model.requests.append(Request(id_, creates, self.model.now, lines))

    # -- what the world shows -------------------------------------------------------------------

    @invariant()
    def the_status_is_that_of_the_model(self) -> None:
        for one in self.model.requests[-3:]:
            assert loop.status(self.world, one.id) == {"status": one.status}

    @invariant()
    def the_books_are_those_of_the_model(self) -> None:
        entries = loop.found(self.world, "EcritureComptable", ANY_ENTRY, DOSSIER)
        assert len(entries) == min(self.model.entries, MOST)
        if self.model.entries <= MOST:
            totals: Counter[tuple[str, str]] = Counter()
            for entry in entries:
                for side in ("debit", "credit"):
                    totals[entry["compteNumero"], side] += round(entry[side] * 100)
            assert +totals == +self.model.totals
        if self.model.entries != self.seen:
            self.seen = self.model.entries
            assert self._accounts() & set(NEW) == self.model.added

    def _accounts(self) -> set[str]:
        answer: list[dict[str, Any]] = loop.found(self.world, "compte", "", DOSSIER)
        return {account["numero"] for account in answer}


def euro(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"


def test_cegid_loop_is_what_its_model_says(mock_server: MockServer) -> None:
    explore(CegidLoop, mock_server)
