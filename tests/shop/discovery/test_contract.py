"""Every engine answers as plain Python does over the same rows: what is found, what is counted, in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shop.discovery.asking import PRICE_STEPS, Ask, Facets, Narrowing, Point, Sort, Term
from tests.conftest import NOW
from tests.factories.people import make_cast
from tests.factories.places import make_places
from tests.shop.discovery import oracle, shelf
from tests.shop.discovery.engines import ENGINES, asking

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

QUANG_NINH, LAM_DONG = "22", "68"
UONG_BI, QUANG_TRUC = ("06811", QUANG_NINH), ("24736", LAM_DONG)

# One word, two, a phrase, synonyms, names of places of today and before, story, two fields at once, nothing.
WORDS = {
    "nothing typed": (),
    "one word": ("mat",),
    "two words": ("mat", "rung"),
    "a phrase": ("mat ong",),
    "two ways to say it": ("che|tra",),
    "a phrase or a word": ("mat ong|nuoc mam|honey",),
    "a phrase that nobody has": ("ong mat",),
    "maker": ("bien bac",),
    "former commune": ("trung vuong",),
    "former district": ("tuy duc",),
    "former province": ("dak nong", "che"),
    "story": ("chum sanh",),
    "name and story": ("mat ong", "tay"),
    "name and place": ("nuoc mam", "vang danh"),
    "kind of goods": ("thuc pham",),
    "a size of a pack": ("tui lon",),
    "English": ("fish sauce",),
    "unknown": ("xyzzy",),
}
NARROWINGS = {
    "all": Narrowing(),
    "a star": Narrowing(stars=frozenset({4})),
    "two stars": Narrowing(stars=frozenset({3, 5})),
    "a set": Narrowing(sets=frozenset({9})),
    "two sets, a star": Narrowing(sets=frozenset({4, 11}), stars=frozenset({4})),
    "a province": Narrowing(provinces=frozenset({QUANG_NINH})),
    "a commune": Narrowing(provinces=frozenset({QUANG_NINH}), communes=frozenset({UONG_BI})),
    "a commune, another province": Narrowing(
        provinces=frozenset({QUANG_NINH, LAM_DONG}), communes=frozenset({UONG_BI})
    ),
    "two communes": Narrowing(communes=frozenset({UONG_BI, QUANG_TRUC})),
    "a kind": Narrowing(kinds=frozenset({"FARM", "GROUP"})),
    "price from": Narrowing(price_from=100_000),
    "price to": Narrowing(price_to=99_999),
    "price between": Narrowing(price_from=50_000, price_to=300_000),
    "price that nothing has": Narrowing(price_from=60_000, price_to=61_000),
    "in stock": Narrowing(in_stock=True),
    "everything at once": Narrowing(
        stars=frozenset({3, 4}),
        sets=frozenset({1, 4, 7, 9, 11}),
        provinces=frozenset({QUANG_NINH}),
        kinds=frozenset({"COOPERATIVE", "COMPANY"}),
        price_from=50_000,
        in_stock=True,
    ),
}
SORTS = [Sort.RELEVANCE, Sort.NEWEST, Sort.STARS, Sort.CHEAPEST, Sort.DEAREST, Sort.NAME, Sort.NEAREST]


@pytest.fixture(scope="module")
def stocked(django_db_setup, django_db_blocker):
    """The shelf, filled once for this module and taken back after it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        places = make_places()
        rows = shelf.stock(places, make_cast(places, at=NOW), at=NOW)
        yield SimpleNamespace(rows=rows)
        transaction.set_rollback(True)


@pytest.fixture(scope="module", params=ENGINES)
def shop(request, stocked):
    """The rows, and one engine that was given them."""
    with asking(request) as find:
        yield SimpleNamespace(rows=stocked.rows, find=find, engine=request.param)


def question(*said: str, **asked) -> Ask:
    """Each part is a term: ways to say it between bars, each a row of words."""
    terms = tuple(Term(tuple(tuple(way.split()) for way in part.split("|"))) for part in said)
    plain = tuple(word for term in terms for word in term.phrases[0])
    return Ask(**{"at": NOW, "terms": terms, "plain": plain, **asked})


