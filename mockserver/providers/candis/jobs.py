"""What happens later: the records of an import are worked off, slice by slice."""

from collections.abc import Mapping
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import core_data, rules, store
from mockserver.providers.candis.core_data import CoreDataType
from mockserver.providers.candis.store import Identity, Import, Outcome

IMPORT_DUE = "candis.import-due"
SLICE_RECORDS = 500  # so that no single event of a large import holds up its world


def begin(sandbox: Sandbox, import_: Import) -> None:
    """Let the work begin a little later."""
    sandbox.schedule(IMPORT_DUE, sandbox.setting("candis.processing_ms"), id=import_.id)


def process_import(sandbox: Sandbox, payload: Mapping[str, Any]) -> None:
    """Work off the next records in the order sent, and come back for the rest."""
    import_ = store.get_import(sandbox, payload["id"])
    type_ = core_data.TYPES[import_.type]
    work = _create if import_.operation == rules.CREATE else _update
    outcomes = [
        work(sandbox, import_, type_, line, record)
        for line, record in store.records_of(sandbox, import_.id, import_.done, SLICE_RECORDS)
    ]
    import_ = store.keep_outcomes(sandbox, import_, outcomes)
    if not import_.processed:
        sandbox.schedule(IMPORT_DUE, sandbox.setting("candis.processing_slice_ms"), id=import_.id)


def _create(
    sandbox: Sandbox, import_: Import, type_: CoreDataType, line: int, record: dict[str, Any]
) -> Outcome:
    values = type_.new.read(record)
    identity = Identity(import_.organization_id, *type_.identity(values))
    errors = rules.create_errors(
        exists=store.core_data_exists(sandbox, identity),
        exists_code=type_.code_when_exists(sandbox.setting("candis.gl_account_exists_code")),
    )
    if not errors:
        store.add_core_data(sandbox, identity, values["name"], record)
    return Outcome(line, identity.key, errors)


def _update(
    sandbox: Sandbox, import_: Import, type_: CoreDataType, line: int, record: dict[str, Any]
) -> Outcome:
    values = type_.changed.read(record)
    identity = Identity(import_.organization_id, *type_.identity(values))
    changes = rules.changes_in(values)
    errors = rules.update_errors(
        exists=store.core_data_exists(sandbox, identity),
        unknown_code=type_.unknown_code,
        changes=changes,
    )
    if not errors:
        store.change_core_data(sandbox, identity, changes, record)
    return Outcome(line, identity.key, errors)
