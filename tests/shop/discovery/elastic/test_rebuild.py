"""A new index takes the old one's place in one step; what is written or breaks meanwhile loses and leaves nothing."""

from __future__ import annotations

import pytest
from oscar.core.loading import get_model

from shop.discovery.elastic import engine as elastic
from shop.discovery.elastic import index
from shop.discovery.elastic.client import alias, client, next_alias
from shop.discovery.elastic.difference import differences
from shop.discovery.elastic.refusals import NotWritten, Unavailable
from shop.discovery.operations import refresh
from shop.outbox.models import Message
from tests.factories.situations import on_sale
from tests.shop.discovery.elastic.conftest import lose, work
from tests.shop.discovery.elastic.server import indices, quiet

pytestmark = [pytest.mark.django_db, pytest.mark.elastic]


class Killed(BaseException):
    """Nothing catches it, as nothing catches a SIGKILL."""


@pytest.fixture
def shelf(cast, now, monkeypatch):
    """Six products in an index, rebuilt two at a time."""
    monkeypatch.setattr(index, "CHUNK", 2)
    products = [on_sale(cast, at=now, title=f"Bánh {number}") for number in range(6)]
    index.rebuild(quiet)
    work()
    return products


def rename(product, title, at):
    get_model("catalogue", "Product").objects.filter(pk=product.pk).update(title=title)
    refresh(product_ids=[product.pk], at=at)


def test_it_counts_while_it_goes_and_leaves_one_index(engine, shelf):
    (old,) = indices()
    told = []
    assert index.rebuild(lambda done, total: told.append((done, total))) == 6

    assert told == [(2, 6), (4, 6), (6, 6)]
    assert list(indices().values()) == [[alias()]]
    assert old not in indices()
    assert list(differences()) == []


def test_searching_goes_on_meanwhile(engine, shelf, ask):
    seen = []
    index.rebuild(lambda done, total: seen.append(elastic.find(ask("banh")).count))

    assert seen == [6, 6, 6]
    assert elastic.find(ask("banh")).count == 6


@pytest.mark.parametrize("when", [2, 4, 6], ids=["early", "midway", "after the last was read"])
def test_what_is_written_meanwhile_is_not_lost(engine, shelf, cast, ask, now, when):
    """Of what was read already and of what was not, of a new one, and of one that goes."""

    def write(done, total):
        if done != when:
            return
        rename(shelf[0], "Mứt đầu", now)
        rename(shelf[5], "Mứt cuối", now)
        on_sale(cast, at=now, title="Mứt mới")
        get_model("catalogue", "Product").objects.filter(pk=shelf[1].pk).update(is_public=False)
        refresh(product_ids=[shelf[1].pk], at=now, register=True)
        work()
        assert elastic.find(ask("mut")).count == 3, "in the index that is still searched"

    index.rebuild(write)

    assert not Message.objects.filter(done_at=None).exists()
    assert list(differences()) == []
    assert elastic.find(ask("mut")).count == 3


def test_what_is_halfway_in_when_the_names_change_hands_reaches_the_new_one(engine, shelf, now, monkeypatch):
    """The rebuild has read the row before it changed; its feeding has sent one of its two halves."""
    take_place, send, halves = index._take_place, index.send, []

    def between(server, target, filed, **how):
        sent = send(server, target, filed, **how)
        halves.append(target)
        if len(halves) == 1:
            take_place(*between.asked)
        return sent

    def change(server, name):
        between.asked = (server, name)
        rename(shelf[0], "Mứt", now)
        monkeypatch.setattr(index, "send", between)
        index.write(product_ids=[shelf[0].pk])

    monkeypatch.setattr(index, "_take_place", change)
    index.rebuild(quiet)

    assert len(halves) == 2
    assert list(indices().values()) == [[alias()]]
    assert list(differences()) == []


def test_a_slow_reader_does_not_undo_what_is_newer(engine, shelf, now, ask, monkeypatch):
    """What the rebuild has read is older by the time it is sent."""
    filed_first = index.file

    def late(*, product_ids):
        filed = filed_first(product_ids=product_ids)
        if shelf[0].pk in product_ids:
            monkeypatch.setattr(index, "file", filed_first)
            rename(shelf[0], "Mứt", now)
            work()
        return filed

    monkeypatch.setattr(index, "file", late)
    index.rebuild(quiet)

    assert elastic.find(ask("mut")).ids == [shelf[0].pk]
    assert list(differences()) == []


