"""A start without DEMO=1 refuses while illustrations stand in the register; and every refusal has its sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import override

from catalogue_ext.certification import messages, refusals
from catalogue_ext.certification.annex_table import AnnexError
from catalogue_ext.certification.checks import DEMO_ROWS, check_demo_rows, refuse_demo_rows
from shop.primitives.refusal import Refusal
from tests.factories.situations import certify, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def illustration(cast, now):
    product = make_product(producer=cast.producers[0])
    span = {"valid_from": now, "valid_to": now + timedelta(days=9)}
    return certify(product, cast, number="DEMO-1", evidence_level="DEMO", **span)


def test_demo_mode_starts(illustration):
    refuse_demo_rows()

    assert check_demo_rows(databases=["default"]) == []


def test_without_demo_mode_it_does_not_start(illustration, settings):
    settings.DEMO = False

    with pytest.raises(ImproperlyConfigured, match="1 demo decisions stand in the register"):
        refuse_demo_rows()
    assert [error.id for error in check_demo_rows(databases=["default"])] == [DEMO_ROWS]
    # Without a database to ask, the check says nothing.
    assert check_demo_rows(databases=None) == []


def test_a_register_without_illustrations_starts(db, settings):
    settings.DEMO = False

    refuse_demo_rows()

    assert check_demo_rows(databases=["default"]) == []


def every_code() -> list[str]:
    kinds = [kind for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, Refusal)]
    return sorted({kind.code for kind in kinds if kind is not Refusal})


@pytest.mark.parametrize("code", every_code())
def test_every_refusal_has_a_sentence(code):
    assert code in messages.SENTENCES or any(key.startswith(f"{code}.") for key in messages.SENTENCES)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "column star, value “2”: Only 3, 4 and 5 stars come with a certificate."),
        ("vi", "cột star, giá trị “2”: Chỉ sản phẩm 3, 4 và 5 sao mới có giấy chứng nhận."),
    ],
)
def test_an_error_of_an_annex_names_column_value_and_reason(language, expected):
    with override(language):
        told = messages.error_sentence(AnnexError(5, "star", "2", "stars_not_certified"))

    assert told == expected
