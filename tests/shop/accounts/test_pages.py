"""Log-in and registration, as a person meets them."""

from __future__ import annotations

import pytest
from django.test import Client

from shop.accounts.models import User
from shop.accounts.operations import close_account, register
from shop.accounts.profile import choose_language
from tests.factories.people import PASSWORD
from tests.shop.accounts.visiting import ENROL, LOGIN, is_in, log_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["lan@example.vn", " LAN@Example.VN ", "091 234 5678", "+84 91 234 5678"])
def test_a_person_logs_in_by_either_name(client, now, typed):
    register(email="lan@example.vn", phone="+84912345678", password=PASSWORD, by=None, at=now)

    answer = log_in(client, typed)

    assert (answer.status_code, answer.url) == (302, "/")
    assert is_in(client)


@pytest.mark.parametrize(("name", "password"), [("shopper@example.test", "wrong"), ("nobody@example.test", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_get_one_answer(client, cast, name, password):
    answer = log_in(client, name, password)

    assert answer.status_code == 422
    assert "Không có tài khoản nào khớp tên và mật khẩu này." in answer.content.decode()
    assert f'value="{name}"' in answer.content.decode()
    assert password not in answer.content.decode()
    assert not is_in(client)


def test_a_number_that_is_too_short_is_explained(client):
    answer = log_in(client, "091 234 567")

    assert "Số này có 9 chữ số, cần 10. Ví dụ 091 234 5678." in answer.content.decode()


def test_a_closed_account_is_out_at_once(client, cast, now):
    client.force_login(cast.shopper, backend="shop.accounts.backends.EmailOrPhoneBackend")
    close_account(user=cast.shopper, by=cast.administrator, at=now)

    assert client.get("/tai-khoan/").status_code == 302
    assert log_in(client, "shopper@example.test").status_code == 422


def test_after_log_in_one_goes_on_to_where_one_was_going(client, cast):
    assert log_in(client, "shopper@example.test", next="/thanh-toan/").url == "/thanh-toan/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "\\evil.example",
        "gio-hang",
        "?x=1",
        "#a",
        "..",
    ],
)
def test_nobody_is_led_to_another_host(client, cast, elsewhere):
    assert log_in(client, "shopper@example.test", next=elsewhere).url == "/"


def test_everybody_knows_the_password_of_a_demo_account_so_it_ends_with_the_demo(client, cast, settings):
    """A demo's administrator has no telephone connected: whoever got in could connect one."""
    log_in(client, "administrator@example.test")
    assert client.get("/tai-khoan/").status_code == 200

    settings.DEMO = False
    assert client.get("/tai-khoan/").status_code == 302
    assert client.get(ENROL).url.startswith(LOGIN)
    stranger = Client()
    assert log_in(stranger, "administrator@example.test").status_code == 422
    assert not is_in(stranger)


@pytest.mark.parametrize(
    ("language", "page", "going", "leads"),
    [
        ("en", LOGIN, "", "/en/"),
        ("en", "/en" + LOGIN, "", "/en/"),
        ("en", LOGIN, "/san-pham/?sao=4", "/en/san-pham/?sao=4"),
        ("en", "/en" + LOGIN, "/thanh-toan/", "/en/thanh-toan/"),
        ("vi", "/en" + LOGIN, "", "/"),
        ("vi", "/en" + LOGIN, "/en/thanh-toan/", "/thanh-toan/"),
    ],
)
def test_log_in_leads_on_in_the_persons_language(client, cast, language, page, going, leads):
    choose_language(user=cast.shopper, language=language)

    assert log_in(client, "shopper@example.test", at=page, next=going).url == leads
    assert client.get("/en/tai-khoan/").status_code == 200


def test_log_out_is_a_post_only(client, cast):
    log_in(client, "shopper@example.test")

    assert client.get("/tai-khoan/dang-xuat/").status_code == 405
    assert is_in(client)

    assert client.post("/tai-khoan/dang-xuat/").url == "/"
    assert not is_in(client)


def test_a_post_without_its_token_is_refused(cast):
    strict = Client(enforce_csrf_checks=True)

    assert log_in(strict, "shopper@example.test").status_code == 403


# -- lock-out ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prefix", "said"),
    [("", "Tài khoản này tạm khóa ở đây trong 15 phút."), ("/en", "This account is closed from here for 15 minutes.")],
)
def test_five_wrong_passwords_lock_this_name_from_this_address(client, cast, settings, prefix, said):
    settings.AXES_ENABLED = True
    for _ in range(4):
        assert log_in(client, "shopper@example.test", "wrong", at=prefix + LOGIN).status_code == 422

    answer = log_in(client, "shopper@example.test", "wrong", at=prefix + LOGIN)
    assert answer.status_code == 429
    assert said in answer.content.decode()

    assert log_in(client, "SHOPPER@example.test", at=prefix + LOGIN).status_code == 429
    assert not is_in(client)


