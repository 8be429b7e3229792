"""One event, one message to a person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from shop.notices.events import check
from shop.outbox.models import Message
from shop.outbox.operations import enqueue

KIND = "notice"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom to tell. Empty where not known; `language` is vi or en."""

    name: str
    email: str = ""
    phone: str = ""
    language: str = "vi"


def notify(*, event: str, key: str, to: Recipient, facts: dict[str, Any], at: datetime) -> Message:
    """This will tell one person of one event after the caller's transaction commits: by e-mail, else by SMS.

    The same event and key is told once, so several people told of one event need several keys. A person without
    e-mail and phone is recorded as not reachable; that is no error. `facts` must be JSON; `events.EVENTS` names
    those each event needs. Units: amounts `…_vnd` in ₫. Refuses: WrongFacts. Costs: two queries.
    """
    check(event=event, facts=facts)
    payload = {"event": event, "to": asdict(to), "facts": facts}
    return enqueue(kind=KIND, key=f"{event}:{key}", payload=payload, at=at)
