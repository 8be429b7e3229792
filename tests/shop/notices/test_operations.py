from datetime import UTC, date, datetime

import pytest

from shop.notices.events import WrongFacts
from shop.notices.models import Delivery
from shop.notices.operations import Recipient, notify
from shop.outbox.models import Message
from shop.outbox.operations import Drained, drain

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

ORDER = {
    "number": "7KQ2M9XHVD",
    "lines": [
        {"name": "Bà & Cháu: miến <dong>", "quantity": 2, "total_vnd": 240_000},
        {"name": "Trà hoa vàng", "quantity": 1, "total_vnd": 350_000},
    ],
    "delivery_vnd": 60_000,
    "total_vnd": 650_000,
    "look_up_url": "https://xanha.example/don-hang/tra-cuu/",
}
PART = {"number": "7KQ2M9XHVD-1", "lines": [{"name": "Trà hoa vàng", "quantity": 1}], "total_vnd": 380_000}
LAN = Recipient(name="Lan", email="lan@example.vn", phone="+84912345678")


def test_one_event_is_told_once(now):
    notify(event="order_placed", key="1", to=LAN, facts=ORDER, at=now)
    notify(event="order_placed", key="1", to=LAN, facts=ORDER, at=now)

    assert Message.objects.get().key == "order_placed:1"


def test_the_buyer_reads_the_whole_order_in_vietnamese(now, mailoutbox):
    notify(event="order_placed", key="1", to=LAN, facts=ORDER, at=now)
    assert mailoutbox == []

    assert drain(at=now) == Drained(done=1)

    (mail,) = mailoutbox
    assert mail.to == ["lan@example.vn"]
    assert mail.subject == "Đã nhận đơn 7KQ2M9XHVD"
    assert mail.body == (
        "Chào Lan,\n\n"
        "Chúng tôi đã nhận đơn 7KQ2M9XHVD. Người làm sẽ gói hàng và gửi tới bạn.\n\n"
        "- 2 × Bà & Cháu: miến <dong>: 240.000\u00a0₫\n"
        "- 1 × Trà hoa vàng: 350.000\u00a0₫\n"
        "Phí giao hàng: 60.000\u00a0₫\n"
        "Tổng cộng, trả khi nhận hàng: 650.000\u00a0₫\n\n"
        "Kiện nào lên đường, chúng tôi báo bạn kiện đó. "
        "Xem lại đơn bằng mã đơn và số điện thoại của bạn.\n\n"
        "Xem đơn:\nhttps://xanha.example/don-hang/tra-cuu/\n\n"
        "-- \n"
        "Xã Nhà · http://127.0.0.1:8000/\n"
        "Bạn nhận tin này vì có đơn đặt ở Xã Nhà với địa chỉ này."
    )
    ((html, kind),) = mail.alternatives
    assert kind == "text/html"
    assert "2 × Bà &amp; Cháu: miến &lt;dong&gt;" in html
    assert mail.extra_headers == {"Message-ID": "<order_placed.1@127.0.0.1>", "Auto-Submitted": "auto-generated"}
    assert mail.message().get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.message().get_payload()] == ["text/plain", "text/html"]
    delivery = Delivery.objects.get()
    assert (delivery.way, delivery.address, delivery.language, delivery.at) == ("EMAIL", "l***@example.vn", "vi", now)
    assert delivery.about == "7KQ2M9XHVD"


def test_the_producer_reads_what_to_pack_in_english(now, mailoutbox):
    to = Recipient(name="Hải Yến", email="htx@example.vn", language="en")

    notify(event="producer_order_placed", key="1", to=to, facts=PART, at=now)
    drain(at=now)

    assert mailoutbox[0].subject == "New order 7KQ2M9XHVD-1"
    assert "- 1 × Trà hoa vàng\n" in mailoutbox[0].body
    assert "The buyer pays on delivery: 380.000\u00a0₫\n" in mailoutbox[0].body


