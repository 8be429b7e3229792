"""What lies on each tray: one entry per picture. Read by `make_pictures.py`; the shop itself never reads it.

A picture's label must be true of every product that `choose.py` gives it to: a wrong word is worse than a plain tray.
Pieces are (art, x, y, size, turn, tint): art is a code of Fluent Emoji 3D or a name of `pieces/`; x, y the middle on a
sheet of 640; size before the camera comes nearer; later pieces lie in front.
"""

from __future__ import annotations

from typing import NamedTuple

Colour = tuple[int, int, int]
Piece = tuple[str, int, int, int, int, Colour | None]


class Composition(NamedTuple):
    label: str
    ground: str
    base: str
    pieces: list[Piece]
    variants: int = 1


# One ground per group of the classification (not per sector: a page of food would be all yellow).
GROUNDS: dict[str, Colour] = {
    "fresh": (196, 214, 158), "grain": (235, 214, 160), "processed": (240, 200, 106), "condiment": (224, 138, 104),
    "tea": (164, 200, 160), "coffee": (206, 168, 130), "drink": (150, 196, 196), "herb": (186, 196, 138),
    "craft": (170, 178, 206), "plant": (238, 182, 178), "sea": (142, 190, 200), "care": (214, 190, 206), "spirit": (200, 160, 150),
}  # fmt: skip
# A second and third ground for pictures that repeat.
NEXT = {
    "fresh": ("grain", "tea"), "grain": ("fresh", "drink"), "processed": ("herb", "coffee"), "condiment": ("processed", "sea"),
    "tea": ("grain", "drink"), "coffee": ("grain", "condiment"), "drink": ("sea", "fresh"), "herb": ("tea", "grain"),
    "craft": ("plant", "grain"), "plant": ("fresh", "craft"), "sea": ("grain", "drink"), "care": ("plant", "herb"), "spirit": ("craft", "coffee"),
}  # fmt: skip

DARK: Colour = (74, 44, 26)
GOLD: Colour = (232, 170, 44)
ORANGE: Colour = (214, 138, 62)
YELLOW: Colour = (252, 206, 84)
CREAM: Colour = (238, 176, 96)
HERB, LEAVES, CHILI, FISH, JAR = "1f33f", "1f343", "1f336-fe0f", "fish", "1fad9"

