"""What pages and other rooms read: standing at an instant, the certificate panel, the check page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, QuerySet
from oscar.core.loading import get_model

from catalogue_ext.certification import law
from catalogue_ext.certification.facts import history_of
from catalogue_ext.certification.models import (
    Certificate,
    Coverage,
    Decision,
    DecisionKind,
    Grace,
    Revocation,
    Standing,
)
from catalogue_ext.certification.refusals import AmbiguousDecision, NoNumber, NotCertified, UnknownDecision
from catalogue_ext.certification.rules import (
    CERTIFIED,
    History,
    State,
    counting,
    days_left,
    elapsed_share,
    end_of,
    is_revoked,
    known_at,
    last_ended,
    state_at,
)
from shop.primitives.codes import normalise_code
from shop.primitives.period import last_day, local_day

_WHY = {State.NEVER: "never", State.NOT_YET: "not_yet", State.LAPSED: "lapsed", State.REVOKED: "revoked"}


# ---------------------------------------------------------------- standing


def standings_of(*, product_ids: Iterable[int], at: datetime) -> dict[int, Standing]:
    """This will return the standing of each product certified at the instant; the others are absent.

    Pack sizes are asked for themselves. Costs: one query, with certificate, decision and commune.
    """
    held = Standing.objects.at(at).filter(product_id__in=set(product_ids)).order_by("pk")
    held = held.select_related("certificate__decision", "certificate__commune__province")
    return {standing.product_id: standing for standing in held}


def standing_at(*, product_id: int, at: datetime) -> Standing:
    """This will return the standing of one product at the instant.

    Refuses: NotCertified(reason = never | not_yet | lapsed | revoked, and since or from when). Costs: one query; 2 or
    3 more when it refuses.
    """
    found = standings_of(product_ids=[product_id], at=at).get(product_id)
    if found is not None:
        return found
    product = get_model("catalogue", "Product").objects.get(pk=product_id)
    panel = certificate_panel(product=product, at=at)
    if panel is None:
        raise NotCertified(product=product_id, reason="never")
    # A pack size that nobody marked as covered stands on nothing, whatever its product does.
    reason = _WHY.get(panel.state, "never")
    raise NotCertified(product=product_id, reason=reason, valid_from=panel.valid_from, ended_at=panel.ends_at)


# ---------------------------------------------------------------- panel


@dataclass(frozen=True, slots=True)
class RevocationNote:
    """The revoking decision, as people are told."""

    number: str
    decided_on: date | None
    authority: str
    reason: str
    reason_label: str
    effective_at: datetime
    counts_from: datetime
    url: str


@dataclass(frozen=True, slots=True)
class CertificateEntry:
    """One certificate as printed, with what became of it. `last_day` is the last day in force; ends are exclusive."""

    certificate: Certificate
    state: State
    stars: int
    decision_number: str
    decided_on: date | None
    authority: str
    level: str
    is_demo: bool
    url: str
    sha256: str
    product_name: str
    producer_name: str
    address: str
    commune: Any
    printed_commune: Any
    official_code: str
    kind: str
    valid_from: datetime
    valid_to: datetime
    last_day: date
    # When it ended or will: printed end, end of grace, or revocation. Exclusive.
    ends_at: datetime
    grace_reason: str = ""
    revocation: RevocationNote | None = None
    # A newer certificate counts in its stead although this one still runs.
    is_superseded: bool = False


@dataclass(frozen=True, slots=True)
class CertificatePanel:
    """What product page and check page show of a product's certification at one instant."""

    product: Any
    at: datetime
    state: State
    # The certificate that counts; when none does, the one that ended last, or else the one that begins first.
    entry: CertificateEntry
    elapsed_share: float
    # Local days until the last day in force (printed, or of grace); 0 on that day; never below 0.
    days_left: int
    history: list[CertificateEntry] = field(default_factory=list)

    @property
    def is_certified(self) -> bool:
        """This will tell whether the product is certified at the instant."""
        return self.state in CERTIFIED

    @property
    def stars(self) -> int:
        """This will return the stars of the certificate shown."""
        return self.entry.stars

    @property
    def valid_from(self) -> datetime:
        """This will return when the certificate shown begins."""
        return self.entry.valid_from

    @property
    def ends_at(self) -> datetime:
        """This will return when it ends or ended, exclusive."""
        return self.entry.ends_at

    @property
    def last_day(self) -> date:
        """This will return the last day in force: printed, or of grace, or the day a revocation cut it."""
        return last_day(self.entry.ends_at)