def test_another_name_and_another_address_are_not_locked(client, cast, settings):
    settings.AXES_ENABLED = True
    for _ in range(5):
        log_in(client, "shopper@example.test", "wrong")

    assert log_in(client, "producer@example.test").status_code == 302
    elsewhere = Client(REMOTE_ADDR="10.9.8.7")
    assert log_in(elsewhere, "shopper@example.test").status_code == 302


def test_a_right_password_forgets_the_wrong_ones(client, cast, settings):
    settings.AXES_ENABLED = True
    for _ in range(2):
        for _ in range(4):
            log_in(client, "shopper@example.test", "wrong")
        assert log_in(client, "shopper@example.test").status_code == 302
        client.post("/tai-khoan/dang-xuat/")


# -- registration -----------------------------------------------------------------------------------------------------


def test_a_person_registers_with_a_phone_and_is_in(client):
    form = {"full_name": "Nguyễn Thị Lan", "phone": "091 234 5678", "password": "mot mat khau dai"}

    answer = client.post("/tai-khoan/dang-ky/", form)

    user = User.objects.get()
    assert (answer.status_code, answer.url) == (302, "/")
    assert (user.phone, user.email, user.language, str(user)) == ("+84912345678", None, "vi", "Nguyễn Thị Lan")
    assert is_in(client)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"phone": "", "email": ""}, "Hãy cho chúng tôi e-mail hoặc số điện thoại."),
        ({"phone": "0912"}, "Số này có 4 chữ số, cần 10."),
        ({"phone": "+1 555 555 5555"}, "Hiện chúng tôi chỉ dùng được số Việt Nam."),
        ({"phone": "0612345678"}, "Đây không phải số điện thoại Việt Nam."),
        ({"email": "shopper@example.test"}, "Đã có tài khoản dùng e-mail này. Hãy đăng nhập."),
        ({"password": "12345678"}, "Mật khẩu này"),
    ],
)
def test_a_form_that_is_not_right_keeps_what_was_typed(client, cast, changes, said):
    people = User.objects.count()
    form = {"full_name": "Lan Anh", "email": "", "phone": "0912345678", "password": "mot mat khau dai", **changes}

    answer = client.post("/tai-khoan/dang-ky/", form)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="Lan Anh"' in page
    assert User.objects.count() == people
    assert not is_in(client)


# -- the second factor ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/quan-tri/", "/quan-tri/django/", "/quan-tri/offers/"])
def test_nobody_goes_to_log_in_and_a_stranger_finds_nothing(cast, address):
    allowed = {"officer"} if "django" not in address else set()
    for name, user in cast.by_role().items():
        client = Client()
        if user is not None:
            client.force_login(user, backend="shop.accounts.backends.EmailOrPhoneBackend")
        answer = client.get(address)
        if user is None:
            assert (answer.status_code, answer.url.split("?")[0]) == (302, LOGIN), name
        else:
            assert answer.status_code == (200 if name in allowed else 404), name


def test_the_account_page_says_who_one_is_and_where_that_leads(client, cast):
    log_in(client, cast.administrator.email)
    page = client.get("/tai-khoan/").content.decode()
    assert "/quan-tri/django/" in page
    assert "quản trị" in page

    client.post("/tai-khoan/dang-xuat/")
    log_in(client, cast.shopper.email)
    page = client.get("/tai-khoan/").content.decode()
    assert "/quan-tri/" not in page
    assert "Shopper" in page


@pytest.mark.parametrize("name", ["login", "register"])
def test_pages_with_a_password_are_never_kept(client, name):
    address = {"login": LOGIN, "register": "/tai-khoan/dang-ky/"}[name]

    assert "no-store" in client.get(address).headers["Cache-Control"]
