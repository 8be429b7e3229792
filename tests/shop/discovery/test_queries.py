"""The door: what was typed, what is made of it, and what is said where nothing is found."""

from __future__ import annotations

import pytest

from shop.discovery.asking import Narrowing
from shop.discovery.queries import NotAChannel, search, without
from shop.discovery.suggestions import suggest
from tests.factories.situations import UNSELLABLE, on_sale

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def goods(cast, now):
    """Fish sauce twice, tea, and honey from another maker and place."""
    fields = {
        "cai_rong": {"title": "Nước mắm Cái Rồng", "price_vnd": 90_000, "stars": 4},
        "vanbest": {"title": "Nước mắm sá sùng", "price_vnd": 250_000, "stars": 5},
        "tea": {"title": "Chè hoa vàng", "criteria_set": 11, "price_vnd": 400_000, "stars": 4},
    }
    made = {name: on_sale(cast, at=now, **each) for name, each in fields.items()}
    made["honey"] = on_sale(cast, at=now, producer=cast.producers[1], title="Mật ong rừng", stock=0)
    return made


def titles(found, goods):
    """The products found, by their names here."""
    names = {product.pk: name for name, product in goods.items()}
    return [names[pk] for pk in found.ids]


def test_words_find_what_holds_them(goods, now):
    found = search(text="nuoc mam", at=now)

    # As many points each, so the stars decide.
    assert titles(found, goods) == ["vanbest", "cai_rong"]
    assert (found.count, found.page, found.engine, found.corrected, found.did_you_mean) == (2, 1, "embedded", "", "")
    assert found.facets.stars == {4: 1, 5: 1}
    assert found.took_ms > 0


def test_marks_as_typed_come_first(cast, goods, now):
    other = on_sale(cast, at=now, title="Chè hòa vang", stars=5, criteria_set=11)

    assert search(text="chè hoa vàng", at=now).ids[0] == goods["tea"].pk
    assert search(text="che hoa vang", at=now).ids[0] == other.pk


def test_what_was_understood_is_said_and_can_be_taken_out(goods, now):
    found = search(text="nước mắm 5 sao dưới 300k", at=now)

    assert titles(found, goods) == ["vanbest"]
    assert [(part.kind, part.typed) for part in found.parts] == [("sao", "5 sao"), ("gia", "dưới 300k")]
    assert without(text="nước mắm 5 sao dưới 300k", part=found.parts[0]) == "nước mắm dưới 300k"


def test_a_name_that_holds_all_words_is_found_whatever_they_mean(cast, goods, now):
    called_so = on_sale(cast, at=now, title="Nước mắm 3 sao biển", stars=4)
    found = search(text="nước mắm 3 sao", at=now)

    assert found.ids == [called_so.pk]
    assert [part.kind for part in found.parts] == ["sao"]


def test_a_slip_is_searched_as_it_was_meant(goods, now):
    found = search(text="nuocs mawms", at=now)

    assert titles(found, goods) == ["vanbest", "cai_rong"]
    assert found.corrected == "nước mắm"
    assert search(text="nuocs mawms", at=now, is_exact=True).count == 0


def test_few_results_come_with_a_better_spelling(cast, goods, now):
    odd = on_sale(cast, at=now, title="Nước mâm xôi")
    found = search(text="nuoc mam xoi", at=now)

    assert found.ids == [odd.pk]
    assert (found.corrected, found.did_you_mean) == ("", "")


def test_one_word_too_many_is_left_out(goods, now):
    found = search(text="mật ong rừng tuyệt vời", at=now)

    assert titles(found, goods) == ["honey"]
    assert found.corrected == "mật ong rừng"


def test_of_an_empty_answer_it_is_said_what_would_be_there(goods, now):
    only_five = Narrowing(stars=frozenset([5]))
    found = search(text="chè dưới 100k", at=now, narrowing=only_five)

    assert found.count == 0
    assert found.without_text == 1
    assert found.facets.without["stars"] == 0
    assert search(text="chè dưới 100k", at=now).without_parts == {"dưới 100k": 1}


def test_nothing_at_all_is_an_answer(goods, now):
    found = search(text="xyzzy", at=now)

    assert (found.ids, found.count, found.corrected, found.did_you_mean) == ([], 0, "", "")
    assert found.without_text == 4


def test_no_words_list_everything(goods, now, django_assert_num_queries):
    search(text="", at=now)

    with django_assert_num_queries(2):
        assert search(text="", at=now).count == 4


def test_another_channel_is_refused(goods, now):
    with pytest.raises(NotAChannel):
        search(text="chè", at=now, channel="centre.quang-ninh")


def test_proposals_by_kind(goods, cast, now):
    found = suggest(text="nuoc", at=now)

    assert {goods["cai_rong"].pk, goods["vanbest"].pk} == set(found.products)
    assert [row.number for row in found.sets] == [9, 16]
    assert suggest(text=cast.producers[1].name[:8], at=now).producers == [cast.producers[1]]
    assert [row.commune for row in suggest(text=cast.producers[0].commune.short_name, at=now).places] == [
        cast.producers[0].commune
    ]


def test_a_slip_is_proposed_for_too_and_a_letter_is_not_enough(goods, now):
    assert suggest(text="nuocs mam", at=now).products
    assert len(suggest(text="n", at=now)) == 0


@pytest.mark.parametrize("why", UNSELLABLE)
def test_what_is_not_certified_is_not_corrected_to(cast, now, why):
    product = UNSELLABLE[why](cast, at=now)
    slip = product.title[:-1] + "x"
    found = search(text=slip, at=now)

    assert (found.ids, found.corrected, found.did_you_mean) == ([], "", "")
    assert suggest(text=product.title, at=now).products == []
