"""Who may say how parcels are sent: a producer's people for the producer, a centre's for the centre, staff for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalogue_ext.centres.models import StaffMembership
from catalogue_ext.producers.models import Producer
from shop.accounts.queries import roles_of
from shop.accounts.roles import Role

if TYPE_CHECKING:
    from catalogue_ext.centres.models import Centre
    from shop.accounts.models import User

STAFF = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.SUPPORT})


def may_act_for(*, by: User | None, partner: Any | None = None, centre: Centre | None = None) -> bool:
    """This will tell whether the person may act; neither partner nor centre = for the shop itself, which staff does.

    `by` is None only where the system acts by itself. Costs: four queries at most.
    """
    if by is None or roles_of(user=by) & STAFF:
        return True
    if partner is not None and Producer.objects.visible_to(by).filter(partner=partner).exists():
        return True
    if not by.is_active or (partner is None and centre is None):
        return False
    # A centre that sells in its own name is a partner as well.
    works_for = StaffMembership.objects.filter(user=by, withdrawn_at__isnull=True)
    if centre is not None:
        return works_for.filter(centre=centre).exists()
    return works_for.filter(centre__partner=partner).exists()
