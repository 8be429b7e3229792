"""The fixed cast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from catalogue_ext.centres.models import Centre, StaffMembership
from catalogue_ext.producers.models import Membership
from shop.accounts.models import RoleGrant, User
from shop.accounts.roles import Role
from tests.factories.producers import make_producer

PASSWORD = "a-good-password-1"


@dataclass
class Cast:
    """Everybody a page can be tried as."""

    shopper: User
    producer: User
    other_producer: User
    centre: User
    other_centre: User
    officer: User
    other_officer: User
    support: User
    administrator: User
    producers: list[Any]
    centres: list[Centre]

    def by_role(self) -> dict[str, User | None]:
        """This will name each kind of visitor once; nobody is None."""
        return {
            "nobody": None,
            "shopper": self.shopper,
            "producer": self.producer,
            "centre": self.centre,
            "officer": self.officer,
            "support": self.support,
        }


def make_user(name: str, **fields: Any) -> User:
    """This will save a user with an e-mail made of the name."""
    return User.objects.create_user(f"{name}@example.test", PASSWORD, first_name=name.title(), **fields)


def grant(user: User, role: Role, at: datetime) -> User:
    """This will give a granted role, with the flags that go with it."""
    RoleGrant.objects.create(user=user, role=role, granted_at=at)
    user.is_staff = user.is_superuser = role == Role.ADMINISTRATOR
    user.save()
    return user


def make_cast(places: Any, *, at: datetime) -> Cast:
    """This will save the whole cast, demo accounts so that no second factor stands in the way of a page's test."""
    producers = [
        make_producer(name="HTX Nông nghiệp Hải Yến", commune=places.uong_bi),
        make_producer(name="HTX Dược liệu xanh Đông Triều", commune=places.binh_khe),
    ]
    centres = [
        Centre.objects.create(
            code=code,
            slug=code,
            name=f"Trung tâm {code}",
            province=places.quang_ninh if code == "quang-ninh" else places.lam_dong,
        )
        for code in ("quang-ninh", "lam-dong")
    ]
    people = {
        name: make_user(name, is_demo=True)
        for name in (
            "shopper producer other_producer centre other_centre officer other_officer support administrator".split()
        )
    }
    for name, producer in zip(("producer", "other_producer"), producers, strict=True):
        Membership.objects.create(producer=producer, user=people[name], role="OWNER", granted_at=at)
    for name, centre in zip(("centre", "other_centre"), centres, strict=True):
        StaffMembership.objects.create(centre=centre, user=people[name], granted_at=at)
    grant(people["officer"], Role.PROGRAMME_OFFICER, at)
    grant(people["other_officer"], Role.PROGRAMME_OFFICER, at)
    grant(people["support"], Role.SUPPORT, at)
    grant(people["administrator"], Role.ADMINISTRATOR, at)
    return Cast(**people, producers=producers, centres=centres)
