"""One producer's part of an order as its buyer sees it: where it is, what is paid, what may be done about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model

from shop.fulfilment.models import ProducerOrder, StateChange
from shop.fulfilment.operations.moving import UNANSWERED
from shop.fulfilment.states import FELL_AWAY, STEP, UNDER_WAY, Actor, State
from shop.opinions.queries import may_tell
from shop.primitives.money import vnd
from shop.primitives.period import last_day, local_day
from shop.storefront.queries.cards import Picture, picture_of
from shop.storefront.queries.order_words import (
    ENDED_BY,
    HOLDERS,
    READY,
    RETURN_WORDS,
    STATE_WORDS,
    WAY,
    Words,
)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One product of the order, with the certificate it was sold under. Units: ₫, pieces.

    `fell` says what became of it, "" while it is kept.
    """

    pk: int
    name: str
    name_language: str
    url: str
    picture: Picture | None
    pack_size: str
    quantity: int
    price_vnd: int
    sum_vnd: int
    stars: int
    decision_number: str
    last_day: Any
    commune: str
    province: str
    fell: Words = ""
    may_cancel: bool = False
    may_tell: bool = False
    has_told: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way; `at` is None while it lies ahead."""

    words: Words
    at: datetime | None
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """How a part left the way: `why` in the words of who ended it, "" for the buyer's own."""

    words: Words
    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Where a parcel is picked up; the code only once it lies there."""

    name: str
    address: str
    place: str
    hours: str
    code: str


@dataclass(frozen=True, slots=True)
class RefundRow:
    """Money owed back: how much, by whom, since when; when and how it was given."""

    amount_vnd: int
    by: str
    owed_at: datetime
    paid_at: datetime | None
    how: str


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A wish to give goods back, and how it stands."""

    state: str
    words: Words
    kind: str
    goods: list[tuple[str, str]]
    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    received_at: datetime | None
    pictures: list[int]


@dataclass(frozen=True, slots=True)
class May:
    """What a buyer may do about a part now."""

    cancel: bool = False
    complain: bool = False
    miss: bool = False
    give_back: bool = False
    have_receipt: bool = False

    @property
    def anything(self) -> bool:
        """This will tell whether there is any button to show."""
        return self.cancel or self.complain or self.miss or self.give_back or self.have_receipt


@dataclass(frozen=True, slots=True)
class OrderPart:
    """What one producer sends. Units: ₫; `payable_vnd` is what is to be paid, or was paid and stays paid."""

    number: str
    ordinal: int
    producer: Any
    name: str
    state: str
    state_words: Words
    state_kind: str
    lines: list[OrderLine]
    goods_vnd: int
    discount_vnd: int
    delivery_vnd: int
    cash_fee_vnd: int
    total_vnd: int
    payable_vnd: int
    way: str
    tracking_number: str = ""
    stages: list[Stage] = field(default_factory=list)
    ending: Ending | None = None
    answer_due_at: datetime | None = None
    expires_at: datetime | None = None
    is_late: bool = False
    first_day: date | None = None
    due_day: date | None = None
    waiting: Waiting | None = None
    taken_vnd: int = 0
    taken_at: datetime | None = None
    pay_words: Words = ""
    refunds: list[RefundRow] = field(default_factory=list)
    returns: list[ReturnRow] = field(default_factory=list)
    return_by: date | None = None
    may: May = May()

    @property
    def is_new(self) -> bool:
        """This will tell whether the producer has still to answer."""
        return self.state == State.NEW

    @property
    def is_under_way(self) -> bool:
        """This will tell whether the parcel is still to come."""
        return self.state in UNDER_WAY

    @property
    def fell_vnd(self) -> int:
        """This will return what fell away since the order was placed, ₫."""
        return self.total_vnd - self.payable_vnd

    @property
    def owed_vnd(self) -> int:
        """This will return what is still to be paid for it, ₫."""
        return 0 if self.taken_at else self.payable_vnd


