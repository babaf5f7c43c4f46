"""One slice of an import on the bench: what it touches is fetched at once, and put away at once.

Records are worked off in the order sent, each seeing what those before it did.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import checks, core_data, rules, store
from mockserver.providers.candis.core_data import CoreDataType
from mockserver.providers.candis.store import Import, Outcome, Stored


class Workbench:
    """A slice of an import."""

    def __init__(
        self,
        sandbox: Sandbox,
        import_: Import,
        type_: CoreDataType,
        records: list[dict[str, Any]],
    ) -> None:
        self._sandbox = sandbox
        self._import = import_
        self._type = type_
        self._records = records
        self._places = [type_.identity(record) for record in records]
        self._known = store.fetch_core_data(sandbox, import_.organization_id, self._places)
        self._touched: dict[tuple[str, str], Stored] = {}
        self._exists_code = type_.code_when_exists(sandbox.setting("candis.gl_account_exists_code"))
        if type_.kind == core_data.CONTACT:
            wanted = {record["name"] for record in records if record.get("name")}
            self._names = store.contacts_named(sandbox, import_.organization_id, wanted)
            self._datev = sandbox.setting("candis.payable_number_format") == "datev"

    def work_off(self) -> list[Outcome]:
        """What became of each record; everything is stored then."""
        update = self._import.operation == rules.UPDATE
        work = self._update if update else self._create
        outcomes = [
            Outcome(place[1], work(place, record))
            for record, place in zip(self._records, self._places, strict=True)
        ]
        store.keep_core_data(self._sandbox, self._import.organization_id, self._touched)
        return outcomes

    def _create(self, place: tuple[str, str], record: dict[str, Any]) -> tuple[str, ...]:
        exists = place in self._known
        if exists and self._exists_code is None:
            return self._update(place, record)
        errors = [self._exists_code] if exists and self._exists_code else []
        errors += self._wrong_in(place, record)
        if not errors:
            self._put(place, Stored(self._type.name_of(record), False, self._linked(record)))
        return tuple(errors)

    def _update(self, place: tuple[str, str], record: dict[str, Any]) -> tuple[str, ...]:
        known = self._known.get(place)
        changes = self._type.changes_in(record)
        upserts = self._import.operation == rules.CREATE
        errors = rules.update_errors(
            exists=known is not None,
            archived=known is not None and known.is_archived,
            changes=changes,
            unknown_code=self._type.unknown_code,
            archived_code=self._type.archived_code,
            needs_changes=not upserts,
        ) or tuple(self._wrong_in(place, record))
        if known is None or errors:
            return errors
        sent = {name: value for name, value in record.items() if value is not None}
        archived = bool(changes.get("isArchived", known.is_archived))
        merged = {**known.record, **self._linked(sent)}
        self._put(place, Stored(changes.get("name", known.name), archived, merged))
        return ()

    def _put(self, place: tuple[str, str], stored: Stored) -> None:
        if self._type.kind == core_data.CONTACT:
            before = self._known.get(place)
            if before is not None:
                self._names.get(before.name, set()).discard(place[1])
            self._names.setdefault(stored.name, set()).add(place[1])
        self._known[place] = self._touched[place] = stored

    def _wrong_in(self, place: tuple[str, str], record: dict[str, Any]) -> list[str]:
        """What is wrong with a contact; other types have nothing that could be."""
        if self._type.kind != core_data.CONTACT:
            return []
        others = self._names.get(record.get("name") or "", set()) - {place[1]}
        errors = [rules.DUPLICATE_CONTACT_NAME] if others else []
        return errors + checks.contact_errors(self._type.changed.read(record), datev=self._datev)

    def _linked(self, record: dict[str, Any]) -> dict[str, Any]:
        """A contact without the payment condition that cannot be used, anything else as it is."""
        name = record.get("paymentConditionName")
        if self._type.kind != core_data.CONTACT or not name:
            return record
        place = (core_data.PAYMENT_CONDITION, name)
        found = store.fetch_core_data(self._sandbox, self._import.organization_id, [place])
        if place in found and not found[place].is_archived:
            return record
        return {key: value for key, value in record.items() if key != "paymentConditionName"}
