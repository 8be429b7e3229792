"""What a person may work as, now."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from shop.accounts.models import RoleGrant, User
from shop.accounts.roles import GRANTED, Role

Person = AbstractBaseUser | AnonymousUser


def has_role(*, user: Person | None, role: Role) -> bool:
    """This will tell whether the person holds the role now; nobody and an inactive account hold none.

    Membership roles are read through the rooms above (`user.producer_memberships`, `user.centre_memberships`).
    Costs: one query.
    """
    if not isinstance(user, User) or not user.is_active:
        return False
    if role in GRANTED:
        return RoleGrant.objects.filter(user=user, role=role.value, withdrawn_at__isnull=True).exists()
    return _is_member(user, role)


def _is_member(user: User, role: Role) -> bool:
    memberships = "producer_memberships" if role is Role.PRODUCER_MEMBER else "centre_memberships"
    return bool(getattr(user, memberships).filter(withdrawn_at__isnull=True).exists())


def roles_of(*, user: Person | None) -> frozenset[Role]:
    """This will return every role the person holds now. Costs: three queries, none for nobody."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    granted = RoleGrant.objects.filter(user=user, withdrawn_at__isnull=True).values_list("role", flat=True)
    held = {Role(value) for value in granted}
    held |= {role for role in (Role.CENTRE_STAFF, Role.PRODUCER_MEMBER) if _is_member(user, role)}
    return frozenset(held)
