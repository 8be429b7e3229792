"""Every refusal can be said, in both languages."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.utils import translation

from catalogue_ext.places import refusals
from catalogue_ext.places.messages import SENTENCES, sentence
from catalogue_ext.places.queries import SplitPlace, commune_today
from catalogue_ext.places.refusals import AmbiguousPlace, UnknownPlace
from shop.primitives.refusal import Refusal


def test_each_refusal_of_the_room_has_a_sentence() -> None:
    codes = {kind.code for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, Refusal)}

    assert codes - {"refused"} == {code for code in SENTENCES if "." not in code}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "vi",
            (
                "“phường Trưng Vương, Uông Bí” đã được chia, nay thuộc: phường Uông Bí, TP Quảng Ninh; "
                "phường Vàng Danh, TP Quảng Ninh. Bạn chọn nơi nào?"
            ),
        ),
        (
            "en",
            (
                "“phường Trưng Vương, Uông Bí” was divided; its parts now belong to phường Uông Bí, TP Quảng Ninh; "
                "phường Vàng Danh, TP Quảng Ninh. Which one?"
            ),
        ),
    ],
)
@pytest.mark.django_db
def test_a_split_unit_names_its_parts(places: SimpleNamespace, language: str, said: str) -> None:
    with pytest.raises(SplitPlace) as refused:
        commune_today(name="phường Trưng Vương", district="Uông Bí")

    with translation.override(language):
        assert sentence(refused.value) == said


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("commune", "Chúng tôi chưa biết địa danh “X”. Nay thuộc xã, phường nào?"),
        ("province", "Chúng tôi không biết tỉnh, thành phố nào tên “X”."),
        ("code", "Hiện không có xã, phường hay tỉnh nào mang mã X."),
    ],
)
def test_what_is_unknown_is_said_exactly(part: str, said: str) -> None:
    with translation.override("vi"):
        assert sentence(UnknownPlace(text="X", part=part)) == said


@pytest.mark.django_db
def test_at_most_six_candidates_are_named(places: SimpleNamespace) -> None:
    with translation.override("en"):
        said = sentence(AmbiguousPlace(text="X", candidates=[places.uong_bi] * 7))

    assert said.count("phường Uông Bí, TP Quảng Ninh") == 6
    assert said.endswith("; …. Which one?")
