"""Who runs the shop, as the e-commerce law wants it named. Known to whoever deploys it, so it comes from settings."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Operator:
    """The operator's particulars; "" = not filled in. Source: NĐ 248/2026/NĐ-CP Điều 4."""

    name: str
    address: str
    representative: str
    # Business code, then the day and the office that issued it.
    code: str
    issued: str
    phone: str
    email: str

    @property
    def is_named(self) -> bool:
        """This will tell whether somebody stands behind the shop by name."""
        return bool(self.name)


def operator() -> Operator:
    """This will return the operator's particulars. Costs: none."""
    return Operator(
        name=settings.OPERATOR_NAME,
        address=settings.OPERATOR_ADDRESS,
        representative=settings.OPERATOR_REPRESENTATIVE,
        code=settings.OPERATOR_CODE,
        issued=settings.OPERATOR_CODE_ISSUED,
        phone=settings.SUPPORT_PHONE,
        email=settings.SUPPORT_EMAIL,
    )
