"""Opening a centre, keeping its particulars, and who works for it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from catalogue_ext.centres.models import Centre, StaffMembership
from shop.accounts.queries import roles_of
from shop.accounts.roles import Role, may_grant
from shop.audit.operations import record
from shop.primitives.plain_text import plain
from shop.primitives.refusal import Refusal

if TYPE_CHECKING:
    from catalogue_ext.places.models import Province
    from shop.accounts.models import User

# What `edit_centre` changes. Code and province are what a centre is.
EDITABLE = frozenset({"about", "about_en", "address", "commune", "name", "name_en", "phone"})


class CentreNameMissing(Refusal):
    """A centre has a name."""

    code = "centre_name_missing"


class CentreCodeTaken(Refusal):
    """Another centre has this code. Facts: `taken`."""

    code = "centre_code_taken"


class CommuneElsewhere(Refusal):
    """The commune is none of today's in the centre's province. Facts: `commune`."""

    code = "centre_commune_elsewhere"


class CentreNotEditable(Refusal):
    """A fact that is not changed here. Facts: `names`."""

    code = "centre_not_editable"


class MayNotGrant(Refusal):
    """The table `roles.MAY_GRANT` does not let this person decide who works for a centre."""

    code = "may_not_grant"


class AlreadyStaff(Refusal):
    """The person works for this centre already."""

    code = "already_staff"


class NotStaff(Refusal):
    """The person works for this centre no more."""

    code = "not_staff"


@transaction.atomic
def open_centre(
    *,
    code: str,
    province: Province,
    by: User | None,
    at: datetime,
    is_illustration: bool = False,
    **facts: Any,
) -> Centre:
    """This will enter a new centre; its channel and its shop are opened by the rooms of those.

    Facts: any of EDITABLE, a name at least. Refuses: CentreNameMissing, CentreCodeTaken, CommuneElsewhere,
    CentreNotEditable.
    """
    facts = _checked({"name": "", **facts}, province)
    if Centre.objects.filter(code=code).exists() or Centre.objects.filter(slug=code).exists():
        raise CentreCodeTaken(taken=code)
    centre = Centre.objects.create(code=code, slug=code, province=province, is_illustration=is_illustration, **facts)
    noted = {"name": centre.name, "province": province.code, "is_illustration": is_illustration}
    record(action="centres.opened", record=centre, by=by, at=at, facts=noted)
    return centre


@transaction.atomic
def edit_centre(*, centre: Centre, by: User | None, at: datetime, **facts: Any) -> Centre:
    """This will change a centre's particulars and keep what they were; nothing changed is nothing written.

    Facts: any of EDITABLE. Refuses: CentreNameMissing, CommuneElsewhere, CentreNotEditable.
    """
    locked = Centre.objects.select_for_update(of=("self",)).select_related("province").get(pk=centre.pk)
    checked = _checked(facts, locked.province)
    changed = {name: value for name, value in checked.items() if getattr(locked, name) != value}
    if not changed:
        return locked
    before = {name: _noted(getattr(locked, name)) for name in changed}
    for name, value in changed.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(changed))
    after = {name: _noted(value) for name, value in changed.items()}
    record(action="centres.edited", record=locked, by=by, at=at, facts={"from": before, "to": after})
    return locked


def _checked(facts: dict[str, Any], province: Province) -> dict[str, Any]:
    """This will return the facts as they are stored, or refuse the first that cannot be."""
    strange = sorted(facts.keys() - EDITABLE)
    if strange:
        raise CentreNotEditable(names=strange)
    checked: dict[str, Any] = {name: plain(value) if isinstance(value, str) else value for name, value in facts.items()}
    if "name" in checked and not checked["name"]:
        raise CentreNameMissing
    commune = checked.get("commune")
    if commune is not None and (commune.is_former or commune.province_id != province.pk):
        raise CommuneElsewhere(commune=commune.name)
    return checked


def _noted(value: Any) -> Any:
    return value.code if hasattr(value, "code") else value


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
