"""Texts, pictures, prices and stock, until producers have desks of their own. Every form calls an operation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model

from shop.accounts.models import User
from shop.administration.acting import ActingPage, ShownPage, each
from shop.listings.operations import EDITABLE, add_picture, describe, remove_picture
from shop.stock.models import Location, Movement, Reservation
from shop.stock.operations import adjust, open_stock_record, receive, set_price

Product = get_model("catalogue", "Product")
ProductImage = get_model("catalogue", "ProductImage")
StockRecord = get_model("partner", "StockRecord")


class ListingForm(forms.ModelForm):
    """Texts of a listing, and one more picture."""

    picture = forms.FileField(
        label=_("One more picture"), required=False, help_text=_("JPEG, PNG or WebP, 12 MB at most")
    )
    caption = forms.CharField(label=_("Caption"), required=False, max_length=200)

    class Meta:
        model = Product
        fields = ("title_en", "pack_size", "herbal_kind", "description")


@admin.register(Product)
class ProductPage(ActingPage):
    """Listings. Names and communes stand on the certificate and are corrected there; new ones come with a decision."""

    form = ListingForm
    list_display = ("title", "producer", "origin_commune", "criteria_set", "check_code", "structure", "is_public")
    list_filter = ("criteria_set", "structure", "is_public", "is_illustration")
    list_select_related = ("producer", "origin_commune__province", "parent")
    search_fields = ("title", "title_fold", "=check_code", "producer__name")
    ordering = ("title_sort", "pk")
    readonly_fields = ("title", "producer", "origin_commune", "criteria_set", "check_code")
    fields = (*readonly_fields, "title_en", "pack_size", "herbal_kind", "description", "picture", "caption")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def act(self, obj: Any, form: Any, change: bool, by: User, at: datetime) -> Any:
        """This will call describe, and add_picture when one was sent."""
        facts = form.cleaned_data
        product = describe(product=obj, by=by, at=at, **{name: facts[name] for name in EDITABLE})
        if facts["picture"]:
            add_picture(product=product, file=facts["picture"], caption=facts["caption"], by=by, at=at)
        return product


@admin.register(ProductImage)
class PicturePage(ShownPage):
    """Pictures as they hang; taken down by the action."""

    list_display = ("shown", "product", "caption", "display_order", "date_created")
    list_select_related = ("product__parent",)
    search_fields = ("product__title", "caption")
    ordering = ("product__title_sort", "display_order", "pk")
    actions = ("take_down",)

    @admin.display(description=_("picture"))
    def shown(self, picture: Any) -> SafeString:
        """This will show the picture small."""
        return format_html('<img src="{}" alt="" width="72" loading="lazy">', picture.original.url)

    @admin.action(description=_("Take the picture down"))
    def take_down(self, request: HttpRequest, queryset: Any) -> None:
        """This will remove the chosen pictures."""
        each(self, request, queryset, lambda row, by, at: remove_picture(picture=row, by=by, at=at))


class StockForm(forms.ModelForm):
    """Price from now on, and goods that came or were counted."""

    price_vnd = forms.IntegerField(
        label=_("Price, ₫ with VAT"),
        required=False,
        min_value=1,
        max_value=9_999_999_999,
        help_text=_("empty = not on sale"),
    )
    received = forms.IntegerField(label=_("Pieces that came in"), required=False, min_value=1, max_value=1_000_000)
    counted = forms.IntegerField(
        label=_("Pieces counted on the shelf"), required=False, min_value=0, max_value=1_000_000
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)

    class Meta:
        model = StockRecord
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        price = self.instance.price
        self.fields["price_vnd"].initial = None if price is None else int(price)

    def clean(self) -> dict[str, Any]:
        """This will ask for one of the two quantities only, and for a reason when the count differs."""
        facts = super().clean() or {}
        if facts.get("received") and facts.get("counted") is not None:
            self.add_error("counted", _("Either pieces that came in, or pieces counted."))
        if facts.get("counted") is not None and not facts.get("reason"):
            self.add_error("reason", _("Say why the count differs."))
        return facts


class NewStockForm(forms.ModelForm):
    """A product that is put up at a place."""

    price_vnd = forms.IntegerField(label=_("Price, ₫ with VAT"), required=False, min_value=1, max_value=9_999_999_999)

    class Meta:
        model = StockRecord
        fields = ("product", "location", "seller_of_record")


@admin.register(StockRecord)
class StockPage(ActingPage):
    """Goods by owner and place: price, what came in, what was counted."""

    list_display = ("product", "partner", "location", "price_vnd", "num_in_stock", "num_allocated", "date_updated")
    list_filter = ("location__kind", ("price", admin.EmptyFieldListFilter))
    list_select_related = ("product__parent", "partner", "location")
    search_fields = ("product__title", "product__title_fold", "=product__check_code", "partner__name")
    ordering = ("product__title_sort", "pk")
    autocomplete_fields = ("product", "location")
    readonly_fields = ("product", "partner", "location", "seller_of_record", "num_in_stock", "num_allocated")

    @admin.display(description=_("price, ₫"), ordering="price")
    def price_vnd(self, stock_record: Any) -> int | None:
        """This will show whole dong."""
        return None if stock_record.price is None else int(stock_record.price)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """This will give the form for putting up when the row is new."""
        kwargs["form"] = StockForm if obj else NewStockForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """This will show owner, place and numbers once the row exists: they change by movements only."""
        return self.readonly_fields if obj else ()

    def act(self, obj: Any, form: Any, change: bool, by: User, at: datetime) -> Any:
        """This will call open_stock_record, or set_price, receive and adjust as the form asks."""
        facts = form.cleaned_data
        if not change:
            return open_stock_record(**facts, by=by, at=at)
        stock_record = StockRecord.objects.get(pk=obj.pk)
        if "price_vnd" in form.changed_data:
            set_price(stock_record=stock_record, price_vnd=facts["price_vnd"], by=by, at=at)
        if facts["received"]:
            receive(stock_record=stock_record, quantity=facts["received"], reason=facts["reason"], by=by, at=at)
        if facts["counted"] is not None:
            adjust(stock_record=stock_record, counted=facts["counted"], reason=facts["reason"], by=by, at=at)
        return stock_record


@admin.register(Location)
class LocationPage(ShownPage):
    """Places where goods lie; a producer's own store is opened with its first goods."""

    list_display = ("code", "name", "kind", "partner", "centre")
    list_filter = ("kind",)
    list_select_related = ("partner", "centre")
    search_fields = ("code", "name")
    ordering = ("code",)


@admin.register(Movement)
class MovementPage(ShownPage):
    """Goods that came or went."""

    list_display = ("at", "stock_record", "kind", "quantity", "by", "reason")
    list_filter = ("kind",)
    list_select_related = ("stock_record__product__parent", "stock_record__partner", "by")
    search_fields = ("stock_record__product__title",)
    ordering = ("-at", "-pk")


@admin.register(Reservation)
class ReservationPage(ShownPage):
    """Goods promised to order lines."""

    list_display = ("made_at", "stock_record", "line", "quantity", "state", "expires_at", "closed_at")
    list_filter = ("state",)
    list_select_related = ("stock_record__product__parent", "stock_record__partner", "line__order")
    ordering = ("-made_at", "-pk")
