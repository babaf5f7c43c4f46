"""User groups, whose answers are of a shape of their own, and the users who may be in them."""

from typing import Any

from mockserver import fixtures
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.appzen import errors, store
from mockserver.providers.appzen.kinds import Kind, Read, Route, Upsert, Write, by
from mockserver.providers.appzen.schemas.user_group import KeptUserGroup, SyncResult, UserGroup
from mockserver.providers.appzen.store import Collection, Document, Record
from mockserver.web.operation import SPEC

FIRST_ID = 734512  # the published example's
CREATOR = "az-user-00001"


def users() -> dict[str, dict[str, str]]:
    """The users of AppZen by id, the same in every sandbox. Undocumented; users have no API."""
    known: dict[str, dict[str, str]] = fixtures.load("appzen", "users")
    return known


def next_id(sandbox: Sandbox) -> str:
    """A number for a new group."""
    count = sandbox.value("SELECT count(*) FROM appzen_record WHERE kind = ?", GROUP_NOUN)
    return str(FIRST_ID + int(count))


def with_known_members(write: Write, old: Record | None) -> Document:
    """The members that are users, each with the time of joining."""
    before = {} if old is None else {one["user_id"]: one for one in old.document["members"]}
    wanted = dict.fromkeys(one["user_id"] for one in write.record["members"])
    members = [
        before.get(id_, {"user_id": id_, "added_at": write.sandbox.now})
        for id_ in wanted
        if id_ in users()
    ]
    return {**write.record, "members": members}


def outcome(write: Write, record: Record, status: str) -> Document:
    """What a write answers: the group's number, and who could not be found."""
    wanted = dict.fromkeys(one["user_id"] for one in write.record["members"])
    return {
        "group_id": record.uuid,
        "external_group_id": record.document["external_group_id"],
        "management_source": record.document["management_source"],
        "status": status,
        "unresolved_user_ids": [id_ for id_ in wanted if id_ not in users()],
    }


def with_names(_sandbox: Sandbox, _where: Collection, record: Record) -> dict[str, Any]:
    """Who the members are, and who changed the group when."""
    members = record.document["members"]
    return {
        "group_id": record.uuid,
        "members": [{**one, **users()[one["user_id"]], "added_by": CREATOR} for one in members],
        "created_at": record.created_at,
        "created_by": CREATOR,
        "updated_at": record.updated_at,
        "updated_by": CREATOR,
    }


GROUP_NOUN = "user group"

USER_GROUP = Kind(
    noun=GROUP_NOUN,
    tag="user group",
    schema=UserGroup(),
    shown=KeptUserGroup(),
    key=by("external_group_id"),
    active=lambda group: group["status"] == "ACTIVE",
    tidy=with_known_members,
    new_id=next_id,
    result=SyncResult(),
    answer=outcome,
    complete=with_names,
    upserts=(Upsert("upsertUserGroup", "/user-group", errors.SPECIFICATION, SPEC),),
    reads=(
        Read(
            "getUserGroup",
            "/user-group/{external-group-id}",
            errors.SPECIFICATION,
            SPEC,
            store.find_by_key,
        ),
    ),
    listing=Route("listUserGroups", "/user-groups", errors.SPECIFICATION, SPEC),
)