C = Composition
COMPOSITIONS: dict[str, Composition] = {
    # -- fresh
    "rau-cu-qua": C("Rau củ quả", "fresh", "tray", [("1f96c", 236, 206, 190, -8, None), ("1f955", 404, 214, 190, 10, None), ("1f345", 214, 356, 132, 0, None), ("1f952", 340, 330, 170, 0, None), ("1f346", 440, 356, 130, 0, None)], 2),
    "rau-xanh": C("Rau tươi", "fresh", "tray", [("1f966", 232, 216, 176, -6, None), ("1f96c", 390, 214, 210, 8, None), ("1f952", 264, 356, 160, 0, None), ("1f96c", 420, 364, 140, -14, None)], 2),
    "bi-dao": C("Bí đao", "fresh", "tray", [("wax-gourd", 240, 244, 280, -24, None), ("wax-gourd", 370, 240, 290, 10, None), ("1f33f", 450, 376, 120, 20, None)]),
    "cam": C("Cam", "fresh", "tray", [("1f34a", 258, 214, 180, -8, None), ("1f34a", 410, 234, 172, 10, None), ("1f34a", 214, 356, 156, 14, None), ("1f34a", 342, 352, 190, 0, None), ("1f34a", 462, 372, 122, -10, None)]),
    "buoi": C("Bưởi", "fresh", "tray", [("pomelo", 246, 230, 236, -6, None), ("pomelo", 412, 262, 210, 10, None), ("pomelo", 306, 366, 180, 0, None)]),
    "oi": C("Ổi", "fresh", "tray", [("guava", 252, 210, 190, -8, None), ("guava", 402, 226, 180, 10, None), ("guava", 214, 352, 156, 6, None), ("guava", 346, 352, 196, -4, None), ("guava", 458, 364, 126, 14, None)], 2),
    "na": C("Na", "fresh", "tray", [("custard-apple", 242, 226, 208, -6, None), ("custard-apple", 408, 240, 188, 8, None), ("custard-apple", 312, 364, 178, 0, None), (HERB, 456, 380, 110, 30, None)]),
    "khoai-lang": C("Khoai lang", "fresh", "tray", [("1f360", 240, 224, 190, -20, (220, 130, 110)), ("1f360", 398, 232, 196, 16, (220, 130, 110)), ("1f360", 300, 352, 204, -6, (220, 130, 110)), ("1f360", 446, 374, 120, 30, (220, 130, 110))]),
    "trai-cay": C("Trái cây tươi", "fresh", "tray", [("1f96d", 236, 214, 184, -6, None), ("1f34d", 402, 196, 210, 8, None), ("1f34a", 222, 364, 140, 0, None), ("1f347", 346, 352, 164, 0, None), ("1f34c", 448, 366, 130, 0, None)]),
    "vai-thieu": C("Vải thiều", "fresh", "tray", [(HERB, 320, 170, 190, 0, None), *[("lychee", x, y, s, t, None) for x, y, s, t in ((226, 240, 140, -10), (400, 234, 136, 10), (314, 290, 150, 0), (232, 378, 128, 8), (410, 374, 132, -8))]]),
    "chuoi": C("Chuối", "fresh", "leaf", [("1f34c", 250, 230, 220, -10, None), ("1f34c", 404, 256, 210, 14, None), ("1f34c", 310, 366, 190, 0, None)]),
    "dua": C("Dứa", "fresh", "tray", [("1f34d", 242, 236, 256, -8, None), ("1f34d", 406, 262, 236, 10, None), ("1f34d", 306, 372, 160, 80, None)]),
    "nam-tuoi": C("Nấm tươi", "herb", "tray", [("enoki", 240, 240, 250, -6, None), ("oyster-mushroom", 396, 226, 210, 8, None), ("enoki", 420, 366, 150, 20, None), ("oyster-mushroom", 292, 372, 136, -70, None)], 2),
    "thit-lon": C("Thịt lợn", "fresh", "board", [(HERB, 196, 196, 140, -30, None), ("pork-belly", 270, 236, 210, -8, None), ("pork-lean", 404, 310, 196, 8, None), ("1f969", 254, 366, 150, 0, None), (CHILI, 446, 196, 84, 20, None)], 2),
    "thit-bo": C("Thịt bò", "fresh", "board", [(HERB, 428, 190, 150, 20, None), ("1f969", 250, 238, 232, -8, None), ("pork-lean", 404, 320, 184, 10, (200, 84, 84)), ("1f9c4", 222, 376, 96, 0, None)]),
    "ga": C("Thịt gà", "fresh", "tray", [("1f413", 274, 238, 280, 0, None), ("1f331", 440, 240, 110, 0, None), ("1f424", 420, 356, 120, 0, None), ("1f33e", 206, 380, 110, -40, None)]),
    "vit": C("Thịt vịt", "fresh", "tray", [("1f986", 272, 238, 262, 0, (170, 130, 92)), ("1f986", 412, 346, 168, 0, (196, 158, 116)), ("1f33e", 440, 200, 120, 20, None)]),
    "trung-vit": C("Trứng vịt", "fresh", "tray", [("1f986", 420, 220, 190, 0, None), ("1f95a", 222, 268, 164, -8, (240, 240, 226)), ("1f95a", 330, 320, 176, 6, (236, 240, 232)), ("1f95a", 238, 386, 128, 20, (240, 240, 226)), ("1f95a", 432, 384, 132, -10, (236, 240, 232))]),
    "trung-ga": C("Trứng gà", "grain", "tray", [("1f414", 416, 214, 180, 0, None), ("1f95a", 222, 258, 164, -8, None), ("1f95a", 330, 318, 176, 6, None), ("1f95a", 238, 386, 128, 20, None), ("1f95a", 432, 384, 132, -10, None)]),
    "ca-tuoi": C("Cá tươi", "sea", "leaf", [(FISH, 264, 218, 230, -8, None), (FISH, 404, 306, 210, 6, None), (FISH, 252, 372, 170, -4, None), ("1f34b", 440, 196, 90, 0, None)]),
    "sua": C("Sữa tươi", "drink", "tray", [("1f95b", 270, 240, 250, 0, None), ("1f404", 424, 244, 176, 0, None), ("1f95b", 386, 360, 146, 0, None)]),
    # -- grain and raw
    "gao": C("Gạo", "grain", "tray", [("sack", 264, 212, 270, -4, None), ("1f33e", 430, 196, 190, 14, None), ("rice", 388, 340, 230, 0, None), ("1f33e", 200, 376, 120, -50, None)], 2),
    "gao-nep": C("Gạo nếp", "grain", "tray", [("1f33e", 226, 196, 190, -16, GOLD), ("sack-green", 378, 212, 270, 4, None), ("sticky-rice", 276, 344, 240, 0, None), ("1f33e", 448, 376, 120, 50, GOLD)]),
    "gao-lut": C("Gạo lứt", "coffee", "tray", [("sack-brown", 264, 212, 270, -4, None), ("1f33e", 430, 196, 190, 14, ORANGE), ("brown-rice", 388, 340, 230, 0, None)]),
    "ngu-coc": C("Ngũ cốc", "grain", "tray", [("1f33d", 232, 208, 170, -8, None), ("1f33e", 420, 200, 180, 10, None), ("cereal", 318, 316, 260, 0, None), ("soybeans", 222, 388, 140, 0, None), ("1fad8", 428, 382, 110, 0, None)], 2),
    "mat-ong": C("Mật ong", "processed", "tray", [("1f36f", 300, 240, 280, 0, None), ("1f33c", 196, 366, 120, 0, YELLOW), ("1f41d", 446, 206, 104, 0, None), ("1f33c", 424, 376, 128, 0, None), ("1f41d", 214, 196, 80, 0, None)], 2),
    "nong-san": C("Nông sản", "grain", "tray", [("basket", 312, 224, 270, 0, None), ("1f33d", 216, 360, 140, -20, None), ("1f954", 326, 374, 126, 0, None), ("1f330", 428, 366, 124, 0, None)], 2),
    "yen-sao": C("Yến sào", "grain", "tray", [("swift-nest", 260, 216, 240, -6, None), ("swift-nest", 402, 274, 210, 8, None), ("swift-nest", 266, 346, 200, 0, None), (HERB, 440, 386, 96, 20, None)]),
    # -- processed
    "do-an-nhanh": C("Đồ ăn sẵn", "processed", "tray", [("1f95f", 232, 222, 190, -8, None), ("1f359", 404, 216, 180, 8, None), ("1f372", 322, 350, 200, 0, None), (HERB, 190, 376, 100, 40, None)]),
    "mien": C("Miến dong", "grain", "tray", [("vermicelli", 268, 196, 250, -6, None), ("vermicelli", 376, 290, 250, 8, None), ("vermicelli", 266, 378, 200, -4, None), (HERB, 444, 390, 100, 20, None)], 3),
    "bun-pho": C("Bún, phở khô", "grain", "tray", [("rice-noodles", 268, 200, 250, -6, None), ("rice-noodles", 376, 292, 250, 8, None), ("1f33e", 206, 370, 120, -40, None), ("1f35c", 350, 378, 150, 0, None)]),
    "banh": C("Bánh", "processed", "leaf", [("1f96e", 246, 224, 190, -6, None), ("1f358", 404, 236, 176, 8, None), ("1f96e", 322, 350, 200, 0, None), ("1f361", 204, 374, 110, 0, None), ("1f36a", 450, 368, 110, 0, None)], 2),
    "keo": C("Kẹo", "processed", "tray", [("1f36c", 242, 220, 180, -6, None), ("1f36c", 402, 230, 176, 60, ORANGE), ("1f36c", 224, 366, 130, 40, YELLOW), ("1f36c", 336, 348, 170, 20, (120, 170, 110)), ("1f36c", 452, 370, 120, -30, None)]),
    "mut": C("Mứt", "processed", "tray", [(JAR, 262, 220, 230, 0, (206, 90, 60)), (JAR, 400, 236, 210, 0, (226, 160, 60)), ("1f353", 222, 376, 120, 0, None), ("1f351", 336, 382, 120, 0, None), ("1f34d", 440, 370, 130, 0, None)]),
    "mut-cam": C("Mứt cam", "processed", "tray", [(JAR, 300, 222, 260, 0, (236, 140, 50)), ("1f34a", 214, 362, 140, -8, None), ("1f34a", 418, 350, 150, 10, None), ("1f34a", 318, 392, 110, 0, None)]),
    "banh-da": C("Bánh đa", "grain", "tray", [("rice-cracker", 252, 222, 230, -6, None), ("rice-cracker", 402, 250, 210, 30, None), ("rice-cracker", 304, 350, 210, 60, None), ("sesame", 446, 396, 100, 0, None)]),
    "mac-ca": C("Mắc ca", "processed", "tray", [(HERB, 446, 176, 150, -20, None), (HERB, 196, 190, 130, 60, None), ("macadamia", 244, 236, 160, -8, None), ("macadamia-open", 402, 240, 168, 6, None), ("macadamia-open", 300, 340, 180, -10, None), ("macadamia", 420, 366, 132, 20, None), ("macadamia", 204, 372, 112, 30, None)], 3),
    "hat-dieu": C("Hạt điều", "processed", "tray", [("1f963", 330, 200, 190, 0, (190, 120, 74)), *[("1fad8", x, y, s, t, CREAM) for x, y, s, t in ((212, 292, 168, -20), (420, 296, 172, 24), (318, 346, 176, 0), (214, 398, 120, 60), (424, 402, 118, -40))]], 2),
    "lac": C("Lạc", "processed", "tray", [("1f95c", 240, 226, 190, -10, None), ("1f95c", 402, 234, 190, 14, None), ("1f95c", 318, 338, 200, 0, None), ("1f95c", 206, 376, 120, 30, None), ("1f95c", 444, 376, 120, -30, None)]),
    "trai-cay-say": C("Trái cây sấy", "processed", "tray", [("1f34d", 410, 202, 216, 12, None), ("1f96d", 236, 232, 206, 0, None), ("1f34c", 352, 338, 190, 0, None), ("1f353", 226, 376, 130, -12, None), ("1f353", 452, 384, 112, 20, None)]),
    "tu-rau-cu-qua": C("Từ rau, củ, quả", "processed", "tray", [(JAR, 254, 220, 220, 0, (222, 150, 80)), (JAR, 396, 236, 200, 0, (150, 176, 84)), ("1f955", 226, 370, 140, 0, None), ("1f345", 344, 372, 120, 0, None), ("1f33d", 440, 370, 124, 0, None)]),
    "tu-gao": C("Từ gạo, ngũ cốc", "grain", "tray", [("1f33e", 230, 196, 180, -14, None), ("1f359", 398, 220, 190, 6, None), ("1f358", 252, 342, 180, 0, None), ("rice", 408, 360, 180, 0, None)]),
    "dau-lac": C("Dầu lạc", "processed", "tray", [("peanut-oil", 300, 222, 310, 0, None), ("1f95c", 206, 360, 150, -8, None), ("1f95c", 412, 350, 176, 10, None), ("1f95c", 308, 404, 110, 0, None)]),
    "dau-vung": C("Dầu vừng", "grain", "tray", [("sesame-oil", 310, 220, 310, 0, None), ("sesame", 238, 362, 190, 0, None), ("sesame", 404, 372, 200, 0, None), (HERB, 440, 214, 110, 20, None)]),
    "dau-dau-tuong": C("Dầu đậu tương", "herb", "tray", [("soybean-oil", 310, 220, 310, 0, None), ("soybeans", 226, 368, 180, 0, None), ("1fadb", 412, 342, 170, 0, None)]),
    "dau-an": C("Dầu ăn", "processed", "tray", [("peanut-oil", 262, 226, 300, -3, None), ("soybean-oil", 388, 236, 290, 3, None), ("1f33b", 220, 374, 120, 0, None), (HERB, 428, 384, 110, 10, None)]),
    "chanh-mat-ong": C("Chanh mật ong", "processed", "tray", [(JAR, 300, 224, 270, 0, (226, 160, 50)), ("1f34b", 216, 364, 140, -10, (200, 204, 90)), ("1f36f", 420, 336, 150, 0, None), ("1f34b", 320, 396, 110, 20, (190, 200, 84))]),
    "dua-cu-cai": C("Củ cải, dưa muối", "fresh", "tray", [(JAR, 400, 222, 230, 0, (196, 200, 120)), ("radish", 250, 224, 240, 14, None), (HERB, 260, 122, 110, 0, None), ("radish", 300, 354, 190, 70, None), ("1f952", 426, 376, 130, 0, None)]),
    # -- meat, egg, sea
    "gio-cha": C("Giò chả", "fresh", "board", [("pork-roll", 254, 226, 270, -10, None), ("pork-roll", 386, 244, 250, 8, None), (HERB, 446, 380, 110, 30, None), (CHILI, 232, 386, 90, 0, None)]),
    "nem-chua": C("Nem chua", "condiment", "leaf", [("leaf-parcel", 252, 222, 190, -8, None), ("leaf-parcel", 402, 242, 180, 10, None), ("leaf-parcel", 316, 352, 180, 2, None), (CHILI, 452, 370, 90, 0, None), ("1f9c4", 202, 368, 80, 0, None)]),
    "chan-gio": C("Chân giò", "coffee", "board", [("1f356", 304, 244, 300, 0, None), (HERB, 204, 372, 130, 30, None), (CHILI, 440, 364, 90, 0, None), ("1f9c4", 420, 196, 86, 0, None)]),
    "thit-che-bien": C("Thịt chế biến", "coffee", "board", [("1f953", 250, 220, 200, -8, None), ("1f357", 402, 240, 200, 6, None), ("1f356", 296, 356, 190, 0, None), (HERB, 446, 376, 110, 20, None)]),
    "hai-san": C("Hải sản", "sea", "tray", [("1f991", 276, 250, 250, -12, (236, 176, 150)), ("1f990", 420, 286, 180, 0, None), ("1f9aa", 356, 390, 130, 0, None), ("1f41a", 208, 386, 104, 0, None)], 3),
    "muc-kho": C("Mực khô", "sea", "tray", [("dried-squid", 240, 234, 270, -14, None), ("dried-squid", 396, 258, 260, 12, None), ("dried-squid", 308, 340, 220, 2, None), (CHILI, 204, 388, 84, 0, None)]),
    "tom-kho": C("Tôm khô", "sea", "tray", [*[("1f990", x, y, s, t, (244, 134, 84)) for x, y, s, t in ((238, 216, 150, -10), (390, 206, 150, 30), (312, 292, 160, 10), (212, 352, 130, 60), (432, 326, 140, -20), (330, 388, 130, 0))]]),
    "ca-kho": C("Cá khô", "sea", "tray", [("fish-dry", 256, 212, 220, -10, None), ("fish-dry", 402, 276, 210, 8, None), ("fish-dry", 266, 360, 200, -4, None), (CHILI, 446, 386, 84, 0, None)]),
    "cha-muc": C("Chả mực", "sea", "leaf", [("squid-cake", 252, 214, 200, -6, None), ("squid-cake", 402, 246, 200, 8, None), ("squid-cake", 292, 334, 210, 0, None), ("1f991", 440, 370, 124, 0, (236, 176, 150))]),
    "cha-ruoi": C("Chả rươi", "condiment", "leaf", [("worm-cake", 256, 216, 204, -6, None), ("worm-cake", 400, 254, 200, 8, None), ("worm-cake", 284, 340, 210, 0, None), (HERB, 442, 376, 116, 20, None)]),
    "ruoc": C("Ruốc", "processed", "tray", [(JAR, 404, 214, 220, 0, ORANGE), ("floss", 276, 284, 280, 0, None), (HERB, 424, 378, 120, 10, None)]),
    "ruoc-ca": C("Ruốc cá", "sea", "tray", [(JAR, 404, 214, 220, 0, ORANGE), ("floss", 276, 272, 270, 0, None), (FISH, 268, 380, 150, 0, None), (FISH, 420, 376, 130, 0, None)]),
    "ruoc-tom": C("Ruốc tôm", "condiment", "tray", [(JAR, 236, 214, 220, 0, ORANGE), ("floss", 366, 270, 270, 0, None), ("1f990", 254, 376, 150, 0, None), ("1f990", 426, 384, 110, 30, None)]),
    "ruoc-hau": C("Ruốc hàu", "sea", "tray", [(JAR, 404, 214, 220, 0, (190, 136, 88)), ("floss-oyster", 276, 270, 270, 0, None), ("1f9aa", 386, 370, 160, 0, None), ("1f9aa", 232, 390, 110, -20, None)]),
    "thuc-pham-tuoi": C("Thực phẩm tươi", "fresh", "leaf", [("pork-belly", 250, 218, 180, -8, None), (FISH, 404, 230, 190, 4, None), ("1f95a", 226, 356, 120, 0, None), ("1f990", 344, 352, 150, 0, None), ("1f95a", 440, 366, 112, 10, None)]),
    "do-che-bien": C("Món chế biến sẵn", "processed", "tray", [(JAR, 250, 216, 210, 0, ORANGE), ("squid-cake", 398, 240, 180, 6, None), ("1f356", 262, 362, 150, 0, None), ("1f990", 410, 362, 140, 0, None)]),
    # -- condiments
    "nuoc-mam": C("Nước mắm", "condiment", "tray", [("fish-sauce", 276, 220, 310, -3, None), ("fish-sauce", 372, 236, 280, 4, None), (FISH, 240, 376, 160, -8, None), (FISH, 414, 384, 150, 6, None)], 3),
    "mam": C("Mắm", "condiment", "tray", [(JAR, 270, 222, 240, 0, (190, 96, 40)), (FISH, 392, 330, 214, -8, None), (CHILI, 214, 384, 120, 0, None)]),
    "nuoc-cham": C("Nước chấm", "condiment", "tray", [("fish-sauce", 262, 224, 290, -3, None), ("soy-sauce", 376, 234, 280, 3, None), (CHILI, 220, 378, 110, 0, None), ("1f9c4", 420, 380, 110, 0, None), ("1f34b", 320, 398, 90, 0, None)], 2),
    "tieu": C("Tiêu xanh", "condiment", "tray", [(HERB, 430, 186, 160, 10, None), ("pepper-spike", 240, 228, 220, -16, None), ("pepper-spike", 330, 226, 236, 4, None), ("pepper-spike", 412, 268, 200, 22, None), *[("1f7e2", x, y, s, 0, (112, 140, 52)) for x, y, s in ((236, 376, 58), (300, 400, 54), (366, 382, 60), (430, 396, 50))]]),
    "tieu-den": C("Hạt tiêu", "condiment", "tray", [(JAR, 262, 220, 230, 0, (70, 54, 46)), ("pepper", 374, 316, 260, 0, None), (HERB, 430, 200, 130, 10, None), ("pepper", 226, 392, 140, 0, None)]),
    "gia-vi": C("Gia vị", "condiment", "tray", [("1f9c4", 236, 220, 160, 0, None), (CHILI, 392, 216, 170, 0, None), ("1f9c5", 434, 344, 130, 0, None), ("1fada", 220, 356, 150, 0, None), ("pepper", 330, 356, 170, 0, None)], 2),
    "muoi": C("Muối", "sea", "tray", [("1f9c2", 250, 216, 210, -6, None), ("salt", 366, 300, 290, 0, None), ("salt", 228, 390, 150, 0, None)]),
    "muoi-tom": C("Muối tôm", "condiment", "tray", [(JAR, 250, 218, 220, 0, (226, 120, 70)), ("shrimp-salt", 372, 306, 270, 0, None), ("1f990", 240, 380, 130, 0, None), (CHILI, 440, 210, 100, 10, None)]),
    "toi": C("Tỏi", "grain", "tray", [("1f9c4", 246, 222, 196, -10, None), ("1f9c4", 402, 236, 184, 10, None), ("1f9c4", 312, 350, 196, 0, None), ("1f9c4", 448, 372, 110, 20, None)]),
    "ot": C("Ớt", "condiment", "tray", [(CHILI, 244, 222, 196, -10, None), (CHILI, 400, 236, 190, 30, None), (CHILI, 312, 346, 196, 10, None), (CHILI, 208, 372, 110, 60, None), (CHILI, 450, 372, 110, -20, None)]),
    "hanh": C("Hành", "grain", "tray", [("1f9c5", 246, 222, 196, -10, None), ("1f9c5", 402, 236, 184, 10, (190, 96, 110)), ("1f9c5", 312, 350, 196, 0, None), (HERB, 452, 372, 110, 20, None)]),
    "gung-nghe": C("Gừng, nghệ", "condiment", "tray", [("1fada", 248, 226, 220, -8, None), ("1fada", 398, 250, 200, 40, (240, 150, 40)), ("1fada", 300, 362, 180, 80, (240, 150, 40))]),
    # -- tea, coffee, cocoa
    "che": C("Chè", "tea", "tray", [("1fad6", 300, 214, 230, 0, (120, 150, 100)), ("tea-leaves", 244, 360, 210, 0, None), ("1f375", 412, 356, 150, 0, None), (LEAVES, 440, 206, 110, 0, None)], 3),
    "tra": C("Trà", "tea", "tray", [("1fad6", 312, 222, 250, 0, (196, 108, 66)), ("dried-herb", 234, 364, 190, 0, None), ("1f375", 410, 362, 150, 0, None)], 2),
    "tra-thao-moc": C("Trà thảo mộc", "tea", "tray", [("1fad6", 312, 236, 262, 0, (196, 108, 66)), ("1f33c", 208, 370, 128, 0, YELLOW), ("1f375", 410, 366, 150, 0, None), ("1f33c", 308, 404, 92, 30, YELLOW)], 2),
    "tra-hoa-vang": C("Trà hoa vàng", "tea", "tray", [("1f33a", 236, 212, 190, -8, (250, 196, 56)), ("1f33a", 404, 204, 170, 10, (250, 196, 56)), ("1f375", 400, 340, 180, 0, None), ("dried-flower", 246, 362, 210, 0, None)], 2),
    "tra-dong-trung": C("Trà đông trùng", "tea", "tray", [("1fad6", 286, 216, 220, 0, (206, 128, 66)), ("cordyceps-dry", 420, 230, 170, 10, None), ("1f375", 396, 366, 150, 0, None), ("cordyceps-dry", 238, 364, 140, -70, None)]),
    "ca-phe": C("Cà phê", "coffee", "tray", [("2615", 326, 222, 246, 0, (214, 150, 112)), ("coffee-beans", 216, 374, 150, 0, None), ("coffee-beans", 330, 396, 140, 60, None), ("coffee-beans", 430, 366, 140, -40, None)], 3),
    "ca-phe-nam": C("Cà phê nấm", "coffee", "tray", [("2615", 286, 222, 226, 0, (214, 150, 112)), ("lingzhi", 416, 300, 190, 0, None), ("coffee-beans", 220, 376, 150, 0, None), ("coffee-beans", 346, 394, 130, 60, None)]),
    "ca-cao": C("Ca cao", "coffee", "tray", [("1f36b", 248, 222, 200, -8, None), ("2615", 406, 240, 180, 0, (206, 150, 118)), ("cocoa", 286, 362, 220, 0, None), ("1f36b", 438, 384, 100, 20, None)]),
    "ca-phe-ca-cao": C("Cà phê, ca cao", "coffee", "tray", [("2615", 286, 222, 220, 0, (214, 150, 112)), ("1f36b", 424, 236, 160, 10, None), ("cocoa", 404, 372, 180, 0, None), ("coffee-beans", 238, 376, 160, 0, None)]),
    "so-co-la": C("Sô-cô-la", "coffee", "tray", [("1f36b", 244, 222, 210, -10, None), ("1f36b", 400, 240, 200, 12, None), ("cocoa", 262, 374, 190, 0, None), ("1f36b", 416, 372, 140, 40, None)], 2),
    # -- drinks
    "nuoc-khoang": C("Nước khoáng", "drink", "tray", [("water-blue", 262, 226, 300, -3, None), ("water-green", 376, 238, 290, 3, None), ("1f4a7", 220, 386, 90, 0, None), ("1f4a7", 430, 380, 100, 0, None)], 2),
    "nuoc-dong-chai": C("Nước đóng chai", "sea", "tray", [("water-blue", 250, 236, 280, -4, None), ("water-blue", 390, 236, 280, 4, None), ("water-blue", 320, 258, 300, 0, None), ("1f4a7", 226, 392, 80, 0, None), ("1f4a7", 420, 392, 86, 0, None)]),
    "nuoc-chanh-muoi": C("Nước khoáng chanh muối", "drink", "tray", [("water-yellow", 262, 226, 300, -3, None), ("water-yellow", 372, 240, 284, 4, None), ("1f34b", 226, 380, 120, -10, None), ("1f34b", 420, 376, 130, 14, (200, 206, 90)), ("salt", 326, 398, 110, 0, None)]),
    "do-uong": C("Đồ uống", "drink", "tray", [("juice-orange", 258, 226, 300, -3, None), ("juice-green", 380, 236, 290, 3, None), ("1f34a", 222, 380, 110, 0, None), ("1f34b", 426, 382, 104, 0, (190, 200, 84))], 2),
    "chanh-leo": C("Chanh leo", "drink", "tray", [("juice-orange", 310, 220, 310, 0, None), ("passion-fruit", 218, 352, 130, -8, None), ("passion-fruit", 408, 344, 140, 8, None), ("passion-fruit", 316, 396, 106, 0, None)]),
    "nuoc-uong": C("Nước uống", "drink", "tray", [("water-green", 264, 230, 290, -3, None), ("water-blue", 376, 238, 290, 3, None), ("1f4a7", 230, 388, 90, 0, None), (LEAVES, 424, 384, 100, 0, None)]),
    "ruou": C("Rượu trắng", "spirit", "tray", [("gourd-white", 258, 232, 300, -4, None), ("wine-clear", 382, 224, 300, 3, None), ("rice", 232, 388, 150, 0, None), ("1f33e", 432, 380, 120, 30, None)], 2),
    "ruou-nep": C("Rượu nếp", "spirit", "tray", [("gourd-brown", 262, 232, 300, -4, None), ("wine-clear", 382, 228, 290, 3, None), ("sticky-rice", 250, 384, 180, 0, None), ("1f33e", 432, 376, 130, 30, GOLD)]),
    "ruou-ba-kich": C("Rượu ba kích", "spirit", "tray", [("wine-purple", 262, 224, 310, -3, None), ("gourd-brown", 386, 246, 280, 4, None), ("1fada", 230, 384, 120, 0, (176, 120, 84)), ("1fada", 424, 390, 100, 40, (176, 120, 84))], 2),
    "ruou-sim": C("Rượu sim", "spirit", "tray", [("wine-red", 310, 220, 320, 0, None), *[("myrtle", x, y, s, 0, None) for x, y, s in ((220, 330, 74), (250, 384, 80), (404, 346, 84), (440, 398, 70), (360, 404, 76), (196, 392, 58))], (HERB, 446, 216, 120, 10, None)]),
    "ruou-mo": C("Rượu mơ", "spirit", "tray", [("wine-gold", 300, 220, 320, 0, None), ("apricot", 222, 366, 120, -6, None), ("apricot", 406, 350, 134, 8, None), ("apricot", 320, 396, 104, 0, None)]),
    "ruou-nam": C("Rượu nấm lim", "spirit", "tray", [("wine-brown", 270, 222, 310, -3, None), ("gourd-brown", 390, 250, 270, 4, None), ("lingzhi", 228, 376, 140, -8, None), ("lingzhi", 416, 384, 130, 8, None)]),
    "ruou-dong-trung": C("Rượu đông trùng", "spirit", "tray", [("wine-gold", 270, 222, 310, -3, None), ("gourd-white", 392, 246, 270, 4, None), ("cordyceps", 232, 378, 140, -30, None), ("cordyceps", 420, 388, 110, 40, None)]),
    "do-uong-co-con": C("Đồ uống có cồn", "spirit", "tray", [("wine-brown", 240, 232, 290, -4, None), ("wine-purple", 398, 232, 290, 4, None), ("gourd-brown", 318, 268, 270, 0, None)], 2),
    # -- herbs, care
    "cao-thuoc": C("Cao dược liệu", "herb", "tray", [(HERB, 440, 240, 200, 0, None), (JAR, 292, 250, 256, 0, DARK), (HERB, 206, 372, 140, 30, None), (HERB, 404, 384, 130, 0, None)], 3),
    "dong-trung": C("Đông trùng hạ thảo", "herb", "tray", [("cordyceps", 250, 226, 240, -12, None), ("cordyceps", 398, 238, 230, 12, None), ("cordyceps", 318, 332, 210, 0, None)], 2),
    "dong-trung-kho": C("Đông trùng khô", "coffee", "tray", [(JAR, 400, 220, 230, 0, ORANGE), ("cordyceps-dry", 266, 244, 250, -10, None), ("cordyceps-dry", 300, 366, 190, 80, None), (HERB, 440, 384, 100, 0, None)], 2),
    "nam-linh-chi": C("Nấm linh chi", "herb", "tray", [("lingzhi", 260, 220, 250, -6, None), ("lingzhi", 394, 280, 220, 8, None), ("lingzhi", 268, 366, 180, 0, None), (HERB, 444, 386, 100, 20, None)]),
    "thao-moc": C("Thảo mộc", "herb", "tray", [(HERB, 240, 204, 200, -14, None), (LEAVES, 410, 206, 160, 10, None), ("dried-herb", 330, 312, 270, 0, None), ("1f33c", 212, 376, 110, 0, YELLOW), ("dried-flower", 424, 392, 130, 0, None)], 3),
    "duoc-lieu": C("Dược liệu", "herb", "tray", [("1fada", 230, 222, 180, -8, (196, 150, 104)), (HERB, 404, 206, 200, 8, None), ("dried-herb", 252, 350, 200, 0, None), ("lingzhi", 416, 356, 160, 0, None)], 2),
    "san-pham-duoc-lieu": C("Từ dược liệu", "herb", "tray", [(JAR, 262, 226, 230, 0, (150, 110, 60)), ("dropper", 392, 236, 240, 4, None), (HERB, 216, 378, 130, 20, None), ("1fada", 412, 384, 110, 0, (196, 150, 104))], 2),
    "tinh-dau": C("Tinh dầu", "herb", "tray", [("dropper", 268, 230, 300, -4, None), ("dropper-green", 384, 250, 270, 4, None), (HERB, 210, 372, 140, 30, None), (LEAVES, 428, 384, 120, 0, None)], 2),
    "my-pham": C("Mỹ phẩm", "care", "tray", [("1f9f4", 256, 224, 250, -4, (200, 214, 170)), ("dropper-green", 386, 236, 260, 4, None), ("1f338", 222, 384, 100, 0, None), (HERB, 424, 386, 120, 20, None)], 2),
    "xa-phong": C("Xà phòng", "care", "tray", [("soap-green", 254, 214, 210, -8, None), ("soap-honey", 396, 262, 210, 8, None), ("soap-green", 276, 350, 190, 2, None), (HERB, 440, 378, 120, 20, None), ("1f33c", 196, 378, 90, 0, None)]),
    # -- crafts and cloth
    "thu-cong": C("Thủ công mỹ nghệ", "craft", "mat", [("basket", 240, 222, 230, -3, None), ("vase-blue", 398, 224, 240, 2, None), ("vase-brown", 318, 360, 170, 0, None)], 2),
    "do-coi": C("Đồ cói", "craft", "tray", [("rug", 396, 216, 210, 0, None), ("sedge-basket", 256, 246, 250, -3, None), ("sedge-basket", 396, 356, 160, 4, None)], 2),
    "tham-coi": C("Thảm cói", "craft", "tray", [("rug", 254, 230, 260, 0, None), ("rug-green", 404, 268, 210, 0, None), ("rug", 288, 384, 140, 0, None)]),
    "may-tre-dan": C("Mây tre đan", "craft", "mat", [("basket", 252, 222, 250, -4, None), ("basket-dark", 396, 250, 220, 4, None), ("basket", 286, 374, 140, 0, None), ("1f452", 420, 382, 130, 0, (236, 200, 140))], 2),
    "gom": C("Gốm", "craft", "mat", [("vase-blue", 250, 226, 260, -2, None), ("vase-green", 394, 236, 240, 2, None), ("vase-brown", 318, 362, 180, 0, None)], 2),
    "am-tra-gom": C("Ấm trà gốm", "craft", "mat", [("1fad6", 300, 234, 280, 0, (120, 150, 156)), ("bowl-blue", 238, 384, 110, 0, None), ("bowl-blue", 400, 384, 110, 0, None)]),
    "bat-gom": C("Bát gốm", "craft", "mat", [("bowl-green", 250, 220, 200, -2, None), ("bowl-blue", 394, 240, 200, 2, None), ("bowl-blue", 286, 350, 210, 0, None)]),
    "ngoc-trai-akoya": C("Ngọc trai Akoya", "craft", "mat", [("1f9aa", 312, 228, 250, 0, None), ("pearl", 220, 352, 92, 0, None), ("pearl-rose", 316, 374, 108, 0, None), ("pearl", 412, 360, 96, 0, None), ("pearl-rose", 252, 422, 70, 0, None), ("pearl", 380, 428, 74, 0, None)]),
    "ngoc-trai-tahiti": C("Ngọc trai Tahiti", "sea", "mat", [("1f9aa", 312, 228, 250, 0, None), ("pearl-black", 222, 352, 96, 0, None), ("pearl-green", 316, 376, 112, 0, None), ("pearl-black", 412, 360, 100, 0, None), ("pearl-green", 250, 424, 72, 0, None), ("pearl-black", 382, 430, 76, 0, None)]),
    "ngoc-trai-south-sea": C("Ngọc trai South Sea", "grain", "mat", [("1f9aa", 312, 228, 250, 0, None), ("pearl-gold", 222, 352, 96, 0, None), ("pearl-cream", 316, 376, 114, 0, None), ("pearl-gold", 412, 360, 100, 0, None), ("pearl-cream", 250, 424, 72, 0, None), ("pearl-gold", 382, 430, 76, 0, None)]),
    "ngoc-trai": C("Ngọc trai", "plant", "mat", [("1f9aa", 312, 228, 250, 0, None), ("pearl", 222, 352, 96, 0, None), ("pearl-black", 316, 376, 112, 0, None), ("pearl-gold", 412, 360, 100, 0, None)]),
    "tho-cam": C("Thổ cẩm", "craft", "mat", [("brocade", 262, 216, 260, -6, None), ("brocade-red", 376, 316, 260, 5, None), ("1f9f5", 222, 366, 120, 0, None)], 2),
    "lua": C("Lụa", "plant", "mat", [("silk-red", 234, 232, 250, -6, None), ("silk-gold", 322, 226, 260, 0, None), ("silk-green", 410, 236, 250, 6, None), ("1f9f5", 230, 384, 100, 0, None)]),
    "vai-may-mac": C("Vải, may mặc", "craft", "mat", [("cloth-indigo", 264, 216, 250, -5, None), ("silk-red", 420, 236, 230, 6, None), ("brocade", 282, 340, 220, 2, None), ("1f9f5", 424, 384, 106, 0, None)], 2),
    # -- living things
    "hoa": C("Hoa tươi", "plant", "leaf", [("1f490", 300, 234, 300, 0, None), ("1f338", 206, 370, 110, 0, None), ("1f33a", 430, 356, 140, 0, None)], 2),
    "hoa-lan": C("Hoa lan", "plant", "tray", [("1fab4", 262, 226, 260, 0, None), ("1f33a", 250, 150, 120, 0, None), ("1f33a", 320, 186, 110, 20, (236, 226, 240)), ("1f33a", 406, 268, 180, 0, None), ("1f338", 416, 382, 120, 0, None)]),
    "hoa-sen": C("Hoa sen", "plant", "leaf", [("1fab7", 256, 230, 240, -4, None), ("1fab7", 404, 270, 200, 8, None), ("1fab7", 300, 370, 160, 0, None)]),
    "hoa-cuc": C("Hoa cúc", "plant", "mat", [("mum-pot", 270, 226, 270, 0, None), ("mum-pot", 418, 316, 190, 0, None), ("1f33c", 222, 388, 90, 0, YELLOW)]),
    "hoa-hong": C("Hoa hồng", "plant", "leaf", [("1f339", 236, 226, 230, -14, None), ("1f339", 396, 230, 230, 14, None), ("1f339", 318, 258, 250, 0, None), ("1f338", 428, 382, 96, 0, None)]),
    "hoa-dao-mai": C("Hoa đào, mai", "plant", "tray", [("1f338", 246, 214, 180, 0, None), ("1f338", 404, 220, 170, 20, YELLOW), ("1f338", 318, 338, 190, 10, None), ("1f338", 208, 368, 110, 30, YELLOW), ("1f338", 448, 366, 116, 0, None)]),
    "cay-canh": C("Cây cảnh", "plant", "mat", [("bonsai", 296, 230, 310, 0, None), ("1fab4", 436, 344, 150, 0, None), ("1fab4", 196, 378, 110, 0, None)], 2),
    "bonsai": C("Bonsai", "fresh", "mat", [("bonsai", 316, 244, 350, 0, None)]),
    "mai-vang": C("Mai vàng", "plant", "mat", [("apricot-bonsai", 308, 244, 340, 0, None)]),
    "trong": C("", "grain", "tray", []),
    "dong-vat-canh": C("Động vật cảnh", "plant", "tray", [("glass-bowl", 262, 238, 250, 0, None), ("1f420", 256, 266, 110, 0, ORANGE), ("1f99c", 416, 226, 190, 0, None), ("1f422", 406, 372, 130, 0, None)], 2),
    "ca-canh": C("Cá cảnh", "drink", "tray", [("glass-bowl", 316, 240, 350, 0, None), ("1f420", 272, 262, 130, 0, (255, 160, 84)), ("1f420", 372, 304, 110, 0, (240, 84, 64)), (HERB, 396, 248, 80, 0, None)]),
    "chim-canh": C("Chim cảnh", "plant", "tray", [("1f99c", 246, 232, 250, 0, None), ("1f426", 402, 246, 200, 0, ORANGE), (LEAVES, 330, 380, 130, 0, None)]),
}  # fmt: skip

