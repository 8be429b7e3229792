"""After the commit the index follows: nothing older wins, nothing on its way is counted, nothing is given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from oscar.core.loading import get_model

from catalogue_ext.certification.operations import mark_covered
from shop.discovery import engines
from shop.discovery.asking import Narrowing
from shop.discovery.elastic import engine as elastic
from shop.discovery.elastic import feeding, index
from shop.discovery.elastic.client import alias, client
from shop.discovery.elastic.difference import differences
from shop.discovery.elastic.filing import file
from shop.discovery.elastic.waiting import CATCH_UP, MOST_HELD_BACK, Waiting, waiting
from shop.discovery.models import Document
from shop.discovery.operations import FEED, refresh
from shop.outbox.models import Message
from tests.factories.situations import certify, make_product, on_sale, put_up, revoke
from tests.shop.discovery.elastic.conftest import lose, work
from tests.shop.discovery.elastic.server import quiet

pytestmark = [pytest.mark.django_db, pytest.mark.elastic]


def found(question) -> list[int]:
    hits, engine = engines.find(question)
    assert engine == "elastic"
    assert hits.count == len(hits.ids)
    return hits.ids


def rename(product, title, at):
    """A new name; the one it was certified under is found as before, so tests look for the English one."""
    get_model("catalogue", "Product").objects.filter(pk=product.pk).update(title=title, title_en="")
    refresh(product_ids=[product.pk], at=at)


def test_a_change_is_found_as_soon_as_its_message_is_done(door, build, honey, ask, now):
    build()
    rename(honey, "Trà hoa vàng", now)
    assert found(ask("tra hoa vang")) == []

    work()

    assert found(ask("tra hoa vang")) == [honey.pk]
    assert found(ask("honey")) == []


def test_what_is_on_its_way_is_left_out_of_results_and_counts(door, build, honey, cast, ask, now):
    other = on_sale(cast, at=now, title="Mật ong rừng", stars=5)
    build()
    assert set(found(ask("mat ong"))) == {honey.pk, other.pk}

    revoke(honey, cast, at=now)
    assert Message.objects.filter(kind=FEED, done_at=None).count() == 1
    assert elastic.find(ask("mat ong")).count == 2, "the index itself does not know yet"
    hits, _ = engines.find(ask("mat ong"))
    assert (hits.ids, hits.count, hits.facets.stars) == ([other.pk], 1, {5: 1})

    work()
    assert elastic.find(ask("mat ong")).ids == [other.pk]


def test_a_message_that_was_given_up_still_holds_its_product_back(door, build, honey, ask, now):
    build()
    rename(honey, "Mật ong cũ", now)
    Message.objects.filter(kind=FEED, done_at=None).update(dead_at=now, attempts=10)

    assert found(ask("mat ong")) == []


@pytest.mark.parametrize("kind", [FEED, CATCH_UP])
@pytest.mark.parametrize("way", ["rebuild", "repair"])
def test_what_was_given_up_is_taken_back_when_everything_was_gone_through(engine, build, honey, ask, now, kind, way):
    build()
    dead = {"kind": kind, "payload": {"after": 0}, "created_at": now, "next_at": now, "attempts": 10}
    Message.objects.create(key=f"{honey.pk}:99", dead_at=now, **dead)
    assert waiting() != Waiting(frozenset(), is_much=False)

    index.rebuild(quiet) if way == "rebuild" else list(differences(repair=True))

    assert waiting() == Waiting(frozenset(), is_much=False)
    assert found(ask("mat ong")) == [honey.pk]


def test_comparing_alone_takes_nothing_back(engine, build, honey, now):
    build()
    rename(honey, "Trà", now)
    Message.objects.filter(kind=FEED, done_at=None).update(dead_at=now)
    assert len(list(differences())) == 1

    assert waiting().products == {honey.pk}


def test_a_second_trouble_at_the_same_instant_is_not_forgotten(engine, honey, now):
    feeding.catch_up_soon(at=now, why="one")
    Message.objects.filter(kind=CATCH_UP).update(done_at=now)
    feeding.catch_up_soon(at=now, why="another")

    assert waiting().is_much


def test_when_much_is_on_its_way_the_database_answers(door, build, honey, ask, now):
    build()
    Message.objects.bulk_create(
        Message(kind=FEED, key=f"{10_000_000 + number}:1", payload={}, created_at=now, next_at=now)
        for number in range(MOST_HELD_BACK + 1)
    )
    hits, engine = engines.find(ask("mat ong"))

    assert (hits.ids, engine) == ([honey.pk], "embedded")


def test_asking_costs_one_query_of_the_database(door, build, ask, django_assert_num_queries):
    build()
    with django_assert_num_queries(1):
        assert engines.find(ask("mat ong"))[1] == "elastic"


def test_an_older_document_never_wins(engine, build, honey, ask, now):
    (old,) = file(product_ids=[honey.pk])
    build()
    rename(honey, "Trà hoa vàng", now)
    index.write(product_ids=[honey.pk])

    index.send(client(), alias(), [old])
    client().indices.refresh(index=alias())

    assert elastic.find(ask("honey")).ids == []
    assert elastic.find(ask("tra hoa vang")).ids == [honey.pk]
    assert list(differences()) == []


def test_an_equal_version_is_written_again(engine, build, honey, ask):
    build()
    (filed,) = file(product_ids=[honey.pk])
    index.send(client(), alias(), [replace(filed, source={**filed.source, "names": "sua"})])
    client().indices.refresh(index=alias())
    assert elastic.find(ask("sua")).ids == [honey.pk]

    index.write(product_ids=[honey.pk])

    assert elastic.find(ask("sua")).ids == []


def test_what_is_taken_off_the_shelves_is_found_no_more_whoever_is_late(engine, build, honey, ask, now):
    (old,) = file(product_ids=[honey.pk])
    build()
    get_model("catalogue", "Product").objects.filter(pk=honey.pk).update(is_public=False)
    refresh(product_ids=[honey.pk], at=now, register=True)
    work()
    index.send(client(), alias(), [old])
    client().indices.refresh(index=alias())

    assert elastic.find(ask("mat ong")).ids == []
    held = client().get(index=alias(), id=str(honey.pk))["_source"]
    assert held == {"product": honey.pk, "version": Document.objects.get().version}


def test_an_index_holds_the_covered_pack_sizes_only(engine, honey, cast, ask, now):
    model = get_model("catalogue", "Product")
    parent = on_sale(cast, at=now, title="Chè búp")
    model.objects.filter(pk=parent.pk).update(structure="parent")
    child = model.objects.create(structure="child", parent=parent, title="", pack_size="túi nhỏ")
    put_up(child, at=now, price_vnd=5_000)
    refresh(product_ids=[parent.pk], at=now)
    (filed,) = file(product_ids=[parent.pk])

    assert "price" not in filed.source["spans"][0]
    assert "in_stock" not in filed.source["when"]


def test_a_pack_size_that_is_covered_from_now_on_reaches_the_index(door, cast, ask, now):
    model = get_model("catalogue", "Product")
    parent = make_product(producer=cast.producers[0], title="Chè búp", structure="parent")
    certificate = certify(parent, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=9))
    child = model.objects.create(structure="child", parent=parent, title="", pack_size="túi nhỏ")
    put_up(child, at=now, price_vnd=60_000)
    index.rebuild(quiet)
    work()
    cheap = Narrowing(price_from=60_000, price_to=60_000)
    assert found(ask("che bup")) == [parent.pk]
    assert found(ask("che bup", narrowing=cheap)) == []

    mark_covered(child=child, certificate=certificate, by=cast.officer, at=now)
    work()

    assert found(ask("che bup", narrowing=cheap)) == [parent.pk]
    assert list(differences()) == []


def test_an_index_of_a_demo_is_not_searched_by_a_shop(door, build, honey, ask, settings):
    """What counts there does not count here: the index has another name."""
    build()
    settings.DEMO = False
    hits, engine = engines.find(ask("mat ong"))

    assert (hits.ids, engine) == ([honey.pk], "embedded")


def test_many_changes_are_taken_in_together(door, build, honey, cast, now):
    products = [on_sale(cast, at=now, title=f"Bánh {number}") for number in range(12)]
    build()
    door.seen.clear()
    for product in products:
        rename(product, f"{product.title} đa", now)
    assert Message.objects.filter(kind=FEED, done_at=None).count() == 12

    work()

    assert Message.objects.filter(kind=FEED, done_at=None).count() == 0
    # One for an index that is being built, of which there is none, and one for ours.
    assert sum(line.endswith("/_bulk") for line in door.seen) == 2
    assert list(differences()) == []


def test_a_server_that_is_down_for_days_loses_nothing(door, build, honey, cast, ask, now, caplog):
    build()
    at = now + timedelta(minutes=1)
    door.act = lambda passing: passing.cut()
    rename(honey, "Trà hoa vàng", at)
    work(at)
    revoked = on_sale(cast, at=now, title="Ong rừng")
    revoke(revoked, cast, at=now)
    for hour in range(100):
        work(at + timedelta(hours=hour), most=5)

    assert not Message.objects.filter(dead_at__isnull=False).exists()
    assert waiting().is_much
    assert engines.find(ask("tra hoa vang"))[1] == "embedded"
    assert sum("caught up" in line for line in caplog.messages) == 1, "one line says that it is behind"

    door.act = lambda passing: False
    work(at + timedelta(hours=101))

    assert not waiting().is_much
    assert list(differences()) == []
    engines.breaker.reset()
    assert found(ask("tra hoa vang")) == [honey.pk]
    assert found(ask("honey")) == []
    assert found(ask("rung")) == []


def test_while_it_is_caught_up_the_database_answers(door, build, honey, ask, now, settings):
    """Step after step, none of which another message has to wait for."""
    build()
    settings.OUTBOX_EMBEDDED = False
    feeding.catch_up_soon(at=now, why="a test")
    assert engines.find(ask("mat ong"))[1] == "embedded"

    work(now)

    assert found(ask("mat ong")) == [honey.pk]


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_catching_up_brings_everything_in_order_in_steps(engine, cast, ask, now, monkeypatch, size):
    from shop.discovery.elastic import step

    monkeypatch.setattr(step, "STEP", size)
    products = [on_sale(cast, at=now, title=f"Bánh {number}") for number in range(7)]
    index.rebuild(quiet)
    # One is older there, one is missing, two are there that the database has no more.
    rename(products[2], "Bánh đa", now)
    lose(products[4].pk)
    Document.objects.filter(pk=products[1].pk).delete()
    client().index(index=alias(), id="999999999", document={"product": 999_999_999, "version": 1})
    client().indices.refresh(index=alias())
    assert not step.is_in_step()

    after: int | None = 0
    while after is not None:
        after = step.bring_into_step(after=after)

    assert list(differences()) == []
    assert step.is_in_step()


def test_a_database_put_back_from_a_copy_is_believed(engine, honey, cast, ask, now):
    """The index is ahead then, and no older version could be written over a newer one."""
    from shop.discovery.elastic import step

    rename(honey, "Trà hoa vàng", now)
    index.rebuild(quiet)
    Document.objects.update(version=1)

    assert not step.is_in_step()
    after: int | None = 0
    while after is not None:
        after = step.bring_into_step(after=after)
    assert list(differences()) == []
    assert elastic.find(ask("tra hoa vang")).ids == [honey.pk]


def test_the_round_finds_out_by_itself_and_says_it_once(engine, build, honey, cast, ask, now):
    build()
    feeding.look(at=now)
    assert not Message.objects.filter(kind=CATCH_UP).exists(), "nothing to do"

    lose(honey.pk)
    feeding.look(at=now)
    feeding.look(at=now)
    assert Message.objects.filter(kind=CATCH_UP).count() == 1
    work(now + timedelta(minutes=1))

    assert found(ask("mat ong")) == [honey.pk]


def test_without_an_address_nothing_is_kept_for_later(settings, honey, now):
    settings.ELASTICSEARCH_URL = ""
    rename(honey, "Trà hoa vàng", now)
    feeding.look(at=now)

    assert not Message.objects.filter(kind__in=[FEED, CATCH_UP]).exists()


def test_what_was_told_is_forgotten_after_a_week(engine, build, honey, now):
    build()
    rename(honey, "Trà hoa vàng", now)
    done = Message.objects.filter(kind=FEED, done_at__isnull=False)
    waits = Message.objects.get(kind=FEED, done_at=None)
    assert done.exists()
    done.update(done_at=now)

    feeding.forget_told(at=now + timedelta(days=7))
    assert done.exists()
    feeding.forget_told(at=now + timedelta(days=7, microseconds=1))

    assert list(Message.objects.filter(kind=FEED)) == [waits]
