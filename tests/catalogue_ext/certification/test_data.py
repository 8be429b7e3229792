"""Law and classification as data."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue_ext.certification import law
from catalogue_ext.certification.classification import (
    ALCOHOL,
    SUPPLEMENT,
    TOURISM,
    SalesRule,
    UnknownCriteriaSet,
    UnknownGroup,
    criteria_sets,
    group_by_slug,
    group_of,
    groups,
    sales_rule,
)


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("certificate_validity", date(2026, 5, 22), 36),
        ("certificate_validity", date(2026, 5, 21), 36),
        ("certificate_validity", date(2023, 2, 23), 36),
        ("grace", date(2026, 5, 22), 180),
        ("renewal_earliest", date(2026, 11, 24), 180),
        ("renewal_latest", date(2026, 11, 24), 120),
        ("renewal_processing", date(2026, 11, 24), 45),
        ("revocation_time", date(2026, 11, 24), 15),
        ("points_total", date(2026, 11, 24), 100),
        ("points_from_3", date(2026, 11, 24), 50),
        ("points_from_4", date(2026, 11, 24), 70),
        ("points_from_5", date(2026, 11, 24), 90),
        ("points_part_a", date(2026, 11, 24), 40),
        ("points_part_b", date(2026, 11, 24), 25),
        ("points_part_c", date(2026, 11, 24), 35),
        ("fee_notice", date(2026, 7, 1), 20),
    ],
)
def test_numbers_of_the_law(code, on, expected):
    assert law.number(code=code, on=on) == expected


@pytest.mark.parametrize(
    ("code", "on"),
    [("grace", date(2026, 5, 21)), ("certificate_validity", date(2018, 5, 6)), ("no_such_number", date(2026, 11, 24))],
)
def test_a_day_the_data_do_not_cover_is_refused(code, on):
    with pytest.raises(law.NoLawForDay):
        law.number(code=code, on=on)


@pytest.mark.parametrize(
    ("stars", "on", "levels"),
    [
        (3, date(2025, 6, 30), {"DISTRICT_LEGACY", "PROVINCE"}),
        (3, date(2025, 7, 1), {"PROVINCE"}),
        (4, date(2025, 6, 30), {"PROVINCE"}),
        (4, date(2026, 11, 24), {"PROVINCE"}),
        (5, date(2025, 6, 30), {"MINISTRY"}),
        (5, date(2026, 11, 24), {"MINISTRY"}),
    ],
)
def test_who_decides(stars, on, levels):
    assert law.recognising_levels(stars=stars, on=on) == levels
    assert law.revoking_levels(stars=stars, on=on) == levels


def test_the_reasons_of_a_revocation_are_those_of_the_law():
    from catalogue_ext.certification.models import RevocationReason

    reasons = law.provisions(code="revocation_reason", on=date(2026, 11, 24))

    assert [row.value for row in reasons] == RevocationReason.values
    assert all(row.article.startswith("QĐ 26/2026/QĐ-TTg Điều 8.1.") for row in reasons)


def test_every_number_holds_once_on_a_day():
    for on in (date(2023, 2, 24), date(2025, 7, 1), date(2026, 5, 22), date(2026, 11, 24)):
        for code in {"certificate_validity", "grace", "renewal_latest"}:
            try:
                assert len(law.provisions(code=code, on=on)) == 1
            except law.NoLawForDay:
                assert on < date(2026, 5, 22)
                assert code != "certificate_validity"


def test_six_groups_of_26_sets():
    assert [(g.code, g.slug, len(g.sets)) for g in groups().values()] == [
        ("I", "thuc-pham", 13),
        ("II", "do-uong", 4),
        ("III", "duoc-lieu", 3),
        ("IV", "thu-cong-my-nghe", 2),
        ("V", "sinh-vat-canh", 3),
        ("VI", "du-lich", 1),
    ]
    assert list(criteria_sets()) == list(range(1, 27))
    assert all(s.name_vi and s.name_en for s in criteria_sets().values())


def test_the_group_of_a_set_and_of_an_address_word():
    # Coffee is food today; older decisions printed it as a drink.
    assert group_of(13).code == "I"
    assert group_of(26).name("en") == "Community tourism"
    assert group_by_slug("do-uong").sets == (14, 15, 16, 17)
    with pytest.raises(UnknownGroup):
        group_by_slug("khac")
    for number in (0, 27):
        with pytest.raises(UnknownCriteriaSet):
            group_of(number)


def test_what_is_sold():
    sets = {"alcohol": ALCOHOL, "tourism": TOURISM, "supplement": SUPPLEMENT}
    assert sets == {"alcohol": {14, 15}, "tourism": {26}, "supplement": 18}
    assert sales_rule(7) == SalesRule(is_sold=True)
    assert sales_rule(14) == sales_rule(15) == SalesRule(is_sold=True, needs_age=True, notice_code="alcohol")
    assert sales_rule(18) == SalesRule(is_sold=True, is_herbal=True, notice_code="supplement")
    assert sales_rule(26) == SalesRule(is_sold=False, is_service=True)
    assert sales_rule(None) == SalesRule(is_sold=False)
    assert [n for n in criteria_sets() if not sales_rule(n).is_sold] == [26]
    with pytest.raises(UnknownCriteriaSet):
        sales_rule(27)
