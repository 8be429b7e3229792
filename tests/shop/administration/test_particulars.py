"""A label is stated through its admin page, or refused in words with everything typed kept."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from catalogue_ext.particulars.models import Particulars
from catalogue_ext.particulars.operations import state_particulars
from shop.audit.models import Entry
from tests.factories.situations import make_product

pytestmark = pytest.mark.django_db
ADD = "admin:particulars_particulars_add"


@pytest.fixture
def desk(cast) -> Client:
    client = Client()
    client.force_login(cast.administrator, backend="shop.accounts.backends.EmailOrPhoneBackend")
    return client


@pytest.fixture
def honey(cast):
    return make_product(producer=cast.producers[0], title="Mật ong")


def errors(answer: Any) -> str:
    soup = BeautifulSoup(answer.content, "html.parser")
    return " ".join(tag.get_text(" ", strip=True) for tag in soup.select(".errorlist"))


def test_a_label_is_stated_and_changed_by_the_operation(desk, cast, honey):
    form = {"product": honey.pk, "ingredients": "Mật ong", "net_quantity": "500", "net_unit": "ml"}

    assert desk.post(reverse(ADD), {**form, "gtin": "9 506000 134352"}).status_code == 302

    label = Particulars.objects.get()
    assert (label.product, label.net_quantity, label.gtin) == (honey, 500, "9506000134352")
    change = reverse("admin:particulars_particulars_change", args=[label.pk])
    assert desk.get(change).status_code == 200
    desk.post(change, {**form, "product": "0", "net_quantity": "250"})
    label.refresh_from_db()
    assert (label.product, label.net_quantity, label.gtin) == (honey, 250, "")
    acts = Entry.objects.order_by("pk").values_list("action", "by")
    assert list(acts) == [("particulars.stated", cast.administrator.pk)] * 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"gtin": "9506000134353"}, "GTIN 9506000134353 gõ nhầm một số"),
        ({"gtin": "96385074"}, "Sản phẩm khác đã có mã GTIN này."),
        ({"gtin": "00000096385074"}, "Trà đã mang mã GTIN này."),
        ({"net_quantity": "500"}, "Khối lượng tịnh là một số lớn hơn 0 kèm đơn vị."),
        ({"trace_url": "http://truyxuat.example.vn/a"}, "Đường dẫn truy xuất bắt đầu bằng https://."),
        ({"trace_provider": "Sổ A"}, "Nơi giữ dữ liệu truy xuất chỉ ghi kèm đường dẫn truy xuất."),
    ],
)
def test_a_label_that_is_not_right_is_refused_in_words(desk, cast, honey, now, typed, said):
    tea = make_product(producer=cast.producers[1], title="Trà")
    state_particulars(product=tea, by=None, at=now, gtin="00000096385074")

    answer = desk.post(reverse(ADD), {"product": honey.pk, "storage": "Chỗ mát", **typed})

    assert said in errors(answer)
    assert "Chỗ mát" in answer.content.decode()
    assert Particulars.objects.get().product == tea
