"""What happens later: the records of an import are worked off, slice by slice; exports end."""

from collections.abc import Mapping
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import core_data, store
from mockserver.providers.candis.store import Import
from mockserver.providers.candis.workbench import Workbench

IMPORT_DUE = "candis.import-due"


def begin(sandbox: Sandbox, import_: Import) -> None:
    """Let the work begin a little later."""
    sandbox.schedule(IMPORT_DUE, sandbox.setting("candis.processing_ms"), id=import_.id)


def process_import(sandbox: Sandbox, payload: Mapping[str, Any]) -> None:
    """Work off the next records in the order sent, and come back for the rest."""
    import_ = store.get_import(sandbox, payload["id"])
    records = store.next_records(sandbox, import_)
    outcomes = Workbench(sandbox, import_, core_data.TYPES[import_.type], records).work_off()
    import_ = store.keep_outcomes(sandbox, import_, outcomes)
    if not import_.processed:
        sandbox.schedule(IMPORT_DUE, sandbox.setting("candis.processing_slice_ms"), id=import_.id)
