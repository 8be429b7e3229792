"""Every page of the shop, as a person comes to see it: an address, or a few steps."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from random import randrange

from playwright.sync_api import Page

from shop.demo.accounts import PASSWORD
from tests.look.server import ROOT

PAGES = ROOT / "shop" / "policies" / "data" / "pages.csv"
SHOPPER = "khach@demo.test"
OFFICER = "canbo@demo.test"
MAKER = "minhhoa@demo.test"
MAKERS_DESK = "/lam-viec/chu-the/htx-minh-hoa-tinh-dau-vung-cao/"
SUPPORT = "hotro@demo.test"
DESK = "/lam-viec/chuong-trinh/"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser page in a demo, and the language it reads ("" or "/en")."""

    page: Page
    paths: dict[str, str]
    prefix: str = ""

    def go(self, path: str) -> None:
        """This will open a Vietnamese path in the visitor's language."""
        self.page.goto(f"{self.prefix}{path}")

    def find(self, name: str, more: str = "") -> None:
        """This will open an example of the demo by its name."""
        self.go(self.paths[name] + more)

    def submit(self) -> None:
        """This will press the last button of the page's content and wait for the answer."""
        with self.page.expect_navigation():
            self.page.locator("main form button:visible").last.click()

    def add(self) -> None:
        """This will put a thing into the basket."""
        self.find("offer ok")
        with self.page.expect_navigation():
            self.page.locator('form#mua button[value="basket"], .buy-bar button[value="basket"]').locator(
                "visible=true"
            ).first.click()

    def log_in(self, name: str = SHOPPER) -> None:
        """This will log in as somebody of the demo."""
        self.go("/tai-khoan/dang-nhap/")
        self.page.locator('[name="name"]').fill(name)
        self.page.locator('[name="password"]').fill(PASSWORD)
        self.submit()

    def fill_checkout(self, *, phone: str = "091 234 5678") -> None:
        """This will fill the checkout's fields."""
        self.go("/thanh-toan/")
        another = self.page.locator('[name="address"][value=""]')
        if another.count():
            another.check()
        self.page.locator('[name="name"]').fill("Nguyễn Thị Hoa")
        self.page.locator('[name="phone"]').fill(phone)
        self.page.locator('[name="street"]').fill("Số 5, thôn 10")
        self.page.locator('[name="place"]').fill("Xã Quảng Trực")


Scene = Callable[[Visitor], None]


def _at(path: str) -> Scene:
    return lambda visitor: visitor.go(path)


def _of(name: str, more: str = "") -> Scene:
    return lambda visitor: visitor.find(name, more)


def _basket(visitor: Visitor) -> None:
    visitor.add()
    visitor.go("/gio-hang/")


def _checkout(visitor: Visitor) -> None:
    visitor.add()
    visitor.go("/thanh-toan/")


def _checkout_with_mistakes(visitor: Visitor) -> None:
    visitor.add()
    visitor.fill_checkout(phone="09123")
    visitor.submit()


def _delivery(visitor: Visitor) -> None:
    visitor.add()
    visitor.fill_checkout()
    visitor.submit()


def _confirmation(visitor: Visitor) -> None:
    _delivery(visitor)
    visitor.submit()


def _order(name: str, more: str = "") -> Scene:
    """This will look an order of the demo up by number and phone, and open one of its pages."""

    def scene(visitor: Visitor) -> None:
        visitor.go("/don-hang/tra-cuu/")
        visitor.page.locator('main [name="number"]').fill(visitor.paths[name])
        visitor.page.locator('main [name="phone"]').fill("098 765 4321")
        visitor.submit()
        page = more.replace("{line}", visitor.paths["line received"])
        if more:
            visitor.go(f"/don-hang/{visitor.paths[name]}/{page}")

    return scene


def _cancel_without_a_reason(visitor: Visitor) -> None:
    _order("order late", "huy/")(visitor)
    visitor.submit()


def _return_with_mistakes(visitor: Visitor) -> None:
    _order("order received", "kien/1/tra-hang/")(visitor)
    visitor.page.locator('[name="text"]').fill("Hai gói bị rách.")
    visitor.submit()


def _ticket(visitor: Visitor) -> None:
    visitor.go("/lien-he/tra-cuu/")
    visitor.page.locator('main [name="number"]').fill(visitor.paths["ticket"])
    visitor.page.locator('main [name="phone"]').fill("098 765 4321")
    visitor.submit()


def _contact_with_mistakes(visitor: Visitor) -> None:
    visitor.go("/lien-he/")
    visitor.submit()


