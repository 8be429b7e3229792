"""People who can log in. A person has an e-mail, a phone or both."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.accounts.roles import Role


class UserManager(BaseUserManager["User"]):
    """Makes users; log-in names are normalised here once (lower-case e-mail, E.164 phone)."""

    def create_user(
        self, email: str | None = None, password: str | None = None, *, phone: str | None = None, **fields: Any
    ) -> User:
        """This will save a new user with an e-mail, a phone or both."""
        user = self.model(email=(email or "").strip().lower() or None, phone=phone or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: Any) -> User:
        """This will save a user of Django's admin; the first one in production is made by `create_administrator`."""
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> User:
        """This will find the user by e-mail (any case) or by phone in E.164."""
        name = (username or "").strip()
        return self.get(phone=name) if name.startswith("+") else self.get(email=name.lower())


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # Oscar's managers have no types
    """A person who can log in: shopper, producer member, centre staff, officer, support or administrator."""

    email = models.EmailField(_("e-mail"), null=True, blank=True, unique=True)
    phone = models.CharField(
        _("phone"), max_length=16, null=True, blank=True, unique=True, help_text="E.164: +84912345678"
    )
    first_name = models.CharField(_("first name"), max_length=255, blank=True)
    last_name = models.CharField(_("last name"), max_length=255, blank=True)
    language = models.CharField(
        _("language"), max_length=2, default="vi", choices=[("vi", "Tiếng Việt"), ("en", "English")]
    )
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    # Only accounts of `demo` carry it; they skip the second factor, and only while DEMO=1.
    is_demo = models.BooleanField(default=False, editable=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False),
                name="accounts_user_email_or_phone",
                violation_error_message=_("Give an e-mail address or a phone number."),
            ),
            models.CheckConstraint(
                condition=Q(email__isnull=True) | ~Q(email=""),
                name="accounts_user_email_not_empty",
                violation_error_message=_("An empty e-mail address is stored as none."),
            ),
            models.CheckConstraint(
                condition=Q(phone__isnull=True) | Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"),
                name="accounts_user_phone_e164",
                violation_error_message=_("The phone number is not complete."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email or self.phone or f"#{self.pk}"

    def get_full_name(self) -> str:
        """This will return the name the Vietnamese way: family name first."""
        return f"{self.last_name} {self.first_name}".strip()

    def get_short_name(self) -> str:
        """This will return the given name."""
        return self.first_name or self.get_full_name()

    def email_user(self, subject: str, message: str, from_email: str | None = None, **kwargs: Any) -> None:
        """This will send a mail when the person has an address (Oscar and Django call it)."""
        from django.core.mail import send_mail

        if self.email:
            send_mail(subject, message, from_email, [self.email], **kwargs)


class RoleGrant(models.Model):
    """One role of one person, for a time; `roles.MAY_GRANT` says who may grant it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(withdrawn_at__isnull=True), name="accounts_one_current_grant"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="accounts_grant_withdrawn_both",
                violation_error_message=_("Who and when belong together."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} · {self.user}"
