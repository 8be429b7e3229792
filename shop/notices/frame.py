"""What stands around every message: the greeting, who runs the shop, why one gets it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shop.notices.events import Why
from shop.notices.writing import one_line

HOME = {"vi": "/", "en": "/en/"}
_WHY = {
    Why.ORDER: gettext_noop("You get this message because something was ordered at %(shop)s with this address."),
    Why.ACCOUNT: gettext_noop("You get this message because you are known at %(shop)s by this address."),
    Why.TICKET: gettext_noop("You get this message because you wrote to %(shop)s and left this address."),
    Why.PRODUCER: gettext_noop("You get this message because you sell at %(shop)s."),
    Why.WAIT: gettext_noop("You get this message because a product was asked for at %(shop)s with this address."),
    Why.SUPPORT: gettext_noop("You get this message because this is the support mailbox of %(shop)s."),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The same for all messages of one kind to one person; everything in it is bare text."""

    language: str
    shop_name: str
    home_url: str
    greeting: str
    operator: str
    help: str
    why: str


def frame(*, why: Why, name: str, language: str) -> Frame:
    """This will say who writes to whom, and why. What the operator has not stated is left out."""
    shop = {"shop": settings.OSCAR_SHOP_NAME}
    with translation.override(language):
        person = one_line(name)
        ways = {"phone": settings.SUPPORT_PHONE, "email": settings.SUPPORT_EMAIL}
        return Frame(
            language=language,
            shop_name=settings.OSCAR_SHOP_NAME,
            home_url=settings.SITE_URL + HOME[language],
            greeting=_("Hello %(name)s,") % {"name": person} if person else _("Hello,"),
            operator=" · ".join(filter(None, [settings.OPERATOR_NAME, settings.OPERATOR_ADDRESS])),
            help=_help(ways) if why is not Why.SUPPORT else "",
            why=_(_WHY[why]) % shop,
        )


def _help(ways: dict[str, str]) -> str:
    if ways["phone"] and ways["email"]:
        return _("Need help? Call %(phone)s or write to %(email)s.") % ways
    if ways["phone"]:
        return _("Need help? Call %(phone)s.") % ways
    return _("Need help? Write to %(email)s.") % ways if ways["email"] else ""
