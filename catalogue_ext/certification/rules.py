"""The one rule: which certificate of a product counts at an instant, and with how many stars.

Two forms, written apart: `standings` works out periods, `certified_at` asks the definitions at one instant.
tests/catalogue_ext/certification/test_rule_twins.py proves them equal to each other and to `Standing.objects.at`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from shop.primitives.period import last_day, local_day

SELLABLE_EVIDENCE = frozenset({"A", "DEMO"})
STARS = frozenset({3, 4, 5})


@dataclass(frozen=True, slots=True)
class CertificateFact:
    """A verified certificate of one product. Ends exclusive. `withdrawn_at`: the entry was wrong and counts no more."""

    key: int
    stars: int
    valid_from: datetime
    valid_to: datetime
    decided_on: date
    entered_at: datetime
    is_demo: bool = False
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RevocationFact:
    """A revoking decision: what is printed, and when we learned it."""

    effective_at: datetime
    recorded_at: datetime

    @property
    def counts_from(self) -> datetime:
        """This will return when selling stops: the later of the two, so that no past order is changed."""
        return max(self.effective_at, self.recorded_at)


@dataclass(frozen=True, slots=True)
class GraceFact:
    """The certificate of that key goes on until then (exclusive)."""

    certificate: int
    until: datetime


@dataclass(frozen=True, slots=True)
class History:
    """All that is known of one product."""

    certificates: tuple[CertificateFact, ...] = ()
    revocations: tuple[RevocationFact, ...] = ()
    graces: tuple[GraceFact, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingPeriod:
    """In this period (end exclusive) this certificate counts; `is_grace` after its printed end."""

    certificate: int
    stars: int
    valid_from: datetime
    valid_to: datetime
    is_grace: bool
    is_demo: bool


class State(StrEnum):
    """What a product's certification looks like to a person; the codes the seal and the pages use."""

    IN_FORCE = "in-force"
    ENDING = "ending"  # the renewal window has closed: 120 days or less are left
    GRACE = "grace"
    LAPSED = "lapsed"
    REVOKED = "revoked"
    NOT_YET = "not-yet"
    NEVER = "never"


# What may be sold.
CERTIFIED = frozenset({State.IN_FORCE, State.ENDING, State.GRACE})


def precedence(fact: CertificateFact) -> tuple[bool, datetime, date, datetime, int]:
    """This will return the key by which the highest certificate in force counts.

    A real one before an illustration (so that DEMO=0 changes nothing for real ones), then the latest `valid_from`,
    then the later decision, then the later entry. Source: design "Overlap".
    """
    return (not fact.is_demo, fact.valid_from, fact.decided_on, fact.entered_at, fact.key)


# ---------------------------------------------------------------- periods


def standings(*, history: History) -> list[StandingPeriod]:
    """This will return the non-overlapping periods in which the product is certified, in order.

    Units: ends exclusive; each period begins and ends at an exact instant.
    """
    spans = [span for fact in history.certificates if (span := _span(fact, history)) is not None]
    cuts = sorted({cut for span in spans for cut in (span.begin, span.printed_end, span.end) if cut <= span.end})
    periods: list[StandingPeriod] = []
    for begin, end in pairwise(cuts):
        covering = [span for span in spans if span.begin <= begin and end <= span.end]
        if covering:
            winner = max(covering, key=lambda span: precedence(span.fact))
            _append(periods, winner, begin, end)
    return periods


@dataclass(frozen=True, slots=True)
class _Span:
    fact: CertificateFact
    begin: datetime
    printed_end: datetime
    end: datetime


def _span(fact: CertificateFact, history: History) -> _Span | None:
    own_end = max([fact.valid_to, *(grace.until for grace in history.graces if grace.certificate == fact.key)])
    ends = [own_end]
    ends += [r.counts_from for r in history.revocations if fact.valid_from <= r.counts_from < own_end]
    if fact.withdrawn_at is not None:
        ends.append(fact.withdrawn_at)
    end = min(ends)
    return _Span(fact, fact.valid_from, min(fact.valid_to, end), end) if fact.valid_from < end else None


def _append(periods: list[StandingPeriod], span: _Span, begin: datetime, end: datetime) -> None:
    is_grace = begin >= span.fact.valid_to
    last = periods[-1] if periods else None
    if last and last.valid_to == begin and last.certificate == span.fact.key and last.is_grace == is_grace:
        periods[-1] = replace(last, valid_to=end)
        return
    periods.append(StandingPeriod(span.fact.key, span.fact.stars, begin, end, is_grace, span.fact.is_demo))


def covered(*, periods: Iterable[StandingPeriod], certificates: Collection[int]) -> list[StandingPeriod]:
    """This will keep the periods of certificates that cover a pack size: it never stands higher than its product."""
    return [period for period in periods if period.certificate in certificates]


# ---------------------------------------------------------------- one instant


