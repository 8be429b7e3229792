"""The contract of an order: who sells what to whom, for how much, how it comes, and what the buyer may do then.

Source: Luật Bảo vệ quyền lợi người tiêu dùng 19/2023/QH15, Điều 37-38 (what is said before and
after a contract that is made at a distance; the buyer can keep it).
"""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext
from reportlab.lib.pagesizes import A4
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, TableStyle
from reportlab.platypus.tables import Table

from shop.papers.facts import Contract, Delivery, Part, Party
from shop.papers.look import INK, Styles, styles
from shop.papers.pieces import NO_PADDING, columns, gap, goods, party, sum_rows, sums
from shop.papers.sheet import Sheet, pdf
from shop.papers.text import words
from shop.primitives.money import format_vnd
from shop.primitives.period import written_day, written_instant

SUMS_WIDTH = 0.58


def contract(facts: Contract, language: str) -> bytes:
    """This will return what was agreed when the order was placed as a PDF on A4."""
    with translation.override(language):
        title = gettext("Contract of sale and confirmation of order %(number)s") % {"number": facts.number}
        sheet = Sheet(
            title=title,
            author=facts.shop,
            language=language,
            size=A4,
            head=gettext("Order %(number)s") % {"number": facts.number},
        )
        type_ = styles()
        story: list[Flowable] = [*_head(facts, sheet, type_, language)]
        for ordinal, part in enumerate(facts.parts, start=1):
            story += _part(part, ordinal, len(facts.parts), sheet, type_)
        story += _whole(facts, sheet, type_)
        story += _terms(facts, type_, language)
        return pdf(sheet=sheet, story=story)


def _head(facts: Contract, sheet: Sheet, type_: Styles, language: str) -> list[Flowable]:
    half = sheet.width / 2
    placed = gettext("Placed at %(instant)s") % {"instant": written_instant(facts.placed_at, language)}
    buyer = party(pgettext("paper", "Buyer"), facts.buyer, type_)
    operator = party(gettext("Who runs the shop, and through whom you ordered"), facts.operator, type_)
    return [
        words(gettext("Contract of sale and confirmation of order"), type_.title),
        gap(1),
        words(f"{facts.number} · {placed}", type_.strong),
        gap(6),
        columns([buyer, operator], [half - 12, half + 12], [("RIGHTPADDING", (0, 0), (0, 0), 18)]),
        gap(7),
    ]


def _part(part: Part, ordinal: int, count: int, sheet: Sheet, type_: Styles) -> list[Flowable]:
    title = gettext("Parcel %(ordinal)d of %(count)d · %(number)s") % {
        "ordinal": ordinal,
        "count": count,
        "number": part.number,
    }
    seller: list[Flowable] = list(party(pgettext("paper", "Sold by"), part.seller, type_))
    if part.producer and part.producer != part.seller.name:
        seller.append(words(gettext("Made by: %(producer)s") % {"producer": part.producer}, type_.body))
    way: list[Flowable] = [
        words(pgettext("paper", "Delivery"), type_.label),
        words(part.delivery.method or pgettext("paper", "Not stated"), type_.strong),
        words(expected(part.delivery), type_.body),
    ]
    if part.delivery.place:
        way.append(words(part.delivery.place, type_.body))
    half = sheet.width / 2
    total = (gettext("Parcel %(ordinal)d") % {"ordinal": ordinal}, format_vnd(part.sums.total_vnd))
    return [
        CondPageBreak(170),
        words(title, type_.heading),
        gap(2),
        columns([seller, way], [half - 12, half + 12], [("RIGHTPADDING", (0, 0), (0, 0), 18)]),
        gap(4),
        goods(part.lines, sheet.width, type_),
        gap(2),
        KeepTogether([sums(sum_rows(part.sums, part.borne), total, sheet.width * SUMS_WIDTH, type_), gap(7)]),
    ]


def expected(delivery: Delivery) -> str:
    """This will say in how many days a parcel is expected, or that nobody has said so."""
    least, most = delivery.days_least, delivery.days_most
    if not most:
        return gettext("The seller has named no time of delivery.")
    if least in (0, most):
        return ngettext("Within %(days)d day of the order", "Within %(days)d days of the order", most) % {"days": most}
    return gettext("%(least)d to %(most)d days after the order") % {"least": least, "most": most}


