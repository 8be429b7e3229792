"""Django's admin: every page opens for an administrator, every form calls an operation, nothing is saved by itself."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from oscar.core.loading import get_model

from catalogue_ext.centres.models import Centre, StaffMembership
from catalogue_ext.places.models import Alias
from catalogue_ext.producers.models import Membership, Person, Producer
from shop.accounts.models import User
from shop.accounts.queries import roles_of
from shop.accounts.roles import Role
from shop.administration.acting import ActingPage, ShownPage
from shop.audit.models import Entry
from shop.audit.operations import record
from shop.channels.models import Channel
from shop.notices.models import Delivery
from shop.opinions.operations import judge, reply
from shop.outbox.models import Message
from tests.factories import situations
from tests.shop.listings.test_pictures import picture
from tests.shop.opinions.conftest import given, settled
from tests.shop.support.conftest import opened

pytestmark = pytest.mark.django_db

StockRecord = get_model("partner", "StockRecord")


@pytest.fixture
def desk(cast) -> Client:
    client = Client()
    client.force_login(cast.administrator, backend="shop.accounts.backends.EmailOrPhoneBackend")
    return client


@pytest.fixture
def filled(cast, places, now) -> Any:
    """One row at least of everything the admin shows."""
    product = situations.on_sale(cast, at=now)
    situations.revoked(cast, at=now)
    Message.objects.create(kind="notice", key="dead", created_at=now, next_at=now, attempts=10, dead_at=now)
    Delivery.objects.create(event="order_placed", key="x", way="NONE", language="vi", at=now)
    record(action="test.done", record=product, by=cast.officer, at=now)
    Alias.objects.create(text="Phố cũ", text_fold="pho cu", commune=product.origin_commune, recorded_at=now)
    bought = settled(situations.on_sale(cast, at=now), places=places, at=now)
    opened(now, order=bought.order)
    opinion = judge(review=given(bought, now), is_approved=True, by=cast.officer, at=now)
    reply(review=opinion, text="Cảm ơn bạn.", by=cast.producer, at=now)
    return product


def page_of(model: Any, name: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def errors(answer: Any) -> str:
    soup = BeautifulSoup(answer.content, "html.parser")
    return " ".join(tag.get_text(" ", strip=True) for tag in soup.select(".errorlist"))


def test_every_page_opens_and_nothing_comes_from_an_outside_host(desk, filled):
    seen = 0
    for model, page in admin.site._registry.items():
        addresses = [page_of(model, "changelist") + "?q=a" if page.search_fields else page_of(model, "changelist")]
        rows = list(model._default_manager.order_by("pk")[:1])
        addresses += [page_of(model, "change", row.pk) for row in rows]
        if isinstance(page, ActingPage) and page.has_add_permission.__qualname__.startswith("BaseModelAdmin"):
            addresses.append(page_of(model, "add"))
        for address in addresses:
            answer = desk.get(address)
            assert answer.status_code == 200, address
            for tag in BeautifulSoup(answer.content, "html.parser").find_all(["script", "link", "img", "iframe"]):
                assert "//" not in (tag.get("src") or tag.get("href") or ""), (address, tag)
            seen += 1
    assert seen >= 2 * len(admin.site._registry)


def test_no_page_saves_or_deletes_by_itself(cast, rf):
    request = rf.get("/")
    request.user = cast.administrator
    for model, page in admin.site._registry.items():
        assert isinstance(page, ShownPage | ActingPage), model
        assert not page.has_delete_permission(request), model
        if isinstance(page, ShownPage):
            assert not page.has_add_permission(request), model
            assert not page.has_change_permission(request), model
        else:
            assert type(page).save_model is ActingPage.save_model, model
            assert type(page).act is not ActingPage.act, model


def test_rows_that_are_only_shown_cannot_be_posted(desk, filled):
    for model in (Entry, Message, Delivery, get_model("stock", "Movement"), get_model("certification", "Decision")):
        row = model._default_manager.order_by("pk").first()
        assert desk.post(page_of(model, "change", row.pk), {}).status_code == 403, model
        assert desk.post(page_of(model, "delete", row.pk), {"post": "yes"}).status_code == 403, model
        assert desk.post(page_of(model, "add"), {}).status_code == 403, model


# -- people -----------------------------------------------------------------------------------------------------------


def test_boxes_grant_and_withdraw_roles(desk, cast):
    address = page_of(User, "change", cast.shopper.pk)

    desk.post(address, {"roles": ["officer", "support"], "may_log_in": "on"})
    assert roles_of(user=cast.shopper) == {Role.PROGRAMME_OFFICER, Role.SUPPORT}

    desk.post(address, {"roles": ["support"], "may_log_in": "on"})
    assert roles_of(user=cast.shopper) == {Role.SUPPORT}
    acts = Entry.objects.order_by("pk").values_list("action", "by", "facts")
    assert list(acts) == [
        ("accounts.role_granted", cast.administrator.pk, {"role": "officer"}),
        ("accounts.role_granted", cast.administrator.pk, {"role": "support"}),
        ("accounts.role_withdrawn", cast.administrator.pk, {"role": "officer"}),
    ]


def test_an_account_is_closed_and_opened_by_its_box(desk, cast):
    address = page_of(User, "change", cast.support.pk)

    desk.post(address, {"roles": ["support"]})
    assert not User.objects.get(pk=cast.support.pk).is_active

    desk.post(address, {"roles": ["support"], "may_log_in": "on"})
    assert User.objects.get(pk=cast.support.pk).is_active
    assert roles_of(user=User.objects.get(pk=cast.support.pk)) == {Role.SUPPORT}


def test_the_last_administrator_is_told_why_not(desk, cast):
    answer = desk.post(page_of(User, "change", cast.administrator.pk), {"roles": [], "may_log_in": "on"})

    assert answer.status_code == 200
    assert "Phải còn người làm quản trị." in errors(answer)
    assert roles_of(user=cast.administrator) == {Role.ADMINISTRATOR}


def test_a_new_person_is_let_in(desk, cast):
    form = {"full_name": "Trần Văn An", "phone": "091 234 5678", "language": "vi", "password": "mot mat khau dai"}

    answer = desk.post(page_of(User, "add"), form)

    assert answer.status_code == 302
    user = User.objects.get(phone="+84912345678")
    assert (str(user), user.is_staff, user.check_password("mot mat khau dai")) == ("Trần Văn An", False, True)
    assert Entry.objects.get(action="accounts.registered").by == cast.administrator


def test_people_begin_and_end_to_work_for_producers_and_centres(desk, cast):
    desk.post(page_of(Membership, "add"), {"producer": cast.producers[1].pk, "user": cast.shopper.pk, "role": "STAFF"})
    desk.post(page_of(StaffMembership, "add"), {"centre": cast.centres[0].pk, "user": cast.shopper.pk})
    assert roles_of(user=cast.shopper) == {Role.PRODUCER_MEMBER, Role.CENTRE_STAFF}

    for model in (Membership, StaffMembership):
        row = model.objects.get(user=cast.shopper)
        desk.post(page_of(model, "changelist"), {"action": "withdraw", "_selected_action": [row.pk]})
        row.refresh_from_db()
        assert row.withdrawn_at is not None, model
    assert roles_of(user=cast.shopper) == frozenset()


def test_a_lost_telephone_is_disconnected(desk, cast):
    from django_otp.plugins.otp_totp.models import TOTPDevice

    TOTPDevice.objects.create(user=cast.officer, confirmed=True)

    desk.post(page_of(User, "changelist"), {"action": "forget_second_factor", "_selected_action": [cast.officer.pk]})

    assert not TOTPDevice.objects.exists()


# -- selling ----------------------------------------------------------------------------------------------------------


def stock_form(**changes: Any) -> dict[str, Any]:
    return {"price_vnd": "120000", "received": "", "counted": "", "reason": "", **changes}


def test_price_and_goods_change_by_operations(desk, filled):
    row = StockRecord.objects.get(product=filled)
    address = page_of(StockRecord, "change", row.pk)

    desk.post(address, stock_form(price_vnd="135000", received="5"))
    row.refresh_from_db()
    assert (int(row.price), row.num_in_stock) == (135_000, 15)

    desk.post(address, stock_form(price_vnd="135000", counted="12", reason="vỡ ba lọ"))
    row.refresh_from_db()
    assert row.num_in_stock == 12
    movements = row.movements.order_by("pk").values_list("kind", "quantity", "reason")
    assert list(movements) == [("RECEIVED", 10, ""), ("RECEIVED", 5, ""), ("ADJUSTED", -3, "vỡ ba lọ")]
    assert Entry.objects.filter(action="stock.priced").count() == 1

    desk.post(address, stock_form(price_vnd=""))
    row.refresh_from_db()
    assert row.price is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"received": "5", "counted": "5"}, "Hoặc số nhập về, hoặc số đếm được."),
        ({"counted": "5"}, "Hãy ghi vì sao số đếm khác."),
        ({"price_vnd": "0"}, "lớn hơn hoặc bằng với 1"),
        ({"price_vnd": "1.5"}, "Nhập một số tổng thể."),
    ],
)
def test_a_stock_form_that_is_not_right_changes_nothing(desk, filled, changes, said):
    row = StockRecord.objects.get(product=filled)

    answer = desk.post(page_of(StockRecord, "change", row.pk), stock_form(**changes))

    assert said in errors(answer)
    row.refresh_from_db()
    assert (int(row.price), row.num_in_stock, row.movements.count()) == (120_000, 10, 1)


def test_a_count_below_what_is_promised_is_refused_in_words(desk, filled):
    StockRecord.objects.filter(product=filled).update(num_allocated=4)
    row = StockRecord.objects.get(product=filled)

    answer = desk.post(page_of(StockRecord, "change", row.pk), stock_form(price_vnd="99000", counted="3", reason="x"))

    assert "4 món đã hứa với người mua" in errors(answer)
    assert 'value="99000"' in answer.content.decode()
    row.refresh_from_db()
    assert (int(row.price), row.num_in_stock) == (120_000, 10)


def listing_form(**changes: Any) -> dict[str, Any]:
    return {"title_en": "", "pack_size": "", "herbal_kind": "", "description": "", "caption": "", **changes}


def test_texts_and_pictures_change_by_operations(desk, filled):
    sent = SimpleUploadedFile("../../x.php", picture().getvalue(), content_type="text/html")
    form = listing_form(title_en="Peanut oil", description="<script>x</script><p>Ngon</p>", picture=sent, caption="Lọ")

    answer = desk.post(page_of(type(filled), "change", filled.pk), form)

    assert answer.status_code == 302
    title = filled.title
    filled.refresh_from_db()
    assert (filled.title, filled.title_en, filled.description) == (title, "Peanut oil", "<p>Ngon</p>")
    (hung,) = filled.images.all()
    assert (hung.caption, hung.original.name[-5:]) == ("Lọ", ".webp")
    assert "php" not in hung.original.name

    images = get_model("catalogue", "ProductImage")
    desk.post(page_of(images, "changelist"), {"action": "take_down", "_selected_action": [hung.pk]})
    assert not filled.images.exists()


def test_a_file_that_is_no_picture_is_refused_and_the_texts_stay_as_they_were(desk, filled):
    sent = SimpleUploadedFile("x.jpg", b"<svg/>", content_type="image/jpeg")

    answer = desk.post(page_of(type(filled), "change", filled.pk), listing_form(title_en="New", picture=sent))

    assert "Đây không phải ảnh chúng tôi đọc được." in errors(answer)
    assert 'value="New"' in answer.content.decode()
    filled.refresh_from_db()
    assert filled.title_en == ""
    assert not filled.images.exists()


# -- register ---------------------------------------------------------------------------------------------------------


def test_a_producer_is_opened_and_edited_by_operations(desk, cast):
    commune = cast.producers[0].commune
    form = {"name": "HTX Rau sạch Tiên Yên", "kind": "COOPERATIVE", "commune": commune.pk, "address": "Thôn 1"}

    assert desk.post(page_of(Producer, "add"), form).status_code == 302
    producer = Producer.objects.get(name="HTX Rau sạch Tiên Yên")
    assert producer.partner.name == producer.name
    desk.post(page_of(Producer, "change", producer.pk), {**form, "story": "Ba đời trồng rau."})

    producer.refresh_from_db()
    assert producer.story == "Ba đời trồng rau."
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == [
        "producers.opened",
        "producers.edited",
    ]


def test_an_alias_is_recorded_or_refused_in_words(desk, places):
    form = {"text": "Phố mới bên sông", "commune": places.uong_bi.pk}

    assert desk.post(page_of(Alias, "add"), form).status_code == 302
    assert Alias.objects.get().commune == places.uong_bi

    answer = desk.post(page_of(Alias, "add"), {**form, "commune": places.binh_khe.pk})
    assert "“Phố mới bên sông” đã được ghi là phường Uông Bí" in errors(answer)
    assert Alias.objects.count() == 1


# -- machinery --------------------------------------------------------------------------------------------------------


def test_a_given_up_message_is_tried_again(desk, filled):
    dead = Message.objects.get(key="dead")

    desk.post(page_of(Message, "changelist"), {"action": "try_again", "_selected_action": [dead.pk]})

    dead.refresh_from_db()
    assert (dead.dead_at, dead.attempts) == (None, 0)


def test_the_outbox_is_filtered_by_state(desk, filled):
    address = page_of(Message, "changelist")

    assert "dead" in desk.get(address + "?state=dead").content.decode()
    assert desk.get(address + "?state=done").context["cl"].result_count == 0
    assert desk.get(address + "?state=dead").context["cl"].result_count == 1


def test_people_of_a_producer_are_added_and_taken_off(desk, cast):
    form = {"producer": cast.producers[0].pk, "name": "Lan", "work": "Sao chè", "work_en": "", "place": "1"}

    desk.post(page_of(Person, "add"), form)
    again = desk.post(page_of(Person, "add"), form)

    person = Person.objects.get()
    assert (person.name, person.work, person.is_illustration) == ("Lan", "Sao chè", False)
    assert "Người này đã có tên ở đây." in errors(again)
    desk.post(page_of(Person, "changelist"), {"action": "take_off", "_selected_action": [person.pk]})
    assert not Person.objects.exists()
    assert Entry.objects.get(action="producers.person_removed").by == cast.administrator


def test_a_centre_is_opened_with_its_channel_and_edited(desk, places, cast):
    form = {"code": "uong-bi", "province": places.quang_ninh.pk, "name": "Trung tâm mới", "about": "Giúp bán hàng."}

    desk.post(page_of(Centre, "add"), form)

    centre = Centre.objects.get(code="uong-bi")
    assert (centre.slug, centre.about) == ("uong-bi", "Giúp bán hàng.")
    assert Channel.objects.get(centre=centre).code == "centre.uong-bi"
    elsewhere = {"name": "Trung tâm mới", "commune": places.quang_truc.pk}
    assert "Xã Quảng Trực" in errors(desk.post(page_of(Centre, "change", centre.pk), elsewhere))
    desk.post(page_of(Centre, "change", centre.pk), {"name": "Trung tâm đổi tên", "phone": "0203 382 5001"})
    centre.refresh_from_db()
    assert (centre.name, centre.phone, centre.code) == ("Trung tâm đổi tên", "0203 382 5001", "uong-bi")
    assert Entry.objects.get(action="centres.edited").by == cast.administrator
