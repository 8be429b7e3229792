"""The account page, and what a person changes there: name, password, language."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from shop.audit.models import Entry
from shop.shoppers.operations import keep_address, wish
from tests.factories.people import PASSWORD
from tests.pages.conftest import words_of
from tests.pages.test_my_orders import order_by

pytestmark = pytest.mark.django_db

HOME, PROFILE, PASSWORD_PAGE = "/tai-khoan/", "/tai-khoan/ho-so/", "/tai-khoan/mat-khau/"
LANGUAGE, LOGIN = "/tai-khoan/ngon-ngu/", "/tai-khoan/dang-nhap/"
NEW = "một mật khẩu khác 2"


@pytest.fixture
def shopper(client, cast):
    """The shopper, logged in."""
    client.force_login(cast.shopper)
    return cast.shopper


def tiles(page):
    return {
        link["href"]: words_of(link.find_parent(class_="tile").select_one(".tile__name + p") or link)
        for link in page.select(".tile-list .tile__name a")
    }


# -- the account page -------------------------------------------------------------------------------------------------


def test_a_new_account_leads_to_everything(client, shopper, page):
    shown = page(HOME)

    assert words_of(shown.h1) == "Chào Shopper"
    assert tiles(shown) == {
        "/tai-khoan/don-hang/": "Đơn hàng của tôi",
        "/tai-khoan/dia-chi/": "Sổ địa chỉ",
        "/tai-khoan/muon-mua/": "Để dành",
        "/tai-khoan/ho-so/": "Tên, mật khẩu, ngôn ngữ",
        "/tai-khoan/du-lieu/": "Dữ liệu của tôi",
        "/tai-khoan/don-hang/nhan/": "Thêm đơn đặt lúc chưa đăng nhập",
    }
    assert shown.select_one(".latest") is None
    assert words_of(shown.select_one('.tab-bar [aria-current="page"]')) == "Của tôi"


def test_it_counts_what_there_is_and_shows_the_newest_order(client, shopper, cast, oil, places, now, page, queries):
    empty = queries(HOME)
    order = order_by(shopper, oil, places, now)
    keep_address(owner=shopper, name="Hà", phone="+84912345678", street="12 ngõ 5", commune=places.uong_bi)
    wish(owner=shopper, product_id=oil.pk, at=now)

    shown = page(HOME)

    assert list(tiles(shown).values())[:3] == ["1 đơn", "1 địa chỉ", "1 món"]
    assert words_of(shown.select_one(".latest .order-row")).startswith(f"{order.number} 150.000 ₫ 10:00, 24/11/2026")
    # Session, person, roles (3), newest order and its parts, three counts, basket count.
    assert (empty, queries(HOME)) == (10, 11)


# -- name -------------------------------------------------------------------------------------------------------------


def test_the_name_is_changed(client, shopper, page):
    assert words_of(page(PROFILE).select_one(".account__facts")) == "E-mail shopper@example.test Số điện thoại chưa có"

    assert client.post(PROFILE, {"full_name": "Nguyễn Thị Hà"}).headers["Location"] == PROFILE

    assert page(PROFILE).select_one("#id_full_name")["value"] == "Nguyễn Thị Hà"
    assert words_of(page(HOME).h1) == "Chào Nguyễn Thị Hà"
    assert Entry.objects.get(action="accounts.renamed").by == shopper


def test_an_empty_name_is_refused(client, shopper):
    answer = client.post(PROFILE, {"full_name": " "})

    assert answer.status_code == 422
    assert "Bạn hãy ghi tên của mình." in answer.content.decode()


# -- password ---------------------------------------------------------------------------------------------------------


def test_the_password_is_changed_here_and_every_other_session_ends(client, shopper):
    elsewhere = Client()
    elsewhere.force_login(shopper)

    answer = client.post(PASSWORD_PAGE, {"old": PASSWORD, "password": NEW})

    assert answer.headers["Location"] == PROFILE
    assert "Bạn đã đặt mật khẩu mới." in client.get(PROFILE).content.decode()
    assert elsewhere.get(HOME).status_code == 302
    shopper.refresh_from_db()
    assert shopper.check_password(NEW)
    assert Entry.objects.get(action="accounts.password_changed").by == shopper


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"old": "not this one"}, "old", "Đây không phải mật khẩu của bạn."),
        ({"old": ""}, "old", "Bạn hãy ghi mật khẩu."),
        ({"password": ""}, "password", "Bạn hãy chọn một mật khẩu."),
        ({"password": "12345678"}, "password", "Mật khẩu này"),
    ],
)
def test_a_wrong_old_or_a_weak_new_one_changes_nothing(client, shopper, sent, field, said):
    answer = client.post(PASSWORD_PAGE, {"old": PASSWORD, "password": NEW, **sent})

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert words_of(page.select_one(f"#id_{field}_error")).startswith(said)
    assert PASSWORD not in answer.content.decode()
    assert NEW not in answer.content.decode()
    shopper.refresh_from_db()
    assert shopper.check_password(PASSWORD)


def test_nobody_guesses_the_old_password_for_ever(client, shopper, settings):
    settings.AXES_ENABLED = True
    for _ in range(4):
        assert client.post(PASSWORD_PAGE, {"old": "wrong", "password": NEW}).status_code == 422

    assert client.post(PASSWORD_PAGE, {"old": "wrong", "password": NEW}).status_code == 429
    assert client.post(PASSWORD_PAGE, {"old": PASSWORD, "password": NEW}).status_code == 429
    shopper.refresh_from_db()
    assert shopper.check_password(PASSWORD)


# -- language ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "going", "language", "leads"),
    [
        ("", "/san-pham/?sao=4", "en", "/en/san-pham/?sao=4"),
        ("/en", "/en/san-pham/?sao=4", "vi", "/san-pham/?sao=4"),
        ("", "", "en", "/en/tai-khoan/ho-so/"),
        ("", "https://evil.example/", "en", "/en/tai-khoan/ho-so/"),
        ("", "/khong-co/", "en", "/khong-co/"),
    ],
)
def test_the_switch_remembers_and_leads_to_the_same_page(client, shopper, at, going, language, leads):
    answer = client.post(at + LANGUAGE, {"language": language, "next": going})

    assert (answer.status_code, answer.headers["Location"]) == (302, leads)
    shopper.refresh_from_db()
    assert shopper.language == language


def test_the_head_of_every_page_has_it_for_who_is_signed_in(client, shopper, oil, page):
    shown = page("/san-pham/?sao=4").select_one(f'.site-header form[action="{LANGUAGE}"]')

    assert shown.select_one("[name=next]")["value"] == "/san-pham/?sao=4"
    assert (shown.button["value"], words_of(shown.button)) == ("en", "English")
    client.logout()
    assert page("/san-pham/?sao=4").select_one(".site-header a.language")["href"] == "/en/san-pham/?sao=4"


def test_a_language_we_do_not_speak_changes_nothing(client, shopper):
    client.post(LANGUAGE, {"language": "fr"})

    shopper.refresh_from_db()
    assert shopper.language == "vi"
