"""The desk of a producer, as the invented one's people come to see it."""

from __future__ import annotations

from tests.look.visitor import Scene, Visitor, logged_in

MAKER = "minhhoa@demo.test"
DESK = "/lam-viec/chu-the/htx-minh-hoa-tinh-dau-vung-cao/"


def _part(state: str, more: str = "") -> Scene:
    """The first part of the invented producer in a state, or a page below it."""

    def scene(visitor: Visitor) -> None:
        visitor.log_in(MAKER)
        visitor.go(f"{DESK}?trang_thai={state}")
        link = visitor.page.locator('.work a[href*="/don/"]').first.get_attribute("href")
        visitor.page.goto(f"{link}{more}")

    return scene


def _first(path: str, link: str) -> Scene:
    """The first thing that a page of the desk leads to."""

    def scene(visitor: Visitor) -> None:
        visitor.log_in(MAKER)
        visitor.go(DESK + path)
        visitor.page.goto(visitor.page.locator(f'main a[href*="{link}"]').first.get_attribute("href") or "")

    return scene


def _refusal_without_a_reason(visitor: Visitor) -> None:
    _part("new", "tu-choi/")(visitor)
    visitor.submit()


def _fees_with_mistakes(visitor: Visitor) -> None:
    visitor.log_in(MAKER)
    visitor.go(f"{DESK}giao-hang/bang-phi/")
    visitor.page.locator('[name="COUNTRY_1"]').fill("rẻ")
    visitor.submit()


SCENES: dict[str, Scene] = {
    "maker's orders": logged_in(DESK, MAKER),
    "maker's orders none": logged_in(f"{DESK}?so=ZZZZ", MAKER),
    "maker's new part": _part("new"),
    "maker's part to pack": _part("accepted"),
    "maker's received part": _part("delivered"),
    "maker's refusal without a reason": _refusal_without_a_reason,
    "maker's hand-over": _part("packed", "ban-giao/"),
    "maker's packing": logged_in(f"{DESK}dong-goi/", MAKER),
    "maker's returns": logged_in(f"{DESK}tra-hang/", MAKER),
    "maker's return": _first("tra-hang/", "/tra-hang/"),
    "maker's refund": _first("tra-hang/", "/hoan-tien/"),
    "maker's delivery": logged_in(f"{DESK}giao-hang/", MAKER),
    "maker's fees": logged_in(f"{DESK}giao-hang/bang-phi/", MAKER),
    "maker's fees with mistakes": _fees_with_mistakes,
    "maker's own delivery": logged_in(f"{DESK}giao-hang/tu-giao/", MAKER),
    "maker's place": logged_in(f"{DESK}giao-hang/diem-nhan/moi/", MAKER),
    "maker's opinions": logged_in(f"{DESK}y-kien/", MAKER),
    "maker's reply": _first("y-kien/", "/y-kien/"),
}
