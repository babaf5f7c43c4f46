"""What each kind of import may create, and what it must keep to."""

import json
from collections.abc import Mapping
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import recordstore
from mockserver.providers.cegid_loop.ledger import ALWAYS, Policy
from mockserver.providers.cegid_loop.recordstore import ACCOUNT, JOURNAL, THIRD_PARTY
from mockserver.providers.cegid_loop.rules import chart

EVERYTHING = frozenset({ACCOUNT, JOURNAL, THIRD_PARTY})
FEC, JSON = "fec", "json"


def policy_of(sandbox: Sandbox, request: Mapping[str, Any]) -> Policy:
    """A FEC creates what it mentions; importJson what its options say; others third parties."""
    if request["kind"] == FEC:
        return Policy(EVERYTHING, {})
    if request["kind"] == JSON:
        return _of_options(sandbox, request)
    lenient = sandbox.setting("cegid_loop.unknown_accounts") == "create"
    return Policy(EVERYTHING if lenient else frozenset({THIRD_PARTY}), {})


def _of_options(sandbox: Sandbox, request: Mapping[str, Any]) -> Policy:
    wish = json.loads(request["options"])
    options, context = wish["options"], wish["context"]
    switches = {
        JOURNAL: options.get("createNewJournaux") is True,
        ACCOUNT: options.get("createNewComptes") is True,
        THIRD_PARTY: options.get("createNewTiers") is not False,
    }
    instead = {
        kind: code
        for kind, option in ((JOURNAL, "defaultJournalId"), (ACCOUNT, "defaultCompte"))
        if (code := _code_of(sandbox, kind, request["dossier"], options.get(option))) is not None
    }
    several_periods = options.get("multiPeriode") is True
    return Policy(
        creates=frozenset(kind for kind, on in switches.items() if on),
        instead={THIRD_PARTY: chart.WAITING_THIRD, **instead},
        balance=options.get("balanceAuto") is not False,
        unbalanced_fails=options.get("failOnUnbalanced") is True,
        letterings_must_match=True,
        first="" if several_periods else context["from"][:10],
        last=ALWAYS if several_periods else context["to"][:10],
    )


def _code_of(sandbox: Sandbox, kind: str, dossier: str, object_id: Any) -> str | None:
    if not isinstance(object_id, str):
        return None
    return recordstore.code_of(sandbox, kind, dossier, object_id)