@dataclass(frozen=True, slots=True)
class _Rows:
    certificates: Sequence[Certificate]
    revocations: Sequence[Revocation]
    graces: Sequence[Grace]

    @property
    def history(self) -> History:
        return history_of(certificates=self.certificates, revocations=self.revocations, graces=self.graces)


def certificate_panel(*, product: Any, at: datetime) -> CertificatePanel | None:
    """This will return the certification of a product as people see it, or None when nothing verified is known of it.

    A pack size shows the certificates that cover it. Costs: 1 query, 2 where it was ever revoked.
    """
    rows = _rows(product)
    history = rows.history
    known = known_at(history=history, at=at, demo_counts=settings.DEMO)
    if not known:
        return None
    state = state_at(history=history, at=at, ending_days=ending_days(at=at), demo_counts=settings.DEMO)
    shown = (
        counting(history=history, at=at, demo_counts=settings.DEMO)
        or last_ended(history=history, at=at, demo_counts=settings.DEMO)
        or min(known, key=lambda fact: (fact.valid_from, fact.key))
    )
    entries = {entry.certificate.pk: entry for entry in _entries(rows, history, at)}
    entry = entries[shown.key]
    return CertificatePanel(
        product=product,
        at=at,
        state=state,
        entry=entry,
        elapsed_share=elapsed_share(valid_from=entry.valid_from, valid_to=entry.valid_to, at=at),
        days_left=max(0, days_left(valid_to=entry.ends_at, at=at)),
        history=sorted(entries.values(), key=lambda e: (e.valid_from, e.certificate.pk), reverse=True),
    )


def ending_days(*, at: datetime) -> int:
    """This will return how many days before its end a certificate is shown as ending: the renewal window has closed."""
    try:
        return law.number(code="renewal_latest", on=local_day(at))
    except law.NoLawForDay:
        return 0


def _rows(product: Any) -> _Rows:
    canonical = product.parent_id if product.is_child else product.pk
    certificates = Certificate.objects.filter(product_id=canonical, verified_at__isnull=False)
    if product.is_child:
        certificates = certificates.filter(pk__in=Coverage.objects.filter(product=product).values("certificate_id"))
    revocations = Revocation.objects.filter(product_id=canonical)
    certificates = certificates.select_related("decision", "commune__province", "printed_commune__province", "grace")
    # Laid out here: to put the query together that lays out all these columns took half as long again.
    rows = sorted(certificates.annotate(was_revoked=Exists(revocations)), key=lambda row: row.pk)
    graces = [row.grace for row in rows if hasattr(row, "grace")]
    # Almost none was, and every page of a product asks.
    was_revoked = any(row.was_revoked for row in rows)
    return _Rows(rows, list(revocations.select_related("decision").order_by("pk")) if was_revoked else [], graces)


def _entries(rows: _Rows, history: History, at: datetime) -> list[CertificateEntry]:
    facts = {fact.key: fact for fact in known_at(history=history, at=at, demo_counts=settings.DEMO)}
    now = counting(history=history, at=at, demo_counts=settings.DEMO)
    entries = []
    for certificate in rows.certificates:
        fact = facts.get(certificate.pk)
        if fact is None:
            continue
        alone = History((fact,), history.revocations, history.graces)
        state = state_at(history=alone, at=at, ending_days=ending_days(at=at))
        ended_by = _ended_by(rows, alone, certificate, at)
        entries.append(_entry(certificate, state, end_of(fact=fact, history=history), ended_by, now))
    return entries


def _ended_by(rows: _Rows, alone: History, certificate: Certificate, at: datetime) -> Revocation | None:
    (fact,) = alone.certificates
    if not is_revoked(fact=fact, history=alone, at=at):
        return None
    end = end_of(fact=fact, history=alone)
    return next((row for row in rows.revocations if row.counts_from == end), None)


