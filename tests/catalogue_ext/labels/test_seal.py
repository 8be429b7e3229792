"""The seal on a page: its label in both languages, its states, what it refuses."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from catalogue_ext.labels.tally import NoSuchGrade, path, tally
from catalogue_ext.labels.words import NoSuchState, SealState, full_line, short_line, spoken, state_of

LAST = date(2028, 6, 19)


def seal(standing: object, arguments: str = "") -> BeautifulSoup:
    drawn = Template(f"{{% load labels %}}{{% star_seal standing {arguments} %}}").render(
        Context({"standing": standing})
    )
    return BeautifulSoup(drawn, "html.parser")


SPOKEN = [
    ("in-force", "Chứng nhận OCOP 4 sao, còn hiệu lực", "OCOP certificate, 4 stars, in force"),
    ("ending", "Chứng nhận OCOP 4 sao, sắp hết hạn", "OCOP certificate, 4 stars, ending soon"),
    ("grace", "Chứng nhận OCOP 4 sao, đang chờ cấp lại", "OCOP certificate, 4 stars, waiting for renewal"),
    ("lapsed", "Chứng nhận OCOP 4 sao, đã hết hạn", "OCOP certificate, 4 stars, has ended"),
    ("revoked", "Chứng nhận OCOP 4 sao, đã bị thu hồi", "OCOP certificate, 4 stars, revoked"),
]


@pytest.mark.parametrize(("state", "vietnamese", "english"), SPOKEN)
def test_each_state_is_told_to_the_ear_in_both_languages(state: str, vietnamese: str, english: str) -> None:
    said = {}
    for language in ("vi", "en"):
        with translation.override(language):
            drawn = seal(SimpleNamespace(stars=4, state=state)).span
        said[language] = drawn["aria-label"]
        assert (drawn["data-stars"], drawn["data-state"], drawn["role"]) == ("4", state, "img")

    assert said == {"vi": vietnamese, "en": english}


def test_with_an_address_it_is_a_link_and_large_where_asked() -> None:
    link = seal(SimpleNamespace(stars=5, state="in-force"), 'href="#chung-nhan" size="large"').a

    assert link["href"] == "#chung-nhan"
    assert link["class"] == ["star-seal", "star-seal--large"]
    assert link.svg["viewbox"] == "0 0 36 125"
    assert link.svg.use["href"] == "#seal-5"
    assert "role" not in link.attrs


def test_a_plain_number_of_stars_is_in_force_unless_told() -> None:
    assert seal(3).span["data-state"] == "in-force"
    assert seal(3, 'state="lapsed"').span["data-state"] == "lapsed"


@pytest.mark.parametrize("stars", [0, 1, 2, 6, "4", None])
def test_no_seal_hangs_on_anything_but_three_to_five_stars(stars: object) -> None:
    with pytest.raises(NoSuchGrade):
        seal(SimpleNamespace(stars=stars, state="in-force"))


@pytest.mark.parametrize("state", ["not-yet", "unknown", "best"])
def test_no_seal_hangs_on_a_product_in_another_state(state: str) -> None:
    with pytest.raises(NoSuchState) as refusal:
        seal(SimpleNamespace(stars=4, state=state))

    assert refusal.value.facts == {"state": state}


def test_an_unknown_size_is_refused() -> None:
    with pytest.raises(ValueError, match="huge"):
        seal(4, 'size="huge"')


def test_other_spellings_of_a_state_are_read() -> None:
    assert [state_of(text) for text in ("IN_FORCE", "in_force", "in-force")] == [SealState.IN_FORCE] * 3


def test_the_page_holds_each_symbol_once_with_the_geometry_of_the_file() -> None:
    page = render_to_string("components/icons.html")

    assert re.findall(r'id="seal-(\d)"', page) == ["3", "4", "5"]
    for stars in (3, 4, 5):
        assert "".join(path(mark) for mark in tally(stars).marks) in page
    assert "style=" not in page
    names = re.findall(r'<symbol id="([\w-]+)"', page)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("state", "facts", "vietnamese", "english"),
    [
        (SealState.IN_FORCE, {}, ("4 sao", "đến 6/2028"), ("4 stars", "until 6/2028")),
        (SealState.ENDING, {"days_left": 66}, ("4 sao", "còn 66 ngày"), ("4 stars", "66 days left")),
        (SealState.ENDING, {"days_left": 1}, ("4 sao", "còn 1 ngày"), ("4 stars", "1 day left")),
        (
            SealState.GRACE,
            {},
            ("Đang chờ cấp lại", "bán đến 19/06/2028"),
            ("Waiting for renewal", "on sale until 19 Jun 2028"),
        ),
        (SealState.LAPSED, {}, ("Hết hạn", "19/06/2028"), ("Ended", "19 Jun 2028")),
        (SealState.REVOKED, {}, ("Đã thu hồi", ""), ("Revoked", "")),
        (
            SealState.REVOKED,
            {"decision_number": "DEMO-07/QĐ-UBND"},
            ("Đã thu hồi", "QĐ DEMO-07/QĐ-UBND"),
            ("Revoked", "Decision DEMO-07/QĐ-UBND"),
        ),
    ],
)
def test_the_line_of_a_card(state: SealState, facts: dict, vietnamese: tuple, english: tuple) -> None:
    said = {}
    for language in ("vi", "en"):
        with translation.override(language):
            said[language] = short_line(stars=4, state=state, last_day=LAST, **facts)

    assert said == {"vi": vietnamese, "en": english}


def test_the_full_line_of_product_and_check_page() -> None:
    assert full_line(stars=4, decision_number="858/QĐ-UBND", last_day=LAST) == (
        "OCOP 4 sao · QĐ 858/QĐ-UBND · đến 19/06/2028"
    )
    with translation.override("en"):
        assert full_line(stars=4, decision_number="858/QĐ-UBND", last_day=LAST) == (
            "OCOP 4 stars · Decision 858/QĐ-UBND · until 19 Jun 2028"
        )


def test_it_never_speaks_like_a_rating_by_buyers() -> None:
    for language in ("vi", "en"):
        with translation.override(language):
            for state in SealState:
                said = spoken(stars=5, state=state)
                assert "OCOP" in said
                assert not re.search(r"/5|đánh giá|rating|review|\d[.,]\d", said)
