"""Every step × every state: what the table allows is done and told, the rest is a sentence and changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from shop.carriers.operations import open_pickup_point
from shop.cooperative.acts import SLUGS
from shop.fulfilment import operations
from shop.fulfilment.models import Collection, DeliveryKind, LineOutcome, StateChange
from shop.fulfilment.states import STEP, Actor, State
from shop.outbox.models import Message
from tests.pages.conftest import words_of
from tests.pages.cooperative.conftest import HOME, soup

pytestmark = pytest.mark.django_db
# What each step leads to, and what it is sent with.
TARGETS = {
    "nhan": (State.ACCEPTED, {}),
    "tu-choi": (State.REFUSED, {"choice": "gone"}),
    "dong-goi": (State.PACKED, {}),
    "ban-giao": (State.HANDED_OVER, {"tracking_number": " VN123 "}),
    "da-giao": (State.DELIVERED, {}),
    "khong-nhan": (State.RETURNED, {"choice": "away"}),
}
WAY_TO = {
    State.NEW: (),
    State.ACCEPTED: ("accept",),
    State.PACKED: ("accept", "pack"),
    State.HANDED_OVER: ("accept", "pack", "hand_over"),
    State.DELIVERED: ("accept", "pack", "hand_over", "deliver"),
}


def go(part, slug):
    return f"{HOME}don/{part.number}/{slug}/"


def at_state(part, state, step, cast, now):
    facts = {"producer_order": part, "by": None, "at": now}
    if state in WAY_TO:
        return step(part, *WAY_TO[state])
    if state is State.REFUSED:
        return operations.refuse(**facts, actor=Actor.PRODUCER, reason="x")
    if state is State.CANCELLED:
        return operations.cancel(**facts, actor=Actor.BUYER, reason="x")
    sent = {"actor": Actor.SUPPORT, "by": cast.support, "at": now, "reason": "x"}
    part = step(part, *WAY_TO[State.HANDED_OVER])
    if state is State.RETURNED:
        return operations.refuse_at_door(producer_order=part, **sent)
    part = operations.dispute(producer_order=part, **sent)
    if state is State.CLOSED:
        return operations.settle_dispute(producer_order=part, by=cast.support, at=now, reason="x")
    return part


def test_every_step_of_the_desk_is_tried():
    assert set(TARGETS) | {"san-sang"} == set(SLUGS)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("slug", TARGETS)
def test_every_step_from_every_state(member, cast, part, step, now, state, slug):
    part = at_state(part, state, step, cast, now)
    assert State(part.state) is state
    target, typed = TARGETS[slug]
    allowed = STEP.get((state, target))
    # A return comes back through its own page, where the buyer asked for it.
    may = allowed is not None and Actor.PRODUCER in allowed.actors and (slug, state) != ("khong-nhan", State.DELIVERED)
    changes = StateChange.objects.count()

    answer = member.post(go(part, slug), typed, follow=True)

    part.refresh_from_db()
    page = soup(answer)
    if may:
        assert answer.status_code == 200
        assert page.select_one(".notice--good"), answer.content.decode()
        assert State(part.state) is target
        change = StateChange.objects.latest("pk")
        assert (change.by, change.actor) == (cast.producer, "producer")
    else:
        assert answer.status_code in {200, 422}
        said = words_of(page.select_one(".notice--warn, .notice--danger"))
        assert said.startswith(("Lúc này đơn đang ở bước", "Việc này đã làm rồi")), said
        assert (State(part.state), StateChange.objects.count()) == (state, changes)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("slug", TARGETS)
def test_the_page_of_a_step_opens_where_the_step_is_offered(member, cast, part, step, now, state, slug):
    part = at_state(part, state, step, cast, now)
    here = f"{HOME}don/{part.number}/"
    page = soup(member.get(here)).select_one("main")
    is_offered = bool(page.select(f"[href='{go(part, slug)}'], [action='{go(part, slug)}']"))

    answer = member.get(go(part, slug))

    assert answer.status_code == (200 if is_offered else 302)
    assert is_offered or answer.url == here


@pytest.mark.parametrize("state", list(State))
def test_the_page_offers_what_may_be_done_and_nothing_else(member, cast, part, step, now, state):
    part = at_state(part, state, step, cast, now)
    page = soup(member.get(f"{HOME}don/{part.number}/"))
    offered = {slug for slug in SLUGS if page.select(f"[href='{go(part, slug)}'], [action='{go(part, slug)}']")}

    assert offered == {
        State.NEW: {"nhan", "tu-choi"},
        State.ACCEPTED: {"dong-goi", "tu-choi"},
        State.PACKED: {"ban-giao"},
        State.HANDED_OVER: {"da-giao", "khong-nhan"},
    }.get(state, set())


def test_a_double_click_is_said_and_done_once(member, part):
    member.post(go(part, "nhan"))
    answer = member.post(go(part, "nhan"), follow=True)

    assert "Việc này đã làm rồi: đơn đang ở bước “cần đóng gói”." in words_of(soup(answer).select_one(".notice--warn"))
    assert StateChange.objects.filter(target="accepted").count() == 1


def test_a_stale_page_keeps_what_was_typed(member, part, now):
    operations.cancel(producer_order=part, actor=Actor.BUYER, by=None, at=now, reason="Đổi ý")

    answer = member.post(go(part, "tu-choi"), {"choice": "other", "text": "Mưa bão, đường sạt lở"})

    page = soup(answer)
    assert answer.status_code == 422
    assert "đang ở bước “đã huỷ”" in words_of(page.select_one(".notice--danger"))
    assert page.select_one("textarea").get_text().strip() == "Mưa bão, đường sạt lở"
    assert page.select_one("input[value=other]").has_attr("checked")


def test_a_reason_is_asked_for_and_reaches_the_buyer_in_the_language_of_the_order(member, part):
    nothing = member.post(go(part, "tu-choi"), {})
    no_words = member.post(go(part, "tu-choi"), {"choice": "other", "text": "  "})
    part.order.language = "en"
    part.order.save()

    assert (nothing.status_code, no_words.status_code) == (422, 422)
    assert "Bạn chọn lý do nhé." in nothing.content.decode()
    assert "Bạn ghi lý do nhé, người mua sẽ đọc." in no_words.content.decode()
    part.refresh_from_db()
    assert part.state == "new"

    member.post(go(part, "tu-choi"), {"choice": "gone", "text": "the next batch comes in May"})

    assert StateChange.objects.get(target="refused").reason == "The goods have run out: the next batch comes in May"
    told = Message.objects.get(kind="notice", key__startswith="part_refused").payload
    assert "The goods have run out: the next batch comes in May" in str(told)


def test_the_tracking_number_is_kept_and_shown(member, part, step):
    step(part, "accept", "pack")
    member.post(go(part, "ban-giao"), {"tracking_number": " VN123 "})

    part.refresh_from_db()
    assert part.tracking_number == "VN123"
    assert "VN123" in member.get(f"{HOME}don/{part.number}/").content.decode()
    assert member.post(go(part, "ban-giao"), {"tracking_number": "x" * 61}).status_code == 422


def test_received_records_the_cash(member, part, step, cast):
    step(part, "accept", "pack", "hand_over")
    page = words_of(soup(member.get(go(part, "da-giao"))).select_one("main"))
    assert "230.000 ₫" in page

    member.post(go(part, "da-giao"))

    taken = Collection.objects.get()
    assert (taken.amount_vnd, taken.by) == (230_000, cast.producer)


def test_one_line_is_called_off_and_the_rest_goes_on(member, part, oil):
    line = part.lines.get(product=oil)
    address = f"{HOME}don/{part.number}/bo-mon/{line.pk}/"
    assert member.get(address).status_code == 200

    nothing = member.post(address, {})
    assert (nothing.status_code, LineOutcome.objects.count()) == (422, 0)
    answer = member.post(address, {"choice": "spoilt"}, follow=True)

    assert "Đã huỷ món này" in words_of(soup(answer).select_one(".notice--good"))
    part.refresh_from_db()
    assert (part.state, part.payable_vnd) == ("new", 110_000)
    assert LineOutcome.objects.get().reason == "Lô hàng này chưa đủ tốt để gửi"
    assert "đã huỷ" in words_of(soup(answer).select_one(".line--blocked"))


def test_a_line_that_fell_is_a_sentence_and_the_last_one_is_the_whole_part(member, part, oil, tea, cast, now):
    first, last = part.lines.get(product=oil), part.lines.get(product=tea)
    address = f"{HOME}don/{part.number}/bo-mon/"
    operations.cancel_line(
        producer_order=part, line_id=first.pk, actor=Actor.BUYER, by=None, at=now, reason="Không cần"
    )

    again = member.post(f"{address}{first.pk}/", {"choice": "gone"})
    assert again.status_code == 422
    assert "không còn trong đơn nữa" in words_of(soup(again).select_one(".notice--danger"))
    assert member.get(f"{address}{last.pk}/").url == go(part, "tu-choi")
    assert member.get(f"{address}999999/").status_code == 404
    member.post(f"{address}{last.pk}/", {"choice": "gone"})
    part.refresh_from_db()
    assert part.state == "refused"


def test_a_line_is_not_called_off_any_more_once_packed(member, part, step, oil):
    step(part, "accept", "pack")
    address = f"{HOME}don/{part.number}/bo-mon/{part.lines.get(product=oil).pk}/"

    assert member.get(address).url == f"{HOME}don/{part.number}/"
    answer = member.post(address, {"choice": "gone"})
    assert answer.status_code == 422
    assert "đang ở bước “chờ bàn giao”" in words_of(soup(answer).select_one(".notice--danger"))


@pytest.fixture
def fetched(part, cast, places, now):
    """The part is fetched at the producer's own point; the code is K7QF2M8X."""
    part.delivery_kind, part.pickup_code = DeliveryKind.PICKUP, "K7QF2M8X"
    part.pickup_point = open_pickup_point(
        code="kho",
        name="Kho Hải Yến",
        commune=places.uong_bi,
        address="Số 1",
        hours="8:00-17:00",
        partner=cast.producers[0].partner,
        by=None,
        at=now,
    )
    part.save()
    return part


