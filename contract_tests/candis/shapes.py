"""What Candis publishes of its answers (OpenAPI document of the API), as shapes."""

from __future__ import annotations

from contract_tests.support.shape import (
    ANY_TEXT,
    FLAG,
    MOMENT,
    NUMBER,
    URL,
    Nullable,
)

CREATE_EXPORT = {
    "id": ANY_TEXT,
    "postingsCount": NUMBER,
    "status": {"EXPORTING"},
    "createdAt": MOMENT,
}
GET_EXPORTS = {
    "exports": [
        {
            "id": ANY_TEXT,
            "postingsCount": NUMBER,
            "status": {"EXPORTING", "EXPORTED", "FAILED", "PARTIALLY_EXPORTED"},
            "createdAt": MOMENT,
        }
    ],
    "pagination": {
        "pageCount": NUMBER,
        "pageSize": NUMBER,
        "totalCount": NUMBER,
    },
}
GET_EXPORT = {
    "id": ANY_TEXT,
    "postingsCount": NUMBER,
    "status": {"EXPORTING", "EXPORTED", "FAILED", "PARTIALLY_EXPORTED"},
    "createdAt": MOMENT,
}
GET_ORGANIZATION = {
    "id": ANY_TEXT,
    "name": ANY_TEXT,
}
GET_IMPORT_LOGS = {
    "jobStatus": {"PROCESSED", "PROCESSING"},
    "events": [
        {
            "id": ANY_TEXT,
            "processId": ANY_TEXT,
            "organizationId": ANY_TEXT,
            "status": {"FAILED", "IMPORTED"},
            "importErrors?": [
                {
                    "ACCOUNT_CODE_ALREADY_EXIST",
                    "ACCOUNT_CODE_NOT_EXISTING",
                    "COST_CENTER_ALREADY_EXIST",
                    "COST_CENTER_NOT_EXISTING",
                    "BOOKING_KEY_ALREADY_EXIST",
                    "BOOKING_KEY_NOT_FOUND",
                    "CONTACT_ALREADY_EXIST",
                    "CONTACT_NOT_EXISTING",
                    "DUPLICATE_CONTACT_NAME",
                    "NO_UPDATABLE_INPUT",
                    "PAYMENT_CONDITION_ALREADY_EXIST",
                    "PAYMENT_CONDITION_NOT_FOUND",
                    "PAYMENT_CONDITION_IS_ARCHIVED",
                    "UNKNOWN_ERROR",
                    "INVALID_INPUT",
                    "INVALID_TAX_NUMBER",
                    "INVALID_IBAN",
                }
            ],
            "operation": {"CREATE", "UPDATE"},
            "createdAt": MOMENT,
        }
    ],
    "pagination": {
        "pageCount": NUMBER,
        "pageSize": NUMBER,
        "totalCount": NUMBER,
    },
}
GET_EXPORT_POSTINGS = {
    "successfulPostings": [
        {
            "id": ANY_TEXT,
            "entityGuid": ANY_TEXT,
            "status": {"EXPORTED"},
            "amount": {
                "value": NUMBER,
                "currencyCode": ANY_TEXT,
            },
            "contact?": {
                "accountsPayableNumber?": ANY_TEXT,
                "accountsReceivableNumber?": ANY_TEXT,
                "name?": ANY_TEXT,
            },
            "invoiceId": ANY_TEXT,
            "invoiceDate": MOMENT,
            "purchaseOrder?": {
                "orderNumber": ANY_TEXT,
            },
            "files": [
                {
                    "id": ANY_TEXT,
                    "url": URL,
                    "name": ANY_TEXT,
                    "type": {"AUDIT_TRAIL", "ATTACHMENT", "INVOICE", "XRECHNUNG"},
                }
            ],
            "url": URL,
            "accountingArea?": {
                "name": ANY_TEXT,
                "description": ANY_TEXT,
            },
            "deliveryDate?": MOMENT,
            "invoiceFormat?": {"REGULAR", "XRECHNUNG", "ZUGFERD"},
            "dueDate?": MOMENT,
            "paymentCondition?": {
                "name?": Nullable(ANY_TEXT),
                "discountPercentage?": Nullable(NUMBER),
                "discountPaymentDate?": MOMENT,
            },
            "documentType?": ANY_TEXT,
            "splitPostings": [
                {
                    "note?": ANY_TEXT,
                    "amount": NUMBER,
                    "costCenter?": {
                        "code": ANY_TEXT,
                    },
                    "costObject?": {
                        "code": ANY_TEXT,
                    },
                    "customCostDimension?": {
                        "code": ANY_TEXT,
                    },
                    "bookingKey?": {
                        "taxCode": ANY_TEXT,
                    },
                    "postingText?": ANY_TEXT,
                    "unitPrice?": NUMBER,
                    "quantity?": NUMBER,
                    "netAmount?": NUMBER,
                    "taxAmount?": NUMBER,
                    "type?": ANY_TEXT,
                    "purchaseOrderMetadata?": [
                        {
                            "orderNumber": ANY_TEXT,
                            "lineNumber": NUMBER,
                            "itemNumber": ANY_TEXT,
                            "locationCode?": Nullable(ANY_TEXT),
                            "externalLineId?": Nullable(ANY_TEXT),
                        }
                    ],
                    "goodsReceiptMetadata?": [
                        {
                            "receiptNumber": ANY_TEXT,
                            "lineNumber": NUMBER,
                            "itemNumber": ANY_TEXT,
                            "locationCode?": Nullable(ANY_TEXT),
                            "externalLineId?": Nullable(ANY_TEXT),
                        }
                    ],
                    "additionalDeliveryCostsMetadata?": [
                        {
                            "code": ANY_TEXT,
                        }
                    ],
                    "generalLedgerAccount": ANY_TEXT,
                }
            ],
            "type": {"CARD_SETTLEMENT", "CARD_TRANSACTION", "DOCUMENT", "REIMBURSEMENT_ITEM"},
            "creditCardSettings?": {
                "bookingAccount?": Nullable(ANY_TEXT),
                "transitAccount?": Nullable(ANY_TEXT),
            },
            "payment?": {
                "method?": Nullable({"CARD_TRANSACTION"}),
                "paidAt?": MOMENT,
            },
            "reason?": ANY_TEXT,
            "reimbursementType?": {"GENERAL_EXPENSE", "HOSPITALITY_EXPENSE", "PER_DIEM", "MILEAGE"},
            "employee?": {
                "name": ANY_TEXT,
                "accountsPayableNumber?": ANY_TEXT,
            },
            "reimbursementDate?": MOMENT,
            "reimbursementCase?": {
                "id": ANY_TEXT,
                "title": ANY_TEXT,
            },
        }
    ],
    "failedPostings": [
        {
            "id": ANY_TEXT,
            "entityId?": ANY_TEXT,
            "errorCode": ANY_TEXT,
        }
    ],
}
LIST_INVOICES = {
    "invoices?": [
        {
            "id": ANY_TEXT,
            "organizationId": ANY_TEXT,
            "status": {"APPROVED", "EXPORTED"},
            "createdAt": MOMENT,
            "updatedAt?": MOMENT,
            "requestedAt?": MOMENT,
            "approvedAt?": MOMENT,
            "amount?": {
                "value?": NUMBER,
                "currencyCode?": ANY_TEXT,
            },
            "automaticPayment?": FLAG,
            "bankAccount?": {
                "iban?": ANY_TEXT,
                "swiftCode?": ANY_TEXT,
            },
            "bookings?": [
                {
                    "dueDate?": MOMENT,
                    "amount?": NUMBER,
                    "costCenter?": {
                        "code": ANY_TEXT,
                        "name?": ANY_TEXT,
                    },
                    "costObject?": {
                        "code": ANY_TEXT,
                        "name?": ANY_TEXT,
                    },
                    "generalLedgerAccount?": {
                        "accountCode": ANY_TEXT,
                        "name": ANY_TEXT,
                    },
                    "extraCostInfo?": {
                        "code": ANY_TEXT,
                        "name?": ANY_TEXT,
                    },
                    "artistSocialInsuranceCode?": ANY_TEXT,
                    "bookingKey?": {
                        "taxCode": ANY_TEXT,
                        "description": ANY_TEXT,
                    },
                    "vatRate?": NUMBER,
                    "note?": ANY_TEXT,
                    "postingText?": ANY_TEXT,
                    "paymentCondition?": {
                        "discountAmount?": NUMBER,
                        "discountPaymentDate?": MOMENT,
                        "discountPercentage?": NUMBER,
                    },
                }
            ],
            "category?": {
                "documentType?": ANY_TEXT,
            },
            "contact?": {
                "name?": ANY_TEXT,
                "accountPayableNumber?": ANY_TEXT,
                "accountReceivableNumber?": ANY_TEXT,
            },
            "deliveryDate?": MOMENT,
            "invoiceDate?": MOMENT,
            "invoiceId?": ANY_TEXT,
            "payment?": {
                "method?": Nullable({"CARD_TRANSACTION"}),
                "paidAt?": MOMENT,
            },
            "purchaseOrderNumber?": ANY_TEXT,
            "archiveUrl?": URL,
        }
    ],
    "pagination": {
        "pageCount": NUMBER,
        "pageSize": NUMBER,
        "totalCount": NUMBER,
    },
}
LIST_PURCHASE_REQUESTS = {
    "purchaseRequests": [
        {
            "id": ANY_TEXT,
            "status": {
                "APPROVING",
                "APPROVED",
                "REJECTED",
                "FULFILLED",
                "PARTIALLY_FULFILLED",
                "CANCELLED",
            },
            "supplier?": {
                "name": ANY_TEXT,
                "accountPayableNumber?": ANY_TEXT,
                "accountReceivableNumber?": ANY_TEXT,
            },
            "title?": ANY_TEXT,
            "description?": ANY_TEXT,
            "requestNumber?": ANY_TEXT,
            "grossAmount?": {
                "value": NUMBER,
                "currencyCode": ANY_TEXT,
            },
            "netAmount?": {
                "value": NUMBER,
                "currencyCode": ANY_TEXT,
            },
            "deliveryDate?": MOMENT,
            "notes?": ANY_TEXT,
            "costCenter?": {
                "code": ANY_TEXT,
                "name?": ANY_TEXT,
            },
            "costObject?": {
                "code": ANY_TEXT,
                "name?": ANY_TEXT,
            },
            "generalLedgerAccount?": {
                "code": ANY_TEXT,
                "name?": ANY_TEXT,
            },
            "extraCostInfo?": {
                "code": ANY_TEXT,
                "name?": ANY_TEXT,
            },
            "customCategory?": {
                "id": ANY_TEXT,
                "value": ANY_TEXT,
            },
            "outstandingNetAmount?": {
                "value": NUMBER,
                "currencyCode": ANY_TEXT,
            },
            "createdAt": MOMENT,
            "updatedAt": MOMENT,
        }
    ],
    "pagination": {
        "pageCount": NUMBER,
        "pageSize": NUMBER,
        "totalCount": NUMBER,
    },
}
LIST_REIMBURSEMENT_ITEMS = {
    "reimbursementItems": [
        {
            "id": ANY_TEXT,
            "status": {"APPROVED", "EXPORTED"},
            "createdAt": MOMENT,
            "updatedAt": MOMENT,
            "title": ANY_TEXT,
            "totalAmount": {
                "amount": NUMBER,
                "currency": ANY_TEXT,
                "baseAmount?": Nullable(NUMBER),
                "baseCurrency?": Nullable(ANY_TEXT),
                "exchangeRate?": Nullable(NUMBER),
                "exchangeRateDate?": Nullable(MOMENT),
            },
            "reimbursementCase": {
                "id": ANY_TEXT,
                "title": ANY_TEXT,
                "submittedForReviewAt": MOMENT,
            },
            "contact": {
                "name?": ANY_TEXT,
                "accountsPayableNumber?": Nullable(ANY_TEXT),
                "paymentInfo?": {
                    "iban": ANY_TEXT,
                    "swiftCode?": Nullable(ANY_TEXT),
                    "bankAccountNumber?": Nullable(ANY_TEXT),
                    "accountHolder?": Nullable(ANY_TEXT),
                },
            },
            "bookings": [
                {
                    "dueDate?": Nullable(MOMENT),
                    "amount": NUMBER,
                    "baseAmount?": Nullable(NUMBER),
                    "costCenter?": Nullable(
                        {
                            "code": ANY_TEXT,
                            "name?": ANY_TEXT,
                        }
                    ),
                    "costObject?": Nullable(
                        {
                            "code": ANY_TEXT,
                            "name?": ANY_TEXT,
                        }
                    ),
                    "generalLedgerAccount?": Nullable(
                        {
                            "accountCode": ANY_TEXT,
                            "name": ANY_TEXT,
                        }
                    ),
                    "extraCostInfo?": Nullable(
                        {
                            "code": ANY_TEXT,
                            "name?": ANY_TEXT,
                        }
                    ),
                    "artistSocialInsuranceCode?": Nullable(ANY_TEXT),
                    "bookingKey?": Nullable(
                        {
                            "taxCode": ANY_TEXT,
                            "description": ANY_TEXT,
                        }
                    ),
                    "vatRate?": Nullable(NUMBER),
                    "note?": Nullable(ANY_TEXT),
                    "postingText?": Nullable(ANY_TEXT),
                }
            ],
            "invoiceNumber": ANY_TEXT,
            "expenseDate": MOMENT,
            "type": {"GENERAL_EXPENSE", "HOSPITALITY_EXPENSE", "MILEAGE", "PER_DIEM"},
            "location?": Nullable(ANY_TEXT),
            "internalGuests?": Nullable([ANY_TEXT]),
            "externalGuests?": Nullable([ANY_TEXT]),
            "tipAmount?": Nullable(
                {
                    "amount": NUMBER,
                    "currency": ANY_TEXT,
                    "baseAmount?": Nullable(NUMBER),
                    "baseCurrency?": Nullable(ANY_TEXT),
                    "exchangeRate?": Nullable(NUMBER),
                    "exchangeRateDate?": Nullable(MOMENT),
                }
            ),
            "receiptAmount?": {
                "amount": NUMBER,
                "currency": ANY_TEXT,
                "baseAmount?": Nullable(NUMBER),
                "baseCurrency?": Nullable(ANY_TEXT),
                "exchangeRate?": Nullable(NUMBER),
                "exchangeRateDate?": Nullable(MOMENT),
            },
            "segments?": [
                {
                    "startAt": MOMENT,
                    "endAt": MOMENT,
                    "location": {
                        "region": {
                            "en": ANY_TEXT,
                            "de": ANY_TEXT,
                        },
                        "countryIsoCode": ANY_TEXT,
                        "country": {
                            "en": ANY_TEXT,
                            "de": ANY_TEXT,
                        },
                        "location?": Nullable(
                            {
                                "en": ANY_TEXT,
                                "de": ANY_TEXT,
                            }
                        ),
                    },
                }
            ],
            "days?": [
                {
                    "date": MOMENT,
                    "numberOfMinutes": NUMBER,
                    "dayRate": {
                        "amount": NUMBER,
                        "currency": ANY_TEXT,
                    },
                    "reimbursableRate": {
                        "amount": NUMBER,
                        "currency": ANY_TEXT,
                    },
                    "location": {
                        "region": {
                            "en": ANY_TEXT,
                            "de": ANY_TEXT,
                        },
                        "countryIsoCode": ANY_TEXT,
                        "country": {
                            "en": ANY_TEXT,
                            "de": ANY_TEXT,
                        },
                        "location?": Nullable(
                            {
                                "en": ANY_TEXT,
                                "de": ANY_TEXT,
                            }
                        ),
                    },
                    "providedBreakfast": FLAG,
                    "providedLunch": FLAG,
                    "providedDinner": FLAG,
                    "providedAccommodation?": Nullable(FLAG),
                }
            ],
            "locations?": [
                {
                    "en": ANY_TEXT,
                    "de": ANY_TEXT,
                }
            ],
            "applicableRate?": {
                "amount": NUMBER,
                "currency": ANY_TEXT,
            },
            "distanceOverride?": Nullable(
                {
                    "enabled?": Nullable(FLAG),
                    "distanceInKm?": Nullable(NUMBER),
                    "reason?": Nullable(ANY_TEXT),
                }
            ),
            "vehicleType?": {"CAR", "MOTORBIKE"},
            "calculatedDistanceInKm?": NUMBER,
            "isRoundTrip?": FLAG,
        }
    ],
    "pagination": {
        "pageCount": NUMBER,
        "pageSize": NUMBER,
        "totalCount": NUMBER,
    },
}
