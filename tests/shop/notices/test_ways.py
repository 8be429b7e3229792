"""By which way a person is told, what is kept of it, and how it is told once more or forgotten."""

import pytest

from shop.notices.doors.base import Unreachable
from shop.notices.masking import masked
from shop.notices.models import Delivery
from shop.notices.operations import NotResendable, Recipient, forget_notices, notify, resend
from shop.notices.queries import notices_of
from shop.outbox.models import Message
from shop.outbox.operations import Drained, drain
from tests.factories.notices import facts_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

PHONE, EMAIL = "+84912345678", "lan@example.vn"
LOG = "shop.notices.doors.log"
HERE = "tests.shop.notices.test_ways"


class NoZalo:
    """Nobody answers there."""

    def send(self, *, message):
        raise Unreachable(message.to)


class Down:
    """A company whose machine is down."""

    def send(self, *, message):
        raise ConnectionRefusedError("sms")


class Kept:
    """Keeps what it is given."""

    sent: list = []

    def send(self, *, message):
        self.sent.append(message)


@pytest.fixture(autouse=True)
def _empty():
    Kept.sent.clear()


def tell(to, now, *, event="order_placed", key="7KQ2M9XHVD"):
    notify(event=event, key=key, to=to, facts=facts_of(event, language=to.language), at=now)
    while drain(at=now).done:
        pass


def told():
    return list(Delivery.objects.order_by("pk").values_list("way", "address"))


@pytest.mark.parametrize(
    ("to", "zalo", "way"),
    [
        (Recipient("Lan", email=EMAIL, phone=PHONE, zalo=True), "LogZalo", ("EMAIL", "l***@example.vn")),
        (Recipient("Lan", phone=PHONE, zalo=True), "LogZalo", ("ZALO", "0912***678")),
        (Recipient("Lan", phone=PHONE, zalo=False), "LogZalo", ("SMS", "0912***678")),
        (Recipient("Lan", phone=PHONE, zalo=True), "", ("SMS", "0912***678")),
        (Recipient("Lan", zalo=True), "LogZalo", ("NONE", "")),
    ],
)
def test_email_before_zalo_before_sms(to, zalo, way, now, settings):
    settings.ZALO_BACKEND = zalo and f"{LOG}.{zalo}"

    tell(to, now)

    assert told() == [way]


@pytest.mark.parametrize(
    ("phone", "way"),
    [
        ("091 234.5678", ("SMS", "0912***678")),
        ("0203 382 5001", ("NONE", "")),
        ("0912 345 678; 0203 382 5001", ("NONE", "")),
    ],
)
def test_only_a_mobile_phone_gets_short_messages(phone, way, now, settings):
    settings.SMS_BACKEND = f"{HERE}.Kept"

    tell(Recipient("Lan", phone=phone), now)

    assert told() == [way]
    assert [message.to for message in Kept.sent] == [PHONE] * (way[0] == "SMS")


def test_who_is_not_on_zalo_gets_an_sms(now, settings):
    settings.ZALO_BACKEND, settings.SMS_BACKEND = f"{HERE}.NoZalo", f"{HERE}.Kept"

    tell(Recipient("Lan", phone=PHONE, zalo=True), now)

    assert told() == [("SMS", "0912***678")]
    assert [message.to for message in Kept.sent] == [PHONE]


def test_a_shop_without_sms_says_so(now, settings):
    settings.SMS_BACKEND = ""

    tell(Recipient("Lan", phone=PHONE), now)

    assert told() == [("NONE", "")]


def test_a_company_that_is_down_is_asked_again(now, settings):
    settings.SMS_BACKEND = f"{HERE}.Down"
    notify(
        event="order_placed",
        key="1",
        to=Recipient("Lan", phone=PHONE),
        facts=facts_of("order_placed", language="vi"),
        at=now,
    )

    assert drain(at=now) == Drained(failed=1)
    assert told() == []

    settings.SMS_BACKEND = f"{HERE}.Kept"
    assert drain(at=Message.objects.get().next_at) == Drained(done=1)
    assert told() == [("SMS", "0912***678")]


def test_a_code_goes_to_the_phone_that_it_proves(now, settings, mailoutbox):
    settings.SMS_BACKEND = f"{HERE}.Kept"

    tell(Recipient("Lan", email=EMAIL, phone=PHONE), now, event="cod_code")

    assert mailoutbox == []
    (message,) = Kept.sent
    assert message.text.startswith("Xa Nha: 482915 la ma xac nhan don 7KQ2M9XHVD")
    assert (message.key, message.event, message.language, message.secrets) == (
        "cod_code:7KQ2M9XHVD",
        "cod_code",
        "vi",
        ("482915",),
    )


