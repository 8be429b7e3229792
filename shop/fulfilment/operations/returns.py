"""Giving goods back: asked in time and with pictures, answered by the producer or support, taken in, refunded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from shop.audit.operations import record
from shop.fulfilment.messages import tell_of_return
from shop.fulfilment.models import (
    Outcome,
    ProducerOrder,
    ReturnLine,
    ReturnPicture,
    ReturnReason,
    ReturnRequest,
    ReturnState,
)
from shop.fulfilment.operations.lines import LineFell
from shop.fulfilment.operations.money import reduce
from shop.fulfilment.operations.moving import ReasonMissing, StepRefused, kept_lines, locked, move, outcome_of
from shop.fulfilment.states import Actor, State
from shop.outbox.announcing import announces_once
from shop.primitives.refusal import Refusal
from shop.stock.operations import take_back

MOST_PICTURES = 5


class ReturnOver(Refusal):
    """The time to give back is over, or a return of this part is already open."""

    code = "return_over"


class NothingToReturn(Refusal):
    """No line was chosen."""

    code = "nothing_to_return"


class PicturesMissing(Refusal):
    """Damage, wrong goods and wrong descriptions are shown."""

    code = "pictures_missing"


@transaction.atomic
def ask_return(
    *,
    producer_order: ProducerOrder,
    line_ids: Iterable[int],
    reason: str,
    text: str,
    pictures: Sequence[bytes],
    by: Any,
    at: datetime,
) -> ReturnRequest:
    """This will ask to give back whole lines of a received part. `pictures` are re-encoded already (WebP).

    Refuses: ReturnOver, NothingToReturn, PicturesMissing, ReasonMissing, LineFell.
    """
    part, _ = locked(producer_order, at)
    is_in_time = part.returnable_until is not None and at < part.returnable_until
    if State(part.state) is not State.DELIVERED or not is_in_time or part.has_open_return:
        raise ReturnOver(until=part.returnable_until)
    if not text.strip():
        raise ReasonMissing(target=State.RETURNED)
    if ReturnReason(reason) is not ReturnReason.CHANGED_MIND and not pictures:
        raise PicturesMissing
    wanted, kept = set(line_ids), {line.pk for line in kept_lines(part)}
    if not wanted:
        raise NothingToReturn
    if wanted - kept:
        raise LineFell(line=min(wanted - kept))
    request = ReturnRequest.objects.create(
        producer_order=part, reason=reason, text=text.strip()[:1000], asked_at=at, asked_by=by
    )
    ReturnLine.objects.bulk_create(ReturnLine(request=request, line_id=pk) for pk in sorted(wanted))
    for picture in pictures[:MOST_PICTURES]:
        ReturnPicture(request=request).file.save("picture.webp", ContentFile(picture))
    _mark(part, is_open=True)
    record(action="return.asked", record=request, by=by, at=at, facts={"part": part.number, "lines": len(wanted)})
    tell_of_return(request=request, event="return_asked", at=at)
    return request


def _mark(part: ProducerOrder, *, is_open: bool) -> None:
    part.has_open_return = is_open
    part.save(update_fields=["has_open_return"])


def _held(request: ReturnRequest, at: datetime) -> tuple[ProducerOrder, ReturnRequest]:
    part, _ = locked(request.producer_order, at)
    return part, ReturnRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)


def _may(actor: Actor) -> None:
    if actor not in {Actor.PRODUCER, Actor.SUPPORT}:
        raise StepRefused(target=State.RETURNED, actor=actor)


@transaction.atomic
def answer_return(
    *, request: ReturnRequest, is_accepted: bool, answer: str, actor: Actor, by: Any, at: datetime
) -> ReturnRequest:
    """This will accept a return or decline it, with a reason. A declined buyer can still complain.

    Refuses: StepRefused for who may not or when it was answered; ReasonMissing.
    """
    _may(actor)
    part, row = _held(request, at)
    if row.state != ReturnState.ASKED:
        raise StepRefused(source=row.state, target=State.RETURNED, actor=actor)
    if not answer.strip():
        raise ReasonMissing(target=State.RETURNED)
    row.state = ReturnState.ACCEPTED if is_accepted else ReturnState.DECLINED
    row.answer, row.answered_at, row.answered_by = answer.strip()[:1000], at, by
    row.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    if not is_accepted:
        _mark(part, is_open=False)
    facts = {"part": part.number, "is_accepted": is_accepted}
    record(action="return.answered", record=row, by=by, at=at, facts=facts)
    tell_of_return(request=row, event="return_accepted" if is_accepted else "return_declined", at=at)
    return row


@transaction.atomic
@announces_once
def receive_return(*, request: ReturnRequest, restock: bool, actor: Actor, by: Any, at: datetime) -> ReturnRequest:
    """This will take the goods of an accepted return in: stock where they can be sold again, and a refund owed.

    When all lines of the part come back, so does the delivery fee. Refuses: StepRefused.
    """
    _may(actor)
    part, row = _held(request, at)
    if row.state != ReturnState.ACCEPTED:
        raise StepRefused(source=row.state, target=State.RETURNED, actor=actor)
    row.state, row.received_at = ReturnState.RECEIVED, at
    row.save(update_fields=["state", "received_at"])
    _mark(part, is_open=False)
    coming = set(row.lines.values_list("line_id", flat=True))
    kept = list(kept_lines(part))
    reason = str(ReturnReason(row.reason).value)
    if coming >= {line.pk for line in kept}:
        move(producer_order=part, target=State.RETURNED, actor=actor, by=by, at=at, reason=reason, restock=restock)
    else:
        lines = [line for line in kept if line.pk in coming]
        _take_in(part, lines, restock, actor, by, at, reason)
    record(action="return.received", record=row, by=by, at=at, facts={"part": part.number, "restock": restock})
    tell_of_return(request=row, event="return_received", at=at)
    return row


def _take_in(
    part: ProducerOrder, lines: list[Any], restock: bool, actor: Actor, by: Any, at: datetime, reason: str
) -> None:
    for line in lines:
        if restock:
            take_back(reservation=line.reservation, by=by, at=at, reason=reason)
        outcome = outcome_of(part, line, Outcome.RETURNED, actor, by, at, reason)
        outcome.save()
        reduce(part=part, amount_vnd=outcome.amount_vnd, reason=reason, at=at)
    part.save(update_fields=["reduced_vnd"])
