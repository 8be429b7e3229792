"""The demo's channels, centres and people."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from oscar.core.loading import get_model

from catalogue_ext.centres.models import Centre
from catalogue_ext.centres.operations import add_staff, edit_centre, open_centre
from catalogue_ext.places.models import Commune, Province
from catalogue_ext.producers.models import Membership, Producer
from catalogue_ext.producers.operations import add_member
from shop.accounts.models import User
from shop.accounts.operations import create_first_administrator, grant_role
from shop.accounts.queries import has_role
from shop.accounts.roles import GRANTED, Role
from shop.channels.operations import open_centre_channel, open_national_channel
from shop.demo.accounts import ACCOUNTS, ADMINISTRATOR, PASSWORD
from shop.demo.register import HERE, read
from shop.stock.models import LocationKind
from shop.stock.operations import open_location

# What is told of each centre is invented; the province and the commune it lies in are not.
_TOLD = ("name", "name_en", "address", "phone", "about", "about_en")


@transaction.atomic
def open_channels_and_centres(*, at: datetime) -> None:
    """This will make the national channel and two illustrated centres, each with its channel and shop."""
    open_national_channel(name="Toàn quốc")
    for facts in read(HERE / "demo_centres.csv"):
        code, commune = facts["code"], Commune.objects.get(code=facts["commune"], valid_to=None)
        told = {"commune": commune, **{name: facts[name] for name in _TOLD}}
        centre = Centre.objects.filter(code=code).first()
        if centre is None:
            province = Province.objects.get(code=facts["province"], valid_to=None)
            centre = open_centre(code=code, province=province, is_illustration=True, by=None, at=at, **told)
        else:
            edit_centre(centre=centre, by=None, at=at, **told)
        if facts["sells"] and centre.partner_id is None:
            _let_sell(centre)
        open_centre_channel(centre=centre)
        open_location(code=f"centre.{code}.shop", name=centre.name, kind=LocationKind.SHOP, centre=centre)


def _let_sell(centre: Centre) -> None:
    partners = get_model("partner", "Partner").objects
    centre.partner, _ = partners.get_or_create(code=f"centre-{centre.code}", defaults={"name": centre.name[:128]})
    centre.save(update_fields=["partner"])


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
