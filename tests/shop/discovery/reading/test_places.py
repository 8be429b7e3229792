"""Places among the words, of today and of before."""

from __future__ import annotations

import unicodedata

import pytest

QUANG_NINH = "22"
BA_CHE = {("06970", QUANG_NINH), ("06979", QUANG_NINH), ("06985", QUANG_NINH)}
UONG_BI = {("06811", QUANG_NINH), ("06820", QUANG_NINH), ("06832", QUANG_NINH)}


def place(found) -> tuple[set, set]:
    return set(found.understood.provinces), set(found.understood.communes)


@pytest.mark.parametrize(
    "text",
    [
        *("huyện Ba Chẽ", "huyen ba che", "HUYỆN BA CHẼ", "ở Ba Chẽ", "tại ba che", "của Ba Chẽ", "từ Ba Chẽ"),
        *("from Ba Che", "Ba Chẽ", "ở huyện Ba Chẽ", "Ba Che district", "vùng Ba Chẽ", "đặc sản Ba Chẽ"),
        *("ở Ba Chẻ", "H. Ba Chẽ", "Ba Chẽ, Quảng Ninh", "huyện Ba Chẽ tỉnh Quảng Ninh", "Ba Chẽ tỉnh Quảng Ninh"),
    ],
)
def test_a_former_district_is_the_communes_that_came_from_it(reading, text) -> None:
    found = reading(text)

    assert place(found) == (set(), BA_CHE)
    assert (found.terms, found.plain) == ((), ())
    assert [part.label("vi") for part in found.parts] == ["Huyện Ba Chẽ (trước 7/2025)"]
    assert [part.label("en") for part in found.parts] == ["Huyện Ba Chẽ (before 7/2025)"]
    assert found.parts[0].is_vietnamese
    assert found.parts[0].typed in text


@pytest.mark.parametrize("text", ["mật ong Ba Chẽ", "mat ong ba che", "Ba Chẽ mật ong", "mật ong của Ba Chẽ"])
def test_beside_other_words(reading, text) -> None:
    found = reading(text)

    assert place(found) == (set(), BA_CHE)
    assert found.plain == ("mat", "ong")
    assert sorted(found.name) == sorted(["mat", "ong", "ba", "che", *(["cua"] if "của" in text else [])])


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("tỉnh Quảng Ninh", "22"),
        ("thành phố Quảng Ninh", "22"),
        ("from Quảng Ninh", "22"),
        ("Quang Ninh province", "22"),
        ("quangninh", "22"),
        ("TP.HCM", "79"),
        ("tp hcm", "79"),
        ("HCM", "79"),
        ("Sài Gòn", "79"),
        ("hanoi", "01"),
        ("tỉnh Cao Bằng", "04"),
        # A province of today before one of before.
        ("Lâm Đồng", "68"),
        ("ở Huế", "46"),
        ("thành phố Huế", "46"),
        ("Thừa Thiên Huế", "46"),
    ],
)
def test_a_province_of_today(reading, text, province) -> None:
    found = reading(text)

    assert place(found) == ({province}, set())
    assert found.terms == ()


def test_a_former_province_is_the_communes_that_came_from_it(reading) -> None:
    provinces, communes = place(reading("mật ong của Đắk Nông"))

    assert provinces == set()
    assert len(communes) == 28
    assert {province for _, province in communes} == {"68"}
    assert ("24736", "68") in communes


@pytest.mark.parametrize(
    ("text", "label", "communes"),
    [
        ("xã Quảng Trực", "Xã Quảng Trực", {("24736", "68")}),
        ("phường Uông Bí", "Phường Uông Bí", {("06811", "22")}),
        ("p. uông bí", "Phường Uông Bí", {("06811", "22")}),
        ("thành phố Uông Bí", "Thành phố Uông Bí (trước 7/2025)", UONG_BI),
        ("Uông Bí", "Thành phố Uông Bí (trước 7/2025)", UONG_BI),
        ("thị trấn Cái Rồng", "Thị trấn Cái Rồng (trước 7/2025)", {("06994", "22")}),
        ("đặc khu Cô Tô", "Đặc khu Cô Tô", {("07192", "22")}),
        # Without communes the island district was its own unit.
        ("huyện Cô Tô", "Huyện Cô Tô (trước 7/2025)", {("07192", "22")}),
        ("phường 1, Đà Lạt", "Phường 1 (trước 7/2025)", {("24781", "68")}),
        ("xã Quảng Tân huyện Đầm Hà", "Xã Quảng Tân", {("06913", "22")}),
        # It became wards before the tables begin, and its name lives on.
        ("huyện Hoành Bồ", "Phường Hoành Bồ", {("07030", "22")}),
    ],
)
def test_units_by_their_type_word_and_by_what_they_lie_in(reading, text, label, communes) -> None:
    found = reading(text)

    assert [part.label("vi") for part in found.parts] == [label]
    assert place(found)[1] == communes


def test_a_type_word_tells_two_districts_of_one_name_apart(reading) -> None:
    town, country = (place(reading(f"{kind} Cao Lãnh"))[1] for kind in ("thành phố", "huyện"))

    assert (len(town), len(country)) == (3, 9)


