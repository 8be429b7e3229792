"""Changing what is said and shown of a listing. Its name stands on the certificate and is not changed here."""

from __future__ import annotations

from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

import nh3
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Max
from oscar.core.loading import get_model

from shop.audit.operations import record
from shop.listings.pictures import opened, prepare
from shop.listings.renditions import Prepared, rendition_name, rendition_names, renditions
from shop.primitives.codes import crockford
from shop.primitives.refusal import Refusal

if TYPE_CHECKING:
    from shop.accounts.models import User

# What a description may hold: words and their order, no picture, no link, no style.
TAGS = frozenset({"p", "br", "ul", "ol", "li", "strong", "em", "b", "i", "h3"})
# What `describe` changes. Title and commune stand on the certificate.
EDITABLE = frozenset({"title_en", "description", "pack_size", "herbal_kind"})


class NotEditable(Refusal):
    """These particulars are not changed here. Facts: `names`."""

    code = "listing_not_editable"


def clean_html(*, text: str) -> str:
    """This will return a description with the tags of TAGS and no attribute; scripts go with what is in them."""
    return nh3.clean(text, tags=set(TAGS), attributes={}, clean_content_tags={"script", "style"}).strip()


@transaction.atomic
def describe(*, product: Any, by: User | None, at: datetime, **facts: str) -> Any:
    """This will change texts of a listing; the description is cleaned as it is saved. Nothing changed leaves no trace.

    Facts: any of EDITABLE. Refuses: NotEditable for other names.
    """
    strange = sorted(facts.keys() - EDITABLE)
    if strange:
        raise NotEditable(names=strange)
    cleaned = {name: clean_html(text=text) if name == "description" else text.strip() for name, text in facts.items()}
    locked = get_model("catalogue", "Product").objects.select_for_update(of=("self",)).get(pk=product.pk)
    changed = {name: text for name, text in cleaned.items() if getattr(locked, name) != text}
    if not changed:
        return locked
    before = {name: getattr(locked, name) for name in changed}
    for name, text in changed.items():
        setattr(locked, name, text)
    locked.save(update_fields=[*changed, "date_updated"])
    record(action="listing.described", record=locked, by=by, at=at, facts={"from": before, "to": changed})
    return locked


def add_picture(*, product: Any, file: IO[bytes], caption: str, by: User | None, at: datetime) -> Any:
    """This will hang a picture last, re-encoded: what a sender hides in a file never reaches a reader.

    Refuses: PictureRefused. Costs: up to a second of work before the transaction begins, see `prepare`.
    """
    return hang_picture(product=product, prepared=prepare(file=file), caption=caption, by=by, at=at)


@transaction.atomic
def hang_picture(*, product: Any, prepared: Prepared, caption: str, by: User | None, at: datetime) -> Any:
    """This will hang a picture last that `prepare` made, with its renditions. One may hang on several products."""
    images = get_model("catalogue", "ProductImage").objects
    last = images.filter(product=product).aggregate(last=Max("display_order"))["last"]
    picture = images.create(
        product=product,
        # A random word in the name: a replaced picture is never mistaken for a cached one.
        original=ContentFile(prepared.original, name=f"{product.check_code}-{crockford(6)}.webp"),
        caption=caption.strip()[:200],
        display_order=0 if last is None else last + 1,
        width=prepared.width,
        height=prepared.height,
    )
    for (width, kind), content in prepared.renditions.items():
        name = rendition_name(name=picture.original.name, width=width, kind=kind)
        _put(picture.original.storage, name, content)
    record(action="listing.picture_added", record=product, by=by, at=at, facts={"picture": picture.original.name})
    return picture


def render_picture(*, picture: Any) -> None:
    """This will make the renditions of a picture anew from its own file, and note its measures.

    Refuses: PictureRefused for a file that is no picture of ours. Not audited: nobody sees anything else.
    """
    with picture.original.open("rb") as file:
        pixels = opened(file=file)
    for (width, kind), content in renditions(pixels).items():
        _put(picture.original.storage, rendition_name(name=picture.original.name, width=width, kind=kind), content)
    picture.width, picture.height = pixels.size
    picture.save(update_fields=["width", "height"])


def _put(storage: Storage, name: str, content: bytes) -> None:
    """A rendition is found by its name: a file that lies there already would turn the new one away."""
    storage.delete(name)
    storage.save(name, ContentFile(content))


@transaction.atomic
def remove_picture(*, picture: Any, by: User | None, at: datetime) -> None:
    """This will take a picture down; its files go after the commit, so that a rolled back act loses nothing."""
    storage, name = picture.original.storage, picture.original.name
    names = [name, *(rendition_names(name=name, width=picture.width) if picture.width else ())]
    record(action="listing.picture_removed", record=picture.product, by=by, at=at, facts={"picture": name})
    picture.delete()
    transaction.on_commit(lambda: [storage.delete(each) for each in names])
