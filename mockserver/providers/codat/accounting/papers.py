"""Records as PDF files, by fpdf2, which is imported when the first one is drawn.

The same record gives the same bytes.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from mockserver.providers.codat.accounting.resources import Resource

if TYPE_CHECKING:
    from fpdf import FPDF

Document = dict[str, Any]
_LABELS = ("invoiceNumber", "purchaseOrderNumber", "reference", "customerName", "supplierName")
_PARTIES = (("customerRef", "companyName", "To"), ("supplierRef", "supplierName", "From"))
_DAYS = (("issueDate", "Date"), ("dueDate", "Due"), ("expectedDeliveryDate", "Expected"))
_TOTALS = (
    ("subTotal", "Net"),
    ("totalTaxAmount", "Tax"),
    ("taxAmount", "Tax"),
    ("totalAmount", "Total"),
    ("amountDue", "Due"),
)
_COLUMNS = (
    ("Quantity", "quantity"),
    ("Price", "unitAmount"),
    ("Net", "subTotal"),
    ("Total", "totalAmount"),
)
_UNDATED = "2000-01-01T00:00:00"


def label(record: Document) -> str:
    """What people call a record: its number or name, else its id."""
    return next((str(record[name]) for name in _LABELS if record.get(name)), record["id"])


def drawn(resource: Resource, record: Document) -> bytes:
    """A record as a PDF."""
    from fpdf import FPDF  # noqa: PLC0415 - heavy, and few tests download a file

    title = _latin(f"{resource.name} {label(record)}")
    day = record.get("issueDate") or record.get("sourceModifiedDate") or _UNDATED
    pdf = FPDF()
    pdf.set_creation_date(datetime.fromisoformat(day))
    pdf.set_title(title)
    pdf.set_lang("en")
    pdf.add_page()
    pdf.set_font("Helvetica", style="B", size=16)
    pdf.cell(0, 12, title, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", size=10)
    for line in _lines(record):
        pdf.cell(0, 6, _latin(line), new_x="LMARGIN", new_y="NEXT")
    if record.get("lineItems"):
        _table(pdf, record["lineItems"])
    return bytes(pdf.output())


def _lines(record: Document) -> list[str]:
    parties = [
        f"{word}: {record[ref].get(name) or record[ref]['id']}"
        for ref, name, word in _PARTIES
        if record.get(ref)
    ]
    days = [f"{word}: {record[name][:10]}" for name, word in _DAYS if record.get(name)]
    currency = record.get("currency", "")
    totals = [f"{word}: {record[name]:.2f} {currency}" for name, word in _TOTALS if name in record]
    return [*parties, *days, *totals]


def _table(pdf: "FPDF", lines: list[Document]) -> None:
    pdf.ln(4)
    align = ("LEFT", *("RIGHT" for _ in _COLUMNS))
    with pdf.table(col_widths=(5, *(2 for _ in _COLUMNS)), text_align=align) as table:
        head = table.row()
        for title in ("Item", *(title for title, _ in _COLUMNS)):
            head.cell(title)
        for line in lines:
            row = table.row()
            row.cell(_latin(line.get("description", "")))
            for _, name in _COLUMNS:
                row.cell(f"{line[name]:.2f}" if name in line else "")


def _latin(text: str) -> str:
    """What the fonts that every reader has can show."""
    return text.replace("€", "EUR").encode("latin-1", "replace").decode("latin-1")
