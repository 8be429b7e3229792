"""Forgetting: what goes at once, what the law keeps, and that nothing of the person stands anywhere after it."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.files.storage import default_storage
from django.core.management import call_command
from oscar.core.loading import get_model

from shop.accounts.forgetting import end_sessions
from shop.accounts.roles import Role
from shop.audit.models import Entry
from shop.consents.models import Consent
from shop.fulfilment.models import (
    BuyerPhone,
    FailedLookup,
    InvoiceRequest,
    ProducerOrder,
    Refund,
    ReturnPicture,
    StateChange,
)
from shop.fulfilment.operations import owe_refund
from shop.outbox.models import Message
from shop.personal_data import operations
from shop.personal_data.handlers import order as forget_later
from shop.personal_data.models import ForgottenOrder
from shop.personal_data.operations import UnderWay, WorksHere, delete_account, forget_due, forget_order, sweep
from shop.personal_data.queries import closed_at, keep_until
from shop.support.models import Kind
from shop.support.operations import Asker, open_ticket
from tests.factories.orders import placed
from tests.factories.people import PASSWORD, grant
from tests.factories.situations import on_sale
from tests.shop.personal_data.conftest import (
    COMPANY,
    EMAIL,
    MARKS,
    PHONE,
    STREET,
    TAX_CODE,
    everywhere,
    lived,
    tell_all,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

OVER = timedelta(days=9)  # delivered on the second day, seven days to give back


def years(at, count=3):
    return at.replace(year=at.year + count)


def figures():
    """This will add up what reports add up."""
    orders, lines = get_model("order", "Order").objects, get_model("order", "Line").objects
    return {
        "orders": list(orders.order_by("pk").values_list("number", "total_incl_tax", "status", "date_placed")),
        "lines": list(
            lines.order_by("pk").values_list(
                "title", "quantity", "line_price_incl_tax", "stars", "decision_number", "commune_code"
            )
        ),
        "parts": list(
            ProducerOrder.objects.order_by("pk").values_list("number", "total_vnd", "reduced_vnd", "state", "moved_at")
        ),
        "to": list(orders.order_by("pk").values_list("shipping_address__commune", "shipping_address__province_name")),
        "moves": list(StateChange.objects.order_by("pk").values_list("source", "target", "at", "actor")),
    }


def test_an_order_is_over_when_nothing_can_come_back_any_more(guests_order, now):
    assert closed_at(order=guests_order, at=now + OVER - timedelta(microseconds=1)) is None
    assert closed_at(order=guests_order, at=now + OVER) == now + OVER
    assert keep_until(order=guests_order, at=now + OVER) == years(now + OVER)


def test_nothing_is_left_of_a_guest_when_the_time_is_over_and_the_figures_stay(guests_order, now):
    tell_all(now + OVER)
    before, end = figures(), years(now + OVER)
    pictures = [picture.file.name for picture in ReturnPicture.objects.all()]
    assert len(everywhere(*MARKS)) >= 20

    assert forget_order(order=guests_order, at=end - timedelta(seconds=1)) is False
    assert len(everywhere(*MARKS)) >= 20
    assert forget_order(order=guests_order, at=end) is True

    # An opinion says in public what its writer wanted to say; only the name goes. Short tries go with the sweep, and
    # the outbox's other rows hold keys.
    left = everywhere(*MARKS)
    assert left == {"reviews.ProductReview.title", "reviews.ProductReview.body", "support.Opening.phone"}
    sweep(at=end)
    assert "support.Opening.phone" not in everywhere(*MARKS)
    assert figures() == before
    invoice = InvoiceRequest.objects.get()
    assert (invoice.company, invoice.tax_code, invoice.address, invoice.email) == (COMPANY, TAX_CODE, "", "")
    assert pictures
    assert ReturnPicture.objects.count() == 0
    done = ForgottenOrder.objects.get()
    assert (done.order, done.at, done.closed_at) == (guests_order, end, now + OVER)


@pytest.mark.django_db(transaction=True)
def test_pictures_leave_the_disk(guests_order, now):
    (picture,) = ReturnPicture.objects.all()
    name = picture.file.name
    assert default_storage.exists(name)

    forget_order(order=guests_order, at=years(now + OVER))

    assert not default_storage.exists(name)


def test_twice_is_once(guests_order, now):
    end = years(now + OVER)
    forget_order(order=guests_order, at=end)
    traces = Entry.objects.count()

    assert forget_order(order=guests_order, at=end + timedelta(days=1)) is False
    assert Entry.objects.count() == traces


def test_a_phone_that_still_orders_keeps_its_row(guests_order, cast, places, now):
    end = years(now + OVER)
    placed(
        on_sale(cast, at=now + timedelta(days=100)),
        commune=places.truong_xuan,
        at=now + timedelta(days=101),
        phone=PHONE,
    )

    forget_order(order=guests_order, at=end)

    assert BuyerPhone.objects.filter(phone=PHONE).exists()


def test_what_is_under_way_stays(guests_order, cast, now):
    """Money owed back and a ticket that is open keep the order, however old it is."""
    part = guests_order.producer_orders.get(collection__isnull=False)
    owe_refund(producer_order=part, amount_vnd=1_000, by=cast.support, at=now + OVER, reason="lọ móp")

    assert closed_at(order=guests_order, at=years(now, 5)) is None
    assert forget_order(order=guests_order, at=years(now, 5)) is False
    Refund.objects.filter(paid_at=None).update(paid_at=years(now, 1), paid_by=cast.support, paid_how="tiền mặt")
    assert closed_at(order=guests_order, at=years(now, 5)) == years(now, 1)
    open_ticket(
        kind=Kind.COMPLAINT,
        text="còn đây",
        asker=Asker(name="", phone=PHONE),
        client_address="10.0.0.9",
        by=None,
        at=years(now, 1),
        order=guests_order,
    )
    assert forget_order(order=guests_order, at=years(now, 5)) is False


def test_an_order_of_a_living_account_is_its_owners(history, now):
    assert list(forget_due(at=years(now, 9))) == []


def test_the_command_shows_how_far_it_is_and_may_run_again(guests_order, now, capsys):
    import time_machine as clock

    FailedLookup.objects.create(at=now, address="10.0.0.0", number="X")
    with clock.travel(years(now + OVER), tick=False):
        call_command("anonymise")
        call_command("anonymise")

    first, second, third = capsys.readouterr().out.splitlines()
    assert first == f"1/1 {guests_order.number}: forgotten"
    assert second.startswith("1 order(s) without their buyers now, ")
    assert " 0 row(s)" not in second
    assert third == "0 order(s) without their buyers now, 0 row(s) of old logs deleted."


def test_every_order_is_looked_at_when_its_time_can_be_over_and_again_when_it_is(guests_order, now):
    message = Message.objects.get(kind=operations.ORDER)
    assert message.next_at == years(now)

    forget_later(key=message.key, payload=message.payload, at=years(now))
    assert ForgottenOrder.objects.count() == 0
    again = Message.objects.filter(kind=operations.ORDER).latest("pk")
    assert again.next_at == years(now + OVER)
    forget_later(key=again.key, payload=again.payload, at=years(now + OVER))

    assert ForgottenOrder.objects.count() == 1


# ---------------------------------------------------------------- accounts


def test_a_deleted_account_leaves_only_what_the_law_keeps(history, now, client):
    client.force_login(history.user, backend="shop.accounts.backends.EmailOrPhoneBackend")
    tell_all(now + OVER)
    Message.objects.filter(kind="notice").update(done_at=now)
    before = figures()

    done = delete_account(user=history.user, at=now + OVER)

    assert done.kept == (history.order.number,)
    assert done.gone == ()
    assert done.keep_until == years(now + OVER)
    tell_all(now + OVER)
    left = everywhere(*MARKS)
    # The order's papers until their time is over, its tickets, and what a machine counted within the day. The farewell
    # itself has just been sent.
    assert left == {
        "consents.Consent.phone",
        "fulfilment.BuyerPhone.phone",
        "fulfilment.InvoiceRequest.address",
        "fulfilment.LineOutcome.reason",
        "fulfilment.ProducerOrder.tracking_number",
        "fulfilment.ReturnRequest.answer",
        "fulfilment.ReturnRequest.text",
        "fulfilment.StateChange.reason",
        "fulfilment.Refund.owed_to",
        "order.ShippingAddress.first_name",
        "order.ShippingAddress.line1",
        "order.ShippingAddress.phone_number",
        "order.ShippingAddress.search_text",
        "outbox.Message.payload",
        "support.Opening.phone",
        "support.Ticket.email",
        "support.Ticket.name",
        "support.Ticket.name_fold",
        "support.Ticket.phone",
        "support.TicketEntry.text",
    } - {
        name
        for name in ("consents.Consent.phone", "fulfilment.BuyerPhone.phone", "fulfilment.Refund.owed_to")
        if name not in left
    }
    assert figures() == before
    assert get_model("order", "Order").objects.get(pk=history.order.pk).user is None
    history.user.refresh_from_db()
    user = history.user
    assert (user.email, user.phone, str(user), user.is_active) == (
        f"{user.pk}@deleted.invalid",
        None,
        f"{user.pk}@deleted.invalid",
        False,
    )
    assert authenticate(None, username=EMAIL, password=PASSWORD) is None
    assert client.get("/tai-khoan/ho-so/").status_code == 302
    assert end_sessions(user_id=user.pk) == 1


def test_what_the_law_kept_goes_when_its_time_is_over(history, now):
    delete_account(user=history.user, at=now + OVER)
    tell_all(now + OVER)

    assert [done for _, done in forget_due(at=years(now + OVER))] == [True]
    sweep(at=years(now + OVER))

    # The farewell is a message without an order; it went to where the person asked it to go.
    assert everywhere(*MARKS) <= {"outbox.Message.payload"}


def test_an_account_with_something_under_way_stays(cast, places, now, mai):
    order = placed(on_sale(cast, at=now), commune=places.truong_xuan, at=now, by=mai)

    with pytest.raises(UnderWay) as refused:
        delete_account(user=mai, at=now)

    assert refused.value.facts == {"orders": [order.number], "tickets": []}
    mai.refresh_from_db()
    assert (mai.email, mai.is_active) == (EMAIL, True)


def test_who_works_here_ends_that_first(cast, now, mai):
    grant(mai, Role.SUPPORT, now)

    for user in (mai, cast.producer, cast.administrator):
        with pytest.raises(WorksHere):
            delete_account(user=user, at=now)


def test_an_order_whose_time_is_over_goes_with_the_account(history, now):
    done = delete_account(user=history.user, at=years(now + OVER))

    assert done.gone == (history.order.number,)
    assert done.keep_until is None
    assert get_model("order", "ShippingAddress").objects.filter(line1__contains=STREET).count() == 0


def test_another_persons_data_stays(cast, places, now, mai):
    other = lived(cast, places, now, by=cast.other_officer)
    before = everywhere(*MARKS)

    delete_account(user=mai, at=now + OVER)

    gone = before - everywhere(*MARKS)
    assert gone <= {
        "accounts.User.email",
        "accounts.User.phone",
        "accounts.User.first_name",
        "outbox.Message.payload",
    }
    other.refresh_from_db()
    assert other.user == cast.other_officer
    assert other.note


def test_what_the_law_does_not_keep_goes_on_wish(guests_order, now):
    with pytest.raises(UnderWay):
        operations.forget_what_may_go(order=guests_order, by=None, at=now)

    until = operations.forget_what_may_go(order=guests_order, by=None, at=now + OVER)

    guests_order.refresh_from_db()
    assert until == years(now + OVER)
    assert (guests_order.guest_email, guests_order.note, guests_order.gift_note) == ("", "", "")
    assert guests_order.shipping_address.first_name
    assert str(guests_order.shipping_address.phone_number) == PHONE
    assert "reviews.ProductReview.body" not in everywhere(*MARKS)
    assert Consent.objects.filter(order=guests_order).count() == 1