def _wrong_look_up(visitor: Visitor) -> None:
    visitor.go("/don-hang/tra-cuu/")
    visitor.page.locator('main [name="number"]').fill("ABCDEFGHJK")
    visitor.page.locator('main [name="phone"]').fill("0912345678")
    visitor.submit()


def _wrong_log_in(visitor: Visitor) -> None:
    visitor.go("/tai-khoan/dang-nhap/")
    visitor.page.locator('[name="name"]').fill("nobody@example.vn")
    visitor.page.locator('[name="password"]').fill("not this one")
    visitor.submit()


def _empty_registration(visitor: Visitor) -> None:
    visitor.go("/tai-khoan/dang-ky/")
    visitor.page.locator("main form").last.evaluate("form => { form.noValidate = true }")
    visitor.submit()


def _logged_in(path: str, name: str = SHOPPER) -> Scene:
    def scene(visitor: Visitor) -> None:
        visitor.log_in(name)
        visitor.go(path)

    return scene


def _delete_with_a_wrong_password(visitor: Visitor) -> None:
    visitor.log_in()
    visitor.go("/tai-khoan/du-lieu/xoa/")
    visitor.page.locator('main [name="password"]').fill("not this one")
    visitor.submit()


def _address_with_mistakes(visitor: Visitor) -> None:
    visitor.log_in()
    visitor.go("/tai-khoan/dia-chi/moi/")
    visitor.page.locator("main form").last.evaluate("form => { form.noValidate = true }")
    visitor.submit()


def _own_order(visitor: Visitor) -> None:
    visitor.log_in()
    visitor.add()
    visitor.fill_checkout()
    visitor.submit()
    visitor.go("/tai-khoan/don-hang/")
    visitor.page.locator('main a[href*="/tai-khoan/don-hang/"]').first.click()


def _keep_address(visitor: Visitor) -> None:
    visitor.log_in()
    visitor.go("/tai-khoan/dia-chi/moi/")
    visitor.page.locator('[name="name"]').fill("Nguyễn Thị Hoa")
    visitor.page.locator('[name="phone"]').fill("091 234 5678")
    visitor.page.locator('[name="street"]').fill("Số 5, thôn 10")
    visitor.page.locator('[name="place"]').fill("Xã Quảng Trực")
    visitor.page.locator('[name="place"]').press("Escape")
    # The second time the book holds it already, and says so.
    visitor.submit()
    visitor.go("/tai-khoan/dia-chi/")


def _checkout_with_an_address(visitor: Visitor) -> None:
    _keep_address(visitor)
    _checkout(visitor)


def _wishes(visitor: Visitor) -> None:
    visitor.log_in()
    visitor.go("/san-pham/")
    wish = visitor.page.locator('main button[form="de-danh"][name="add"]').first
    if wish.count():
        wish.click()
        visitor.page.locator('main button[form="de-danh"][name="remove"]').first.wait_for()
    visitor.go("/tai-khoan/muon-mua/")


def _supports_search(visitor: Visitor) -> None:
    visitor.add()
    # A phone of its own each time: few open cash orders are taken from one.
    phone = f"035{randrange(10**7):07}"
    visitor.fill_checkout(phone=phone)
    visitor.submit()
    visitor.submit()
    visitor.log_in(SUPPORT)
    visitor.go(f"{DESK}tim/")
    visitor.page.locator('main [name="q"]').fill(phone)
    visitor.submit()


def _supports_order(visitor: Visitor) -> None:
    _supports_search(visitor)
    visitor.page.locator("main .job a").first.click()
    visitor.page.locator("main article").first.wait_for()


def _supports_step(visitor: Visitor) -> None:
    _supports_order(visitor)
    visitor.page.locator('main a[href$="/tu-choi/"]').first.click()
    visitor.page.locator('main [name="reason"]').wait_for()


def _supports_step_without_a_reason(visitor: Visitor) -> None:
    _supports_step(visitor)
    visitor.submit()


def _supports_address(visitor: Visitor) -> None:
    _supports_order(visitor)
    visitor.page.locator('main a[href$="/dia-chi/"]').click()
    visitor.page.locator('main [name="street"]').wait_for()


def _supports_ticket(visitor: Visitor) -> None:
    _supports_order(visitor)
    visitor.page.locator('main a[href$="/phieu-moi/"]').click()
    visitor.page.locator('main [name="text"]').fill("Khách gọi hỏi bao giờ hàng đến.")
    visitor.submit()