def order_parts(*, order: Any, at: datetime) -> list[OrderPart]:
    """This will read an order's parts for its buyer, true at the instant. Costs: 11 queries, however many there are."""
    lines = get_model("order", "Line").objects.select_related("product__parent", "outcome", "opinion")
    rows = order.producer_orders.select_related(
        "partner__producer__commune__province", "seller_of_record", "pickup_point__commune__province", "collection"
    ).prefetch_related(
        Prefetch("lines", lines.order_by("pk")),
        "lines__product__images",
        "lines__product__parent__images",
        Prefetch("changes", StateChange.objects.order_by("at", "pk")),
        "refunds",
        "return_requests__lines",
        "return_requests__pictures",
    )
    return [_part(row, ordinal, at) for ordinal, row in enumerate(rows.order_by("pk"), start=1)]


def may_of(*, part: ProducerOrder, at: datetime) -> May:
    """This will tell what a buyer may do about a part at the instant; operations decide again. Costs: none where the
    cash taken was read along."""
    state = part.state_at(at)
    is_in_time = part.returnable_until is not None and at < part.returnable_until
    return May(
        cancel=_may_move(state, State.CANCELLED),
        complain=True,
        miss=state is State.HANDED_OVER,
        give_back=state is State.DELIVERED and is_in_time and not part.has_open_return,
        have_receipt=_taken(part) is not None,
    )


def _may_move(state: State, target: State) -> bool:
    step = STEP.get((state, target))
    return step is not None and Actor.BUYER in step.actors


def _taken(part: ProducerOrder) -> Any:
    return getattr(part, "collection", None)


def _part(row: Any, ordinal: int, at: datetime) -> OrderPart:
    state, taken, may = row.state_at(at), _taken(row), may_of(part=row, at=at)
    words, kind = STATE_WORDS[state]
    producer = getattr(row.partner, "producer", None)
    language = get_language() or "vi"
    lines = list(row.lines.all())
    kept = sum(1 for line in lines if not hasattr(line, "outcome"))
    return OrderPart(
        number=row.number,
        ordinal=ordinal,
        producer=producer,
        name=producer.name if producer else row.partner.name,
        state=state,
        state_words=READY if row.ready_at and state is State.HANDED_OVER else words,
        state_kind=kind,
        lines=[_line(line, state, may.cancel and kept > 1) for line in lines],
        goods_vnd=row.goods_vnd,
        discount_vnd=row.discount_vnd,
        delivery_vnd=row.delivery_vnd,
        cash_fee_vnd=row.cash_fee_vnd,
        total_vnd=row.total_vnd,
        # The clock may have ended it before anybody wrote that down.
        payable_vnd=0 if state in FELL_AWAY else row.payable_vnd,
        way=(row.delivery_name_en if language == "en" else "") or row.delivery_name_vi,
        tracking_number=row.tracking_number,
        stages=_stages(row, state),
        ending=_ending(row, state),
        answer_due_at=row.answer_due_at,
        expires_at=row.expires_at,
        is_late=state is State.NEW and at >= row.answer_due_at,
        **_days(row, state),
        waiting=_waiting(row, state, language),
        taken_vnd=taken.amount_vnd if taken else 0,
        taken_at=taken.at if taken else None,
        pay_words=HOLDERS[row.cash_holder],
        refunds=_refunds(row),
        returns=_returns(row, lines),
        return_by=last_day(row.returnable_until) if may.give_back else None,
        may=may,
    )


def _days(row: Any, state: State) -> dict[str, date | None]:
    """When it should be there, as promised on the day of the order; nothing where nothing was."""
    if state not in UNDER_WAY or not row.delivery_days_most or row.ready_at:
        return {}
    day = local_day(row.placed_at)
    most = settings.DELIVERY_PACKING_DAYS + row.delivery_days_most
    return {"first_day": day + timedelta(days=row.delivery_days_least), "due_day": day + timedelta(days=most)}