@pytest.mark.parametrize("when", [2, 6])
def test_killed_midway_the_old_one_is_searched_and_the_next_leaves_no_orphan(engine, shelf, ask, now, when):
    (old,) = indices()

    def kill(done, total):
        if done == when:
            raise Killed

    with pytest.raises(Killed):
        index.rebuild(kill)
    assert list(indices().values()) == [[alias()], [next_alias()]]
    assert elastic.find(ask("banh")).count == 6
    # What is written after it died is in both, and does no harm.
    rename(shelf[0], "Mứt", now)
    work()
    assert elastic.find(ask("mut")).count == 1

    index.rebuild(quiet)

    assert list(indices().values()) == [[alias()]]
    assert old not in indices()
    assert list(differences()) == []


def test_killed_before_the_first_document(engine, shelf, ask, monkeypatch):
    index.create(client(), name=next_alias())
    assert elastic.find(ask("banh")).count == 6

    index.rebuild(quiet)

    assert list(indices().values()) == [[alias()]]


def test_the_index_of_a_shop_beside_us_is_left_alone(engine, shelf):
    """It is called as ours, with a 2 behind."""
    other = f"{alias()}-2-20261124010101000000"
    client().indices.create(index=other)
    try:
        index.rebuild(quiet)
        assert client().indices.exists(index=other)
    finally:
        client().indices.delete(index=other)


def test_of_two_at_once_the_first_ends_and_the_second_stands(engine, shelf, ask):
    def another(done, total):
        if done == 4:
            index.rebuild(quiet)

    with pytest.raises(Unavailable):
        index.rebuild(another)

    assert list(indices().values()) == [[alias()]]
    assert elastic.find(ask("banh")).count == 6
    assert list(differences()) == []


def test_the_server_goes_away_midway(door, shelf, ask):
    def cut(done, total):
        if done == 4:
            door.act = lambda passing: passing.cut()

    with pytest.raises(Unavailable):
        index.rebuild(cut)
    door.act = lambda passing: False
    assert elastic.find(ask("banh")).count == 6

    index.rebuild(quiet)
    assert list(indices().values()) == [[alias()]]


def test_a_server_that_has_enough_is_waited_for(door, shelf, monkeypatch, ask):
    """Back-pressure: what it does not take now is sent again, after a wait, and no document is dropped."""
    monkeypatch.setitem(index._AGAIN, "initial_backoff", 0.01)
    refused = []

    def enough(passing):
        if passing.path.startswith("/_bulk") and len(refused) < 5:
            refused.append(passing.path)
            return passing.say(429, {"error": {"type": "es_rejected_execution_exception"}, "status": 429})
        return False

    door.act = enough
    assert index.rebuild(quiet) == 6

    assert len(refused) == 5
    assert list(differences()) == []


def test_single_documents_that_are_not_taken_now_are_sent_again(door, shelf, monkeypatch, ask):
    monkeypatch.setitem(index._AGAIN, "initial_backoff", 0.01)
    refused = []

    def one(passing):
        if not passing.path.startswith("/_bulk") or refused:
            return False
        refused.append(1)
        ids = [line for line in passing.body.decode().splitlines() if '"_id"' in line]
        item = {"status": 429, "error": {"type": "es_rejected_execution_exception", "reason": "full"}}
        return passing.say(200, {"errors": True, "took": 1, "items": [{"index": {"_id": "1", **item}} for _ in ids]})

    door.act = one
    assert index.rebuild(quiet) == 6
    assert refused
    assert list(differences()) == []


def test_a_document_that_the_mapping_refuses_is_told(engine, shelf, monkeypatch):
    filed_first = index.file

    def wrong(*, product_ids):
        filed = filed_first(product_ids=product_ids)
        filed[0].source["flavour"] = "sweet"
        return filed

    monkeypatch.setattr(index, "file", wrong)
    with pytest.raises(NotWritten, match="flavour"):
        index.rebuild(quiet)


def test_every_difference_is_told_and_repaired(engine, shelf, now):
    rename(shelf[0], "Mứt", now)
    lose(shelf[1].pk)
    client().index(index=alias(), id="999999999", document={"product": 999_999_999, "version": 1})
    refresh(product_ids=[shelf[5].pk], at=now, register=True)
    told = {
        shelf[0].pk: ("names", "names_marked", "version"),
        shelf[1].pk: ("missing",),
        shelf[5].pk: ("version",),
        999_999_999: ("too much",),
    }
    assert {difference.product_id: difference.what for difference in differences()} == told
    assert {difference.product_id: difference.what for difference in differences(repair=True)} == told

    assert list(differences()) == []
