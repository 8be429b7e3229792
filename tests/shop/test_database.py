"""How the database is spoken to: PostgreSQL keeps the plans of what a connection asks often."""

from __future__ import annotations

import pytest
from django.db import connection
from oscar.core.loading import get_model

from shop.settings import env

POSTGRES = "postgres://shop@db.test/shop"
KEPT = {"server_side_binding": True, "prepare_threshold": 3}


@pytest.fixture
def options(monkeypatch):
    """Returns the options of a database for an environment."""

    def read(url: str, **variables: str) -> dict[str, object]:
        for name, value in {"DATABASE_URL": url, **variables}.items():
            monkeypatch.setenv(name, value)
        return env.database("sqlite://:memory:").get("OPTIONS", {})

    return read


def test_postgresql_prepares_unless_told_not_to(options):
    assert options(POSTGRES) == KEPT
    assert options(POSTGRES, DATABASE_PREPARE="0") == {}


def test_what_the_address_asks_for_stays(options):
    assert options(f"{POSTGRES}?sslmode=require") == {"sslmode": "require", **KEPT}


def test_sqlite_knows_no_such_thing(options):
    assert not options("sqlite:////tmp/shop.sqlite3").keys() & KEPT.keys()


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no plans")
def test_a_query_asked_often_is_planned_once():
    products = get_model("catalogue", "Product").objects.filter(check_code="PLANNED000")
    for _ in range(5):
        assert not products.exists()

    with connection.cursor() as cursor:
        cursor.execute("SELECT parameter_types FROM pg_prepared_statements WHERE statement LIKE '%check_code%LIMIT%'")
        assert len(cursor.fetchall()) == 1