def _stages(row: Any, state: State) -> list[Stage]:
    """The way with its days; of what fell away only what it went through."""
    times = {State(change.target): change.at for change in row.changes.all()}
    times[State.NEW] = row.placed_at
    stages = []
    for step, words in WAY:
        if step is State.HANDED_OVER and row.ready_at:
            words = READY
        reached = times.get(step)
        if reached is None and state not in UNDER_WAY:
            continue
        stages.append(Stage(words, reached, is_now=step is state))
    return stages


def _ending(row: Any, state: State) -> Ending | None:
    if state not in ENDED_BY:
        return None
    if state is not State(row.state):
        return Ending(ENDED_BY[state][Actor.SYSTEM], row.expires_at)
    last = next((change for change in reversed(row.changes.all()) if change.target == state), None)
    if last is None:
        return None
    actor = Actor(last.actor)
    words = ENDED_BY[state].get(actor, STATE_WORDS[state][0])
    is_said = actor in {Actor.PRODUCER, Actor.SUPPORT} and last.reason != UNANSWERED and state is not State.RETURNED
    return Ending(words, last.at, last.reason if is_said else "")


def _waiting(row: Any, state: State, language: str) -> Waiting | None:
    point = row.pickup_point
    if point is None:
        return None
    is_there = row.ready_at is not None and state is State.HANDED_OVER
    return Waiting(
        name=point.called(language),
        address=point.address,
        place=f"{point.commune.name}, {point.commune.province.label}",
        hours=point.open_when(language),
        code=row.pickup_code if is_there else "",
    )


def _refunds(row: Any) -> list[RefundRow]:
    by = row.seller_of_record.name
    rows = sorted(row.refunds.all(), key=lambda refund: refund.pk)
    return [RefundRow(each.amount_vnd, by, each.owed_at, each.paid_at, each.paid_how) for each in rows]


def _returns(row: Any, lines: list[Any]) -> list[ReturnRow]:
    named = {line.pk: _name(line) for line in lines}
    return [
        ReturnRow(
            each.state,
            *RETURN_WORDS[each.state],
            goods=[named[line.line_id] for line in sorted(each.lines.all(), key=lambda line: line.line_id)],
            text=each.text,
            asked_at=each.asked_at,
            answer=each.answer,
            answered_at=each.answered_at,
            received_at=each.received_at,
            pictures=sorted(picture.pk for picture in each.pictures.all()),
        )
        for each in sorted(row.return_requests.all(), key=lambda request: request.pk)
    ]


def _name(line: Any) -> tuple[str, str]:
    product = line.product
    return (product.name, product.name_language) if product else (line.title, "vi")


def _line(line: Any, state: State, may_cancel: bool) -> OrderLine:
    product, outcome = line.product, getattr(line, "outcome", None)
    canonical = product.parent if product and product.is_child else product
    name, language = _name(line)
    is_kept = outcome is None and state not in FELL_AWAY
    return OrderLine(
        pk=line.pk,
        name=name,
        name_language=language,
        url=product.get_absolute_url() if product else "",
        picture=picture_of(canonical) if canonical else None,
        pack_size=product.pack_size if product else "",
        quantity=line.quantity,
        price_vnd=vnd(line.unit_price_incl_tax),
        sum_vnd=vnd(line.line_price_incl_tax),
        stars=line.stars,
        decision_number=line.decision_number,
        last_day=last_day(line.certificate_valid_to),
        commune=line.commune_name,
        province=line.province_name,
        fell=_fell(outcome, state),
        may_cancel=may_cancel and is_kept,
        may_tell=may_tell(line=line, state=state),
        has_told=hasattr(line, "opinion"),
    )


def _fell(outcome: Any, state: State) -> Words:
    if outcome is not None:
        return _("given back") if outcome.kind == "returned" else _("called off")
    return _("called off") if state in FELL_AWAY else ""
