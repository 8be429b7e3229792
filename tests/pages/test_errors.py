"""Pages for when something is wrong."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from tests.pages.conftest import words_of

pytestmark = pytest.mark.django_db


def test_not_found_is_designed_in_both_languages(page):
    assert words_of(page("/khong-co/", status=404).h1) == "Ở địa chỉ này không có gì"
    assert words_of(page("/en/khong-co/", status=404).h1) == "There is nothing at this address"


def test_a_server_error_needs_nothing_and_says_whose_fault_it_is():
    page = BeautifulSoup(render_to_string("500.html"), "html.parser")

    assert words_of(page.h1) == "Trang này đang trục trặc, lỗi của chúng tôi"
    assert "Giỏ hàng của bạn vẫn còn" in words_of(page)


def test_a_form_without_its_token_says_what_to_do(oil):
    response = Client(enforce_csrf_checks=True).post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})

    assert response.status_code == 403
    assert "Biểu mẫu này đã mở quá lâu" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/kiem-tra/%00/",
        "/tinh-thanh/%00/",
        "/xa-phuong/0%00/",
        "/huy-hieu/%00/1x.webp",
        "/san-pham/?q=%00",
        "/don-hang/%00/xong/",
    ],
)
def test_a_nul_in_the_address_is_a_bad_request(client, cast, address):
    """PostgreSQL takes no NUL in a text."""
    client.force_login(cast.shopper, backend="shop.accounts.backends.EmailOrPhoneBackend")

    answer = client.get(address)

    assert answer.status_code == 400
    assert "Địa chỉ này không đọc được" in answer.content.decode()


def test_forbidden_is_designed(rf):
    with translation.override("en"):
        content = render_to_string("403.html", request=_request(rf))

    assert "This page is not for this account" in content


def _request(rf):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/en/")
    request.user = AnonymousUser()
    return request
