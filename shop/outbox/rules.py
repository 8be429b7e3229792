"""When a failed message is tried again, and when it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta

# A claimed message comes back after this, if its worker died. Longer than any handler may take.
LEASE = timedelta(minutes=10)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
# The last of ten tries comes some 4 hours after the first: a mail server's bad afternoon is survived.
MOST_ATTEMPTS = 10


def next_try(*, attempts: int, at: datetime) -> datetime | None:
    """This will return when to try again after that many failed tries (30 s, 1 min, 2 min, … doubling), None = never.

    Units: `attempts` counts from 1; waits are capped at 6 hours.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    return at + min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
