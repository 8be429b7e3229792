"""“Tell me when it is back”: the form on a product's page, and what the signed links show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from shop.notices.masking import masked
from shop.primitives.period import last_day, local_day
from shop.primitives.vi_text import slug
from shop.storefront.queries.products import ProductPage
from shop.waits.links import token_of
from shop.waits.models import Wait
from shop.waits.queries import wait_of, waits_of
from shop.waits.wordings import ASKED


@dataclass(frozen=True, slots=True)
class TellMe:
    """The form beside a product that cannot be bought now."""

    # Where it is sent.
    url: str
    wording: str | Promise
    # Where an account is told, hidden in part; "" for a guest, who types it.
    to: str
    # Where the account takes its wish back; "" where it waits for nothing.
    stop_url: str

    @property
    def is_waiting(self) -> bool:
        """This will tell whether the account waits for this product."""
        return bool(self.stop_url)


@dataclass(frozen=True, slots=True)
class Kept:
    """What we keep of one wish, for whoever holds its link."""

    product: Any
    to: str
    # As it was read, in the language of that page.
    wording: str
    language: str
    asked_on: date
    last_day: date
    is_confirmed: bool
    # Where it is taken back.
    stop_url: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """One product an account waits for, in a list."""

    product: Any
    stop_url: str


def wait_url(*, product: Any) -> str:
    """This will return the address of the form."""
    return reverse("storefront:wait", args=[slug(product.title), product.pk])


def tell_me(*, page: ProductPage, user: Any) -> TellMe | None:
    """This will return the form of a product's page, None where there is nothing to wait for.

    Costs: none for a guest or for a product that can be bought, else 1 query.
    """
    if not page.may_be_waited_for:
        return None
    wait = wait_of(user=user, product=page.product)
    return TellMe(
        url=wait_url(product=page.product),
        wording=ASKED,
        to=masked(user.email or user.phone) if user.is_authenticated else "",
        stop_url=stop_url(wait=wait) if wait else "",
    )


def stop_url(*, wait: Wait) -> str:
    """This will return the address at which a wish is taken back, in the language of the page."""
    return reverse("storefront:wait_stop", args=[token_of(wait=wait)])


def kept(*, wait: Wait) -> Kept:
    """This will show a wish as it is kept. Costs: none for one of `wait_behind`."""
    return Kept(
        product=wait.product,
        to=to_of(wait=wait),
        wording=wait.wording,
        language=wait.language,
        asked_on=local_day(wait.asked_at),
        last_day=last_day(wait.ends_at),
        is_confirmed=wait.is_confirmed,
        stop_url=stop_url(wait=wait),
    )


def awaited_by(*, user: Any) -> list[Awaited]:
    """This will return what an account waits for, the newest wish first. Costs: 1 query."""
    return [Awaited(wait.product, stop_url(wait=wait)) for wait in waits_of(user=user)]


def to_of(*, wait: Wait) -> str:
    """This will return where it is told, hidden in part. Costs: none for one of `wait_behind`."""
    user = wait.user
    return masked((user.email or user.phone or "") if user is not None else wait.email)


def leads_to(*, product: Any) -> str:
    """This will return where one goes on: the product's page while it is on show, else the start page. Costs: none."""
    return product.get_absolute_url() if product.is_public else reverse("storefront:home")
