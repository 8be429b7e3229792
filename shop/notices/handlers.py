"""Writing the message and handing it over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from shop.accounts.phones import BadPhone, to_e164
from shop.notices import parts
from shop.notices.doors.base import ShortMessage, Unreachable, door_for
from shop.notices.events import EVENTS, Event, about
from shop.notices.frame import Frame, frame
from shop.notices.masking import masked
from shop.notices.models import Delivery, Way
from shop.notices.operations import KIND, Notice, task_of
from shop.notices.writing import Sheet, write
from shop.outbox.registry import handles


@handles(KIND)
def tell(*, key: str, payload: dict[str, Any], at: datetime) -> None:
    """This will send one message and record it: by the first way that leads to the person, else as not reachable."""
    to, name, facts = payload["to"], payload["event"], payload["facts"]
    event = EVENTS[name]
    language = to["language"] if to["language"] in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    sheet = write(event=name, language=language, facts=facts)
    way, address = Way.NONE, ""
    for way, address in _ways(to, event):
        try:
            if way is Way.EMAIL:
                around = frame(why=event.why, name=to["name"], language=language)
                _send_email(key=key, address=address, sheet=sheet, around=around)
            else:
                _send_short(way, _short(key, address, name, language, sheet, facts))
        except Unreachable:
            continue
        break
    else:
        way, address = Way.NONE, ""
    Delivery.objects.create(
        event=name, key=key, about=about(facts=facts), way=way, address=masked(address), language=language, at=at
    )


def send_now(*, notice: Notice, at: datetime) -> None:
    """This will send one message at once, as `notify` has it sent after the commit.

    For a handler of the outbox that looks right before whether the message is still true; what goes wrong is raised, so
    that the outbox tries again. Nothing of it stays but its `Delivery`.
    """
    task = task_of(notice=notice)
    tell(key=task.key, payload=task.payload, at=at)


def _ways(to: Mapping[str, Any], event: Event) -> list[tuple[Way, str]]:
    """E-mail where it is known, else Zalo where it is on and agreed to, else SMS; some to the telephone first."""
    mails = [(Way.EMAIL, to["email"])] if to["email"] else []
    phones = []
    if mobile := _mobile(to["phone"]):
        if to.get("zalo") and door_for(way=Way.ZALO):
            phones.append((Way.ZALO, mobile))
        phones.append((Way.SMS, mobile))
    return phones + mails if event.phone_first else mails or phones


def _mobile(phone: str) -> str:
    """The number as companies take it; empty where no short message arrives: a fixed line, or no number at all."""
    try:
        number = to_e164(text=phone)
    except BadPhone:
        return ""
    return "" if number.startswith("+842") else number


def _send_email(*, key: str, address: str, sheet: Sheet, around: Frame) -> None:
    host = urlsplit(settings.SITE_URL).hostname
    message = EmailMultiAlternatives(
        subject=sheet.subject,
        body=parts.plain(sheet=sheet, frame=around),
        to=[address],
        reply_to=[settings.SUPPORT_EMAIL] if settings.SUPPORT_EMAIL else None,
        headers={
            # The same message sent twice (a worker died right after sending) carries the same id: shown once.
            "Message-ID": f"<{key.replace(':', '.')}@{host}>",
            # No holiday notice answers a machine (RFC 3834).
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(parts.html(sheet=sheet, frame=around), "text/html")
    message.send()


def _short(key: str, phone: str, event: str, language: str, sheet: Sheet, facts: Mapping[str, Any]) -> ShortMessage:
    return ShortMessage(
        key=key,
        to=phone,
        event=event,
        language=language,
        text=parts.sms(sheet=sheet, language=language),
        secrets=tuple(str(facts[fact]) for fact in EVENTS[event].keys if facts.get(fact)),
    )


def _send_short(way: Way, message: ShortMessage) -> None:
    door = door_for(way=way)
    if door is None:
        raise Unreachable(way)
    door.send(message=message)
