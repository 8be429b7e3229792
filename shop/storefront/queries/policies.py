"""The trust pages: what each says now, what it will say, and the facts that no text may contradict."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue_ext.certification.classification import criteria_sets, sales_rule
from shop.discovery.weights import THEN, WEIGHTS
from shop.fulfilment.terms import Terms, terms, terms_of
from shop.policies.models import Wording
from shop.policies.operator import operator
from shop.policies.pages import Page, UnknownPage, page, pages
from shop.policies.queries import Wordings, sample, wordings
from shop.primitives.money import format_vnd
from shop.primitives.period import last_day, local_day
from shop.storefront.filters import Order
from shop.storefront.forms import MOST

SHELVES: dict[str, str | Promise] = {
    "help": _("Help"),
    "buying": _("Buying"),
    "rights": _("Your rights"),
    "about": _("About this shop"),
}
# How the listing can be laid out; the first where something was typed, else the second, unless one chose.
ORDERS: dict[Order, str | Promise] = {
    Order.RELEVANCE: _("what fits the words best first, where words were typed"),
    Order.NEWEST: _("newest certificate first"),
    Order.STARS: _("most stars first"),
    Order.CHEAPEST: _("lowest price first"),
    Order.DEAREST: _("highest price first"),
    Order.NAME: _("name, in the order of the Vietnamese alphabet"),
    Order.NEAREST: _("nearest to a commune first, where one is named"),
}
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the index."""

    url: str
    title: str
    lead: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """Pages of one kind."""

    code: str
    title: str | Promise
    links: list[Link]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the shop itself, beside the text. Nothing known = a blank, named in `blank`."""

    term: str | Promise
    values: list[str]
    blank: str | Promise = ""
    # Of the values, where they are in one language whatever the page's is.
    language: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """A former or coming wording: how it is reached, and its days, both counted."""

    key: int
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """One trust page as a reader sees it."""

    entry: Page
    wording: Wording
    language: str
    # Of the wording shown; None where the samples were never loaded and the file speaks.
    edition: Edition | None
    is_in_force: bool
    coming: list[Edition]
    former: list[Edition]
    facts: list[Fact]

    @property
    def title(self) -> str:
        """This will return the title in the reader's language."""
        return self.entry.title(self.language)

    @property
    def lead(self) -> str:
        """This will return the sentence under the title."""
        return self.entry.lead(self.language)

    @property
    def sections(self) -> list[tuple[str, str]]:
        """This will return (anchor, words) of every heading of the text."""
        found = _HEADING.findall(self.wording.body(self.language))
        return [(f"muc-{number}", strip_tags(words)) for number, words in enumerate(found, 1)]

    @property
    def html(self) -> SafeString:
        """This will return the text with an anchor on each heading. It was cleaned when it was published."""
        anchors = (anchor for anchor, _words in self.sections)
        body = self.wording.body(self.language)
        return mark_safe(_HEADING.sub(lambda found: f'<h2 id="{next(anchors)}">{found[1]}</h2>', body))  # noqa: S308

    @property
    def is_unread(self) -> bool:
        """This will tell whether our sample stands in for an article whose content was not at hand."""
        return self.wording.is_sample and not self.entry.is_read


def policy_page(*, slug: str, at: datetime, key: int | None = None) -> PolicyPage | None:
    """This will read a page, or one wording of it; None where there is no such page or wording. Costs: 1 query."""
    try:
        told = wordings(slug=slug, at=at)
    except UnknownPage:
        return None
    entry = page(slug)
    shown = told.numbered(key) if key is not None else told.in_force or sample(entry=entry, at=at)
    if shown is None:
        return None
    return PolicyPage(
        entry=entry,
        wording=shown,
        language=get_language() or "vi",
        edition=_edition(told, shown) if shown.pk else None,
        is_in_force=key is None or shown == told.in_force,
        coming=[_edition(told, row) for row in told.coming],
        former=[_edition(told, row) for row in told.former],
        facts=list(FACTS.get(slug, _no_facts)()),
    )


def _edition(told: Wordings, row: Wording) -> Edition:
    end = told.until(row)
    first = local_day(row.valid_from)
    return Edition(row.pk, first, max(first, last_day(end)) if end else None)


def shelves(*, here: str = "") -> list[Shelf]:
    """This will return the index: every page in the reader's language, by kind. Costs: none."""
    language = get_language() or "vi"
    found: dict[str, list[Link]] = {code: [] for code in SHELVES}
    for entry in pages().values():
        url = reverse("storefront:policy", args=[entry.slug])
        found[entry.shelf].append(Link(url, entry.title(language), entry.lead(language), entry.slug == here))
    found["help"].append(_stars_link(is_here=here == "hang-sao"))
    found["rights"].append(_data_link(is_here=here == "du-lieu"))
    return [Shelf(code, title, found[code]) for code, title in SHELVES.items()]


