"""A copy of everything we hold of somebody: one zip with data.json for machines, data.html to read, and pictures."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from shop.accounts.models import User
from shop.audit.operations import record
from shop.notices.operations import Recipient, notify
from shop.outbox.operations import enqueue
from shop.personal_data.gathering import Whose, gather, of_account, of_order, pictures
from shop.personal_data.models import Export
from shop.personal_data.purposes import kept, period
from shop.personal_data.words import CODED, CODES, COLUMNS, SECTIONS
from shop.primitives.money import format_vnd

MAKE, DROP = "make_copy", "drop_copy"
# More orders than that are gathered after the request.
MOST_AT_ONCE = 20
# Addresses are stable (shop/README.md); a room does not know the door that serves them.
PAGE = {"vi": "/tai-khoan/du-lieu/", "en": "/en/tai-khoan/du-lieu/"}
_SHEET = Path(__file__).parent / "data" / "copy.css"


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the readable page."""

    title: str
    rows: list[list[tuple[str, str]]]


def archive(*, whose: Whose, language: str, at: datetime) -> bytes:
    """This will return the copy as a zip, in a language. Costs: about 40 queries."""
    sections = gather(whose=whose)
    with translation.override(language):
        facts: dict[str, Any] = {
            "shop": settings.OSCAR_SHOP_NAME,
            "made_at": _words("at", at),
            "sections": [_section(name, rows) for name, rows in sections.items()],
            "kept": kept(language=language, at=at),
            "language": language,
        }
        page = render_to_string("personal_data/copy.html", facts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        whole = {"shop": settings.OSCAR_SHOP_NAME, "made_at": at, "data": sections}
        packed.writestr("data.json", json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        packed.writestr("data.html", page)
        packed.writestr("data.css", _SHEET.read_text(encoding="utf-8"))
        for number, file in enumerate(pictures(whose=whose), start=1):
            with file.open("rb") as picture:
                packed.writestr(f"pictures/{number}{Path(str(file.name)).suffix}", picture.read())
    return out.getvalue()


def _section(name: str, rows: list[dict[str, Any]]) -> Section:
    return Section(
        str(SECTIONS[name]),
        [
            [(str(COLUMNS[key]), _words(key, value)) for key, value in row.items() if value not in ("", None)]
            for row in rows
        ],
    )


def _words(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if key.endswith("_vnd"):
        return format_vnd(value)
    if isinstance(value, datetime):
        return f"{localtime(value):%d/%m/%Y %H:%M}"
    if isinstance(value, dict):
        said = ((name, _words(name, _instant(word))) for name, word in value.items() if word not in ("", None))
        return "\n".join(f"{name}: {word}" for name, word in said)
    return str(CODES.get(value, value)) if key in CODED else str(value)


def _instant(value: Any) -> Any:
    """An instant inside of JSON is text."""
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and len(value) > len("2026-11-24") else value
    except ValueError:
        return value


def copy_of_order(*, order: Any, language: str, by: Any, at: datetime) -> bytes:
    """This will return the copy of one order, for who has proven it; that it was made is audited."""
    made = archive(whose=of_order(order=order), language=language, at=at)
    record(action="order.copied", record=order, by=by, at=at)
    return made


def copy_of_account(*, user: User, language: str, at: datetime) -> bytes | None:
    """This will return the copy of an account, or None where it is made later and its owner told: many orders.

    Costs: about 45 queries at once, 6 otherwise. Asked twice is asked once.
    """
    if get_model("order", "Order").objects.filter(user=user).count() <= MOST_AT_ONCE:
        made = archive(whose=of_account(user=user), language=language, at=at)
        record(action="accounts.copied", record=user, by=user, at=at)
        return made
    with transaction.atomic():
        export, is_new = Export.objects.get_or_create(
            user=user, ready_at=None, defaults={"language": language, "asked_at": at}
        )
        if is_new:
            record(action="accounts.copy_asked", record=user, by=user, at=at)
            enqueue(kind=MAKE, key=str(export.pk), payload={"export": export.pk}, at=at)
    return None


def make_copy(*, export: Export, at: datetime) -> Export:
    """This will make a copy that was asked for, tell its owner where it lies, and plan its end."""
    made = archive(whose=of_account(user=export.user), language=export.language, at=at)
    export.file.save("copy.zip", ContentFile(made), save=False)
    export.ready_at, export.keep_until = at, period(key="copy", at=at).after(at)
    export.save()
    record(action="accounts.copied", record=export.user, by=export.user, at=at)
    payload = {"export": export.pk}
    enqueue(kind=DROP, key=str(export.pk), payload=payload, at=at, not_before=export.keep_until)
    user, language = export.user, export.language
    to = Recipient(name=user.get_full_name(), email=user.email or "", phone=user.phone or "", language=language)
    # The page of the account, not the file: whoever reads the message has to log in.
    facts = {"url": settings.SITE_URL + PAGE[language], "keep_until": export.keep_until}
    notify(event="data_exported", key=str(export.pk), to=to, facts=facts, at=at)
    return export


def copies_of(*, user: User, at: datetime) -> list[Export]:
    """This will return the copies an account waits for or may fetch, the newest first. Costs: 1 query."""
    rows = Export.objects.filter(user=user).order_by("-asked_at", "-pk")
    return [row for row in rows if row.keep_until is None or row.keep_until > at]
