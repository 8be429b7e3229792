"""Oscar's dashboard, pruned: every page of it is opened, and what is not mounted cannot be reached."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, resolve, reverse
from oscar.core.loading import get_class, get_model

from shop.audit.models import Entry
from shop.forks.dashboard.apps import MOUNTED
from tests.factories import situations
from tests.factories.people import Cast
from tests.shop.opinions.conftest import given, settled

pytestmark = pytest.mark.django_db

NOT_MOUNTED = (
    "catalogue_dashboard",
    "reports_dashboard",
    "orders_dashboard",
    "users_dashboard",
    "partners_dashboard",
    "communications_dashboard",
    "shipping_dashboard",
    "pages_dashboard",
)


def patterns(urls: list[Any], prefix: str = "") -> list[tuple[str, str]]:
    """This will return (name, route) of every page below."""
    found = []
    for url in urls:
        if isinstance(url, URLResolver):
            found += patterns(url.url_patterns, prefix + str(url.pattern))
        elif isinstance(url, URLPattern):
            found.append((url.name, prefix + str(url.pattern)))
    return found


PAGES = {
    "index",
    *(f"offer-{page}" for page in ["list", "metadata", "condition", "benefit", "restrictions", "delete", "detail"]),
    *(f"voucher-{page}" for page in ["list", "create", "update", "delete", "stats"]),
    *(f"voucher-set-{page}" for page in ["list", "create", "update", "detail", "download", "delete"]),
    *(f"range-{page}" for page in ["list", "create", "update", "delete", "products", "reorder"]),
    *(f"reviews-{page}" for page in ["list", "update"]),
}


@pytest.fixture
def filled(cast: Cast, now) -> dict[str, int]:
    """One row of everything the dashboard shows, an order among them; returns the key that each kind's pages want."""
    product = situations.on_sale(cast, at=now)
    offers = {name: get_model("offer", name) for name in ("Range", "Condition", "Benefit", "ConditionalOffer")}
    goods = offers["Range"].objects.create(name="Miến", is_public=True)
    goods.add_product(product)
    goods.excluded_products.add(situations.on_sale(cast, at=now))
    condition = offers["Condition"].objects.create(range=goods, type="Count", value=1)
    benefit = offers["Benefit"].objects.create(range=goods, type="Percentage", value=10)
    offer = offers["ConditionalOffer"].objects.create(
        name="Giảm mười phần trăm", condition=condition, benefit=benefit, offer_type="Site"
    )
    voucher_offer = offers["ConditionalOffer"].objects.create(
        name="Giảm theo phiếu", condition=condition, benefit=benefit, offer_type="Voucher"
    )
    voucher_set = get_model("voucher", "VoucherSet").objects.create(
        name="Bộ", code_length=8, start_datetime=now, end_datetime=now + timedelta(days=9), count=0
    )
    vouchers = get_model("voucher", "Voucher").objects
    period = {"start_datetime": now, "end_datetime": now + timedelta(days=9)}
    voucher = vouchers.create(name="Phiếu", code="PHIEU", **period)
    vouchers.create(name="Phiếu 2", code="PHIEU2", voucher_set=voucher_set, **period)
    voucher.offers.add(voucher_offer)
    review = get_model("reviews", "ProductReview").objects.create(
        product=product, user=cast.shopper, title="Ngon", body="Rất ngon", score=5, status=0
    )
    order = get_model("order", "Order").objects.create(
        number="BIMAT00001", total_incl_tax=120_000, total_excl_tax=120_000, shipping_incl_tax=0, shipping_excl_tax=0
    )
    get_model("order", "OrderDiscount").objects.create(
        order=order, offer_id=offer.pk, voucher_id=voucher.pk, amount=12_000, frequency=1
    )
    return {
        "offer": offer.pk,
        "voucher": voucher.pk,
        "voucher-set": voucher_set.pk,
        "range": goods.pk,
        "reviews": review.pk,
    }


def addresses(filled: dict[str, int], now: Any) -> dict[str, str]:
    """This will return one address for every route of the dashboard: `name` or `name pk`."""
    found = {}
    for name, route in patterns(apps.get_app_config("dashboard").urls[0]):
        kind = name.rsplit("-", 1)[0]
        found[f"{name} pk" if "pk" in route else name] = (
            reverse(f"dashboard:{name}", kwargs={"pk": filled[kind]}) if "pk" in route else reverse(f"dashboard:{name}")
        )
    return found


def as_person(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="shop.accounts.backends.EmailOrPhoneBackend")
    return client


# A step of a new offer leads back to the first step until that was filled in; reordering is a POST.
NOT_200 = {"offer-condition": 302, "offer-benefit": 302, "offer-restrictions": 302, "range-reorder pk": 405}


@pytest.mark.parametrize("who", ["officer", "administrator"])
def test_every_page_opens_and_nothing_comes_from_an_outside_host(cast, filled, now, who):
    client = as_person(getattr(cast, who))

    for name, address in addresses(filled, now).items():
        answer = client.get(address)
        assert answer.status_code == NOT_200.get(name, 200), name
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        soup = BeautifulSoup(answer.content, "html.parser")
        links = [tag.get(word) for word in ("src", "href", "action") for tag in soup.find_all(attrs={word: True})]
        assert links, name
        for link in links:
            assert "//" not in link.split("?")[0], (name, link)
            target = link.split("?")[0].split("#")[0]
            if target.startswith("/") and not target.startswith(("/static/", "/media/")):
                resolve(target)


def test_scripts_of_a_page_carry_the_nonce_of_its_policy(cast, filled, now):
    client = as_person(cast.officer)

    for name, address in addresses(filled, now).items():
        answer = client.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0], name
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            for script in BeautifulSoup(answer.content, "html.parser").find_all("script", src=False):
                assert f"'nonce-{script['nonce']}'" in policy, name


