"""Who may do what, and who grants it: one table."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person works as. Shoppers need none. Membership of a producer or a centre is kept in those rooms."""

    ADMINISTRATOR = "administrator"  # Django's admin; grants every other role
    PROGRAMME_OFFICER = "officer"  # the province's OCOP office: enters, verifies, revokes
    SUPPORT = "support"  # helps shoppers: finds, cancels, resends
    CENTRE_STAFF = "centre"  # a trade promotion centre's people, one centre each
    PRODUCER_MEMBER = "producer"  # a cooperative's people, one producer each


# Roles kept as a grant; the other two follow from a membership.
GRANTED = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.SUPPORT})
# Whoever holds one of these logs in with a second factor.
STAFF = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.SUPPORT, Role.CENTRE_STAFF})

# The role on the left is granted by the roles on the right. The first administrator is made by a command.
MAY_GRANT: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset({Role.ADMINISTRATOR}),
    Role.PROGRAMME_OFFICER: frozenset({Role.ADMINISTRATOR}),
    Role.SUPPORT: frozenset({Role.ADMINISTRATOR}),
    Role.CENTRE_STAFF: frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER}),
    Role.PRODUCER_MEMBER: frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.PRODUCER_MEMBER}),
}


def may_grant(*, held: frozenset[Role], role: Role) -> bool:
    """This will tell whether somebody with these roles grants (and withdraws) the role.

    A producer's owner grants membership of the own producer only; that room asks which one.
    """
    return bool(held & MAY_GRANT[role])
