"""The second factor of staff: six digits from a telephone (TOTP), and ten backup codes for when it is lost."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django_otp import login, user_has_device, verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from shop.accounts.models import User
from shop.audit.operations import record
from shop.primitives.refusal import Refusal

BACKUP_CODES = 10


class WrongToken(Refusal):
    """The digits do not fit now, were used already, or too many wrong ones came just before."""

    code = "wrong_token"


class AlreadyEnrolled(Refusal):
    """A telephone is connected; only somebody who passed with it (or with a backup code) may change it."""

    code = "already_enrolled"


def person(request: HttpRequest) -> User:
    """This will return who is logged in. The page has asked for log-in before."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("nobody is logged in")
    return user


def is_excused(*, user: User) -> bool:
    """This will tell whether the account needs no second factor: one of `demo`, and only while DEMO is on."""
    return bool(settings.DEMO and user.is_demo)


def is_verified(*, request: HttpRequest) -> bool:
    """This will tell whether this session showed a right token. (Right after log-in the user carries no mark yet.)"""
    return getattr(request.user, "otp_device", None) is not None


def has_passed(*, request: HttpRequest) -> bool:
    """This will tell whether this session passed the second factor, or its account is excused."""
    user = request.user
    return isinstance(user, User) and (is_excused(user=user) or is_verified(request=request))


def may_connect(*, request: HttpRequest) -> bool:
    """This will tell whether a telephone may be connected: none is yet, or this session passed with the one before."""
    user = request.user
    return isinstance(user, User) and (is_verified(request=request) or not is_enrolled(user=user))


def is_enrolled(*, user: User) -> bool:
    """This will tell whether a telephone or backup codes are connected. Costs: up to two queries."""
    return bool(user_has_device(user))


def waiting_device(*, user: User) -> TOTPDevice | None:
    """This will return the telephone that is being connected but has not yet shown a right token."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).order_by("pk").first()


@transaction.atomic
def begin(*, request: HttpRequest) -> TOTPDevice:
    """This will make a new secret for the person's telephone; it counts once a token from it was right.

    Refuses: AlreadyEnrolled. A password alone must never replace the telephone.
    """
    user = person(request)
    if not may_connect(request=request):
        raise AlreadyEnrolled
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name="TOTP", confirmed=False)


@transaction.atomic
def confirm(*, request: HttpRequest, token: str, at: datetime) -> None:
    """This will connect the waiting telephone, drop the one before, and write new backup codes.

    Refuses: AlreadyEnrolled, WrongToken.
    """
    user = person(request)
    if not may_connect(request=request):
        raise AlreadyEnrolled
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).order_by("pk").first()
    if device is None or not device.verify_token(_digits(token)):
        raise WrongToken
    TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    renew_backup_codes(user=user)
    login(request, device)
    record(action="accounts.second_factor_connected", record=user, by=user, at=at)


def renew_backup_codes(*, user: User) -> None:
    """This will replace all backup codes by ten new ones, each good once."""
    device, _ = StaticDevice.objects.get_or_create(user=user, defaults={"name": "backup", "confirmed": True})
    device.token_set.all().delete()
    StaticToken.objects.bulk_create(
        [StaticToken(device=device, token=StaticToken.random_token()) for _ in range(BACKUP_CODES)]
    )


def backup_codes(*, user: User) -> list[str]:
    """This will return the codes that are still good."""
    return list(StaticToken.objects.filter(device__user=user).order_by("pk").values_list("token", flat=True))


def _digits(token: str) -> str:
    return "".join(token.split())


def pass_with(*, request: HttpRequest, token: str) -> None:
    """This will let the session through with six digits from the telephone or one backup code.

    Refuses: WrongToken (also while waiting after wrong ones: django-otp doubles the pause each time).
    """
    user = person(request)
    plain = _digits(token)
    model = TOTPDevice if plain.isdigit() and len(plain) == 6 else StaticDevice
    for device in model.objects.filter(user=user, confirmed=True).order_by("pk"):
        verified = verify_token(user, device.persistent_id, plain if model is TOTPDevice else plain.lower())
        if verified:
            login(request, verified)
            return
    raise WrongToken


@transaction.atomic
def forget(*, user: User, by: User | None, at: datetime) -> None:
    """This will disconnect a person's lost telephone and backup codes; the next log-in asks to connect a new one.

    `by` is None for the command on the server (the only administrator's telephone is gone).
    """
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    record(action="accounts.second_factor_forgotten", record=user, by=by, at=at)
