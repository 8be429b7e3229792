"""Publishing a page's text. What was published is never changed: the next wording takes its place."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import nh3
from django.db import transaction

from catalogue_ext.certification.law import number
from shop.audit.operations import record
from shop.policies.models import IN_ORDER, Wording
from shop.policies.pages import Page, page, pages
from shop.policies.rules import first_day
from shop.primitives.period import day_start, local_day
from shop.primitives.refusal import Refusal

if TYPE_CHECKING:
    from shop.accounts.models import User

# Words, their order, tables, links; `mark` is a blank that only the operator can fill.
TAGS = frozenset("p br blockquote ul ol li strong em b i mark h2 h3 table thead tbody tr th td a".split())
ATTRIBUTES = {"a": {"href"}, "th": {"scope"}}
SCHEMES = frozenset({"https", "mailto", "tel"})


class TextMissing(Refusal):
    """A page is written in both languages."""

    code = "policy_text_missing"


class NothingChanged(Refusal):
    """The page says this already."""

    code = "policy_nothing_changed"


def clean_text(*, text: str) -> str:
    """This will return the text with the tags of TAGS; scripts go with what is in them, links lead no outsider back."""
    return nh3.clean(
        text,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        clean_content_tags={"script", "style"},
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
    ).strip()


@transaction.atomic
def publish_wording(
    *, slug: str, body_vi: str, body_en: str, valid_on: date | None, changes_fees: bool, by: User, at: datetime
) -> Wording:
    """This will publish a text from `valid_on` on; without a day, as soon as the law allows.

    Refuses: UnknownPage, TextMissing, DayPassed, NoticeTooShort, NothingChanged. Costs: 3 queries.
    """
    bodies = {"body_vi": clean_text(text=body_vi), "body_en": clean_text(text=body_en)}
    if not all(nh3.clean(text, tags=set()).strip() for text in bodies.values()):
        raise TextMissing
    today = local_day(at)
    notice = number(code="fee_notice", on=today) if changes_fees else 0
    day = first_day(wanted=valid_on, today=today, notice_days=notice)
    begins = at if day == today else day_start(day)
    known = page(slug)
    before = Wording.objects.filter(slug=known.slug, valid_from__lte=begins).order_by(*IN_ORDER).last()
    if before is not None and _bodies(before) == bodies:
        raise NothingChanged
    wording = Wording.objects.create(
        slug=known.slug,
        valid_from=begins,
        changes_fees=changes_fees,
        written_by=by,
        written_at=at,
        **bodies,
    )
    facts = {"slug": known.slug, "valid_from": wording.valid_from.isoformat(), "changes_fees": changes_fees}
    record(action="policy.published", record=wording, by=by, at=at, facts=facts)
    return wording


@transaction.atomic
def load_samples(*, at: datetime) -> list[str]:
    """This will give every page that nobody has edited the text of its file; returns the pages that changed by it.

    A page with one wording by a person is left alone for ever. Costs: 1 query, 2 more for each page that changes.
    """
    rows: dict[str, list[Wording]] = {}
    for row in Wording.objects.order_by(*IN_ORDER):
        rows.setdefault(row.slug, []).append(row)
    return [entry.slug for entry in pages().values() if _load(entry, rows.get(entry.slug, []), at)]


def _load(entry: Page, rows: list[Wording], at: datetime) -> bool:
    bodies = {f"body_{language}": clean_text(text=entry.sample(language)) for language in entry.titles}
    if any(not row.is_sample for row in rows) or (rows and _bodies(rows[-1]) == bodies):
        return False
    wording = Wording.objects.create(slug=entry.slug, valid_from=at, written_at=at, **bodies)
    record(action="policy.sample_loaded", record=wording, by=None, at=at, facts={"slug": entry.slug})
    return True


def _bodies(wording: Wording) -> dict[str, str]:
    return {"body_vi": wording.body_vi, "body_en": wording.body_en}
