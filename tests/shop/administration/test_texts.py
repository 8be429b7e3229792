"""Writing a trust page: looked at first, published by officers and administrators, refused in words."""

from __future__ import annotations

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from shop.policies.models import Wording
from shop.policies.operations import load_samples
from shop.policies.pages import pages

pytestmark = pytest.mark.django_db

ADDRESS = "/quan-tri/chinh-sach/giao-hang/"
TYPED = {"body_vi": "<p>Lời mới</p>", "body_en": "<p>New words</p>", "valid_on": ""}


@pytest.fixture(autouse=True)
def _loaded(now):
    load_samples(at=now)
    with time_machine.travel(now, tick=False):
        yield


def as_person(user):
    client = Client()
    client.force_login(user, backend="shop.accounts.backends.EmailOrPhoneBackend")
    return client


def read(response, status=200):
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("who", ["officer", "administrator"])
def test_the_list_names_every_page(cast, who):
    shown = read(as_person(getattr(cast, who)).get("/quan-tri/chinh-sach/"))

    assert len(shown.select("tbody tr")) == len(pages())
    row = next(row for row in shown.select("tbody tr") if "Giao hàng" in row.text)
    assert "24/11/2026" in row.text
    assert "mẫu" in row.text
    assert row.select("a")[-1]["href"] == ADDRESS


def test_the_form_holds_the_text_that_would_hold_next(cast):
    client = as_person(cast.officer)
    client.post(ADDRESS, {**TYPED, "valid_on": "2026-12-01"})

    shown = read(client.get(ADDRESS))

    assert shown.select_one("#id_body_vi").text.strip() == "<p>Lời mới</p>"
    assert shown.select_one("#id_body_en")["lang"] == "en"


@pytest.mark.parametrize("who", ["officer", "administrator"])
def test_a_text_is_published_and_cleaned(cast, now, who):
    person = getattr(cast, who)
    sent = {**TYPED, "body_vi": '<p onclick="x()">Lời mới</p><script>alert(1)</script>'}
    response = as_person(person).post(ADDRESS, sent, follow=True)

    assert response.redirect_chain == [("/quan-tri/chinh-sach/", 302)]
    assert "Đã công bố, có hiệu lực từ 24/11/2026." in response.content.decode()
    wording = Wording.objects.get(written_by=person)
    assert (wording.slug, wording.body_vi, wording.body_en) == ("giao-hang", "<p>Lời mới</p>", "<p>New words</p>")
    assert "Lời mới" in Client().get("/chinh-sach/giao-hang/").content.decode()
    assert "New words" in Client().get("/en/chinh-sach/giao-hang/").content.decode()


def test_a_look_first_publishes_nothing(cast):
    sent = {**TYPED, "preview": "1", "body_vi": "<p>Lời <b>mới</b></p><script>x</script>"}
    shown = read(as_person(cast.officer).post(ADDRESS, sent))

    assert str(shown.select_one("section [lang=vi] p")) == "<p>Lời <b>mới</b></p>"
    assert "<script>x" in shown.select_one("#id_body_vi").text
    assert Wording.objects.count() == len(pages())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"body_en": "<p> </p>"}, "Hãy viết trang bằng cả hai ngôn ngữ."),
        ({"valid_on": "2026-11-23"}, "Ngày 23/11/2026 đã qua"),
        ({"valid_on": "2026-12-13", "changes_fees": "on"}, "phải công bố trước 20 ngày: sớm nhất là 14/12/2026."),
    ],
)
def test_a_refusal_is_said_and_nothing_typed_is_lost(cast, typed, said):
    shown = read(as_person(cast.officer).post(ADDRESS, {**TYPED, **typed}), status=422)

    assert said in shown.select_one(".alert").text
    assert shown.select_one("#id_body_vi").text.strip() == "<p>Lời mới</p>"
    assert Wording.objects.count() == len(pages())


@pytest.mark.parametrize("address", ["/quan-tri/chinh-sach/", ADDRESS])
def test_strangers_find_nothing(cast, address):
    assert Client().get(address).url.startswith("/tai-khoan/dang-nhap/")
    for who in ("shopper", "producer", "centre", "support"):
        assert as_person(getattr(cast, who)).get(address).status_code == 404
        assert as_person(getattr(cast, who)).post(address, TYPED).status_code == 404


def test_what_is_no_page_has_no_form(cast):
    assert as_person(cast.officer).get("/quan-tri/chinh-sach/hang-sao/").status_code == 404


def test_the_dashboard_leads_there(cast):
    shown = read(as_person(cast.administrator).get("/quan-tri/"))

    assert len(shown.select('a[href="/quan-tri/chinh-sach/"]')) == 2
