import io

import pytest
from django.core.management import CommandError, call_command

from shop.accounts.models import User
from shop.accounts.queries import roles_of
from shop.accounts.roles import Role
from shop.audit.models import Entry

pytestmark = pytest.mark.django_db


def create(monkeypatch, email: str, password: str) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    out = io.StringIO()
    call_command("create_administrator", email, stdout=out)
    return out.getvalue()


def test_the_password_may_come_from_standard_input(monkeypatch):
    said = create(monkeypatch, "Chi@Example.vn", "mot mat khau dai")

    user = User.objects.get()
    assert roles_of(user=user) == {Role.ADMINISTRATOR}
    assert user.check_password("mot mat khau dai")
    assert "chi@example.vn is administrator." in said
    assert "http://127.0.0.1:8000/tai-khoan/dang-nhap/" in said
    assert "ten backup codes" in said


def test_an_account_that_exists_gets_the_password_given(monkeypatch):
    User.objects.create_user("chi@example.vn", "cua ke la nao do")

    said = create(monkeypatch, "chi@example.vn", "mot mat khau dai")

    assert User.objects.get().check_password("mot mat khau dai")
    assert "its password is the new one" in said


@pytest.mark.parametrize(("email", "password"), [("chi", "mot mat khau dai"), ("chi@example.vn", "12345")])
def test_a_bad_address_or_password_makes_nobody(monkeypatch, email, password):
    with pytest.raises(CommandError):
        create(monkeypatch, email, password)

    assert not User.objects.exists()


def test_only_while_there_is_none(monkeypatch):
    create(monkeypatch, "chi@example.vn", "mot mat khau dai")

    with pytest.raises(CommandError, match="There is an administrator already"):
        create(monkeypatch, "khac@example.vn", "mot mat khau dai")

    assert User.objects.count() == 1


def test_a_lost_telephone_is_forgotten_by_command(cast):
    from django_otp.plugins.otp_totp.models import TOTPDevice

    TOTPDevice.objects.create(user=cast.administrator, confirmed=True)

    call_command("forget_second_factor", cast.administrator.email, stdout=io.StringIO())

    assert not TOTPDevice.objects.exists()
    entry = Entry.objects.get(action="accounts.second_factor_forgotten")
    assert (entry.by, entry.record_key) == (None, str(cast.administrator.pk))


def test_forgetting_for_nobody_says_so():
    with pytest.raises(CommandError, match="No account"):
        call_command("forget_second_factor", "khong@example.vn")