def test_without_an_address_a_short_message_goes_to_the_phone(now, mailoutbox, caplog):
    caplog.set_level("INFO", logger="shop.notices.doors.log")
    to = Recipient(name="Lan", phone="+84912345678")

    notify(event="order_placed", key="1", to=to, facts=ORDER, at=now)
    drain(at=now)

    assert mailoutbox == []
    assert (Delivery.objects.get().way, Delivery.objects.get().address) == ("SMS", "0912***678")
    assert "SMS to …678: Xa Nha: da nhan don 7KQ2M9XHVD, 650.000d, tra khi nhan hang." in caplog.text
    assert "91234" not in caplog.text


def test_who_left_no_address_is_recorded_and_that_is_no_error(now, mailoutbox):
    notify(event="order_placed", key="1", to=Recipient(name="Lan"), facts=ORDER, at=now)

    assert drain(at=now) == Drained(done=1)

    assert mailoutbox == []
    assert (Delivery.objects.get().way, Delivery.objects.get().address) == ("NONE", "")


def test_a_mail_server_that_refuses_is_asked_again(now, settings, mailoutbox, monkeypatch):
    notify(event="order_placed", key="1", to=LAN, facts=ORDER, at=now)
    settings.EMAIL_BACKEND = "tests.shop.notices.test_operations.Refusing"

    assert drain(at=now) == Drained(failed=1)
    assert not Delivery.objects.exists()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert drain(at=Message.objects.get().next_at) == Drained(done=1)
    assert len(mailoutbox) == 1


class Refusing:
    """A mail backend whose server is down."""

    def __init__(self, *args, **kwargs) -> None: ...

    def send_messages(self, messages):
        raise ConnectionRefusedError("mail")


@pytest.mark.parametrize(
    ("event", "facts"),
    [("order_eaten", ORDER), ("order_placed", {"number": "1"}), ("producer_order_placed", {})],
)
def test_a_caller_that_forgets_a_fact_is_stopped_at_once(now, event, facts):
    with pytest.raises(WrongFacts):
        notify(event=event, key="1", to=LAN, facts=facts, at=now)

    assert not Message.objects.exists()


def test_only_facts_that_a_text_may_name_are_kept(now):
    notify(event="order_placed", key="1", to=LAN, facts={**ORDER, "street": "Số 5, thôn 10"}, at=now)

    assert set(Message.objects.get().payload["facts"]) == ORDER.keys()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("amount_vnd", "240.000"),
        ("amount_vnd", 240_000.0),
        ("amount_vnd", True),
    ],
)
def test_an_amount_is_whole_dong(now, name, value):
    facts = {"number": "1", "look_up_url": "x", "part": "1-1", "amount_vnd": 240_000, "by": "HTX"}

    with pytest.raises(WrongFacts, match="amount_vnd is not whole dong"):
        notify(event="refund_owed", key="1", to=LAN, facts=facts | {name: value}, at=now)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (datetime(2026, 12, 1, 3, 5, tzinfo=UTC), "2026-12-01T03:05:00+00:00"),
        (date(2026, 12, 1), "2026-12-01"),
        ("2026-12-01", "2026-12-01"),
        (None, ""),
    ],
)
def test_days_and_instants_become_text(now, value, kept):
    facts = {"number": "1", "look_up_url": "x", "part": "1-1", "producer": "HTX", "return_until": value}

    notify(event="part_delivered", key="1", to=LAN, facts=facts, at=now)

    assert Message.objects.get().payload["facts"]["return_until"] == kept


@pytest.mark.parametrize("value", ["tomorrow", "2026-12-01T03:05:00", 7])
def test_a_time_that_is_none_is_refused(now, value):
    facts = {"number": "1", "look_up_url": "x", "part": "1-1", "producer": "HTX", "return_until": value}

    with pytest.raises(WrongFacts, match="no day and no instant"):
        notify(event="part_delivered", key="1", to=LAN, facts=facts, at=now)
