from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from shop.accounts.models import RoleGrant, User
from shop.accounts.operations import (
    AdministratorExists,
    AlreadyGranted,
    FollowsFromMembership,
    LastAdministrator,
    MayNotGrant,
    NameTaken,
    NoName,
    NotGranted,
    close_account,
    create_first_administrator,
    grant_role,
    register,
    reopen_account,
    withdraw_role,
)
from shop.accounts.queries import has_role, roles_of
from shop.accounts.roles import GRANTED, MAY_GRANT, STAFF, Role, may_grant
from shop.audit.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


# -- registering ------------------------------------------------------------------------------------------------------


def test_an_account_has_a_name_split_the_vietnamese_way(now):
    user = register(full_name=" Nguyễn  Thị Lan ", email="Lan@Example.VN", password="mot-hai-ba-4", by=None, at=now)

    assert (user.last_name, user.first_name, user.get_full_name()) == ("Nguyễn Thị", "Lan", "Nguyễn Thị Lan")
    assert (user.email, user.phone, user.is_staff, user.is_superuser) == ("lan@example.vn", None, False, False)
    assert user.check_password("mot-hai-ba-4")
    assert user.date_joined == now
    entry = Entry.objects.get(action="accounts.registered")
    assert (entry.by, entry.record_key, entry.at) == (user, str(user.pk), now)


def test_a_phone_alone_is_enough(now):
    user = register(full_name="Lan", phone="+84912345678", password="mot-hai-ba-4", by=None, at=now)

    assert (user.email, user.phone) == (None, "+84912345678")


