"""Takes back what crashed runs left on a real API: python -m contract_tests.undo LEDGER."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from contract_tests.support.environment import CredentialsError, with_file
from contract_tests.support.ledger import PREFIX, Ledger, Leftover, leftovers
from contract_tests.targets.accounts import NotConfiguredError
from contract_tests.targets.real import RealRun

LEDGERS = Path(__file__).parent / ".ledger"


def main(arguments: Sequence[str] | None = None) -> int:
    """Undo, or with --dry-run list, what the ledger names and nobody has undone."""
    parser = argparse.ArgumentParser(prog="python -m contract_tests.undo", description=__doc__)
    parser.add_argument("ledger", type=Path, help="a ledger, or a folder of ledgers")
    parser.add_argument("--dry-run", action="store_true", help="only say what is left")
    parser.add_argument("--sweep", metavar="PREFIX", default=PREFIX, help="only names like this")
    parser.add_argument("--credentials", type=Path, metavar="FILE")
    asked = parser.parse_args(arguments)
    if not asked.ledger.exists():
        parser.error(f"there is no {asked.ledger}")
    try:
        environ = with_file(asked.credentials, os.environ)
        return sweep(asked.ledger, asked.sweep, environ, dry_run=asked.dry_run)
    except (NotConfiguredError, CredentialsError, ValueError) as problem:
        parser.error(str(problem))


def sweep(where: Path, prefix: str, environ: Mapping[str, str], *, dry_run: bool = False) -> int:
    """Take back what the ledgers name, of the runs whose names begin with `prefix`.

    `ct` means all runs, `ct-1a2b3c4d` one. Nothing that no ledger names is touched. Returns 1
    if something could not be taken back, else 0.
    """
    if not prefix.startswith(PREFIX):
        raise ValueError(f"{prefix!r} is no prefix of ours: those begin with {PREFIX!r}")
    ledgers = sorted(where.glob("*.jsonl")) if where.is_dir() else [where]
    left = [(ledger, one) for ledger in ledgers for one in leftovers(ledger) if _of(one, prefix)]
    for _, leftover in left:
        print(f"left on {leftover.base_url}: {leftover.what}")
    if not left:
        print("nothing is left")
    if dry_run or not left:
        return 0
    failures = [line for ledger in ledgers for line in _taken_back(ledger, prefix, environ)]
    print("\n".join(failures) or "all taken back")
    return 1 if failures else 0


def _taken_back(ledger: Path, prefix: str, environ: Mapping[str, str]) -> list[str]:
    run = RealRun(Ledger(ledger), environ)
    try:
        sessions = dict.fromkeys(one.session for one in leftovers(ledger) if _of(one, prefix))
        return [line for session in sessions for line in run.take_back(ledger, session)]
    finally:
        run.close()


def _of(leftover: Leftover, prefix: str) -> bool:
    return f"{PREFIX}-{leftover.session}-".startswith(prefix)


if __name__ == "__main__":
    sys.exit(main())
