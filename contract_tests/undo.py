"""Takes back what a crashed run left on a real API: python -m contract_tests.undo LEDGER."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from contract_tests.support.ledger import Ledger, leftovers
from contract_tests.targets.accounts import NotConfiguredError
from contract_tests.targets.real import RealRun


def main(arguments: Sequence[str] | None = None) -> int:
    """Undo, or with --dry-run list, what the ledger names and nobody has undone."""
    parser = argparse.ArgumentParser(prog="python -m contract_tests.undo", description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="only say what is left")
    asked = parser.parse_args(arguments)
    if not asked.ledger.exists():
        parser.error(f"there is no {asked.ledger}")
    left = leftovers(asked.ledger)
    for leftover in left:
        print(f"left on {leftover.base_url}: {leftover.what}")
    if not left:
        print("nothing is left")
    if asked.dry_run or not left:
        return 0
    try:
        failures = RealRun(Ledger(asked.ledger), os.environ).take_back(asked.ledger)
    except NotConfiguredError as missing:
        parser.error(str(missing))
    print("\n".join(failures) or "all taken back")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