def walked(find, ask: Ask) -> list[int]:
    """All pages, one after the other."""
    first = find(ask)
    pages = -(-first.count // ask.size)
    ids = [pk for page in range(2, pages + 1) for pk in find(replace(ask, page=page)).ids]
    return [*first.ids, *ids]


def test_the_shelf_has_something_of_everything(stocked):
    rows = stocked.rows
    shown = [row for row in rows if row.is_found(NOW)]

    assert len(rows) == 200
    assert 140 < len(shown) < 190
    assert {oracle.bar(row.price) for row in shown if row.price is not None} == set(range(len(PRICE_STEPS) + 1))
    assert {row.is_free for row in shown} == {True, False}
    assert any(row.price is None for row in shown)
    assert len({row.commune for row in shown}) == 5
    for name, said in WORDS.items():
        if name not in {"unknown", "a phrase that nobody has"}:
            assert oracle.found(rows, question(*said)), name


@pytest.mark.parametrize("words", WORDS)
def test_what_is_found_and_counted(shop, words):
    for name, narrowing in NARROWINGS.items():
        ask = question(*WORDS[words], narrowing=narrowing, size=500)
        hits, expected = shop.find(ask), oracle.found(shop.rows, ask)

        assert set(hits.ids) == {row.pk for row in expected}, name
        assert len(hits.ids) == hits.count == len(expected), name
        assert hits.facets == oracle.facets(shop.rows, ask), name


def test_what_was_read_out_of_words_hides_nothing_that_is_called_so(shop):
    four = Narrowing(stars=frozenset({4}))
    ask = question("mat", name=("binh", "lieu"), understood=four, size=500)
    held = {row.pk for row in oracle.found(shop.rows, ask)}
    called = {row.pk for row in shop.rows if row.is_found(NOW) and {"binh", "lieu"} <= set(row.names)}

    assert called
    assert called < held
    assert set(shop.find(ask).ids) == held
    assert shop.find(ask).facets == oracle.facets(shop.rows, ask)


def test_a_reading_without_words_left_over(shop):
    ask = question(name=("bon", "sao"), understood=Narrowing(stars=frozenset({4})), size=500)

    assert set(shop.find(ask).ids) == {row.pk for row in shop.rows if row.is_found(NOW) and row.stars == 4}


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("said", [(), ("che",), ("mat ong", "hoa")], ids=["all", "a word", "two terms"])
def test_every_page_in_order_and_each_product_once(shop, sort, said):
    near = Point(lat=21.0249, lon=106.766) if sort is Sort.NEAREST else None
    ask = question(*said, sort=sort, near=near, size=7)
    rows = {row.pk: row for row in shop.rows}
    ids = walked(shop.find, ask)

    assert len(ids) == len(set(ids))
    assert set(ids) == {row.pk for row in oracle.found(shop.rows, ask)}
    for one, next_one in pairwise(rows[pk] for pk in ids):
        assert oracle.place_in_order(one, ask) <= oracle.place_in_order(next_one, ask), (one, next_one)


def test_marks_as_typed_come_first(shop):
    ask = question("mat", "ong", "hoa", "rung", as_typed=("mật", "ong", "hoa", "rừng"), size=500)
    rows = {row.pk: row for row in shop.rows}
    placed = [oracle.points(rows[pk], ask) for pk in shop.find(ask).ids]

    assert placed[0] >= 32 + 16 + 8
    assert placed == sorted(placed, reverse=True)


def test_a_page_behind_the_last_is_the_last(shop):
    ask = question("mat", size=5)
    total = len(oracle.found(shop.rows, ask))
    last = -(-total // 5)
    hits = shop.find(replace(ask, page=10**6))

    assert (hits.page, hits.count) == (last, total)
    assert hits.ids == shop.find(replace(ask, page=last)).ids
    assert hits.ids


def test_nothing_found_and_nothing_counted(shop):
    hits = shop.find(question("xyzzy", with_facets=False))

    assert (hits.ids, hits.count, hits.facets) == ([], 0, Facets())


def test_without_facets_the_page_is_the_same(shop):
    ask = question("nuoc mam", size=7, page=2)

    assert shop.find(replace(ask, with_facets=False)).ids == shop.find(ask).ids


@pytest.mark.parametrize("edge", ["found_from", "found_to"])
def test_each_product_at_each_of_its_own_edges(shop, edge):
    """A microsecond decides, for what is found and for every count."""
    instants = sorted({at for row in shop.rows if (at := getattr(row, edge)) is not None and row.found_from})
    assert len(instants) >= 3
    for instant in instants:
        for at in (instant - timedelta(microseconds=1), instant):
            ask = question(at=at, size=500)
            assert set(shop.find(ask).ids) == {row.pk for row in oracle.found(shop.rows, ask)}
            assert shop.find(ask).facets == oracle.facets(shop.rows, ask)


VOCABULARY = "mat ong nuoc mam che tra tuy duc uong bi rung sanh honey htx 7 vi hoa mat|nuoc mat_ong fish_sauce".split()
TERMS = st.lists(st.sampled_from([word.replace("_", " ") for word in VOCABULARY]), max_size=3)
ANY_NARROWING = st.builds(
    Narrowing,
    stars=st.frozensets(st.sampled_from([3, 4, 5]), max_size=2),
    sets=st.frozensets(st.sampled_from(shelf.SETS), max_size=3),
    provinces=st.frozensets(st.sampled_from([QUANG_NINH, LAM_DONG, "99"]), max_size=2),
    communes=st.frozensets(st.sampled_from([UONG_BI, QUANG_TRUC]), max_size=1),
    kinds=st.frozensets(st.sampled_from(["FARM", "COMPANY", "HOUSEHOLD"]), max_size=2),
    price_from=st.none() | st.sampled_from([0, 49_999, 50_000, 100_000, 10**12]),
    price_to=st.none() | st.sampled_from([0, 50_000, 99_999, 1_000_000, 10**12]),
    in_stock=st.booleans(),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=TERMS, narrowing=ANY_NARROWING, sort=st.sampled_from([*Sort][:6]))
def test_any_question(shop, said, narrowing, sort):
    ask = question(*said, narrowing=narrowing, sort=sort, size=500)
    hits = shop.find(ask)

    assert set(hits.ids) == {row.pk for row in oracle.found(shop.rows, ask)}
    assert hits.facets == oracle.facets(shop.rows, ask)
