"""One row of an annex, read and checked for itself. Pure: what the register knows is asked in import_plan.py.

The format is that of `manage.py import_decision --help`; every rule here has a broken file in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256 as sha256_of
from typing import Any

from catalogue_ext.certification.annex_table import AnnexError, Cell, read_table
from catalogue_ext.certification.rules import STARS

LEVELS = ("PROVINCE", "MINISTRY", "DISTRICT_LEGACY")
EVIDENCE = ("A", "B1", "B2", "C", "DEMO")
# What may come without number and date: it never sells.
UNSIGNED = frozenset({"B1", "B2", "C"})
KINDS = ("FIRST", "UPGRADE", "RENEWAL")
SUBJECT_KINDS = {
    "HTX": "COOPERATIVE",
    "THT": "GROUP",
    "DN": "COMPANY",
    "TRANG_TRAI": "FARM",
    "HO_KD": "HOUSEHOLD",
    "HIEP_HOI": "ASSOCIATION",
    **{kind: kind for kind in ("COOPERATIVE", "GROUP", "COMPANY", "FARM", "HOUSEHOLD", "ASSOCIATION")},
}
# Widths of the register's columns.
WIDTHS = {
    "decision_number": 60,
    "authority": 200,
    "product": 255,
    "subject": 200,
    "address_as_printed": 300,
    "official_code": 40,
    "source_url": 500,
}
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})"),
)


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One product of one decision, as printed. Days as on paper; `last_day` empty: the law's months count."""

    row: int
    number: str
    decided_on: date | None
    authority: str
    level: str
    stars: int
    evidence_level: str
    product: str
    subject: str
    address: str = ""
    old_commune: str = ""
    current_commune: str = ""
    commune_code: str = ""
    valid_from: date | None = None
    last_day: date | None = None
    criteria_set: int | None = None
    official_code: str = ""
    kind: str = ""
    score: Decimal | None = None
    subject_kind: str = ""
    source_url: str = ""
    sha256: str = ""

    @property
    def decision_key(self) -> tuple[str, str, date | None, str]:
        """This will return what tells decisions apart; without number also the evidence level."""
        return (self.number, self.authority, self.decided_on, "" if self.number else self.evidence_level)


@dataclass(frozen=True, slots=True)
class Annex:
    """What was read: good rows, errors, the names of every row for the report, and the file's own sha256."""

    rows: list[AnnexRow] = field(default_factory=list)
    errors: list[AnnexError] = field(default_factory=list)
    # Row -> (product, subject) as far as they could be read.
    names: dict[int, tuple[str, str]] = field(default_factory=dict)
    sha256: str = ""


def read_annex(*, content: bytes, demo_allowed: bool) -> Annex:
    """This will read an annex; a row with any error is not among `rows`. `demo_allowed`: DEMO=1."""
    table = read_table(content=content)
    errors = list(table.errors)
    rows: list[AnnexRow] = []
    names = {error.row: ("", "") for error in errors}
    for number, cells in table.rows.items():
        row, wrong = _read_row(number, cells, demo_allowed)
        names[number] = (_text(cells.get("product", "")), _text(cells.get("subject", "")))
        errors += wrong
        if row is not None:
            rows.append(row)
    return Annex(rows, errors + _contradictions(rows), names, sha256_of(content).hexdigest())


def _read_row(number: int, cells: Mapping[str, Cell], demo_allowed: bool) -> tuple[AnnexRow | None, list[AnnexError]]:
    reader = _Reader(number, cells)
    evidence = reader.choice("evidence_level", EVIDENCE, required=True)
    may_lack = evidence in UNSIGNED
    row = AnnexRow(
        row=number,
        number=reader.text("decision_number", required=not may_lack),
        decided_on=reader.day("decision_date", required=not may_lack),
        authority=reader.text("authority", required=True),
        level=reader.choice("issuing_level", LEVELS, required=True),
        stars=reader.stars(),
        evidence_level=evidence,
        product=reader.text("product", required=True),
        subject=reader.text("subject", required=True),
        address=reader.text("address_as_printed"),
        old_commune=reader.text("old_commune"),
        current_commune=reader.text("current_commune"),
        commune_code=reader.commune_code(),
        valid_from=reader.day("valid_from"),
        last_day=reader.day("valid_to"),
        criteria_set=reader.number("criteria_set", 1, 26),
        official_code=reader.text("official_code"),
        kind=reader.choice("kind", KINDS),
        score=reader.score(),
        subject_kind=reader.subject_kind(),
        source_url=reader.url(),
        sha256=reader.sha256(),
    )
    reader.check_order(row)
    reader.check_demo(row, demo_allowed)
    return (None if reader.errors else row), reader.errors


