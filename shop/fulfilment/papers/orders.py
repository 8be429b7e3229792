"""Papers of an order for its buyer: the contract, and a receipt for each parcel's cash."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from oscar.core.loading import get_model

from shop.fulfilment.messages import LOOK_UP
from shop.fulfilment.models import Collection, Holder, ProducerOrder
from shop.fulfilment.papers.pieces import NoPaper, Paper, buyer, full_vnd, line_of, party, producer_name, way
from shop.fulfilment.states import Actor
from shop.fulfilment.visibility import buyer_of
from shop.papers import facts
from shop.papers.contract import contract
from shop.papers.receipt import receipt
from shop.policies.operator import operator
from shop.policies.pages import pages
from shop.primitives.money import vnd
from shop.promotions.models import LineDiscount
from shop.promotions.queries import bearer_name, discounts_of

# Addresses are stable (shop/README.md); a room does not know the door that serves them.
TRUST_PAGES = {"vi": "/chinh-sach/{slug}/", "en": "/en/chinh-sach/{slug}/"}


def contract_of(*, order: Any, language: str) -> Paper:
    """This will return what was agreed when the order was placed, for its buyer and for support; never for a producer.

    Costs: 5 queries, however many parts and lines.
    """
    whole = (
        get_model("order", "Order")
        .objects.select_related("shipping_address", "user", "agreement", "invoice_request")
        .get(pk=order.pk)
    )
    parts = whole.producer_orders.select_related(
        "partner__producer",
        "seller_of_record__producer__commune__province",
        "seller_of_record__centre__commune__province",
        "pickup_point",
    ).prefetch_related("lines__product")
    given = list(discounts_of(order=whole))
    with translation.override(language):
        told = _contract(whole, list(parts.order_by("pk")), given, language)
    return Paper(f"hop-dong-{whole.number}.pdf", contract(told, language))


def receipt_of(*, producer_order: ProducerOrder, reader: Actor, at: datetime, language: str) -> Paper:
    """This will return the receipt for the cash of one parcel; to a producer without the buyer, once hidden.

    Refuses: NoPaper while no cash was taken. Costs: 4 queries.
    """
    taken = (
        Collection.objects.filter(producer_order=producer_order.pk)
        .select_related(
            "producer_order__order__shipping_address",
            "producer_order__partner__producer",
            "producer_order__seller_of_record__producer__commune__province",
            "producer_order__seller_of_record__centre__commune__province",
            "producer_order__pickup_point",
        )
        .prefetch_related("producer_order__lines__product", "producer_order__outcomes")
        .first()
    )
    if taken is None:
        raise NoPaper(paper="receipt", state=producer_order.state)
    with translation.override(language):
        told = _receipt(taken, _payer(taken.producer_order, reader, at), language)
    return Paper(f"bien-nhan-{taken.producer_order.number}.pdf", receipt(told, language))


def _contract(order: Any, parts: list[ProducerOrder], given: list[LineDiscount], language: str) -> facts.Contract:
    agreement = getattr(order, "agreement", None)
    wanted = getattr(order, "invoice_request", None)
    runs_it = operator()
    return facts.Contract(
        shop=settings.OSCAR_SHOP_NAME,
        number=order.number,
        placed_at=order.date_placed,
        buyer=buyer(order),
        operator=facts.Party(
            name=runs_it.name,
            address=runs_it.address,
            code=runs_it.code,
            phone=runs_it.phone,
            email=runs_it.email,
            representative=runs_it.representative,
        ),
        parts=tuple(_part(part, given, language) for part in parts),
        total_vnd=vnd(order.total_incl_tax),
        payment_method=_paid_how(order),
        rights=_rights(parts[0], language),
        order_address=settings.SITE_URL + LOOK_UP[language],
        invoice_to=facts.Party(wanted.company, wanted.address, wanted.tax_code, email=wanted.email) if wanted else None,
        wordings=_wordings(agreement.wordings, language) if agreement else (),
        note=order.note,
        gift_note=order.gift_note,
        is_of_age=bool(agreement and agreement.is_of_age),
    )


def _part(part: Any, given: list[LineDiscount], language: str) -> facts.Part:
    point = part.pickup_point
    return facts.Part(
        number=part.number,
        producer=producer_name(part.partner),
        seller=party(part.seller_of_record),
        lines=tuple(line_of(line, language) for line in part.lines.all()),
        sums=facts.Sums(part.goods_vnd, part.discount_vnd, part.delivery_vnd, part.cash_fee_vnd, part.total_vnd),
        delivery=facts.Delivery(
            method=way(part, language),
            days_least=part.delivery_days_least,
            days_most=part.delivery_days_most,
            place=point.address if point else "",
        ),
        borne=_borne([row for row in given if row.line.producer_order_id == part.pk]),
    )


def _borne(given: list[LineDiscount]) -> tuple[facts.Borne, ...]:
    """Who bears a part's discounts, as it was on the day of the order; each bearer once."""
    shares: Counter[str] = Counter()
    for row in given:
        shares[bearer_name(row) or operator().name or settings.OSCAR_SHOP_NAME] += row.amount_vnd
    return tuple(facts.Borne(name, amount_vnd) for name, amount_vnd in shares.items())


