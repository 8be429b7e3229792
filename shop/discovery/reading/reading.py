"""From what was typed to what is asked: one pass of readings, each over what the ones before left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from shop.discovery.asking import Narrowing, Term
from shop.discovery.reading import goods, groups, places, prices, quotes, stars, stock, units
from shop.discovery.reading.idle import idle
from shop.discovery.reading.names import Gazetteer
from shop.discovery.reading.places import Place
from shop.discovery.reading.prices import Price
from shop.discovery.reading.typed import Typed
from shop.discovery.reading.understood import GROUP, PLACE, PRICE, STARS, STOCK, Understood, place_named

# Each is a condition, and every way out of an empty list asks all of them again.
MOST_TERMS = 8
# Larger places in one text: a province, its district, its commune.
_MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text asks for. The fields up to `understood` are those of `Ask`."""

    terms: tuple[Term, ...] = ()
    name: tuple[str, ...] = ()
    as_typed: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    understood: Narrowing = Narrowing()  # noqa: RUF009  # frozen
    parts: tuple[Understood, ...] = ()
    # Kinds of readings that only a name speaks for: where nothing is found, they were rather words.
    doubtful: frozenset[str] = frozenset()
    # What stood in quotation marks.
    phrases: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class _Draft:
    """What was made of the words so far. A row of words by its first: where it ends and what it is."""

    typed: Typed
    terms: dict[int, tuple[int, Term]] = field(default_factory=dict)
    parts: dict[int, Understood] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    phrases: list[tuple[str, ...]] = field(default_factory=list)

    def term(self, begin: int, end: int, term: Term) -> None:
        self.terms[begin] = (end, term)
        self.typed.take(begin, end)

    def understand(self, begin: int, end: int, kind: str, narrowing: Narrowing) -> None:
        self.parts[begin] = Understood(kind, self.typed.written(begin, end), narrowing)
        self.typed.take(begin, end)

    def place(self, found: Place) -> None:
        whole = places.with_words_before(self.typed, found)
        self.places.append(whole)
        self.typed.take(whole.begin, whole.end)


def read(*, text: str, literal: frozenset[str] = frozenset(), gazetteer: Gazetteer) -> Reading:
    """This will read a text: quoted phrases, places, stars, prices, stock, kinds of goods, amounts, other words.

    `literal` names kinds of readings not to make. Only the first 100 letters are read, and 8 terms made. Never refuses:
    what is not understood is a word. Costs: none.
    """
    draft = _Draft(Typed(text))
    if not draft.typed.words:
        return Reading()
    _quoted(draft)
    # "xã Ba Sao" before three stars, "từ 3 sao" before a place after "từ".
    if PLACE not in literal:
        for place in places.with_type_words(draft.typed, gazetteer):
            draft.place(place)
    _narrowing_words(draft, literal)
    for begin, end, term in units.find(draft.typed):
        draft.term(begin, end, term)
    if PLACE not in literal:
        _other_places(draft, gazetteer)
    if GROUP not in literal and (found := groups.find(draft.typed, idle(draft.typed))):
        draft.understand(*found[:2], GROUP, Narrowing(sets=found[2]))
    # "dac san" is not half sắn.
    says_nothing = idle(draft.typed)
    for begin, end, term in goods.alternatives(draft.typed):
        if says_nothing.isdisjoint(range(begin, end)):
            draft.term(begin, end, term)
    return _reading(draft)


def _quoted(draft: _Draft) -> None:
    for begin, end in quotes.quoted(draft.typed):
        phrase = tuple(word.folded for word in draft.typed.words[begin:end])
        draft.phrases.append(phrase)
        draft.term(begin, end, Term((phrase,)))


def _narrowing_words(draft: _Draft, literal: frozenset[str]) -> None:
    while STARS not in literal and (starred := stars.find(draft.typed)):
        draft.understand(*starred[:2], STARS, Narrowing(stars=starred[2]))
    price = Price()
    while PRICE not in literal and (priced := prices.find(draft.typed, price)):
        price = price.and_also(priced[2])
        draft.understand(*priced[:2], PRICE, Narrowing(price_from=priced[2].low, price_to=priced[2].high))
    if STOCK not in literal and (stocked := stock.find(draft.typed)):
        draft.understand(*stocked, STOCK, Narrowing(in_stock=True))


def _other_places(draft: _Draft, gazetteer: Gazetteer) -> None:
    for place in places.after_words(draft.typed, gazetteer):
        draft.place(place)
    named = [*goods.rows_like_places(draft.typed), *_several_words(draft.typed)]
    for _ in range(_MOST_PLACES):
        found = places.bare(draft.typed, gazetteer, goods=named, known=draft.places)
        if found is None:
            break
        draft.place(replace(found, is_bare=True))
    for place in places.narrowed(draft.places):
        narrowing = Narrowing(provinces=place.provinces, communes=place.communes)
        typed = draft.typed.written(place.begin, place.end)
        draft.parts[place.begin] = Understood(PLACE, typed, narrowing, place_named(place))


def _several_words(typed: Typed) -> list[tuple[int, int]]:
    return [(begin, end) for begin, end, _ in goods.alternatives(typed) if end - begin > 1]


def _reading(draft: _Draft) -> Reading:
    terms, kept = _terms(draft)
    parts = tuple(draft.parts[at] for at in sorted(draft.parts))
    words = [draft.typed.words[at] for at in kept]
    return Reading(
        terms=terms,
        name=tuple(word.folded for word in draft.typed.words) if parts else (),
        as_typed=tuple(word.marked for word in words) if any(word.has_marks for word in words) else (),
        plain=tuple(word.folded for word in words),
        understood=_all_of(parts),
        parts=parts,
        doubtful=frozenset([PLACE]) if any(place.is_bare for place in draft.places) else frozenset(),
        phrases=tuple(draft.phrases),
    )


def _terms(draft: _Draft) -> tuple[tuple[Term, ...], list[int]]:
    """The terms in their order, each once, and which words they were made of."""
    says_nothing = idle(draft.typed)
    left = [at for begin, end in draft.typed.pieces() for at in range(begin, end)]
    told = [at for at in left if at not in says_nothing]
    if not told and not draft.terms and not draft.parts:
        told = left
    rows = draft.terms | {at: (at + 1, Term(((draft.typed.words[at].folded,),))) for at in told}
    terms: dict[Term, None] = {}
    kept: list[int] = []
    for begin, (end, term) in sorted(rows.items(), key=lambda row: row[0]):
        if term not in terms and len(terms) == MOST_TERMS:
            break
        terms[term] = None
        kept += range(begin, end)
    return tuple(terms), kept


def _all_of(parts: tuple[Understood, ...]) -> Narrowing:
    said = [part.narrowing for part in parts]
    price = Price()
    for one in said:
        price = price.and_also(Price(one.price_from, one.price_to))
    return Narrowing(
        stars=frozenset[int]().union(*(one.stars for one in said)),
        sets=frozenset[int]().union(*(one.sets for one in said)),
        provinces=frozenset[str]().union(*(one.provinces for one in said)),
        communes=frozenset[tuple[str, str]]().union(*(one.communes for one in said)),
        price_from=price.low,
        price_to=price.high,
        in_stock=any(one.in_stock for one in said),
    )
