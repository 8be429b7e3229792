"""Refusals in words for what a buyer does with an order: this door's own first, then the rooms', then the shop's."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shop.opinions import sentences as opinions
from shop.primitives.refusal import Refusal
from shop.storefront.sentences import sentence as said_by_shop
from shop.support import sentences as support

_OWN: dict[str, str | Promise] = {
    "step_refused": _("The parcel has moved on meanwhile, so this can no longer be done. Nothing has changed."),
    "reason_missing": _("Please say why."),
    "line_fell": _("This product is no longer part of the parcel. Nothing has changed."),
    "too_late": _(
        "A parcel is packed already, or nothing is left to be sent, so the address stays. "
        "Please write to us, we ask the producer."
    ),
    "return_over": _(
        "The time to give this parcel back is over, or you have asked already. If something is wrong, please tell us."
    ),
    "nothing_to_return": _("Please choose at least one product."),
    "pictures_missing": _("Please add a picture that shows it."),
}


def sentence(refusal: Refusal) -> str:
    """This will say a refusal to a buyer. A code that nobody wrote a sentence for gets the shop's general one."""
    if refusal.code == "address_costs_more":
        words = gettext(
            "Parcel %(part)s cannot be sent there for the fee you agreed to, and your total never rises. "
            "Nothing has changed. You can call that parcel off and order it again to the new address."
        )
        return words % refusal.facts
    if refusal.code == "wrong_code":
        return _wrong_code(int(refusal.facts.get("left", 0)))
    if refusal.code in _OWN:
        return str(_OWN[refusal.code])
    for room in (support, opinions):
        if refusal.code in room.SENTENCES or f"{refusal.code}.{refusal.facts.get('reason')}" in room.SENTENCES:
            return room.sentence(refusal)
    return said_by_shop(refusal)


def _wrong_code(left: int) -> str:
    if not left:
        return gettext("This was tried too often. Please have a new code sent; our support can call you as well.")
    return ngettext(
        "This is not the code, or it is older than 30 minutes. One more try, or have a new one sent.",
        "This is not the code, or it is older than 30 minutes. %(left)d more tries, or have a new one sent.",
        left,
    ) % {"left": left}
