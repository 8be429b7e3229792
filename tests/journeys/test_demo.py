"""The demo from nothing, by its real loaders: what is in it, what may be bought, and that it owns up to inventions."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_class, get_model

from catalogue_ext.centres.models import Centre
from catalogue_ext.certification.classification import group_of
from catalogue_ext.certification.models import Certificate, Decision, Standing
from catalogue_ext.producers.models import Person, Producer
from shop.accounts.queries import roles_of
from shop.accounts.roles import Role
from shop.audit.models import Entry
from shop.demo import house, listings, makers, orders, register
from shop.demo.accounts import ACCOUNTS, MAKER, PASSWORD
from shop.fulfilment.models import ProducerOrder
from shop.outbox.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

SIGNED = {"3981/QĐ-UBND": 9, "858/QĐ-UBND": 5, "1887/QĐ-UBND": 8}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded once for this module, and taken back after it."""
    from django.conf import settings
    from django.db import transaction

    media = settings.MEDIA_ROOT
    settings.MEDIA_ROOT = str(tmp_path_factory.mktemp("media"))
    at = timezone.now()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_places", verbosity=0)
        house.open_channels_and_centres(at=at)
        house.make_people(at=at)
        register.load_decisions(at=at, progress=lambda done, total: None)
        house.give_memberships(at=at)
        listings.load_listings(at=at, progress=lambda done, total: None)
        makers.tell_stories(at=at)
        listings.load_pictures(at=at, progress=lambda done, total: None)
        yield SimpleNamespace(at=at)
        transaction.set_rollback(True)
    settings.MEDIA_ROOT = media


def products():
    model = get_model("catalogue", "Product")
    return model.objects.exclude(structure="child").select_related("producer", "parent")


def sold(at):
    """What may be bought now, as the strategy answers: products, or a product by one of its pack sizes."""
    strategy = get_class("partner.strategy", "Strategy")(at=at)
    found = []
    for product in products().prefetch_related("stockrecords__location", "children__stockrecords__location"):
        rows = list(product.children.all()) if product.is_parent else [product]
        if any(strategy.fetch_for_product(row).availability.is_available_to_buy for row in rows):
            found.append(product)
    return found


def test_at_least_sixty_products_can_be_bought_in_groups_one_to_five(demo):
    groups = Counter(group_of(product.criteria_set).code for product in sold(demo.at))

    assert sum(groups.values()) >= 60
    assert set(groups) == {"I", "II", "III", "IV", "V"}


def test_the_signed_decisions_stand_whole_and_by_two_people(demo):
    for number, count in SIGNED.items():
        decision = Decision.objects.get(number=number)
        assert (decision.evidence_level, decision.certificates.count()) == ("A", count)
        assert {decision.entered_by.email, decision.verified_by.email} == {"canbo@demo.test", "canbo2@demo.test"}
        assert len(decision.sha256) == 64
        assert decision.source_url.startswith("https://")
    assert Standing.objects.at(demo.at).filter(is_demo=False).count() == 22


def test_everything_else_says_demo(demo):
    for certificate in Certificate.objects.exclude(decision__number__in=SIGNED).select_related("decision", "product"):
        if certificate.decision.number:
            assert certificate.decision.number.startswith("DEMO-")
        else:
            assert certificate.decision.evidence_level == "B1"
            assert certificate.verified_at is None


def test_the_twenty_of_quang_ninh_keep_their_star_and_commune(demo):
    path = Path(listings.__file__).parent / "data" / "quang_ninh_products.csv"
    with path.open(encoding="utf-8", newline="") as file:
        named = list(csv.DictReader(file))
    rows = [
        row
        for row in named
        if row["new_commune_code"] and row["producer_vi"] and not row["producer_vi"].startswith("(")
    ]
    found = {product.title: product for product in products()}

    assert len(rows) == 20
    for row in rows:
        product = found[row["name_vi"]]
        standing = Standing.objects.at(demo.at).get(product=product)
        assert product.producer.name == row["producer_vi"]
        assert product.origin_commune.code == row["new_commune_code"]
        assert standing.stars == int(row["star"] or 3)
        assert standing.is_demo
        assert not product.is_illustration
    # The other forty have no commune or no maker at hand: they are no product here.
    others = {row["name_vi"] for row in named if row not in rows}
    assert len(others) == 40
    assert others & set(found) == set()


@pytest.mark.parametrize(
    ("title", "page", "check"),
    [
        ("Nước mắm minh hoạ đã hết hạn", 200, 200),
        ("Trà minh hoạ bị thu hồi", 200, 200),
        ("Bánh minh hoạ chưa có hiệu lực", 404, 200),
        ("Yến sào Minh Huyền", 404, 404),
        ("Gạo sạch Bắc Ruộng ST25", 404, 404),
        ("Ngũ cốc dinh dưỡng nhà làm Tuấn Diễm", 404, 404),
    ],
)
def test_what_must_not_be_sold_is_not(demo, client, title, page, check):
    product = products().get(title=title)

    assert client.get(product.get_absolute_url()).status_code == page
    assert client.get(reverse("storefront:check", args=[product.check_code])).status_code == check
    assert client.post(reverse("storefront:basket_add", args=[product.pk]), {"quantity": 1}).status_code in {404, 409}
    assert product not in sold(demo.at)


