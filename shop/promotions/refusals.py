"""Why a voucher code takes nothing off, and why an offer or voucher may not be changed."""

from __future__ import annotations

from shop.primitives.refusal import Refusal


class VoucherUnknown(Refusal):
    """No voucher has this code."""

    code = "voucher_unknown"


class VoucherNotYet(Refusal):
    """It begins later; `begins_on` is its first day in Vietnam."""

    code = "voucher_not_yet"


class VoucherExpired(Refusal):
    """It is over; `ended_on` was its last day in Vietnam."""

    code = "voucher_expired"


class VoucherUsedUp(Refusal):
    """It was used as often as it may be."""

    code = "voucher_used_up"


class VoucherUsedByYou(Refusal):
    """Each customer may use it once, and this one has."""

    code = "voucher_used_by_you"


class VoucherNeedsLogIn(Refusal):
    """Each customer may use it once, so it asks who is there."""

    code = "voucher_needs_log_in"


class VoucherNotForThese(Refusal):
    """It takes nothing off the goods in this basket."""

    code = "voucher_not_for_these"


class VoucherNotInForce(Refusal):
    """Its offers are suspended, or nobody was named to bear them."""

    code = "voucher_not_in_force"


class OneVoucher(Refusal):
    """There is one in the basket already; `held` is its code."""

    code = "one_voucher"


class TooManyCodes(Refusal):
    """Too many codes from this address that are none."""

    code = "too_many_codes"


class VoucherGone(Refusal):
    """The order was to use it, and it counts no longer; `why` is the code of one of the refusals above."""

    code = "voucher_gone"


class OfferUsedUp(Refusal):
    """The offer reached its limit while the order was being placed."""

    code = "offer_used_up"


class OfferKept(Refusal):
    """Orders stand on this offer or voucher, so it stays; it can be suspended or ended."""

    code = "offer_kept"
