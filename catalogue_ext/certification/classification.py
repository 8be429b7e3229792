"""Six groups, 26 criteria sets (QĐ 26/2026/QĐ-TTg, Phụ lục I), and what of them is sold here. Data, read once."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shop.primitives.refusal import Refusal

DATA = Path(__file__).parent / "data"


class UnknownCriteriaSet(Refusal):
    """Criteria sets are numbered 1 to 26."""

    code = "unknown_criteria_set"


class UnknownGroup(Refusal):
    """There are six groups; none has this address word."""

    code = "unknown_group"


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """One of the 26 sets: the smallest class of the programme."""

    number: int
    name_vi: str
    name_en: str
    group_code: str
    # The layer between group and set ("Thực phẩm chế biến").
    family_vi: str
    family_en: str
    lead_agencies: tuple[str, ...]

    def name(self, language: str) -> str:
        """This will return the name in English for `en`, else in Vietnamese."""
        return self.name_en if language == "en" else self.name_vi


@dataclass(frozen=True, slots=True)
class Group:
    """One of the six groups (ngành), with its stable address word."""

    code: str
    slug: str
    name_vi: str
    name_en: str
    sets: tuple[int, ...]

    def name(self, language: str) -> str:
        """This will return the name in English for `en`, else in Vietnamese."""
        return self.name_en if language == "en" else self.name_vi


@dataclass(frozen=True, slots=True)
class SalesRule:
    """What this shop does with goods of a set. `notice_code` names a sentence that must stand by the product."""

    is_sold: bool
    needs_age: bool = False
    is_service: bool = False
    # Holds medicines as well as food supplements: a person says which before one is sold (product.herbal_kind).
    is_herbal: bool = False
    notice_code: str = ""


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def criteria_sets() -> dict[int, CriteriaSet]:
    """This will return the 26 sets by number, in order."""
    return {
        int(row["set_number"]): CriteriaSet(
            number=int(row["set_number"]),
            name_vi=row["set_name_vi"],
            name_en=row["set_name_en"],
            group_code=row["sector_code"],
            family_vi=row["group_vi"],
            family_en=row["group_en"],
            lead_agencies=tuple(row["lead_agency_codes"].split(";")),
        )
        for row in _rows("classification.csv")
    }


@cache
def groups() -> dict[str, Group]:
    """This will return the six groups by code (I to VI), in order."""
    return {
        row["code"]: Group(
            **row, sets=tuple(n for n, criteria in criteria_sets().items() if criteria.group_code == row["code"])
        )
        for row in _rows("groups.csv")
    }


@cache
def _sales_rules() -> dict[str, SalesRule]:
    return {
        row["criteria_set"]: SalesRule(
            is_sold=row["is_sold"] == "1",
            needs_age=row["needs_age"] == "1",
            is_service=row["is_service"] == "1",
            is_herbal=row["is_herbal"] == "1",
            notice_code=row["notice_code"],
        )
        for row in _rows("sales_rules.csv")
    }


def set_numbered(number: int) -> CriteriaSet:
    """This will return the set of that number. Refuses: UnknownCriteriaSet."""
    try:
        return criteria_sets()[number]
    except KeyError:
        raise UnknownCriteriaSet(criteria_set=number) from None


def group_of(number: int) -> Group:
    """This will return the group a criteria set belongs to. Refuses: UnknownCriteriaSet."""
    return groups()[set_numbered(number).group_code]


def group_by_slug(slug: str) -> Group:
    """This will return the group with that address word. Refuses: UnknownGroup."""
    for group in groups().values():
        if group.slug == slug:
            return group
    raise UnknownGroup(slug=slug)


def sales_rule(criteria_set: int | None) -> SalesRule:
    """This will return what is done with goods of the set; a product not classified is not sold.

    Source: data/sales_rules.csv, with the reason of each row. Refuses: UnknownCriteriaSet.
    """
    if criteria_set is None:
        return _sales_rules()["none"]
    return _sales_rules().get(str(set_numbered(criteria_set).number), _sales_rules()["default"])


ALCOHOL = frozenset(n for n in criteria_sets() if sales_rule(n).needs_age)
TOURISM = frozenset(n for n in criteria_sets() if sales_rule(n).is_service)
(SUPPLEMENT,) = (n for n in criteria_sets() if sales_rule(n).notice_code == "supplement")
