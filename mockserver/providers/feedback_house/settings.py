"""What a sandbox may change about Feedback House."""

from mockserver.engine.world import Setting
from mockserver.providers.feedback_house.rules import ALWAYS, FALLBACK, NEVER

NAME_KEY = Setting(
    "feedback_house.name_key",
    ALWAYS,
    "Whether update-or-create takes the name for a key: always, as a fallback for items without"
    " id and correlationId, or never. The portal says both that it is a key and that items without"
    " keys are always created.",
    "assumed",
    choices=(ALWAYS, FALLBACK, NEVER),
)
ERROR_STATUS = Setting(
    "feedback_house.error_status",
    400,
    "The HTTP status of answers whose body says ERROR; the portal prints bodies only.",
    "assumed",
    choices=(400, 200),
)
REQUESTS_PER_SECOND = Setting(
    "feedback_house.requests_per_second",
    0,
    "How many requests a second an API key has before it is answered 429; the portal says 10;"
    " 0 is no limit.",
    "documented",
    "requests",
)
SETTINGS = (NAME_KEY, ERROR_STATUS, REQUESTS_PER_SECOND)
