"""The parts of a plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from catalogue_ext.certification.annex import AnnexRow
from catalogue_ext.certification.annex_table import AnnexError
from catalogue_ext.certification.models import Certificate, Decision
from catalogue_ext.certification.printed import Printed
from catalogue_ext.producers.models import Producer

NEW, UNCHANGED, UPDATED, ERROR = "new", "unchanged", "updated", "error"


@dataclass(slots=True)
class PlannedProducer:
    """A producer of the annex: known already, or to be opened as its first row says."""

    name: str
    first_row: int
    known: Producer | None = None
    kind: str = ""
    commune: Any = None
    address: str = ""

    @property
    def is_new(self) -> bool:
        """This will tell whether it will be opened."""
        return self.known is None


@dataclass(slots=True)
class PlannedProduct:
    """A product of the annex: known already, or to be registered."""

    title: str
    producer: PlannedProducer
    first_row: int
    known: Any = None
    commune: Any = None
    criteria_set: int | None = None

    @property
    def is_new(self) -> bool:
        """This will tell whether it will be registered."""
        return self.known is None

    @property
    def is_classified_now(self) -> bool:
        """This will tell whether a product without a criteria set gets one."""
        return self.known is not None and self.known.criteria_set is None and self.criteria_set is not None


@dataclass(slots=True)
class PlannedDecision:
    """A decision of the annex: known already, or to be entered; `changes` are fields of one nobody has verified."""

    row: AnnexRow
    source_url: str = ""
    sha256: str = ""
    known: Decision | None = None
    # Emptied when they are written.
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class PlannedRow:
    """One row with what would happen to it."""

    row: int
    product_name: str
    producer_name: str
    result: str
    errors: list[AnnexError] = field(default_factory=list)
    decision: PlannedDecision | None = None
    product: PlannedProduct | None = None
    certificate: Certificate | None = None
    printed: Printed | None = None
    is_sellable: bool = False


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything an annex would do, row by row, in the order of the file."""

    rows: list[PlannedRow]
    # Of the file itself.
    sha256: str
    # Whether applying it writes anything.
    has_changes: bool

    @property
    def is_clean(self) -> bool:
        """This will tell whether it may be applied."""
        return not any(row.errors for row in self.rows)


class WrongRow(Exception):
    """One row cannot be planned; the planner turns it into the row's error."""

    def __init__(self, column: str, value: str, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.column, self.value, self.code, self.facts = column, value, code, facts