def _makers_part(state: str, more: str = "") -> Scene:
    """The first part of the invented producer in a state, or a page below it."""

    def scene(visitor: Visitor) -> None:
        visitor.log_in(MAKER)
        visitor.go(f"{MAKERS_DESK}?trang_thai={state}")
        link = visitor.page.locator('.work a[href*="/don/"]').first.get_attribute("href")
        visitor.page.goto(f"{link}{more}")

    return scene


def _makers_first(path: str, link: str) -> Scene:
    """The first thing that a page of the desk leads to."""

    def scene(visitor: Visitor) -> None:
        visitor.log_in(MAKER)
        visitor.go(MAKERS_DESK + path)
        visitor.page.goto(visitor.page.locator(f'main a[href*="{link}"]').first.get_attribute("href") or "")

    return scene


def _makers_refusal_without_a_reason(visitor: Visitor) -> None:
    _makers_part("new", "tu-choi/")(visitor)
    visitor.submit()


def _makers_fees_with_mistakes(visitor: Visitor) -> None:
    visitor.log_in(MAKER)
    visitor.go(f"{MAKERS_DESK}giao-hang/bang-phi/")
    visitor.page.locator('[name="COUNTRY_1"]').fill("rẻ")
    visitor.submit()


with PAGES.open(encoding="utf-8", newline="") as _file:
    TRUST_PAGES = [row["slug"] for row in csv.DictReader(_file)]

