"""Writing the message and handing it over."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import translation

from shop.notices.models import Delivery, Way
from shop.notices.operations import KIND
from shop.notices.sms import sms_door
from shop.outbox.registry import handles


def render(*, event: str, part: str, language: str, facts: dict[str, Any]) -> str:
    """This will write one part (subject, body, sms) of an event's message in one language, as plain text."""
    template: Template = get_template(f"notices/{event}/{part}.{language}.txt").template  # type: ignore[attr-defined]
    with translation.override(language):
        # Plain text: “Bà & Cháu” stays as it is.
        return template.render(Context(facts, autoescape=False)).strip()


def _send_email(*, key: str, address: str, subject: str, body: str) -> None:
    host = urlsplit(settings.SITE_URL).hostname
    # The same message sent twice (a worker died right after sending) carries the same id: mailboxes show it once.
    message_id = f"<{key.replace(':', '.')}@{host}>"
    EmailMessage(subject=" ".join(subject.split()), body=body, to=[address], headers={"Message-ID": message_id}).send()


@handles(KIND)
def tell(*, key: str, payload: dict[str, Any], at: datetime) -> None:
    """This will send one message and record it: e-mail where there is an address, else SMS, else not reachable."""
    to, event = payload["to"], payload["event"]
    language = to["language"] if to["language"] in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    facts = {**payload["facts"], "name": to["name"], "shop_name": settings.OSCAR_SHOP_NAME}
    written = {"event": event, "language": language, "facts": facts}
    if to["email"]:
        way, address = Way.EMAIL, to["email"]
        _send_email(
            key=key, address=address, subject=render(part="subject", **written), body=render(part="body", **written)
        )
    elif to["phone"]:
        way, address = Way.SMS, to["phone"]
        sms_door().send(to=address, text=render(part="sms", **written))
    else:
        way, address = Way.NONE, ""
    Delivery.objects.create(event=event, key=key, way=way, address=address, language=language, at=at)
