"""Real files about a posting: PDFs by fpdf2, electronic invoices in UBL by the standard library.

The same posting gives the same bytes. fpdf2 is imported when the first PDF is drawn.
"""

import xml.etree.ElementTree as ET
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mockserver.providers.candis.archive import File

if TYPE_CHECKING:
    from fpdf import FPDF

PDF, XML = "application/pdf", "application/xml"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_AGGREGATE, _BASIC = f"{_UBL}CommonAggregateComponents-2", f"{_UBL}CommonBasicComponents-2"
_XRECHNUNG = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
_TITLES = {"AUDIT_TRAIL": "Audit trail", "ATTACHMENT": "Attachment", "INVOICE": "Document"}


def drawn(file: File, posting: dict[str, Any], organization_id: str) -> tuple[bytes, str]:
    """The bytes of a file about a posting, and their media type."""
    if file.type == "XRECHNUNG":
        return electronic_invoice(posting, organization_id), XML
    return _pdf(file, posting, organization_id), PDF


def electronic_invoice(posting: dict[str, Any], buyer: str) -> bytes:
    """The posting as an invoice in UBL 2.1, as XRechnung uses it; totals and lines only."""
    currency = posting["amount"]["currency_code"]
    root = ET.Element(f"{{{_UBL}Invoice-2}}Invoice")
    _add(root, "CustomizationID", _XRECHNUNG)
    _add(root, "ID", posting["invoice_id"])
    _add(root, "IssueDate", posting["invoice_date"][:10])
    if posting.get("due_date"):
        _add(root, "DueDate", posting["due_date"][:10])
    _add(root, "InvoiceTypeCode", "380")
    _add(root, "DocumentCurrencyCode", currency)
    seller = posting.get("contact") or posting["employee"]
    for role, name in (("Supplier", seller["name"]), ("Customer", buyer)):
        party = _group(_group(root, f"Accounting{role}Party"), "Party")
        _add(_group(party, "PartyName"), "Name", name)
    parts = posting["split_postings"]
    _amount(_group(root, "TaxTotal"), "TaxAmount", sum(p["tax_amount"] for p in parts), currency)
    total = _group(root, "LegalMonetaryTotal")
    net = sum(part["net_amount"] for part in parts)
    _amount(total, "TaxExclusiveAmount", net, currency)
    _amount(total, "PayableAmount", posting["amount"]["value"], currency)
    for number, part in enumerate(parts, 1):
        line = _group(root, "InvoiceLine")
        _add(line, "ID", str(number))
        quantity = _add(line, "InvoicedQuantity", str(part.get("quantity", 1)))
        quantity.set("unitCode", "C62")
        _amount(line, "LineExtensionAmount", part["net_amount"], currency)
        _add(_group(line, "Item"), "Name", part.get("posting_text") or posting["invoice_id"])
    ET.register_namespace("", f"{_UBL}Invoice-2")
    ET.register_namespace("cac", _AGGREGATE)
    ET.register_namespace("cbc", _BASIC)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _pdf(file: File, posting: dict[str, Any], organization_id: str) -> bytes:
    from fpdf import FPDF  # noqa: PLC0415 - heavy, and few tests download a file

    pdf = FPDF()
    pdf.set_creation_date(datetime.fromisoformat(posting["invoice_date"]))
    pdf.set_title(_latin(f"{_TITLES[file.type]} {posting['invoice_id']}"))
    pdf.set_lang("en")
    pdf.add_page()
    _heading(pdf, f"{_TITLES[file.type]} {posting['invoice_id']}")
    pdf.set_font("Helvetica", size=11)
    for line in _lines(file, posting, organization_id):
        pdf.cell(0, 7, _latin(line), new_x="LMARGIN", new_y="NEXT")
    if file.type == "INVOICE":
        _table(pdf, posting)
    if file.type == "INVOICE" and posting.get("invoice_format") == "ZUGFERD":
        invoice = electronic_invoice(posting, organization_id)
        pdf.embed_file(basename="factur-x.xml", bytes=invoice, compress=True)
    return bytes(pdf.output())


def _heading(pdf: "FPDF", text: str) -> None:
    pdf.set_font("Helvetica", style="B", size=16)
    pdf.cell(0, 12, _latin(text), new_x="LMARGIN", new_y="NEXT")


def _lines(file: File, posting: dict[str, Any], organization_id: str) -> list[str]:
    party = posting.get("contact") or posting["employee"]
    lines = [
        f"From: {party['name']}",
        f"To: {organization_id}",
        f"Date: {posting['invoice_date'][:10]}",
        f"Amount: {posting['amount']['value']:.2f} {posting['amount']['currency_code']}",
    ]
    if file.type == "AUDIT_TRAIL":
        lines += ["Uploaded, checked and approved.", f"Archive number: {posting['id']}"]
    return lines


def _table(pdf: "FPDF", posting: dict[str, Any]) -> None:
    pdf.ln(4)
    with pdf.table(
        col_widths=(4, 1, 1, 1), text_align=("LEFT", "RIGHT", "RIGHT", "RIGHT")
    ) as table:
        head = table.row()
        for title in ("Item", "Net", "Tax", "Gross"):
            head.cell(title)
        for part in posting["split_postings"]:
            row = table.row()
            row.cell(_latin(part.get("posting_text") or part["general_ledger_account"]))
            for name in ("net_amount", "tax_amount", "amount"):
                row.cell(f"{part[name]:.2f}")


def _latin(text: str) -> str:
    """What the fonts that every reader has can show."""
    return text.replace("€", "EUR").encode("latin-1", "replace").decode("latin-1")


def _group(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{_AGGREGATE}}}{name}")


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_BASIC}}}{name}")
    element.text = text
    return element


def _amount(parent: ET.Element, name: str, value: float, currency: str) -> None:
    _add(parent, name, f"{value:.2f}").set("currencyID", currency)
