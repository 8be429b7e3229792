"""What support may do with a part: one table. Which step fits a state is asked of fulfilment's own table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.fulfilment import operations
from shop.fulfilment.models import DeliveryKind, ProducerOrder
from shop.fulfilment.states import STEP, Actor, State
from shop.programme import forms

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing to do: its words, its form, and the one operation it calls with what the form holds.

    `target`: the state it leads to, where it is a step of the table. `is_told`: buyer and producer read the reason.
    `is_next`: the way on where all goes well.
    """

    slug: str
    label: Words
    lead: Words
    said: Words
    form: type[forms.DeskForm]
    act: Callable[..., Any]
    target: State | None = None
    only_from: frozenset[State] = frozenset()
    is_told: bool = False
    is_grave: bool = False
    is_next: bool = False

    def fits(self, state: State) -> bool:
        """This will tell whether the verb is offered in a state; the operation judges again."""
        if self.only_from and state not in self.only_from:
            return False
        if self.target is None:
            return True
        step = STEP.get((state, self.target))
        return step is not None and Actor.SUPPORT in step.actors

    def call(self, part: ProducerOrder, *, by: Any, at: datetime, facts: dict[str, Any]) -> None:
        """This will call the operation. Refuses: as it does; StepRefused where the verb is not for the state.

        One target is reached in several ways: what was lost on the way was not simply cancelled.
        """
        state = part.state_at(at)
        if self.only_from and state not in self.only_from:
            raise operations.StepRefused(source=state, target=self.target, actor=Actor.SUPPORT)
        self.act(producer_order=part, by=by, at=at, **facts)

    def form_for(self, part: ProducerOrder, data: Any = None) -> forms.DeskForm:
        """This will return the form; a parcel that is fetched asks for its code."""
        kind = self.form
        if self.slug == "da-giao" and part.delivery_kind == DeliveryKind.PICKUP:
            kind = forms.PickupForm
        return kind(data, is_told=self.is_told) if issubclass(kind, forms.ReasonForm) else kind(data)


def _as_support(operation: Callable[..., Any]) -> Callable[..., Any]:
    return lambda **facts: operation(actor=Actor.SUPPORT, **facts)


def _take_back(**facts: Any) -> Any:
    return operations.move(target=State.RETURNED, actor=Actor.SUPPORT, **facts)


_BEFORE_SUPPORT = frozenset({State.DISPUTED})
VERBS = {
    verb.slug: verb
    for verb in (
        Verb(
            "nhan",
            _("Accept for the producer"),
            _("The producer has told you that it sends the goods. The buyer gets the same message as always."),
            _("The part is accepted."),
            forms.ReasonForm,
            _as_support(operations.accept),
            State.ACCEPTED,
            is_next=True,
        ),
        Verb(
            "dong-goi",
            _("Mark as packed"),
            _("The goods lie in their box. From here on the address cannot be changed."),
            _("The part is packed."),
            forms.ReasonForm,
            _as_support(operations.pack),
            State.PACKED,
            is_next=True,
        ),
        Verb(
            "giao-di",
            _("Mark as handed over"),
            _("The parcel is with whoever brings it; its goods leave the stock."),
            _("The parcel is on its way."),
            forms.HandOverForm,
            _as_support(operations.hand_over),
            State.HANDED_OVER,
            is_next=True,
        ),
        Verb(
            "san-sang",
            _("It lies at the pick-up point"),
            _("The buyer is told where it waits, and the code that fetches it."),
            _("The buyer is told that the parcel waits."),
            forms.DeskForm,
            _as_support(operations.mark_ready),
            only_from=frozenset({State.HANDED_OVER}),
            is_next=True,
        ),
        Verb(
            "da-giao",
            _("Mark as received"),
            _("The buyer has the parcel. The cash of the parcel counts as taken, and the time to give back begins."),
            _("The parcel is received."),
            forms.ReasonForm,
            _as_support(operations.deliver),
            State.DELIVERED,
            is_next=True,
        ),
        Verb(
            "khong-nhan",
            _("Not taken at the door"),
            _("The goods go back into stock, nothing is owed, and the refusal is remembered with the phone."),
            _("The parcel came back untaken."),
            forms.ReasonForm,
            _as_support(operations.refuse_at_door),
            State.RETURNED,
            only_from=frozenset({State.HANDED_OVER}),
            is_grave=True,
        ),
        Verb(
            "tranh-chap",
            _("Bring before support"),
            _("Buyer and producer disagree, or the parcel is lost. The part waits until support has decided."),
            _("The part waits for support's decision."),
            forms.ReasonForm,
            _as_support(operations.dispute),
            State.DISPUTED,
        ),
        Verb(
            "giu-hang",
            _("Decide: the buyer keeps it"),
            _("The part is closed as paid for. What is owed back for a fault is written down as a refund."),
            _("The dispute is settled: the buyer keeps the goods."),
            forms.ReasonForm,
            operations.settle_dispute,
            State.CLOSED,
            only_from=_BEFORE_SUPPORT,
        ),
        Verb(
            "that-lac",
            _("Decide: lost on the way"),
            _("Nothing comes back and nothing is owed; what was paid is owed back."),
            _("The part is closed as lost."),
            forms.ReasonForm,
            operations.lose,
            State.CANCELLED,
            only_from=_BEFORE_SUPPORT,
            is_told=True,
            is_grave=True,
        ),
        Verb(
            "lay-lai",
            _("Take it back whole"),
            _("All that the buyer kept comes back: nothing is owed, what was paid is owed back."),
            _("The part was taken back."),
            forms.TakeBackForm,
            _take_back,
            State.RETURNED,
            only_from=frozenset({State.DELIVERED, State.DISPUTED}),
            is_grave=True,
        ),
        Verb(
            "no-hoan",
            _("Owe a refund"),
            _("The goods are kept, and part of the money is owed back by the seller of record."),
            _("The refund is written down as owed."),
            forms.OweForm,
            operations.owe_refund,
        ),
        Verb(
            "dong",
            _("Close now"),
            _("The time to give back ends now for this part."),
            _("The part is closed."),
            forms.ReasonForm,
            _as_support(operations.close),
            State.CLOSED,
            only_from=frozenset({State.DELIVERED}),
            is_grave=True,
        ),
        Verb(
            "tu-choi",
            _("Refuse for the producer"),
            _("The producer cannot send the goods. They are free for others, and nothing is owed."),
            _("The part is refused."),
            forms.ReasonForm,
            _as_support(operations.refuse),
            State.REFUSED,
            is_told=True,
            is_grave=True,
        ),
        Verb(
            "huy",
            _("Cancel this part"),
            _("The goods are free for others, and nothing is owed for this part."),
            _("The part is cancelled."),
            forms.ReasonForm,
            _as_support(operations.cancel),
            State.CANCELLED,
            only_from=frozenset({State.NEW, State.ACCEPTED, State.PACKED}),
            is_told=True,
            is_grave=True,
        ),
    )
}


def offered(part: ProducerOrder, state: State, *, is_paid: bool) -> list[Verb]:
    """This will return what can be done with a part in a state; a refund only of money that was taken."""
    found = [verb for verb in VERBS.values() if verb.fits(state)]
    if part.delivery_kind != DeliveryKind.PICKUP or part.ready_at is not None:
        found = [verb for verb in found if verb.slug != "san-sang"]
    return [verb for verb in found if verb.slug != "no-hoan" or (is_paid and part.payable_vnd)]


def may_cancel(state: State) -> bool:
    """This will tell whether a part, or single lines of it, can still be called off by support."""
    return VERBS["huy"].fits(state)
