"""Tickets and opinions, to read. Tickets are answered at the support desk, opinions are judged at the dashboard."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from shop.administration.acting import ShownPage
from shop.opinions.models import PurchaseProof, Reply
from shop.support.models import Ticket, TicketEntry


@admin.register(Ticket)
class TicketPage(ShownPage):
    """What was asked, and until when an answer was promised. Words and pictures stay at the desk."""

    list_display = ("number", "kind", "state", "order", "opened_at", "first_answer_due", "resolve_due", "closed_at")
    list_filter = ("state", "kind")
    list_select_related = ("order",)
    search_fields = ("=number", "=order__number")
    date_hierarchy = "opened_at"
    ordering = ("-opened_at", "-pk")
    fields = (
        "number",
        "kind",
        "state",
        "order",
        "producer_order",
        "language",
        "opened_at",
        "first_answer_due",
        "resolve_due",
        "first_answered_at",
        "closed_at",
    )


@admin.register(TicketEntry)
class TicketEntryPage(ShownPage):
    """That something was said, by which side and when; what was said is read at the desk, where looking is audited."""

    list_display = ("ticket", "side", "at", "by", "is_internal")
    list_filter = ("side", "is_internal")
    list_select_related = ("ticket", "by")
    search_fields = ("=ticket__number",)
    ordering = ("-at", "-pk")
    fields = ("ticket", "side", "at", "by", "is_internal")


@admin.register(PurchaseProof)
class PurchaseProofPage(ShownPage):
    """Opinions and the order lines that prove them."""

    list_display = ("at", "part", "product", "score", "status")
    list_filter = ("review__status", "review__score")
    list_select_related = ("review__product__parent", "line__producer_order")
    search_fields = ("=line__producer_order__number", "review__product__title")
    ordering = ("-at", "-pk")

    @admin.display(description=_("producer order"))
    def part(self, proof: Any) -> str:
        """This will name the part the line is of."""
        return str(proof.line.producer_order)

    @admin.display(description=_("product"))
    def product(self, proof: Any) -> str:
        """This will name what the opinion is about."""
        return str(proof.review.product)

    @admin.display(description=_("score"))
    def score(self, proof: Any) -> int:
        """This will show the score."""
        return int(proof.review.score)

    @admin.display(description=_("state"))
    def status(self, proof: Any) -> str:
        """This will say whether an officer has let it stand."""
        return str(proof.review.get_status_display())


@admin.register(Reply)
class ReplyPage(ShownPage):
    """What makers replied."""

    list_display = ("at", "product", "text", "by", "changed_at")
    list_select_related = ("review__product__parent", "by")
    search_fields = ("review__product__title", "text")
    ordering = ("-at", "-pk")

    @admin.display(description=_("product"))
    def product(self, reply: Any) -> str:
        """This will name what the opinion is about."""
        return str(reply.review.product)
