"""Putting official artwork in place of our design, and taking it away again."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from catalogue_ext.labels.artwork import clean_artwork
from catalogue_ext.labels.models import BadgeArtwork
from catalogue_ext.labels.tally import tally
from shop.accounts.models import User
from shop.accounts.queries import has_role
from shop.accounts.roles import Role
from shop.audit.operations import record
from shop.primitives.refusal import Refusal


class NotAnAdministrator(Refusal):
    """Only an administrator changes what the badge looks like."""

    code = "not_an_administrator"


class NoArtwork(Refusal):
    """Our own design is already in use for that grade."""

    code = "no_artwork"


@transaction.atomic
def replace_artwork(*, stars: int, content: bytes, by: User, at: datetime) -> BadgeArtwork:
    """This will show that picture in place of our design, for every product of the grade, from the next request on.

    Refuses: NotAnAdministrator; NoSuchGrade; BadArtwork with its reason.
    """
    _only_an_administrator(by)
    tally(stars)
    clean = clean_artwork(content)
    _end_current(stars, at)
    artwork = BadgeArtwork(stars=stars, uploaded_by=by, uploaded_at=at)
    artwork.file.save(f"{stars}-{at:%Y%m%d%H%M%S}.webp", ContentFile(clean), save=False)
    artwork.save()
    record(action="labels.replace_artwork", record=artwork, by=by, at=at, facts={"stars": stars, "bytes": len(clean)})
    return artwork


@transaction.atomic
def withdraw_artwork(*, stars: int, by: User, at: datetime) -> BadgeArtwork:
    """This will go back to our own design. The file stays, as a trace.

    Refuses: NotAnAdministrator; NoArtwork where there is none in use.
    """
    _only_an_administrator(by)
    artwork = _end_current(stars, at)
    if artwork is None:
        raise NoArtwork(stars=stars)
    record(action="labels.withdraw_artwork", record=artwork, by=by, at=at, facts={"stars": stars})
    return artwork


def _end_current(stars: int, at: datetime) -> BadgeArtwork | None:
    artwork = BadgeArtwork.objects.select_for_update().filter(stars=stars, ended_at__isnull=True).first()
    if artwork is not None:
        artwork.ended_at = at
        artwork.save(update_fields=["ended_at"])
    return artwork


def _only_an_administrator(by: User) -> None:
    if not has_role(user=by, role=Role.ADMINISTRATOR):
        raise NotAnAdministrator