def _stars_link(*, is_here: bool) -> Link:
    lead = gettext("Who grades, how many points each star needs, how long it holds, how to check it.")
    return Link(reverse("storefront:stars"), gettext("What the stars mean"), lead, is_here)


def _data_link(*, is_here: bool) -> Link:
    lead = gettext("Each thing we keep of you: what for, who sees it, until when.")
    return Link(reverse("storefront:data_purposes"), gettext("What we keep of you, and why"), lead, is_here)


def title_of(*, slug: str) -> str:
    """This will return a page's title in the reader's language.

    Refuses: UnknownPage.
    """
    return page(slug).title(get_language() or "vi")


# ---------------------------------------------------------------- facts


def _no_facts() -> Iterator[Fact]:
    return iter(())


def _operator_facts() -> Iterator[Fact]:
    who = operator()
    rows = (
        (_("Operator"), [who.name], _("name of the organisation or household"), "vi"),
        (_("Head office"), [who.address], _("address"), "vi"),
        (_("Representative"), [who.representative], _("name and position"), "vi"),
        (_("Business code"), [who.code], _("number"), ""),
        (_("Issued"), [who.issued], _("day and office"), "vi"),
        (_("Support"), [who.phone, who.email], _("phone and e-mail"), ""),
    )
    for term, values, blank, language in rows:
        yield Fact(term, [value for value in values if value], blank, language)


def _fee_facts(held: Terms | None = None) -> Iterator[Fact]:
    held = held or _shop_terms()
    if held.is_flat:
        fee = gettext("%(fee)s for each parcel, VAT included") % {"fee": format_vnd(held.fee_vnd)}
    else:
        fee = gettext("%(least)s to %(most)s for a light parcel, by where it goes and what it weighs, VAT included") % {
            "least": format_vnd(held.fee_vnd),
            "most": format_vnd(held.most_fee_vnd),
        }
    yield Fact(_("Delivery fee today"), [fee])


def _shop_terms() -> Terms:
    """What the shop's own table asks for one piece: a maker may have a table of its own, seen on its products."""
    return terms_of(partner_id=None, net_g=[settings.PIECE_WEIGHT_G], criteria_sets=frozenset(), at=timezone.now())


def _delivery_facts() -> Iterator[Fact]:
    held = _shop_terms()
    yield from _fee_facts(held)
    days = {"packing": held.packing_days, "least": held.least_days, "most": held.most_days}
    steps = [
        gettext("%(packing)s days at most until the maker has packed it") % days,
        gettext("then %(least)s to %(most)s days on the way") % days,
    ]
    yield Fact(_("Time"), steps if held.says_when else [], _("days for packing, days on the way"))


def _return_facts() -> Iterator[Fact]:
    days = terms().return_days
    values = [gettext("within %(days)s days of receiving the goods") % {"days": days}] if days else []
    yield Fact(_("Tell us"), values, _("number of days"))


def _complaint_facts() -> Iterator[Fact]:
    for term, days in (
        (_("First answer"), settings.TICKET_FIRST_ANSWER_DAYS),
        (_("Settled"), settings.TICKET_RESOLVE_DAYS),
    ):
        words = ngettext("within %(days)s working day", "within %(days)s working days", days) % {"days": days}
        yield Fact(term, [words] if days else [], _("working days"))


def _order_facts() -> Iterator[Fact]:
    yield Fact(_("You can choose"), [str(words) for words in ORDERS.values()])
    points = [
        gettext("%(points)s points: %(words)s") % {"points": row.points, "words": row.words}
        for row in sorted(WEIGHTS, key=lambda row: -row.points)
    ]
    yield Fact(_("Where words were typed, all of these points are added"), points)
    yield Fact(_("Where points are equal, one after the other"), [str(words) for words in THEN])


def _limit_facts() -> Iterator[Fact]:
    language = get_language() or "vi"
    unsold = [row.name(language) for number, row in criteria_sets().items() if not sales_rule(number).is_sold]
    yield Fact(_("Most pieces of one product at a time"), [str(MOST)])
    yield Fact(_("Shown only, not sold"), unsold)


FACTS: dict[str, Callable[[], Iterator[Fact]]] = {
    "thong-tin-van-hanh": _operator_facts,
    "gia-va-phi": _fee_facts,
    "giao-hang": _delivery_facts,
    "doi-tra": _return_facts,
    "khieu-nai": _complaint_facts,
    "xep-thu-tu": _order_facts,
    "gioi-han": _limit_facts,
}
