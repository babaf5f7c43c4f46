"""Every measurement of `benchmarks/README.md`, one after the other: `python -m benchmarks`."""

import subprocess
import sys

TABLES = ("run", "shards", "sandboxes", "candis_import", "cegid_fec", "codat_paging")


def main() -> int:
    """Run each in a process of its own; returns how many failed."""
    failed = 0
    for name in TABLES:
        print(f"\n## {name}\n", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        failed += subprocess.run(command, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
