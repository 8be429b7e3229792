"""The demo's decisions, entered and verified by two officers through the real commands."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management import call_command
from oscar.core.loading import get_model

from catalogue_ext.certification.models import (
    Decision,
    DecisionKind,
    EvidenceLevel,
    IssuingLevel,
    RevocationReason,
)
from catalogue_ext.certification.operations import RevokingDecision, record_revocation
from shop.accounts.models import User
from shop.demo.accounts import OFFICER, OTHER_OFFICER
from shop.primitives.period import add_months, day_start, local_day

HERE = Path(__file__).parent / "data"
SIGNED = Path(__file__).parents[2] / "catalogue_ext" / "certification" / "data"
REVOKED_DECISION = "DEMO-92/QĐ-UBND"

Progress = Callable[[int, int], None]


def read(path: Path) -> list[dict[str, str]]:
    """This will read one of our data files."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_decisions(*, at: datetime, progress: Progress) -> int:
    """This will import and verify the signed and the DEMO decisions; press reports are entered only. Returns decisions.

    Run once: DEMO dates are relative to the day of loading, so a second run would make other decisions.
    """
    if Decision.objects.filter(number__startswith="DEMO-").exists():
        return Decision.objects.count()
    signed = read(SIGNED / "decisions_signed.csv")
    demo = dated(read(HERE / "demo_decisions.csv"), local_day(at))
    press = read(SIGNED / "decisions_press_only.csv")
    total = len(signed) + len(demo) + len(press)
    done = 0
    for rows in (_with_our_sets(signed), demo, press):
        _import(rows)
        done += len(rows)
        progress(done, total)
    for decision in Decision.objects.filter(kind=DecisionKind.RECOGNISE, verified_at=None).exclude(number=""):
        _verify(decision)
    _revoke_one(at)
    return Decision.objects.count()


def dated(rows: list[dict[str, str]], today: date) -> list[dict[str, str]]:
    """This will turn days relative to the day of loading into the dates of an annex."""
    annex = []
    for row in rows:
        decided = today - timedelta(days=int(row["days_ago"]))
        starts = today + timedelta(days=int(row["starts_in"])) if row["starts_in"] else decided
        ends = today + timedelta(days=int(row["days_left"])) if row["days_left"] else add_months(decided, 36)
        annex.append(
            {
                **{
                    name: row[name]
                    for name in row
                    if name not in {"days_ago", "days_left", "starts_in", "is_illustration"}
                },
                "decision_date": decided.isoformat(),
                "valid_from": starts.isoformat(),
                "valid_to": ends.isoformat(),
                "evidence_level": "DEMO",
            }
        )
    return annex


def _with_our_sets(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    sets = {row["product"]: row["criteria_set"] for row in read(SIGNED / "criteria_sets_ours.csv")}
    sources = {row["document_number"]: row for row in read(SIGNED / "decisions_sources.csv")}
    return [
        {
            **row,
            "criteria_set": sets[row["product"]],
            "source_url": sources[row["decision_number"]]["source_url"],
            "sha256": sources[row["decision_number"]]["sha256"],
        }
        for row in rows
    ]


def _import(rows: list[dict[str, str]]) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
        file.flush()
        call_command("import_decision", file.name, by=OFFICER, verbosity=0)


def _verify(decision: Any) -> None:
    call_command(
        "verify_decision",
        decision.number,
        by=OTHER_OFFICER,
        authority=decision.authority,
        date=decision.decided_on.isoformat(),
        verbosity=0,
    )


def _revoke_one(at: datetime) -> None:
    officer = User.objects.get(email=OFFICER)
    products = get_model("catalogue", "Product").objects.filter(certificates__decision__number=REVOKED_DECISION)
    record_revocation(
        products=list(products),
        printed=RevokingDecision(
            number="DEMO-95/QĐ-UBND",
            decided_on=local_day(at) - timedelta(days=10),
            authority="UBND thành phố Quảng Ninh",
            level=IssuingLevel.PROVINCE,
            evidence_level=EvidenceLevel.DEMO,
        ),
        reason=RevocationReason.DD,
        note="Minh hoạ",
        effective_at=day_start(local_day(at) - timedelta(days=10)),
        by=officer,
        at=at,
    )
