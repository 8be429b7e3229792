"""What the stars mean: the law's numbers of the day, and the words for each state of a seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue_ext.certification.law import Provision, provisions
from catalogue_ext.certification.models import IssuingLevel, RevocationReason
from catalogue_ext.labels.words import SealState

GRADES = (5, 4, 3)
# Who decides, by level: as the law names the office.
AUTHORITIES: dict[str, str | Promise] = {
    IssuingLevel.PROVINCE: _("chair of the provincial People's Committee"),
    IssuingLevel.MINISTRY: _("Minister of Agriculture and Environment"),
}
PARTS: dict[str, str | Promise] = {
    "a": _("The product and the strength of its community"),
    "b": _("Marketing, and the story of the product"),
    "c": _("Quality of the product"),
}


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade. Units: mean points; `below` is exclusive, None where the points reach the most there are."""

    stars: int
    points: int
    below: int | None
    authorities: list[str | Promise]
    article: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the marks. Units: points at most."""

    name: str | Promise
    points: int


@dataclass(frozen=True, slots=True)
class StateWords:
    """How a seal looks in a state, and what that means here."""

    state: str
    name: str | Promise
    is_sold: bool


STATES = (
    StateWords(SealState.IN_FORCE, pgettext_lazy("seal", "In force"), True),
    StateWords(SealState.ENDING, _("Ending soon"), True),
    StateWords(SealState.GRACE, _("Waiting for renewal"), True),
    StateWords(SealState.LAPSED, _("Ended"), False),
    StateWords(SealState.REVOKED, _("Revoked"), False),
)


@dataclass(frozen=True, slots=True)
class StarsPage:
    """The page, from the law of one day. Units: points, months, days."""

    grades: list[Grade]
    most: int
    parts: list[Part]
    validity: Provision
    renewal_earliest: Provision
    renewal_latest: Provision
    grace: Provision
    revocation_time: Provision
    earlier: Provision
    reasons: list[str]
    states: tuple[StateWords, ...] = STATES
    all_grades: tuple[int, ...] = tuple(reversed(GRADES))


def stars_page(*, on: date) -> StarsPage:
    """This will read what the law says of stars on a day. Costs: none.

    Refuses: NoLawForDay. Source: catalogue_ext/certification/data/law.csv.
    """

    def one(code: str) -> Provision:
        (found,) = provisions(code=code, on=on)
        return found

    return StarsPage(
        grades=[_grade(stars, on) for stars in GRADES],
        most=int(one("points_total").value),
        parts=[Part(name, int(one(f"points_part_{letter}").value)) for letter, name in PARTS.items()],
        validity=one("certificate_validity"),
        renewal_earliest=one("renewal_earliest"),
        renewal_latest=one("renewal_latest"),
        grace=one("grace"),
        revocation_time=one("revocation_time"),
        earlier=one("earlier_certificates"),
        reasons=[str(RevocationReason(row.value).label) for row in provisions(code="revocation_reason", on=on)],
    )


def _grade(stars: int, on: date) -> Grade:
    (own,) = provisions(code=f"points_from_{stars}", on=on)
    above = provisions(code=f"points_from_{stars + 1}", on=on) if stars < max(GRADES) else []
    return Grade(
        stars=stars,
        points=int(own.value),
        below=int(above[0].value) if above else None,
        authorities=[AUTHORITIES[row.value] for row in provisions(code=f"recognised_by_{stars}", on=on)],
        article=own.article,
    )
