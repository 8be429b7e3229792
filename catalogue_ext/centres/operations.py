"""Who works for a centre."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from catalogue_ext.centres.models import Centre, StaffMembership
from shop.accounts.queries import roles_of
from shop.accounts.roles import Role, may_grant
from shop.audit.operations import record
from shop.primitives.refusal import Refusal

if TYPE_CHECKING:
    from shop.accounts.models import User


class MayNotGrant(Refusal):
    """The table `roles.MAY_GRANT` does not let this person decide who works for a centre."""

    code = "may_not_grant"


class AlreadyStaff(Refusal):
    """The person works for this centre already."""

    code = "already_staff"


class NotStaff(Refusal):
    """The person works for this centre no more."""

    code = "not_staff"


def _ask(by: User | None) -> None:
    if by is not None and not may_grant(held=roles_of(user=by), role=Role.CENTRE_STAFF):
        raise MayNotGrant(role=Role.CENTRE_STAFF.value)


@transaction.atomic
def add_staff(*, centre: Centre, user: User, by: User | None, at: datetime) -> StaffMembership:
    """This will let a person work for a centre from now on; `by` is None for the system (the demo).

    Refuses: MayNotGrant, AlreadyStaff.
    """
    _ask(by)
    try:
        with transaction.atomic():
            membership = StaffMembership.objects.create(centre=centre, user=user, granted_by=by, granted_at=at)
    except IntegrityError:
        raise AlreadyStaff from None
    record(action="centres.staff_added", record=centre, by=by, at=at, facts={"user": user.pk})
    return membership


@transaction.atomic
def withdraw_staff(*, membership: StaffMembership, by: User | None, at: datetime) -> StaffMembership:
    """This will end a person's work for a centre; the row stays as a trace. Refuses: MayNotGrant, NotStaff."""
    _ask(by)
    if not StaffMembership.objects.filter(pk=membership.pk, withdrawn_at__isnull=True).update(withdrawn_at=at):
        raise NotStaff
    membership.withdrawn_at = at
    record(action="centres.staff_withdrawn", record=membership.centre, by=by, at=at, facts={"user": membership.user_id})
    return membership
