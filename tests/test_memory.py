"""A server does not keep the room of what it has done with."""

import ctypes
import subprocess
import sys

import pytest

GLIBC = sys.platform == "linux" and hasattr(ctypes.CDLL(None), "malloc_trim")
ROOM_GIVEN_BACK = """
import gc, re, sys
from pathlib import Path
from mockserver.cli.memory import give_back_room

def resident_mb():
    return int(re.findall(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[0]) // 1024

sys.argv[1] == "served" and give_back_room()
blocks = [bytes(10_000) for _ in range(10_000)]
kept = blocks[::100]  # one per megabyte: enough to hold the heap open
full = resident_mb()
del blocks
gc.collect()
print(full - resident_mb() > 50)
"""


@pytest.mark.skipif(not GLIBC, reason="another allocator than glibc's")
@pytest.mark.parametrize(("how", "given"), [("by default", "False"), ("served", "True")])
def test_room_between_small_blocks_is_given_back(how: str, given: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", ROOM_GIVEN_BACK, how], capture_output=True, text=True, check=True
    )

    assert ran.stdout.strip() == given
