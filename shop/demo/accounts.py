"""The demo accounts: one table for the loader, the start page and the README's test."""

from __future__ import annotations

from dataclasses import dataclass

from shop.accounts.roles import Role

PASSWORD = "ocop-demo"  # noqa: S105  shown on purpose, works only while DEMO=1


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One person of the demo: who, as what, for whom."""

    email: str
    name: str
    what: str
    role: Role | None = None
    of: str = ""


# An invented producer: its orders are illustrations, and a visitor may work at its desk.
MAKER = "HTX Minh hoạ Tinh dầu vùng cao"
ACCOUNTS = (
    DemoAccount("khach@demo.test", "Khách Mẫu", "shopper"),
    DemoAccount(
        "htx@demo.test",
        "Hải Yến Mẫu",
        "producer: HTX Nông nghiệp Hải Yến",
        Role.PRODUCER_MEMBER,
        "HTX Nông nghiệp Hải Yến",
    ),
    DemoAccount(
        "htx2@demo.test",
        "Đông Triều Mẫu",
        "producer: HTX Dược liệu xanh Đông Triều",
        Role.PRODUCER_MEMBER,
        "HTX Dược liệu xanh Đông Triều",
    ),
    DemoAccount("minhhoa@demo.test", "Minh Hoạ Mẫu", f"producer: {MAKER}", Role.PRODUCER_MEMBER, MAKER),
    DemoAccount("trungtam@demo.test", "Trung Tâm Mẫu", "centre: Quảng Ninh", Role.CENTRE_STAFF, "quang-ninh"),
    DemoAccount("trungtam2@demo.test", "Trung Tâm Hai Mẫu", "centre: Lâm Đồng", Role.CENTRE_STAFF, "lam-dong"),
    DemoAccount("canbo@demo.test", "Cán Bộ Mẫu", "programme officer", Role.PROGRAMME_OFFICER),
    DemoAccount("canbo2@demo.test", "Cán Bộ Hai Mẫu", "programme officer", Role.PROGRAMME_OFFICER),
    DemoAccount("hotro@demo.test", "Hỗ Trợ Mẫu", "support", Role.SUPPORT),
    DemoAccount("quantri@demo.test", "Quản Trị Mẫu", "administrator", Role.ADMINISTRATOR),
)
OFFICER = "canbo@demo.test"
OTHER_OFFICER = "canbo2@demo.test"
ADMINISTRATOR = "quantri@demo.test"
