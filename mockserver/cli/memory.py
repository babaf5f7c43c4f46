"""What a long-running server gives back to the system: the room of what it is done with."""

import ctypes
import gc
import sys
from typing import Any

OLDEST = 2  # the rarest collection: going through a fragmented heap takes tens of milliseconds


def give_back_room() -> bool:
    """From now on return free memory when garbage is collected; False without glibc.

    glibc keeps the room of bodies and worlds between small blocks of the heap. (Mapping each large
    block by itself, M_MMAP_THRESHOLD, keeps nothing either, but made large JSON a third slower.)
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is None:
        return False

    def collected(phase: str, told: dict[str, Any]) -> None:
        if phase == "stop" and told["generation"] == OLDEST:
            trim(0)

    gc.callbacks.append(collected)
    return True
