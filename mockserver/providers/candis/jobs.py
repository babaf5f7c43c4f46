"""What happens later: the records of an import are worked off, slice by slice; exports end."""

from collections.abc import Mapping
from typing import Any

from mockserver.engine import faults
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import core_data, rules, store
from mockserver.providers.candis.core_data import CoreDataType
from mockserver.providers.candis.store import Import, Outcome
from mockserver.providers.candis.workbench import Workbench

IMPORT_DUE = "candis.import-due"
UNKNOWN_ERROR = "UNKNOWN_ERROR"


def begin(sandbox: Sandbox, import_: Import) -> None:
    """Let the work begin a little later."""
    sandbox.schedule(IMPORT_DUE, sandbox.setting("candis.processing_ms"), id=import_.id)


def process_import(sandbox: Sandbox, payload: Mapping[str, Any]) -> None:
    """Work off the next records in the order sent, and come back for the rest."""
    import_ = store.get_import(sandbox, payload["id"])
    type_ = core_data.TYPES[import_.type]
    records = store.next_records(sandbox, import_)
    failing = payload["fail"] if "fail" in payload else _fault(sandbox, import_, type_)
    if failing is None:
        outcomes = Workbench(sandbox, import_, type_, records).work_off()
    else:
        outcomes = [Outcome(type_.identity(record)[1], (failing,)) for record in records]
    import_ = store.keep_outcomes(sandbox, import_, outcomes)
    if not import_.processed:
        wait_ms = sandbox.setting("candis.processing_slice_ms")
        sandbox.schedule(IMPORT_DUE, wait_ms, id=import_.id, fail=failing)


def _fault(sandbox: Sandbox, import_: Import, type_: CoreDataType) -> str | None:
    """The code that every record fails with, because a tester wants this import to fail.

    A job has no failed state of its own; UNKNOWN_ERROR is what its records say then.
    """
    creates = import_.operation == rules.CREATE
    operation = type_.create_name if creates else type_.update_name
    fault = faults.job(sandbox, "candis", operation)
    if fault is None:
        return None
    return fault.value if fault.value in rules.IMPORT_ERRORS else UNKNOWN_ERROR
