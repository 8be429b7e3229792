"""Logging in with an e-mail address or a phone number."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from shop.accounts.models import User


class EmailOrPhoneBackend(ModelBackend):
    """Finds the person by either name; a phone is expected in E.164 (the form normalises it)."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        name = username if username is not None else kwargs.get("email")
        if not name or password is None:
            return None
        try:
            user = User.objects.get_by_natural_key(name)
        except User.DoesNotExist:
            # Same work as for a known name, so that the answer's time tells nothing.
            User().set_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: Any) -> bool:
        """This will let active accounts in, those of `demo` only while DEMO is on: everybody knows their password.

        Django asks it at every request too, so open sessions end with the demo.
        """
        return super().user_can_authenticate(user) and (settings.DEMO or not getattr(user, "is_demo", False))
