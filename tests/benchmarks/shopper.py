"""A shopper without a browser: cookies, tokens, and the way from a product to an order."""

from __future__ import annotations

import http.client
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
CHOSEN = re.compile(r'<input type="radio" name="([^"]+)" value="([^"]*)" checked')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass(slots=True)
class Answer:
    """One answer: status, seconds, bytes, SQL count, and where it leads."""

    status: int
    seconds: float
    body: str
    sql: int
    location: str


@dataclass(slots=True)
class Shopper:
    """One visitor of one server."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """This will ask for a page."""
        return self._ask("GET", path, headers=headers)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """This will send a form."""
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method: str, path: str, body: str | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        host = urlsplit(self.url).netloc
        connection = http.client.HTTPConnection(host, timeout=60)
        sent = {"X-Bench-Sql": "1", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **(headers or {})}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        connection.request(method, path, body=body, headers=sent)
        response = connection.getresponse()
        text = response.read().decode()
        seconds = time.perf_counter() - started
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";", 1)[0]
        connection.close()
        return Answer(
            response.status,
            seconds,
            text,
            int(response.headers.get("X-Sql-Count", 0)),
            response.headers.get("Location", ""),
        )

    def add(self, product: int) -> Answer:
        """This will put one piece into the basket; needs a page with a token before."""
        if "csrftoken" not in self.cookies:
            self.get("/kiem-tra/")
            self.get("/don-hang/tra-cuu/")
        fields = {"quantity": "1", "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self.post(f"/gio-hang/them/{product}/", fields)

    def order(self, products: list[int], *, commune: str) -> list[Answer]:
        """This will buy these products from an empty basket to the confirmation; every answer in order."""
        answers = [self.add(product) for product in products]
        answers.append(self.get("/gio-hang/"))
        page = self.get("/thanh-toan/")
        token = TOKEN.search(page.body)
        fields = {
            "csrfmiddlewaretoken": token.group(1) if token else "",
            "name": "Nguyễn Thị Hoa",
            # One of her own: of one phone only a few orders may be open.
            "phone": f"09{secrets.randbelow(90_000_000) + 10_000_000}",
            "street": "Số 1, thôn 10",
            "place": commune,
            "province": "",
            "email": "",
            "note": "",
        }
        answers += [page, self.post("/thanh-toan/", fields)]
        ways = self.get("/thanh-toan/giao-hang/")
        token = TOKEN.search(ways.body)
        chosen = {
            **dict(HIDDEN.findall(ways.body)),
            **dict(CHOSEN.findall(ways.body)),
            "csrfmiddlewaretoken": token.group(1) if token else "",
            "order": "1",
        }
        placed = self.post("/thanh-toan/giao-hang/", chosen)
        answers += [ways, placed]
        if placed.status == 302:
            answers.append(self.get(placed.location))
        return answers
