"""One line called off while the rest of its part goes on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from shop.audit.operations import record
from shop.fulfilment.messages import tell_of_line
from shop.fulfilment.models import Outcome, ProducerOrder
from shop.fulfilment.operations.money import reduce
from shop.fulfilment.operations.moving import ReasonMissing, StepRefused, free, kept_lines, locked, move, outcome_of
from shop.fulfilment.states import STEP, Actor, State
from shop.primitives.refusal import Refusal


class LineFell(Refusal):
    """This line fell away already, or belongs to another part."""

    code = "line_fell"


@transaction.atomic
def cancel_line(
    *, producer_order: ProducerOrder, line_id: int, actor: Actor, by: Any, at: datetime, reason: str
) -> ProducerOrder:
    """This will call off one whole line before it is packed; the last line left takes its part with it.

    Whoever may cancel the part may cancel a line of it; the producer, who may refuse the part, too. The delivery fee
    stays while a parcel goes out. Refuses: LineFell, StepRefused, ReasonMissing.
    """
    part, _ = locked(producer_order, at)
    whole = State.REFUSED if actor is Actor.PRODUCER else State.CANCELLED
    step = STEP.get((State(part.state), whole))
    if step is None or actor not in step.actors:
        raise StepRefused(source=part.state, target=whole, actor=actor)
    reason = reason.strip()[:300]
    if not reason:
        raise ReasonMissing(target=whole)
    lines = list(kept_lines(part))
    line = next((line for line in lines if line.pk == line_id), None)
    if line is None:
        raise LineFell(line=line_id)
    if len(lines) == 1:
        return move(producer_order=part, target=whole, actor=actor, by=by, at=at, reason=reason)
    free(line=line, at=at)
    outcome = outcome_of(part, line, Outcome.CANCELLED, actor, by, at, reason)
    outcome.save()
    reduce(part=part, amount_vnd=outcome.amount_vnd, reason=reason, at=at)
    part.save(update_fields=["reduced_vnd"])
    # A buyer's own words stand in the outcome alone, where they can be forgotten.
    facts = {"line": line.pk, "reason": "" if actor is Actor.BUYER else reason}
    record(action="part.line_cancelled", record=part, by=by, at=at, facts=facts)
    tell_of_line(part=part, line=line, actor=actor, reason=reason, at=at)
    return part