def _whole(facts: Contract, sheet: Sheet, type_: Styles) -> list[Flowable]:
    label = words(pgettext("paper", "Whole order"), type_.heading)
    figure = words(format_vnd(facts.total_vnd), type_.heading.clone("whole", alignment=2))
    box = Table(
        [[label, figure], [words(gettext("Paid by: %(method)s") % {"method": facts.payment_method}, type_.body), ""]],
        colWidths=[sheet.width * 0.6, sheet.width * 0.4],
        splitInRow=1,
        style=TableStyle(
            [
                *NO_PADDING,
                ("BACKGROUND", (0, 0), (-1, -1), INK["surface-sunken"]),
                ("LEFTPADDING", (0, 0), (0, -1), 10),
                ("RIGHTPADDING", (-1, 0), (-1, -1), 10),
                ("TOPPADDING", (0, 0), (-1, 0), 7),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 8),
                ("SPAN", (0, 1), (1, 1)),
            ]
        ),
    )
    vat = gettext(
        "Prices contain value added tax. Each seller makes out the invoice for its parcel, at the rate of the day."
    )
    return [KeepTogether([box, gap(2), words(vat, type_.small)]), gap(7)]


def _terms(facts: Contract, type_: Styles, language: str) -> list[Flowable]:
    sections = [
        (gettext("If you change your mind"), _cancelling(facts)),
        (pgettext("paper", "Return"), _returning(facts)),
        (pgettext("paper", "Complaint"), _complaining(facts)),
        (pgettext("paper", "Invoice"), _invoice(facts)),
        (pgettext("paper", "Your note"), [facts.note] if facts.note else []),
        (pgettext("paper", "Card in the parcels"), [facts.gift_note] if facts.gift_note else []),
        (pgettext("paper", "Terms"), _wordings(facts, language)),
    ]
    story: list[Flowable] = []
    for title, sentences in sections:
        if sentences:
            paragraphs = [words(sentence, type_.body) for sentence in sentences]
            story.append(KeepTogether([words(title, type_.strong), gap(0.6), *paragraphs, gap(3.4)]))
    return story


def _cancelling(facts: Contract) -> list[str]:
    rights = facts.rights
    said = [gettext("You may cancel each parcel, or single goods in it, until it is packed. It costs nothing.")]
    if rights.answer_hours and rights.expire_hours:
        said.append(
            gettext(
                "A seller that has not answered within %(answer)d hours is reminded by us; after %(expire)d hours "
                "its parcel falls away by itself."
            )
            % {"answer": rights.answer_hours, "expire": rights.expire_hours}
        )
    return said


def _returning(facts: Contract) -> list[str]:
    rights = facts.rights
    if rights.return_days:
        said = ngettext(
            "Goods that are damaged, wrong or not as described go back within %(days)d day of receiving them.",
            "Goods that are damaged, wrong or not as described go back within %(days)d days of receiving them.",
            rights.return_days,
        ) % {"days": rights.return_days}
    else:
        said = gettext("Goods that are damaged, wrong or not as described go back.")
    more = [gettext("How: %(address)s") % {"address": rights.returns_address}] if rights.returns_address else []
    return [said, *more, gettext("What the law gives you beyond this stays yours.")]


def _complaining(facts: Contract) -> list[str]:
    rights, operator = facts.rights, facts.operator
    ways = [text for text in (rights.complaints_address, operator.phone, operator.email) if text]
    said = [gettext("Where: %(ways)s") % {"ways": " · ".join(ways)}] if ways else []
    if rights.first_answer_days:
        said.append(
            ngettext(
                "You get a ticket number, and a first answer within %(days)d working day.",
                "You get a ticket number, and a first answer within %(days)d working days.",
                rights.first_answer_days,
            )
            % {"days": rights.first_answer_days}
        )
    return said


def _invoice(facts: Contract) -> list[str]:
    to: Party | None = facts.invoice_to
    if to is None:
        return []
    said = ", ".join(text for text in (to.name, to.address) if text)
    return [
        gettext("Made out to: %(name)s") % {"name": said},
        *([gettext("Tax code:") + " " + to.code] if to.code else []),
        *([gettext("Sent to: %(email)s") % {"email": to.email}] if to.email else []),
    ]


def _wordings(facts: Contract, language: str) -> list[str]:
    said = [
        gettext("%(title)s, wording of %(day)s")
        % {"title": wording.title, "day": written_day(wording.valid_on, language)}
        + (f": {wording.address}" if wording.address else "")
        for wording in facts.wordings
    ]
    if facts.is_of_age:
        said.append(gettext("You declared to be 18 or older, because there is alcohol among the goods."))
    if facts.order_address:
        said.append(
            gettext("This paper says what was agreed. What changed since stands here: %(address)s")
            % {"address": facts.order_address}
        )
    said.append(
        gettext(
            "Made at a distance, when you pressed the button that places the order; no signature is needed. "
            "Law on Protection of Consumers’ Rights 19/2023/QH15, Articles 37 and 38."
        )
    )
    return said
