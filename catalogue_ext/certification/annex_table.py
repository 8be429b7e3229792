"""From the bytes of an annex to a table of cells: CSV (comma or semicolon) or XLSX. Pure: no database, no clock."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from shop.primitives.vi_text import fold

# A cell: text from CSV; text, number or date from XLSX.
Cell = str | int | float | date

REQUIRED = (
    "decision_number",
    "decision_date",
    "authority",
    "issuing_level",
    "star",
    "evidence_level",
    "product",
    "subject",
)
COLUMNS = (
    *REQUIRED,
    "address_as_printed",
    "old_commune",
    "current_commune",
    "commune_code",
    "valid_from",
    "valid_to",
    "criteria_set",
    "official_code",
    "kind",
    "score",
    "subject_kind",
    "category_as_printed",
    "source_url",
    "sha256",
)
# Vietnamese headers, folded (any case, marks, underscores).
VIETNAMESE = {
    "so quyet dinh": "decision_number",
    "ngay quyet dinh": "decision_date",
    "co quan cap": "authority",
    "cap ban hanh": "issuing_level",
    "hang sao": "star",
    "muc chung cu": "evidence_level",
    "ten san pham": "product",
    "chu the": "subject",
    "dia chi": "address_as_printed",
    "xa phuong cu": "old_commune",
    "xa phuong": "current_commune",
    "ma xa": "commune_code",
    "ngay hieu luc": "valid_from",
    "ngay het han": "valid_to",
    "bo san pham": "criteria_set",
    "ma san pham": "official_code",
}
_MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class AnnexError:
    """Why a row or the file cannot be read or applied. `code` and `facts` choose the sentence; row 1 is the header."""

    row: int
    column: str
    value: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by their number in the file, each by column; or the errors for which the file cannot be read at all."""

    rows: dict[int, dict[str, Cell]] = field(default_factory=dict)
    errors: list[AnnexError] = field(default_factory=list)


class Unreadable(Exception):
    """Internal to this module: the file is no table."""

    def __init__(self, code: str, *, row: int = 1, column: str = "", value: str = "", **facts: Any) -> None:
        super().__init__(code)
        self.error = AnnexError(row, column, value, code, facts)


def read_table(*, content: bytes, required: tuple[str, ...] = REQUIRED, columns: tuple[str, ...] = COLUMNS) -> Table:
    """This will read the rows of a file under the names of its columns; columns not known are ignored.

    Errors of the whole file (not UTF-8, no header, a column missing or twice, a broken workbook) leave no rows; a row
    with more or fewer cells than the header is an error of that row.
    """
    try:
        lines = _workbook(content) if content.startswith(b"PK") else _csv(content)
        header, *body = lines or [(1, [])]
        known = _columns(header[1], required, columns)
    except Unreadable as refusal:
        return Table(errors=[refusal.error])
    rows: dict[int, dict[str, Cell]] = {}
    errors: list[AnnexError] = []
    for number, cells in body:
        if not any(str(cell).strip() for cell in cells):
            continue
        filled = _without_empty_end(cells, len(header[1]))
        if len(filled) != len(header[1]):
            errors.append(AnnexError(number, "", "", "cell_count", {"cells": len(filled), "expected": len(header[1])}))
            continue
        rows[number] = {name: filled[at] for at, name in known.items()}
    if not rows and not errors:
        errors.append(AnnexError(1, "", "", "no_rows"))
    return Table(rows, errors)


def _without_empty_end(cells: list[Cell], width: int) -> list[Cell]:
    """Spreadsheets write empty cells behind the last column; those are no cells."""
    while len(cells) > width and not str(cells[-1]).strip():
        cells = cells[:-1]
    return cells


def _columns(header: list[Cell], required: tuple[str, ...], columns: tuple[str, ...]) -> dict[int, str]:
    found: dict[int, str] = {}
    for at, cell in enumerate(header):
        name = column_of(header=str(cell), columns=columns)
        if not name:
            continue
        if name in found.values():
            raise Unreadable("column_twice", column=name, value=str(cell))
        found[at] = name
    missing = [name for name in required if name not in found.values()]
    if missing:
        raise Unreadable("column_missing", column=missing[0], columns=", ".join(missing))
    return found


def column_of(*, header: str, columns: tuple[str, ...] = COLUMNS) -> str:
    """This will return the column a header names, in English or Vietnamese, or "" for one that is not known."""
    plain = fold(header.replace("_", " "))
    english = plain.replace(" ", "_")
    return english if english in columns else VIETNAMESE.get(re.sub(r"[^a-z ]+", " ", plain).strip(), "")


def _csv(content: bytes) -> list[tuple[int, list[Cell]]]:
    try:
        text = unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable("not_utf8") from None
    if "\x00" in text or not text.strip():
        raise Unreadable("not_a_table" if text.strip() else "empty_file")
    first = text.lstrip("\r\n").splitlines()[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    lines: list[tuple[int, list[Cell]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            lines.append((number, list(cells)))
    except csv.Error as broken:
        raise Unreadable("not_a_table", row=len(lines) + 1, detail=str(broken)) from None
    return _checked(lines)


def _workbook(content: bytes) -> list[tuple[int, list[Cell]]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            lines = [
                (number, [_cell(value) for value in values])
                for number, values in enumerate(sheet.iter_rows(values_only=True), start=1)
            ]
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, IndexError, ValueError, ParseError, EOFError):
        raise Unreadable("not_a_workbook") from None
    return _checked(lines)


def _checked(lines: list[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
    while lines and not any(str(cell).strip() for cell in lines[0][1]):
        lines = lines[1:]
    if not lines:
        raise Unreadable("empty_file")
    if len(lines) > _MOST_ROWS:
        raise Unreadable("too_many_rows", most=_MOST_ROWS)
    return [(number, _trimmed(cells) if at == 0 else cells) for at, (number, cells) in enumerate(lines)]


def _trimmed(header: list[Cell]) -> list[Cell]:
    while header and not str(header[-1]).strip():
        header = header[:-1]
    return header


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, int | float | date):
        return value
    return unicodedata.normalize("NFC", str(value))
