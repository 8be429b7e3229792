"""A producer's parts of orders: the list, and one of them with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, DateTimeField, F, IntegerField, Q, QuerySet, Value, When
from django.utils.functional import Promise

from catalogue_ext.certification.classification import ALCOHOL
from catalogue_ext.labels.words import full_line
from catalogue_ext.places.rules import short_label
from shop.cooperative.sentences import ACTOR_WORDS, EVENT_WORDS, STATE_WORDS, left_words, reason_words, way_words
from shop.fulfilment.models import ProducerOrder
from shop.fulfilment.queries import parts_of_producer
from shop.fulfilment.states import NOT_PACKED, Actor, State
from shop.fulfilment.visibility import Buyer, buyer_of, hidden_from
from shop.listings.renditions import rendition_name
from shop.primitives.codes import normalise_code
from shop.primitives.money import vnd
from shop.primitives.paging import Turner, pages_of
from shop.primitives.period import last_day

SIZE = 20
# The rendition shown beside a line. Units: px.
SMALL = 320
# What is to be done stands first, in this order, the oldest first; then the rest, the newest first.
_TO_DO = (State.NEW, State.ACCEPTED, State.PACKED, State.HANDED_OVER)


@dataclass(frozen=True, slots=True)
class Row:
    """One part in a list. Units: ₫. `buyer` and `place` are "" once hidden."""

    part: ProducerOrder
    state: State
    words: str | Promise
    kind: str
    goods: list[Goods]
    buyer: str
    place: str
    way: str
    left: str
    is_late: bool
    is_unconfirmed: bool

    @property
    def number(self) -> str:
        """This will return the part's number."""
        return self.part.number

    @property
    def first(self) -> Goods | None:
        """This will return what the row shows of the goods."""
        return self.goods[0] if self.goods else None

    @property
    def more(self) -> int:
        """This will return how many lines are not shown."""
        return max(0, len(self.goods) - 1)


@dataclass(frozen=True, slots=True)
class Goods:
    """One line of a part. Units: ₫ after discounts, pieces. `fell` says what became of it, "" while it is kept."""

    pk: int
    name: str
    name_language: str
    pack_size: str
    quantity: int
    price_vnd: int
    sum_vnd: int
    certificate: str
    origin: str
    picture: str
    fell: str
    why_fell: str


@dataclass(frozen=True, slots=True)
class PartsPage(Turner):
    """One page of a producer's parts."""

    rows: list[Row]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Event:
    """One move of a part, in words."""

    words: str | Promise
    at: datetime
    who: str | Promise
    why: str


@dataclass(frozen=True, slots=True)
class PartPage:
    """One part with all that its producer may know. Units: ₫."""

    part: ProducerOrder
    state: State
    words: str | Promise
    kind: str
    goods: list[Goods]
    buyer: Buyer | None
    hidden_from: datetime | None
    way: str
    left: str
    is_late: bool
    is_unconfirmed: bool
    asks_age: bool
    is_own_point: bool
    taken: Any
    history: list[Event]
    returns: list[Any]
    refunds: list[Any]

    @property
    def kept(self) -> list[Goods]:
        """This will return the lines that did not fall away."""
        return [line for line in self.goods if not line.fell]

    @property
    def can_drop_lines(self) -> bool:
        """This will tell whether a single line can be called off while the others go on."""
        return self.state in NOT_PACKED and len(self.kept) > 1


def parts_page(*, producer: Any, at: datetime, state: State | None, number: str, page: int) -> PartsPage:
    """This will return a page of a producer's parts: in one state or in all, of a number or its beginning.

    Costs: 6 queries, however many parts.
    """
    found: Any = parts_of_producer(producer=producer)
    if state is not None:
        found = found.in_states(state, at=at)
    if number:
        found = found.filter(number__startswith=_beginning(number))
    count = found.count()
    where = pages_of(count=count, size=SIZE, page=page)
    start = (where.page - 1) * SIZE
    rows = _with_rows(_in_order(found, at))[start : start + SIZE]
    return PartsPage([_row(part, at) for part in rows], count, where.page, where.pages)


def _beginning(number: str) -> str:
    """An order's number as people type it, with the part's ordinal where they do."""
    head, _, ordinal = number.strip().rpartition("-")
    if head and ordinal.isascii() and ordinal.isdigit() and len(ordinal) < 3:
        return f"{normalise_code(head)}-{ordinal}"
    return normalise_code(number)[:16]


def _in_order(found: QuerySet[Any], at: datetime) -> QuerySet[Any]:
    waits = Q(state=State.NEW, expires_at__gt=at)
    rank = Case(
        When(waits, then=Value(0)),
        *(When(state=state, then=Value(place)) for place, state in enumerate(_TO_DO) if place),
        default=Value(len(_TO_DO)),
        output_field=IntegerField(),
    )
    oldest = Case(When(rank__lt=len(_TO_DO), then=F("placed_at")), default=None, output_field=DateTimeField())
    return found.annotate(rank=rank).order_by("rank", oldest.asc(), "-placed_at", "-pk")


def _with_rows(found: QuerySet[Any]) -> QuerySet[Any]:
    rows = found.select_related("order__shipping_address", "order__cash_confirmation", "order__invoice_request")
    return rows.prefetch_related("lines__product__parent", "outcomes")