SCENES: dict[str, Scene] = {
    "home": _at("/"),
    "listing": _at("/san-pham/"),
    "listing filtered": _at("/san-pham/?sao=3&sao=4&nhom=thuc-pham&con_hang=1&sap_xep=ten"),
    "listing empty": _at("/san-pham/?q=khong-co-gi"),
    "listing last page": _at("/san-pham/?trang=3"),
    "listing sheet": _at("/san-pham/?nhom=do-uong&tinh=22&xa=07081#loc"),
    "listing wrong price": _at("/san-pham/?gia_tu=re&gia_den=90k&sao=3"),
    "group": _at("/san-pham/nhom/thuc-pham/"),
    "set": _at("/san-pham/bo/7/"),
    "product": _of("offer ok"),
    "product five stars": _of("stars 5"),
    "product with packs": _of("offer packs"),
    "product sold out": _of("offer sold_out"),
    "product without price": _of("offer no_price"),
    "product of a kind not sold": _of("offer kind_not_sold"),
    "product lapsed": _of("certificate lapsed"),
    "product revoked": _of("certificate revoked"),
    "producers": _at("/chu-the/"),
    "producer": _of("producer"),
    "producer with a story": _of("producer with a story"),
    "places": _at("/dia-phuong/"),
    "places found": _at("/dia-phuong/?q=tuy+duc"),
    "places not found": _at("/dia-phuong/?q=atlantis"),
    "province": _of("province"),
    "province without goods": _at("/tinh-thanh/56/"),
    "commune": _of("commune"),
    "commune without goods": _at("/xa-phuong/20333/"),
    "producers narrowed": _at("/chu-the/?q=minh&loai=COOPERATIVE"),
    "trust pages": _at("/chinh-sach/"),
    "what the stars mean": _at("/chinh-sach/hang-sao/"),
    **{f"trust page {slug}": _at(f"/chinh-sach/{slug}/") for slug in TRUST_PAGES},
    "centres": _at("/trung-tam/"),
    "centre": _at("/trung-tam/quang-ninh/"),
    "check": _of("check certificate in-force"),
    "check lapsed": _of("check certificate lapsed"),
    "check revoked": _of("check certificate revoked"),
    "check form": _at("/kiem-tra/"),
    "check unknown": _at("/kiem-tra/?code=0000000000"),
    "basket empty": _at("/gio-hang/"),
    "basket": _basket,
    "checkout": _checkout,
    "checkout with mistakes": _checkout_with_mistakes,
    "delivery": _delivery,
    "confirmation": _confirmation,
    "look-up": _at("/don-hang/tra-cuu/"),
    "look-up wrong": _wrong_look_up,
    "order new": _order("order new"),
    "order late": _order("order late"),
    "order received": _order("order received"),
    "order with a return": _order("order with a return"),
    "order confirmed by code": _order("order new", "ma-xac-nhan/"),
    "order called off": _order("order new", "huy/"),
    "order called off without a reason": _cancel_without_a_reason,
    "order's address": _order("order new", "dia-chi/"),
    "complaint": _order("order received", "kien/1/khieu-nai/"),
    "return": _order("order received", "kien/1/tra-hang/"),
    "return with mistakes": _return_with_mistakes,
    "opinion": _order("order received", "y-kien/{line}/"),
    "order's data": _order("order received", "du-lieu/"),
    "what is kept": _at("/chinh-sach/du-lieu/"),
    "contact": _at("/lien-he/"),
    "contact with mistakes": _contact_with_mistakes,
    "ticket look-up": _at("/lien-he/tra-cuu/"),
    "ticket": _ticket,
    "log-in": _at("/tai-khoan/dang-nhap/"),
    "log-in wrong": _wrong_log_in,
    "registration": _at("/tai-khoan/dang-ky/"),
    "registration with mistakes": _empty_registration,
    "my data": _logged_in("/tai-khoan/du-lieu/"),
    "delete the account": _logged_in("/tai-khoan/du-lieu/xoa/"),
    "delete the account wrong": _delete_with_a_wrong_password,
    "forgotten password": _at("/tai-khoan/quen-mat-khau/"),
    "account": _logged_in("/tai-khoan/"),
    "new address with mistakes": _address_with_mistakes,
    "own orders": _logged_in("/tai-khoan/don-hang/"),
    "own order": _own_order,
    "addresses": _keep_address,
    "address": _logged_in("/tai-khoan/dia-chi/moi/"),
    "checkout with an address": _checkout_with_an_address,
    "wishes": _wishes,
    "claim": _logged_in("/tai-khoan/don-hang/nhan/"),
    "profile": _logged_in("/tai-khoan/ho-so/"),
    "password": _logged_in("/tai-khoan/mat-khau/"),
    "not found": _at("/khong-co-trang-nay/"),
    "gallery": _at("/mau/"),
    "officers' pages": _logged_in("/quan-tri/chung-nhan/", OFFICER),
    "support's day": _logged_in(DESK, SUPPORT),
    "support's queue": _logged_in(f"{DESK}viec/hoan-tien/", SUPPORT),
    "support's search": _supports_search,
    "support's order": _supports_order,
    "support's step": _supports_step,
    "support's step without a reason": _supports_step_without_a_reason,
    "support's address": _supports_address,
    "support's tickets": _logged_in(f"{DESK}phieu/", SUPPORT),
    "support's ticket": _supports_ticket,
    "support's delivery": _logged_in(f"{DESK}giao-hang/", SUPPORT),
    "support's fees": _logged_in(f"{DESK}giao-hang/bang-phi/", SUPPORT),
    "maker's orders": _logged_in(MAKERS_DESK, MAKER),
    "maker's orders none": _logged_in(f"{MAKERS_DESK}?so=ZZZZ", MAKER),
    "maker's new part": _makers_part("new"),
    "maker's part to pack": _makers_part("accepted"),
    "maker's received part": _makers_part("delivered"),
    "maker's refusal without a reason": _makers_refusal_without_a_reason,
    "maker's hand-over": _makers_part("packed", "ban-giao/"),
    "maker's packing": _logged_in(f"{MAKERS_DESK}dong-goi/", MAKER),
    "maker's returns": _logged_in(f"{MAKERS_DESK}tra-hang/", MAKER),
    "maker's return": _makers_first("tra-hang/", "/tra-hang/"),
    "maker's refund": _makers_first("tra-hang/", "/hoan-tien/"),
    "maker's delivery": _logged_in(f"{MAKERS_DESK}giao-hang/", MAKER),
    "maker's fees": _logged_in(f"{MAKERS_DESK}giao-hang/bang-phi/", MAKER),
    "maker's fees with mistakes": _makers_fees_with_mistakes,
    "maker's own delivery": _logged_in(f"{MAKERS_DESK}giao-hang/tu-giao/", MAKER),
    "maker's place": _logged_in(f"{MAKERS_DESK}giao-hang/diem-nhan/moi/", MAKER),
    "maker's opinions": _logged_in(f"{MAKERS_DESK}y-kien/", MAKER),
    "maker's reply": _makers_first("y-kien/", "/y-kien/"),
}
# Answers that are no 200 on purpose.
EXPECTED_STATUS = {
    "check unknown": 404,
    "checkout with mistakes": 422,
    "contact with mistakes": 422,
    "order called off without a reason": 422,
    "return with mistakes": 422,
    "log-in wrong": 422,
    "look-up wrong": 404,
    "not found": 404,
    "maker's fees with mistakes": 422,
    "maker's refusal without a reason": 422,
    "new address with mistakes": 422,
    "registration with mistakes": 422,
    "delete the account wrong": 422,
    "support's step without a reason": 422,
}
