"""Every address × nobody, shopper, producer, centre, officer, support: a stranger reaches nothing."""

import pytest
from django.urls import NoReverseMatch, reverse
from oscar.core.loading import get_model

from shop.forks.order.placement import Buyer, place
from shop.shoppers.operations import keep_address
from shop.support.models import Kind
from shop.support.operations import Asker, open_ticket
from tests.doors.routes import OFFICERS_SPACES, STAFF_SPACES, SUPPORTS_SPACES, names
from tests.factories.situations import basket_with, on_sale

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

ROLES = ["nobody", "shopper", "producer", "centre", "officer", "support"]
BACKEND = "shop.accounts.backends.EmailOrPhoneBackend"

OPEN, POSTED, HIDDEN, OWN = "open", "posted", "hidden", "own"
# What a GET by anybody answers. OPEN: the page. POSTED: 405, it takes forms only. HIDDEN: 404, it is somebody else's.
# OWN: log-in first; then one's own.
PUBLIC = {
    "favicon": OPEN,
    "gallery": OPEN,
    "manifest": OPEN,
    "media": HIDDEN,
    "robots": OPEN,
    "sitemap": OPEN,
    "sitemap_file": OPEN,
    "storefront:account": OWN,
    "storefront:account_delete": OWN,
    "storefront:address_default": POSTED,
    "storefront:address_delete": POSTED,
    "storefront:address_edit": OWN,
    "storefront:address_new": OWN,
    "storefront:addresses": OWN,
    "storefront:backup_codes": OWN,
    "storefront:badge": OPEN,
    "storefront:basket": OPEN,
    "storefront:basket_add": POSTED,
    "storefront:basket_line": POSTED,
    "storefront:centre": OPEN,
    "storefront:centres": OPEN,
    "storefront:check": OPEN,
    "storefront:check_form": OPEN,
    "storefront:checkout": OPEN,
    "storefront:commune": OPEN,
    "storefront:confirmation": HIDDEN,
    "storefront:contact": OPEN,
    "storefront:data_purposes": OPEN,
    "storefront:delivery": OPEN,
    "storefront:forgotten": OPEN,
    "storefront:group": OPEN,
    "storefront:home": OPEN,
    "storefront:language": POSTED,
    "storefront:line_cancel": HIDDEN,
    "storefront:login": OPEN,
    "storefront:logout": POSTED,
    "storefront:my_consent": POSTED,
    "storefront:my_data": OWN,
    "storefront:my_data_copy": POSTED,
    "storefront:my_data_fetch": OWN,
    "storefront:my_order": OWN,
    "storefront:my_orders": OWN,
    "storefront:new_password": OPEN,
    "storefront:opinions": OPEN,
    "storefront:order": HIDDEN,
    "storefront:order_address": HIDDEN,
    "storefront:order_again": POSTED,
    "storefront:order_cancel": HIDDEN,
    "storefront:order_claim": OWN,
    "storefront:order_confirm": HIDDEN,
    "storefront:order_consent": POSTED,
    "storefront:order_contract": HIDDEN,
    "storefront:order_data": HIDDEN,
    "storefront:order_data_copy": POSTED,
    "storefront:order_forget": POSTED,
    "storefront:order_lookup": OPEN,
    "storefront:order_opinion": HIDDEN,
    "storefront:order_send_code": POSTED,
    "storefront:part_cancel": HIDDEN,
    "storefront:part_complaint": HIDDEN,
    "storefront:part_receipt": HIDDEN,
    "storefront:part_return": HIDDEN,
    "storefront:password": OWN,
    "storefront:place_suggest": OPEN,
    "storefront:places": OPEN,
    "storefront:policies": OPEN,
    "storefront:policy": OPEN,
    "storefront:producer": OPEN,
    "storefront:producers": OPEN,
    "storefront:product": OPEN,
    "storefront:products": OPEN,
    "storefront:profile": OWN,
    "storefront:province": OPEN,
    "storefront:register": OPEN,
    "storefront:return_picture": HIDDEN,
    "storefront:second_factor": OWN,
    "storefront:second_factor_begin": POSTED,
    "storefront:second_factor_enrol": OWN,
    "storefront:set": OPEN,
    "storefront:share_card": OPEN,
    "storefront:suggestions": OPEN,
    "storefront:stars": OPEN,
    "storefront:ticket": HIDDEN,
    "storefront:ticket_lookup": OPEN,
    "storefront:ticket_picture": HIDDEN,
    "storefront:ticket_settled": POSTED,
    "storefront:voucher": POSTED,
    "storefront:voucher_remove": POSTED,
    "storefront:wait": OPEN,
    "storefront:wait_confirm": HIDDEN,
    "storefront:wait_stop": HIDDEN,
    "storefront:wish_change": POSTED,
    "storefront:wishes": OWN,
}


ORDER_ACTS = ("", "_address", "_again", "_cancel", "_confirm", "_contract", "_send_code")


@pytest.fixture
def house(cast, places, now):
    """A product, somebody's order of it, somebody's basket and address."""
    cast.product = on_sale(cast, at=now)
    cast.address = keep_address(
        owner=cast.other_officer, name="Hoa", phone="+84912345678", street="Thôn 10", commune=places.truong_xuan
    )
    cast.line = basket_with(cast.product, owner=cast.other_producer, at=now).lines.get()
    cast.order = place(
        basket_id=basket_with(cast.product, owner=cast.other_officer, at=now).pk,
        buyer=Buyer("Hoa", "+84912345678", places.truong_xuan, "Thôn 10"),
        by=cast.other_officer,
        language="vi",
        expected_total_vnd=150_000,
        clock=lambda: now,
    )
    cast.ticket = open_ticket(
        kind=Kind.QUESTION,
        text="Khi nào có hàng?",
        asker=Asker("Hoa", "+84912345678"),
        client_address="203.0.113.9",
        by=None,
        at=now,
    )
    return cast


