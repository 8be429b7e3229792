"""Keeping the documents in step with what they are made of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from oscar.core.loading import get_model

from shop.discovery.document import Derived, derive
from shop.discovery.models import Document, DocumentWords, KnownWord
from shop.outbox.operations import Task, enqueue_all

Progress = Callable[[int, int], None]

FEED = "search.document"
CHUNK = 500
_FACTS = (
    "producer_id",
    "kind",
    "set_no",
    "commune_code",
    "province_code",
    "lat",
    "lon",
    "price_vnd",
    "is_free",
    "has_packs",
)
_TEXTS = ("names", "names_marked", "who_and_where", "story", "name_sort")
_NOTHING = {"producer_id": 0, "is_free": False, "has_packs": False, "version": 0}


@transaction.atomic
def refresh(*, product_ids: Collection[int], at: datetime, register: bool = False) -> int:
    """This will bring the documents of these listings (pack sizes: of their listings) to what the rooms say.

    Returns how many changed. Another engine is told by the outbox after the commit; it keeps copies of what is asked
    of the register here, so `register` (a standing changed, or whether it is public) tells it whatever else is the
    same. Costs: 10 queries, and up to 5 where something changed; however many listings.

    Locks: the documents, by key, before anything is read. Whoever changed something else of the same listing at the
    same time waits here and reads what was committed; the last one always sees everything. Nothing is locked after.
    """
    listings = _listings(product_ids)
    Document.objects.bulk_create((Document(product_id=pk, **_NOTHING) for pk in listings), ignore_conflicts=True)
    held = Document.objects.select_for_update().filter(product_id__in=listings).order_by("product_id")
    documents = {row.product_id: row for row in held}
    texts = DocumentWords.objects.in_bulk(listings)
    derived = derive(product_ids=listings)
    anew = register and bool(settings.ELASTICSEARCH_URL)
    changed = [pk for pk in listings if pk in derived and _fit(documents[pk], texts, derived[pk], anew)]
    _write([documents[pk] for pk in changed], [texts[pk] for pk in changed])
    _remember(derived[pk] for pk in changed)
    _tell({pk: documents[pk].version for pk in changed}, at)
    return len(changed)


def _listings(product_ids: Collection[int]) -> list[int]:
    products = get_model("catalogue", "Product").objects.filter(pk__in=product_ids)
    return sorted({parent or pk for pk, parent in products.values_list("pk", "parent_id")})


def _fit(document: Document, texts: dict[int, DocumentWords], derived: Derived, anew: bool) -> bool:
    """This will bring both rows to what was derived; tells whether anything differed, or is to be told `anew`."""
    words = texts.setdefault(document.product_id, DocumentWords(product_id=document.product_id))
    pairs = [(document, derived.facts), (words, derived.texts)]
    is_same = all(getattr(row, name) == value for row, facts in pairs for name, value in facts.items())
    if document.version and is_same and not anew:
        return False
    for row, facts in pairs:
        for name, value in facts.items():
            setattr(row, name, value)
    document.version += 1
    return True


def _write(documents: list[Document], texts: list[DocumentWords]) -> None:
    if not documents:
        return
    same: dict[str, Any] = {"update_conflicts": True, "unique_fields": ["product"]}
    Document.objects.bulk_create(documents, CHUNK, update_fields=[*_FACTS, "version"], **same)
    DocumentWords.objects.bulk_create(texts, CHUNK, update_fields=_TEXTS, **same)


def _remember(derived: Iterable[Derived]) -> None:
    words = set[str]().union(*(row.known_words for row in derived))
    if words:
        KnownWord.objects.bulk_create((KnownWord(text=word) for word in sorted(words)), 5_000, ignore_conflicts=True)


def _tell(versions: dict[int, int], at: datetime) -> None:
    """One message for each product: a revocation must not wait behind ten thousand others in one."""
    if settings.ELASTICSEARCH_URL and versions:
        tasks = [Task(f"{pk}:{version}", {"product": pk, "version": version}) for pk, version in versions.items()]
        enqueue_all(kind=FEED, tasks=tasks, at=at)


@dataclass(frozen=True, slots=True)
class Difference:
    """A document that is not what it should be. `what`: missing, too much, or the names of the columns that differ."""

    product_id: int
    what: tuple[str, ...]


def rebuild(*, at: datetime, progress: Progress) -> int:
    """This will work every document out anew, chunk by chunk, and forget words that no document holds any more.

    Returns how many documents changed. Searching goes on meanwhile. Costs: 15 queries for each 500 listings.
    """
    products = get_model("catalogue", "Product").objects.filter(parent=None).order_by("pk")
    keys = list(products.values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(keys), CHUNK):
        changed += refresh(product_ids=keys[start : start + CHUNK], at=at)
        progress(min(start + CHUNK, len(keys)), len(keys))
    _forget_words(keys)
    return changed


def _forget_words(keys: list[int]) -> None:
    """What a writer adds meanwhile stays: only words that were known before are looked at."""
    before = set(KnownWord.objects.values_list("text", flat=True))
    for start in range(0, len(keys), CHUNK):
        rows = DocumentWords.objects.filter(product_id__in=keys[start : start + CHUNK])
        for names, place in rows.values_list("names", "who_and_where"):
            before -= Derived(0, {}, {"names": names, "who_and_where": place}).known_words
    gone = sorted(before)
    for start in range(0, len(gone), CHUNK):
        KnownWord.objects.filter(text__in=gone[start : start + CHUNK]).delete()


def differences(*, progress: Progress) -> list[Difference]:
    """This will compare every document with what it should be. Costs: 10 queries for each 500 listings."""
    products = get_model("catalogue", "Product").objects.filter(parent=None).order_by("pk")
    keys = list(products.values_list("pk", flat=True))
    found = [
        Difference(pk, ("too much",))
        for pk in Document.objects.exclude(product__parent=None).values_list("pk", flat=True)
    ]
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        documents, texts = Document.objects.in_bulk(chunk), DocumentWords.objects.in_bulk(chunk)
        for pk, derived in derive(product_ids=chunk).items():
            found += _compared(documents.get(pk), texts.get(pk), derived)
        progress(min(start + CHUNK, len(keys)), len(keys))
    return found


def _compared(document: Document | None, words: DocumentWords | None, derived: Derived) -> list[Difference]:
    if document is None or words is None:
        return [Difference(derived.product_id, ("missing",))]
    wrong = [name for name, value in derived.facts.items() if getattr(document, name) != value]
    wrong += [name for name, value in derived.texts.items() if getattr(words, name) != value]
    return [Difference(derived.product_id, tuple(wrong))] if wrong else []
