"""Update or create: a batch of divisions, each judged on its own."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.feedback_house import rules, store
from mockserver.providers.feedback_house.divisions import ROOT, TAGS, known, shown
from mockserver.providers.feedback_house.errors import PORTAL
from mockserver.providers.feedback_house.schemas.divisions import UpsertAnswer, UpsertRequest
from mockserver.providers.feedback_house.settings import NAME_KEY
from mockserver.web.operation import DOCUMENTED, Api

api = Api()


@api.post(
    f"{ROOT}/update-or-create",
    body=UpsertRequest(),
    returns=(200, UpsertAnswer()),
    refuses=(400, 401, 413, 429),
    source=PORTAL + "update-or-create",
    evidence=DOCUMENTED,
    name="updateOrCreateBusinessDivisions",
    tags=TAGS,
)
def update_or_create(sandbox: Sandbox, caller: str, body: dict[str, Any]) -> dict[str, Any]:
    """Update each division that one of its keys finds, create the others; report bad items."""
    batch = Batch(sandbox, caller)
    for item in body["business_divisions"]:
        batch.take(item)
    return batch.answer()


class Batch:
    """The items of one call, worked on in order: a later one may find an earlier one's division."""

    def __init__(self, sandbox: Sandbox, company: str) -> None:
        self._sandbox, self._company = sandbox, company
        self._name_key = sandbox.setting(NAME_KEY.name)
        self._known = known(sandbox, company)
        self._created = self._updated = 0
        self._data: list[dict[str, Any]] = []
        self._errors: list[dict[str, Any]] = []

    def take(self, item: Any) -> None:
        """Write what a sound item says; remember a bad one and why."""
        complaint = rules.key_complaint(item) or rules.reference_complaint(item, self._known)
        old = None if complaint else self._found(item)
        complaint = complaint or self._circle(item, old) or rules.scalar_complaint(item)
        if complaint:
            self._errors.append({"object": item, "message": complaint})
        elif old is None:
            self._data.append(shown(self._create(item)))
            self._created += 1
        else:
            self._data.append(shown(self._update(old, item)))
            self._updated += 1

    def answer(self) -> dict[str, Any]:
        """What became of the items. The status is OK even when all were bad."""
        return {
            "status": "OK",
            "message": f"Created {self._created} | Updated {self._updated}"
            f" | Errors {len(self._errors)}",
            "data": self._data,  # undocumented here, documented on the sibling page of areas
            "errors": self._errors,
        }

    def _found(self, item: dict[str, Any]) -> store.Division | None:
        for key, value in rules.keys(item, self._name_key):
            division = store.find_division(self._sandbox, self._company, key, value)
            if division is not None:
                return division
        return None

    def _circle(self, item: dict[str, Any], division: store.Division | None) -> str | None:
        def is_below(id_: str, top: str) -> bool:
            return store.is_below(self._sandbox, self._company, id_, top)

        if division is None or not rules.closes_a_circle(item, division, is_below):
            return None
        return rules.CIRCULAR

    def _create(self, item: dict[str, Any]) -> store.Division:
        id_ = rules.given_id(item) or store.new_object_id(self._sandbox)
        division = {**rules.blank(), **rules.changes(item), "id": id_}
        store.add_division(self._sandbox, self._company, division)
        return division

    def _update(self, old: store.Division, item: dict[str, Any]) -> store.Division:
        division = {**old, **rules.changes(item)}
        store.replace_division(self._sandbox, self._company, old, division)
        return division
