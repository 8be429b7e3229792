"""The demo's channels, centres and people."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from oscar.core.loading import get_model

from catalogue_ext.centres.models import Centre
from catalogue_ext.centres.operations import add_staff
from catalogue_ext.places.models import Province
from catalogue_ext.producers.models import Membership, Producer
from catalogue_ext.producers.operations import add_member
from shop.accounts.models import User
from shop.accounts.operations import create_first_administrator, grant_role
from shop.accounts.queries import has_role
from shop.accounts.roles import GRANTED, Role
from shop.channels.operations import open_centre_channel, open_national_channel
from shop.demo.accounts import ACCOUNTS, ADMINISTRATOR, PASSWORD
from shop.stock.models import LocationKind
from shop.stock.operations import open_location

# code, name, English name, province code, sells in its own name
CENTRES = (
    (
        "quang-ninh",
        "Trung tâm xúc tiến thương mại Quảng Ninh (minh hoạ)",
        "Quảng Ninh trade promotion centre (illustration)",
        "22",
        True,
    ),
    (
        "lam-dong",
        "Trung tâm xúc tiến thương mại Lâm Đồng (minh hoạ)",
        "Lâm Đồng trade promotion centre (illustration)",
        "68",
        False,
    ),
)


@transaction.atomic
def open_channels_and_centres() -> None:
    """This will make the national channel and two illustrated centres, each with its channel and shop."""
    open_national_channel(name="Toàn quốc")
    for code, name, name_en, province_code, sells in CENTRES:
        province = Province.objects.get(code=province_code, valid_to=None)
        partner = None
        if sells:
            partner, _ = get_model("partner", "Partner").objects.get_or_create(
                code=f"centre-{code}", defaults={"name": name}
            )
        centre, _ = Centre.objects.get_or_create(
            code=code,
            defaults={
                "slug": code,
                "name": name,
                "name_en": name_en,
                "province": province,
                "partner": partner,
                "is_illustration": True,
            },
        )
        open_centre_channel(centre=centre)
        open_location(code=f"centre.{code}.shop", name=name, kind=LocationKind.SHOP, centre=centre)


@transaction.atomic
def make_people(*, at: datetime) -> None:
    """This will make the demo accounts with their granted roles; memberships follow when producers exist."""
    password = make_password(PASSWORD)
    for account in ACCOUNTS:
        last, _, first = account.name.rpartition(" ")
        User.objects.get_or_create(
            email=account.email,
            defaults={"password": password, "last_name": last, "first_name": first, "is_demo": True},
        )
    administrator = User.objects.get(email=ADMINISTRATOR)
    if not has_role(user=administrator, role=Role.ADMINISTRATOR):
        create_first_administrator(email=ADMINISTRATOR, password=PASSWORD, at=at)
    for account in ACCOUNTS:
        user = User.objects.get(email=account.email)
        if account.role in GRANTED and not has_role(user=user, role=account.role):
            grant_role(user=user, role=account.role, by=administrator, at=at)


@transaction.atomic
def give_memberships(*, at: datetime) -> None:
    """This will make the demo people members of their producer or centre."""
    for account in ACCOUNTS:
        user = User.objects.get(email=account.email)
        if account.role is None or has_role(user=user, role=account.role):
            continue
        if account.role == Role.PRODUCER_MEMBER:
            producer = Producer.objects.get(name=account.of)
            add_member(producer=producer, user=user, by=None, at=at, role=Membership.MemberRole.OWNER)
        elif account.role == Role.CENTRE_STAFF:
            add_staff(centre=Centre.objects.get(code=account.of), user=user, by=None, at=at)