def test_neither_is_refused(now):
    with pytest.raises(NoName):
        register(full_name="Lan", password="x", by=None, at=now)


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        ({"email": "a@b.vn"}, {"email": "A@B.VN", "phone": "+84912345679"}, "email"),
        ({"phone": "+84912345678"}, {"phone": "+84912345678", "email": "c@d.vn"}, "phone"),
    ],
)
def test_a_name_belongs_to_one_account(now, first, second, field):
    register(password="x", by=None, at=now, **first)

    with pytest.raises(NameTaken) as refusal:
        register(password="x", by=None, at=now, **second)

    assert refusal.value.facts == {"field": field}
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"email": None, "phone": None}, "accounts_user_email_or_phone"),
        ({"email": "", "phone": "+84912345678"}, "accounts_user_email_not_empty"),
        ({"email": "a@b.vn", "phone": "0912345678"}, "accounts_user_phone_e164"),
        ({"email": "a@b.vn", "phone": "+8491"}, "accounts_user_phone_e164"),
    ],
)
def test_the_database_itself_refuses_half_an_account(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        User.objects.bulk_create([User(password="x", **fields)])


# -- roles ------------------------------------------------------------------------------------------------------------


def test_the_cast_holds_what_it_was_given(cast):
    assert roles_of(user=cast.shopper) == frozenset()
    assert roles_of(user=cast.producer) == {Role.PRODUCER_MEMBER}
    assert roles_of(user=cast.centre) == {Role.CENTRE_STAFF}
    assert roles_of(user=cast.officer) == {Role.PROGRAMME_OFFICER}
    assert roles_of(user=cast.support) == {Role.SUPPORT}
    assert roles_of(user=cast.administrator) == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", list(Role))
def test_has_role_and_roles_of_agree_for_everybody(cast, role):
    for user in cast.by_role().values():
        assert has_role(user=user, role=role) == (role in roles_of(user=user))


def test_nobody_and_a_closed_account_hold_nothing(cast, now):
    from django.contrib.auth.models import AnonymousUser

    close_account(user=cast.officer, by=cast.administrator, at=now)

    assert roles_of(user=AnonymousUser()) == frozenset()
    assert not has_role(user=None, role=Role.SUPPORT)
    assert roles_of(user=cast.officer) == frozenset()
    assert not has_role(user=cast.officer, role=Role.PROGRAMME_OFFICER)


def test_an_ended_membership_counts_no_more(cast, now):
    cast.producer.producer_memberships.update(withdrawn_at=now)

    assert roles_of(user=cast.producer) == frozenset()


def test_a_role_is_asked_in_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        has_role(user=cast.officer, role=Role.PROGRAMME_OFFICER)
    with django_assert_num_queries(1):
        has_role(user=cast.officer, role=Role.CENTRE_STAFF)
    with django_assert_num_queries(3):
        roles_of(user=cast.officer)


def test_only_an_administrator_grants_support(cast, now):
    for name, user in cast.by_role().items():
        if user is None:
            continue
        with pytest.raises(MayNotGrant):
            grant_role(user=cast.shopper, role=Role.SUPPORT, by=user, at=now)
        assert not has_role(user=cast.shopper, role=Role.SUPPORT), name

    grant_role(user=cast.shopper, role=Role.SUPPORT, by=cast.administrator, at=now)

    assert has_role(user=cast.shopper, role=Role.SUPPORT)
    entry = Entry.objects.get(action="accounts.role_granted")
    assert (entry.by, entry.record_key, entry.facts) == (
        cast.administrator,
        str(cast.shopper.pk),
        {"role": "support"},
    )


def test_the_two_flags_of_django_belong_to_administrators_only(cast, now):
    for role in (Role.SUPPORT, Role.PROGRAMME_OFFICER):
        grant_role(user=cast.shopper, role=role, by=cast.administrator, at=now)
        assert (cast.shopper.is_staff, cast.shopper.is_superuser) == (False, False)

    grant_role(user=cast.shopper, role=Role.ADMINISTRATOR, by=cast.administrator, at=now)
    assert (cast.shopper.is_staff, cast.shopper.is_superuser) == (True, True)

    withdraw_role(user=cast.shopper, role=Role.ADMINISTRATOR, by=cast.administrator, at=now)
    cast.shopper.refresh_from_db()
    assert (cast.shopper.is_staff, cast.shopper.is_superuser) == (False, False)


def test_a_withdrawn_grant_stays_as_a_trace_and_can_be_given_again(cast, now):
    later = now + timedelta(days=1)
    withdraw_role(user=cast.officer, role=Role.PROGRAMME_OFFICER, by=cast.administrator, at=later)

    grant = RoleGrant.objects.get(user=cast.officer)
    assert (grant.withdrawn_by, grant.withdrawn_at) == (cast.administrator, later)
    assert not has_role(user=cast.officer, role=Role.PROGRAMME_OFFICER)
    grant_role(user=cast.officer, role=Role.PROGRAMME_OFFICER, by=cast.administrator, at=later)
    assert RoleGrant.objects.filter(user=cast.officer).count() == 2


def test_twice_is_refused_and_so_is_what_was_never_given(cast, now):
    with pytest.raises(AlreadyGranted):
        grant_role(user=cast.officer, role=Role.PROGRAMME_OFFICER, by=cast.administrator, at=now)
    with pytest.raises(NotGranted):
        withdraw_role(user=cast.shopper, role=Role.SUPPORT, by=cast.administrator, at=now)

    assert not Entry.objects.exists()


@pytest.mark.parametrize("role", [Role.CENTRE_STAFF, Role.PRODUCER_MEMBER])
def test_membership_roles_are_given_in_their_rooms(cast, now, role):
    with pytest.raises(FollowsFromMembership):
        grant_role(user=cast.shopper, role=role, by=cast.administrator, at=now)
    with pytest.raises(FollowsFromMembership):
        withdraw_role(user=cast.shopper, role=role, by=cast.administrator, at=now)


def test_the_last_administrator_stays(cast, now):
    with pytest.raises(LastAdministrator):
        withdraw_role(user=cast.administrator, role=Role.ADMINISTRATOR, by=cast.administrator, at=now)
    with pytest.raises(LastAdministrator):
        close_account(user=cast.administrator, by=cast.administrator, at=now)

    cast.administrator.refresh_from_db()
    assert cast.administrator.is_active
    assert has_role(user=cast.administrator, role=Role.ADMINISTRATOR)


def test_a_closed_administrator_does_not_count_as_one_left(cast, now):
    grant_role(user=cast.support, role=Role.ADMINISTRATOR, by=cast.administrator, at=now)
    close_account(user=cast.support, by=cast.administrator, at=now)

    with pytest.raises(LastAdministrator):
        withdraw_role(user=cast.administrator, role=Role.ADMINISTRATOR, by=cast.administrator, at=now)


def test_only_an_administrator_closes_and_opens_accounts(cast, now):
    with pytest.raises(MayNotGrant):
        close_account(user=cast.shopper, by=cast.officer, at=now)
    close_account(user=cast.shopper, by=cast.administrator, at=now)
    with pytest.raises(MayNotGrant):
        reopen_account(user=cast.shopper, by=cast.support, at=now)
    assert not User.objects.get(pk=cast.shopper.pk).is_active

    reopen_account(user=cast.shopper, by=cast.administrator, at=now)

    assert User.objects.get(pk=cast.shopper.pk).is_active
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == [
        "accounts.closed",
        "accounts.reopened",
    ]


def test_the_table_of_who_grants_what():
    assert set(MAY_GRANT) == set(Role)
    assert GRANTED | {Role.CENTRE_STAFF, Role.PRODUCER_MEMBER} == set(Role)
    assert set(Role) - {Role.PRODUCER_MEMBER} == STAFF
    assert may_grant(held=frozenset({Role.PROGRAMME_OFFICER}), role=Role.CENTRE_STAFF)
    assert not may_grant(held=frozenset({Role.PROGRAMME_OFFICER}), role=Role.PROGRAMME_OFFICER)
    assert not may_grant(held=frozenset({Role.SUPPORT, Role.CENTRE_STAFF, Role.PRODUCER_MEMBER}), role=Role.SUPPORT)
    assert not may_grant(held=frozenset(), role=Role.PRODUCER_MEMBER)


# -- the first administrator ------------------------------------------------------------------------------------------


def test_the_first_administrator_is_made_once(now):
    user = create_first_administrator(email="Chi@Example.vn", password="mot-hai-ba-4", at=now)

    assert roles_of(user=user) == {Role.ADMINISTRATOR}
    assert (user.email, user.is_superuser) == ("chi@example.vn", True)
    with pytest.raises(AdministratorExists):
        create_first_administrator(email="khac@example.vn", password="x", at=now)
    assert User.objects.count() == 1


def test_who_registered_the_administrators_address_before_gains_nothing(now):
    """Nobody proves an address at registration: password and telephone of the stranger are gone."""
    stranger = register(email="chi@example.vn", password="cua-ke-la-12", by=None, at=now)
    TOTPDevice.objects.create(user=stranger, confirmed=True)

    user = create_first_administrator(email="chi@example.vn", password="another-1", at=now)

    assert user == stranger
    assert (user.check_password("cua-ke-la-12"), user.check_password("another-1")) == (False, True)
    assert user.get_session_auth_hash() != stranger.get_session_auth_hash()
    assert not TOTPDevice.objects.exists()
    assert roles_of(user=user) == {Role.ADMINISTRATOR}
