"""Who is asking: an API key stands for a whole company.

Source: https://developers.feedback.house/docs/api-getting-started – it says that every request
needs a key, but not where the key goes.
"""

from collections.abc import Iterator

from mockserver.engine import credentials, quotas
from mockserver.engine.credentials import Credential
from mockserver.providers.feedback_house import errors
from mockserver.providers.feedback_house.settings import REQUESTS_PER_SECOND
from mockserver.web.call import Call
from mockserver.web.credentials import bearer

PROVIDER_NAME = "feedback_house"
API_KEY = "api_key"
OTHER_COMPANY_KEY = "other_company_api_key"
DISABLED_KEY = "disabled_api_key"
KINDS = (API_KEY, OTHER_COMPANY_KEY, DISABLED_KEY)

SECOND_MS = 1000


def authenticate(call: Call) -> str:
    """The id of the company whose enabled key came along. Raises Problem 401 and 429."""
    key = next(_known(call), None)
    if key is None:
        raise errors.unauthorized("no known API key in Authorization or x-api-key")
    if key.kind == DISABLED_KEY:
        raise errors.unauthorized("the API key is disabled")
    limit = call.sandbox.setting(REQUESTS_PER_SECOND.name)
    left, _ = quotas.take(call.sandbox, f"{PROVIDER_NAME}:{key.text}", limit, SECOND_MS)
    if left < 0:
        raise errors.too_many_requests(limit)
    return str(key.data["company"])


def _known(call: Call) -> Iterator[Credential]:
    for text in _sent(call):
        for kind in KINDS:
            found = credentials.find(call.sandbox, PROVIDER_NAME, kind, text)
            if found is not None:
                yield found


def _sent(call: Call) -> Iterator[str]:
    """undocumented; `Authorization` raw or with Bearer, and x-api-key, so that no client fails."""
    authorization = call.headers.get("Authorization", "").strip()
    yield authorization
    yield bearer(authorization) or ""
    yield call.headers.get("x-api-key", "").strip()
