"""Opening, editing, verifying, and members: result, trace, and what did not change."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest
from oscar.core.loading import get_model

from catalogue_ext.producers.models import Membership, Producer
from catalogue_ext.producers.operations import (
    AlreadyMember,
    AlreadyVerified,
    CommuneOfThePast,
    LastOwner,
    MayNotGrant,
    MayNotVerify,
    NameMissing,
    NotALegalKind,
    NotAMember,
    NotEditable,
    TaxCodeTaken,
    add_member,
    edit_producer,
    open_producer,
    verify_producer,
    withdraw_member,
)
from catalogue_ext.producers.rules import BadTaxCode
from shop.audit.models import Entry
from shop.primitives.refusal import Refusal
from tests.factories.people import Cast, make_user

pytestmark = pytest.mark.django_db
Partner = get_model("partner", "Partner")


def _opened(places: SimpleNamespace, at: datetime, **facts) -> Producer:
    values = {"name": "HTX Chè Ba Chẽ", "kind": "COOPERATIVE", "commune": places.uong_bi, "by": None, "at": at}
    return open_producer(**{**values, **facts})


@pytest.mark.sqlite_too
def test_a_producer_is_opened_with_its_partner_and_a_trace(places: SimpleNamespace, now: datetime) -> None:
    officer = make_user("officer")

    producer = _opened(
        places, now, by=officer, address="Thôn 1", tax_code="010 010 9106", is_illustration=True, email="x@example.test"
    )

    producer.refresh_from_db()
    assert (producer.name, producer.slug, producer.name_fold) == ("HTX Chè Ba Chẽ", "htx-che-ba-che", "che ba che")
    assert (producer.tax_code, producer.address, producer.email) == ("0100109106", "Thôn 1", "x@example.test")
    assert producer.is_illustration
    assert producer.verified_at is None
    assert (producer.partner.name, producer.partner.code) == ("HTX Chè Ba Chẽ", "htx-che-ba-che")
    entry = Entry.objects.get()
    assert (entry.action, entry.by, entry.at, entry.record_key) == ("producers.opened", officer, now, str(producer.pk))
    assert entry.facts == {
        "name": "HTX Chè Ba Chẽ",
        "kind": "COOPERATIVE",
        "commune": "06811",
        "is_illustration": True,
    }


def test_two_producers_of_one_name_have_two_pages_and_partners(places: SimpleNamespace, now: datetime) -> None:
    names = [_opened(places, now, name=name) for name in ("HTX Chè Ba Chẽ", "HTX Chè Ba Chẽ", "HTX chè Bá Chè")]

    assert [producer.slug for producer in names] == ["htx-che-ba-che", "htx-che-ba-che-2", "htx-che-ba-che-3"]
    assert len({producer.partner_id for producer in names}) == 3


def test_a_long_name_still_fits(places: SimpleNamespace, now: datetime) -> None:
    name = "Hợp tác xã " + "Nông nghiệp và Dịch vụ " * 8
    producers = [_opened(places, now, name=name[:200]) for _ in range(2)]

    assert all(len(producer.partner.name) <= 128 and len(producer.slug) <= 100 for producer in producers)
    assert producers[0].slug != producers[1].slug


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"name": "  "}, NameMissing),
        ({"kind": "SHOP"}, NotALegalKind),
        ({"tax_code": "0100109107"}, BadTaxCode),
    ],
)
def test_what_cannot_be_opened_leaves_nothing(
    places: SimpleNamespace, now: datetime, facts: dict, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        _opened(places, now, **facts)

    assert Producer.objects.count() == Partner.objects.count() == Entry.objects.count() == 0


def test_a_producer_lies_in_a_commune_of_today(places: SimpleNamespace, now: datetime) -> None:
    with pytest.raises(CommuneOfThePast) as refused:
        _opened(places, now, commune=places.quang_trung)

    assert refused.value.facts == {"commune": places.quang_trung}


def test_a_taken_tax_code_names_its_holder(places: SimpleNamespace, now: datetime) -> None:
    holder = _opened(places, now, tax_code="0100109106")
    other = _opened(places, now, name="HTX Khác", tax_code="0100109106-001")

    with pytest.raises(TaxCodeTaken) as refused:
        edit_producer(producer=other, by=None, at=now, tax_code="0100109106")

    assert refused.value.facts == {"producer": holder}
    edit_producer(producer=holder, by=None, at=now, tax_code="0100109106", phone="+84912345678")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<b>Chè</b> ngon <script>alert(1)</script>", "Chè ngon"),
        ("<img src=x onerror=alert(1)>Đất đồi", "Đất đồi"),
        ("Chè & mật ong < 5 km", "Chè & mật ong < 5 km"),
        ("Hà & Con\n\nHai đoạn", "Hà & Con\n\nHai đoạn"),
    ],
)
def test_a_story_is_plain_text(places: SimpleNamespace, now: datetime, typed: str, kept: str) -> None:
    assert _opened(places, now, story=typed).story == kept


def test_an_edit_keeps_the_page_and_notes_both_values(places: SimpleNamespace, now: datetime) -> None:
    producer = _opened(places, now, address="Thôn 1")
    officer = make_user("officer")

    edited = edit_producer(
        producer=producer, by=officer, at=now, name="HTX Chè Hoa Vàng", commune=places.binh_khe, address="Thôn 1"
    )

    assert (edited.name, edited.name_fold, edited.slug) == ("HTX Chè Hoa Vàng", "che hoa vang", "htx-che-ba-che")
    assert edited.partner.name == "HTX Chè Hoa Vàng"
    entry = Entry.objects.get(action="producers.edited")
    assert entry.facts == {
        "from": {"name": "HTX Chè Ba Chẽ", "commune": "06811"},
        "to": {"name": "HTX Chè Hoa Vàng", "commune": "07081"},
    }


def test_an_edit_of_nothing_leaves_no_trace(places: SimpleNamespace, now: datetime) -> None:
    producer = _opened(places, now, address="Thôn 1")

    edit_producer(producer=producer, by=None, at=now, address=" Thôn 1 ", tax_code="")

    assert [entry.action for entry in Entry.objects.all()] == ["producers.opened"]


@pytest.mark.parametrize("name", ["slug", "verified_at", "is_illustration", "partner", "pk"])
def test_other_facts_are_not_edited(places: SimpleNamespace, now: datetime, name: str) -> None:
    producer = _opened(places, now)

    with pytest.raises(NotEditable) as refused:
        edit_producer(producer=producer, by=None, at=now, **{name: "x"})

    assert refused.value.facts == {"names": [name]}


def test_an_officer_verifies_once(cast: Cast, now: datetime) -> None:
    producer = cast.producers[0]

    for person in (cast.shopper, cast.producer, cast.centre, cast.support, cast.administrator):
        with pytest.raises(MayNotVerify):
            verify_producer(producer=producer, by=person, at=now)
    verified = verify_producer(producer=producer, by=cast.officer, at=now)
    with pytest.raises(AlreadyVerified):
        verify_producer(producer=producer, by=cast.other_officer, at=now)

    assert (verified.verified_by, verified.verified_at) == (cast.officer, now)
    assert list(Producer.objects.verified()) == [producer]
    assert Entry.objects.get(action="producers.verified").by == cast.officer


def test_who_may_make_members(cast: Cast, now: datetime) -> None:
    producer = cast.producers[0]
    staff = make_user("staff")
    add_member(producer=producer, user=staff, by=cast.producer, at=now)

    # Officers, administrators and the producer's own owner may; its staff, other owners and everybody else may not.
    for number, person in enumerate((cast.officer, cast.administrator, cast.producer)):
        add_member(producer=producer, user=make_user(f"new{number}"), by=person, at=now)
    refused = (staff, cast.other_producer, cast.shopper, cast.centre, cast.support)
    for person in refused:
        with pytest.raises(MayNotGrant):
            add_member(producer=producer, user=cast.shopper, by=person, at=now)

    assert Membership.objects.filter(producer=producer, withdrawn_at__isnull=True).count() == 5
    assert Entry.objects.filter(action="producers.member_added").count() == 4


def test_an_inactive_owner_grants_nothing(cast: Cast, now: datetime) -> None:
    cast.producer.is_active = False
    cast.producer.save()

    with pytest.raises(MayNotGrant):
        add_member(producer=cast.producers[0], user=cast.shopper, by=cast.producer, at=now)


def test_a_member_is_added_once_and_may_come_back(cast: Cast, now: datetime) -> None:
    producer = cast.producers[0]
    membership = add_member(producer=producer, user=cast.shopper, by=cast.officer, at=now)

    with pytest.raises(AlreadyMember):
        add_member(producer=producer, user=cast.shopper, by=cast.officer, at=now, role="OWNER")
    with pytest.raises(ValueError, match="BOSS"):
        add_member(producer=producer, user=cast.support, by=cast.officer, at=now, role="BOSS")
    withdraw_member(membership=membership, by=cast.officer, at=now)
    again = add_member(producer=producer, user=cast.shopper, by=cast.officer, at=now, role="OWNER")

    assert (again.role, again.granted_by, again.granted_at) == ("OWNER", cast.officer, now)
    assert Membership.objects.filter(user=cast.shopper).count() == 2


def test_a_withdrawal_ends_the_work_and_leaves_a_trace(cast: Cast, now: datetime) -> None:
    producer = cast.producers[0]
    membership = add_member(producer=producer, user=cast.shopper, by=cast.producer, at=now)

    with pytest.raises(MayNotGrant):
        withdraw_member(membership=membership, by=cast.other_producer, at=now)
    ended = withdraw_member(membership=membership, by=cast.producer, at=now)
    with pytest.raises(NotAMember):
        withdraw_member(membership=membership, by=cast.producer, at=now)

    assert ended.withdrawn_at == now
    assert list(Producer.objects.visible_to(cast.shopper)) == []
    assert list(Producer.objects.visible_to(cast.producer)) == [producer]
    assert Entry.objects.get(action="producers.member_withdrawn").facts == {"user": cast.shopper.pk, "role": "STAFF"}


def test_the_last_owner_stays_while_others_do(cast: Cast, now: datetime) -> None:
    producer = cast.producers[0]
    owner = Membership.objects.get(producer=producer, user=cast.producer)
    staff = add_member(producer=producer, user=cast.shopper, by=cast.officer, at=now)

    with pytest.raises(LastOwner):
        withdraw_member(membership=owner, by=cast.officer, at=now)
    withdraw_member(membership=staff, by=cast.officer, at=now)
    withdraw_member(membership=owner, by=cast.officer, at=now)

    assert not Membership.objects.filter(producer=producer, withdrawn_at__isnull=True).exists()
