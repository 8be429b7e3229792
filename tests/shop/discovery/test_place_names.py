"""A place by any of its names, of today or of before, however it is written, finds what comes from there."""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue_ext.places.models import Commune, Succession
from catalogue_ext.places.operations import load_places
from shop.discovery import engines
from shop.discovery.queries import search
from shop.discovery.reading.gazetteer import forget
from shop.outbox.announcing import together
from shop.primitives.vi_text import fold
from tests.conftest import NOW
from tests.factories.people import make_cast
from tests.factories.producers import make_producer
from tests.factories.situations import on_sale
from tests.shop.discovery.engines import ENGINES, filled

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

PRODUCTS = 60
WRITINGS = {
    "as printed": lambda name: name,
    "small": str.lower,
    "capital": str.upper,
    "without marks": fold,
    "capital without marks": lambda name: fold(name).upper(),
    "NFD": lambda name: unicodedata.normalize("NFD", name),
    "NFD, capital": lambda name: unicodedata.normalize("NFD", name.upper()),
    "NFKD, small": lambda name: unicodedata.normalize("NFKD", name.lower()),
    "a word before": lambda name: f"ở {name}",
    "spaces and commas": lambda name: f"  {name.replace(', ', ' ,  ')} ",
}


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """The whole register of places, and products of some communes, no name of which holds a place."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        load_places(by=None, at=NOW)
        forget()
        communes = Commune.objects.filter(valid_to=None).select_related("province").order_by("code")
        chosen = random.Random(6).sample(list(communes), PRODUCTS)
        cast = make_cast(SimpleNamespace(uong_bi=chosen[0], binh_khe=chosen[1], **_provinces()), at=NOW)
        with together(at=NOW):
            for number, commune in enumerate(chosen):
                maker = make_producer(name=f"HTX Zz {number}", commune=commune)
                on_sale(cast, at=NOW, producer=maker, title=f"Xyz {number}")
        yield _facts(chosen)
        transaction.set_rollback(True)
    forget()


def _provinces():
    by_code = {row.code: row for row in {c.province for c in Commune.objects.filter(valid_to=None)}}
    return {"quang_ninh": by_code["22"], "lam_dong": by_code["68"]}


def _facts(chosen):
    """Each name, the communes of today that lie in what it names, and those of the largest place of that name: a
    province that goes on is larger than what it was, a city may be called like its province."""
    successions = Succession.objects.select_related("old__province", "new__province").exclude(old__district_name="")
    of_old, of_district, of_province = defaultdict(set), defaultdict(set), defaultdict(set)
    for row in successions:
        old, short = row.old, row.old.province.short_name
        of_old[old.pk].add(row.new_id)
        of_district[old.district_name, old.province_id].add(row.new_id)
        of_province[short].add(row.new_id)
    for commune in Commune.objects.filter(valid_to=None).select_related("province"):
        of_province[commune.province.short_name].add(commune.pk)
    names = {f"{commune.name}, {commune.province.name}": ({commune.pk}, {commune.pk}) for commune in chosen}
    for row in successions.filter(new__in=chosen):
        old, short = row.old, row.old.province.short_name
        district, within = f"{old.district_name}, {old.province.name}", of_district[old.district_name, old.province_id]
        names[f"{old.name}, {district}"] = (of_old[old.pk], of_old[old.pk])
        names[district] = (within, of_province[short] if old.district_name.endswith(f" {short}") else within)
        names.setdefault(old.province.name, ({row.new_id}, of_province[short]))[0].add(row.new_id)
    return SimpleNamespace(names=dict(sorted(names.items())))


@pytest.fixture(scope="module", params=ENGINES)
def asked(request, country):
    """One engine, given all of it."""
    from oscar.core.loading import get_model

    products = get_model("catalogue", "Product").objects
    comes_from = dict(products.filter(parent=None).values_list("pk", "origin_commune"))

    def found(text):
        with engines.only(request.param):
            return set(search(text=text, at=NOW, size=500).ids)

    def expected(communes):
        return {pk for pk, commune in comes_from.items() if commune in communes}

    with filled(request):
        yield SimpleNamespace(names=country.names, found=found, expected=expected)


def is_right(asked, name, written):
    """Whether all that comes from there is found, and nothing from elsewhere."""
    least, most = asked.names[name]
    return asked.expected(least) <= asked.found(written) <= asked.expected(most)


def test_there_are_names_enough(country):
    assert len(country.names) > 250
    assert sum(least == most for least, most in country.names.values()) > 220


def test_every_name_as_printed(asked):
    assert [name for name in asked.names if not is_right(asked, name, name)] == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_name_in_any_writing(asked, data):
    """Old and new names of one commune find the same, for both find all that comes from there and nothing else."""
    name = data.draw(st.sampled_from(sorted(asked.names)))
    writing = data.draw(st.sampled_from(sorted(WRITINGS)))

    assert is_right(asked, name, WRITINGS[writing](name))
    assert asked.found(WRITINGS[writing](name)) == asked.found(name)