def _payer(part: ProducerOrder, reader: Actor, at: datetime) -> facts.Party:
    if reader is not Actor.PRODUCER:
        known = buyer(part.order)
        return facts.Party(known.name, phone=known.phone)
    seen = buyer_of(part=part, at=at)
    return facts.Party(seen.name, phone=seen.spoken_phone) if seen else facts.Party(gettext("Particulars are hidden"))


def _receipt(taken: Collection, payer: facts.Party, language: str) -> facts.Receipt:
    """Goods kept at that moment and fees then still owed make up what was taken: a later return changes no receipt."""
    part = taken.producer_order
    gone = {outcome.line_id for outcome in part.outcomes.all() if outcome.at <= taken.at}
    kept = [line for line in part.lines.all() if line.pk not in gone]
    goods = sum(full_vnd(line) for line in kept)
    discount = goods - sum(vnd(line.line_price_incl_tax) for line in kept)
    fees = taken.amount_vnd - (goods - discount)
    cash_fee = min(part.cash_fee_vnd, max(fees, 0))
    return facts.Receipt(
        shop=settings.OSCAR_SHOP_NAME,
        number=part.number,
        taken_at=taken.at,
        payer=payer,
        seller=party(part.seller_of_record),
        holder=_holder(taken),
        lines=tuple(line_of(line, language) for line in kept),
        # Where less was owed than the goods cost, somebody let the buyer off the rest.
        sums=facts.Sums(goods, discount + max(-fees, 0), max(fees, 0) - cash_fee, cash_fee, taken.amount_vnd),
        amount_vnd=taken.amount_vnd,
    )


def _holder(taken: Collection) -> str:
    part = taken.producer_order
    if taken.holder == Holder.PRODUCER:
        return producer_name(part.partner)
    if taken.holder == Holder.CENTRE and part.pickup_point:
        return str(part.pickup_point.name)
    return str(Holder(taken.holder).label)


def _paid_how(order: Any) -> str:
    if order.payment_method == "cod":
        return gettext("In cash, each parcel on its own when it is received")
    return str(order.payment_method)


def _rights(part: Any, language: str) -> facts.Rights:
    """The hours are those of the day of the order, as its part keeps them."""
    return facts.Rights(
        answer_hours=_hours(part.answer_due_at - part.placed_at),
        expire_hours=_hours(part.expires_at - part.placed_at),
        return_days=settings.RETURN_DAYS,
        first_answer_days=settings.TICKET_FIRST_ANSWER_DAYS,
        returns_address=_trust_page("doi-tra", language),
        complaints_address=_trust_page("khieu-nai", language),
    )


def _hours(span: timedelta) -> int:
    return round(span / timedelta(hours=1))


def _wordings(held: dict[str, str], language: str) -> tuple[facts.Wording, ...]:
    known = pages()
    return tuple(
        facts.Wording(known[slug].title(language), date.fromisoformat(day[:10]), _trust_page(slug, language))
        for slug, day in held.items()
        if slug in known and day
    )


def _trust_page(slug: str, language: str) -> str:
    return settings.SITE_URL + TRUST_PAGES[language].format(slug=slug)