def test_the_list_of_pages_is_the_one_we_know(cast):
    assert {name for name, _ in patterns(apps.get_app_config("dashboard").urls[0])} == PAGES


@pytest.mark.parametrize("label", NOT_MOUNTED)
def test_what_has_a_back_door_is_not_mounted(label):
    assert label not in MOUNTED.values()
    urls = patterns(apps.get_app_config(label).urls[0])
    assert urls
    for name, _ in urls:
        for kwargs in ({}, {"pk": 1}, {"number": "1"}, {"code": "x"}, {"pk": 1, "user_pk": 1}, {"slug": "x"}):
            with pytest.raises(NoReverseMatch):
                reverse(f"dashboard:{name}", kwargs=kwargs)


@pytest.mark.parametrize("name", ["login", "logout"])
def test_there_is_one_log_in(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"dashboard:{name}")


def test_no_order_and_no_customer_is_shown(cast, filled, now):
    client = as_person(cast.officer)
    offer = reverse("dashboard:offer-detail", kwargs={"pk": filled["offer"]})
    voucher = reverse("dashboard:voucher-stats", kwargs={"pk": filled["voucher"]})

    for address in (reverse("dashboard:index"), offer, f"{offer}?format=csv", voucher):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "BIMAT00001" not in answer.content.decode(), address
        assert "120.000" not in answer.content.decode(), address


def test_only_officers_and_administrators_reach_any_page(cast, filled, now):
    for name, address in addresses(filled, now).items():
        assert Client().get(address).url.startswith("/tai-khoan/dang-nhap/"), name
        for stranger in (cast.shopper, cast.producer, cast.centre, cast.support):
            assert as_person(stranger).get(address).status_code == 404, name
            assert as_person(stranger).post(address).status_code == 404, name


@pytest.fixture
def opinion(cast: Cast, places, now) -> Any:
    """What a buyer said of something received."""
    return given(settled(situations.on_sale(cast, at=now), places=places, at=now), now)


def test_an_officer_shows_an_opinion_and_sees_what_proves_it(cast, opinion):
    officer = as_person(cast.officer)
    address = reverse("dashboard:reviews-update", kwargs={"pk": opinion.pk})

    shown = BeautifulSoup(officer.get(address).content, "html.parser")
    assert opinion.proof.line.producer_order.number in shown.get_text()
    assert {field["name"] for field in shown.select("form#create_update_review_form [name]")} == {
        "csrfmiddlewaretoken",
        "status",
        "reason",
    }
    # What else is sent changes nothing: words and score are the buyer's.
    officer.post(address, {"title": "Tuyệt", "body": "Quá tuyệt vời", "score": 5, "status": 1})

    opinion.refresh_from_db()
    assert (opinion.status, opinion.score, opinion.title, opinion.body) == (1, 4, "", "Dầu thơm, chai kín.")
    assert Entry.objects.get(action="opinion.judged").by == cast.officer


def test_turning_down_asks_why(cast, opinion):
    officer = as_person(cast.officer)
    address = reverse("dashboard:reviews-update", kwargs={"pk": opinion.pk})

    answer = officer.post(address, {"status": 2, "reason": " "})
    assert answer.status_code == 200
    assert "Nêu lý do" in answer.content.decode()
    opinion.refresh_from_db()
    assert opinion.status == 0
    officer.post(address, {"status": 2, "reason": "Lời tục"})

    opinion.refresh_from_db()
    assert opinion.status == 2
    assert Entry.objects.get(action="opinion.judged").facts["reason"] == "Lời tục"


def test_several_are_decided_at_once(cast, opinion, places, now):
    other = given(settled(opinion.product, places=places, at=now), now)
    officer, address = as_person(cast.officer), reverse("dashboard:reviews-list")
    sent = {"action": "update_selected_review_status", "selected_review": [opinion.pk, other.pk]}
    listed = officer.get(address).content.decode()
    assert opinion.proof.line.producer_order.number in listed

    officer.post(address, {**sent, "status": 2})
    opinion.refresh_from_db()
    assert opinion.status == 0
    officer.post(address, {**sent, "status": 1})

    for review in (opinion, other):
        review.refresh_from_db()
        assert review.status == 1
    opinion.product.refresh_from_db()
    assert opinion.product.rating == 4.0


def test_an_opinion_is_not_deleted_here(cast, opinion):
    with pytest.raises(NoReverseMatch):
        reverse("dashboard:reviews-delete", kwargs={"pk": opinion.pk})
    address = reverse("dashboard:reviews-update", kwargs={"pk": opinion.pk}) + "delete/"
    assert as_person(cast.officer).post(address).status_code == 404


def test_nobody_writes_or_votes_by_oscars_own_pages():
    for name in ("list", "add", "detail", "vote"):
        for space in ("catalogue:reviews", "reviews", "storefront:reviews"):
            with pytest.raises(NoReverseMatch):
                reverse(f"{space}-{name}", kwargs={"product_slug": "x", "product_pk": 1})


def test_oscar_finds_our_forks():
    assert get_class("dashboard.views", "IndexView").__module__ == "shop.forks.dashboard.views"
    assert get_class("dashboard.offers.views", "OfferDetailView").__module__ == "shop.forks.dashboard.offers.views"
    assert get_class("dashboard.reviews.views", "ReviewListView").__module__ == "shop.forks.dashboard.reviews.views"
    assert get_class("dashboard.vouchers.views", "VoucherStatsView").__module__ == "shop.forks.dashboard.vouchers.views"
