"""One-time codes of Link URLs: each opens Link once, within a day, for the browser that used it.

An account opts in (codat.link_otp). A code is worked out from the key that the world was born
with, so that looking at a company never changes the world; codes that were used are remembered.
Source: https://docs.codat.io/auth-flow/authorize-hosted-link; six digits are those of the samples,
how a page remembers its browser is our own.
"""

import hashlib
import hmac
from http.cookies import CookieError, SimpleCookie

from mockserver.engine import credentials
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import keyring, store
from mockserver.web.call import Call
from mockserver.web.problem import Problem, Reason

HOUR_MS = 3_600_000
LIFE_HOURS = 24
DIGITS = 6
COOKIE = "codat_link"
COMPANY_PARAMETER, CONNECTION_PARAMETER = "link.otp", "otp"
HOSTED_LINK = "https://docs.codat.io/auth-flow/authorize-hosted-link"


def tail(sandbox: Sandbox, company_id: str, parameter: str) -> str:
    """What a Link URL ends with: the code of this hour, or nothing where codes are not wanted."""
    if not sandbox.setting("codat.link_otp"):
        return ""
    used = store.used_codes(sandbox, company_id)
    return f"?{parameter}={_code(sandbox, company_id, sandbox.now // HOUR_MS, len(used))}"


def admit(call: Call, company_id: str) -> dict[str, str]:
    """Let a browser in, or raise 403; headers for the answer that remember the browser."""
    sandbox = call.sandbox
    if not sandbox.setting("codat.link_otp"):
        return {}
    code = call.args.get(COMPANY_PARAMETER) or call.args.get(CONNECTION_PARAMETER) or ""
    pass_ = _digest(sandbox, "pass", company_id, code)
    used = store.used_codes(sandbox, company_id)
    if code in used and hmac.compare_digest(_cookie(call, company_id), pass_):
        return {}
    if code in used or code not in _good(sandbox, company_id, len(used)):
        reason = Reason("one-time-code", "", "otp", "a fresh code", code, source=HOSTED_LINK)
        text = "This link was used already, or is older than a day. Ask for a new one."
        raise Problem(403, reason.rule, text, reason=reason)
    store.use_code(sandbox, company_id, code)
    return {"Set-Cookie": f"{COOKIE}_{company_id}={pass_}; Path=/; HttpOnly; SameSite=Lax"}


def _good(sandbox: Sandbox, company_id: str, used: int) -> set[str]:
    """The codes of the last day that were given out; those that were used are among them."""
    hour = sandbox.now // HOUR_MS
    hours = range(hour - LIFE_HOURS + 1, hour + 1)
    return {_code(sandbox, company_id, h, n) for h in hours for n in range(used + 1)}


def _code(sandbox: Sandbox, company_id: str, hour: int, used: int) -> str:
    number = int(_digest(sandbox, "code", company_id, f"{hour}/{used}")[:15], 16)
    return f"{number % 10**DIGITS:0{DIGITS}}"


def _digest(sandbox: Sandbox, *about: str) -> str:
    secret = credentials.first(sandbox, keyring.PROVIDER, keyring.API_KEY).text
    told = "/".join(about).encode("utf-8", "replace")
    return hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()


def _cookie(call: Call, company_id: str) -> str:
    name = f"{COOKIE}_{company_id}"
    try:
        cookies = SimpleCookie(call.headers.get("Cookie", ""))
    except CookieError:
        return ""
    return cookies[name].value if name in cookies else ""
