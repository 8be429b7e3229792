"""What is to be done, the most urgent first. No buyer's name, phone or address: those stand on the order's own page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from shop.accounts.phones import spoken
from shop.fulfilment.models import CashConfirmation, DeliveryKind, ProducerOrder, Refund, ReturnRequest, ReturnState
from shop.fulfilment.states import State
from shop.primitives.money import vnd
from shop.primitives.period import last_day, written_day, written_instant
from shop.programme.words import TICKET_WORDS
from shop.support import queries as support
from shop.support.models import Ticket
from shop.support.states import State as TicketState

FEW = 5
A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do. `producer` is a Vietnamese name, "" where there is none; `go` are ways on: label, address."""

    number: str
    url: str
    status: str
    status_kind: str
    producer: str
    about: str
    amount_vnd: int | None
    go: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Queue:
    """One kind of things to do: all of them in order, and how a row is shown."""

    slug: str
    title: str | Promise
    lead: str | Promise
    icon_name: str
    rows: Callable[[datetime], Any]
    job: Callable[[Any, datetime], Job]
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queue as the first page shows it: how many, and the first few."""

    queue: Queue
    count: int
    jobs: list[Job]
    url: str


def _order_url(order_number: str, anchor: str = "") -> str:
    return reverse("programme:order", args=[order_number]) + (f"#{anchor}" if anchor else "")


def _step(part: Any, verb: str) -> str:
    return reverse("programme:step", args=[part.number, verb])


def _when(at: datetime) -> str:
    return written_instant(at, get_language() or "vi")


def _maker(part: Any) -> str:
    return str(part.partner.producer.name)


def _parts() -> Any:
    return ProducerOrder.objects.select_related("partner__producer", "order", "pickup_point")


def _unanswered(at: datetime) -> Any:
    return _parts().in_states(State.NEW, at=at).filter(answer_due_at__lte=at).order_by("expires_at", "pk")


def _unanswered_job(part: Any, at: datetime) -> Job:
    phone = spoken(phone=part.partner.producer.phone) or _("no phone known")
    return Job(
        number=part.number,
        url=_order_url(part.order.number, part.number),
        status=_("refused by itself %(when)s") % {"when": _when(part.expires_at)},
        status_kind="danger",
        producer=_maker(part),
        about=_("Call the producer: %(phone)s") % {"phone": phone},
        amount_vnd=part.total_vnd,
        go=[(_("Accept for it"), _step(part, "nhan")), (_("Refuse"), _step(part, "tu-choi"))],
    )


def _tickets(at: datetime) -> Any:
    return support.waiting()


def ticket_job(ticket: Ticket, at: datetime) -> Job:
    """This will show a ticket without who asked. Overdue: a promise to this person is broken at the instant."""
    due = ticket.first_answer_due if ticket.first_answered_at is None else ticket.resolve_due
    words, kind = TICKET_WORDS[TicketState(ticket.state)]
    if not ticket.is_closed and due is not None:
        is_late = due <= at
        kind = "danger" if is_late else kind
        day = {"day": written_day(last_day(due), get_language() or "vi")}
        words = _("overdue: was due %(day)s") % day if is_late else _("due %(day)s") % day
    part, order = ticket.producer_order, ticket.order
    about = [str(ticket.get_kind_display()), part.number if part else order.number if order else _("no order")]
    url = reverse("programme:ticket", args=[ticket.number])
    return Job(
        number=ticket.number,
        url=url,
        status=str(words),
        status_kind=kind,
        producer=_maker(part) if part else "",
        about=" · ".join(about),
        amount_vnd=None,
        go=[(_("Open it"), url)],
    )


def _cash(at: datetime) -> Any:
    new = ProducerOrder.objects.in_states(State.NEW, at=at).filter(order=OuterRef("order"))
    waiting = CashConfirmation.objects.filter(Exists(new), confirmed_at=None)
    return waiting.select_related("order").order_by("order__date_placed", "pk")


def _cash_job(row: Any, at: datetime) -> Job:
    order = row.order
    return Job(
        number=order.number,
        url=_order_url(order.number),
        status=_("not confirmed"),
        status_kind="warn",
        producer="",
        about=_("Placed %(when)s. Call the buyer; the phone stands on the order.") % {"when": _when(order.date_placed)},
        amount_vnd=vnd(order.total_incl_tax),
        go=[(_("Open and call"), _order_url(order.number))],
    )


def _returns(at: datetime) -> Any:
    since = at - timedelta(days=settings.RETURN_ANSWER_DAYS)
    asked = ReturnRequest.objects.filter(state=ReturnState.ASKED, asked_at__lte=since)
    open_parts = ProducerOrder.objects.in_states(State.DELIVERED, State.DISPUTED, at=at)
    rows = asked.filter(producer_order__in=open_parts)
    return rows.select_related("producer_order__partner__producer", "producer_order__order").order_by("asked_at", "pk")


def _return_job(row: Any, at: datetime) -> Job:
    part = row.producer_order
    return Job(
        number=part.number,
        url=_order_url(part.order.number, part.number),
        status=_("asked %(when)s") % {"when": _when(row.asked_at)},
        status_kind="warn",
        producer=_maker(part),
        about=str(row.get_reason_display()),
        amount_vnd=None,
        go=[
            (_("Answer"), reverse("programme:return_answer", args=[row.pk])),
            (_("Open it"), _order_url(part.order.number)),
        ],
    )


def _refunds(at: datetime) -> Any:
    rows = Refund.objects.filter(paid_at=None).select_related("payment__payee", "producer_order__order")
    return rows.select_related("producer_order__partner__producer").order_by("owed_at", "pk")


def _refund_job(row: Any, at: datetime) -> Job:
    part = row.producer_order
    return Job(
        number=part.number,
        url=_order_url(part.order.number, part.number),
        status=_("owed since %(when)s") % {"when": _when(row.owed_at)},
        status_kind="warn",
        producer=row.payment.payee.name,
        about=_("The seller gives the money back."),
        amount_vnd=row.amount_vnd,
        go=[
            (_("Given back"), reverse("programme:refund_paid", args=[row.pk])),
            (_("Open it"), _order_url(part.order.number, part.number)),
        ],
    )


def _disputes(at: datetime) -> Any:
    return _parts().in_states(State.DISPUTED, at=at).order_by("moved_at", "pk")


def _dispute_job(part: Any, at: datetime) -> Job:
    return Job(
        number=part.number,
        url=_order_url(part.order.number, part.number),
        status=_("since %(when)s") % {"when": _when(part.moved_at)},
        status_kind="danger",
        producer=_maker(part),
        about=_("Support decides: the buyer keeps it, it comes back, or it was lost."),
        amount_vnd=part.payable_vnd,
        go=[(_("Open and decide"), _order_url(part.order.number, part.number))],
    )


def _pickups(at: datetime) -> Any:
    there = _parts().in_states(State.HANDED_OVER, at=at).filter(delivery_kind=DeliveryKind.PICKUP)
    return there.filter(pickup_point__centre__isnull=False).order_by("ready_at", "moved_at", "pk")


def _pickup_job(part: Any, at: datetime) -> Job:
    verb, label = ("da-giao", _("Give out")) if part.ready_at else ("san-sang", _("It has arrived"))
    if part.ready_at:
        status = _("ready since %(when)s") % {"when": _when(part.ready_at)}
    else:
        status = _("on its way to the point")
    return Job(
        number=part.number,
        url=_order_url(part.order.number, part.number),
        status=status,
        status_kind="good" if part.ready_at else "",
        producer=_maker(part),
        about=part.pickup_point.called(get_language() or "vi"),
        amount_vnd=part.payable_vnd,
        go=[(label, _step(part, verb)), (_("Open it"), _order_url(part.order.number, part.number))],
    )


QUEUES = {
    queue.slug: queue
    for queue in (
        Queue(
            "cho-tra-loi",
            gettext_lazy("Producers who have not answered"),
            gettext_lazy("The first deadline is over: the buyer may cancel, and soon the part is refused by itself."),
            "clock",
            _unanswered,
            _unanswered_job,
            is_late=True,
        ),
        Queue(
            "phieu",
            gettext_lazy("Tickets that wait"),
            gettext_lazy("What was promised soonest stands first."),
            "paper",
            _tickets,
            ticket_job,
        ),
        Queue(
            "goi-xac-nhan",
            gettext_lazy("Cash orders to confirm"),
            gettext_lazy("The producer can accept only when the buyer has said yes, by code or to your call."),
            "phone",
            _cash,
            _cash_job,
        ),
        Queue(
            "tra-hang",
            gettext_lazy("Returns without an answer"),
            gettext_lazy("Asked for days ago, and the producer has not answered."),
            "box",
            _returns,
            _return_job,
        ),
        Queue(
            "hoan-tien",
            gettext_lazy("Refunds owed"),
            gettext_lazy("The seller of record gives the money back; here it is written down."),
            "money",
            _refunds,
            _refund_job,
        ),
        Queue(
            "tranh-chap",
            gettext_lazy("Disputes"),
            gettext_lazy("Buyer and producer disagree, or a parcel is lost."),
            "alert",
            _disputes,
            _dispute_job,
        ),
        Queue(
            "diem-nhan",
            gettext_lazy("Parcels at pick-up points of centres"),
            gettext_lazy(
                "Until centres have their own desk, support says when a parcel has arrived, and gives it out."
            ),
            "pin",
            _pickups,
            _pickup_job,
        ),
    )
}


def jobs(queue: Queue, rows: Iterable[Any], at: datetime) -> list[Job]:
    """This will show rows of a queue. Costs: the one query that reads them."""
    return [queue.job(row, at) for row in rows]


def waiting(*, at: datetime) -> list[Waiting]:
    """This will return every queue with its first few. Costs: 2 queries a queue, 1 for an empty one."""
    found = []
    for queue in QUEUES.values():
        rows = queue.rows(at)
        count = rows.count()
        few = jobs(queue, rows[:FEW], at) if count else []
        found.append(Waiting(queue, count, few, reverse("programme:queue", args=[queue.slug])))
    return found


def opinions_waiting() -> int:
    """This will count the opinions that wait for an officer. Costs: one query."""
    reviews = get_model("reviews", "ProductReview").objects
    return int(reviews.filter(status=reviews.model.FOR_MODERATION, proof__isnull=False).count())
