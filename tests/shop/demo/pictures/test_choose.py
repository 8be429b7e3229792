"""Which picture a product gets: every product name of the register's and the demo's files, looked at one by one."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from shop.demo.pictures.choose import BARE, BY_SET, HERE, RULES, picture_for, picture_name, settings_of
from shop.demo.pictures.compositions import COMPOSITIONS

ROOT = Path(__file__).parents[4]

EXPECTED = [
    ("Dầu lạc nguyên chất Hải Yến", 7, "dau-lac"),
    ("Tương ớt minh hoạ đã bán hết", 10, "nuoc-cham"),
    ("Kẹo lạc minh hoạ chưa có giá", 6, "keo"),
    ("Dầu vừng nguyên chất Hải Yến", 7, "dau-vung"),
    ("Dầu đậu tương Hải Yến", 7, "dau-dau-tuong"),
    ("Cao sâm ba kích Đông Triều", 18, "cao-thuoc"),
    ("Cao chè vằng Đông Triều", 18, "cao-thuoc"),
    ("Cao dây thìa canh Đông Triều", 18, "cao-thuoc"),
    ("Chanh đào mật ong Đông Triều", 8, "chanh-mat-ong"),
    ("Ngọc trai Akoya Hạ Long", 21, "ngoc-trai-akoya"),
    ("Ngọc trai Tahiti Hạ Long", 21, "ngoc-trai-tahiti"),
    ("Ngọc trai South Sea Hạ Long", 21, "ngoc-trai-south-sea"),
    ("Trà hoa vàng Quy Hoa", 12, "tra-hoa-vang"),
    ("Trà hoa vàng Ba Chẽ", 12, "tra-hoa-vang"),
    ("Miến dong Bình Liêu", 7, "mien"),
    ("Miến dong Húc Động", 7, "mien"),
    ("Thịt lợn hương", 2, "thit-lon"),
    ("Thịt lợn hướng nạc nguồn gốc châu Âu", 2, "thit-lon"),
    ("Rượu nấm lim xanh Ba Chẽ", 15, "ruou-nam"),
    ("Rượu ba kích Ba Chẽ", 15, "ruou-ba-kich"),
    ("Rượu ba kích đặc sản Quảng Ninh", 15, "ruou-ba-kich"),
    ("Nước uống đóng chai Quang Hanh", 16, "nuoc-dong-chai"),
    ("Nước khoáng thiên nhiên Quang Hanh (bổ sung ga chất lượng cao)", 16, "nuoc-khoang"),
    ("Nước khoáng thiên nhiên Quang Hanh Fresh", 16, "nuoc-khoang"),
    ("Nước khoáng Quang Hanh Fresh vị chanh muối", 17, "nuoc-chanh-muoi"),
    ("Rượu đông trùng hạ thảo Vietcor", 15, "ruou-dong-trung"),
    ("Trà đông trùng hạ thảo Vietcor", 12, "tra-dong-trung"),
    ("Trứng vịt biển Đồng Rui", 2, "trung-vit"),
    ("Rượu sim Quý Chuẩn", 15, "ruou-sim"),
    ("Nấm kim châm Long Hải", 1, "nam-tuoi"),
    ("Nấm đùi gà Long Hải", 1, "nam-tuoi"),
    ("Mực ống Cô Tô khô", 8, "muc-kho"),
    ("Đông trùng hạ thảo khô Phương Thùy", 20, "dong-trung-kho"),
    ("Ruốc hàu Bavabi", 8, "ruoc-hau"),
    ("Ruốc tôm Bavabi", 8, "ruoc-tom"),
    ("Ruốc cá Bavabi", 8, "ruoc-ca"),
    ("Nước mắm Newstar", 9, "nuoc-mam"),
    ("Nước mắm sá sùng Vanbest", 9, "nuoc-mam"),
    ("Nước mắm Cái Rồng", 9, "nuoc-mam"),
    ("Gà Tiên Yên", 2, "ga"),
    ("Tinh dầu tràm Tiên Yên", 20, "tinh-dau"),
    ("Chả mực Hạ Long", 8, "cha-muc"),
    ("Gạo nếp cái hoa vàng Đông Triều", 3, "gao-nep"),
    ("Na dai Đông Triều", 1, "na"),
    ("Chả rươi Sông Cầm", 8, "cha-ruoi"),
    ("Gạo đồng rươi - Lứt Hồng Hương", 3, "gao-lut"),
    ("Gạo đồng rươi - Bắc thơm", 3, "gao"),
    ("Bưởi V2 Quý Long", 1, "buoi"),
    ("Ổi Lê Quý Long", 1, "oi"),
    ("Ổi Hoành Bồ", 1, "oi"),
    ("Chè Hằng Nga", 11, "che"),
    ("Chè Đường Hoa Hải Hà", 11, "che"),
    ("Vịt trời Hải Hà", 2, "vit"),
    ("Củ cải, dưa Đầm Hà", 7, "dua-cu-cai"),
    ("Chân giò nướng Đầm Hà", 8, "chan-gio"),
    ("Nem chua Quảng Yên", 8, "nem-chua"),
    ("Giò chả lợn Móng Cái", 8, "gio-cha"),
    ("Khoai lang Móng Cái", 1, "khoai-lang"),
    ("Trứng gà Tân An", 2, "trung-ga"),
    ("Rượu mơ Yên Tử", 15, "ruou-mo"),
    ("Cam Bình Liêu", 1, "cam"),
    ("Thiên đường hoa Quảng La", 26, "du-lich-dong-bang"),
    ("Mắm nêm Seagull", 9, "mam"),
    ("Nấm Fresh Cordyceps Vietnam (Nấm tươi)", 1, "dong-trung"),
    ("Nấm Cordyceps Vietnam (Nấm khô sấy thăng hoa)", 20, "dong-trung-kho"),
    ("beCHAMP Coffee Natural Nắng Vàng", 13, "ca-phe"),
    ("beCHAMP Coffee Gu Mạnh", 13, "ca-phe"),
    ("Bechamp Coffee Hòa Tan Nấm Linh Chi", 13, "ca-phe-nam"),
    ("MACCA BECHAMP", 7, "mac-ca"),
    ("beCHAMP Coffee Honey Nắng Vàng", 13, "ca-phe"),
    ("Cao Atiso Hoàng An", 20, "cao-thuoc"),
    ("Mắc ca Lê Anh Tuy Đức", 7, "mac-ca"),
    ("Hạt Mắc ca Mơ Nông", 7, "mac-ca"),
    ("Tiêu xanh sấy thăng hoa", 10, "tieu"),
    ("Trái cây sấy thăng hoa", 7, "trai-cay-say"),
    ("Hạt Điều rang muối", 7, "hat-dieu"),
    ("Mộc Đế Vương", 12, "thao-moc"),
    ("Mộc Quý Phi", 12, "thao-moc"),
    ("Mộc Thanh Lọc", 12, "thao-moc"),
    ("Mộc Bảo An", 12, "thao-moc"),
    ("Macca Bonbubo", 7, "mac-ca"),
    ("Macca Quyền Nguyệt", 7, "mac-ca"),
    ("Hill coffee", 13, "ca-phe"),
    ("Trà thảo mộc 7 vị", 12, "tra-thao-moc"),
    ("Yến sào Minh Huyền", 8, "yen-sao"),
    ("Gạo sạch Bắc Ruộng ST25", 3, "gao"),
    ("Ngũ cốc dinh dưỡng nhà làm Tuấn Diễm", 6, "ngu-coc"),
    ("Giỏ cói đan tay", 21, "do-coi"),
    ("Thảm cói tròn 60 cm", 21, "tham-coi"),
    ("Ấm trà gốm men lam", 21, "am-tra-gom"),
    ("Bát gốm vẽ tay", 21, "bat-gom"),
    ("Khăn thổ cẩm dệt tay", 22, "tho-cam"),
    ("Túi vải thổ cẩm", 22, "tho-cam"),
    ("Cúc mâm xôi chậu", 23, "hoa-cuc"),
    ("Hoa hồng cắt cành", 23, "hoa-hong"),
    ("Mai vàng bon sai mini", 24, "mai-vang"),
    ("Tùng la hán chậu nhỏ", 24, "cay-canh"),
    ("Cá betta Halfmoon", 25, "ca-canh"),
    ("Gạo nếp cái hạt cau", 3, "gao-nep"),
    ("Gạo lứt đỏ", 3, "gao-lut"),
    ("Mật ong hoa tràm", 4, "mat-ong"),
    ("Chè nõn tôm", 11, "che"),
    ("Chè xanh sao suốt", 11, "che"),
    ("Mứt cam sành dẻo", 7, "mut-cam"),
    ("Tỏi cô đơn", 10, "toi"),
    ("Hành tím phơi nắng", 10, "hanh"),
    ("Bánh đa vừng", 6, "banh-da"),
    ("Nước cốt chanh leo", 17, "chanh-leo"),
    ("Tinh dầu sả chanh", 20, "tinh-dau"),
    ("Xà bông thảo mộc bồ kết", 19, "xa-phong"),
    ("Bí đao xanh", 1, "bi-dao"),
    ("Khô cá lóc", 8, "ca-kho"),
    ("Tôm khô loại vừa", 8, "tom-kho"),
    ("Sô-cô-la đen 70 %", 13, "so-co-la"),
    ("Rượu nếp cái", 14, "ruou-nep"),
    ("Rượu mơ", 15, "ruou-mo"),
    ("Một ngày ở bản", 26, "du-lich-nui"),
    ("Chèo thuyền trên hồ", 26, "du-lich-song-nuoc"),
    ("Nước mắm minh hoạ đã hết hạn", 9, "nuoc-mam"),
    ("Trà minh hoạ bị thu hồi", 12, "tra"),
    ("Bánh minh hoạ chưa có hiệu lực", 6, "banh"),
    ("Muối tôm minh hoạ sắp hết hạn", 10, "muoi-tom"),
]

# Names that hold a word which means something else there.
TRAPS = [
    ("Xà phòng mật ong", 19, "xa-phong"),
    ("Sữa rửa mặt trà xanh", 19, "my-pham"),
    ("Sữa hạt mắc ca", 17, "do-uong"),
    ("Bánh mắc ca", 6, "banh"),
    ("Hồi khô Cao Bằng", 20, "duoc-lieu"),
    ("Gạch nung Lạc Dương", 21, "thu-cong"),
    ("Hạt sen Lạc Dương", 7, "tu-rau-cu-qua"),
    ("Trà gừng Mộc Châu", 12, "tra"),
    ("Dứa Na Hang", 1, "dua"),
    ("Rau Cam Lộ", 1, "rau-xanh"),
    ("Cà phê trứng", 13, "ca-phe"),
    ("Cá chép giòn", 2, "ca-tuoi"),
    ("Cà chua bi", 1, "rau-cu-qua"),
    ("Gà đồi chín cựa", 2, "ga"),
    ("Lan hồ điệp", 23, "hoa-lan"),
    ("Hoa giấy", 23, "hoa"),
    ("Chim sơn ca", 25, "chim-canh"),
    ("Chưa phân loại", None, "trong"),
    ("Gạo", 0, "trong"),
    ("Gạo", 27, "trong"),
]


@pytest.mark.parametrize(("name", "criteria_set", "picture"), EXPECTED + TRAPS)
def test_a_product_gets_the_picture_that_is_true_of_it(name: str, criteria_set: int | None, picture: str) -> None:
    assert picture_name(name=name, criteria_set=criteria_set) == picture


@pytest.mark.parametrize(
    "file",
    ["catalogue_ext/certification/data/decisions_signed.csv", "shop/demo/data/demo_decisions.csv"],
)
def test_no_product_of_a_file_is_missing_from_the_table(file: str) -> None:
    with (ROOT / file).open(encoding="utf-8") as rows:
        names = {row["product"] for row in csv.DictReader(rows)}

    assert names - {name for name, _set, _picture in EXPECTED} == set()


def test_no_product_of_quang_ninh_is_missing_from_the_table() -> None:
    with (ROOT / "shop/demo/data/quang_ninh_products.csv").open(encoding="utf-8") as rows:
        known = {(row["name_vi"], int(row["criteria_set_no"])) for row in csv.DictReader(rows)}

    assert len(known) == 60
    assert known - {(name, number) for name, number, _picture in EXPECTED} == set()


def test_the_same_name_gets_the_same_file_however_it_is_typed() -> None:
    usual = picture_for(name="Miến dong Bình Liêu", criteria_set=7)

    assert picture_for(name=unicodedata.normalize("NFD", "MIẾN  dong Bình Liêu "), criteria_set=7) == usual


def test_neighbours_in_a_listing_differ() -> None:
    nuts = ("MACCA BECHAMP", "Mắc ca Lê Anh Tuy Đức", "Hạt Mắc ca Mơ Nông", "Macca Bonbubo", "Macca Quyền Nguyệt")

    assert {picture_for(name=name, criteria_set=7).stem for name in nuts} == {"mac-ca", "mac-ca-b", "mac-ca-c"}


def test_every_set_has_its_picture() -> None:
    assert sorted(BY_SET) == list(range(1, 27))
    for criteria_set in BY_SET:
        assert picture_for(name="Tên không có từ nào", criteria_set=criteria_set).exists()


def test_every_picture_is_named_by_a_rule_and_every_rule_has_its_picture() -> None:
    named = {rule.picture for rule in RULES} | set(BY_SET.values()) | {BARE}
    files = {file.name for file in HERE.glob("*.webp")}

    assert named == set(COMPOSITIONS) | {name for name in named if name.startswith("du-lich-")}
    assert files == {file.name for name in named for file in settings_of(name)}


@pytest.mark.parametrize("file", sorted(HERE.glob("*.webp")), ids=lambda file: file.stem)
def test_a_picture_is_square_and_light(file: Path) -> None:
    with Image.open(file) as picture:
        assert (picture.format, picture.size) == ("WEBP", (640, 640))
    assert file.stat().st_size <= 16_000
