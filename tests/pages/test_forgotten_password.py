"""A forgotten password: a link that works once, for an hour, and tells a stranger nothing."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from shop.accounts.profile import choose_language
from shop.audit.models import Entry
from shop.outbox.operations import drain
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db

NEW = "another-good-password-2"
LINK = re.compile(r"http://127\.0\.0\.1:8000(\S*/dat-lai/\S+)")


@pytest.fixture
def shopper(places, now):
    with time_machine.travel(now, tick=False):
        return make_user("hoa", phone="+84912345678")


def ask(client, name, now, prefix=""):
    with time_machine.travel(now, tick=False):
        return client.post(f"{prefix}/tai-khoan/quen-mat-khau/", {"name": name}, follow=True)


def sent(now):
    while drain(at=now).done:
        pass
    return mail.outbox


def link(message):
    return LINK.search(message.body).group(1)


def test_the_link_sets_a_new_password_once(client, shopper, now):
    ask(client, "HOA@example.test", now)
    path = link(sent(now)[0])

    with time_machine.travel(now + timedelta(minutes=59), tick=False):
        shown = client.get(path)
        done = client.post(path, {"password": NEW}, follow=True)
        again = client.post(path, {"password": "third-password-33"}, follow=True)

    shopper.refresh_from_db()
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert "Bạn đã đặt mật khẩu mới" in done.content.decode()
    assert "Đường dẫn này không còn dùng được" in again.content.decode()
    assert shopper.check_password(NEW)
    assert Entry.objects.filter(action="accounts.password_chosen", by=shopper).count() == 1


def test_after_an_hour_it_is_dead(client, shopper, now):
    ask(client, "hoa@example.test", now)
    path = link(sent(now)[0])

    with time_machine.travel(now + timedelta(minutes=61), tick=False):
        answer = client.get(path)

    assert answer.status_code == 302
    assert answer.url == reverse("storefront:forgotten")


def test_a_stranger_learns_nothing(client, shopper, now):
    known, unknown = (ask(client, name, now) for name in ("hoa@example.test", "nobody@example.test"))

    said = [answer.content.decode().split("<main")[1] for answer in (known, unknown)]
    token = re.compile(r'value="[A-Za-z0-9]{64}"')
    assert token.sub("", said[0]) == token.sub("", said[1])
    assert [message.to for message in sent(now)] == [["hoa@example.test"]]


def test_asking_again_and_again_sends_one_message_in_ten_minutes(client, shopper, now):
    for _ in range(5):
        ask(client, "hoa@example.test", now)

    assert len(sent(now)) == 1


def test_a_phone_gets_an_sms_and_no_log_keeps_the_key(client, shopper, now, caplog, settings):
    settings.DEMO = False
    caplog.set_level("INFO", logger="shop.notices.doors.log")

    ask(client, "091 234 5678", now)

    assert sent(now) == []
    assert "SMS to …678" in caplog.text
    assert "dat-lai" not in caplog.text


def test_a_closed_account_gets_none(client, shopper, now):
    shopper.is_active = False
    shopper.save(update_fields=["is_active"])

    ask(client, "hoa@example.test", now)

    assert sent(now) == []


@pytest.mark.parametrize(
    "path", ["/tai-khoan/dat-lai/MQ/x-y/", "/tai-khoan/dat-lai/____/a-b/", "/tai-khoan/dat-lai/0/0/"]
)
def test_a_made_up_link_is_dead(client, shopper, path):
    assert client.get(path).status_code == 302
    assert client.post(path, {"password": NEW}).status_code == 302
    shopper.refresh_from_db()
    assert shopper.check_password(PASSWORD)


def test_a_weak_password_is_refused_and_the_link_lives(client, shopper, now):
    ask(client, "hoa@example.test", now)
    path = link(sent(now)[0])

    with time_machine.travel(now, tick=False):
        weak = client.post(path, {"password": "12345678"})
        good = client.post(path, {"password": NEW})

    assert weak.status_code == 422
    assert good.status_code == 302


@pytest.mark.parametrize(
    ("language", "asked_at", "subject", "leads"),
    [
        ("en", "", "Choose a new password at Xã Nhà", "/en/tai-khoan/dat-lai/"),
        ("vi", "/en", "Đặt lại mật khẩu Xã Nhà", "/tai-khoan/dat-lai/"),
    ],
)
def test_the_message_speaks_the_persons_language_whoever_asks(client, shopper, now, language, asked_at, subject, leads):
    choose_language(user=shopper, language=language)

    ask(client, "hoa@example.test", now, prefix=asked_at)

    message = sent(now)[0]
    assert message.subject == subject
    assert link(message).startswith(leads)


def test_other_sessions_end(client, shopper, now):
    from django.test import Client

    other = Client()
    other.force_login(shopper, backend="shop.accounts.backends.EmailOrPhoneBackend")
    ask(client, "hoa@example.test", now)
    with time_machine.travel(now, tick=False):
        client.post(link(sent(now)[0]), {"password": NEW})

    assert other.get(reverse("storefront:account")).status_code == 302
