"""Who leaves a field empty is told what is missing, in words of this shop."""

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.django_db

MISSING = {
    "/tai-khoan/dang-nhap/": {"Bạn hãy ghi e-mail hoặc số điện thoại.", "Bạn hãy ghi mật khẩu."},
    "/tai-khoan/dang-ky/": {"Bạn hãy ghi tên của mình.", "Bạn hãy chọn một mật khẩu."},
    "/tai-khoan/quen-mat-khau/": {"Bạn hãy ghi e-mail hoặc số điện thoại."},
    "/en/tai-khoan/dang-nhap/": {
        "Please give your e-mail address or your phone number.",
        "Please give your password.",
    },
}


@pytest.mark.parametrize("path", MISSING)
def test_an_empty_form_names_what_is_missing(client, path):
    answer = client.post(path, {"next": ""})

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert {error.get_text(strip=True) for error in page.select(".field .error")} == MISSING[path]
    assert all(field.has_attr("aria-invalid") for field in page.select(".field:has(.error) input"))