def test_a_parcel_to_be_fetched_is_announced_and_given_against_its_code(member, fetched, step):
    step(fetched, "accept", "pack", "hand_over")
    page = member.get(f"{HOME}don/{fetched.number}/").content.decode()
    assert "Báo khách đến lấy" in page
    assert "K7QF2M8X" not in page

    answer = member.post(go(fetched, "san-sang"), follow=True)
    assert "Đã báo người mua đến lấy" in words_of(soup(answer).select_one(".notice--good"))
    fetched.refresh_from_db()
    assert fetched.ready_at is not None
    again = member.post(go(fetched, "san-sang"), follow=True)
    assert soup(again).select_one(".notice--warn")

    none = member.post(go(fetched, "da-giao"), {})
    wrong = member.post(go(fetched, "da-giao"), {"pickup_code": "AAAA2222"})
    assert (none.status_code, wrong.status_code) == (422, 422)
    assert "Đây không phải mã của kiện này" in wrong.content.decode()
    assert "K7QF2M8X" not in wrong.content.decode()
    assert soup(wrong).select_one("[name=pickup_code]")["value"] == "AAAA2222"
    member.post(go(fetched, "da-giao"), {"pickup_code": " k7qf-2m8x "})
    fetched.refresh_from_db()
    assert fetched.state == "delivered"