def address(name, house):
    product = house.product
    special = {
        "sitemap_file": [1],
        "media": ["orders/1.pdf"],
        "storefront:address_default": [house.address.pk],
        "storefront:address_delete": [house.address.pk],
        "storefront:address_edit": [house.address.pk],
        "storefront:badge": [product.check_code, "1x"],
        "storefront:basket_add": [product.pk],
        "storefront:basket_line": [house.line.pk],
        "storefront:centre": ["quang-ninh"],
        "storefront:check": [product.check_code],
        "storefront:commune": ["06811"],
        "storefront:confirmation": [house.order.number],
        "storefront:group": ["thuc-pham"],
        "storefront:my_data_fetch": [1],
        "storefront:my_order": [house.order.number],
        **{f"storefront:order{act}": [house.order.number] for act in ORDER_ACTS},
        **{f"storefront:part_{act}": [house.order.number, 1] for act in ("cancel", "complaint", "receipt", "return")},
        "storefront:line_cancel": [house.order.number, 1, house.order.lines.get().pk],
        "storefront:order_opinion": [house.order.number, house.order.lines.get().pk],
        "storefront:return_picture": [house.order.number, 1],
        "storefront:ticket": [house.ticket.number],
        "storefront:ticket_picture": [house.ticket.number, 1],
        "storefront:ticket_settled": [house.ticket.number],
        **{f"storefront:order_{name}": [house.order.number] for name in ("consent", "data", "data_copy", "forget")},
        "storefront:new_password": ["MQ", "x-y"],
        "storefront:opinions": ["x", product.pk],
        "storefront:policy": ["giao-hang"],
        "storefront:producer": [product.producer.slug],
        "storefront:province": ["22"],
        "storefront:set": [7],
        "storefront:share_card": [product.check_code],
        "storefront:wait": ["x", product.pk],
        # Signed by nobody.
        **{f"storefront:wait_{act}": ["1.x"] for act in ("confirm", "stop")},
    }
    if name == "storefront:product":
        return product.get_absolute_url()
    return reverse(name, args=special.get(name))


def visitor(client, house, role):
    user = house.by_role()[role]
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_the_shop(client, house, role, now):
    import time_machine

    assert set(PUBLIC) == {name for name in names() if not name.startswith(STAFF_SPACES)}
    visitor(client, house, role)
    wrong = {}
    with time_machine.travel(now, tick=False):
        for name, kind in PUBLIC.items():
            url = address(name, house)
            status = client.get(url).status_code
            expected = {
                OPEN: {200, 302},
                POSTED: {405},
                HIDDEN: {404},
                OWN: {302} if role == "nobody" else {200, 302, 404},
            }
            if status not in expected[kind]:
                wrong[name] = status

    assert wrong == {}


def test_nobody_is_sent_to_log_in(client, house):
    for name, kind in PUBLIC.items():
        if kind == OWN:
            answer = client.get(address(name, house))
            assert answer.url.startswith(reverse("storefront:login")), name


@pytest.mark.parametrize("role", ROLES)
def test_another_persons_line_order_and_confirmation(client, house, role, now):
    visitor(client, house, role)

    changed = client.post(reverse("storefront:basket_line", args=[house.line.pk]), {"quantity": 7})
    confirmation = client.get(reverse("storefront:confirmation", args=[house.order.number]))
    looked_up = client.post(reverse("storefront:order_lookup"), {"number": house.order.number, "phone": "0999999999"})

    assert (changed.status_code, confirmation.status_code) == (404, 404)
    assert house.order.lines.get().title not in looked_up.content.decode()
    assert get_model("basket", "Line").objects.get(pk=house.line.pk).quantity == 1


def staff_addresses():
    """Every route of the back offices that can be written with keys only."""
    found = []
    for name in sorted(set(names())):
        if name.startswith(STAFF_SPACES):
            # A page of the texts goes by its slug; whatever else takes one would take this one too.
            for args in [["giao-hang"]] if name == "texts:edit" else ([], [1], ["1"], ["auth", "x"], [1, 1]):
                try:
                    found.append((name, reverse(name, args=args)))
                    break
                except NoReverseMatch:
                    continue
    return found


def may_open(name, role):
    return name.startswith({"officer": OFFICERS_SPACES, "support": SUPPORTS_SPACES}.get(role, "-"))


@pytest.mark.parametrize("role", ROLES)
def test_the_back_offices(client, house, role):
    """Django's admin: administrators only. The register's pages and Oscar's dashboard: officers."""
    visitor(client, house, role)
    reached = []
    for name, url in staff_addresses():
        if name in {"admin:login", "admin:logout", "admin:jsi18n"}:
            continue
        status = client.get(url).status_code
        if status == 200 and not may_open(name, role):
            reached.append((name, status))

    assert len(staff_addresses()) >= 40
    assert reached == []


def test_the_officer_does_reach_the_dashboard_and_the_administrator_the_admin(client, house):
    client.force_login(house.officer, backend=BACKEND)
    assert client.get(reverse("dashboard:index")).status_code == 200
    assert client.get(reverse("admin:index")).status_code != 200
    client.force_login(house.administrator, backend=BACKEND)
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_no_form_of_the_back_offices_takes_anything(client, house, role):
    visitor(client, house, role)
    for name, url in staff_addresses():
        if may_open(name, role) or name in {"admin:login", "admin:logout"}:
            continue
        assert client.post(url, {"action": "delete"}).status_code in {302, 403, 404, 405}, name
    assert get_model("catalogue", "Product").objects.count() == 1
