"""The steps a producer takes with a part: which are offered when, what they ask, which verb they call, what is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shop.cooperative.desk import Desk
from shop.cooperative.forms import CodeForm, DeskForm, DoorForm, HandOverForm, NothingForm, RefuseForm
from shop.fulfilment import operations
from shop.fulfilment.models import DeliveryKind
from shop.fulfilment.states import STEP, Actor, State

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Act:
    """One step: the last word of its address, where it leads, and its words. `is_quick`: one press on the page."""

    slug: str
    target: State
    button: Words
    heading: Words
    lead: Words
    done: Words
    form: type[DeskForm]
    call: Callable[[Desk, Any, Any], Any]
    is_quick: bool = False
    is_danger: bool = False


def _facts(desk: Desk, part: Any) -> dict[str, Any]:
    return {"producer_order": part, "actor": Actor.PRODUCER, "by": desk.by, "at": desk.at}


def _accept(desk: Desk, part: Any, form: Any) -> Any:
    return operations.accept(**_facts(desk, part))


def _refuse(desk: Desk, part: Any, form: Any) -> Any:
    return operations.refuse(**_facts(desk, part), reason=form.reason(part.order.language))


def _pack(desk: Desk, part: Any, form: Any) -> Any:
    return operations.pack(**_facts(desk, part))


def _hand_over(desk: Desk, part: Any, form: Any) -> Any:
    return operations.hand_over(**_facts(desk, part), tracking_number=form.cleaned_data.get("tracking_number", ""))


def _ready(desk: Desk, part: Any, form: Any) -> Any:
    return operations.mark_ready(**_facts(desk, part))


def _deliver(desk: Desk, part: Any, form: Any) -> Any:
    return operations.deliver(**_facts(desk, part), pickup_code=form.cleaned_data.get("pickup_code", ""))


def _refused_at_door(desk: Desk, part: Any, form: Any) -> Any:
    return operations.refuse_at_door(**_facts(desk, part), reason=form.reason(part.order.language))


ACCEPT = Act(
    slug="nhan",
    target=State.ACCEPTED,
    button=_("Accept"),
    heading=_("Accept this part"),
    lead=_("You promise to pack and send it. The buyer is told at once."),
    done=_("Accepted. The buyer knows; it stands on the packing list."),
    form=NothingForm,
    call=_accept,
    is_quick=True,
)
REFUSE = Act(
    slug="tu-choi",
    target=State.REFUSED,
    button=pgettext_lazy("button", "Refuse"),
    heading=_("Refuse this part"),
    lead=_("The whole part is refused and the goods are free again. The buyer is told at once. This cannot be undone."),
    done=_("Refused. The buyer was told, and the goods are free again."),
    form=RefuseForm,
    call=_refuse,
    is_danger=True,
)
PACK = Act(
    slug="dong-goi",
    target=State.PACKED,
    button=_("It is packed"),
    heading=_("The parcel is packed"),
    lead=_("From now on the buyer can change neither the address nor the goods."),
    done=_("Packed. Now hand it over."),
    form=NothingForm,
    call=_pack,
    is_quick=True,
)
HAND_OVER = Act(
    slug="ban-giao",
    target=State.HANDED_OVER,
    button=_("Hand over"),
    heading=_("Hand the parcel over"),
    lead=_("When the courier has it, or when you leave with it. The goods leave your stock and the buyer is told."),
    done=_("Handed over. The buyer was told."),
    form=HandOverForm,
    call=_hand_over,
)
TO_POINT = Act(
    slug="ban-giao",
    target=State.HANDED_OVER,
    button=_("Bring it to the pick-up point"),
    heading=_("The parcel goes to the pick-up point"),
    lead=_(
        "When the parcel leaves your store for the pick-up point. The goods leave your stock and the buyer is told."
    ),
    done=_("On its way to the pick-up point. The buyer was told."),
    form=HandOverForm,
    call=_hand_over,
)
READY = Act(
    slug="san-sang",
    target=State.HANDED_OVER,
    button=_("It is ready to be fetched"),
    heading=_("The parcel is ready to be fetched"),
    lead=_("The buyer gets a message with the place, the hours and the code."),
    done=_("The buyer was told that the parcel can be fetched, and its code."),
    form=NothingForm,
    call=_ready,
    is_quick=True,
)
DELIVER = Act(
    slug="da-giao",
    target=State.DELIVERED,
    button=_("The buyer has it"),
    heading=_("The parcel was received"),
    lead=_("Only when the buyer has the parcel. The time to give goods back begins now."),
    done=_("Received. The time to give goods back runs from now."),
    form=NothingForm,
    call=_deliver,
)
GIVE = Act(
    slug="da-giao",
    target=State.DELIVERED,
    button=_("Give it against the code"),
    heading=_("Give the parcel against its code"),
    lead=_("Whoever fetches it says the code. The time to give goods back begins now."),
    done=_("Given out. The time to give goods back runs from now."),
    form=CodeForm,
    call=_deliver,
)
NOT_TAKEN = Act(
    slug="khong-nhan",
    target=State.RETURNED,
    button=_("It was not taken"),
    heading=_("The parcel was not taken"),
    lead=_("The goods are back with you and in your stock again. Nothing is owed. The refusal counts for this phone."),
    done=_("Noted. The goods are in your stock again and nothing is owed."),
    form=DoorForm,
    call=_refused_at_door,
    is_danger=True,
)
SLUGS = tuple(dict.fromkeys(act.slug for act in (ACCEPT, REFUSE, PACK, HAND_OVER, READY, DELIVER, NOT_TAKEN)))


def acts_of(*, part: Any, state: State) -> list[Act]:
    """This will return the steps a producer may take with a part now, the next one first. Costs: none."""
    is_pickup = part.delivery_kind == DeliveryKind.PICKUP
    acts = [ACCEPT, PACK, TO_POINT if is_pickup else HAND_OVER, GIVE if is_pickup else DELIVER, NOT_TAKEN, REFUSE]
    found = [act for act in acts if _may(act, part, state)]
    if is_pickup and state is State.HANDED_OVER and is_own_point(part):
        return [READY, *found] if part.ready_at is None else found
    return found


def act_called(*, slug: str, part: Any) -> Act | None:
    """This will return the step of that address for this part, whether or not it may be taken now. Costs: none."""
    is_pickup = part.delivery_kind == DeliveryKind.PICKUP
    acts = [ACCEPT, REFUSE, PACK, NOT_TAKEN]
    acts += [TO_POINT, READY, GIVE] if is_pickup else [HAND_OVER, DELIVER]
    return next((act for act in acts if act.slug == slug), None)


def is_own_point(part: Any) -> bool:
    """This will tell whether the parcel waits at the producer's own point: not at a centre's, where support acts."""
    return part.pickup_point is not None and part.pickup_point.partner_id == part.partner_id


def _may(act: Act, part: Any, state: State) -> bool:
    step = STEP.get((state, act.target))
    if step is None or Actor.PRODUCER not in step.actors:
        return False
    if act is NOT_TAKEN and state is not State.HANDED_OVER:
        # What was received comes back by a return that its buyer asks for.
        return False
    # A centre gives its parcels out; until its desk exists, support does.
    return state is not State.HANDED_OVER or part.pickup_point is None or is_own_point(part)
