"""Feedback House: keep a company's business divisions, areas and users up to date.

Two hundred with an error for each bad item, and any of several keys identifies what it means.
Source: https://developers.feedback.house/docs/api-list
"""

from mockserver.providers.feedback_house import (
    auth,
    browse,
    errors,
    feedbacks,
    memberships,
    reads,
    seed,
    settings,
    store,
    upserts,
)
from mockserver.providers.feedback_house.schemas.parts import Refusal
from mockserver.web.provider import MEBIBYTE, Provider

PROVIDER = Provider(
    name=auth.PROVIDER_NAME,
    title="Feedback House",
    hosts=("api.feedback.house",),
    operations=(*upserts.api, *reads.api, *memberships.api, *feedbacks.api),
    tables=store.TABLES,
    seed=seed.plant,
    access=seed.access,
    authenticate=auth.authenticate,
    render=errors.render,
    on_malformed=errors.malformed,
    on_invalid=errors.invalid,
    settings=settings.SETTINGS,
    max_body=10 * MEBIBYTE,
    security={
        "apiKey": {"type": "apiKey", "in": "header", "name": "Authorization"},
        "bearer": {"type": "http", "scheme": "bearer"},
        "xApiKey": {"type": "apiKey", "in": "header", "name": "x-api-key"},
    },
    secret_headers=("Authorization", "x-api-key"),
    error_shape=Refusal(),
    collections=browse.COLLECTIONS,
    divergences=(
        "The portal does not say where the API key goes; Authorization (raw or Bearer) and"
        " x-api-key are taken.",
        "The portal gives no HTTP status; see feedback_house.error_status.",
        "The portal contradicts itself about the name as a key; see feedback_house.name_key.",
        "update-or-create and user-add answer with `data`, which the portal prints for areas only.",
        "Feedbacks have no comments: what a comment looks like is not published.",
    ),
)
