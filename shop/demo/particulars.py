"""What stands on the labels of the demo's invented products, their stories, and more than one picture of some."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from catalogue_ext.particulars.operations import EDITABLE, state_particulars
from shop.accounts.models import User
from shop.demo.accounts import OFFICER
from shop.demo.listings import CAPTION
from shop.demo.pictures.choose import picture_for
from shop.demo.register import HERE, read
from shop.listings.operations import describe, hang_picture
from shop.listings.pictures import prepare
from shop.listings.renditions import Prepared

PICTURES = Path(__file__).parent / "pictures"


class NotInvented(Exception):
    """A row of the file tells something about a product that somebody really makes."""


def state_labels(*, at: datetime) -> int:
    """This will state labels and stories of invented products, and of nothing else. Returns labels.

    Refuses: NotInvented.
    """
    officer = User.objects.get(email=OFFICER)
    done = 0
    for row, product in _invented():
        facts: dict[str, Any] = {name: row[name] for name in EDITABLE}
        facts["net_quantity"] = int(row["net_quantity"]) if row["net_quantity"] else None
        with transaction.atomic():
            state_particulars(product=product, by=officer, at=at, **facts)
            if row["story"]:
                describe(product=product, by=officer, at=at, description=row["story"])
        done += 1
    return done


def hang_more_pictures(*, at: datetime) -> int:
    """This will hang further composed pictures, marked as illustration, beside the first. Returns pictures hung."""
    hung = 0
    for row, product in _invented():
        names = row["more_pictures"].split()
        if not names or product.images.count() != 1:
            continue
        first = picture_for(name=product.title, criteria_set=product.criteria_set or 0)
        for path in (PICTURES / f"{name}.webp" for name in names):
            if path != first:
                hang_picture(product=product, prepared=_prepared(path), caption=CAPTION, by=None, at=at)
                hung += 1
    return hung


def _invented() -> Iterator[tuple[dict[str, str], Any]]:
    products = get_model("catalogue", "Product").objects.select_related("parent__producer", "producer")
    for row in read(HERE / "demo_particulars.csv"):
        product = products.get(title=row["product"], producer__name=row["subject"])
        if not (product.is_illustration and product.producer.is_illustration):
            raise NotInvented(row["product"])
        if row["pack_size"]:
            product = product.children.get(pack_size=row["pack_size"])
        yield row, product


@cache
def _prepared(path: Path) -> Prepared:
    with path.open("rb") as file:
        return prepare(file=file)
