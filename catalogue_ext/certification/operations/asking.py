"""Who may act here."""

from __future__ import annotations

from typing import Any

from catalogue_ext.certification.refusals import NotAnOfficer
from shop.accounts.queries import has_role
from shop.accounts.roles import Role


def ask_officer(*, user: Any) -> None:
    """This will refuse anybody but a programme officer. Costs: one query. Refuses: NotAnOfficer."""
    if not has_role(user=user, role=Role.PROGRAMME_OFFICER):
        raise NotAnOfficer(user=str(user))