def test_every_place_of_a_name_is_meant(reading) -> None:
    found = reading("ở Tân Yên")

    assert found.parts[0].label("vi") == "Huyện Tân Yên (trước 7/2025) và 3 nơi cùng tên"
    assert found.parts[0].label("en") == "Huyện Tân Yên (before 7/2025) and 3 others of the name"
    assert {province for _, province in place(found)[1]} > {"24"}


def test_the_same_place_in_any_case_form_and_marks(reading) -> None:
    text = "mật ong ở Bình Liêu"
    wanted = reading(text)

    for form in ("NFC", "NFD", "NFKD"):
        for case in (str.upper, str.lower, str.title):
            found = reading(unicodedata.normalize(form, case(text)))
            assert (found.terms, found.plain, found.name) == (wanted.terms, wanted.plain, wanted.name)
            assert found.understood == wanted.understood
            assert [part.label("vi") for part in found.parts] == [part.label("vi") for part in wanted.parts]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        # Goods that are called like a place.
        ("trà hoa vàng", ("tra", "hoa", "vang")),
        ("tra hoa vang", ("tra", "hoa", "vang")),
        ("nếp cái hoa vàng", ("nep", "cai", "hoa", "vang")),
        ("gao hoa vang", ("gao", "hoa", "vang")),
        ("thanh long", ("thanh", "long")),
        ("trà bạc hà", ("tra", "bac", "ha")),
        # A commune's name alone: half of all makers are called so, and its words find it as well.
        ("nước mắm Cái Rồng", ("nuoc", "mam", "cai", "rong")),
        ("Dầu lạc Hải Yến", ("dau", "lac", "hai", "yen")),
        ("tra thanh loc Hoa Vang", ("tra", "thanh", "loc", "hoa", "vang")),
        # A maker.
        ("HTX Đông Triều", ("htx", "dong", "trieu")),
        ("công ty Bình Liêu", ("cong", "ty", "binh", "lieu")),
        # Neither at the end nor at the beginning.
        ("cao Đông Triều ba kích", ("cao", "dong", "trieu", "ba", "kich")),
        # One syllable, and nothing that says that it is a place.
        ("mè xửng Huế", ("me", "xung", "hue")),
        ("hoa sen của Huế", ("hoa", "sen", "hue")),
        ("t shirt", ("t", "shirt")),
        # A comma ends a name.
        ("gạo Ba, Chẽ", ("gao", "ba", "che")),
    ],
)
def test_these_words_stay_words(reading, text, plain) -> None:
    found = reading(text)

    assert found.plain == plain
    assert found.parts == ()
    assert found.name == ()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("cua Cà Mau", ("cua",)),
        ("cua ca mau", ("cua",)),
        ("mam cua ca mau", ("mam", "cua")),
        ("cua của Cà Mau", ("cua",)),
        ("mat ong cua ca mau", ("mat", "ong")),
        ("miến Cà Mau", ("mien",)),
        ("mien ca mau", ("mien",)),
        ("vung ca mau", ("vung",)),
        ("vùng Cà Mau", ()),
        ("nem tai Cà Mau", ("nem", "tai")),
    ],
)
def test_what_only_looks_like_an_announcing_word_is_kept(reading, text, plain) -> None:
    found = reading(text)

    assert found.plain == plain
    assert found.understood.provinces == {"96"}


@pytest.mark.parametrize("text", ["trà Đà Lạt", "tra da lat", "cam binh phuoc", "chè xanh thái nguyên"])
def test_a_place_may_follow_goods_that_end_like_it_begins(reading, text) -> None:
    assert [part.kind for part in reading(text).parts] == ["noi"]


def test_three_stars_are_no_commune_and_the_commune_no_stars(reading) -> None:
    assert place(reading("xã Ba Sao"))[1] < place(reading("gạo ở Ba Sao"))[1]
    assert reading("xã Ba Sao").understood.stars == reading("gạo ở Ba Sao").understood.stars == set()
    assert reading("từ ba sao").understood.stars == {3, 4, 5}


def test_only_a_bare_name_is_doubtful(reading) -> None:
    assert reading("mật ong Ba Chẽ").doubtful == {"noi"}
    assert reading("mật ong ở Ba Chẽ").doubtful == set()
    assert reading("mật ong").doubtful == set()


def test_two_places_are_both_meant(reading) -> None:
    found = reading("mật ong ở Ba Chẽ, ở Cao Bằng")

    assert place(found) == ({"04"}, BA_CHE)
    assert [part.typed for part in found.parts] == ["ở Ba Chẽ", "ở Cao Bằng"]


@pytest.mark.parametrize(
    "text", ["xa thanh tri, huyen thanh tri, tinh soc trang", "Xã Thạnh Trị, Huyện Thạnh Trị, Tỉnh Sóc Trăng"]
)
def test_the_province_decides_between_two_districts_of_one_name(reading, text) -> None:
    """Huyện Thanh Trì, Hà Nội, has a commune of its name as well."""
    found = reading(text)

    assert found.understood.communes
    assert {province for _, province in found.understood.communes} == {"92"}
    assert (found.terms, [part.typed for part in found.parts]) == ((), [text])
