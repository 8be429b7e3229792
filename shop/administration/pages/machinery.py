"""What the house does by itself: the audit, the outbox, the notices. All to read; a dead message can be tried again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from shop.administration.acting import ShownPage, each
from shop.audit.models import Entry
from shop.notices.models import Delivery
from shop.outbox.models import Message
from shop.outbox.operations import retry_dead


@admin.register(Entry)
class EntryPage(ShownPage):
    """Who did what, when, to which record."""

    list_display = ("at", "by", "action", "record_type", "record_key", "facts")
    list_filter = ("action", "record_type")
    search_fields = ("=record_key", "action", "by__email", "by__phone")
    list_select_related = ("by",)
    date_hierarchy = "at"
    ordering = ("-at", "-pk")


class MessageState(admin.SimpleListFilter):
    """Waiting, done, dead."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("waiting", _("waiting")), ("done", _("done")), ("dead", _("given up"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = {
            "waiting": {"done_at__isnull": True, "dead_at__isnull": True},
            "done": {"done_at__isnull": False},
            "dead": {"dead_at__isnull": False},
        }.get(self.value() or "")
        return queryset.filter(**chosen) if chosen else queryset


@admin.register(Message)
class MessagePage(ShownPage):
    """What waits, what was done, what was given up and why."""

    list_display = ("created_at", "kind", "key", "attempts", "next_at", "done_at", "dead_at", "last_error")
    list_filter = (MessageState, "kind")
    search_fields = ("key", "last_error")
    ordering = ("-created_at", "-pk")
    actions = ("try_again",)

    @admin.action(description=_("Try again what was given up"))
    def try_again(self, request: HttpRequest, queryset: Any) -> None:
        """This will put given-up messages back in line."""
        each(self, request, queryset, lambda row, by, at: retry_dead(message=row, by=by, at=at))


@admin.register(Delivery)
class DeliveryPage(ShownPage):
    """What was told to whom."""

    list_display = ("at", "event", "about", "way", "address", "language", "key")
    list_filter = ("event", "way")
    search_fields = ("about", "address", "key")
    ordering = ("-at", "-pk")
