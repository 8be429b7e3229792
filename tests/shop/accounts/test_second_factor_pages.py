"""The second factor of staff, as a person meets it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from shop.accounts.models import User
from shop.audit.models import Entry
from tests.shop.accounts.visiting import BEGIN, CODES, ENROL, LOGIN, STEP, log_in, token_of

pytestmark = pytest.mark.django_db


def test_staff_connect_a_telephone_before_any_staff_page(client, officer):
    assert log_in(client, officer.email, next="/quan-tri/").url == f"{ENROL}?next=%2Fquan-tri%2F"
    assert client.get("/quan-tri/").url == f"{ENROL}?next=%2Fquan-tri%2F"
    assert not TOTPDevice.objects.exists()

    assert client.get(ENROL).status_code == 200
    assert not TOTPDevice.objects.exists()
    client.post(BEGIN, {"next": "/quan-tri/"})
    device = TOTPDevice.objects.get()
    assert not device.confirmed
    page = client.get(ENROL).content.decode()
    assert "<svg" in page
    typed_key = re.search(r'<code class="account__secret">([A-Z2-7= %D]+)</code>', page)
    assert typed_key is not None

    answer = client.post(ENROL, {"token": token_of(device), "next": "/quan-tri/"})

    assert answer.url == f"{CODES}?next=%2Fquan-tri%2F"
    assert TOTPDevice.objects.get().confirmed
    codes = list(StaticToken.objects.order_by("pk").values_list("token", flat=True))
    assert len(codes) == 10
    shown = client.get(CODES).content.decode()
    assert all(code in shown for code in codes)
    assert client.get("/quan-tri/").status_code == 200
    assert Entry.objects.filter(action="accounts.second_factor_connected", by=officer).count() == 1


def test_a_wrong_token_connects_nothing(client, officer):
    log_in(client, officer.email)
    client.post(BEGIN)
    right = token_of(TOTPDevice.objects.get())
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"

    answer = client.post(ENROL, {"token": wrong})

    assert answer.status_code == 422
    assert "Các số này không khớp." in answer.content.decode()
    assert not TOTPDevice.objects.get().confirmed
    assert client.get("/quan-tri/").status_code == 302


@pytest.fixture
def enrolled(officer) -> User:
    device = TOTPDevice.objects.create(user=officer, name="TOTP", confirmed=True)
    from shop.accounts.second_factor import renew_backup_codes

    renew_backup_codes(user=officer)
    officer.device = device
    return officer


def test_a_password_alone_opens_no_staff_page(client, enrolled):
    assert log_in(client, enrolled.email, next="/quan-tri/").url == f"{STEP}?next=%2Fquan-tri%2F"

    assert client.get("/quan-tri/").url == f"{STEP}?next=%2Fquan-tri%2F"
    assert client.get(CODES).url.startswith(STEP)


def test_a_password_alone_never_replaces_the_telephone(client, enrolled):
    log_in(client, enrolled.email)

    assert client.get(ENROL).url.startswith(STEP)
    client.post(BEGIN)
    client.post(CODES)
    TOTPDevice.objects.create(user=enrolled, confirmed=False, name="planted")
    planted = TOTPDevice.objects.get(name="planted")
    client.post(ENROL, {"token": token_of(planted)})

    assert list(TOTPDevice.objects.filter(confirmed=True)) == [enrolled.device]
    assert TOTPDevice.objects.count() == 2
    assert client.get("/quan-tri/").status_code == 302


def test_the_six_digits_open_it_once(client, enrolled):
    log_in(client, enrolled.email)
    token = token_of(enrolled.device)

    assert client.post(STEP, {"token": f"{token[:3]} {token[3:]}", "next": "/quan-tri/"}).url == "/quan-tri/"
    assert client.get("/quan-tri/").status_code == 200

    second = Client()
    log_in(second, enrolled.email)
    assert second.post(STEP, {"token": token}).status_code == 422


def test_a_backup_code_opens_it_once(client, enrolled):
    code = StaticToken.objects.order_by("pk").first().token
    log_in(client, enrolled.email)

    assert client.post(STEP, {"token": code.upper()}).url == "/tai-khoan/"
    assert client.get("/quan-tri/").status_code == 200
    assert StaticToken.objects.count() == 9

    second = Client()
    log_in(second, enrolled.email)
    assert second.post(STEP, {"token": code}).status_code == 422


def test_guessing_is_slowed_down(client, enrolled):
    log_in(client, enrolled.email)
    client.post(STEP, {"token": "000000"})
    client.post(STEP, {"token": "000001"})

    assert client.post(STEP, {"token": token_of(enrolled.device)}).status_code == 422


def test_log_out_ends_the_second_factor_too(client, enrolled):
    log_in(client, enrolled.email)
    client.post(STEP, {"token": token_of(enrolled.device)})
    client.post("/tai-khoan/dang-xuat/")
    log_in(client, enrolled.email)

    assert client.get("/quan-tri/").status_code == 302


def test_new_backup_codes_replace_the_old(client, enrolled):
    log_in(client, enrolled.email)
    client.post(STEP, {"token": token_of(enrolled.device)})
    old = set(StaticToken.objects.values_list("token", flat=True))

    client.post(CODES)

    assert StaticToken.objects.count() == 10
    assert not old & set(StaticToken.objects.values_list("token", flat=True))


def test_a_demo_account_is_excused_only_while_demo_is_on(client, cast, settings):
    log_in(client, cast.officer.email)
    assert client.get("/quan-tri/").status_code == 200

    settings.DEMO = False

    assert client.get("/quan-tri/").url == f"{LOGIN}?next=%2Fquan-tri%2F"


def test_shoppers_and_producers_need_no_second_factor(client, cast):
    User.objects.update(is_demo=False)

    assert log_in(client, cast.producer.email).url == "/"
    client.post("/tai-khoan/dang-xuat/")
    assert log_in(client, cast.shopper.email).url == "/"


# -- who may open staff pages -----------------------------------------------------------------------------------------
