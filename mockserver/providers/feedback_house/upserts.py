"""Update or create: a batch of divisions, areas or users, each item judged on its own."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.feedback_house import rules
from mockserver.providers.feedback_house.lookups import resolver
from mockserver.providers.feedback_house.resources import RESOURCES, Resource
from mockserver.providers.feedback_house.rules import Rejected, Stored
from mockserver.providers.feedback_house.schemas.batches import upsert_answer, upsert_request
from mockserver.providers.feedback_house.settings import NAME_KEY
from mockserver.providers.feedback_house.store import things
from mockserver.web.call import Call
from mockserver.web.operation import DOCUMENTED, Api

api = Api()


def offer(resource: Resource) -> None:
    """Serve update-or-create of one kind."""

    @api.post(
        f"{resource.root}/update-or-create",
        body=upsert_request(resource.kind, resource.item),
        returns=(200, upsert_answer(resource.stored, resource.item)),
        refuses=(400, 401, 413, 429),
        source=resource.source("update-or-create"),
        evidence=DOCUMENTED,
        name=f"updateOrCreate{resource.name}s",
        tags=(resource.tag,),
    )
    def update_or_create(
        sandbox: Sandbox, caller: str, body: dict[str, Any], call: Call
    ) -> dict[str, Any]:
        """Update what one of an item's keys finds, create the rest, report what is rejected."""
        batch = Batch(sandbox, caller, resource)
        for number, item in enumerate(body["items"]):
            try:
                batch.take(item)
            except Rejected as rejected:
                batch.errors.append({"object": item, "message": rejected.message})
                call.note(f"{resource.kind.many}.{number}", rejected.why)
        return batch.answer()


for each in RESOURCES:
    offer(each)


class Batch:
    """The items of one call, worked on in order: a later one may find an earlier one's object."""

    def __init__(self, sandbox: Sandbox, company: str, resource: Resource) -> None:
        self.errors: list[dict[str, Any]] = []
        self._sandbox, self._company = sandbox, company
        self._kind, self._shown = resource.kind, resource.shown
        self._name_key = sandbox.setting(NAME_KEY.name)
        self._resolve = resolver(sandbox, company)
        self._blank = rules.blank(resource.kind)
        self._created = 0
        self._data: list[dict[str, Any]] = []

    def take(self, item: Any) -> None:
        """Write what an item says. Raises Rejected, and then nothing is written."""
        kind = self._kind
        own_id = rules.given_id(kind, item)
        old = self._found(item, own_id)
        if old is None:
            rules.check_name(item)
        fields = rules.mentioned(kind, item)
        wanted = rules.references(fields, item, self._resolve)
        if old is not None and rules.closes_a_circle(wanted, old, self._is_below):
            raise Rejected(rules.CIRCULAR, wanted["parent"])
        wanted |= rules.plain(fields, item)
        self._data.append(self._shown(self._written(old, own_id, wanted)))

    def answer(self) -> dict[str, Any]:
        """What became of the items. The status is OK even when all were bad."""
        updated = len(self._data) - self._created
        return {
            "status": "OK",
            "message": f"Created {self._created} | Updated {updated} | Errors {len(self.errors)}",
            "data": self._data,  # documented for areas only
            "errors": self.errors,
        }

    def _found(self, item: dict[str, Any], own_id: str | None) -> Stored | None:
        for key, value in rules.keys(self._kind, item, own_id, self._name_key):
            found = things.find(self._sandbox, self._company, self._kind, key, value)
            if found is not None:
                return found
        return None

    def _is_below(self, id_: str, top: str) -> bool:
        return things.is_below(self._sandbox, self._company, self._kind, id_, top)

    def _written(self, old: Stored | None, own_id: str | None, wanted: Stored) -> Stored:
        if old is not None:
            new = rules.settled({**old, **wanted})
            return things.replace(self._sandbox, self._kind, old, new)
        self._created += 1
        id_ = own_id or things.new_object_id(self._sandbox)
        new = rules.settled({**self._blank, **wanted, "id": id_})
        return things.add(self._sandbox, self._company, self._kind, new)
