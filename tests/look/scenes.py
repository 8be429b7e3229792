"""Every page of the shop, as a person comes to see it: an address, or a few steps."""

from __future__ import annotations

import csv
from random import randrange

from tests.look.makers import SCENES as MAKERS
from tests.look.server import ROOT
from tests.look.visitor import Scene, Visitor, at, logged_in, of

PAGES = ROOT / "shop" / "policies" / "data" / "pages.csv"
OFFICER = "canbo@demo.test"
SUPPORT = "hotro@demo.test"
DESK = "/lam-viec/chuong-trinh/"


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


def _wait_with_a_mistake(visitor: Visitor) -> None:
    visitor.find("offer sold_out", "bao-khi-co-lai/")
    visitor.page.locator('main [name="email"]').fill("hoa")
    visitor.submit()


def _waits_already(visitor: Visitor) -> None:
    visitor.log_in()
    visitor.find("offer sold_out")
    box = visitor.page.locator("main #bao-lai form")
    if "/thoi/" not in (box.get_attribute("action") or ""):
        with visitor.page.expect_navigation():
            box.locator("button").click()
    visitor.page.locator('main #bao-lai form[action*="/thoi/"]').wait_for()


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


def _typing(visitor: Visitor) -> None:
    visitor.go("/")
    visitor.page.locator("#q").click()
    visitor.page.keyboard.type("quang")
    visitor.page.locator("#goi-y [role=option]").first.wait_for()
    visitor.page.keyboard.press("ArrowDown")


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


with PAGES.open(encoding="utf-8", newline="") as _file:
    TRUST_PAGES = [row["slug"] for row in csv.DictReader(_file)]

SCENES: dict[str, Scene] = {
    "home": at("/"),
    "listing": at("/san-pham/"),
    "listing filtered": at("/san-pham/?sao=3&sao=4&nhom=thuc-pham&con_hang=1&sap_xep=ten"),
    "listing empty": at("/san-pham/?q=khong-co-gi"),
    "search": at("/san-pham/?q=mat+ong"),
    "search understood": at("/san-pham/?q=mật ong 4 sao dưới 300k An Giang&con_hang=1"),
    "search corrected": at("/san-pham/?q=mta+ong"),
    "search without an answer": at("/san-pham/?q=mắc ca huyện Bình Liêu&sao=5"),
    "search near": at("/san-pham/?sap_xep=gan&gan=24736&xa=24736"),
    "search while typing": _typing,
    "listing last page": at("/san-pham/?trang=3"),
    "listing sheet": at("/san-pham/?nhom=do-uong&tinh=22&xa=07081#loc"),
    "listing wrong price": at("/san-pham/?gia_tu=re&gia_den=90k&sao=3"),
    "group": at("/san-pham/nhom/thuc-pham/"),
    "set": at("/san-pham/bo/7/"),
    "product": of("offer ok"),
    "product five stars": of("stars 5"),
    "product with packs": of("offer packs"),
    "product sold out": of("offer sold_out"),
    "product without price": of("offer no_price"),
    "product of a kind not sold": of("offer kind_not_sold"),
    "product lapsed": of("certificate lapsed"),
    "product revoked": of("certificate revoked"),
    "product waited for": _waits_already,
    "wait": of("offer sold_out", "bao-khi-co-lai/"),
    "wait with a mistake": _wait_with_a_mistake,
    "wait to be confirmed": of("wait asked"),
    "wait to be taken back": of("wait kept", "thoi/"),
    "wait not confirmed": of("wait asked", "thoi/"),
    "producers": at("/chu-the/"),
    "producer": of("producer"),
    "producer with a story": of("producer with a story"),
    "places": at("/dia-phuong/"),
    "places found": at("/dia-phuong/?q=tuy+duc"),
    "places not found": at("/dia-phuong/?q=atlantis"),
    "province": of("province"),
    "province without goods": at("/tinh-thanh/56/"),
    "commune": of("commune"),
    "commune without goods": at("/xa-phuong/20333/"),
    "producers narrowed": at("/chu-the/?q=minh&loai=COOPERATIVE"),
    "trust pages": at("/chinh-sach/"),
    "what the stars mean": at("/chinh-sach/hang-sao/"),
    **{f"trust page {slug}": at(f"/chinh-sach/{slug}/") for slug in TRUST_PAGES},
    "centres": at("/trung-tam/"),
    "centre": at("/trung-tam/quang-ninh/"),
    "check": of("check certificate in-force"),
    "check lapsed": of("check certificate lapsed"),
    "check revoked": of("check certificate revoked"),
    "check form": at("/kiem-tra/"),
    "check unknown": at("/kiem-tra/?code=0000000000"),
    "basket empty": at("/gio-hang/"),
    "basket": _basket,
    "checkout": _checkout,
    "checkout with mistakes": _checkout_with_mistakes,
    "delivery": _delivery,
    "confirmation": _confirmation,
    "look-up": at("/don-hang/tra-cuu/"),
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
    "what is kept": at("/chinh-sach/du-lieu/"),
    "contact": at("/lien-he/"),
    "contact with mistakes": _contact_with_mistakes,
    "ticket look-up": at("/lien-he/tra-cuu/"),
    "ticket": _ticket,
    "log-in": at("/tai-khoan/dang-nhap/"),
    "log-in wrong": _wrong_log_in,
    "registration": at("/tai-khoan/dang-ky/"),
    "registration with mistakes": _empty_registration,
    "my data": logged_in("/tai-khoan/du-lieu/"),
    "delete the account": logged_in("/tai-khoan/du-lieu/xoa/"),
    "delete the account wrong": _delete_with_a_wrong_password,
    "forgotten password": at("/tai-khoan/quen-mat-khau/"),
    "account": logged_in("/tai-khoan/"),
    "new address with mistakes": _address_with_mistakes,
    "own orders": logged_in("/tai-khoan/don-hang/"),
    "own order": _own_order,
    "addresses": _keep_address,
    "address": logged_in("/tai-khoan/dia-chi/moi/"),
    "checkout with an address": _checkout_with_an_address,
    "wishes": _wishes,
    "claim": logged_in("/tai-khoan/don-hang/nhan/"),
    "profile": logged_in("/tai-khoan/ho-so/"),
    "password": logged_in("/tai-khoan/mat-khau/"),
    "not found": at("/khong-co-trang-nay/"),
    "gallery": at("/mau/"),
    "officers' pages": logged_in("/quan-tri/chung-nhan/", OFFICER),
    "support's day": logged_in(DESK, SUPPORT),
    "support's queue": logged_in(f"{DESK}viec/hoan-tien/", SUPPORT),
    "support's search": _supports_search,
    "support's order": _supports_order,
    "support's step": _supports_step,
    "support's step without a reason": _supports_step_without_a_reason,
    "support's address": _supports_address,
    "support's searches in vain": logged_in(f"{DESK}tim-khong-thay/", SUPPORT),
    "support's tickets": logged_in(f"{DESK}phieu/", SUPPORT),
    "support's ticket": _supports_ticket,
    "support's delivery": logged_in(f"{DESK}giao-hang/", SUPPORT),
    "support's fees": logged_in(f"{DESK}giao-hang/bang-phi/", SUPPORT),
    **MAKERS,
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
    "wait with a mistake": 422,
}
