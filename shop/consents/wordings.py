"""The sentences people say yes to. Another sentence is another consent, so each row keeps the one that was read."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.consents.models import Purpose

ASKED: dict[Purpose, str | Promise] = {
    Purpose.ZALO: _("Tell me about my order by Zalo, at the phone number of the order."),
    Purpose.OPINION: _("Ask me once how I like the goods, a few days after I received them."),
}
