"""What does not count at an instant is nowhere: not found, not counted, not proposed, not offered as a spelling."""

from __future__ import annotations

from datetime import timedelta

import pytest
from oscar.core.loading import get_model

from shop.discovery import engines
from shop.discovery.asking import Facets
from shop.discovery.queries import search
from shop.discovery.suggestions import suggest
from tests.factories.producers import make_producer
from tests.factories.situations import certify, make_product, on_sale, put_up, revoke
from tests.shop.discovery.engines import ENGINES, filled

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

A_MICROSECOND = timedelta(microseconds=1)
NAME = "Khâu nhục Lục Khu"
NOTHING = Facets(without=dict.fromkeys(("stars", "class", "place", "kind", "price", "stock"), 0))
# As typed, one edit away, by telex, in one word, and by the maker.
SPELLINGS = ["khâu nhục", "khau nhucj", "khau nhuk", "khaunhuc", "Lò Thị Sính"]


@pytest.fixture
def maker(places):
    """Makes nothing else."""
    return make_producer(name="Hộ kinh doanh Lò Thị Sính", kind="HOUSEHOLD", commune=places.truong_xuan)


@pytest.fixture(params=ENGINES)
def asked(request, cast, now):
    """Answers from one engine, which is given what the database holds at the first question."""
    on_sale(cast, at=now, title="Bánh gật gù", stars=3)
    with AsFilled(request) as ask:
        yield ask


class AsFilled:
    """The engine is filled when the first question comes: what a test makes stands in it."""

    def __init__(self, request):
        self.request, self.entered = request, None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self.entered is not None:
            self.entered.__exit__(*error)

    def __call__(self, text, at):
        if self.entered is None:
            self.entered = filled(self.request)
            self.entered.__enter__()
        with engines.only(self.request.param):
            return search(text=text, at=at)


def is_there(asked, product, at) -> bool:
    """The product is found by every spelling, counted and proposed; or by none, and nowhere. Anything between fails."""
    told = {}
    for spelling in SPELLINGS:
        found = asked(spelling, at)
        told[spelling] = product.pk in found.ids
        if not told[spelling]:
            assert (found.ids, found.count, found.facets) == ([], 0, NOTHING), spelling
            assert (found.corrected, found.did_you_mean) == ("", ""), spelling
    everything = asked("", at)
    told["all"] = product.pk in everything.ids
    told["count"] = everything.count == 2
    told["stars"] = everything.facets.stars == {3: 1, 5: 1}
    told["provinces"] = everything.facets.provinces == {"22": 1, "68": 1}
    told["kinds"] = everything.facets.kinds.get("HOUSEHOLD") == 1
    for begun in ("khâu nh", "khau nhuk"):
        told[f"{begun}…"] = product.pk in suggest(text=begun, at=at).products
    told["maker"] = [row.name for row in suggest(text="lò thị", at=at).producers] == [product.producer.name]
    told["place"] = [row.commune.code for row in suggest(text="trường xuân", at=at).places] == ["24730"]
    assert len(set(told.values())) == 1, told
    return told["all"]


def make(maker, now, **fields):
    product = make_product(producer=maker, title=NAME, criteria_set=8, **fields)
    put_up(product, at=now)
    return product


def test_a_period_from_its_first_microsecond_to_its_last(asked, maker, cast, now):
    product = make(maker, now)
    begins, ends = now - timedelta(days=40), now + timedelta(days=40)
    certify(product, cast, valid_from=begins, valid_to=ends, stars=5)

    assert not is_there(asked, product, begins - A_MICROSECOND)
    assert is_there(asked, product, begins)
    assert is_there(asked, product, now)
    assert is_there(asked, product, ends - A_MICROSECOND)
    assert not is_there(asked, product, ends)


def test_between_two_periods(asked, maker, cast, now):
    product = make(maker, now)
    first_ends, second_begins = now - timedelta(days=10), now - timedelta(days=5)
    certify(product, cast, valid_from=now - timedelta(days=40), valid_to=first_ends, stars=5)
    certify(product, cast, valid_from=second_begins, valid_to=now + timedelta(days=40), stars=5)

    assert is_there(asked, product, first_ends - A_MICROSECOND)
    assert not is_there(asked, product, first_ends)
    assert not is_there(asked, product, second_begins - A_MICROSECOND)
    assert is_there(asked, product, second_begins)


def test_a_revocation_from_its_instant(asked, maker, cast, now):
    product = make(maker, now)
    certify(product, cast, valid_from=now - timedelta(days=40), valid_to=now + timedelta(days=40), stars=5)
    revoke(product, cast, at=now)

    assert is_there(asked, product, now - A_MICROSECOND)
    assert not is_there(asked, product, now)
    assert not is_there(asked, product, now + timedelta(days=1))


def test_a_revocation_after_the_index_was_filled(asked, maker, cast, now):
    """No index is told here: nobody empties the outbox, and still nothing is found."""
    product = make(maker, now)
    certify(product, cast, valid_from=now - timedelta(days=40), valid_to=now + timedelta(days=40), stars=5)
    assert is_there(asked, product, now)

    revoke(product, cast, at=now)
    assert not is_there(asked, product, now)


def test_what_was_never_certified(asked, maker, now):
    assert not is_there(asked, make(maker, now), now)


def test_what_is_hidden(asked, maker, cast, now):
    product = make(maker, now, is_public=False)
    certify(product, cast, valid_from=now - timedelta(days=40), valid_to=now + timedelta(days=40), stars=5)

    assert not is_there(asked, product, now)


def test_what_is_hidden_after_the_index_was_filled(asked, maker, cast, now):
    product = make(maker, now)
    certify(product, cast, valid_from=now - timedelta(days=40), valid_to=now + timedelta(days=40), stars=5)
    assert is_there(asked, product, now)

    product.is_public = False
    product.save()
    assert not is_there(asked, product, now)


def test_a_pack_size_is_never_a_result(asked, maker, cast, now):
    product = make_product(producer=maker, title=NAME, criteria_set=8, structure="parent")
    certify(product, cast, valid_from=now - timedelta(days=40), valid_to=now + timedelta(days=40), stars=5)
    pack = get_model("catalogue", "Product").objects.create(
        title=NAME, structure="child", parent=product, pack_size="hộp lớn"
    )
    put_up(pack, at=now)

    assert is_there(asked, product, now)
    assert pack.pk not in asked("khâu nhục", now).ids


def test_no_spelling_is_offered_that_only_what_lapsed_has(asked, maker, cast, now):
    """One result, so another spelling is looked for; the only one there is belongs to what lapsed."""
    lapsed = make_product(producer=maker, title="Bánh gật gừ")
    certify(lapsed, cast, valid_from=now - timedelta(days=40), valid_to=now, stars=5)
    other = make_product(producer=maker, title="Bánh mật mía")
    certify(other, cast, valid_from=now - timedelta(days=40), valid_to=now, stars=5)
    found = asked("bánh gật", now)

    assert found.count == 1
    assert lapsed.pk not in found.ids
    assert not found.did_you_mean
