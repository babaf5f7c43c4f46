"""Key/value pairs of the customer's own, and the limits that are published for some of them.

Source: https://api-docs.appzen.com/swagger/yaml/data-services-external-api-spec-v1-current.yaml
(header and line custom JSON, with the reserved keys of invoices).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import ValidationError, fields

from mockserver.providers.appzen.schemas.fields import Shape
from mockserver.providers.appzen.schemas.parts import ident, text

MAX_KEYS = 20
MAX_LETTERS = 500
PREFIX = "appzen: "
LINE_KEYS = frozenset({"line_level_note_text"})
HEADER_KEYS = frozenset(
    [
        "vendor_einvoice",
        "exchange_rate",
        "nota_fiscal_elec_num",
        "nota_fiscal_type",
        "nota_fiscal_material",
        "nota_fiscal_service",
        "withholding",
        "invoice_category",
        "business_place",
        "section_code",
        "gst_partner",
        "place_of_supply",
        "invoice_reference_no",
        "payment_references",
        "qr_reference_code",
        "qr_bank",
        "qr_unstructured_info",
        "qr_structured_info",
        "enasarco",
        "partner_bank",
        "assignment",
        "sweden_ocr",
        "norway_kid",
        "denmark_fik",
        "project",
        "expenditure_org",
        "expenditure_type",
        "task",
        "work_breakdown_structure",
        "latam_vendor_vat_id",
        "poland_ksef_id",
        "israel_allocation_number",
        "buyer_endpoint_id",
        "buyer_reference",
        "pl_ksef_number",
        "pl_ksef_schema_version",
        "pl_corrected_invoice_issue_date",
        "pl_corrected_invoice_ksef_number",
        "pl_corrected_invoice_number",
        "pl_reason_for_correction",
        "pl_type_of_correction",
        "fr_supplier_siren",
        "fr_supplier_siret",
        "fr_customer_siren",
        "fr_customer_siret",
        "fr_invoice_format",
        "fr_invoice_lifecycle_status",
        "it_sdi_codice_destinatario",
        "it_sdi_formato_trasmissione",
        "it_sdi_id_trasmittente_code",
        "it_sdi_id_trasmittente_country",
        "it_sdi_pec_destinatario",
        "it_sdi_progressivo_invio",
        "es_dir3_oficina_contable",
        "es_dir3_organo_gestor",
        "es_dir3_unidad_tramitadora",
        "es_facturae_version",
        "de_einvoice_format",
        "de_leitweg_id",
        "nl_oin",
        "nl_preferred_format",
        "no_ehf_profile_id",
        "no_org_number",
        "pt_atcud",
        "pt_qr_code_present",
        "dk_cvr",
        "dk_ean_gln",
        "fi_einvoice_address",
        "fi_business_id_y_tunnus",
        "ie_exchange_rate",
        "lu_exchange_rate",
        "se_endpoint_id",
        "hu_nav_rtir_reporting_required",
        "bg_converted_vat_amount",
        "be_company_number_kbo_cbe",
        "bd_bin_or_tin",
        "ca_gst_hst_registration",
        "hk_business_registration_number",
        "lk_vat_registration",
        "mu_vat_number",
        "ua_vat_number",
        "us_supplier_ein",
        "ae_tax_amount_aed",
    ]
)


class CustomJson(fields.Dict):
    """At most 20 keys and 500 letters in a value; `reserved` keys, which carry AppZen's prefix,
    do not count."""

    def __init__(self, reserved: frozenset[str] = frozenset(), **how: Any) -> None:
        about = f"Any keys and values: at most {MAX_KEYS} keys, {MAX_LETTERS} letters in a value."
        super().__init__(metadata={"description": about}, **how)
        self.reserved = frozenset(PREFIX + key for key in reserved)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        loaded = super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call]
        complaint = next(self._complaints(loaded), None)
        if complaint is not None:
            raise ValidationError(complaint)
        return loaded

    def _complaints(self, pairs: Mapping[str, Any]) -> Iterator[str]:
        own = {key: value for key, value in pairs.items() if key not in self.reserved}
        yield from (
            f"expected a reserved key behind {PREFIX!r}, got {key!r}"
            for key in own
            if self.reserved and key.startswith(PREFIX)
        )
        if len(own) > MAX_KEYS:
            yield f"expected at most {MAX_KEYS} keys, got {len(own)}"
        for key, value in own.items():
            letters = len(value) if isinstance(value, str) else 0
            if letters > MAX_LETTERS:
                yield f"expected at most {MAX_LETTERS} letters in {key!r}, got {letters}"


class NameAndId(Shape):
    """A value of `custom_json_object`."""

    name = text()
    id = ident()


def custom_json_object() -> fields.Dict:
    """Keys of the customer's own, each with a name and an id."""
    return fields.Dict(keys=fields.String(), values=fields.Nested(NameAndId))
