"""Shoppers' questions over the demo's products: nearly all find what was meant among the first five, on each engine."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.utils import timezone

from catalogue_ext.certification.models import Standing
from tests.shop.discovery import judging
from tests.shop.discovery.engines import ENGINES, filled

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

FLOOR = 0.95


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Loaded once for this module, and taken back after it."""
    from django.db import transaction

    at = timezone.now()
    with django_db_blocker.unblock(), transaction.atomic():
        late = judging.load_demo(at=at)
        yield SimpleNamespace(at=at, late=late)
        transaction.set_rollback(True)


@pytest.fixture(scope="module", params=ENGINES)
def judged(request, demo):
    """All questions, asked of one engine once."""
    with filled(request):
        yield judging.judge(engine=request.param, at=demo.at)


def certified(at):
    """What the file calls each product that may be found."""
    rows = Standing.objects.at(at).filter(product__parent=None, product__is_public=True)
    called = judging.names()
    return {called[pk] for pk in rows.values_list("product", flat=True)}


def test_the_file_asks_enough_and_only_for_what_is_there(demo):
    asked = judging.questions()

    assert len(asked) >= 150
    assert len({question.query for question in asked}) == len(asked)
    assert {name for question in asked for name in question.expected} <= certified(demo.at)
    assert all(question.why for question in asked)


def test_every_product_is_asked_for(demo):
    """A file that asked for the same few products would say little."""
    wanted = {name for question in judging.questions() for name in question.expected}

    assert certified(demo.at) - wanted == set()


def test_documents_followed_the_steps_of_the_demo_by_themselves(demo):
    assert demo.late == []


def test_each_engine_finds_what_is_meant(judged):
    assert judged.success_at_5 >= FLOOR, "\n".join([str(judged), *(row.as_line for row in judged.missed)])


def test_no_question_finds_what_is_not_certified(demo, judged):
    """Of the demo's products three lapsed, were revoked or do not count yet, and three were never verified."""
    found = {name for answer in judged.answers for name in answer.got}

    assert len(set(judging.names().values()) - certified(demo.at)) == 6
    assert found == certified(demo.at)


def test_counting():
    asked = judging.Question("x", frozenset({"a"}), "")
    figures = judging.figures([judging.Answer(asked, rank, (), "", ()) for rank in (1, 2, 5, 6, 0)])

    assert (figures.success_at_1, figures.success_at_5) == (0.2, 0.6)
    assert figures.mrr == pytest.approx((1 + 1 / 2 + 1 / 5 + 1 / 6) / 5)
    assert [answer.rank for answer in figures.missed] == [6, 0]
