"""What this room looks at again and again: the file in which searches that found nothing are noted."""

from __future__ import annotations

from datetime import datetime, timedelta

from shop.discovery import missed
from shop.outbox.rounds import goes_round


@goes_round("searches in vain", every=timedelta(minutes=1))
def count_missed(*, at: datetime) -> None:
    """This will count what was noted since, for curators."""
    missed.count(at=at)
