"""What it takes to reach each provider for real: the variables, and what is made of them."""

from __future__ import annotations

import base64
import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from contract_tests.targets import Reach

ALLOW_WRITES = "CONTRACT_ALLOW_WRITES"
ALLOW_PRODUCTION = "CONTRACT_ALLOW_PRODUCTION"
MAX_CALLS = 5_000
HARMLESS_LABELS = {"sandbox", "staging", "stage", "test", "uat", "demo", "qa", "dev", "localhost"}
HARMLESS_ENDINGS = (".test", ".example", ".invalid", ".localhost")

Values = Mapping[str, str]


class NotConfiguredError(Exception):
    """Variables that are needed to reach a provider are not set."""


@dataclass(frozen=True)
class Account:
    """The variables of one provider, after the prefix CONTRACT_<PROVIDER>_.

    `min_interval_s` keeps half of the limit that the vendor publishes for other clients, where
    there is one; where there is none, it is four calls a second.
    """

    needed: tuple[str, ...]
    headers: Callable[[Values], dict[str, str]]
    subject: Callable[[Values], dict[str, str]]
    defaults: Values
    min_interval_s: float = 0.25


def _nothing(_values: Values) -> dict[str, str]:
    return {}


ACCOUNTS = {
    "candis": Account(
        needed=("BASE_URL", "ACCESS_TOKEN", "ORGANIZATION_ID"),
        headers=lambda v: {"Authorization": f"Bearer {v['ACCESS_TOKEN']}"},
        subject=lambda v: {"organization_id": v["ORGANIZATION_ID"]},
        defaults={},
        min_interval_s=0.24,  # rate limiting policy: 500 a minute and organisation
    ),
    "codat": Account(
        needed=("BASE_URL", "API_KEY"),
        headers=lambda v: {
            "Authorization": f"Basic {base64.b64encode(v['API_KEY'].encode()).decode()}"
        },
        subject=_nothing,
        defaults={},
        min_interval_s=0.12,  # rate limits: 1000 a minute and address; the day's 1000: MAX_CALLS
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
        min_interval_s=0.2,  # portal: 10 a second
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
    given = own or environ.get("CONTRACT_MIN_INTERVAL_S")
    return float(given) if given else ACCOUNTS[provider].min_interval_s


def max_calls(provider: str, environ: Values) -> int:
    """How many calls a run may send to this provider."""
    own = environ.get(f"CONTRACT_{provider.upper()}_MAX_CALLS")
    return int(own or environ.get("CONTRACT_MAX_CALLS") or MAX_CALLS)


def unconfirmed_production(base_url: str, environ: Values) -> str | None:
    """The host of this URL, if it looks like production and was not named a second time."""
    host = urlsplit(base_url).hostname or base_url
    named = {name.strip().lower() for name in environ.get(ALLOW_PRODUCTION, "").split(",")}
    return host if is_production(host) and host not in named else None


def is_production(host: str) -> bool:
    """Everything but this machine, reserved names, and hosts that call themselves a test's."""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        labels = set(re.split(r"[.-]", host.lower()))
        return not (labels & HARMLESS_LABELS or host.lower().endswith(HARMLESS_ENDINGS))


def writable(environ: Values) -> frozenset[str]:
    """The providers whose data the tests may change, as named by CONTRACT_ALLOW_WRITES."""
    named = [name.strip() for name in environ.get(ALLOW_WRITES, "").split(",")]
    unknown = [name for name in named if name and name not in ACCOUNTS]
    if unknown:
        raise ValueError(
            f"{ALLOW_WRITES} names {', '.join(unknown)}; it may name {', '.join(ACCOUNTS)}"
        )
    return frozenset(name for name in named if name)
