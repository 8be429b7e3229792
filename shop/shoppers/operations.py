"""A shopper's address book and wish list. Each verb holds the person's row first: two of theirs stand in line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from catalogue_ext.certification.queries import standings_of
from shop.accounts.models import User
from shop.primitives.refusal import Refusal
from shop.shoppers.queries import addresses_of

# More than anybody needs, few enough for one page.
MOST_ADDRESSES = 20
MOST_WISHES = 100


class AddressKept(Refusal):
    """The book holds this address already: same name, street and commune."""

    code = "address_kept"


class AddressBookFull(Refusal):
    """The book holds `most` addresses."""

    code = "address_book_full"


class NotWishable(Refusal):
    """Nothing certifies this product now, or it is not on show: what nobody may see for sale nobody puts on a list."""

    code = "not_wishable"


class WishListFull(Refusal):
    """The list holds `most` products."""

    code = "wish_list_full"


def _hold(owner: Any) -> None:
    list(User.objects.filter(pk=owner.pk).select_for_update(of=("self",)).values_list("pk"))


# ---------------------------------------------------------------- addresses


def home_country() -> Any:
    """This will return the country every address is in; it is made the first time."""
    country, _ = get_model("address", "Country").objects.get_or_create(
        iso_3166_1_a2="VN", defaults={"printable_name": "Việt Nam", "name": "Việt Nam", "is_shipping_country": True}
    )
    return country


@transaction.atomic
def keep_address(
    *, owner: Any, name: str, phone: str, street: str, commune: Any, is_default: bool = False, address: Any = None
) -> Any:
    """This will keep a new address, or write `address` anew. The first one is the default, and one always is.

    Units: phone in E.164, commune of today. Refuses: AddressKept, AddressBookFull. Costs: 8 queries at most.
    """
    _hold(owner)
    others = [row for row in addresses_of(owner=owner) if address is None or row.pk != address.pk]
    if address is None and len(others) >= MOST_ADDRESSES:
        raise AddressBookFull(most=MOST_ADDRESSES)
    row = address or get_model("address", "UserAddress")(user=owner, country=home_country())
    row.first_name, row.line1 = " ".join(name.split()), " ".join(street.split())
    row.phone_number, row.commune = phone, commune
    row.hash = row.generate_hash()
    if row.hash in {int(other.hash) for other in others}:
        raise AddressKept
    stays_default = bool(address and address.is_default_for_shipping)
    row.is_default_for_shipping = is_default or stays_default or not others
    row.save()
    return row


@transaction.atomic
def make_default(*, address: Any) -> None:
    """This will have this address chosen first from now on, and no other one. Costs: 3 queries."""
    _hold(address.user)
    address.is_default_for_shipping = True
    address.save()


@transaction.atomic
def forget_address(*, address: Any) -> None:
    """This will take an address out of the book; the newest one left becomes the default when the default goes.

    Orders keep a copy of their own. Costs: 5 queries at most.
    """
    owner = address.user
    _hold(owner)
    address.delete()
    left = list(addresses_of(owner=owner))
    if left and not left[0].is_default_for_shipping:
        left[0].is_default_for_shipping = True
        left[0].save()


@transaction.atomic
def forget_keeper(*, owner: Any) -> None:
    """This will delete what a person keeps here: addresses, wishes, open baskets. Costs: 8 queries."""
    _hold(owner)
    get_model("address", "UserAddress").objects.filter(user=owner).delete()
    get_model("wishlists", "WishList").objects.filter(owner=owner).delete()
    baskets = get_model("basket", "Basket").objects.filter(owner=owner)
    baskets.filter(order=None).delete()
    baskets.update(owner=None)


# ---------------------------------------------------------------- wishes


@transaction.atomic
def wish(*, owner: Any, product_id: int, at: datetime) -> Any:
    """This will put a product on the shopper's one list and return it; a pack size stands for its product.

    What is on it already stays. Refuses: NotWishable, WishListFull. Costs: 8 queries at most.
    """
    product = _wishable(product_id, at)
    _hold(owner)
    lists = get_model("wishlists", "WishList").objects
    held = lists.filter(owner=owner).order_by("pk").first() or lists.create(owner=owner)
    if held.lines.filter(product=product).exists():
        return product
    if held.lines.count() >= MOST_WISHES:
        raise WishListFull(most=MOST_WISHES)
    held.lines.create(product=product, title=product.title)
    return product


def _wishable(product_id: int, at: datetime) -> Any:
    products = get_model("catalogue", "Product").objects.filter(is_public=True)
    product = products.select_related("parent").filter(pk=product_id).first()
    if product is not None and product.is_child:
        product = product.parent if product.parent.is_public else None
    if product is None or not standings_of(product_ids=[product.pk], at=at):
        raise NotWishable(product=product_id)
    return product


def unwish(*, owner: Any, line_id: int | None = None, product_id: int | None = None) -> Any:
    """This will take one line off the shopper's own list, by its key or by its product, and return the product.

    None where it was not on it, or is deleted. Costs: 2 queries.
    """
    lines = get_model("wishlists", "Line").objects.filter(wishlist__owner=owner)
    wanted = {"pk": line_id} if line_id is not None else {"product": product_id}
    line = lines.select_related("product").filter(**wanted).order_by("pk").first()
    if line is None:
        return None
    line.delete()
    return line.product
