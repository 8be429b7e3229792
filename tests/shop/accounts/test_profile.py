"""What a person changes about their own account."""

import pytest

from shop.accounts.profile import change_password, choose_language, rename
from shop.audit.models import Entry
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db


def trace():
    return list(Entry.objects.order_by("pk").values_list("action", "by", "record_key", "facts"))


def test_a_name_is_split_the_vietnamese_way_and_the_change_is_traced(cast, now):
    rename(user=cast.shopper, full_name=" Nguyễn  Thị Hà ", at=now)

    cast.shopper.refresh_from_db()
    assert (cast.shopper.last_name, cast.shopper.first_name) == ("Nguyễn Thị", "Hà")
    assert trace() == [("accounts.renamed", cast.shopper.pk, str(cast.shopper.pk), {})]


def test_a_language_is_a_liking_and_no_act(cast):
    choose_language(user=cast.shopper, language="en")

    cast.shopper.refresh_from_db()
    assert cast.shopper.language == "en"
    assert trace() == []


def test_a_password_is_changed_and_never_written_down(cast, now):
    change_password(user=cast.shopper, password="một mật khẩu khác", at=now)

    cast.shopper.refresh_from_db()
    assert cast.shopper.check_password("một mật khẩu khác")
    assert not cast.shopper.check_password(PASSWORD)
    assert trace() == [("accounts.password_changed", cast.shopper.pk, str(cast.shopper.pk), {})]