def _row(part: Any, at: datetime) -> Row:
    state = part.state_at(at)
    words, kind = STATE_WORDS[state]
    buyer = buyer_of(part=part, at=at)
    return Row(
        part=part,
        state=state,
        words=words,
        kind=kind,
        goods=_goods(part, with_pictures=False),
        buyer=buyer.name if buyer else "",
        place=f"{buyer.commune}, {short_label(buyer.province)}" if buyer and buyer.commune else "",
        way=way_words(part),
        left=left_words(until=part.expires_at, at=at) if state is State.NEW else "",
        is_late=state is State.NEW and at >= part.answer_due_at,
        is_unconfirmed=_is_unconfirmed(part),
    )


def _is_unconfirmed(part: Any) -> bool:
    confirmation = getattr(part.order, "cash_confirmation", None)
    return confirmation is not None and confirmation.confirmed_at is None


def part_of(*, producer: Any, number: str) -> Any:
    """This will return one part of the producer with what its page reads, or None: another's is not found either.

    Costs: 10 queries at most, however many lines.
    """
    parts = parts_of_producer(producer=producer).filter(number=number)
    return (
        parts.select_related(
            "order__shipping_address",
            "order__cash_confirmation",
            "order__invoice_request",
            "seller_of_record",
            "pickup_point__commune__province",
            "collection",
        )
        .prefetch_related(
            "lines__product__images",
            "lines__product__parent__images",
            "outcomes",
            "changes",
            "return_requests",
            "refunds",
        )
        .first()
    )


def part_page(*, part: Any, at: datetime) -> PartPage:
    """This will lay a part out that was read by `part_of`. Costs: none."""
    state = part.state_at(at)
    words, kind = STATE_WORDS[state]
    sets = {_canonical(line.product).criteria_set for line in part.lines.all() if line.product}
    return PartPage(
        part=part,
        state=state,
        words=words,
        kind=kind,
        goods=_goods(part, with_pictures=True),
        buyer=buyer_of(part=part, at=at),
        hidden_from=hidden_from(part=part, at=at),
        way=way_words(part),
        left=left_words(until=part.expires_at, at=at) if state is State.NEW else "",
        is_late=state is State.NEW and at >= part.answer_due_at,
        is_unconfirmed=_is_unconfirmed(part),
        asks_age=bool(sets & ALCOHOL),
        is_own_point=part.pickup_point is not None and part.pickup_point.partner_id == part.partner_id,
        taken=getattr(part, "collection", None),
        history=_history(part, state),
        returns=sorted(part.return_requests.all(), key=lambda row: row.asked_at, reverse=True),
        refunds=sorted(part.refunds.all(), key=lambda row: row.owed_at),
    )


def _history(part: Any, state: State) -> list[Event]:
    events = [
        Event(
            words=EVENT_WORDS[State(change.target)],
            at=change.at,
            who=ACTOR_WORDS[Actor(change.actor)],
            why=reason_words(change.reason),
        )
        for change in sorted(part.changes.all(), key=lambda row: (row.at, row.pk))
        if change.source
    ]
    if state is not State(part.state):
        # True by time, and nobody has written it yet.
        when = part.expires_at if state is State.REFUSED else part.returnable_until
        why = reason_words("unanswered") if state is State.REFUSED else ""
        events.append(Event(EVENT_WORDS[state], when, ACTOR_WORDS[Actor.SYSTEM], why))
    return events


def _goods(part: Any, *, with_pictures: bool) -> list[Goods]:
    fell = {outcome.line_id: outcome for outcome in part.outcomes.all()}
    lines = sorted(part.lines.all(), key=lambda line: line.pk)
    return [_one(line, fell.get(line.pk), with_pictures) for line in lines]


def _one(line: Any, outcome: Any, with_pictures: bool) -> Goods:
    product = line.product
    return Goods(
        pk=line.pk,
        name=product.name if product else line.title,
        name_language=product.name_language if product else "vi",
        pack_size=product.pack_size if product else "",
        quantity=line.quantity,
        price_vnd=vnd(line.unit_price_incl_tax),
        sum_vnd=vnd(line.line_price_incl_tax),
        certificate=full_line(
            stars=line.stars, decision_number=line.decision_number, last_day=last_day(line.certificate_valid_to)
        ),
        origin=f"{line.commune_name}, {short_label(line.province_name)}",
        picture=small_picture(product) if with_pictures and product else "",
        fell=outcome.get_kind_display() if outcome else "",
        why_fell=reason_words(outcome.reason) if outcome else "",
    )


def small_picture(product: Any) -> str:
    """This will return the address of the first picture in its smallest width, or "". Costs: none when preloaded."""
    images: Iterable[Any] = product.images.all() or (product.parent.images.all() if product.is_child else ())
    first = min(images, key=lambda image: (image.display_order, image.pk), default=None)
    if first is None:
        return ""
    url: str = first.original.url
    return url if first.width is None else rendition_name(name=url, width=min(first.width, SMALL), kind="webp")


def _canonical(product: Any) -> Any:
    return product.parent if product.is_child else product