def test_an_answer_to_a_mail_reaches_support(now, settings, mailoutbox):
    settings.SUPPORT_EMAIL = "hotro@xanha.example"

    tell(Recipient("Lan", email=EMAIL), now)

    assert mailoutbox[0].reply_to == ["hotro@xanha.example"]


# -- for the support desk -------------------------------------------------------------------------------------------


def test_what_was_told_of_an_order_and_its_parts_newest_first(now, django_assert_num_queries):
    lan = Recipient("Lan", email=EMAIL, phone=PHONE)
    tell(lan, now)
    tell(Recipient("Hải Yến", phone=PHONE), now, event="producer_cancelled", key="7KQ2M9XHVD-1")
    tell(lan, now, event="data_deleted", key="9")
    notify(
        event="order_placed",
        key="other",
        to=lan,
        facts=facts_of("order_placed", language="vi") | {"number": "7KQ2M9XHVDX"},
        at=now,
    )
    drain(at=now)

    with django_assert_num_queries(1):
        rows = [(row.event, row.way, row.address, row.at) for row in notices_of(number="7KQ2M9XHVD")]

    assert rows == [
        ("producer_cancelled", "SMS", "0912***678", now),
        ("order_placed", "EMAIL", "l***@example.vn", now),
    ]


def test_a_ticket_without_an_order_is_found_by_its_own_number(now):
    facts = facts_of("ticket_closed", language="vi", bare=True)
    notify(event="ticket_closed", key="KN-4TQ8XW", to=Recipient("Lan", email=EMAIL), facts=facts, at=now)
    drain(at=now)

    assert [row.event for row in notices_of(number="KN-4TQ8XW")] == ["ticket_closed"]


def test_a_message_is_sent_again_as_it_was(now, mailoutbox):
    tell(Recipient("Lan", email=EMAIL), now)
    first = Delivery.objects.get()

    resend(delivery=first, at=now)
    resend(delivery=first, at=now)
    while drain(at=now).done:
        pass
    again = Delivery.objects.order_by("pk").last()
    resend(delivery=again, at=now)
    drain(at=now)

    assert [row.key for row in Delivery.objects.order_by("pk")] == [
        "order_placed:7KQ2M9XHVD",
        "order_placed:7KQ2M9XHVD~1",
        "order_placed:7KQ2M9XHVD~2",
    ]
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [([EMAIL], "Đã nhận đơn 7KQ2M9XHVD")] * 3
    assert len({mail.body for mail in mailoutbox}) == 1
    # Another mail, not a copy that a mailbox hides.
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == 3


@pytest.mark.parametrize("event", ["cod_code", "password_reset"])
def test_what_is_void_by_now_is_not_sent_again(event, now):
    tell(Recipient("Lan", email=EMAIL), now, event=event)

    with pytest.raises(NotResendable):
        resend(delivery=Delivery.objects.get(), at=now)


def test_what_was_written_is_forgotten_and_that_it_was_sent_stays(now):
    lan = Recipient("Lan", email=EMAIL)
    tell(lan, now)
    tell(lan, now, event="part_expired", key="7KQ2M9XHVD-1")
    waiting = facts_of("part_delivered", language="vi")
    notify(event="part_delivered", key="7KQ2M9XHVD-1", to=lan, facts=waiting, at=now)
    tell_other = facts_of("order_placed", language="vi") | {"number": "OTHER00000"}
    notify(event="order_placed", key="OTHER00000", to=lan, facts=tell_other, at=now)
    Message.objects.filter(key="order_placed:OTHER00000").update(done_at=now)

    assert forget_notices(number="7KQ2M9XHVD") == 2

    kept = {message.key: bool(message.payload) for message in Message.objects.all()}
    assert kept == {
        "order_placed:7KQ2M9XHVD": False,
        "part_expired:7KQ2M9XHVD-1": False,
        "part_delivered:7KQ2M9XHVD-1": True,
        "order_placed:OTHER00000": True,
    }
    assert [row.event for row in notices_of(number="7KQ2M9XHVD")] == ["part_expired", "order_placed"]
    with pytest.raises(NotResendable):
        resend(delivery=Delivery.objects.order_by("pk").first(), at=now)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("+84912345678", "0912***678"),
        ("0203 382 5001", "0203***001"),
        ("lan@example.vn", "l***@example.vn"),
        ("a@b@example.vn", "a***@example.vn"),
        ("0912***678", "0912***678"),
        ("115", "***"),
        ("", ""),
    ],
)
def test_an_address_can_be_recognised_and_not_used(address, shown):
    assert masked(address) == shown
