"""A copy: both forms, the reader's language, nothing of anybody else, audited, and gone after a day."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from shop.audit.models import Entry
from shop.outbox.models import Message
from shop.personal_data import copies
from shop.personal_data.copies import DROP, copies_of, copy_of_account, copy_of_order
from shop.personal_data.handlers import drop, make
from shop.personal_data.models import Export
from tests.shop.personal_data.conftest import EMAIL, MARKS, NAME, STREET, WORDS, lived

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def opened(made):
    packed = zipfile.ZipFile(io.BytesIO(made))
    page = BeautifulSoup(packed.read("data.html"), "html.parser")
    return packed.namelist(), json.loads(packed.read("data.json")), page


def test_a_guests_copy(guests_order, now):
    names, data, page = opened(copy_of_order(order=guests_order, language="en", by=None, at=now))

    assert names == ["data.json", "data.html", "data.css", "pictures/1.webp"]
    order = data["data"]["orders"][0]
    assert (order["number"], order["name"], order["street"]) == (guests_order.number, NAME, f"{STREET} B")
    assert (order["email"], order["note"], order["total_vnd"]) == (EMAIL, f"ghi chú: {WORDS}", 300_000)
    assert [row["street"] for row in data["data"]["former_addresses"]] == [STREET]
    assert [row["text"] for row in data["data"]["entries"]] == [f"hỏi: {WORDS}", f"đáp: {WORDS}"]
    assert page.html["lang"] == "en"
    assert page.h1.text == "What we hold of you"
    assert "300.000\xa0₫" in page.text
    assert "10:00" in page.text
    assert Entry.objects.filter(action="order.copied", by=None).count() == 1


def test_in_the_readers_language(guests_order, now):
    _, _, page = opened(copy_of_order(order=guests_order, language="vi", by=None, at=now))

    assert page.h1.text == "Những gì chúng tôi giữ về bạn"
    assert "Đơn hàng của bạn" in page.text
    assert "ít nhất 3 năm" in page.text
    # Codes are said as people say them, and instants inside of JSON by the clock on the wall.
    said = {dt.text: dt.find_next_sibling("dd").text for dt in page.select("dt")}
    assert said["trạng thái"] != guests_order.status
    assert "T03:00" not in page.text


def test_nothing_of_anybody_else(cast, places, now, history):
    """The shopper's copy has nothing of the officer's order, the officer's nothing of the shopper's account."""
    lived(cast, places, now, by=cast.other_officer)

    _, data, _ = opened(copy_of_account(user=history.user, language="vi", at=now))

    assert [row["number"] for row in data["data"]["orders"]] == [history.order.number]
    assert not any(
        mark in json.dumps(opened(copy_of_account(user=cast.support, language="vi", at=now))[1]).lower()
        for mark in MARKS
    )


def test_supports_own_notes_are_no_ones_copy(guests_order, cast, now):
    from shop.support.operations import add_entry, reopen
    from shop.support.states import Side

    ticket = guests_order.tickets.get()
    reopen(ticket=ticket, side=Side.SUPPORT, text="mở lại", by=cast.support, at=now + timedelta(days=4))
    add_entry(
        ticket=ticket,
        side=Side.SUPPORT,
        text="nội bộ thôi",
        by=cast.support,
        at=now + timedelta(days=4),
        is_internal=True,
    )

    _, data, page = opened(copy_of_order(order=guests_order, language="vi", by=None, at=now))

    assert "nội bộ thôi" not in json.dumps(data, ensure_ascii=False) + page.text


def test_a_large_copy_is_made_later_told_of_and_gone_after_a_day(history, now, monkeypatch):
    monkeypatch.setattr(copies, "MOST_AT_ONCE", 0)

    assert copy_of_account(user=history.user, language="vi", at=now) is None
    assert copy_of_account(user=history.user, language="vi", at=now) is None
    export = Export.objects.get()
    assert (export.ready_at, bool(export.file)) == (None, False)
    make(key="", payload={"export": export.pk}, at=now)
    make(key="", payload={"export": export.pk}, at=now)

    export.refresh_from_db()
    assert (export.ready_at, export.keep_until) == (now, now + timedelta(days=1))
    with export.file.open("rb") as file:
        assert opened(file.read())[1]["data"]["account"][0]["email"] == EMAIL
    told = Message.objects.get(kind="notice", payload__event="data_exported").payload
    assert told["facts"]["url"].endswith("/tai-khoan/du-lieu/")
    assert "token" not in told["facts"]["url"]
    assert copies_of(user=history.user, at=now) == [export]
    assert copies_of(user=history.user, at=now + timedelta(days=1)) == []
    end = Message.objects.get(kind=DROP)
    assert end.next_at == now + timedelta(days=1)
    drop(key=end.key, payload=end.payload, at=end.next_at)
    assert Export.objects.count() == 0
    assert Entry.objects.filter(action="accounts.copied").count() == 1
