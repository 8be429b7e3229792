"""Opening a producer, keeping its particulars, verifying it, and who works for it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from oscar.core.loading import get_model

from catalogue_ext.producers.models import Membership, Person, Producer, ProducerKind
from catalogue_ext.producers.rules import near_fold, tax_code
from catalogue_ext.producers.rules import zalo as zalo_number
from shop.accounts.queries import has_role
from shop.accounts.roles import MAY_GRANT, Role
from shop.audit.operations import record
from shop.outbox.announcing import announce
from shop.primitives.plain_text import plain
from shop.primitives.refusal import Refusal
from shop.primitives.vi_text import slug

if TYPE_CHECKING:
    from catalogue_ext.places.models import Commune
    from shop.accounts.models import User


class NameMissing(Refusal):
    """A producer has a name."""

    code = "producer_name_missing"


class NotALegalKind(Refusal):
    """Not one of the kinds the law lists. Facts: `kind`."""

    code = "producer_kind_not_legal"


class CommuneOfThePast(Refusal):
    """A producer lies in a commune of today. Facts: `commune`."""

    code = "producer_commune_past"


class TaxCodeTaken(Refusal):
    """Another producer has the tax code. Facts: `producer`."""

    code = "producer_tax_code_taken"


class NotEditable(Refusal):
    """A fact that is not changed here. Facts: `names`."""

    code = "producer_not_editable"


class MayNotGrant(Refusal):
    """The person may not make or unmake members of this producer."""

    code = "producer_may_not_grant"


class MayNotVerify(Refusal):
    """Only a programme officer verifies a producer."""

    code = "producer_may_not_verify"


class AlreadyVerified(Refusal):
    """The producer was verified before. Facts: `at`."""

    code = "producer_already_verified"


class AlreadyMember(Refusal):
    """The person works for the producer already."""

    code = "producer_already_member"


class NotAMember(Refusal):
    """The membership has ended already."""

    code = "producer_not_a_member"


class LastOwner(Refusal):
    """A producer with members keeps one owner."""

    code = "producer_last_owner"


class PersonNameMissing(Refusal):
    """A person has a name."""

    code = "producer_person_name_missing"


class PersonWorkMissing(Refusal):
    """It is said what a person does."""

    code = "producer_person_work_missing"


class PersonTwice(Refusal):
    """The producer names this person already. Facts: `name`."""

    code = "producer_person_twice"


class PersonInvented(Refusal):
    """Nobody is invented about a real producer."""

    code = "producer_person_invented"


# What `edit_producer` changes. Name and kind stand on certificates; a change of them is a correction of its own.
EDITABLE = frozenset({"address", "commune", "email", "kind", "name", "phone", "story", "story_en", "tax_code", "zalo"})
# What the products of a producer are found and counted by.
_SEARCHED = frozenset({"commune", "kind", "name", "story", "story_en"})
_CODE_LENGTH = 100


@transaction.atomic
def open_producer(
    *,
    name: str,
    kind: str,
    commune: Commune,
    by: User | None,
    at: datetime,
    address: str = "",
    is_illustration: bool = False,
    story: str = "",
    story_en: str = "",
    phone: str = "",
    zalo: str = "",
    email: str = "",
    tax_code: str | None = None,
) -> Producer:
    """This will enter a new producer with the partner that owns its goods. Its store is opened by `stock`.

    Two producers may have one name (two households of one person's name in two communes): who is the same is decided
    where names are matched, not here. Refuses: NameMissing, NotALegalKind, CommuneOfThePast, BadTaxCode, TaxCodeTaken,
    BadZalo.
    """
    facts = _checked(
        {
            "name": name,
            "kind": kind,
            "commune": commune,
            "address": address,
            "story": story,
            "story_en": story_en,
            "phone": phone,
            "zalo": zalo,
            "email": email,
            "tax_code": tax_code,
        },
        None,
    )
    free = _free_slug(facts["name"])
    partner = get_model("partner", "Partner").objects.create(name=facts["name"][:128], code=free[:_CODE_LENGTH])
    producer = Producer.objects.create(
        partner=partner, slug=free, name_fold=near_fold(facts["name"]), is_illustration=is_illustration, **facts
    )
    noted = {"name": producer.name, "kind": producer.kind, "commune": commune.code, "is_illustration": is_illustration}
    record(action="producers.opened", record=producer, by=by, at=at, facts=noted)
    return producer


def _checked(facts: dict[str, Any], producer: Producer | None) -> dict[str, Any]:
    """This will return the facts as they are stored, or refuse the first that cannot be."""
    checked: dict[str, Any] = {name: plain(value) if isinstance(value, str) else value for name, value in facts.items()}
    if "name" in checked and not checked["name"]:
        raise NameMissing
    if "kind" in checked and checked["kind"] not in ProducerKind.values:
        raise NotALegalKind(kind=checked["kind"])
    if "commune" in checked and checked["commune"].is_former:
        raise CommuneOfThePast(commune=checked["commune"])
    if "tax_code" in checked:
        checked["tax_code"] = _free_tax_code(checked["tax_code"], producer)
    if checked.get("zalo"):
        checked["zalo"] = zalo_number(checked["zalo"])
    return checked


def _free_tax_code(text: str | None, producer: Producer | None) -> str | None:
    if not text:
        return None
    number = tax_code(text)
    other = Producer.objects.filter(tax_code=number).first()
    if other is not None and (producer is None or other.pk != producer.pk):
        raise TaxCodeTaken(producer=other)
    return number


def _free_slug(name: str) -> str:
    """This will return the name's slug, with a number where another producer has it."""
    wished = slug(name)[:_CODE_LENGTH].strip("-") or "chu-the"
    taken = set(Producer.objects.filter(slug__startswith=wished).values_list("slug", flat=True))
    taken |= set(get_model("partner", "Partner").objects.filter(code__startswith=wished).values_list("code", flat=True))
    number, free = 1, wished
    while free in taken:
        number += 1
        free = f"{wished[: _CODE_LENGTH - 5]}-{number}"
    return free


@transaction.atomic
def edit_producer(*, producer: Producer, by: User | None, at: datetime, **facts: Any) -> Producer:
    """This will change particulars of a producer; the address of its page stays. Nothing changed leaves no trace.

    Facts: any of EDITABLE. Refuses: NotEditable for other names, and as `open_producer`.
    """
    strange = sorted(facts.keys() - EDITABLE)
    if strange:
        raise NotEditable(names=strange)
    locked = Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
    checked = _checked(facts, locked)
    changed = {name: value for name, value in checked.items() if getattr(locked, name) != value}
    if not changed:
        return locked
    before = {name: _noted(getattr(locked, name)) for name in changed}
    for name, value in changed.items():
        setattr(locked, name, value)
    if "name" in changed:
        locked.name_fold = near_fold(locked.name)
        get_model("partner", "Partner").objects.filter(pk=locked.partner_id).update(name=locked.name[:128])
    locked.save(update_fields=[*changed, "name_fold"])
    after = {name: _noted(value) for name, value in changed.items()}
    record(action="producers.edited", record=locked, by=by, at=at, facts={"from": before, "to": after})
    if not _SEARCHED.isdisjoint(changed):
        announce(kind="producer.changed", keys=[locked.pk], at=at)
    return locked


def _noted(value: Any) -> Any:
    return value.code if hasattr(value, "code") else value


@transaction.atomic
def verify_producer(*, producer: Producer, by: User, at: datetime) -> Producer:
    """This will note that an officer has seen the producer's papers. Refuses: MayNotVerify, AlreadyVerified."""
    if not has_role(user=by, role=Role.PROGRAMME_OFFICER):
        raise MayNotVerify
    locked = Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
    if locked.verified_at is not None:
        raise AlreadyVerified(at=locked.verified_at)
    locked.verified_by, locked.verified_at = by, at
    locked.save(update_fields=["verified_by", "verified_at"])
    record(action="producers.verified", record=locked, by=by, at=at)
    return locked


def _may_grant(producer: Producer, by: User | None) -> bool:
    """This will ask the one table who may; a member may for the own producer only, and only as its owner.

    Nobody (`by` is None) is the system itself: the demo, an import.
    """
    if by is None:
        return True
    granting = MAY_GRANT[Role.PRODUCER_MEMBER]
    if any(has_role(user=by, role=role) for role in granting - {Role.PRODUCER_MEMBER}):
        return True
    owner = Membership.MemberRole.OWNER
    owns = Membership.objects.filter(producer=producer, user=by, role=owner, withdrawn_at__isnull=True)
    return Role.PRODUCER_MEMBER in granting and by.is_active and owns.exists()


@transaction.atomic
def add_member(
    *, producer: Producer, user: User, by: User | None, at: datetime, role: str = Membership.MemberRole.STAFF
) -> Membership:
    """This will let a person work for a producer from now on. Refuses: MayNotGrant, AlreadyMember."""
    if not _may_grant(producer, by):
        raise MayNotGrant
    if role not in Membership.MemberRole.values:
        raise ValueError(f"not a role of a member: {role}")
    Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
    if Membership.objects.filter(producer=producer, user=user, withdrawn_at__isnull=True).exists():
        raise AlreadyMember
    membership = Membership.objects.create(producer=producer, user=user, role=role, granted_by=by, granted_at=at)
    record(action="producers.member_added", record=producer, by=by, at=at, facts={"user": user.pk, "role": str(role)})
    return membership


@transaction.atomic
def withdraw_member(*, membership: Membership, by: User | None, at: datetime) -> Membership:
    """This will end a person's work for a producer. Refuses: MayNotGrant, NotAMember, LastOwner (while others stay)."""
    if not _may_grant(membership.producer, by):
        raise MayNotGrant
    Producer.objects.select_for_update(of=("self",)).get(pk=membership.producer_id)
    current = Membership.objects.filter(producer_id=membership.producer_id, withdrawn_at__isnull=True)
    others = [row for row in current if row.pk != membership.pk]
    if len(others) == len(current):
        raise NotAMember
    if others and all(row.role != Membership.MemberRole.OWNER for row in others):
        raise LastOwner
    Membership.objects.filter(pk=membership.pk).update(withdrawn_at=at)
    membership.withdrawn_at = at
    record(
        action="producers.member_withdrawn",
        record=membership.producer,
        by=by,
        at=at,
        facts={"user": membership.user_id, "role": membership.role},
    )
    return membership


@transaction.atomic
def add_person(
    *,
    producer: Producer,
    name: str,
    work: str,
    by: User | None,
    at: datetime,
    work_en: str = "",
    place: int = 1,
    is_illustration: bool = False,
) -> Person:
    """This will show a person on the producer's page; whoever enters one has asked the person first.

    Refuses: PersonNameMissing, PersonWorkMissing, PersonInvented (for a real producer), PersonTwice.
    """
    name, work, work_en = plain(name), plain(work), plain(work_en)
    if not name:
        raise PersonNameMissing
    if not work:
        raise PersonWorkMissing
    locked = Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
    if is_illustration and not locked.is_illustration:
        raise PersonInvented
    if Person.objects.filter(producer=locked, name=name).exists():
        raise PersonTwice(name=name)
    person = Person.objects.create(
        producer=locked, name=name, work=work, work_en=work_en, place=place, is_illustration=is_illustration
    )
    # The trace is for ever, a name on a page is not: who asks to be taken off is gone from both.
    record(action="producers.person_added", record=locked, by=by, at=at, facts={"person": person.pk})
    return person


@transaction.atomic
def remove_person(*, person: Person, by: User | None, at: datetime) -> None:
    """This will take a person off the producer's page and delete what was said of them."""
    record(action="producers.person_removed", record=person.producer, by=by, at=at, facts={"person": person.pk})
    Person.objects.filter(pk=person.pk).delete()
