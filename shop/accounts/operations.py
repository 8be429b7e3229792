"""Accounts and their roles."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from shop.accounts.models import RoleGrant, User
from shop.accounts.queries import roles_of
from shop.accounts.roles import GRANTED, Role, may_grant
from shop.accounts.second_factor import forget
from shop.audit.operations import record
from shop.primitives.refusal import Refusal


class NameTaken(Refusal):
    """Another account has this e-mail address or phone number. Facts: `field` (email, phone)."""

    code = "name_taken"


class NoName(Refusal):
    """Neither e-mail nor phone was given."""

    code = "no_login_name"


class MayNotGrant(Refusal):
    """The table `roles.MAY_GRANT` does not let this person grant that role."""

    code = "may_not_grant"


class FollowsFromMembership(Refusal):
    """The role is not granted here: it follows from a membership of a producer or a centre."""

    code = "role_follows_from_membership"


class AlreadyGranted(Refusal):
    """The person holds the role already."""

    code = "role_already_granted"


class NotGranted(Refusal):
    """The person does not hold the role."""

    code = "role_not_granted"


class LastAdministrator(Refusal):
    """Nobody would be left who can grant a role."""

    code = "last_administrator"


class AdministratorExists(Refusal):
    """The command makes the first administrator only; the next ones are granted by an administrator."""

    code = "administrator_exists"


def split_name(*, full_name: str) -> tuple[str, str]:
    """This will return (family and middle names, given name): the last word is the given name in Vietnamese."""
    family, _, given = " ".join(full_name.split()).rpartition(" ")
    return family, given


@transaction.atomic
def register(
    *,
    full_name: str = "",
    email: str = "",
    phone: str = "",
    password: str | None,
    language: str = "vi",
    by: User | None,
    at: datetime,
) -> User:
    """This will open an account with an e-mail, a phone (E.164) or both; `by` is None when people register themselves.

    Refuses: NoName, NameTaken. The form has checked the password's strength and the phone's digits.
    """
    email = email.strip().lower()
    if not email and not phone:
        raise NoName
    family, given = split_name(full_name=full_name)
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email or None,
                password,
                phone=phone or None,
                last_name=family,
                first_name=given,
                language=language,
                date_joined=at,
            )
    except IntegrityError:
        for field, value in (("email", email), ("phone", phone)):
            if value and User.objects.filter(**{field: value}).exists():
                raise NameTaken(field=field) from None
        raise
    record(action="accounts.registered", record=user, by=by or user, at=at)
    return user


@transaction.atomic
def grant_role(*, user: User, role: Role, by: User, at: datetime) -> RoleGrant:
    """This will give a person a role from now on. Refuses: FollowsFromMembership, MayNotGrant, AlreadyGranted."""
    if role not in GRANTED:
        raise FollowsFromMembership(role=role.value)
    if not may_grant(held=roles_of(user=by), role=role):
        raise MayNotGrant(role=role.value)
    return _grant(user, role, by, at)


def _grant(user: User, role: Role, by: User | None, at: datetime) -> RoleGrant:
    try:
        with transaction.atomic():
            grant = RoleGrant.objects.create(user=user, role=role.value, granted_by=by, granted_at=at)
    except IntegrityError:
        raise AlreadyGranted(role=role.value) from None
    _set_flags(user)
    record(action="accounts.role_granted", record=user, by=by, at=at, facts={"role": role.value})
    return grant


@transaction.atomic
def withdraw_role(*, user: User, role: Role, by: User, at: datetime) -> None:
    """This will end a person's role now; the grant stays as a trace.

    Refuses: FollowsFromMembership, MayNotGrant, NotGranted, LastAdministrator.
    """
    if role not in GRANTED:
        raise FollowsFromMembership(role=role.value)
    if not may_grant(held=roles_of(user=by), role=role):
        raise MayNotGrant(role=role.value)
    # All current holders are locked, so that two administrators cannot withdraw each other at the same moment.
    current = list(
        RoleGrant.objects.select_for_update(of=("self",))
        .filter(role=role.value, withdrawn_at__isnull=True)
        .order_by("pk")
    )
    grant = next((grant for grant in current if grant.user_id == user.pk), None)
    if grant is None:
        raise NotGranted(role=role.value)
    if role is Role.ADMINISTRATOR:
        _refuse_last(current, user)
    grant.withdrawn_by, grant.withdrawn_at = by, at
    grant.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _set_flags(user)
    record(action="accounts.role_withdrawn", record=user, by=by, at=at, facts={"role": role.value})


def _refuse_last(current: list[RoleGrant], leaving: User) -> None:
    staying = [grant.user_id for grant in current if grant.user_id != leaving.pk]
    if not User.objects.filter(pk__in=staying, is_active=True).exists():
        raise LastAdministrator


def _set_flags(user: User) -> None:
    """This will keep Django's two flags true to the grants: both belong to administrators, nobody else."""
    is_administrator = RoleGrant.objects.filter(
        user=user, role=Role.ADMINISTRATOR.value, withdrawn_at__isnull=True
    ).exists()
    user.is_staff = user.is_superuser = is_administrator
    user.save(update_fields=["is_staff", "is_superuser"])


@transaction.atomic
def create_first_administrator(*, email: str, password: str, at: datetime) -> User:
    """This will make the first administrator of a new shop, or raise an existing account to it.

    Nobody proved the address of an existing account: its password becomes the one given, which ends its sessions, and
    its second factor is forgotten. Refuses: AdministratorExists.
    """
    if RoleGrant.objects.filter(role=Role.ADMINISTRATOR.value, withdrawn_at__isnull=True).exists():
        raise AdministratorExists
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = register(email=email, password=password, by=None, at=at)
    else:
        user.set_password(password)
        user.save(update_fields=["password"])
        forget(user=user, by=None, at=at)
    _grant(user, Role.ADMINISTRATOR, None, at)
    return user


@transaction.atomic
def close_account(*, user: User, by: User, at: datetime) -> None:
    """This will stop an account from logging in, at once and in every open session; what it did stays.

    Refuses: MayNotGrant unless `by` is an administrator, LastAdministrator.
    """
    held = roles_of(user=by)
    if Role.ADMINISTRATOR not in held:
        raise MayNotGrant(role=Role.ADMINISTRATOR.value)
    current = list(
        RoleGrant.objects.select_for_update(of=("self",))
        .filter(role=Role.ADMINISTRATOR.value, withdrawn_at__isnull=True)
        .order_by("pk")
    )
    if any(grant.user_id == user.pk for grant in current):
        _refuse_last(current, user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.is_active = False
    record(action="accounts.closed", record=user, by=by, at=at)


@transaction.atomic
def reopen_account(*, user: User, by: User, at: datetime) -> None:
    """This will let a closed account log in again. Refuses: MayNotGrant unless `by` is an administrator."""
    if Role.ADMINISTRATOR not in roles_of(user=by):
        raise MayNotGrant(role=Role.ADMINISTRATOR.value)
    User.objects.filter(pk=user.pk).update(is_active=True)
    user.is_active = True
    record(action="accounts.reopened", record=user, by=by, at=at)
