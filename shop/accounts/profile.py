"""What a person changes about their own account: name, language, password."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shop.accounts.models import User
from shop.accounts.operations import split_name
from shop.audit.operations import record


@transaction.atomic
def rename(*, user: User, full_name: str, at: datetime) -> None:
    """This will write a person's name anew; orders keep the one they were placed with."""
    user.last_name, user.first_name = split_name(full_name=full_name)
    user.save(update_fields=["last_name", "first_name"])
    record(action="accounts.renamed", record=user, by=user, at=at)


def choose_language(*, user: User, language: str) -> None:
    """This will have log-in and notices speak this language (vi or en). A liking, no act: it is not audited."""
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def change_password(*, user: User, password: str, at: datetime) -> None:
    """This will set a new password; every other open session of the person ends. A second factor stays.

    The caller has asked for the old one, and for a new one that is hard to guess.
    """
    user.set_password(password)
    user.save(update_fields=["password"])
    record(action="accounts.password_changed", record=user, by=user, at=at)
