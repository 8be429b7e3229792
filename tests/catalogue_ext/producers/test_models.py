"""What the tables of producers refuse, on both databases."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from catalogue_ext.producers.models import Membership, Producer
from tests.factories.people import make_user
from tests.factories.producers import make_producer

pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db]


@pytest.fixture
def hai_yen(places: SimpleNamespace) -> Producer:
    return make_producer(name="HTX Nông nghiệp Hải Yến", commune=places.uong_bi)


def test_who_verified_and_when_belong_together(hai_yen: Producer, now: datetime) -> None:
    for half in ({"verified_at": now}, {"verified_by": make_user("officer")}):
        with pytest.raises(IntegrityError, match="producers_producer_verified_both_or_neither"), transaction.atomic():
            Producer.objects.filter(pk=hai_yen.pk).update(**half)

    hai_yen.verified_at = now
    with pytest.raises(ValidationError) as refused:
        hai_yen.validate_constraints()
    assert len(refused.value.messages) == 1


def test_a_kind_the_law_does_not_know_is_refused(hai_yen: Producer) -> None:
    with pytest.raises(IntegrityError, match="producers_producer_kind"):
        Producer.objects.filter(pk=hai_yen.pk).update(kind="SHOP")


def test_one_tax_code_one_producer_but_many_without(places: SimpleNamespace, hai_yen: Producer) -> None:
    other = make_producer(name="HTX Khác", commune=places.uong_bi)
    assert hai_yen.tax_code is other.tax_code is None
    Producer.objects.filter(pk=hai_yen.pk).update(tax_code="0100109106")

    with pytest.raises(IntegrityError):
        Producer.objects.filter(pk=other.pk).update(tax_code="0100109106")


def test_a_partner_is_one_producer(places: SimpleNamespace, hai_yen: Producer) -> None:
    with pytest.raises(IntegrityError):
        Producer.objects.create(
            partner=hai_yen.partner, name="X", slug="x", name_fold="x", kind="FARM", commune=places.uong_bi
        )


def test_one_current_membership_a_person_and_producer(hai_yen: Producer, now: datetime) -> None:
    user = make_user("member")
    Membership.objects.create(producer=hai_yen, user=user, granted_at=now, withdrawn_at=now)
    Membership.objects.create(producer=hai_yen, user=user, granted_at=now)

    with pytest.raises(IntegrityError):
        Membership.objects.create(producer=hai_yen, user=user, granted_at=now)


def test_a_commune_with_producers_is_not_deleted(places: SimpleNamespace, hai_yen: Producer) -> None:
    with pytest.raises(ProtectedError):
        places.uong_bi.delete()


def test_a_desk_is_visible_to_its_current_members_only(
    places: SimpleNamespace, hai_yen: Producer, now: datetime
) -> None:
    make_producer(name="HTX Khác", commune=places.uong_bi)
    member, former, shopper, left = (make_user(name) for name in ("member", "former", "shopper", "left"))
    Membership.objects.create(producer=hai_yen, user=member, granted_at=now)
    Membership.objects.create(producer=hai_yen, user=former, granted_at=now, withdrawn_at=now)
    Membership.objects.create(producer=hai_yen, user=left, granted_at=now)
    left.is_active = False

    assert list(Producer.objects.visible_to(member)) == [hai_yen]
    assert list(Producer.objects.visible_to(former)) == []
    assert list(Producer.objects.visible_to(shopper)) == []
    assert list(Producer.objects.visible_to(left)) == []
    assert list(Producer.objects.visible_to(None)) == []
