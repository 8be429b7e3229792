"""A question as Elasticsearch is asked it: results, their order and all counts in one request."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from elasticsearch.dsl import A, Q, Search

from shop.discovery.asking import PRICE_STEPS, Ask, Narrowing, Sort, Term
from shop.discovery.elastic.mapping import STARS
from shop.discovery.elastic.spans import micros
from shop.discovery.weights import IN_NAME, IN_NAME_AS_TYPED, IN_NAME_TOGETHER, IN_WHO_AND_WHERE, NAME_BEGINS

Query = Any
TEXTS = ("names", "who_and_where", "story")
# More than there are of any: a list that were cut off would count wrong.
_MOST_VALUES = {"sets": 100, "provinces": 100, "kinds": 100, "communes": 20_000}
_FIELDS = {"sets": "set_no", "provinces": "province_code", "kinds": "kind", "communes": "commune_code"}
# What is counted by, under the kind of choice that a choice of it belongs to: all choices but its own kind count.
FACETS = {
    "class": ("sets",),
    "place": ("provinces", "communes"),
    "kind": ("kinds",),
    "stars": ("stars",),
    "price": ("prices",),
    "stock": ("in_stock",),
}
# The key of a span by which each order goes, and which way; what is not sold has no price and stands last.
_ORDERS = {
    Sort.RELEVANCE: ("by_relevance", "desc"),
    Sort.NEWEST: ("by_newest", "desc"),
    Sort.STARS: ("by_stars", "desc"),
    Sort.CHEAPEST: ("price", "asc"),
    Sort.DEAREST: ("price", "desc"),
    Sort.NAME: ("is_sold", "desc"),
    Sort.NEAREST: ("is_sold", "desc"),
}


def body(ask: Ask, *, held_back: Collection[int] = (), from_: int | None = None) -> dict[str, Any]:
    """This will return the whole request. `held_back` are products whose last change the index may not hold yet.

    The query is what the words ask; the choices are a filter behind the counts, and each count has all choices but
    those of its own kind. `from_` is where the page begins.
    """
    asked = conditions(ask.narrowing, ask)
    filters = [_when("certified", ask), *_wanted(ask)]
    if not ask.with_facets:
        filters += asked.values()
    hidden = [Q("terms", product=sorted(held_back))] if held_back else []
    points = _points(ask) if ask.sort is Sort.RELEVANCE and ask.plain else []
    search = Search().query("bool", filter=filters, must_not=hidden, should=points, minimum_should_match=0)
    if ask.with_facets:
        if asked:
            search = search.post_filter("bool", filter=list(asked.values()))
        _count(search, ask, asked)
    search = search.sort(*order(ask, with_points=bool(points)))
    begins = (ask.page - 1) * ask.size if from_ is None else from_
    search = search.extra(from_=begins, size=ask.size, _source=False, track_total_hits=ask.with_facets)
    return dict(search.to_dict())


def conditions(narrowing: Narrowing, ask: Ask) -> dict[str, Query]:
    """This will return what each kind of choice asks; only of those that ask for something."""
    found = {
        "stars": _either([_when(f"stars_{stars}", ask) for stars in sorted(narrowing.stars)], is_asked=narrowing.stars),
        "class": Q("terms", set_no=[str(number) for number in sorted(narrowing.sets)]) if narrowing.sets else None,
        "place": _of_place(narrowing),
        "kind": Q("terms", kind=sorted(narrowing.kinds)) if narrowing.kinds else None,
        "price": _of_price(narrowing, ask),
        "stock": _when("in_stock", ask) if narrowing.in_stock else None,
    }
    return {name: condition for name, condition in found.items() if condition is not None}


def _when(name: str, ask: Ask) -> Query:
    if name.startswith("stars_") and int(name[6:]) not in STARS:
        return Q("match_none")
    return Q("term", **{f"when.{name}": micros(ask.at)})


def _either(ways: Sequence[Query], *, is_asked: object = True) -> Query | None:
    if not is_asked:
        return None
    return ways[0] if len(ways) == 1 else Q("bool", should=list(ways), minimum_should_match=1)


def _of_place(narrowing: Narrowing) -> Query | None:
    """A chosen commune narrows its own province and no other."""
    chosen = (("commune_code", narrowing.commune_codes), ("province_code", narrowing.whole_provinces))
    return _either(
        [Q("terms", **{name: sorted(codes)}) for name, codes in chosen if codes],
        is_asked=narrowing.communes or narrowing.provinces,
    )


def _of_price(narrowing: Narrowing, ask: Ask) -> Query | None:
    ends = {"gte": narrowing.price_from, "lte": narrowing.price_to}
    asked = {sign: max(-(2**62), min(vnd, 2**62)) for sign, vnd in ends.items() if vnd is not None}
    if not asked:
        return None
    return Q("nested", path="spans", query=Q("bool", filter=[*_now(ask), Q("range", **{"spans.price": asked})]))


def _now(ask: Ask) -> list[Query]:
    """The one span of a listing that holds the instant."""
    at = micros(ask.at)
    return [Q("range", **{"spans.begins": {"lte": at}}), Q("range", **{"spans.ends": {"gt": at}})]


def _wanted(ask: Ask) -> list[Query]:
    """The words and what was read out of them: a name that holds them all needs no reading."""
    read = [*conditions(ask.understood, ask).values(), *(_holds_term(term, TEXTS) for term in ask.terms)]
    if not ask.name:
        return read
    in_names = [Q("term", names=word) for word in dict.fromkeys(ask.name)]
    if not read:
        return in_names
    return [Q("bool", should=[Q("bool", filter=read), Q("bool", filter=in_names)], minimum_should_match=1)]


def _holds_term(term: Term, texts: Iterable[str]) -> Query:
    return _either([_holds(text, phrase) for phrase in term.phrases for text in texts])


def _holds(text: str, words: Sequence[str]) -> Query:
    if len(words) == 1:
        return Q("term", **{text: words[0]})
    return Q("match_phrase", **{text: " ".join(words)})


def _points(ask: Ask) -> list[Query]:
    """One clause for each way of holding the words; a result's score is the sum of the points of those that it fits."""
    ways = {
        IN_NAME_TOGETHER: [_holds("names", ask.plain)],
        IN_NAME: [_holds_term(term, ["names"]) for term in ask.terms],
        NAME_BEGINS: [_begins("names", ask.plain)],
        IN_WHO_AND_WHERE: [_holds_term(term, ["names", "who_and_where"]) for term in ask.terms],
        IN_NAME_AS_TYPED: [_holds("names_marked", ask.as_typed)] if ask.as_typed else [],
    }
    return [
        Q("constant_score", filter=Q("bool", filter=every), boost=weight.points)
        for weight, every in ways.items()
        if every
    ]


