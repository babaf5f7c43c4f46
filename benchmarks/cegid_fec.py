"""What importing a FEC costs, against a bare parse of the same file.

    python -m benchmarks.cegid_fec [LINES]

The bare parse is what an accountant's script does: `csv` fields, amounts as Decimal, dates as
date, the balance of every entry, nothing kept. The import goes the whole way: deposit, request,
status, entries, accounts and third parties in the books; memory is that of the importer.
"""

import csv
import io
import sys
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from mockserver.testing import MockSandbox, MockServer

HEADER = (
    "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum"
    "\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet"
    "\tValidDate\tMontantdevise\tIdevise"
)
LINES = 100_000
AIM = 4.0
BASE = "/loop-api-publiques"


def fec(lines: int) -> bytes:
    """A year of sales: three lines an entry, some hundred customers."""
    return ("\r\n".join([HEADER, *_entries(lines // 3)]) + "\r\n").encode("iso-8859-15")


def _entries(count: int) -> Iterator[str]:
    for n in range(1, count + 1):
        day = f"2025{1 + n % 12:02}{1 + n % 28:02}"
        third, label = f"C{n % 400:05}", f"Facture n° {n} à règlement différé"
        net = 10_000 + n % 9_973
        vat = net // 5
        common = f"F{n}\t{day}\t{label}"
        for account, auxiliary, debit, credit in (
            ("41100000\tClients", f"{third}\tClient {third}", net + vat, 0),
            ("70700000\tVentes de marchandises", "\t", 0, net),
            ("44571000\tTVA collectée", "\t", 0, vat),
        ):
            money = f"{_euro(debit)}\t{_euro(credit)}"
            head = f"VE\tVentes\t{n}\t{day}\t{account}\t{auxiliary}"
            yield f"{head}\t{common}\t{money}\t\t\t{day}\t\t"


def _euro(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"


def bare_parse(content: bytes) -> int:
    """Fields, amounts, dates, balance; how many lines there were."""
    balance: dict[str, Decimal] = defaultdict(Decimal)
    count = 0
    reader = csv.reader(io.StringIO(content.decode("iso-8859-15")), delimiter="\t")
    next(reader)
    for row in reader:
        date.fromisoformat(row[3])
        date.fromisoformat(row[9])
        debit, credit = (Decimal(row[at].replace(",", ".")) for at in (11, 12))
        balance[row[2]] += debit - credit
        count += 1
    assert not any(balance.values())
    return count


def split_only(content: bytes) -> int:
    """Nothing but lines and fields."""
    return sum(len(line.split("\t")) > 1 for line in content.decode("iso-8859-15").split("\r\n"))


class Import:
    """A deposited file, and its import on a frozen clock."""

    def __init__(self, world: MockSandbox, content: bytes) -> None:
        self._world = world
        place = self._ask("GET", "getFileUrlDeposit?filename=fec.txt")
        world.server.session().put(
            place["depositUrl"], data=content, headers={"x-ms-blob-type": "BlockBlob"}
        )
        body = {"codeIbs": "CEGID003", "URI": place["uri"]}
        self._id = self._ask("POST", "importFEC", body)["accountingImportRequestId"]

    def run(self) -> None:
        """Every event, up to status 3."""
        self._world.clock.run_until_idle()
        status = self._ask("GET", f"getImportStatus?accountingImportRequestId={self._id}")
        assert status == {"status": 3}

    def _ask(self, method: str, path: str, body: object = None) -> dict[str, str]:
        response = self._world.cegid_loop.request(method, f"{BASE}/{path}", json=body)
        answer: dict[str, str] = response.json()
        return answer


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def peak_bytes(work: Callable[[], object]) -> int:
    """The most that Python holds in addition while it works."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def main() -> int:
    """Measure, print, and say whether the aim is met."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    content = fec(lines)
    server = MockServer()
    bare = min(seconds(lambda: bare_parse(content)) for _ in range(3))
    split = min(seconds(lambda: split_only(content)) for _ in range(3))
    runs = [seconds(Import(server.sandbox(), content).run) for _ in range(3)]
    memory = peak_bytes(Import(server.sandbox(), content).run)
    server.close()
    ratio = min(runs) / bare
    print(f"file         {lines:,} lines, {len(content) / 1e6:.1f} MB")
    print(f"bare parse   {bare:.3f} s   (splitting alone {split:.3f} s)")
    print(f"import       {min(runs):.3f} s   best of {len(runs)}")
    print(f"memory       {memory / 1e6:.1f} MB at most while importing")
    print(f"ratio        {ratio:.2f} x the bare parse (aim: at most {AIM:g})")
    return 0 if ratio <= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
