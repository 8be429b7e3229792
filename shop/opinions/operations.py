"""Verbs of opinions: give, judge, reply, forget. Nobody gives one but who bought, and nobody writes one for another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Avg
from oscar.core.loading import get_model

from catalogue_ext.producers.models import Producer
from shop.audit.operations import record
from shop.fulfilment.states import State
from shop.opinions.messages import tell_replied
from shop.opinions.models import PurchaseProof, Reply
from shop.opinions.rules import (
    LONGEST_BODY,
    LONGEST_NAME,
    LONGEST_REPLY,
    LONGEST_TITLE,
    SHORTEST_BODY,
    SHORTEST_REPLY,
    may_change_reply,
    score_of,
    words_of,
)
from shop.primitives.refusal import Refusal

# The buyer has the goods. While a dispute lasts nobody is asked how they liked them.
RECEIVED = frozenset({State.DELIVERED, State.CLOSED})


class NotBought(Refusal):
    """The line is not of an order of this account or this phone, or it was cancelled or taken back."""

    code = "opinion_not_bought"


class NotYetDelivered(Refusal):
    """The parcel has not been received, or is in dispute."""

    code = "opinion_not_yet_delivered"


class AlreadyReviewed(Refusal):
    """There is an opinion about this line already."""

    code = "opinion_already_given"


class ReasonMissing(Refusal):
    """Whoever turns an opinion down says why."""

    code = "opinion_reason_missing"


class NotTheMaker(Refusal):
    """Only who works for the product's producer replies."""

    code = "opinion_not_the_maker"


class NotShown(Refusal):
    """Only what stands on the product's page is replied to."""

    code = "opinion_not_shown"


class ReplyFixed(Refusal):
    """The time to put a reply right is over."""

    code = "opinion_reply_fixed"


@transaction.atomic
def give_opinion(
    *, line: Any, score: int, title: str, body: str, shown_as: str, by: Any, phone: str, at: datetime
) -> Any:
    """This will keep what a buyer says of one order line and return Oscar's review; an officer looks at it first.

    Proven by the account that owns the order, or by the phone it was placed with (E.164; the door proves number and
    phone by `fulfilment.find_order`). An opinion about a pack size stands with its product. Units: score 1 to 5.
    Refuses: ScoreRefused, TextTooShort, TextTooLong, NotBought, NotYetDelivered, AlreadyReviewed. Costs: 6 queries, 3
    more where nobody looks first.
    """
    review_model = get_model("reviews", "ProductReview")
    facts = {
        "score": score_of(score),
        "title": words_of(" ".join(title.split()), least=0, most=LONGEST_TITLE),
        "body": words_of(body, least=SHORTEST_BODY, most=LONGEST_BODY),
        "name": words_of(" ".join(shown_as.split()), least=0, most=LONGEST_NAME),
    }
    bought = _bought(line, by, phone, at)
    product = bought.product.parent if bought.product.is_child else bought.product
    status = review_model.FOR_MODERATION if settings.OSCAR_MODERATE_REVIEWS else review_model.APPROVED
    # Written past Oscar's `save`, which would write the whole product anew.
    (review,) = review_model.objects.bulk_create([review_model(product=product, status=status, **facts)])
    try:
        with transaction.atomic():
            PurchaseProof.objects.create(review=review, line=bought, at=at, by=by)
    except IntegrityError as error:
        raise AlreadyReviewed(line=bought.pk) from error
    if review.is_approved:
        _restate(product.pk)
    record(action="opinion.given", record=review, by=by, at=at, facts={"line": bought.pk, "score": score})
    return review


def _bought(line: Any, by: Any, phone: str, at: datetime) -> Any:
    lines = get_model("order", "Line").objects.select_related(
        "order__shipping_address", "producer_order", "product__parent", "outcome", "opinion"
    )
    row = lines.get(pk=line.pk)
    order, address = row.order, row.order.shipping_address
    is_account = by is not None and order.user_id == by.pk
    is_phone = bool(phone) and address is not None and str(address.phone_number) == phone
    if not (is_account or is_phone) or hasattr(row, "outcome") or row.product is None:
        raise NotBought(line=row.pk)
    if row.producer_order.state_at(at) not in RECEIVED:
        raise NotYetDelivered(line=row.pk)
    if hasattr(row, "opinion"):
        raise AlreadyReviewed(line=row.pk)
    return row