def certified_at(*, history: History, at: datetime, demo_counts: bool = True) -> int | None:
    """This will return the stars that count at the instant, or None when the product is not certified then.

    The row form of the rule, straight from the definitions; `Standing.objects.at` is the set form.
    """
    fact = counting(history=history, at=at, demo_counts=demo_counts)
    return fact.stars if fact else None


def counting(*, history: History, at: datetime, demo_counts: bool = True) -> CertificateFact | None:
    """This will return the certificate that counts at the instant, or None when none is in force."""
    best: CertificateFact | None = None
    for fact in history.certificates:
        if not holds(fact=fact, history=history, at=at) or (fact.is_demo and not demo_counts):
            continue
        if best is None or precedence(fact) > precedence(best):
            best = fact
    return best


def holds(*, fact: CertificateFact, history: History, at: datetime) -> bool:
    """This will tell whether one certificate is in force at the instant, others aside."""
    if fact.withdrawn_at is not None and fact.withdrawn_at <= at:
        return False
    return _runs_at(fact, history, at) and not is_revoked(fact=fact, history=history, at=at)


def is_revoked(*, fact: CertificateFact, history: History, at: datetime) -> bool:
    """This will tell whether a revocation that counts at the instant found this certificate running.

    One that begins later is a new grant and not touched.
    """
    # The later instant is worked out here again, not read from `counts_from`: the two forms prove each other.
    return any(
        revocation.effective_at <= at
        and revocation.recorded_at <= at
        and _runs_at(fact, history, max(revocation.effective_at, revocation.recorded_at))
        for revocation in history.revocations
    )


def _runs_at(fact: CertificateFact, history: History, at: datetime) -> bool:
    """By its own dates and graces alone."""
    if at < fact.valid_from:
        return False
    return at < fact.valid_to or any(g.certificate == fact.key and at < g.until for g in history.graces)


def state_at(*, history: History, at: datetime, ending_days: int, demo_counts: bool = True) -> State:
    """This will return the state people are shown. `ending_days`: the law's last day for filing a renewal (120).

    Of several ended certificates the one that ended last speaks.
    """
    fact = counting(history=history, at=at, demo_counts=demo_counts)
    if fact is not None:
        if at >= fact.valid_to:
            return State.GRACE
        return State.ENDING if days_left(valid_to=fact.valid_to, at=at) <= ending_days else State.IN_FORCE
    known = known_at(history=history, at=at, demo_counts=demo_counts)
    if not known:
        return State.NEVER
    last = last_ended(history=history, at=at, demo_counts=demo_counts)
    if last is None:
        return State.NOT_YET
    return State.REVOKED if is_revoked(fact=last, history=history, at=at) else State.LAPSED


def known_at(*, history: History, at: datetime, demo_counts: bool = True) -> list[CertificateFact]:
    """This will return the certificates whose entries stand at the instant, begun or not."""
    return [
        fact
        for fact in history.certificates
        if (fact.withdrawn_at is None or fact.withdrawn_at > at) and (demo_counts or not fact.is_demo)
    ]


def last_ended(*, history: History, at: datetime, demo_counts: bool = True) -> CertificateFact | None:
    """This will return the certificate that ended last before the instant, or None when none has begun."""
    begun = [f for f in known_at(history=history, at=at, demo_counts=demo_counts) if f.valid_from <= at]
    return max(begun, key=lambda f: (end_of(fact=f, history=history), precedence(f)), default=None)


def end_of(*, fact: CertificateFact, history: History) -> datetime:
    """This will return when the certificate ends or ended: printed end, grace or revocation. Exclusive."""
    span = _span(replace(fact, withdrawn_at=None), history)
    return span.end if span else fact.valid_from


# ---------------------------------------------------------------- entering and verifying


def days_left(*, valid_to: datetime, at: datetime) -> int:
    """This will return whole days until the last day in force; 0 on that day, negative after it. Units: local days."""
    return (last_day(valid_to) - local_day(at)).days


def elapsed_share(*, valid_from: datetime, valid_to: datetime, at: datetime) -> float:
    """This will return how much of the period has passed, 0 to 1."""
    share = (at - valid_from) / (valid_to - valid_from)
    return min(1.0, max(0.0, share))


def may_recognise(*, level: str, allowed: Collection[str]) -> bool:
    """This will tell whether a level is among those the law names for these stars on that day."""
    return level in allowed


def verification_obstacle(
    *, evidence_level: str, number: str, entered_by: Sequence[int], verifier: int, demo_allowed: bool
) -> str | None:
    """This will return the code of what forbids verifying, or None. Two people, a signed decision, a number."""
    if evidence_level not in SELLABLE_EVIDENCE:
        return "evidence_too_weak"
    if evidence_level == "DEMO" and not demo_allowed:
        return "demo_not_allowed"
    if not number:
        return "no_number"
    if verifier in entered_by:
        return "same_person"
    return None
