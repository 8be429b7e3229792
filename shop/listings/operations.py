"""Changing what is said and shown of a listing. Its name stands on the certificate and is not changed here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

import nh3
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Max
from oscar.core.loading import get_model

from shop.audit.operations import record
from shop.listings.pictures import PictureRefused, opened, prepare
from shop.listings.renditions import Prepared, rendition_name, rendition_names, renditions
from shop.outbox.announcing import announces_once
from shop.primitives.codes import crockford
from shop.primitives.refusal import Refusal

if TYPE_CHECKING:
    from shop.accounts.models import User

Progress = Callable[[int, int], None]

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
@announces_once
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
    store_renditions(storage=picture.original.storage, name=picture.original.name, made=prepared.renditions)
    record(action="listing.picture_added", record=product, by=by, at=at, facts={"picture": picture.original.name})
    return picture


def store_renditions(*, storage: Storage, name: str, made: dict[tuple[int, str], bytes]) -> None:
    """This will write the renditions of the picture of that name beside it, in place of what lies there."""
    for (width, kind), content in made.items():
        file = rendition_name(name=name, width=width, kind=kind)
        # A rendition is found by its name: a file that has it would turn the new one away.
        storage.delete(file)
        storage.save(file, ContentFile(content))


def render_missing(*, progress: Progress) -> dict[str, str]:
    """This will make the renditions that are not there, from the pictures themselves, and note their measures.

    Returns what could not be made: the file's name and why. A second run makes nothing. Not audited: nobody sees
    anything else. Costs: one query, a look at each file; 0.1 to 1 s for each picture made.
    """
    images = get_model("catalogue", "ProductImage").objects
    names = images.order_by("original").values_list("original", "width").distinct()
    failed: dict[str, str] = {}
    for done, (name, width) in enumerate(rows := list(names), start=1):
        if not _is_rendered(images.model.original.field.storage, name, width):
            try:
                _render(images, name)
            except PictureRefused as refusal:
                failed[name] = refusal.facts["reason"]
            except FileNotFoundError:
                failed[name] = "missing"
        progress(done, len(rows))
    return failed


def _is_rendered(storage: Storage, name: str, width: int | None) -> bool:
    return width is not None and all(storage.exists(each) for each in rendition_names(name=name, width=width))


def _render(images: Any, name: str) -> None:
    storage = images.model.original.field.storage
    with storage.open(name) as file:
        pixels = opened(file=file)
    store_renditions(storage=storage, name=name, made=renditions(pixels))
    # Demo pictures stand for several products.
    images.filter(original=name).update(width=pixels.width, height=pixels.height)


@transaction.atomic
def remove_picture(*, picture: Any, by: User | None, at: datetime) -> None:
    """This will take a picture down; its files go after the commit, so that a rolled back act loses nothing.

    Files that another product shows too stay.
    """
    storage, name = picture.original.storage, picture.original.name
    names = [name, *(rendition_names(name=name, width=picture.width) if picture.width else ())]
    record(action="listing.picture_removed", record=picture.product, by=by, at=at, facts={"picture": name})
    picture.delete()
    if not type(picture).objects.filter(original=name).exists():
        transaction.on_commit(lambda: [storage.delete(each) for each in names])
