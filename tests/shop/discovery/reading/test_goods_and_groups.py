"""Other words for goods, amounts, and kinds of goods; and the files they come from."""

from __future__ import annotations

import csv

import pytest

from catalogue_ext.certification.classification import criteria_sets, groups
from shop.discovery.reading.goods import DATA, synonyms
from shop.discovery.reading.groups import classes
from shop.discovery.text import words


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def phrases(found) -> list[set[str]]:
    return [{" ".join(phrase) for phrase in term.phrases} for term in found.terms]


def test_every_row_of_the_files_is_whole() -> None:
    for name in ("synonyms.csv", "like_places.csv", "groups.csv"):
        for row in rows(name):
            assert None not in row, row
            assert row["note"].strip(), row
            first = next(iter(row.values()))
            assert first == " ".join(first.split()).lower(), row
            assert words(first), row
    assert len(rows("synonyms.csv")) >= 80


def test_no_row_of_synonyms_stands_twice_or_means_itself() -> None:
    typed = [row["typed"] for row in rows("synonyms.csv")]
    assert sorted(typed) == sorted(set(typed))
    for row in rows("synonyms.csv"):
        also = row["also"].split(";")
        assert all(words(phrase) for phrase in also), row
        assert row["typed"] not in also, row
        assert len(also) == len(set(also)), row


def test_no_alternative_is_a_word_of_every_story() -> None:
    """A folded word that is also some common word would find everything: lợn is lớn, vừng is vùng."""
    common = set(words("lớn vùng trứng của chúng tôi miền sản phẩm đưa mẹ gồm giờ mười này nghề năm điều bộ vàng"))

    for key, found in synonyms().items():
        for row in found:
            assert not common.intersection(phrase[0] for phrase in row.also if len(phrase) == 1), key


def test_classes_name_sets_that_there_are() -> None:
    for row in rows("groups.csv"):
        assert bool(row["group"]) != bool(row["sets"]), row
        assert not row["group"] or row["group"] in groups(), row
        assert {int(number) for number in row["sets"].split(";") if number} <= criteria_sets().keys(), row
        assert row["alone"] in {"0", "1"}, row
    assert {found.sets for rows_ in classes().values() for found in rows_ if len(found.sets) == 26} == set()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("trà", [{"tra", "che"}]),
        ("chè", [{"che", "tra"}]),
        ("honey", [{"honey", "mat ong"}]),
        ("fish sauce", [{"fish sauce", "nuoc mam"}]),
        ("squid cake", [{"squid cake", "cha muc"}]),
        ("kẹo heo", [{"keo"}, {"heo", "thit lon", "gio lon", "cha lon", "lon ban", "lon man", "lon huong", "lon den"}]),
        # The longest row: this is cabbage and no maize.
        ("bắp cải", [{"bap cai", "cai bap"}]),
        # Marks say that it is no sesame.
        ("mứt me", [{"mut"}, {"me"}]),
        ("mật ong", [{"mat"}, {"ong"}]),
    ],
)
def test_other_words_for_the_same_are_looked_for_as_well(reading, text, wanted) -> None:
    found = phrases(reading(text))

    assert len(found) == len(wanted)
    assert all(some <= all_ for some, all_ in zip(wanted, found, strict=True))
    assert reading(text).plain == tuple(words(text))


def test_words_that_say_nothing_have_no_other_words(reading) -> None:
    assert phrases(reading("dac san la kho")) == [{"la"}, {"kho"}]


def test_without_marks_every_row_of_the_letters_counts(reading) -> None:
    assert {"me", "vung den", "dau vung"} <= phrases(reading("me"))[0]
    assert phrases(reading("trà mè"))[0] == {"tra", "che"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1kg", {"1kg", "1 kg", "1000g", "1000 g"}),
        ("1 kg", {"1kg", "1 kg", "1000g", "1000 g"}),
        ("500g", {"500g", "500 g", "500gr", "500 gr", "0 5kg", "0 5 kg"}),
        ("500 gram", {"500 gram", "500gram", "500g", "500 g"}),
        ("1 lít", {"1 lit", "1lit", "1l", "1 l", "1000ml", "1000 ml"}),
        ("0,5 lít", {"0 5 lit", "500ml", "500 ml"}),
        ("330 ML", {"330 ml", "330ml", "0 33l"}),
        ("2 ký", {"2 ky", "2kg", "2 kg"}),
    ],
)
def test_an_amount_is_found_however_it_is_printed(reading, text, wanted) -> None:
    (found,) = phrases(reading(f"mật ong {text}"))[2:]

    assert wanted <= found
    assert reading(f"mật ong {text}").plain[2:] == tuple(words(text))


@pytest.mark.parametrize(
    ("text", "sets", "label"),
    [
        ("đồ uống", {14, 15, 16, 17}, "Đồ uống"),
        ("do uong", {14, 15, 16, 17}, "Đồ uống"),
        ("drinks", {14, 15, 16, 17}, "Đồ uống"),
        ("nhóm đồ uống", {14, 15, 16, 17}, "Đồ uống"),
        ("đồ uống Quảng Ninh dưới 100k", {14, 15, 16, 17}, "Đồ uống"),
        ("các sản phẩm thực phẩm", set(range(1, 14)), "Thực phẩm"),
        ("rượu bia", {14, 15}, "Đồ uống có cồn"),
        ("gia vị", {9, 10}, "Gia vị"),
        ("handicrafts", {21, 22}, "Thủ công mỹ nghệ"),
        ("thủ công mỹ nghệ", {21, 22}, "Thủ công mỹ nghệ"),
        ("mỹ phẩm", {19}, "Mỹ phẩm có thành phần từ dược liệu"),
        ("nhóm mật ong", {4}, "Mật ong, mật khác và nông sản thực phẩm khác"),
        ("loại rượu trắng", {14}, "Rượu trắng"),
        ("cà phê, cacao", {13}, "Cà phê, cacao"),
        ("rau củ quả hạt tươi", {1}, "Rau, củ, quả, hạt tươi"),
    ],
)
def test_kinds_of_goods_are_read(reading, text, sets, label) -> None:
    found = reading(text)

    assert found.understood.sets == sets
    assert [part.label("vi") for part in found.parts if part.kind == "nhom"] == [label]
    assert found.terms == ()


def test_a_kind_is_said_in_both_languages(reading) -> None:
    (part,) = reading("đồ uống").parts
    assert (part.label("vi"), part.label("en"), part.is_vietnamese) == ("Đồ uống", "Drinks", False)
    (part,) = reading("rượu bia").parts
    assert part.label("en") == "Alcoholic beverages"


@pytest.mark.parametrize(
    "text",
    [
        *("mật ong", "trà", "chè", "cà phê", "rượu trắng", "hoa", "cây cảnh", "tinh dầu", "tea", "coffee"),
        *("đồ uống mật ong", "gia vị kho cá", "loại ngon", "đồ ương", "loại"),
    ],
)
def test_names_of_goods_are_no_kinds(reading, text) -> None:
    assert reading(text).understood.sets == set()
    assert reading(text).plain == tuple(words(text))
