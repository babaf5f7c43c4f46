"""All sandboxes of one folder: create, open, reset, list, delete."""

import json
import logging
import os
import re
import shutil
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mockserver.engine import files, images, realtime, tables, templates, timetravel, webhooks
from mockserver.engine.clock import Clock
from mockserver.engine.credentials import DEFAULT_SANDBOX
from mockserver.engine.files import DRAFT, IMAGE, WORLD, UnusableSandboxError
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.tally import Tally
from mockserver.engine.world import World

log = logging.getLogger(__name__)
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
MAX_START = 63 - 8
MAX_OPEN = 128
DEFAULT_RANDOM_SEED = 1
IN_MEMORY = Path(":memory:")


class UnknownSandboxError(LookupError):
    """No sandbox has this name."""


class UnknownSnapshotError(LookupError):
    """The sandbox has no snapshot with this label."""


class SandboxExistsError(ValueError):
    """A sandbox has this name already."""


class SandboxNameError(ValueError):
    """The text cannot be the name of a sandbox."""


@dataclass(frozen=True)
class Birth:
    """What a new sandbox starts from."""

    seed: str = "demo"
    random_seed: int = DEFAULT_RANDOM_SEED
    now: int | None = None
    rate: float = 1.0
    ttl_s: int | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Snapshot:
    """A kept state: its label, when it was taken (real ms), its size in bytes."""

    label: str
    taken: int
    size: int


