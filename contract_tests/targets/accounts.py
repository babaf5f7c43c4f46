"""What it takes to reach each provider for real: the variables, and what is made of them."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from contract_tests.targets import Reach

ALLOW_WRITES = "CONTRACT_ALLOW_WRITES"
MIN_INTERVAL_S = 0.25  # Candis allows 500 calls a minute, Feedback House 10 a second

Values = Mapping[str, str]


class NotConfiguredError(Exception):
    """Variables that are needed to reach a provider are not set."""


@dataclass(frozen=True)
class Account:
    """The variables of one provider, after the prefix CONTRACT_<PROVIDER>_."""

    needed: tuple[str, ...]
    headers: Callable[[Values], dict[str, str]]
    subject: Callable[[Values], dict[str, str]]
    defaults: Values


def _nothing(_values: Values) -> dict[str, str]:
    return {}


ACCOUNTS = {
    "candis": Account(
        needed=("BASE_URL", "ACCESS_TOKEN", "ORGANIZATION_ID"),
        headers=lambda v: {"Authorization": f"Bearer {v['ACCESS_TOKEN']}"},
        subject=lambda v: {"organization_id": v["ORGANIZATION_ID"]},
        defaults={},
    ),
    "codat": Account(
        needed=("BASE_URL", "API_KEY"),
        headers=lambda v: {
            "Authorization": f"Basic {base64.b64encode(v['API_KEY'].encode()).decode()}"
        },
        subject=_nothing,
        defaults={},
    ),
    "appzen": Account(
        needed=("BASE_URL", "X_API_KEY", "CUSTOMER_ID", "CUSTOMER_KEY"),
        headers=lambda v: {
            "x-api-key": v["X_API_KEY"],
            "customer-id": v["CUSTOMER_ID"],
            "customer-key": v["CUSTOMER_KEY"],
        },
        subject=_nothing,
        defaults={},
    ),
    "cegid_loop": Account(
        needed=("BASE_URL", "SUBSCRIPTION_KEY", "API_KEY", "CODE_IBS", "SIRET"),
        headers=lambda v: {
            "Ocp-Apim-Subscription-Key": v["SUBSCRIPTION_KEY"],
            "x-apikey": v["API_KEY"],  # the pair, "key:secret"
        },
        subject=lambda v: {"codeIbs": v["CODE_IBS"], "siret": v["SIRET"]},
        defaults={},
    ),
    "feedback_house": Account(
        needed=("BASE_URL", "API_KEY"),
        headers=lambda v: {v["API_KEY_HEADER"]: v["API_KEY"]},
        subject=_nothing,
        defaults={"API_KEY_HEADER": "Authorization"},  # the portal does not say where it goes
    ),
}


def missing_variables(provider: str, environ: Values) -> list[str]:
    """The variables that must still be set to reach this provider."""
    names = [f"CONTRACT_{provider.upper()}_{name}" for name in ACCOUNTS[provider].needed]
    return [name for name in names if not environ.get(name)]


def reach(provider: str, environ: Values) -> Reach:
    """How to reach the real provider; raises NotConfiguredError naming the missing variables."""
    account = ACCOUNTS[provider]
    prefix = f"CONTRACT_{provider.upper()}_"
    missing = missing_variables(provider, environ)
    if missing:
        raise NotConfiguredError(f"to reach the real {provider}, set {', '.join(missing)}")
    given = {name: environ[prefix + name] for name in account.needed}
    optional = {n: environ.get(prefix + n) or value for n, value in account.defaults.items()}
    values = given | optional
    return Reach(
        base_url=values["BASE_URL"],
        headers=account.headers(values),
        subject=account.subject(values),
        hint=f"is {prefix}BASE_URL right? It says {values['BASE_URL']}",
    )


def min_interval_s(provider: str, environ: Values) -> float:
    """The least time between two calls to this provider."""
    own = environ.get(f"CONTRACT_{provider.upper()}_MIN_INTERVAL_S")
    return float(own or environ.get("CONTRACT_MIN_INTERVAL_S") or MIN_INTERVAL_S)


def writable(environ: Values) -> frozenset[str]:
    """The providers whose data the tests may change, as named by CONTRACT_ALLOW_WRITES."""
    named = [name.strip() for name in environ.get(ALLOW_WRITES, "").split(",")]
    unknown = [name for name in named if name and name not in ACCOUNTS]
    if unknown:
        raise ValueError(
            f"{ALLOW_WRITES} names {', '.join(unknown)}; it may name {', '.join(ACCOUNTS)}"
        )
    return frozenset(name for name in named if name)
