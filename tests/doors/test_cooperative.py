"""Every address of a producer's desk × every role × another producer: only who works there, and only its own."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from oscar.core.loading import get_model

from catalogue_ext.producers.models import Membership
from shop.carriers.models import FeeTable, OwnDelivery, PickupPoint
from shop.carriers.operations import open_pickup_point, publish_fee_table, set_own_delivery
from shop.carriers.rules import Bracket, Scale, Zone
from shop.cooperative.acts import SLUGS
from shop.fulfilment import operations
from shop.fulfilment.models import ProducerOrder, Refund, ReturnPicture, ReturnRequest, StateChange
from shop.opinions.models import Reply
from shop.opinions.operations import give_opinion, judge
from tests.doors.routes import names
from tests.factories.orders import PHONE, delivered, placed
from tests.factories.situations import on_sale

pytestmark = pytest.mark.django_db
BACKEND = "shop.accounts.backends.EmailOrPhoneBackend"
STRANGERS = ("shopper", "other_producer", "centre", "officer", "support", "administrator")
PAGE, POSTED, ELSEWHERE = 200, 405, 302


@pytest.fixture(autouse=True)
def _frozen(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def house(cast, places, now, settings, tmp_path):
    """One of everything a desk can open, twice: a new part, a received one with return, refund, opinion; ways."""
    settings.RETURN_DAYS, settings.MEDIA_ROOT = 7, str(tmp_path)
    cast.desks = [_desk(cast, producer, places, now) for producer in cast.producers]
    return cast


def _desk(cast, producer, places, now):
    oil = on_sale(cast, at=now, producer=producer, stock=50)
    tea = on_sale(cast, at=now, producer=producer, stock=50)
    new = placed(oil, tea, commune=places.truong_xuan, at=now).producer_orders.get()
    got = delivered(placed(oil, commune=places.truong_xuan, at=now).producer_orders.get(), at=now)
    line = got.lines.get()
    review = give_opinion(
        line=line, score=5, title="", body="Thơm và ngọt lắm", shown_as="", by=None, phone=PHONE, at=now
    )
    judge(review=review, is_approved=True, by=cast.officer, at=now)
    refund = operations.owe_refund(producer_order=got, amount_vnd=5_000, by=None, at=now, reason="Vỡ")
    asked = operations.ask_return(
        producer_order=got, line_ids=[line.pk], reason="damaged", text="Vỡ", pictures=[b"x"], by=None, at=now
    )
    picture = ReturnPicture(request=asked)
    picture.file.save("picture.webp", ContentFile(b"picture"))
    ours = {"partner": producer.partner, "by": None, "at": now}
    table = publish_fee_table(scales=[Scale(Zone.COUNTRY, (Bracket(500, 30_000),), 0)], valid_on=None, **ours)
    set_own_delivery(fee_vnd=10_000, communes=[places.uong_bi], **ours)
    point = open_pickup_point(
        code=producer.slug[:20], name="Kho", commune=producer.commune, address="Số 1", hours="8:00-17:00", **ours
    )
    number, slug = new.number, producer.slug
    # A part's steps lead back to the part where they are not possible: only the first two are, of a new one.
    steps = [([slug, number, word], PAGE if word in {"nhan", "tu-choi"} else ELSEWHERE) for word in SLUGS]
    steps = [(args, 404 if args[-1] == "san-sang" else status) for args, status in steps]
    return {
        "orders": [([slug], PAGE)],
        "part": [([slug, number], PAGE)],
        "delivery_note": [([slug, number], ELSEWHERE)],
        "receipt": [([slug, got.number], PAGE)],
        "drop_line": [([slug, number, new.lines.first().pk], PAGE)],
        "step": steps,
        "packing": [([slug], PAGE)],
        "packing_pdf": [([slug], PAGE)],
        "returns": [([slug], PAGE)],
        "return": [([slug, asked.pk], PAGE)],
        "picture": [([slug, picture.pk], PAGE)],
        "refund": [([slug, refund.pk], PAGE)],
        "delivery": [([slug], PAGE)],
        "fees": [([slug], PAGE)],
        "fees_withdraw": [([slug, table.pk], PAGE)],
        "own": [([slug], PAGE)],
        "own_stop": [([slug], POSTED)],
        "point_new": [([slug], PAGE)],
        "point_swing": [([slug, point.code], POSTED)],
        "opinions": [([slug], PAGE)],
        "reply": [([slug, review.pk], PAGE)],
    }


def addresses(desk):
    """Every route of one desk with every word it takes: address, what a GET answers."""
    assert {f"cooperative:{name}" for name in desk} | {"cooperative:index"} == {
        name for name in names() if name.startswith("cooperative:")
    }
    return [(reverse(f"cooperative:{name}", args=args), status) for name, ways in desk.items() for args, status in ways]


def swapped(desk, slug):
    """The same things under the name of another desk: what a member of that one might type."""
    return [
        reverse(f"cooperative:{name}", args=[slug, *args[1:]])
        for name, ways in desk.items()
        for args, _ in ways
        if len(args) > 1
    ]


def kept():
    """Everything a form of a desk could have changed."""
    tables = (ProducerOrder, Refund, ReturnRequest, StateChange, Reply, FeeTable, OwnDelivery, PickupPoint)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def logged_in(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


EVERYTHING = {
    "choice": "gone",
    "text": "Một lời dài hơn mười chữ",
    "decision": "accept",
    "answer": "Đồng ý",
    "restock": "yes",
    "how": "Chuyển khoản",
    "tracking_number": "X1",
    "to": "closed",
}


def test_who_works_there_opens_every_page(house):
    client = logged_in(house.producer)

    answers = {url: client.get(url).status_code for url, _ in addresses(house.desks[0])}

    assert answers == dict(addresses(house.desks[0]))
    assert client.get("/lam-viec/chu-the/").url == f"/lam-viec/chu-the/{house.producers[0].slug}/"


@pytest.mark.parametrize("role", STRANGERS)
def test_nobody_else_finds_or_changes_anything(house, role):
    client, before = logged_in(getattr(house, role)), kept()

    for url, status in addresses(house.desks[0]):
        forms_only = status == POSTED
        assert client.get(url).status_code == (POSTED if forms_only else 404), url
        assert client.post(url, EVERYTHING).status_code in {404, 405}, url

    assert kept() == before


def test_nobody_is_sent_to_log_in(client, house):
    before = kept()
    for url, status in addresses(house.desks[0]):
        if status != POSTED:
            assert client.get(url).url.startswith(reverse("storefront:login")), url
        assert client.post(url, EVERYTHING).status_code in {302, 405}, url
    assert client.get("/lam-viec/chu-the/").url.startswith(reverse("storefront:login"))
    assert kept() == before


def test_another_producers_things_are_not_found_under_ones_own_name(house):
    client, before = logged_in(house.producer), kept()

    for url in swapped(house.desks[1], house.producers[0].slug):
        assert client.get(url).status_code in {404, 405}, url
        assert client.post(url, EVERYTHING).status_code in {404, 405}, url

    assert kept() == before


def test_who_left_and_who_is_shut_out_find_nothing(house, now):
    Membership.objects.filter(user=house.producer).update(withdrawn_at=now)
    client = logged_in(house.producer)
    assert {client.get(url).status_code for url, status in addresses(house.desks[0]) if status != POSTED} == {404}
    assert client.get("/lam-viec/chu-the/").status_code == 404

    other = logged_in(house.other_producer)
    house.other_producer.is_active = False
    house.other_producer.save()
    assert other.get(f"/lam-viec/chu-the/{house.producers[1].slug}/").status_code == 302


def test_no_cache_keeps_a_page_and_no_index_holds_one(house):
    client = logged_in(house.producer)
    for url, status in addresses(house.desks[0]):
        if status == PAGE:
            answer = client.get(url)
            assert "no-store" in answer.headers["Cache-Control"], url
            if answer.headers["Content-Type"].startswith("text/html"):
                assert '<meta name="robots" content="noindex">' in answer.content.decode(), url


def test_pictures_are_private_and_dead(house, client):
    (args, _) = house.desks[0]["picture"][0]
    picture = ReturnPicture.objects.get(pk=args[1])

    answer = logged_in(house.producer).get(reverse("cooperative:picture", args=args))

    assert answer.content == b"picture"
    assert (answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert logged_in(house.producer).get(f"/media/{picture.file.name}").status_code == 404


def test_reading_writes_nothing(house):
    client, before = logged_in(house.producer), kept()
    for url, _ in addresses(house.desks[0]):
        client.get(url)
    assert kept() == before
    assert get_model("order", "Line").objects.count() == 6
