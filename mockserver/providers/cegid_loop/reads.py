"""What can be read of a dossier or of the firm: one table, one way of reading."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import auth, dossiers, errors, recordstore, routes
from mockserver.providers.cegid_loop.auth import Caller
from mockserver.providers.cegid_loop.rules import chart, matching, queries, refusals
from mockserver.providers.cegid_loop.rules.queries import Query, QueryError
from mockserver.providers.cegid_loop.schemas import reads as shapes
from mockserver.web.call import Call
from mockserver.web.operation import DOCUMENTED, Api

REFUSES = (400, 401, 403, 404, 429)


@dataclass(frozen=True)
class Resource:
    """A kind of record: its route, what it shows, whose it is; `third` picks third parties."""

    route: str
    kind: str
    shape: type[Schema]
    page: str
    doc: str
    of_firm: bool = False
    third: int | None = None


RESOURCES = (
    Resource("compte", recordstore.ACCOUNT, shapes.Account, "Compte.html",
             "The chart of accounts of a dossier."),
    Resource("section", recordstore.SECTION, shapes.Section, "Section.html",
             "The analytic sections of a dossier."),
    Resource("journal", recordstore.JOURNAL, shapes.Journal, "Journal.html",
             "The journals of a dossier."),
    Resource("tva", recordstore.VAT, shapes.Vat, "Tva.html", "The VAT codes of a dossier."),
    Resource("tiersClient", recordstore.THIRD_PARTY, shapes.ThirdParty, "tiersClient.html",
             "The customers of a dossier.", third=chart.CUSTOMER),
    Resource("tiersFournisseur", recordstore.THIRD_PARTY, shapes.ThirdParty,
             "tiersFournisseur.html", "The suppliers of a dossier.", third=chart.SUPPLIER),
    Resource("tiersSalarie", recordstore.THIRD_PARTY, shapes.ThirdParty, "tiersSalarie.html",
             "The employees of a dossier.", third=chart.EMPLOYEE),
    Resource("tiersDivers", recordstore.THIRD_PARTY, shapes.ThirdParty, "tiersDivers.html",
             "The other third parties of a dossier.", third=chart.OTHER),
    Resource("etablissementComplet", recordstore.ESTABLISHMENT, shapes.Establishment,
             "etablissement.html", "The establishments of a dossier."),
    Resource("AgenceCabinet", recordstore.AGENCY, shapes.Agency, "agence.html",
             "The agencies of the firm.", of_firm=True),
    Resource("groupe", recordstore.GROUP, shapes.Group, "Groupe.html",
             "The work groups of the firm.", of_firm=True),
    Resource("collaborateurCabinet", recordstore.COLLABORATOR, shapes.Collaborator,
             "CollaborateurCabinet.html", "The collaborators of the firm.", of_firm=True),
)  # fmt: skip

api = Api()


def asked(sandbox: Sandbox, call: Call, caller: Caller, *, of_firm: bool = False) -> Query:
    """The query of a read, of a dossier that the caller may see. Raises Problem."""
    if of_firm:
        auth.demand_advanced(caller)
    try:
        query = queries.parse(call.query_string)
    except QueryError as error:
        raise errors.bad_query(error) from None
    if not query.dossier:
        raise errors.refused(refusals.NO_DOSSIER, 400)
    if of_firm:
        if query.dossier.upper() != recordstore.FIRM:
            raise errors.refused(refusals.not_the_firm(query.dossier), 400)
        return query
    dossiers.get_open(sandbox, query.dossier, caller, 400)
    return query


def dossier_of(query: Query) -> str:
    """The code as it is stored."""
    return query.dossier.strip().upper()


def answered(records: list[dict[str, Any]], query: Query) -> list[dict[str, Any]]:
    """The wanted records in the wanted order, cut to the wanted members."""
    dossier = {"codeDossier": dossier_of(query)}
    if query.wanted is not None:
        wanted = query.wanted
        records = [one for one in records if matching.holds(wanted, dossier | one)]
    found = queries.ordered(records, query.order)
    end = None if query.take is None else query.skip + query.take
    return [queries.selected(one, query.select) for one in found[query.skip : end]]


def _reader(resource: Resource) -> Callable[..., Any]:
    def read(sandbox: Sandbox, caller: Caller, call: Call) -> Any:
        query = asked(sandbox, call, caller, of_firm=resource.of_firm)
        records = list(recordstore.listed(sandbox, resource.kind, dossier_of(query)))
        if resource.third is not None:
            records = [one for one in records if one["type"] == resource.third]
        found = answered(records, query)
        return {"data": found} if resource.of_firm else found

    read.__doc__ = resource.doc
    return read


for _resource in RESOURCES:
    _shape = shapes.listed(_resource.shape) if _resource.of_firm else _resource.shape(many=True)
    api.get(
        f"{routes.BASE}/{_resource.route}",
        name=f"get{_resource.route[0].upper()}{_resource.route[1:]}",
        query=shapes.ReadQuery(),
        returns=(200, _shape),
        refuses=REFUSES,
        tags=("cabinet" if _resource.of_firm else "reads",),
        source=routes.PORTAL + _resource.page,
        evidence=DOCUMENTED,
    )(_reader(_resource))