class _Reader:
    """Reads the cells of one row and collects every error of it, not only the first."""

    def __init__(self, row: int, cells: Mapping[str, Cell]) -> None:
        self.row = row
        self.cells = cells
        self.errors: list[AnnexError] = []

    def refuse(self, column: str, code: str, **facts: Any) -> None:
        self.errors.append(AnnexError(self.row, column, _text(self.cells.get(column, "")), code, facts))

    def text(self, column: str, *, required: bool = False) -> str:
        text = _text(self.cells.get(column, ""))
        if required and not text:
            self.refuse(column, "missing")
        elif len(text) > WIDTHS.get(column, 500):
            self.refuse(column, "too_long", most=WIDTHS.get(column, 500))
        return text

    def choice(self, column: str, allowed: tuple[str, ...], *, required: bool = False) -> str:
        text = self.text(column, required=required).upper()
        if text and text not in allowed:
            self.refuse(column, "not_a_choice", allowed=", ".join(allowed))
        return text

    def day(self, column: str, *, required: bool = False) -> date | None:
        cell = self.cells.get(column, "")
        if isinstance(cell, date):
            return cell
        text = self.text(column, required=required)
        if not text:
            return None
        return self._tried(column, "impossible_date", read_day, text)

    def number(self, column: str, least: int, most: int) -> int | None:
        text = self.text(column)
        if not text:
            return None
        if not re.fullmatch(r"\d{1,3}", text) or not least <= int(text) <= most:
            self.refuse(column, "out_of_range", least=least, most=most)
            return None
        return int(text)

    def stars(self) -> int:
        text = self.text("star", required=True)
        if text and text not in {str(stars) for stars in STARS}:
            self.refuse("star", "stars_not_certified")
            return 0
        return int(text or 0)

    def commune_code(self) -> str:
        """Codes are text; a spreadsheet that made a number of one lost its leading zero."""
        text = self.text("commune_code")
        if text and not re.fullmatch(r"\d{1,5}", text):
            self.refuse("commune_code", "not_a_code")
        return text.zfill(5) if text else ""

    def score(self) -> Decimal | None:
        text = self.text("score").replace(",", ".")
        score = self._tried("score", "out_of_range", Decimal, text, least=0, most=100) if text else None
        if score is not None and not (score.is_finite() and 0 <= score <= 100):
            self.refuse("score", "out_of_range", least=0, most=100)
            return None
        return None if score is None else score.quantize(Decimal("0.01"))

    def subject_kind(self) -> str:
        text = self.text("subject_kind").upper()
        if text and text not in SUBJECT_KINDS:
            # KHAC ("other") is among them: a person must say which.
            self.refuse("subject_kind", "not_a_choice", allowed=", ".join(SUBJECT_KINDS))
        return SUBJECT_KINDS.get(text, "")

    def url(self) -> str:
        text = self.text("source_url")
        if text and not re.fullmatch(r"https?://\S+", text):
            self.refuse("source_url", "not_an_address")
        return text

    def sha256(self) -> str:
        text = self.text("sha256").lower()
        if text and not re.fullmatch(r"[0-9a-f]{64}", text):
            self.refuse("sha256", "not_a_sha256")
        return text

    def check_order(self, row: AnnexRow) -> None:
        if row.decided_on and row.last_day and row.last_day < row.decided_on:
            self.refuse("valid_to", "ends_before_decision", decided_on=row.decided_on)
        if row.decided_on and row.valid_from and row.valid_from < row.decided_on:
            self.refuse("valid_from", "begins_before_decision", decided_on=row.decided_on)
        if row.valid_from and row.last_day and row.last_day < row.valid_from:
            self.refuse("valid_to", "ends_before_it_begins", valid_from=row.valid_from)

    def check_demo(self, row: AnnexRow, demo_allowed: bool) -> None:
        if row.evidence_level == "DEMO" and not demo_allowed:
            self.refuse("evidence_level", "demo_not_allowed")
        if row.number and (row.evidence_level == "DEMO") != row.number.startswith("DEMO-"):
            self.refuse("decision_number", "wrong_demo_number")

    def _tried(self, column: str, code: str, read: Callable[[str], Any], text: str, **facts: Any) -> Any:
        try:
            return read(text)
        except (ValueError, InvalidOperation):
            self.refuse(column, code, **facts)
            return None