def _begins(text: str, words: Sequence[str]) -> Query:
    clauses = [{"span_term": {text: word}} for word in words]
    together = clauses[0] if len(clauses) == 1 else {"span_near": {"clauses": clauses, "slop": 0, "in_order": True}}
    return Q("span_first", match=together, end=len(words))


def order(ask: Ask, *, with_points: bool) -> list[dict[str, Any]]:
    """This will return what results are laid out by, as `weights.py` says it; the key last, so no two are alike."""
    name, way = _ORDERS[ask.sort]
    nested = {"path": "spans", "filter": Q("bool", filter=_now(ask)).to_dict()}
    by_span = {f"spans.{name}": {"order": way, "missing": "_last", "nested": nested}}
    keys: list[dict[str, Any]] = [{"_score": {"order": "desc"}}] if with_points else []
    keys.append(by_span)
    if ask.sort is Sort.NAME:
        keys.append({"name_sort": {"order": "asc"}})
    if ask.sort is Sort.NEAREST:
        if ask.near is not None:
            place = {"lat": ask.near.lat, "lon": ask.near.lon}
            keys.append({"_geo_distance": {"place": place, "order": "asc", "distance_type": "plane"}})
        keys.append({"spans.by_newest": {"order": "desc", "missing": "_last", "nested": nested}})
    is_up = ask.sort in (Sort.CHEAPEST, Sort.NAME)
    return [*keys, {"product": {"order": "asc" if is_up else "desc"}}]


def _count(search: Search, ask: Ask, asked: dict[str, Query]) -> None:
    """Facets that share their choices share one filter; where nothing was chosen there is none."""
    if asked:
        search.aggs.metric("everything", A("value_count", field="product"))
    for kind, facets in FACETS.items():
        others = [condition for name, condition in asked.items() if name != kind]
        under: Any = search.aggs
        if others:
            under = under.bucket(f"under_{kind}", A("filter", Q("bool", filter=others)))
        for facet in facets:
            _facet(under, facet, ask)


def _facet(under: Any, facet: str, ask: Ask) -> None:
    marks = {
        "stars": {str(stars): f"stars_{stars}" for stars in STARS},
        "prices": {str(bar): f"bar_{bar}" for bar in range(len(PRICE_STEPS) + 1)},
        "in_stock": {"1": "in_stock"},
    }
    if facet in marks:
        filters = {value: _when(name, ask) for value, name in marks[facet].items()}
        under.bucket(facet, A("filters", filters=filters))
        return
    terms = A("terms", field=_FIELDS[facet], size=_MOST_VALUES[facet])
    if facet != "communes":
        under.bucket(facet, terms)
    elif within := sorted(ask.narrowing.provinces | {province for _, province in ask.narrowing.communes}):
        under.bucket("communes_within", A("filter", Q("terms", province_code=within))).bucket(facet, terms)
