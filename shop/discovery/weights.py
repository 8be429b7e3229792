"""What puts one result before another. The public page on ranking is written from these and nothing else.

Text first: the points of every row that fits are added. Then, in this order: for sale before not for sale, stars, the
year of the certificate, in stock, the later certificate, the key. Nobody can pay for a place.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Weight:
    """Points for one way in which a product holds the words."""

    name: str
    points: int
    words: str | Promise


IN_NAME_AS_TYPED = Weight("in_name_as_typed", 32, _("the name holds the words together, with the marks as typed"))
IN_NAME_TOGETHER = Weight("in_name_together", 16, _("the name holds the words together"))
IN_NAME = Weight("in_name", 8, _("the name holds every word"))
NAME_BEGINS = Weight("name_begins", 4, _("the name begins with the words"))
IN_WHO_AND_WHERE = Weight("in_who_and_where", 2, _("name, maker, place and kind of goods hold every word between them"))

WEIGHTS = (IN_NAME_AS_TYPED, IN_NAME_TOGETHER, IN_NAME, NAME_BEGINS, IN_WHO_AND_WHERE)

# What decides where points are equal, one after the other.
THEN: tuple[str | Promise, ...] = (
    _("for sale before not for sale"),
    _("more stars"),
    _("the certificate of a later year"),
    _("in stock before sold out"),
    _("the newer certificate"),
    _("the running number in our books"),
)
