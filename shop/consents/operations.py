"""Saying yes and saying no: the same verb, so that one is as easy as the other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from shop.audit.append_only import forget_words
from shop.audit.operations import record
from shop.consents.models import Consent, Purpose
from shop.consents.queries import agreed_by, agreed_with_order
from shop.consents.wordings import ASKED


@transaction.atomic
def say(
    *, purpose: Purpose, is_given: bool, language: str, at: datetime, user: Any = None, order: Any = None
) -> Consent | None:
    """This will write down a yes or a no: of an account, or of the order of somebody without one.

    With an account `order` is where it was said. What holds already is not said twice: None then. Who has an order and
    its phone in hand says it without an account. Costs: 5 queries.
    """
    agreed = agreed_by(user=user) if user is not None else agreed_with_order(order=order)
    if (purpose in agreed) is is_given:
        return None
    with translation.override(language):
        wording = str(ASKED[purpose])
    phone = "" if user is not None else str(order.shipping_address.phone_number or "")
    row = Consent.objects.create(
        purpose=purpose, is_given=is_given, at=at, wording=wording, user=user, order=order, phone=phone
    )
    record(
        action="consent.given" if is_given else "consent.withdrawn",
        record=row,
        by=user,
        at=at,
        facts={"purpose": purpose.value},
    )
    return row


def forget_phone(*, order: Any) -> int:
    """This will empty the phone beside what was said with an order; that it was said stays. Costs: 1 query."""
    return forget_words(rows=Consent.objects.filter(order=order), column="phone")
