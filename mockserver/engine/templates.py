"""Worlds at birth, kept for a while: the next one like it is a copy instead of a planting."""

import json
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from mockserver.engine.sandbox import Sandbox

MAX_KEPT = 4
PLANTING_STEP_MS = 60_000

Key = tuple[str, int, int, str]


class Templates:
    """The images of the latest kinds of world that were planted, the least used go first."""

    def __init__(self) -> None:
        self._images: OrderedDict[Key, bytes] = OrderedDict()

    def find(self, key: Key) -> bytes | None:
        """The image of such a world, or None."""
        image = self._images.get(key)
        if image is not None:
            self._images.move_to_end(key)
        return image

    def keep(self, key: Key, image: bytes) -> None:
        """Remember a world that was just planted."""
        self._images[key] = image
        while len(self._images) > MAX_KEPT:
            self._images.popitem(last=False)


def key_of(seed: str, random_seed: int, planted: int, settings: dict[str, Any]) -> Key:
    """What a world at birth depends on, its credentials aside: `planted` is virtual ms."""
    return seed, random_seed, planted, json.dumps(settings, sort_keys=True)


def planting_time(wanted: int | None, now: int) -> int:
    """When the history of a new world was planted, in virtual ms.

    A world that starts at a moment that somebody chose is planted then; one that starts now was
    planted when this minute began, so that worlds born in the same minute are alike.
    """
    return now - now % PLANTING_STEP_MS if wanted is None else wanted


def adopt_credentials(sandbox: Sandbox, kept: Sequence[dict[str, Any]]) -> None:
    """Put the credentials that survived a reset in the place of those of the template.

    Only a kind of which no credential of birth has survived keeps the template's.
    """
    sandbox.connection.executemany(
        "DELETE FROM credential WHERE provider = :provider AND kind = :kind",
        [row for row in kept if json.loads(row["data"]).get("born")],
    )
    if kept:
        sandbox.db.table("credential").insert_all(kept, replace=True)
