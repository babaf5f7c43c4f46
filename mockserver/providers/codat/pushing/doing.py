"""Doing what a push asks for: the books change, files come and go, copies follow."""

from typing import Any

from mockserver.providers.codat import store
from mockserver.providers.codat.catalogue import BANK_FEED, INTEGRATIONS
from mockserver.providers.codat.pushing import effects, uploads
from mockserver.providers.codat.pushing.complaints import (
    MISSING,
    Complaint,
    RefusedError,
    because,
)
from mockserver.providers.codat.pushing.desk import Desk
from mockserver.providers.codat.store import Row
from mockserver.providers.codat.timestamps import stamp

Document = dict[str, Any]


def done(desk: Desk, push: Row) -> tuple[list[Complaint], str | None]:
    """Do it, and note at the push what became of it; warnings, and the id of an attachment."""
    data_type, kind, record_id = push["data_type"], push["kind"], push["record_id"]
    if data_type == "bankTransactions":
        _feed(desk, record_id, push["body"])
    elif kind == "UploadAttachment":
        effects.existing(desk, data_type, record_id)
        file = store.take_upload(desk.sandbox, push["id"]) or {}
        return [], uploads.attach(desk, data_type, record_id, file)
    elif kind == "Delete" and push["body"]:
        effects.existing(desk, data_type, record_id)
        return [], _detach(desk, push)
    elif kind == "Delete":
        effects.delete(desk, data_type, record_id)
    else:
        record, warned = (
            effects.create(desk, data_type, push["body"])
            if kind == "Create"
            else effects.update(desk, data_type, record_id, push["body"])
        )
        push |= {"record_id": record["id"], "body": record}
        return warned, None
    return [], None


def _feed(desk: Desk, account_id: str, body: Document) -> None:
    """Lines for a bank account; at a bank feed for the account that a source is mapped to."""
    if INTEGRATIONS[desk.connection["platform_key"]].source_type != BANK_FEED:
        effects.add_bank_transactions(desk, account_id, body)
        return
    source = store.find_source_account(desk.sandbox, desk.connection["id"], account_id)
    if source is None or not source["target_id"] or body.get("accountId") != account_id:
        wrong = because("BankTransactions", "accountId", "must be a connected source account")
        raise RefusedError([wrong])
    days = [str(line.get("date") or "") for line in body.get("transactions") or ()]
    if days != sorted(days):
        wrong = because("BankTransactions", "transactions.date", "must be in ascending order")
        raise RefusedError([wrong])
    told = body | {"accountId": source["target_id"]}
    effects.add_bank_transactions(desk, source["target_id"], told)


def _detach(desk: Desk, push: Row) -> str:
    attachment_id = str(push["body"]["attachmentId"])
    place = (push["connection_id"], push["data_type"], push["record_id"])
    if attachment_id not in {one["id"] for one in store.attachments_of(desk.sandbox, *place)}:
        wrong = because("Attachment", "id", f"'{attachment_id}' is not known")
        raise RefusedError([wrong], MISSING)
    store.delete_attachment(desk.sandbox, attachment_id)
    return attachment_id


def show(desk: Desk) -> None:
    """Until 2024 what was written could be read at once, where it had been read before."""
    for data_type in sorted(desk.touched):
        shelf = store.find_shelf(desk.sandbox, desk.connection["id"], data_type)
        if shelf is not None and shelf["published"] is not None:
            store.publish(desk.sandbox, shelf, stamp(desk.sandbox))