@pytest.mark.parametrize("title", ["Một ngày ở bản", "Chèo thuyền trên hồ"])
def test_tourism_is_shown_without_a_button(demo, client, title):
    product = products().get(title=title)

    page = BeautifulSoup(client.get(product.get_absolute_url()).content, "html.parser")

    assert page.select_one("h1").get_text(" ", strip=True) == f"{title} minh hoạ"
    assert page.select_one('form[action*="/gio-hang/them/"]') is None
    assert client.post(reverse("storefront:basket_add", args=[product.pk]), {"quantity": 1}).status_code == 409


def test_a_pack_size_that_nobody_covered_is_not_sold(demo, client):
    parent = products().get(title="Gạo nếp cái hạt cau")
    answers = {
        child.pack_size: client.post(
            reverse("storefront:basket_add", args=[parent.pk]), {"quantity": 1, "pack": child.pk}
        ).status_code
        for child in parent.children.all()
    }

    assert answers == {"túi 1 kg": 302, "túi 5 kg": 302, "bao 25 kg": 409}


def test_every_invented_thing_says_so(demo, client):
    for product in products().filter(is_illustration=True):
        assert product.producer.is_illustration
        assert "minh hoạ" in product.producer.name.lower()
    assert set(get_model("catalogue", "ProductImage").objects.values_list("caption", flat=True)) == {"Hình minh hoạ"}
    assert get_model("catalogue", "ProductImage").objects.count() == products().count()
    real = products().get(title="Mắc ca Lê Anh Tuy Đức")
    demo_one = products().get(title="Miến dong Bình Liêu")
    panels = {
        product.pk: BeautifulSoup(client.get(product.get_absolute_url()).content, "html.parser")
        .select_one(".certificate")
        .get_text(" ")
        for product in (real, demo_one)
    }
    assert "minh hoạ" not in panels[real.pk]
    assert "minh hoạ" in panels[demo_one.pk]


def test_orders_and_opinions_are_of_one_invented_producer_only(demo, settings):
    """Nobody is told of them, and a second loading places none."""
    settings.RETURN_DAYS = 7
    assert orders.place_orders(at=demo.at) == 10

    parts = ProducerOrder.objects.select_related("partner__producer", "order__shipping_address")
    assert {part.partner.producer.name for part in parts} == {MAKER}
    assert Producer.objects.get(name=MAKER).is_illustration
    assert Counter(part.state_at(demo.at).value for part in parts) == {
        "new": 2,
        "accepted": 2,
        "packed": 1,
        "handed_over": 1,
        "delivered": 1,
        "closed": 1,
        "returned": 1,
        "refused": 1,
    }
    assert {str(part.order.shipping_address.phone_number)[:10] for part in parts} == {"+849000000"}
    assert Message.objects.filter(kind="notice").count() == 0
    reviews = get_model("reviews", "ProductReview").objects.select_related("product")
    assert [(review.product.is_illustration, "minh hoạ" in review.body) for review in reviews] == [(True, True)]
    assert orders.place_orders(at=demo.at) == 0
    assert parts.count() == 10


def test_the_accounts_of_the_readme(demo, client):
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    from shop.accounts.models import User

    for account in ACCOUNTS:
        user = User.objects.get(email=account.email)
        assert user.check_password(PASSWORD)
        assert user.is_demo
        assert roles_of(user=user) == ({account.role} if account.role else set())
        assert f"`{account.email}`" in readme
    assert PASSWORD in readme
    assert Role.ADMINISTRATOR in roles_of(user=User.objects.get(email="quantri@demo.test"))


def test_a_second_loading_changes_nothing(demo):
    tables = ("catalogue.Product", "partner.StockRecord", "catalogue.ProductImage", "certification.Certificate")

    def counts():
        return [get_model(*table.split(".")).objects.count() for table in tables]

    before = counts()
    register.load_decisions(at=demo.at, progress=lambda done, total: None)
    listings.load_listings(at=demo.at, progress=lambda done, total: None)
    listings.load_pictures(at=demo.at, progress=lambda done, total: None)

    assert counts() == before


def test_stories_and_people_are_of_invented_producers_only(demo):
    told = Producer.objects.exclude(story="", people=None).distinct()

    assert [maker.name for maker in told if not maker.is_illustration] == []
    assert Producer.objects.exclude(story="").exclude(story_en="").count() == 11
    assert Person.objects.count() == Person.objects.filter(is_illustration=True).count() == 23
    assert {maker.phone[:8] for maker in told if maker.phone} <= {"024 0000", "028 0000"}


def test_a_story_about_a_real_producer_stops_the_demo(demo, monkeypatch):
    real = {"subject": "HTX Nông nghiệp Hải Yến", "story": "Bịa", **dict.fromkeys(("address", "phone", "zalo"), "")}
    monkeypatch.setattr(makers, "read", lambda path: [{**real, "story_en": ""}])

    with pytest.raises(makers.NotInvented, match="Hải Yến"):
        makers.tell_stories(at=demo.at)

    assert Producer.objects.get(name=real["subject"]).story == ""


def test_stories_are_told_once(demo):
    before = Entry.objects.count()

    makers.tell_stories(at=demo.at)
    house.open_channels_and_centres(at=demo.at)

    assert Entry.objects.count() == before
    assert {(c.code, c.commune.code, bool(c.about), bool(c.about_en)) for c in Centre.objects.all()} == {
        ("quang-ninh", "06688", True, True),
        ("lam-dong", "24781", True, True),
    }
