"""An account without its person: nobody can log in, and nothing tells whose it was. What they did stays."""

from __future__ import annotations

from datetime import datetime

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from shop.accounts.models import User
from shop.audit.operations import record

_LOGS = (AccessAttempt, AccessFailureLog, AccessLog)


@transaction.atomic
def forget_account(*, user: User, at: datetime) -> None:
    """This will replace names and log-in names, end the password, and close the account for good.

    The row stays, since other rows say who did something; it says nobody. Costs: 8 queries. The caller ends sessions
    (`end_sessions`): the password's end has made them worthless, their content is still there.
    """
    names = [name for name in (user.email, user.phone) if name]
    for model in _LOGS:
        model.objects.filter(username__in=names).delete()
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    # The top-level domain is kept free for ever (RFC 2606): a mail to it reaches nobody.
    user.email, user.phone = f"{user.pk}@deleted.invalid", None
    user.first_name = user.last_name = ""
    user.is_active = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    record(action="accounts.forgotten", record=user, by=user, at=at)


def end_sessions(*, user_id: int) -> int:
    """This will delete every session of a person, with what was typed in it, and return how many there were.

    Sessions do not say whose they are, so each is opened. Costs: 1 query a thousand sessions.
    """
    mine = [
        session.session_key
        for session in Session.objects.iterator(chunk_size=1000)
        if session.get_decoded().get("_auth_user_id") == str(user_id)
    ]
    return Session.objects.filter(session_key__in=mine).delete()[0]


def forget_log_ins(*, before: datetime, at: datetime) -> int:
    """This will delete the log of log-ins before an instant, and sessions that have ended; returns how many rows."""
    deleted = sum(model.objects.filter(attempt_time__lt=before).delete()[0] for model in _LOGS)
    return deleted + Session.objects.filter(expire_date__lt=at).delete()[0]
