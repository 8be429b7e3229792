"""`manage.py forget_second_factor EMAIL`: for when the only administrator's telephone and backup codes are gone."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from shop.accounts.models import User
from shop.accounts.second_factor import forget


class Command(BaseCommand):
    help = "Disconnects the telephone and the backup codes of an account; its next log-in connects a new one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            raise CommandError("No account has this e-mail address.")
        forget(user=user, by=None, at=timezone.now())
        self.stdout.write("Forgotten. The next log-in asks to connect a telephone.")
