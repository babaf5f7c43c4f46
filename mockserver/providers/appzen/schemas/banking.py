"""Bank accounts and ways of paying a supplier.

Source: https://api-docs.appzen.com/swagger/yaml/data-services-external-api-spec-v1-current.yaml
"""

from mockserver.providers.appzen.schemas.fields import Shape
from mockserver.providers.appzen.schemas.parts import (
    flag,
    ident,
    parts,
    suggested,
    text,
    texts,
)
from mockserver.providers.appzen.schemas.vocabulary import BANK_ACCOUNT_TYPES, PAY_TYPES


class MaskedAccount(Shape):
    """The last digits of a bank account, as older clients send them."""

    bank_acct_last4 = ident("Last four digits of the account.")
    routing_number_last4 = ident("Last four digits of the routing number.")
    bank_account_name = text()
    bank_account_type = text("The customer's own word.")


class BankAccount(Shape):
    """A bank account in full."""

    part_bank_key = ident()
    account_id = ident()
    iban = text()
    swift_bic = text()
    currency = text()
    name = text()
    account_type = suggested(BANK_ACCOUNT_TYPES)
    country = text()
    contact = text()
    account_number = ident()
    routing_number = ident()
    is_primary = flag()


class BankingDetails(Shape):
    """How a supplier is paid."""

    payment_block = flag("Whether payments are stopped.")
    payment_block_reason = text()
    payment_types = texts(f"Usually of {', '.join(PAY_TYPES)}.")
    default_payment_type = suggested(PAY_TYPES)
    default_payment_term_id = ident()
    default_house_bank = text()
    intercompany_flag = flag()
    bank_information = parts(BankAccount)


class EntityBankingDetails(BankingDetails):
    """How a supplier is paid by one entity."""

    entity_id = ident()
