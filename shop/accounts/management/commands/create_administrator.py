"""`manage.py create_administrator EMAIL`: the first administrator of a new shop."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone, translation

from shop.accounts.models import User
from shop.accounts.operations import AdministratorExists, create_first_administrator


class Command(BaseCommand):
    help = "Makes the first administrator; the next ones are granted in the administration. Asks for a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        email = email.strip().lower()
        with translation.override("en"):
            self._check(validate_email, email)
        is_new = not User.objects.filter(email=email).exists()
        try:
            create_first_administrator(email=email, password=self._password(), at=timezone.now())
        except AdministratorExists:
            raise CommandError(
                "There is an administrator already; the next ones are granted by an administrator."
            ) from None
        changed = "" if is_new else " (the account existed; its password is the new one)"
        self.stdout.write(f"{email} is administrator{changed}.")
        with translation.override(settings.LANGUAGE_CODE):
            address = settings.SITE_URL + reverse("storefront:login")
        self.stdout.write(
            f"Log in at {address} now. The first log-in shows a QR code: scan it with an authenticator on your "
            "telephone, type the six digits, and keep the ten backup codes where you find them without the telephone."
        )

    def _check(self, check: Any, value: str) -> None:
        try:
            check(value)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None

    def _password(self) -> str:
        if sys.stdin.isatty():
            password = getpass.getpass("Password: ")
            if getpass.getpass("Again: ") != password:
                raise CommandError("The two passwords differ.")
        else:
            password = sys.stdin.readline().rstrip("\n")
        with translation.override("en"):
            self._check(validate_password, password)
        return password
