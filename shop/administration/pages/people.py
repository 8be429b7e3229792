"""Accounts, roles, and who works for which producer or centre."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue_ext.centres.models import StaffMembership
from catalogue_ext.centres.operations import add_staff, withdraw_staff
from catalogue_ext.producers.models import Membership
from catalogue_ext.producers.operations import add_member, withdraw_member
from shop.accounts.models import RoleGrant, User
from shop.accounts.operations import close_account, grant_role, register, reopen_account, withdraw_role
from shop.accounts.phones import BadPhone, to_e164
from shop.accounts.queries import roles_of
from shop.accounts.roles import GRANTED, Role
from shop.accounts.second_factor import forget
from shop.administration.acting import ActingPage, ShownPage, each
from shop.administration.sentences import say

ROLE_NAMES = {
    Role.ADMINISTRATOR: _("administrator"),
    Role.PROGRAMME_OFFICER: _("programme officer"),
    Role.SUPPORT: _("support"),
}


class NewPersonForm(forms.ModelForm):
    """A person who is let in by an administrator, with a first password to hand over."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    password = forms.CharField(
        label=_("First password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    class Meta:
        model = User
        fields = ("email", "phone", "language")

    def clean_phone(self) -> str | None:
        """This will return the phone in its stored form."""
        phone = (self.cleaned_data["phone"] or "").strip()
        try:
            return to_e164(text=phone) if phone else None
        except BadPhone as refusal:
            raise forms.ValidationError(say(refusal)) from None

    def clean_password(self) -> str:
        """This will refuse a weak password."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class PersonForm(forms.ModelForm):
    """What an administrator decides of a person."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        choices=[(role.value, ROLE_NAMES[role]) for role in Role if role in GRANTED],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Work for a producer or a centre is given there."),
    )
    may_log_in = forms.BooleanField(label=_("May log in"), required=False)

    class Meta:
        model = User
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["may_log_in"].initial = self.instance.is_active
        self.fields["roles"].initial = [
            grant.role for grant in self.instance.role_grants.all() if grant.withdrawn_at is None
        ]


@admin.register(User)
class UserPage(ActingPage):
    """People. Roles are granted and withdrawn by their boxes; each act is audited."""

    list_display = ("pk", "__str__", "email", "phone", "is_active", "is_staff", "date_joined")
    list_filter = ("is_active", "role_grants__role")
    search_fields = ("email", "phone", "last_name", "first_name")
    ordering = ("-date_joined", "-pk")
    readonly_fields = ("email", "phone", "last_name", "first_name", "date_joined", "last_login")
    actions = ("forget_second_factor",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """This will give the short form for a new person."""
        kwargs["form"] = PersonForm if obj else NewPersonForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """This will show names as they are once the account exists."""
        return self.readonly_fields if obj else ()

    def act(self, obj: User, form: Any, change: bool, by: User, at: datetime) -> User:
        """This will call register, or the grants, withdrawals and closing that the boxes ask for."""
        facts = form.cleaned_data
        if not change:
            names = {name: facts[name] or "" for name in ("full_name", "email", "phone", "language")}
            return register(**names, password=facts["password"], by=by, at=at)
        person = User.objects.get(pk=obj.pk)
        wanted, held = {Role(role) for role in facts["roles"]}, roles_of(user=person) & GRANTED
        if facts["may_log_in"] and not person.is_active:
            reopen_account(user=person, by=by, at=at)
            held = roles_of(user=person) & GRANTED
        for role in sorted(wanted - held):
            grant_role(user=person, role=role, by=by, at=at)
        for role in sorted(held - wanted):
            withdraw_role(user=person, role=role, by=by, at=at)
        if person.is_active and not facts["may_log_in"]:
            close_account(user=person, by=by, at=at)
        return person

    @admin.action(description=_("Disconnect the telephone and the backup codes"))
    def forget_second_factor(self, request: HttpRequest, queryset: Any) -> None:
        """This will let people connect a new telephone at their next log-in."""
        each(self, request, queryset, lambda row, by, at: forget(user=row, by=by, at=at))


@admin.register(RoleGrant)
class RoleGrantPage(ShownPage):
    """Every grant there was."""

    list_display = ("user", "role", "granted_by", "granted_at", "withdrawn_by", "withdrawn_at")
    list_filter = ("role",)
    list_select_related = ("user", "granted_by", "withdrawn_by")
    ordering = ("-granted_at", "-pk")


class MembershipPage(ActingPage):
    """Somebody's work for a producer or a centre: added here, ended by the action."""

    list_filter = (("withdrawn_at", admin.EmptyFieldListFilter),)
    ordering = ("-granted_at", "-pk")
    actions = ("withdraw",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """This will allow the list's action, but no editing of a row."""
        return obj is None

    @admin.action(description=_("End this work"))
    def withdraw(self, request: HttpRequest, queryset: Any) -> None:
        """This will end the chosen memberships."""
        each(self, request, queryset, self.end)

    def end(self, row: Any, by: Any, at: Any) -> None:
        """This will call the room's operation for one row."""
        raise NotImplementedError


@admin.register(Membership)
class ProducerMemberPage(MembershipPage):
    """Who works for which producer."""

    list_display = ("user", "producer", "role", "granted_by", "granted_at", "withdrawn_at")
    list_select_related = ("user", "producer", "granted_by")
    search_fields = ("producer__name", "user__email", "user__phone")
    autocomplete_fields = ("user", "producer")
    fields = ("producer", "user", "role")

    def act(self, obj: Membership, form: Any, change: bool, by: User, at: datetime) -> Membership:
        """This will call add_member."""
        return add_member(**form.cleaned_data, by=by, at=at)

    def end(self, row: Membership, by: Any, at: Any) -> None:
        """This will call withdraw_member."""
        withdraw_member(membership=row, by=by, at=at)


@admin.register(StaffMembership)
class CentreStaffPage(MembershipPage):
    """Who works for which centre."""

    list_display = ("user", "centre", "granted_by", "granted_at", "withdrawn_at")
    list_select_related = ("user", "centre", "granted_by")
    search_fields = ("centre__name", "user__email", "user__phone")
    autocomplete_fields = ("user",)
    fields = ("centre", "user")

    def act(self, obj: StaffMembership, form: Any, change: bool, by: User, at: datetime) -> StaffMembership:
        """This will call add_staff."""
        return add_staff(**form.cleaned_data, by=by, at=at)

    def end(self, row: StaffMembership, by: Any, at: Any) -> None:
        """This will call withdraw_staff."""
        withdraw_staff(membership=row, by=by, at=at)
