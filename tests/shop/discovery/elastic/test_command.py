"""`manage.py search` where a cluster searches: builds, compares, describes, asks, and says when it cannot."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from oscar.core.loading import get_model

from shop.discovery.elastic.client import alias
from shop.discovery.operations import refresh
from tests.shop.discovery.elastic.conftest import work
from tests.shop.discovery.elastic.server import drop_all, indices

pytestmark = [pytest.mark.django_db, pytest.mark.elastic]


def said(*words: str) -> str:
    out = StringIO()
    call_command("search", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_rebuild_makes_an_index_where_there_is_none(engine, honey, elasticsearch):
    drop_all(elasticsearch)
    assert f"{alias()}: no index; the database answers" in said("status")

    assert "elasticsearch: 1 documents in a new index" in said("rebuild")
    (name,) = indices()
    assert f"{alias()} is {name}: 1 documents" in said("status")


def test_check_prints_what_differs_and_repairs_it(engine, build, honey, now):
    build()
    assert said("check").splitlines()[-1] == "0 differences"

    get_model("catalogue", "Product").objects.filter(pk=honey.pk).update(title="Trà hoa vàng")
    refresh(product_ids=[honey.pk], at=now)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("search", "check", stdout=out, stderr=StringIO())
    assert out.getvalue().splitlines() == [
        f"elasticsearch {honey.pk}: names, names_marked, version",
        "1 difference",
    ]

    assert said("check", "--repair").splitlines()[-1] == "1 difference, repaired"
    assert said("check").splitlines()[-1] == "0 differences"


def test_a_question_by_name_of_the_engine(engine, build, honey):
    build()
    row = json.loads(said("query", "mat ong", "--engine", "elastic", "--json"))

    assert [result["id"] for result in row["results"]] == [honey.pk]


def test_what_cannot_be_done_is_a_sentence(door, build, settings, elasticsearch):
    build()
    drop_all(elasticsearch)
    with pytest.raises(CommandError, match=r"Elasticsearch: .*index"):
        said("check")
    door.act = lambda passing: passing.cut()
    for words in (["rebuild"], ["query", "mat", "--engine", "elastic"]):
        with pytest.raises(CommandError, match=r"Elasticsearch: .*Connection"):
            said(*words)
    assert "does not answer" in said("status")

    settings.ELASTICSEARCH_URL = ""
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL is not set"):
        said("query", "mat", "--engine", "elastic")


def test_what_waits_is_told(engine, build, honey, now):
    build()
    refresh(product_ids=[honey.pk], at=now, register=True)
    assert "waiting to be taken in: 1" in said("status")

    work()
    assert "waiting to be taken in: 0" in said("status")
