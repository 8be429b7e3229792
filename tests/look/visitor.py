"""A browser that walks through the demo, and the shortest ways to a page."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from shop.demo.accounts import PASSWORD

SHOPPER = "khach@demo.test"


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

    def fill_checkout(self, *, phone: str = "") -> None:
        """This will fill the checkout's fields."""
        self.go("/thanh-toan/")
        another = self.page.locator('[name="address"][value=""]')
        if another.count():
            another.check()
        self.page.locator('[name="name"]').fill("Nguyễn Thị Hoa")
        # Of one phone only a few orders may be open.
        phone = phone or f"091{secrets.randbelow(9_000_000) + 1_000_000}"
        self.page.locator('[name="phone"]').fill(phone)
        self.page.locator('[name="street"]').fill("Số 5, thôn 10")
        self.page.locator('[name="place"]').fill("Xã Quảng Trực")


Scene = Callable[[Visitor], None]


def at(path: str) -> Scene:
    """This will open an address."""
    return lambda visitor: visitor.go(path)


def of(name: str, more: str = "") -> Scene:
    """This will open an example of the demo, or a page below it."""
    return lambda visitor: visitor.find(name, more)


def logged_in(path: str, name: str = SHOPPER) -> Scene:
    """This will log in as somebody of the demo, then open an address."""

    def scene(visitor: Visitor) -> None:
        visitor.log_in(name)
        visitor.go(path)

    return scene
