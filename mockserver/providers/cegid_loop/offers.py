"""Collaborative offers: attaching one to a dossier for a contact that exists."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import auth, dossiers, errors, reads, recordstore, routes
from mockserver.providers.cegid_loop.auth import Caller
from mockserver.providers.cegid_loop.recordstore import CONTACT, FIRM, OFFER, SUBSCRIPTION
from mockserver.providers.cegid_loop.rules import refusals
from mockserver.providers.cegid_loop.rules.refusals import Refusal
from mockserver.providers.cegid_loop.schemas.writes import NewOffer, OfferAdded
from mockserver.web.operation import ASSUMED, Api

_UNSEEN = "assumed: routes and effect are published, body and answer are not"

api = Api()


def _add(sandbox: Sandbox, caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
    auth.demand_advanced(caller)
    for name, value in (("codeDossier", "dossier"), ("contact", "contact"), ("offre", "offre")):
        if body[value] is None:
            raise _refused("offer-incomplete", refusals.NO_MEMBER.format(name=name), name, "")
    dossier = dossiers.get_open(sandbox, body["dossier"], caller, 400)["code"]
    contact, offer = body["contact"].strip().lower(), body["offre"].strip().upper()
    if not recordstore.has(sandbox, CONTACT, FIRM, contact):
        message = refusals.UNKNOWN_CONTACT.format(contact=body["contact"])
        raise _refused("contact-unknown", message, "contact", body["contact"])
    if not recordstore.has(sandbox, OFFER, FIRM, offer):
        message = refusals.UNKNOWN_OFFER.format(offer=body["offre"])
        raise _refused("offer-unknown", message, "offre", body["offre"])
    if not recordstore.has(sandbox, CONTACT, dossier, contact):
        recordstore.add(sandbox, CONTACT, dossier, contact, {"contact": contact})
    return _subscribed(sandbox, dossier, contact, offer)


def _subscribed(sandbox: Sandbox, dossier: str, contact: str, offer: str) -> dict[str, Any]:
    key = f"{contact}/{offer}"
    facts = {"codeDossier": dossier, "contact": contact, "offre": offer}
    known = recordstore.find(sandbox, SUBSCRIPTION, dossier, key)
    return known or recordstore.add(sandbox, SUBSCRIPTION, dossier, key, facts)


def _refused(rule: str, message: str, field: str, got: str) -> Exception:
    return errors.refused(Refusal(rule, message, field, "", got, "assumed", _UNSEEN), 400)


@api.post(
    f"{routes.BASE}/collaborativeOffer/addCollaborativeOffer",
    name="addCollaborativeOffer",
    body=NewOffer(),
    returns=(200, OfferAdded()),
    refuses=reads.REFUSES,
    tags=("cabinet",),
    source=f"{_UNSEEN} ({routes.PORTAL}OffreCollaborative.html)",
    evidence=ASSUMED,
)
def add_collaborative_offer(
    sandbox: Sandbox, caller: Caller, body: dict[str, Any]
) -> dict[str, Any]:
    """Attach an offer to a dossier for a contact; the two are associated when they were not."""
    return _add(sandbox, caller, body)


@api.post(
    f"{routes.BASE}/collaborativeOffer/addOffer",
    name="addOffer",
    body=NewOffer(),
    returns=(200, OfferAdded()),
    refuses=reads.REFUSES,
    tags=("cabinet",),
    source=f"{_UNSEEN}; deprecated ({routes.PORTAL}OffreCollaborative.html)",
    evidence=ASSUMED,
)
def add_offer(sandbox: Sandbox, caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
    """Deprecated since 1 July 2024: what addCollaborativeOffer does."""
    return _add(sandbox, caller, body)
