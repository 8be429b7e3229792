"""GHN as a server on this machine: the recorded shapes of its public API v2, and the moods a network has.

Shapes of https://api.ghn.vn/home/docs: an answer is `{code, message, data}`; a refusal is HTTP 400 or 401 with the same
shape, `data` null, and the reason in `code_message_value`.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self

TOKEN = "fake-token"
SHOP_ID = "885"
WHEN = "2026-11-24T03:00:00Z"
BASE = "/shiip/public-api/v2/"
NEEDED = {
    "shipping-order/fee": {"from_district_id", "from_ward_code", "to_district_id", "to_ward_code", "weight"},
    "shipping-order/create": {
        *("to_name", "to_phone", "to_address", "to_ward_code", "to_district_id", "weight", "length", "width"),
        *("height", "service_type_id", "payment_type_id", "required_note", "items", "client_order_code"),
    },
    "switch-status/cancel": {"order_codes"},
    "shipping-order/detail": {"order_code"},
}


@dataclass
class FakeGhn:
    """The server, what it was asked, and the parcels it knows."""

    mood: str = "well"  # well | hangs | hangs_up | broken | garbage | elsewhere
    # The next calls only: as many as stand here are answered in this mood, the others well.
    moody_calls: int | None = None
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Self:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                fake._serve(self)

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *args: Any) -> None:
        assert self._server
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        assert self._server
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def move(self, tracking_number: str, status: str) -> None:
        """A rider does something."""
        self.orders[tracking_number]["status"] = status

    # ------------------------------------------------------------ answering

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        path = handler.path.removeprefix(BASE)
        self.calls.append((path, json.loads(body)))
        mood = self.mood if self.moody_calls is None or len(self.calls) <= self.moody_calls else "well"
        if mood == "hangs":
            time.sleep(2)
        if mood in {"hangs", "hangs_up"}:
            handler.close_connection = True
            return
        if mood == "elsewhere":
            handler.send_response(302)
            handler.send_header("Location", f"{self.url}{BASE}stolen")
            handler.end_headers()
            return
        status, answer = self._answer(handler, path, json.loads(body))
        if mood == "broken":
            status, answer = 502, "<html>Bad Gateway</html>"
        if mood == "garbage":
            answer = {"code": 200, "message": "Success", "data": {"unexpected": True}}
        sent = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(sent)))
        handler.end_headers()
        handler.wfile.write(sent)

    def _answer(self, handler: Any, path: str, facts: dict[str, Any]) -> tuple[int, Any]:
        if handler.headers["Token"] != TOKEN or handler.headers["ShopId"] != SHOP_ID:
            return _no(401, "Token is not valid!", "UNAUTHORIZED")
        if path not in NEEDED:
            return _no(404, "not found", "NOT_FOUND")
        if missing := sorted(NEEDED[path] - facts.keys()):
            return _no(400, f"Field {missing[0]} is required", "USER_ERR_COMMON")
        return getattr(self, "_" + path.split("/")[1])(facts)

    def _fee(self, facts: dict[str, Any]) -> tuple[int, Any]:
        if facts["to_ward_code"] == "NONE":
            return _no(400, "route not found service", "ROUTE_NOT_FOUND_SERVICE")
        total = _total(facts)
        return _yes({"total": total, "service_fee": total, "insurance_fee": 0, "pick_station_fee": 0, "cod_fee": 0})

    def _create(self, facts: dict[str, Any]) -> tuple[int, Any]:
        known = [row for row in self.orders.values() if row["client_order_code"] == facts["client_order_code"]]
        if not known:
            code = f"GHN{len(self.orders) + 1:05d}"
            self.orders[code] = {**facts, "order_code": code, "status": "ready_to_pick", "updated_date": WHEN}
            known = [self.orders[code]]
        return _yes(
            {
                "order_code": known[0]["order_code"],
                "sort_code": "0-000-0-00",
                "trans_type": "truck",
                "fee": {"main_service": _total(facts), "insurance": 0},
                "total_fee": _total(facts),
                "expected_delivery_time": "2026-11-26T16:59:59Z",
            }
        )

    def _cancel(self, facts: dict[str, Any]) -> tuple[int, Any]:
        rows = []
        for code in facts["order_codes"]:
            order = self.orders.get(code)
            may = order is not None and order["status"] in {"ready_to_pick", "picking"}
            if order is not None and may:
                order["status"] = "cancel"
            rows.append({"order_code": code, "result": may, "message": "OK" if may else "Order status is invalid"})
        return _yes(rows)

    def _detail(self, facts: dict[str, Any]) -> tuple[int, Any]:
        order = self.orders.get(facts["order_code"])
        if order is None:
            return _no(400, "Đơn hàng không tồn tại", "ORDER_NOT_FOUND")
        return _yes({**order, "log": [{"status": order["status"], "updated_date": WHEN}]})


def _total(facts: dict[str, Any]) -> int:
    return 22_000 + 5_000 * (facts["weight"] // 1_000)


def _yes(data: Any) -> tuple[int, Any]:
    return 200, {"code": 200, "message": "Success", "data": data}


def _no(code: int, message: str, value: str) -> tuple[int, Any]:
    return code, {"code": code, "message": message, "data": None, "code_message_value": value}