def test_a_centre_gives_its_parcels_out_itself(member, fetched, step, cast, places, now):
    fetched.pickup_point = open_pickup_point(
        code="ha-long",
        name="Hạ Long",
        commune=places.uong_bi,
        address="Số 1",
        hours="8:00-17:00",
        centre=cast.centres[0],
        by=None,
        at=now,
    )
    fetched.save()
    step(fetched, "accept", "pack", "hand_over")

    page = soup(member.get(f"{HOME}don/{fetched.number}/"))
    assert "Trung tâm giao kiện này" in words_of(page.select_one(".panel--now"))
    for slug, typed in (("da-giao", {"pickup_code": "K7QF2M8X"}), ("san-sang", {}), ("khong-nhan", {"choice": "away"})):
        member.post(go(fetched, slug), typed)
        fetched.refresh_from_db()
        assert (fetched.state, fetched.ready_at) == ("handed_over", None), slug


def test_a_quick_step_leads_back_to_where_it_was_pressed(member, part):
    assert member.post(go(part, "nhan"), {"back": "don-hang"}).url == HOME
    assert member.post(go(part, "dong-goi"), {"back": "dong-goi"}).url == f"{HOME}dong-goi/"
    assert member.post(go(part, "dong-goi"), {"back": "https://evil.example"}).url == f"{HOME}don/{part.number}/"
    assert member.get(go(part, "khong-co")).status_code == 404


def test_the_packing_list_adds_up_and_the_delivery_note_waits_for_a_yes(member, part, step):
    early = member.get(f"{HOME}don/{part.number}/phieu-giao.pdf", follow=True)
    assert "lúc này không có giấy đó" in words_of(soup(early).select_one(".notice--warn"))
    assert "Không có kiện nào cần gói" in member.get(f"{HOME}dong-goi/").content.decode()

    step(part, "accept")

    page = soup(member.get(f"{HOME}dong-goi/"))
    assert [words_of(row) for row in page.select("tbody tr")] == ["Dầu lạc Hải Yến, chai 500 ml 1 1", "Chè dây 1 1"]
    assert "Thiệp cần viết: Chúc mẹ vui" in words_of(page.select_one(".pack"))
    for name in ("dong-goi/phieu.pdf", f"don/{part.number}/phieu-giao.pdf"):
        paper = member.get(HOME + name)
        assert (paper.headers["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
        assert paper.headers["Content-Disposition"].startswith("inline; filename=")


def test_the_day_of_the_packing_list_is_the_day_in_vietnam(member, now):
    with time_machine.travel(now + timedelta(hours=14), tick=False):  # 00:00 in Vietnam
        assert "ngày 25/11/2026" in member.get(f"{HOME}dong-goi/").content.decode()
