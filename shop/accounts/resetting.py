"""A forgotten password: a link that works once, for an hour, sent to the name the person logs in with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from shop.accounts.models import User
from shop.audit.operations import record
from shop.primitives.refusal import Refusal


class LinkDead(Refusal):
    """The link was used, is too old, or is not ours."""

    code = "link_dead"


def reset_path(*, user: User) -> str:
    """This will return the two parts of a link that lets this person choose a password: key and token."""
    return f"{urlsafe_base64_encode(force_bytes(user.pk))}/{default_token_generator.make_token(user)}"


def reset_url(*, user: User, base: str) -> str:
    """This will return the whole address of the link below `base`, e.g. /tai-khoan/dat-lai/."""
    return urljoin(settings.SITE_URL, f"{base}{reset_path(user=user)}/")


def user_of_name(*, name: str) -> User | None:
    """This will return the active account that logs in with this e-mail (lower case) or phone (E.164), or None."""
    try:
        user = User.objects.get_by_natural_key(name)
    except User.DoesNotExist:
        return None
    return user if user.is_active else None


def user_of_link(*, key: str, token: str) -> User:
    """This will return whose link this is. Refuses: LinkDead. Costs: one query."""
    try:
        user = User.objects.filter(pk=urlsafe_base64_decode(key).decode(), is_active=True).first()
    except (ValueError, UnicodeDecodeError, OverflowError):
        user = None
    if user is None or not default_token_generator.check_token(user, token):
        raise LinkDead
    return user


@transaction.atomic
def choose_password(*, key: str, token: str, password: str, at: datetime) -> User:
    """This will set a new password by a link; every open session of the person ends, and the link is dead.

    A second factor stays. Refuses: LinkDead.
    """
    user: Any = user_of_link(key=key, token=token)
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not default_token_generator.check_token(user, token):
        raise LinkDead
    user.set_password(password)
    user.save(update_fields=["password"])
    record(action="accounts.password_chosen", record=user, by=user, at=at)
    return user
