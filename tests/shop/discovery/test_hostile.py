"""Whatever is typed or put into the address: an answer, never an error, never more than a second."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shop.discovery import engines
from shop.discovery.asking import Narrowing, Point, Sort
from shop.discovery.queries import search
from shop.discovery.suggestions import suggest
from tests.factories.situations import on_sale
from tests.shop.discovery.engines import ENGINES, filled
from tests.shop.discovery.hostile import TEXTS, within_a_second

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture(scope="module", params=ENGINES)
def engine(request, django_db_setup, django_db_blocker):
    """Each engine over a few products."""
    from django.db import transaction

    from tests.conftest import NOW
    from tests.factories.people import make_cast
    from tests.factories.places import make_places

    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast(make_places(), at=NOW)
        for title in ("Mật ong hoa rừng", "Nước mắm cốt", "Trà hoa vàng"):
            on_sale(cast, at=NOW, title=title)
        with filled(request):
            yield request.param
        transaction.set_rollback(True)


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_is_answered(engine, now, text):
    with engines.only(engine):
        found = within_a_second(lambda: search(text=TEXTS[text], at=now))

    assert found.count == sum(found.facets.stars.values())
    assert len(found.ids) <= 24
    assert found.page == 1


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_is_begun(engine, now, text):
    within_a_second(lambda: suggest(text=TEXTS[text], at=now))


@pytest.mark.parametrize("page", [0, -1, 10**9, 10**30, -(10**30)])
def test_absurd_pages(engine, now, page):
    with engines.only(engine):
        found = within_a_second(lambda: search(text="", at=now, page=page, size=2))

    assert found.page in {1, 2}
    assert found.count == 3
    assert found.ids


@pytest.mark.parametrize("vnd", [0, -1, 10**12, 10**19, 10**40, -(10**40)])
def test_absurd_prices(engine, now, vnd):
    with engines.only(engine):
        above = within_a_second(lambda: search(text="", at=now, narrowing=Narrowing(price_from=vnd)))
        below = within_a_second(lambda: search(text="", at=now, narrowing=Narrowing(price_to=vnd)))

    assert (above.count, below.count) == ((3, 0) if vnd <= 0 else (0, 3))


@pytest.mark.parametrize("near", [Point(90, 180), Point(-90, -180), Point(0, 0)])
def test_the_ends_of_the_world(engine, now, near):
    with engines.only(engine):
        assert search(text="", at=now, sort=Sort.NEAREST, near=near).count == 3


def test_choices_that_nothing_has(engine, now):
    unheard_of = Narrowing(
        stars=frozenset({0, -1, 99}),
        sets=frozenset({-5, 10**9}),
        provinces=frozenset({"", "'", "x" * 10_000}),
        communes=frozenset({("%", "22"), ("x" * 10_000, "")}),
        kinds=frozenset({"🍯", "DROP TABLE"}),
    )
    with engines.only(engine):
        assert search(text="mật ong", at=now, narrowing=unheard_of).count == 0


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60) | st.text(alphabet="matong ẬỢ\"'()*:-&|!\\{}0123456789k%_\0\u0301", max_size=40))
def test_any_text_at_all(engine, now, text):
    with engines.only(engine):
        found = search(text=text, at=now)

    assert found.count == sum(found.facets.stars.values())
