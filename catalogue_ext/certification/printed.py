"""What a decision says of one product, and what the law makes of it: period and authority."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from catalogue_ext.certification import law, refusals
from catalogue_ext.certification.models import CertificateKind, Decision
from catalogue_ext.certification.rules import SELLABLE_EVIDENCE, STARS, may_recognise
from shop.primitives.period import add_months, day_after, day_start


@dataclass(frozen=True, slots=True)
class Printed:
    """What a decision says of one product, as printed. Days as on paper: `last_day` is the last one in force."""

    product_name: str
    producer_name: str
    stars: int
    commune: Any
    address: str = ""
    printed_commune: Any = None
    valid_from: date | None = None
    last_day: date | None = None
    criteria_set: int | None = None
    official_code: str = ""
    kind: str = CertificateKind.FIRST
    score: Decimal | None = None
    source_row: int | None = None


def period_of(*, printed: Printed, decided_on: date | None) -> tuple[datetime | None, datetime | None]:
    """This will return begin and exclusive end of a certificate; what is printed wins over the law's months.

    Units: instants, end exclusive. Refuses: WrongPeriod, NoLawForDay.
    """
    begin = printed.valid_from or decided_on
    last = printed.last_day
    if last is None and decided_on is not None:
        last = add_months(decided_on, law.number(code="certificate_validity", on=decided_on))
    if begin is None or last is None:
        return None, None
    if last < begin or (decided_on is not None and begin < decided_on):
        raise refusals.WrongPeriod(decided_on=decided_on, valid_from=begin, last_day=last)
    return day_start(begin), day_after(last)


def check_authority(*, decision: Decision, stars: int) -> None:
    """This will refuse stars that no certificate has, and a level that may not certify so many on that day.

    Asked of signed decisions and illustrations; a press report proves nothing either way.
    Refuses: StarsNotCertified, WrongAuthority, NoLawForDay. Source: QĐ 26/2026/QĐ-TTg, Điều 4.1.
    """
    if stars not in STARS:
        raise refusals.StarsNotCertified(stars=stars)
    if decision.evidence_level not in SELLABLE_EVIDENCE or decision.decided_on is None:
        return
    allowed = law.recognising_levels(stars=stars, on=decision.decided_on)
    if not may_recognise(level=decision.level, allowed=allowed):
        raise refusals.WrongAuthority(stars=stars, level=decision.level, allowed=sorted(allowed))


def printed_fields(*, printed: Printed) -> dict[str, Any]:
    """This will return the columns of a certificate that hold what is printed, but for the dates."""
    return {
        "product_name": printed.product_name,
        "producer_name": printed.producer_name,
        "address_as_printed": printed.address,
        "commune": printed.commune,
        "printed_commune": printed.printed_commune,
        "stars": printed.stars,
        "criteria_set": printed.criteria_set,
        "official_code": printed.official_code,
        "kind": CertificateKind(printed.kind),
        "score": printed.score,
    }
