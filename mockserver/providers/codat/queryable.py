"""What `query` and `orderBy` can name: everything published but lists and maps."""

from mockserver.providers.codat.query import DATE, FLAG, NUMBER, TEXT

CONNECTION_FIELDS = {
    "id": TEXT,
    "integrationId": TEXT,
    "integrationKey": TEXT,
    "sourceId": TEXT,
    "sourceType": TEXT,
    "platformName": TEXT,
    "linkUrl": TEXT,
    "status": TEXT,
    "lastSync": DATE,
    "created": DATE,
}
COMPANY_FIELDS = {
    "id": TEXT,
    "name": TEXT,
    "description": TEXT,
    "platform": TEXT,
    "redirect": TEXT,
    "status": TEXT,
    "lastSync": DATE,
    "created": DATE,
    "createdByUserName": TEXT,
    **{f"dataConnections.{name}": kind for name, kind in CONNECTION_FIELDS.items()},
}
INTEGRATION_FIELDS = {
    "key": TEXT,
    "logoUrl": TEXT,
    "name": TEXT,
    "enabled": FLAG,
    "sourceId": TEXT,
    "sourceType": TEXT,
    "integrationId": TEXT,
    "isOfflineConnector": FLAG,
    "isBeta": FLAG,
    "dataProvidedBy": TEXT,
}
PULL_FIELDS = {
    "id": TEXT,
    "companyId": TEXT,
    "connectionId": TEXT,
    "dataType": TEXT,
    "status": TEXT,
    "statusDescription": TEXT,
    "errorMessage": TEXT,
    "requested": DATE,
    "completed": DATE,
    "progress": NUMBER,
}
PUSH_FIELDS = {
    "pushOperationKey": TEXT,
    "companyId": TEXT,
    "dataConnectionKey": TEXT,
    "dataType": TEXT,
    "status": TEXT,
    "statusCode": NUMBER,
    "errorMessage": TEXT,
    "requestedOnUtc": DATE,
    "completedOnUtc": DATE,
    "timeoutInMinutes": NUMBER,
}
RULE_FIELDS = {"id": TEXT, "type": TEXT, "companyId": TEXT}