class Sandboxes:
    """The sandboxes below one folder; a temporary one, memory-backed if possible, unless given."""

    def __init__(self, world: World, folder: Path | None = None, *, public_url: str = "") -> None:
        self.world = world
        self.public_url = public_url
        self.tally = Tally()
        self._temporary = folder is None
        self.folder = folder if folder is not None else files.temporary_folder()
        self._claim: int | None = files.claim(self.folder)
        files.sweep(self.folder)
        self._open: OrderedDict[str, Sandbox] = OrderedDict()
        self._lock = threading.RLock()
        self._ends: dict[str, int] = {}
        self._templates = templates.Templates()
        for name in self.names():
            try:
                self._note_end(self.get(name))
            except UnusableSandboxError as error:
                log.warning("sandbox %s is not served: %s", name, error)

    def close(self) -> None:
        """Close all files; a temporary folder goes away."""
        with self._lock:
            while self._open:
                self._open.popitem()[1].close()
            if self._temporary:
                shutil.rmtree(self.folder, ignore_errors=True)
            if self._claim is not None:
                os.close(self._claim)
                self._claim = None

    def names(self) -> list[str]:
        """All sandboxes, in order of their names."""
        return sorted(path.stem for path in self.folder.glob(f"*{WORLD}"))

    def exists(self, name: str) -> bool:
        """Whether there is a sandbox of this name."""
        return name in self._open or (
            NAME.fullmatch(name) is not None and self._path(name).exists()
        )

    def opened(self) -> list[Sandbox]:
        """The ones whose files are open now."""
        with self._lock:
            return list(self._open.values())

    def get(self, name: str) -> Sandbox:
        """An open sandbox. Raises UnknownSandboxError and UnusableSandboxError."""
        with self._lock:
            sandbox = self._open.get(name)
            if sandbox is None:
                if not NAME.fullmatch(name) or not self._path(name).exists():
                    raise UnknownSandboxError(name)
                sandbox = self._opened(name)
            self._open.move_to_end(name)
            return sandbox

    def create(self, name: str | None = None, birth: Birth | None = None) -> Sandbox:
        """A new world with credentials of its own.

        Raises SandboxNameError, SandboxExistsError, KeyError (unknown setting) and ValueError
        (unknown seed or bad setting); then nothing is left behind.
        """
        with self._lock:
            return self._born(self._unused(name), birth or Birth())

    def ensure_default(self, birth: Birth) -> Sandbox:
        """The sandbox `default`: the existing one, else a new one."""
        if self._path(DEFAULT_SANDBOX).exists():
            return self.get(DEFAULT_SANDBOX)
        return self.create(DEFAULT_SANDBOX, birth)

    def reset(self, name: str) -> Sandbox:
        """Back to the seed: data, clock, queue, journal, settings; credentials survive."""
        with self._lock:
            sandbox = self.get(name)
            with sandbox.transaction():
                birth = Birth(**json.loads(sandbox.fact("birth")))
                credentials = sandbox.rows("SELECT * FROM credential")
            with sandbox.lock:
                return self._born(name, birth, credentials)

    def delete(self, name: str) -> None:
        """Gone, with all its files. Raises UnknownSandboxError."""
        with self._lock:
            self._require(name)
            if name in self._open:
                self._open.pop(name).close()
            self._ends.pop(name, None)
            files.remove(self._path(name))
            for image in self.folder.glob(f"{name}@*{IMAGE}"):
                image.unlink(missing_ok=True)

    # -- copies -------------------------------------------------------------------------------

    def fork(self, name: str, copy: str | None = None) -> Sandbox:
        """An independent copy with its own credentials; the same time goes on in both."""
        with self._lock:
            image = images.take(self.get(name))
            copy = self._unused(self._free_name(f"{name}--") if copy is None else copy)
            return self._put(copy, lambda fork: images.rename(fork, copy), image)

    def import_image(self, image: bytes, name: str | None = None) -> Sandbox:
        """A world from an exported file, under its old name if that is free.

        Raises images.ForeignImageError, SandboxNameError and SandboxExistsError; then nothing is
        left behind.
        """
        images.check(image, self.world)
        with self._lock:
            old = images.birth_of(image)["name"]
            free = name is None and NAME.fullmatch(old) and not self.exists(old)
            name = self._unused(old if free else name)

            def adopt(sandbox: Sandbox) -> None:
                images.rename(sandbox, name)
                images.continue_where_taken(sandbox)

            return self._put(name, adopt, image)

    def snapshot(self, name: str, label: str) -> Snapshot:
        """Keep the state of this moment; a snapshot with the same label is replaced."""
        with self._lock:
            sandbox = self.get(name)
            if not NAME.fullmatch(label):
                raise SandboxNameError(label)
            path = self._image(name, label)
            draft = path.with_suffix(DRAFT)
            draft.write_bytes(images.take(sandbox))
            draft.replace(path)
            return self._described(path)

    def snapshots(self, name: str) -> list[Snapshot]:
        """The kept states of a sandbox, in order of their labels."""
        with self._lock:
            self._require(name)
            return [self._described(path) for path in sorted(self.folder.glob(f"{name}@*{IMAGE}"))]

    def restore(self, name: str, label: str) -> Sandbox:
        """Back to a kept state, its time of day included. Raises UnknownSnapshotError."""
        with self._lock:
            self._require(name)  # not opened: a snapshot is the cure of a damaged file
            image = self._existing_image(name, label).read_bytes()
            return self._put(name, images.continue_where_taken, image)

    def drop_snapshot(self, name: str, label: str) -> None:
        """Forget a kept state. Raises UnknownSnapshotError."""
        with self._lock:
            self._require(name)
            self._existing_image(name, label).unlink()

    def expire(self, real: int) -> list[str]:
        """Delete the sandboxes whose time to live is over at `real`; returns their names."""
        with self._lock:
            over = [name for name, end in self._ends.items() if end <= real]
            for name in over:
                self.delete(name)
        return over

    # -- inside -------------------------------------------------------------------------------

    def _put(
        self, name: str, make: Callable[[Sandbox], None], image: bytes | None = None
    ) -> Sandbox:
        """Make a world in memory, then give its file the name in one step.

        Whatever ends this process meanwhile leaves the old world or the new one.
        """
        made = Sandbox(name, IN_MEMORY, self.world, public_url=self.public_url)
        try:
            if image is not None:
                made.connection.deserialize(images.without_log(image))
            made.connection.execute("BEGIN")
            make(made)
            made.connection.execute("COMMIT")
            image = images.with_log(made.connection.serialize())
        finally:
            made.close()
        draft = self.folder / f"{name}{DRAFT}"
        try:
            draft.write_bytes(image)
            if name in self._open:
                self._open.pop(name).close()
            for log_file in self._files(name)[1:]:
                log_file.unlink(missing_ok=True)
            draft.replace(self._path(name))
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        sandbox = self._opened(name)
        self._note_end(sandbox)
        return sandbox

    def _require(self, name: str) -> None:
        if not self.exists(name):
            raise UnknownSandboxError(name)

    def _unused(self, name: str | None) -> str:
        name = self._free_name() if name is None else name
        if not NAME.fullmatch(name):
            raise SandboxNameError(name)
        if self.exists(name):
            raise SandboxExistsError(name)
        return name

    def _image(self, name: str, label: str) -> Path:
        return self.folder / f"{name}@{label}{IMAGE}"

    def _existing_image(self, name: str, label: str) -> Path:
        path = self._image(name, label)
        if not NAME.fullmatch(label) or not path.exists():
            raise UnknownSnapshotError(label)
        return path

    def _described(self, path: Path) -> Snapshot:
        stat = path.stat()
        return Snapshot(path.stem.partition("@")[2], int(stat.st_mtime * 1000), stat.st_size)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite"

    def _files(self, name: str) -> list[Path]:
        return [self.folder / f"{name}.sqlite{suffix}" for suffix in ("", "-wal", "-shm")]

    def _free_name(self, start: str = "sandbox-") -> str:
        start = start if len(start) <= MAX_START else "sandbox-"
        while self._path(name := f"{start}{realtime.random_token(8)}").exists():
            pass
        return name

    def _opened(self, name: str) -> Sandbox:
        while len(self._open) >= MAX_OPEN:
            self._open.popitem(last=False)[1].close()
        path = self._path(name)
        files.check(path)
        try:
            sandbox = Sandbox(name, path, self.world, public_url=self.public_url, tally=self.tally)
            with sandbox.transaction():
                webhooks.recover(sandbox)
                timetravel.never_back(sandbox)
        except (sqlite3.DatabaseError, ValueError, TypeError, KeyError) as error:
            raise files.unusable(path, error) from None
        self._open[name] = sandbox
        return sandbox

    def _born(self, name: str, birth: Birth, credentials: Sequence[dict[str, Any]] = ()) -> Sandbox:
        if birth.seed not in self.world.seed_names:
            raise ValueError(
                f"there is no seed {birth.seed!r}; there is {', '.join(self.world.seed_names)}"
            )
        real = realtime.now_ms()
        clock = Clock(real, real if birth.now is None else birth.now, birth.rate)
        planted = templates.planting_time(birth.now, real)
        key = templates.key_of(birth.seed, birth.random_seed, planted, dict(birth.settings))
        image = self._templates.find(key)

        def plant(sandbox: Sandbox) -> None:
            for statement in (*tables.TABLES, *self.world.tables):
                sandbox.connection.execute(statement)
            images.stamp(sandbox.connection)
            _announce(sandbox, birth, clock, real)
            templates.adopt_credentials(sandbox, credentials)
            sandbox.now = planted
            with sandbox.random_stream("seed"):
                for seed in self.world.seeds:
                    seed(sandbox, birth.seed)

        def copy(sandbox: Sandbox) -> None:
            images.rename(sandbox, name)
            templates.adopt_credentials(sandbox, credentials)
            _announce(sandbox, birth, clock, real)

        # the default's credentials are fixed, a template's are not
        if image is not None and name != DEFAULT_SANDBOX:
            return self._put(name, copy, image)
        sandbox = self._put(name, plant)
        self._templates.keep(key, images.take(sandbox))
        return sandbox

    def _note_end(self, sandbox: Sandbox) -> None:
        with sandbox.transaction():
            ttl_s = json.loads(sandbox.fact("birth"))["ttl_s"]
            if ttl_s is not None:
                self._ends[sandbox.name] = int(sandbox.fact("created")) + ttl_s * 1000


def _announce(sandbox: Sandbox, birth: Birth, clock: Clock, created: int) -> None:
    """Write down in a new world which one it is."""
    for key, value in {
        "name": sandbox.name,
        "birth": json.dumps({**vars(birth), "settings": dict(birth.settings)}),
        "seed": birth.seed,
        "random_seed": str(birth.random_seed),
        "clock": json.dumps(vars(clock)),
        "created": str(created),
        "draws": "0",
        "faults": "0",
    }.items():
        sandbox.set_fact(key, value)
    sandbox.now = clock.at(created)
    for setting, value in birth.settings.items():
        sandbox.set_setting(setting, value)
