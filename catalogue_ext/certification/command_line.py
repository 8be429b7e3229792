"""What the commands of this room share: who acts, and days and refusals on a terminal."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from catalogue_ext.certification.annex import read_day
from catalogue_ext.certification.messages import sentence
from shop.primitives.refusal import Refusal


def user_named(name: str) -> Any:
    """This will return the user of an e-mail address (or phone). Refuses: CommandError."""
    model = get_user_model()
    try:
        return model.objects.get_by_natural_key(name)
    except model.DoesNotExist:
        raise CommandError(_("No user has the e-mail address %(name)s.") % {"name": name}) from None


def day_given(text: str) -> date:
    """This will read a day typed at the command line. Refuses: CommandError."""
    try:
        return read_day(text.strip())
    except ValueError:
        message = _("“%(text)s” is no day. Write 2026-08-05 or 05/08/2026.")
        raise CommandError(message % {"text": text}) from None


def bytes_of(path: str | None) -> bytes | None:
    """This will return the content of a file, None when none was named. Refuses: CommandError."""
    if path is None:
        return None
    try:
        return Path(path).read_bytes()
    except OSError as refusal:
        message = _("%(path)s cannot be read: %(why)s.")
        raise CommandError(message % {"path": path, "why": refusal.strerror}) from None


def said(refusal: Refusal) -> CommandError:
    """This will turn a refusal into the error a command ends with (exit status 1)."""
    return CommandError(sentence(refusal))