def _entry(
    certificate: Certificate, state: State, ends_at: datetime, revocation: Revocation | None, now: Any
) -> CertificateEntry:
    decision = certificate.decision
    assert certificate.valid_from is not None
    assert certificate.valid_to is not None
    grace = getattr(certificate, "grace", None)
    return CertificateEntry(
        certificate=certificate,
        state=state,
        stars=certificate.stars,
        decision_number=decision.number,
        decided_on=decision.decided_on,
        authority=decision.authority,
        level=decision.level,
        is_demo=decision.evidence_level == "DEMO",
        url=decision_url(decision=decision),
        sha256=decision.sha256,
        product_name=certificate.product_name,
        producer_name=certificate.producer_name,
        address=certificate.address_as_printed,
        commune=certificate.commune,
        printed_commune=certificate.printed_commune,
        official_code=certificate.official_code,
        kind=certificate.kind,
        valid_from=certificate.valid_from,
        valid_to=certificate.valid_to,
        last_day=last_day(certificate.valid_to),
        ends_at=ends_at,
        grace_reason=grace.reason if grace else "",
        revocation=_note(revocation) if revocation else None,
        is_superseded=state in CERTIFIED and now is not None and now.key != certificate.pk,
    )


def decision_url(*, decision: Decision) -> str:
    """This will return where the decision can be read: our copy of the file, else the official address, else ""."""
    return decision.file.url if decision.file else decision.source_url


def _note(revocation: Revocation) -> RevocationNote:
    decision = revocation.decision
    return RevocationNote(
        number=decision.number,
        decided_on=decision.decided_on,
        authority=decision.authority,
        reason=revocation.reason,
        reason_label=str(revocation.get_reason_display()),
        effective_at=revocation.effective_at,
        counts_from=revocation.counts_from,
        url=decision_url(decision=decision),
    )


# ---------------------------------------------------------------- check page


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The answer of the permanent check page. No `panel`: a code nobody has, or a product never certified."""

    code: str
    # A `State`, or "unknown".
    state: str
    product: Any = None
    panel: CertificatePanel | None = None

    @property
    def is_known(self) -> bool:
        """This will tell whether there is anything to show: else the page answers 404."""
        return self.panel is not None


def check_page(*, code: str, at: datetime) -> CheckResult:
    """This will answer a check code as typed or scanned, with a `State` or "unknown".

    Costs: 2 queries, 3 where it was ever revoked; 1 for an unknown code.
    """
    code = normalise_code(code)
    products = get_model("catalogue", "Product").objects.filter(check_code=code)
    product = products.select_related("producer", "origin_commune__province", "parent__producer").first()
    if product is None:
        return CheckResult(code, "unknown")
    panel = certificate_panel(product=product, at=at)
    return CheckResult(code, panel.state if panel else State.NEVER, product, panel)


# ---------------------------------------------------------------- officers


def find_decision(
    *, number: str, authority: str = "", decided_on: date | None = None, kind: str = DecisionKind.RECOGNISE
) -> Decision:
    """This will return the decision of that number; authority and date say which when several carry it.

    Refuses: NoNumber, UnknownDecision, AmbiguousDecision (with what to choose from). Costs: one query.
    """
    if not number.strip():
        raise NoNumber
    found = Decision.objects.filter(number=number.strip(), kind=kind).order_by("pk")
    if authority:
        found = found.filter(authority=authority.strip())
    if decided_on:
        found = found.filter(decided_on=decided_on)
    rows = list(found)
    if not rows:
        raise UnknownDecision(number=number, authority=authority, decided_on=decided_on)
    if len(rows) > 1:
        choices = [f"{row.authority}, {row.decided_on}" for row in rows]
        raise AmbiguousDecision(number=number, choices=choices)
    return rows[0]


def waiting_for_verification() -> QuerySet[Certificate]:
    """This will return the entries that a second officer can verify, oldest first."""
    waiting = Certificate.objects.filter(
        verified_at__isnull=True, withdrawn_at__isnull=True, decision__evidence_level__in=["A", "DEMO"]
    )
    return waiting.select_related("decision", "product", "entered_by").order_by("entered_at", "pk")
