"""A member of staff who has no second factor yet."""

from __future__ import annotations

import pytest

from shop.accounts.models import User


@pytest.fixture
def officer(cast) -> User:
    """A programme officer who is no demo account."""
    User.objects.filter(pk=cast.officer.pk).update(is_demo=False)
    cast.officer.refresh_from_db()
    return cast.officer


# -- log-in and log-out -----------------------------------------------------------------------------------------------
