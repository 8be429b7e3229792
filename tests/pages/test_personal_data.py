"""My data, data of an order, the ticks of the checkout, and the end of an account, as pages."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from oscar.core.loading import get_model

from shop.consents.models import Consent, Purpose
from shop.consents.operations import say
from shop.consents.queries import has_agreed
from shop.personal_data import copies
from shop.personal_data.models import Export
from shop.personal_data.operations import forget_order
from shop.storefront.views.personal_data import ZIP
from tests.factories.orders import placed
from tests.factories.people import PASSWORD
from tests.pages.conftest import words_of
from tests.pages.test_checkout import SECOND, TYPED, fields_of, second

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

BACKEND = "shop.accounts.backends.EmailOrPhoneBackend"
MINE, DELETE = "/tai-khoan/du-lieu/", "/tai-khoan/du-lieu/xoa/"


@pytest.fixture(autouse=True)
def _settings(settings) -> None:
    settings.ZALO_BACKEND = "shop.notices.doors.log.LogZalo"
    settings.RETURN_DAYS = 7


@pytest.fixture
def shopper(client, cast):
    client.force_login(cast.shopper, backend=BACKEND)
    return cast.shopper


@pytest.fixture
def basket(client, oil):
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})


@pytest.fixture
def order(client, oil, places, now):
    """A guest's order, found again by this browser."""
    made = placed(oil, commune=places.truong_xuan, at=now, email="hoa@example.test")
    client.post("/don-hang/tra-cuu/", {"number": made.number, "phone": "0912345678"})
    return made


def orders():
    return get_model("order", "Order").objects.order_by("pk")


# ---------------------------------------------------------------- the checkout's ticks


def test_nothing_is_ticked_and_nothing_is_agreed_without(client, page, basket):
    sent = second(client)
    boxes = page(SECOND).select("input[name=dong-y]")

    assert [(box["value"], box.has_attr("checked"), box.has_attr("required")) for box in boxes] == [
        ("zalo", False, False),
        ("opinion", False, False),
    ]
    assert client.post(SECOND, sent).status_code == 302
    assert Consent.objects.count() == 0


def test_each_tick_is_a_yes_of_its_own(client, basket):
    client.post(SECOND, {**second(client), "dong-y": ["zalo", "no such purpose"]})

    assert [row.purpose for row in Consent.objects.all()] == ["zalo"]
    assert has_agreed(order=orders().get(), purpose=Purpose.ZALO)


def test_a_tick_is_still_there_when_the_order_was_refused(client, basket, oil):
    sent = second(client)
    response = client.post(SECOND, {**sent, "expected_total_vnd": "1", "dong-y": ["opinion"]})

    assert response.status_code == 409
    boxes = BeautifulSoup(response.content, "html.parser").select("input[name=dong-y][checked]")
    assert [box["value"] for box in boxes] == ["opinion"]
    assert Consent.objects.count() == 0


def test_what_has_no_effect_is_not_asked(client, page, basket, settings):
    settings.ZALO_BACKEND = ""
    second(client)

    assert [box["value"] for box in page(SECOND).select("input[name=dong-y]")] == ["opinion"]
    client.post(SECOND, {**fields_of(client.get(SECOND)), "dong-y": ["zalo"]})
    assert Consent.objects.count() == 0


def test_an_account_that_agreed_is_not_asked_again(client, page, cast, shopper, basket, now):
    say(purpose=Purpose.ZALO, is_given=True, language="vi", at=now, user=shopper)
    client.post("/thanh-toan/", TYPED)

    assert [box["value"] for box in page(SECOND).select("input[name=dong-y]")] == ["opinion"]


def test_the_terms_and_the_ticks_are_two_things(client, page, basket):
    second(client)
    section = page(SECOND).select_one("#b4").parent

    assert "agree" not in section.get_text().lower().replace("đồng ý", "")
    assert section.select_one("a")["href"] == "/chinh-sach/du-lieu/"


# ---------------------------------------------------------------- what is kept, for everybody


@pytest.mark.parametrize(
    ("prefix", "heading"), [("", "Chúng tôi giữ gì về bạn, để làm gì"), ("/en", "What we keep of you, and why")]
)
def test_the_list_is_open_to_all_and_linked_from_the_trust_page(page, prefix, heading):
    shown = page(f"{prefix}/chinh-sach/du-lieu/")

    assert shown.h1.text == heading
    assert len(shown.select(".kept-list > li")) == 11
    assert page(f"{prefix}/chinh-sach/").select_one(f'a[href="{prefix}/chinh-sach/du-lieu/"]')


# ---------------------------------------------------------------- an account


def test_switches_of_an_account(client, page, shopper):
    assert [words_of(row.select_one(".status")) for row in page(MINE).select(".consents li")] == [
        "Bạn chưa đồng ý",
        "Bạn chưa đồng ý",
    ]
    client.post(f"{MINE}dong-y/", {"purpose": "zalo", "yes": "1"})
    assert [words_of(row.select_one(".status")) for row in page(MINE).select(".consents li")] == [
        "Bạn đồng ý",
        "Bạn chưa đồng ý",
    ]
    client.post(f"{MINE}dong-y/", {"purpose": "zalo"})
    assert [row.is_given for row in Consent.objects.order_by("pk")] == [True, False]
    assert client.post(f"{MINE}dong-y/", {"purpose": "advertising", "yes": "1"}).status_code == 302
    assert Consent.objects.count() == 2


