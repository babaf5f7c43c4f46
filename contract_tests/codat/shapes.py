"""What Codat publishes of its answers (Platform API specification), as shapes.

Members that the specification marks as optional, and that every answer of the kind needs to be of
use, have no `?`.
"""

from __future__ import annotations

from contract_tests.support.shape import (
    ANY_TEXT,
    FLAG,
    MOMENT,
    OBJECT,
    TEXT,
    URL,
    UUID,
    WHOLE,
    Full,
    Nullable,
)

SOURCE_TYPE = {"Accounting", "Banking", "BankFeed", "Commerce", "Expense", "Other", "Unknown"}
SPEAKING = {
    "Array",
    "Object",
    "String",
    "Number",
    "Boolean",
    "DateTime",
    "File",
    "MultiPart",
}
CONNECTION = {
    "id": UUID,
    "integrationId": UUID,
    "integrationKey": TEXT,
    "sourceId": UUID,
    "sourceType": SOURCE_TYPE,
    "platformName": TEXT,
    "linkUrl": URL,
    "status": {"PendingAuth", "Linked", "Unlinked", "Deauthorized"},
    "lastSync?": MOMENT,
    "created": MOMENT,
}
REFERENCE = {
    "id": UUID,
    "name": TEXT,
    "description?": ANY_TEXT,
    "links": {"portal": URL},
    "tags?": OBJECT,
}
COMPANY = {
    "id": UUID,
    "name": TEXT,
    "description?": ANY_TEXT,
    "platform?": ANY_TEXT,
    "redirect": URL,
    "lastSync?": MOMENT,
    "created": MOMENT,
    "createdByUserName?": Nullable(TEXT),
    "products?": [ANY_TEXT],
    "tags?": OBJECT,
    "referenceParentCompany?": REFERENCE,
    "referenceSubsidiaryCompanies?": [REFERENCE],
    "dataConnections": [CONNECTION],
}
LINK = {"href": TEXT}


def paged(element: object) -> dict[str, object]:
    """A page of a list."""
    return {
        "results": Full(element),
        "pageNumber": WHOLE,
        "pageSize": WHOLE,
        "totalResults": WHOLE,
        "_links": {"self": LINK, "current": LINK, "next?": LINK, "previous?": LINK},
    }


PULL = {
    "id": UUID,
    "companyId": UUID,
    "connectionId": UUID,
    "dataType": TEXT,
    "status": {
        *("Initial", "Queued", "Fetching", "MapQueued", "Mapping", "Complete", "FetchError"),
        *("MapError", "InternalError", "ProcessingQueued", "Processing", "ProcessingError"),
        *("ValidationQueued", "Validating", "ValidationError", "AuthError", "Cancelled"),
        *("NotSupported", "RateLimitError", "PermissionsError", "PrerequisiteNotMet"),
    },
    "errorMessage?": Nullable(ANY_TEXT),
    "requested": MOMENT,
    "completed?": MOMENT,
    "progress": WHOLE,
    "isCompleted": FLAG,
    "isErrored": FLAG,
}
DATA_STATUS = {
    "dataType": TEXT,
    "lastSuccessfulSync": MOMENT,
    "currentStatus": PULL["status"],
    "latestSyncId": UUID,
    "latestSuccessfulSyncId": UUID,
}
SYNC_SETTING = {
    "dataType": TEXT,
    "fetchOnFirstLink": FLAG,
    "syncSchedule": WHOLE,
    "syncOrder": WHOLE,
    "syncFromUtc?": MOMENT,
    "syncFromWindow?": WHOLE,
    "monthsToSync?": WHOLE,
    "isLocked": FLAG,
}
COMPANY_SYNC_SETTINGS = {
    "companyId": UUID,
    "settings": Full(SYNC_SETTING),
    "overridesDefaults": FLAG,
}
PROFILE_SYNC_SETTINGS = {
    "clientId": UUID,
    "settings": Full(SYNC_SETTING),
    "overridesDefaults": FLAG,
}
INTEGRATION = {
    "key": TEXT,
    "logoUrl": URL,
    "name": TEXT,
    "enabled": FLAG,
    "sourceId": UUID,
    "sourceType": SOURCE_TYPE,
    "integrationId": UUID,
    "isOfflineConnector": FLAG,
    "isBeta": FLAG,
    "dataProvidedBy?": ANY_TEXT,
    "datatypeFeatures?": Full(
        {
            "dataType": TEXT,
            "supportedFeatures": Full(
                {
                    "featureType": {
                        *("Get", "Post", "Categorization", "Delete", "Put", "GetAsPdf"),
                        *("DownloadAttachment", "GetAttachment", "GetAttachments"),
                        "UploadAttachment",
                    },
                    "featureState": {
                        *("Release", "Alpha", "Beta", "Deprecated", "NotSupported"),
                        "NotImplemented",
                    },
                }
            ),
        }
    ),
}
IMAGE = {"image": {"src": URL, "alt": TEXT}}
BRANDING = {
    "logo": {"full": IMAGE, "square": IMAGE},
    "button": {"default": IMAGE, "hover": IMAGE},
    "sourceId": UUID,
}
PROFILE = {
    "name": TEXT,
    "logoUrl": URL,
    "iconUrl": URL,
    "redirectUrl": URL,
    "whiteListUrls": [URL],
    "apiKey?": TEXT,
    "confirmCompanyName": FLAG,
}
API_KEYS = {
    "results": Full(
        {"id": TEXT, "name?": Nullable(ANY_TEXT), "apiKey": TEXT, "createdDate": MOMENT}
    )
}
ACCESS_TOKEN = {"expiresIn": WHOLE, "accessToken": TEXT, "tokenType": TEXT}
CONSUMER = {
    "id": UUID,
    "url": URL,
    "disabled": FLAG,
    "eventTypes": Full(TEXT),
    "companyTags": Nullable([TEXT]),
}
