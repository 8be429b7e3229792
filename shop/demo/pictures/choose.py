"""Which composed picture a product gets that has no photograph. Demo data: a producer's own photograph always wins.

First rule whose word stands in the name *and* whose criteria set fits; else the picture of the whole criteria set, whose
label is true of all of it; else a bare tray. So soap with honey never shows a jar of honey. See `compositions.py`.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
BARE = "trong"  # a tray with nothing on it and no word
SHUFFLE = 1537  # tried until the names of the demo spread evenly over the settings of their picture


class Rule(NamedTuple):
    """Words of a name (whole words, marks and all; a pattern), the sets in which they mean that, the picture.

    ^ where the same syllable also begins names of places: Cao Bằng, Lạc Dương, Cam Lộ, Mộc Châu.
    """

    words: str
    sets: frozenset[int]
    picture: str


def _rule(words: str, sets: str, picture: str) -> Rule:
    return Rule(words, frozenset(int(number) for number in sets.split()), picture)


# Longer and narrower words first. Words are separated by "|".
RULES = (
    # what is pressed, boiled down or distilled from a thing comes before the thing
    _rule("ba kích", "14 15", "ruou-ba-kich"),
    _rule("rượu sim|rượu vang sim", "15", "ruou-sim"),
    _rule("rượu mơ", "15", "ruou-mo"),
    _rule("nấm lim|linh chi", "15", "ruou-nam"),
    _rule("đông trùng", "14 15", "ruou-dong-trung"),
    _rule("rượu nếp|nếp cái|nếp cẩm|nếp", "14", "ruou-nep"),
    _rule("chanh muối", "16 17", "nuoc-chanh-muoi"),
    _rule("chanh leo|chanh dây", "17", "chanh-leo"),
    _rule("nước khoáng", "16", "nuoc-khoang"),
    _rule("đóng chai|đóng bình|tinh khiết", "16", "nuoc-dong-chai"),
    _rule("tinh dầu", "19 20", "tinh-dau"),
    _rule("xà phòng|xà bông|soap", "19", "xa-phong"),
    _rule("dầu lạc|dầu đậu phộng", "7", "dau-lac"),
    _rule("dầu vừng|dầu mè", "7", "dau-vung"),
    _rule("dầu đậu tương|dầu đậu nành", "7", "dau-dau-tuong"),
    _rule("^dầu", "7", "dau-an"),
    _rule("^cao", "18 20", "cao-thuoc"),
    _rule("trà hoa vàng", "12", "tra-hoa-vang"),
    _rule("trà đông trùng", "12", "tra-dong-trung"),
    _rule("trà thảo mộc", "12", "tra-thao-moc"),
    _rule("^mộc", "12", "thao-moc"),  # blends of herbs that do not call themselves tea
    _rule("linh chi", "13", "ca-phe-nam"),
    _rule("sô cô la|sô-cô-la|socola|chocolate|sôcôla", "13", "so-co-la"),
    _rule("ca cao|cacao|cocoa", "13", "ca-cao"),
    _rule("cà phê|coffee|cafe|café", "13", "ca-phe"),
    _rule("nước mắm", "9", "nuoc-mam"),
    _rule("mắm", "8 9 10", "mam"),
    # mushrooms
    _rule("(?:đông trùng|cordyceps).* khô", "20", "dong-trung-kho"),
    _rule("đông trùng|cordyceps", "1 4 18 20", "dong-trung"),
    _rule("linh chi|nấm lim", "1 4 18 20", "nam-linh-chi"),
    _rule("nấm kim châm|nấm đùi gà|nấm", "1", "nam-tuoi"),
    # nuts, dried fruit, preserves
    _rule("mắc ca|macca|macadamia", "3 4 7", "mac-ca"),
    _rule("hạt điều|điều rang", "3 4 7", "hat-dieu"),
    _rule("^(?:hạt )?lạc|đậu phộng", "1 3 7", "lac"),
    _rule("trái cây sấy|hoa quả sấy", "7", "trai-cay-say"),
    _rule("mứt cam", "7", "mut-cam"),
    _rule("mứt", "7", "mut"),
    _rule("kẹo", "6 7 8", "keo"),
    _rule("củ cải|dưa muối|dưa cải", "7", "dua-cu-cai"),
    _rule("miến dong|miến", "6 7", "mien"),
    _rule("bánh đa", "6", "banh-da"),
    _rule("bún|phở|mì gạo", "6", "bun-pho"),
    _rule("bánh", "5 6 7", "banh"),
    # meat, egg, sea
    _rule("chanh đào mật ong|chanh mật ong", "7 8 18", "chanh-mat-ong"),
    _rule("ruốc hàu", "8", "ruoc-hau"),
    _rule("ruốc tôm", "8", "ruoc-tom"),
    _rule("ruốc cá", "8", "ruoc-ca"),
    _rule("ruốc|chà bông", "8", "ruoc"),
    _rule("chả mực", "8", "cha-muc"),
    _rule("chả rươi", "8", "cha-ruoi"),
    _rule("chân giò", "8", "chan-gio"),
    _rule("giò|chả lụa", "8", "gio-cha"),
    _rule("nem chua", "8", "nem-chua"),
    _rule("thịt .*gác bếp|xúc xích|lạp xưởng", "8", "thit-che-bien"),
    _rule("mực", "8", "muc-kho"),
    _rule("tôm khô", "8", "tom-kho"),
    _rule("khô cá|cá khô|cá một nắng", "8", "ca-kho"),
    _rule("tôm|hàu|sá sùng|hải sản|sứa", "8", "hai-san"),
    _rule("trứng vịt", "2", "trung-vit"),
    _rule("trứng gà", "2", "trung-ga"),
    _rule("thịt lợn|thịt heo|lợn", "2", "thit-lon"),
    _rule("thịt bò|bò tơ", "2", "thit-bo"),
    _rule("sữa tươi|sữa bò", "2", "sua"),
    _rule("^gà|thịt gà", "2", "ga"),
    _rule("^vịt|thịt vịt", "2", "vit"),
    _rule("^cá", "2", "ca-tuoi"),
    _rule("yến sào|tổ yến", "2 4 8 18", "yen-sao"),
    # grain, honey
    _rule("gạo lứt|lứt|gạo đỏ", "3", "gao-lut"),
    _rule("gạo nếp|nếp", "3", "gao-nep"),
    _rule("gạo", "3", "gao"),
    _rule("ngũ cốc", "3 6", "ngu-coc"),
    _rule("mật ong|mật hoa", "4", "mat-ong"),
    # condiments
    _rule("muối tôm", "10", "muoi-tom"),
    _rule("muối", "10", "muoi"),
    _rule("tiêu xanh", "10", "tieu"),
    _rule("tiêu", "10", "tieu-den"),
    _rule("tỏi", "1 10", "toi"),
    _rule("hành", "1 10", "hanh"),
    _rule("tương ớt", "10", "nuoc-cham"),
    _rule("ớt", "1 10", "ot"),
    _rule("gừng|nghệ", "1 10", "gung-nghe"),
    # fresh
    _rule("bí đao|bí xanh", "1", "bi-dao"),
    _rule("khoai lang", "1", "khoai-lang"),
    _rule("bưởi", "1", "buoi"),
    _rule("^cam|quả cam", "1", "cam"),
    _rule("^ổi|quả ổi", "1", "oi"),
    _rule("^na|mãng cầu", "1", "na"),
    _rule("^vải|vải thiều", "1", "vai-thieu"),
    _rule("chuối", "1", "chuoi"),
    _rule("dứa|khóm", "1", "dua"),
    _rule("trái cây|hoa quả", "1", "trai-cay"),
    _rule("rau", "1", "rau-xanh"),
    # crafts and cloth
    _rule("akoya", "21", "ngoc-trai-akoya"),
    _rule("tahiti", "21", "ngoc-trai-tahiti"),
    _rule("south sea", "21", "ngoc-trai-south-sea"),
    _rule("ngọc trai", "21", "ngoc-trai"),
    _rule("thảm cói|chiếu cói", "21", "tham-coi"),
    _rule("cói", "21", "do-coi"),
    _rule("ấm trà|ấm chén", "21", "am-tra-gom"),
    _rule("bát gốm", "21", "bat-gom"),
    _rule("gốm|sứ", "21", "gom"),
    _rule("mây tre|tre đan|mây đan|giỏ tre|mẹt", "21", "may-tre-dan"),
    _rule("thổ cẩm", "21 22", "tho-cam"),
    _rule("lụa|tơ tằm", "22", "lua"),
    # living things
    _rule("^(?:hoa )?hồng", "23", "hoa-hong"),
    _rule("^(?:hoa )?cúc", "23", "hoa-cuc"),
    _rule("^(?:hoa )?lan|phong lan|địa lan", "23", "hoa-lan"),
    _rule("^(?:hoa )?sen", "23", "hoa-sen"),
    _rule("^(?:hoa )?(?:đào|mai)", "23", "hoa-dao-mai"),
    _rule("mai vàng", "24", "mai-vang"),
    _rule("bonsai|bon sai", "24", "bonsai"),
    _rule("cá", "25", "ca-canh"),
    _rule("chim", "25", "chim-canh"),
    # places to go
    _rule("bản|làng|núi|đồi", "26", "du-lich-nui"),
    _rule("đảo|biển|vịnh", "26", "du-lich-bien"),
    _rule("chèo thuyền|hồ|sông|miệt vườn", "26", "du-lich-song-nuoc"),
)

BY_SET = {
    1: "rau-cu-qua", 2: "thuc-pham-tuoi", 3: "ngu-coc", 4: "nong-san", 5: "do-an-nhanh", 6: "tu-gao", 7: "tu-rau-cu-qua",
    8: "do-che-bien", 9: "nuoc-cham", 10: "gia-vi", 11: "che", 12: "tra", 13: "ca-phe-ca-cao", 14: "ruou", 15: "do-uong-co-con",
    16: "nuoc-uong", 17: "do-uong", 18: "san-pham-duoc-lieu", 19: "my-pham", 20: "duoc-lieu", 21: "thu-cong", 22: "vai-may-mac",
    23: "hoa", 24: "cay-canh", 25: "dong-vat-canh", 26: "du-lich-dong-bang",
}  # fmt: skip


def picture_for(*, name: str, criteria_set: int | None) -> Path:
    """This will return the composed picture of a product: the same one for the same name, always.

    A picture that is often needed lies in two or three settings; the name decides which, so that neighbours in a
    listing differ. Units: `criteria_set` 1 to 26; anything else gets a bare tray.
    """
    picture = picture_name(name=name, criteria_set=criteria_set)
    choices = settings_of(picture)
    return choices[zlib.crc32(f"{SHUFFLE}{_plain(name)}".encode()) % len(choices)]


def picture_name(*, name: str, criteria_set: int | None) -> str:
    """This will return which picture that is, whatever its setting."""
    plain = _plain(name)
    for rule, pattern in _patterns():
        if criteria_set in rule.sets and pattern.search(plain):
            return rule.picture
    return BY_SET.get(criteria_set or 0, BARE)


@cache
def settings_of(picture: str) -> tuple[Path, ...]:
    """This will return the files of one picture: plain, -b, -c, as many as there are. Refuses none: one must exist."""
    files = tuple(path for ending in ("", "-b", "-c") if (path := HERE / f"{picture}{ending}.webp").exists())
    if not files:
        raise FileNotFoundError(HERE / f"{picture}.webp")
    return files


@cache
def _patterns() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rf"(?<!\w)(?:{rule.words})(?!\w)")) for rule in RULES)


def _plain(name: str) -> str:
    """Lower case, composed, single spaces; the marks stay: cá is not cà."""
    return " ".join(unicodedata.normalize("NFC", name).lower().split())
