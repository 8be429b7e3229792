"""Refusals in words: code → the sentence a shopper reads. One table; a code that is not here is never shown raw."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue_ext.labels.words import written_day
from shop.primitives.money import format_vnd
from shop.primitives.refusal import Refusal

# Why a product has no button, or may not stay in a basket (`channels.WhyNot` and availability codes).
WHY_NOT: dict[str, str | Promise] = {
    "uncertified": _("This product has no OCOP certificate in force now, so we do not sell it."),
    "kind_not_sold": _("We show this kind of product but do not sell it yet."),
    "not_public": _("This product is not on show at the moment."),
    "no_price": _("Not on sale yet: the producer has not set a price."),
    "sold_out": _("Sold out for now. The producer will add more when the next batch is ready."),
}
# Codes of refusals at the doors of buying and finding an order.
SENTENCES: dict[str, str | Promise] = {
    "basket_empty": _("Your basket is empty, so there is nothing to order."),
    "price_gone": _(
        "The producer has just withdrawn the price of a product. Nothing has been charged. "
        "Please look at your basket again."
    ),
    "delivery_gone": _("A way of delivery you chose is not offered any more. Please choose again."),
    "age_not_said": _("There is alcohol among the goods. Please say that you are 18 or older, or take it out."),
    "cash_refused": _(
        "For this phone number we cannot take another order paid at the door. Please call us, we will find a way."
    ),
    "order_not_found": _("We found no order with this number and this phone number. Please check both once more."),
    "too_many_tries": _("Too many tries that did not fit. Please wait an hour, or ask us by phone."),
    "order_taken": _("This order is in another account already. If it is yours, please ask us."),
    "address_kept": _("This address is in your book already: same name, same street, same commune."),
    "address_book_full": _("Your book is full. Please delete an address you no longer need."),
    "too_many_askings": _("That was asked for often in a short time. Please try again in an hour."),
    "too_many_waits": _("You wait for as many products as one account can. Please take one back first."),
    "nothing_to_wait_for": _("There is nothing to wait for just now. Please look at the page of the product."),
    "wish_list_full": _("Your list is full. Please take something off it first."),
    "unknown_place": _(
        "We do not know this place. Write the commune or ward, and the province if you can; old names are fine."
    ),
    "ambiguous_place": _("Several communes have this name. Please choose yours."),
    "split_place": _("This old commune was divided in 7/2025. Please choose where you live now."),
}
# Why a voucher takes nothing off. Said under its field, beside the one that lies in the basket, and after an order that
# was to use it.
VOUCHERS: dict[str, str | Promise] = {
    "voucher_unknown": _("We know no code %(typed)s. Please check each letter and digit once more."),
    "voucher_not_yet": _("The code %(voucher)s counts from %(begins_on)s on."),
    "voucher_expired": _("The code %(voucher)s counted until %(ended_on)s and is over."),
    "voucher_used_up": _("The code %(voucher)s has been used as often as it may be."),
    "voucher_used_by_you": _("The code %(voucher)s counts once for each customer, and you have used it."),
    "voucher_needs_log_in": _("The code %(voucher)s counts once for each customer. Please log in, then type it again."),
    "voucher_not_for_these": _("The code %(voucher)s is for other goods, or for a larger basket."),
    "voucher_not_in_force": _("The code %(voucher)s is not in use at the moment."),
    "one_voucher": _("One code counts in an order. Take out %(held)s first, then type the other."),
    "too_many_codes": _("Too many codes that do not exist. Please wait an hour, then try again."),
    "voucher_gone": _("%(why)s Nothing has been ordered; the total below is without it."),
    "offer_used_up": _("“%(offer)s” has just been used up. Nothing has been ordered; the total below is without it."),
}
# Kinds that are shown without a button, by the sales rule that says so.
KIND_NOT_SOLD: dict[str, str | Promise] = {
    "tourism": _(
        "Tours and stays are booked, not sent. Booking through this shop is not open yet; please contact the producer."
    ),
    "medicine": _("Medicines are not sold here. Please ask a pharmacist."),
    "other": _("We show this kind of product but do not sell it yet."),
}


# Why a parcel cannot be sent to a place (`carriers` answers).
NO_WAY: dict[str, str | Promise] = {
    "too_far": _("These goods keep for a short time only and are not sent that far."),
    "not_here": _("This maker does not send parcels to this place."),
}


def no_way(code: str) -> str:
    """This will say why a parcel cannot be sent to the place the shopper gave."""
    return str(NO_WAY.get(code, _("This parcel cannot be sent to this place.")))


def why_not(code: str, *, free: int = 0) -> str:
    """This will say why a product may not be bought, or not in that quantity."""
    if code == "sold_out" and free > 0:
        return ngettext("Only %(free)d is left.", "Only %(free)d are left.", free) % {"free": free}
    return str(WHY_NOT.get(code, _("This product cannot be bought at the moment.")))


def sentence(refusal: Refusal) -> str:
    """This will say a refusal to a shopper."""
    return _said(refusal.code, refusal.facts)


def _said(code: str, facts: dict[str, Any]) -> str:
    if code == "not_for_sale":
        return why_not(facts["why_not"], free=facts.get("free", 0))
    if code == "not_certified":
        return f"{facts['title']}: {why_not(str(facts['why_not']))}" if facts.get("title") else why_not("uncertified")
    if code == "stock_gone":
        return gettext(
            "Somebody has just bought the last of “%(title)s”. Nothing has been charged. "
            "Please take fewer, or remove it."
        ) % {"title": facts.get("title", "")}
    if code == "total_changed":
        return gettext(
            "The total has changed to %(total)s since you opened this page. Please look at it again, then order."
        ) % {"total": format_vnd(facts["total_vnd"])}
    if code == "bad_phone":
        return bad_phone(facts)
    if code in VOUCHERS:
        return _voucher(code, facts)
    if code == "not_sent_there":
        return f"{facts['title']}: {no_way(facts['why'])}"
    if code == "too_much_cash":
        return gettext("We take at most %(most)s in cash for one order. Please take something out of the basket.") % {
            "most": format_vnd(facts["most_vnd"])
        }
    if code == "too_many_open":
        return ngettext(
            "An order for this phone number is still under way. Please wait until it has arrived.",
            "%(most)d orders for this phone number are still under way. Please wait until one of them has arrived.",
            facts["most"],
        ) % {"most": facts["most"]}
    return str(SENTENCES.get(code, _("That did not work. Nothing has been ordered or charged; please try again.")))


def _voucher(code: str, facts: dict[str, Any]) -> str:
    words = {name: written_day(fact) if isinstance(fact, date) else fact for name, fact in facts.items()}
    if code == "voucher_gone":
        words["why"] = str(VOUCHERS[facts["why"]]) % words
    return str(VOUCHERS[code]) % words


def bad_phone(facts: dict[str, Any]) -> str:
    """This will say what is wrong with a phone number, with an example."""
    reason = facts.get("reason")
    if reason == "empty":
        return gettext("Please give a phone number, so that the courier can call. Example: 091 234 5678.")
    if reason == "length":
        return gettext("This number has %(digits)d digits, it needs %(needed)d. Example: 091 234 5678.") % {
            "digits": facts["digits"],
            "needed": facts["needed"],
        }
    if reason == "foreign":
        return gettext("We need a Vietnamese number for the courier. Example: 091 234 5678.")
    return gettext("This is not a Vietnamese phone number. Example: 091 234 5678.")
