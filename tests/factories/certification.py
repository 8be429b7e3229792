"""Annexes as bytes, and entries that nobody has verified."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

from catalogue_ext.certification.annex_table import COLUMNS
from catalogue_ext.certification.operations import Printed, enter_certificate, enter_decision

ROW: dict[str, Any] = {
    "decision_number": "3981/QĐ-UBND",
    "decision_date": "2026-08-05",
    "authority": "UBND tỉnh Lâm Đồng",
    "issuing_level": "PROVINCE",
    "star": "3",
    "evidence_level": "A",
    "product": "Hạt mắc ca rang",
    "subject": "HTX Mắc ca Quảng Trực",
    "address_as_printed": "Thôn 2, xã Quảng Trực, tỉnh Lâm Đồng",
    "old_commune": "",
    "current_commune": "xã Quảng Trực",
    "valid_from": "2026-08-05",
    "valid_to": "2029-08-05",
}


def annex(*rows: dict[str, Any], delimiter: str = ",", columns: list[str] | None = None, bom: bool = False) -> bytes:
    """This will write rows as a CSV annex; each is the standard row with its changes."""
    filled = [{**ROW, **row} for row in rows]
    names = columns or list(dict.fromkeys(name for row in filled for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, delimiter=delimiter, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(filled)
    return (b"\xef\xbb\xbf" if bom else b"") + text.getvalue().encode()


def side_file(*rows: tuple[Any, ...], header: tuple[str, ...] = ("row", "kind", "key")) -> bytes:
    """This will write a file for --map, --sources or --criteria-sets."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()


def printed(product: Any, **fields: Any) -> Printed:
    """This will return what a decision says of the product: three stars, as made by its producer."""
    facts: dict[str, Any] = {
        "product_name": product.title,
        "producer_name": product.producer.name,
        "stars": 3,
        "commune": product.origin_commune,
        "address": product.origin_commune.name,
    }
    return Printed(**{**facts, **fields})


def entered(product: Any, *, by: Any, at: datetime, decision: Any = None, **fields: Any) -> Any:
    """This will enter a certificate that nobody has verified, in a decision of its own unless one is given."""
    decision_fields = {
        "number": "3981/QĐ-UBND",
        "decided_on": date(2026, 8, 5),
        "authority": "UBND tỉnh Lâm Đồng",
        "level": "PROVINCE",
        "evidence_level": "A",
    }
    for name in list(fields):
        if name in decision_fields:
            decision_fields[name] = fields.pop(name)
    decision = decision or enter_decision(by=by, at=at, **decision_fields)
    return enter_certificate(decision=decision, product=product, printed=printed(product, **fields), by=by, at=at)


__all__ = ["COLUMNS", "ROW", "annex", "entered", "printed", "side_file"]
