"""What the products of a producer are found by is announced when it changes."""

import pytest

from catalogue_ext.producers.operations import NameMissing, edit_producer
from shop.primitives.refusal import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "HTX Hải Yến Mới"},
        {"kind": "COMPANY"},
        {"story": "Từ năm 1998."},
        {"story_en": "Since 1998."},
        {"name": "HTX Hải Yến Mới", "story": "Từ năm 1998.", "phone": "02033825001"},
    ],
)
def test_a_searched_fact_is_announced_once(cast, now, heard, facts):
    producer = cast.producers[0]

    edit_producer(producer=producer, by=None, at=now, **facts)
    assert heard.changes() == [("producer.changed", [producer.pk], now)]

    edit_producer(producer=producer, by=None, at=now, **facts)
    assert heard.changes() == []


def test_a_move_is_announced(cast, places, now, heard):
    edit_producer(producer=cast.producers[0], by=None, at=now, commune=places.truong_xuan)

    assert heard.changes() == [("producer.changed", [cast.producers[0].pk], now)]


def test_a_telephone_or_a_refusal_is_not(cast, now, heard):
    edit_producer(producer=cast.producers[0], by=None, at=now, phone="02033825001", address="Thôn 10")
    for facts in ({"name": " "}, {"slug": "x"}):
        with pytest.raises(Refusal):
            edit_producer(producer=cast.producers[0], by=None, at=now, **facts)
    with pytest.raises(NameMissing):
        edit_producer(producer=cast.producers[0], by=None, at=now, story="mới", name="")

    assert heard.changes() == []