def _restate(product_id: int) -> None:
    """Oscar's `Product.rating`: the mean of the opinions on show, empty where there are none."""
    products = get_model("catalogue", "Product").objects.filter(pk=product_id)
    # Two officers at once: the second counts after the first.
    list(products.select_for_update(of=("self",)).values_list("pk"))
    shown = get_model("reviews", "ProductReview").objects.approved().filter(product=product_id, proof__isnull=False)
    products.update(rating=shown.aggregate(mean=Avg("score"))["mean"])


def _held(review: Any) -> Any:
    return get_model("reviews", "ProductReview").objects.select_for_update(of=("self",)).get(pk=review.pk)


@transaction.atomic
def judge(*, review: Any, is_approved: bool, by: Any, at: datetime, reason: str = "") -> Any:
    """This will show an opinion, or turn it down with a reason; words and score stay the buyer's.

    Decided the same way before leaves no trace. Refuses: ReasonMissing. Costs: 6 queries.
    """
    row = _held(review)
    status = row.APPROVED if is_approved else row.REJECTED
    if row.status == status:
        return row
    if not is_approved and not reason.strip():
        raise ReasonMissing(review=row.pk)
    before = row.status
    _set_status(row, status)
    facts = {"from": before, "to": status, "reason": reason.strip()[:300]}
    record(action="opinion.judged", record=row, by=by, at=at, facts=facts)
    return row


def _set_status(row: Any, status: int) -> None:
    row.status = status
    type(row).objects.filter(pk=row.pk).update(status=status)
    if row.product_id is not None:
        _restate(row.product_id)


@transaction.atomic
def reply(*, review: Any, text: str, by: Any, at: datetime) -> Reply:
    """This will have the product's maker reply to an opinion on show, once; the buyer is told.

    It may be put right for `REPLY_OPEN_FOR`; nobody is told again. Refuses: NotTheMaker, NotShown, ReplyFixed,
    TextTooShort, TextTooLong. Costs: 10 queries.
    """
    words = words_of(text, least=SHORTEST_REPLY, most=LONGEST_REPLY)
    row = _held(review)
    if not Producer.objects.visible_to(by).filter(products=row.product_id).exists():
        raise NotTheMaker(review=row.pk)
    if not row.is_approved:
        raise NotShown(review=row.pk)
    said = Reply.objects.filter(review=row).first()
    if said is None:
        said = Reply.objects.create(review=row, text=words, at=at, by=by)
        tell_replied(reply=said, at=at)
    elif said.text == words:
        return said
    elif not may_change_reply(replied_at=said.at, at=at):
        raise ReplyFixed(review=row.pk)
    else:
        said.text, said.changed_at = words, at
        said.save(update_fields=["text", "changed_at"])
    record(action="opinion.replied", record=row, by=by, at=at, facts={"reply": said.pk, "is_new": said.at == at})
    return said


@transaction.atomic
def forget_opinion(*, review: Any, by: Any, at: datetime) -> Any:
    """This will forget an opinion's words and name, and take it off the page; score and proof stay, counted nowhere.

    Twice is once. Costs: 6 queries.
    """
    row = _held(review)
    if not (row.title or row.body or row.name):
        return row
    row.title = row.body = row.name = ""
    type(row).objects.filter(pk=row.pk).update(title="", body="", name="")
    _set_status(row, row.REJECTED)
    record(action="opinion.forgotten", record=row, by=by, at=at)
    return row


def forget_name(*, review: Any) -> None:
    """This will take the name off an opinion; words and score stay on the page. Costs: 1 query."""
    get_model("reviews", "ProductReview").objects.filter(pk=review.pk).update(name="", email="", homepage="")