# The kinds of land; drawn in `landscapes.py`.
LANDSCAPES = ("nui", "bien", "cao-nguyen", "dong-bang", "song-nuoc", "thanh-thi")

# The six groups on the start page: several goods of a group on one tray, no label. The sixth is a land.
GROUP_TILES: dict[str, Composition] = {
    "thuc-pham": C("", "processed", "tray", [("sack", 238, 206, 220, -6, None), ("1f36f", 396, 212, 190, 6, None), ("1f990", 214, 358, 150, 0, None), ("1f96c", 330, 350, 170, 0, None), ("1f95a", 442, 352, 106, 8, None)]),
    "do-uong": C("", "drink", "tray", [("1fad6", 244, 220, 220, 0, (196, 108, 66)), ("wine-clear", 402, 216, 250, 4, None), ("2615", 236, 366, 150, 0, (214, 150, 112)), ("coffee-beans", 344, 384, 110, 0, None), ("1f375", 438, 368, 124, 0, None)]),
    "duoc-lieu": C("", "herb", "tray", [(JAR, 256, 226, 220, 0, DARK), ("dropper", 392, 224, 220, 5, None), ("1fada", 222, 372, 140, -8, (196, 150, 104)), (HERB, 330, 372, 150, 10, None), ("lingzhi", 436, 366, 136, 0, None)]),
    "thu-cong-my-nghe": C("", "craft", "mat", [("basket", 236, 222, 230, -3, None), ("vase-blue", 404, 218, 236, 2, None), ("brocade", 236, 372, 150, -4, None), ("vase-brown", 376, 372, 150, 0, None)]),
    "sinh-vat-canh": C("", "plant", "leaf", [("bonsai", 254, 218, 270, 0, None), ("1f490", 412, 236, 200, 8, None), ("glass-bowl", 248, 382, 150, 0, None), ("1f420", 245, 398, 66, 0, ORANGE), ("1f33a", 404, 380, 130, 0, None)]),
}  # fmt: skip