def test_my_copy_comes_at_once(client, shopper):
    response = client.post(f"{MINE}tai/")

    assert (response.status_code, response.headers["Content-Type"]) == (200, ZIP)
    assert response.headers["Content-Disposition"] == 'attachment; filename="xanha-du-lieu.zip"'
    assert "no-store" in response.headers["Cache-Control"]
    assert zipfile.ZipFile(io.BytesIO(response.content)).namelist() == ["data.json", "data.html", "data.css"]


def test_a_copy_that_is_ready_is_its_owners_for_a_day(client, cast, shopper, now, monkeypatch):
    monkeypatch.setattr(copies, "MOST_AT_ONCE", -1)
    assert client.post(f"{MINE}tai/").headers["Location"] == MINE
    export = copies.make_copy(export=Export.objects.get(), at=now)
    address = f"{MINE}tai/{export.pk}/"

    assert client.get(address).headers["Content-Type"] == ZIP
    assert client.get(f"/media/{export.file.name}").status_code == 404
    with time_machine.travel(now + timedelta(days=1), tick=False):
        assert client.get(address).status_code == 404
    client.force_login(cast.support, backend=BACKEND)
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def test_an_account_ends_by_its_password(client, page, cast, shopper):
    wrong = client.post(DELETE, {"password": "not this one"})
    assert wrong.status_code == 422
    assert "Đây không phải mật khẩu của bạn." in wrong.content.decode()

    done = client.post(DELETE, {"password": PASSWORD}, follow=True)

    assert done.redirect_chain == [("/", 302)]
    assert "Tài khoản và dữ liệu của bạn đã được xóa." in done.content.decode()
    assert client.get(MINE).status_code == 302
    shopper.refresh_from_db()
    assert (shopper.is_active, shopper.email) == (False, f"{shopper.pk}@deleted.invalid")


def test_an_account_with_an_order_under_way_stays_and_says_which(client, shopper, oil, places, now):
    order = placed(oil, commune=places.truong_xuan, at=now, by=shopper)

    response = client.post(DELETE, {"password": PASSWORD})

    assert response.status_code == 409
    said = BeautifulSoup(response.content, "html.parser").select_one('[role="alert"]')
    assert "chưa xóa gì" in words_of(said)
    assert said.select_one("a")["href"] == f"/tai-khoan/don-hang/{order.number}/"
    shopper.refresh_from_db()
    assert shopper.is_active


def test_who_works_here_is_told(client, cast):
    client.force_login(cast.producer, backend=BACKEND)

    response = client.post(DELETE, {"password": PASSWORD})

    assert response.status_code == 409
    assert "Bạn đang làm việc ở đây" in response.content.decode()


# ---------------------------------------------------------------- one order of a guest


def test_an_order_under_way(client, page, order):
    shown = page(f"/don-hang/{order.number}/du-lieu/")

    assert "Đơn đang được thực hiện" in words_of(shown.select_one(".page"))
    assert not shown.select_one(f'form[action="/don-hang/{order.number}/du-lieu/xoa/"]')
    assert page(f"/don-hang/{order.number}/").select_one(f'a[href="/don-hang/{order.number}/du-lieu/"]')
    client.post(f"/don-hang/{order.number}/du-lieu/xoa/")
    order.refresh_from_db()
    assert order.guest_email == "hoa@example.test"


def test_an_order_that_is_over_says_until_when_and_deletes_the_rest(client, page, order, now):
    over = now + timedelta(days=3)  # nobody answered: refused by itself
    with time_machine.travel(over, tick=False):
        client.post("/don-hang/tra-cuu/", {"number": order.number, "phone": "0912345678"})
        shown = page(f"/don-hang/{order.number}/du-lieu/")
        assert "đến 27/11/2029" in words_of(shown.select_one(".page header"))
        client.post(f"/don-hang/{order.number}/du-lieu/xoa/")

    order.refresh_from_db()
    assert order.guest_email == ""
    assert order.shipping_address.first_name == "Trần Thị Hoa"


def test_consents_and_a_copy_of_an_order(client, order):
    client.post(f"/don-hang/{order.number}/du-lieu/dong-y/", {"purpose": "zalo", "yes": "1"})
    assert has_agreed(order=order, purpose=Purpose.ZALO)
    client.post(f"/don-hang/{order.number}/du-lieu/dong-y/", {"purpose": "zalo"})
    assert not has_agreed(order=order, purpose=Purpose.ZALO)
    response = client.post(f"/don-hang/{order.number}/du-lieu/tai/")
    assert response.headers["Content-Disposition"] == f'attachment; filename="xanha-{order.number}.zip"'


@pytest.mark.parametrize("way", ["", "tai/", "dong-y/", "xoa/"])
def test_a_stranger_finds_nothing(client, oil, places, now, way):
    made = placed(oil, commune=places.truong_xuan, at=now)
    address = f"/don-hang/{made.number}/du-lieu/{way}"

    assert (client.post(address) if way else client.get(address)).status_code == 404


def test_a_forgotten_order_shows_nobody(client, page, order, now):
    end = now.replace(year=now.year + 3) + timedelta(days=3)
    with time_machine.travel(end - timedelta(minutes=1), tick=False):
        client.post("/don-hang/tra-cuu/", {"number": order.number, "phone": "0912345678"})
    assert forget_order(order=order, at=end)
    with time_machine.travel(end, tick=False):
        shown = page(f"/don-hang/{order.number}/du-lieu/")
        assert "đã được xóa" in words_of(shown)
        assert client.post("/don-hang/tra-cuu/", {"number": order.number, "phone": "0912345678"}).status_code == 404


def test_how_many_queries(client, queries, shopper, order):
    assert queries("/chinh-sach/du-lieu/") <= 3
    assert queries(MINE) <= 7