def read_day(text: str) -> date:
    """This will read YYYY-MM-DD or DD/MM/YYYY. Refuses: ValueError for anything else and for days that do not exist."""
    for pattern in _DATES:
        found = pattern.fullmatch(text)
        if found:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    raise ValueError(text)


def _text(cell: Cell) -> str:
    return re.sub(r"\s*[\r\n]+\s*", " ", str(cell)).strip()


def _contradictions(rows: list[AnnexRow]) -> list[AnnexError]:
    """A decision's own fields are repeated in each row and must agree; a product stands once in a decision."""
    errors: list[AnnexError] = []
    decisions: dict[Any, AnnexRow] = {}
    products: dict[Any, int] = {}
    for row in rows:
        first = decisions.setdefault(row.decision_key, row)
        for column, name in (("issuing_level", "level"), ("evidence_level", "evidence_level")):
            mine, other = getattr(row, name), getattr(first, name)
            if mine != other:
                errors.append(
                    AnnexError(row.row, column, mine, "differs_from_row", {"other_row": first.row, "other": other})
                )
        earlier = products.setdefault((row.decision_key, row.product, row.subject), row.row)
        if earlier != row.row:
            errors.append(AnnexError(row.row, "product", row.product, "row_twice", {"other_row": earlier}))
    return errors


# ---------------------------------------------------------------- the files that go with an annex


@dataclass(frozen=True, slots=True)
class SideFiles:
    """What a person decided beforehand: near matches, where a decision was published, our classification."""

    # (row, producer | product) -> new | row:N | key of an existing record
    matches: dict[tuple[int, str], str] = field(default_factory=dict)
    # (number, authority, day) -> (address, sha256)
    sources: dict[tuple[str, str, date | None], tuple[str, str]] = field(default_factory=dict)
    # product as printed -> criteria set
    criteria_sets: dict[str, int] = field(default_factory=dict)
    errors: list[AnnexError] = field(default_factory=list)


def read_side_files(
    *, matches: bytes | None = None, sources: bytes | None = None, criteria_sets: bytes | None = None
) -> SideFiles:
    """This will read the files of --map, --sources and --criteria-sets; errors name their row and column."""
    side = SideFiles()
    for number, cells in _side_rows(matches, ("row", "kind", "key"), side).items():
        kind = cells["kind"].lower()
        if not cells["row"].isdigit() or kind not in {"producer", "product"} or not cells["key"]:
            side.errors.append(AnnexError(number, "--map", ", ".join(cells.values()), "map_row"))
            continue
        side.matches[int(cells["row"]), kind] = cells["key"]
    columns = ("document_number", "issuing_body", "published_at", "source_url", "sha256")
    for number, cells in _side_rows(sources, columns, side).items():
        if not cells["document_number"]:
            continue
        try:
            published = read_day(cells["published_at"])
        except ValueError:
            side.errors.append(AnnexError(number, "published_at", cells["published_at"], "impossible_date"))
            continue
        side.sources[cells["document_number"], cells["issuing_body"], published] = (
            cells["source_url"],
            cells["sha256"].lower(),
        )
    for number, cells in _side_rows(criteria_sets, ("product", "criteria_set"), side).items():
        if not cells["criteria_set"].isdigit() or not 1 <= int(cells["criteria_set"]) <= 26:
            side.errors.append(
                AnnexError(number, "criteria_set", cells["criteria_set"], "out_of_range", {"least": 1, "most": 26})
            )
            continue
        side.criteria_sets[cells["product"]] = int(cells["criteria_set"])
    return side


def _side_rows(content: bytes | None, columns: tuple[str, ...], side: SideFiles) -> dict[int, dict[str, str]]:
    if content is None:
        return {}
    table = read_table(content=content, required=columns, columns=columns)
    side.errors.extend(table.errors)
    return {number: {name: _text(cell) for name, cell in cells.items()} for number, cells in table.rows.items()}
