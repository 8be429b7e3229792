"""Producers to edit; decisions and certificates to read. Officers verify, correct and revoke at their own pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue_ext.certification.models import Certificate, Decision, Grace, Revocation, Standing
from catalogue_ext.producers.models import Person, Producer
from catalogue_ext.producers.operations import EDITABLE, add_person, edit_producer, open_producer, remove_person
from shop.accounts.models import User
from shop.administration.acting import ActingPage, ShownPage, each


@admin.register(Producer)
class ProducerPage(ActingPage):
    """OCOP subjects. Name and kind stand on certificates: a change here is a correction of the register."""

    list_display = ("name", "kind", "commune", "tax_code", "phone", "is_illustration", "verified_at")
    list_filter = ("kind", "is_illustration", ("verified_at", admin.EmptyFieldListFilter))
    list_select_related = ("commune__province",)
    search_fields = ("name", "name_fold", "=tax_code")
    autocomplete_fields = ("commune",)
    fields = ("name", "kind", "commune", "address", "story", "story_en", "phone", "zalo", "email", "tax_code")
    ordering = ("name", "pk")

    def act(self, obj: Producer, form: Any, change: bool, by: User, at: datetime) -> Producer:
        """This will call open_producer or edit_producer."""
        facts = form.cleaned_data
        if change:
            wanted = {name: facts[name] for name in EDITABLE}
            return edit_producer(producer=obj, by=by, at=at, **wanted)
        return open_producer(by=by, at=at, **facts)


@admin.register(Person)
class PersonPage(ActingPage):
    """People shown on producers' pages: added here with their leave, taken off by the action."""

    list_display = ("name", "producer", "work", "place", "is_illustration")
    list_select_related = ("producer",)
    search_fields = ("name", "producer__name")
    autocomplete_fields = ("producer",)
    fields = ("producer", "name", "work", "work_en", "place")
    ordering = ("producer__name", "place", "pk")
    actions = ("take_off",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """This will allow the list's action, but no editing of a row."""
        return obj is None

    def act(self, obj: Person, form: Any, change: bool, by: User, at: datetime) -> Person:
        """This will call add_person."""
        return add_person(**form.cleaned_data, by=by, at=at)

    @admin.action(description=_("Take off the producer's page"))
    def take_off(self, request: HttpRequest, queryset: Any) -> None:
        """This will delete the chosen people."""
        each(self, request, queryset, lambda row, by, at: remove_person(person=row, by=by, at=at))


class CertificateRows(admin.TabularInline):
    """The certificates of a decision."""

    model = Certificate
    fk_name = "decision"
    fields = ("product", "stars", "valid_from", "valid_to", "verified_by", "verified_at", "withdrawn_at")
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        """This will read the products in the same query."""
        return super().get_queryset(request).select_related("product", "verified_by", "decision").order_by("pk")


@admin.register(Decision)
class DecisionPage(ShownPage):
    """Signed acts, and what is only reported."""

    list_display = ("number", "decided_on", "authority", "kind", "level", "evidence_level", "entered_by", "verified_by")
    list_filter = ("kind", "level", "evidence_level", ("verified_at", admin.EmptyFieldListFilter))
    list_select_related = ("entered_by", "verified_by")
    search_fields = ("number", "authority")
    ordering = ("-decided_on", "-pk")
    inlines = (CertificateRows,)


@admin.register(Certificate)
class CertificatePage(ShownPage):
    """What a decision says of one product, as printed."""

    list_display = ("product_name", "producer_name", "stars", "decision", "valid_from", "valid_to", "verified_by")
    list_filter = ("stars", "kind", ("verified_at", admin.EmptyFieldListFilter))
    list_select_related = ("decision", "verified_by")
    search_fields = ("product_name", "producer_name", "decision__number", "official_code")
    ordering = ("-valid_from", "-pk")


@admin.register(Revocation)
class RevocationPage(ShownPage):
    """What the State took back."""

    list_display = ("product", "reason", "decision", "effective_at", "recorded_at", "recorded_by")
    list_filter = ("reason",)
    list_select_related = ("product", "decision", "recorded_by")
    ordering = ("-recorded_at", "-pk")


@admin.register(Grace)
class GracePage(ShownPage):
    """Certificates that go on until the result is out."""

    list_display = ("certificate", "until", "reason", "recorded_by", "recorded_at")
    list_select_related = ("certificate__decision", "recorded_by")
    ordering = ("-recorded_at", "-pk")


@admin.register(Standing)
class StandingPage(ShownPage):
    """What follows from all of that: when which product is certified."""

    list_display = ("product", "stars", "valid_from", "valid_to", "is_grace", "is_demo")
    list_filter = ("stars", "is_grace", "is_demo")
    list_select_related = ("product",)
    search_fields = ("product__title", "=product__check_code")
    ordering = ("-valid_from", "-pk")
