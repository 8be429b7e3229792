"""How a person logs in, and what the telephone shows."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories.people import PASSWORD

LOGIN = "/tai-khoan/dang-nhap/"
STEP = "/tai-khoan/buoc-hai/"
ENROL = "/tai-khoan/buoc-hai/dien-thoai/"
BEGIN = "/tai-khoan/buoc-hai/dien-thoai/bat-dau/"
CODES = "/tai-khoan/buoc-hai/ma-du-phong/"


def log_in(client: Client, name: str, password: str = PASSWORD, **more: str):
    return client.post(more.pop("at", LOGIN), {"name": name, "password": password, **more})


def token_of(device: TOTPDevice) -> str:
    """This will return what the telephone shows next (the last one is spent)."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = timezone.now().timestamp()
    if device.last_t >= totp.t():
        totp.time += device.step
    return f"{totp.token():06d}"


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
