"""Pieces that no stock of art has: bottles, sacks, pearls, baskets, cloth, what a Vietnamese market sells.

Each is a square of 512 px with a clear ground, drawn from a few lines. Used by `make_pictures.py` only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PIL import Image

from shop.demo.pictures.pieces.garden import (
    apricot_bonsai,
    bonsai,
    coffee_beans,
    custard_apple,
    fruit,
    gourd_fruit,
    lingzhi,
    lychee,
    macadamia,
    mum_pot,
    pepper_spike,
    radish,
)
from shop.demo.pictures.pieces.kitchen import chunk, dried_squid, fish, leaf_parcel, leaf_roll, patty, rice_cracker
from shop.demo.pictures.pieces.light import ball, fibres, heap, noodles, sticks, turned
from shop.demo.pictures.pieces.vessels import bottle, bowl, dropper, gourd, sack, vase, water_bottle
from shop.demo.pictures.pieces.workshop import basket, cloth, glass_bowl, roll, rug, soap

DRAWN: dict[str, Callable[[], Image.Image]] = {
    "fish-sauce": lambda: bottle((150, 66, 22), (186, 48, 34), (250, 232, 190)),
    "soy-sauce": lambda: bottle((66, 34, 22), (186, 48, 34), (250, 232, 190)),
    "peanut-oil": lambda: bottle((226, 168, 48), (60, 112, 60), (255, 250, 236), slim=False),
    "sesame-oil": lambda: bottle((192, 122, 40), (70, 44, 26), (255, 250, 236), slim=False),
    "soybean-oil": lambda: bottle((238, 204, 92), (206, 150, 40), (255, 250, 236), slim=False),
    "wine-purple": lambda: bottle((112, 40, 92), (44, 34, 30), (248, 236, 214)),
    "wine-red": lambda: bottle((150, 30, 44), (44, 34, 30), (248, 236, 214)),
    "wine-gold": lambda: bottle((226, 168, 66), (44, 34, 30), (248, 236, 214)),
    "wine-brown": lambda: bottle((132, 78, 38), (44, 34, 30), (248, 236, 214)),
    "wine-clear": lambda: bottle((206, 222, 220), (186, 48, 34), (248, 236, 214)),
    "juice-orange": lambda: bottle((240, 150, 52), (60, 112, 60), (255, 250, 236), slim=False),
    "juice-green": lambda: bottle((150, 178, 74), (60, 112, 60), (255, 250, 236), slim=False),
    "gourd-brown": lambda: gourd((150, 96, 58)),
    "gourd-white": lambda: gourd((232, 222, 202)),
    "water-blue": lambda: water_bottle((46, 112, 158), (70, 140, 184)),
    "water-green": lambda: water_bottle((48, 128, 96), (86, 160, 122)),
    "water-yellow": lambda: water_bottle((120, 150, 50), (226, 206, 92)),
    "dropper": dropper,
    "dropper-green": lambda: dropper((70, 108, 72)),
    "sack": lambda: sack((226, 206, 162), (170, 62, 42)),
    "sack-green": lambda: sack((230, 214, 174), (60, 112, 76)),
    "sack-brown": lambda: sack((206, 176, 130), (110, 66, 36)),
    "rice": lambda: heap([(250, 244, 228), (238, 228, 204), (255, 252, 244)], (17, 7), "rice"),
    "sticky-rice": lambda: heap([(252, 248, 238), (244, 238, 222), (255, 255, 250)], (12, 9), "sticky"),
    "brown-rice": lambda: heap([(190, 128, 82), (168, 104, 62), (206, 150, 104)], (17, 7), "brown"),
    "sesame": lambda: heap([(238, 216, 166), (222, 192, 134), (250, 234, 196)], (10, 7), "sesame"),
    "soybeans": lambda: heap([(232, 200, 118), (218, 178, 92), (244, 218, 148)], (18, 18), "soy"),
    "salt": lambda: heap([(255, 255, 255), (236, 240, 242), (248, 250, 250)], (11, 11), "salt"),
    "pepper": lambda: heap([(58, 44, 36), (84, 64, 50), (40, 30, 26)], (14, 14), "pepper"),
    "cereal": lambda: heap([(226, 186, 118), (204, 154, 86), (240, 210, 150), (170, 116, 66)], (12, 8), "cereal"),
    "tea-leaves": lambda: heap([(66, 84, 46), (92, 112, 58), (50, 62, 36), (116, 132, 74)], (34, 8), "tea"),
    "dried-herb": lambda: heap([(134, 116, 68), (106, 122, 66), (160, 134, 84), (84, 96, 50)], (38, 9), "herb"),
    "dried-flower": lambda: heap([(240, 186, 58), (226, 160, 40), (250, 212, 108), (206, 136, 36)], (28, 14), "flower"),
    "cocoa": lambda: heap([(98, 58, 36), (122, 74, 46), (78, 44, 28)], (24, 20), "cocoa"),
    "pearl": lambda: ball((232, 222, 214), (255, 255, 255)),
    "pearl-rose": lambda: ball((236, 208, 200), (255, 250, 248)),
    "pearl-black": lambda: ball((72, 84, 88), (214, 232, 226)),
    "pearl-green": lambda: ball((86, 104, 92), (222, 238, 222)),
    "pearl-gold": lambda: ball((226, 182, 98), (255, 246, 214)),
    "pearl-cream": lambda: ball((240, 216, 160), (255, 252, 236)),
    "guava": lambda: fruit((172, 206, 104), (240, 248, 206), 420),
    "pomelo": lambda: fruit((214, 206, 84), (252, 246, 184), 440),
    "apricot": lambda: fruit((240, 176, 70), (255, 236, 180), 380),
    "myrtle": lambda: ball((104, 50, 96), (196, 156, 196), 420, deep=0.6),
    "custard-apple": custard_apple,
    "radish": radish,
    "basket": basket,
    "basket-dark": lambda: basket((196, 138, 80), (132, 82, 42)),
    "vase-blue": lambda: vase((236, 234, 222), (52, 84, 128)),
    "vase-green": lambda: vase((176, 196, 164), (64, 96, 76)),
    "vase-brown": lambda: vase((190, 124, 80), (112, 60, 34)),
    "brocade": lambda: cloth((58, 36, 60), [(220, 70, 56), (240, 190, 70), (88, 170, 140), (240, 190, 70), (226, 92, 120)], "brocade"),
    "brocade-red": lambda: cloth((150, 38, 40), [(246, 206, 96), (250, 238, 214), (70, 140, 120), (250, 238, 214), (246, 206, 96)], "brocade"),
    "cloth-indigo": lambda: cloth((50, 72, 112), [(180, 196, 214), (220, 228, 232), (180, 196, 214)], "plain"),
    "silk-red": lambda: roll((188, 60, 56)),
    "silk-gold": lambda: roll((226, 176, 82)),
    "silk-green": lambda: roll((88, 142, 120)),
    "cordyceps": lambda: sticks((226, 120, 34), (250, 170, 70), 11, "cordyceps", thick=24),
    "cordyceps-dry": lambda: sticks((190, 92, 28), (222, 132, 50), 13, "cordyceps-dry", thick=17),
    "enoki": lambda: sticks((236, 222, 186), (252, 246, 228), 17, "enoki", thick=21, spread=0.8, caps=True),
    "oyster-mushroom": lambda: turned([(60, 96), (90, 118), (128, 104), (150, 62), (300, 70), (430, 88), (480, 60)], [(60, (158, 116, 82)), (130, (240, 230, 210))], gloss=0.3),
    "vermicelli": lambda: noodles((206, 196, 172), (186, 58, 40), "mien"),
    "rice-noodles": lambda: noodles((246, 240, 226), (70, 120, 76), "bun"),
    "floss": lambda: fibres([(222, 150, 76), (240, 182, 108), (202, 122, 58), (248, 204, 140)], "floss"),
    "floss-oyster": lambda: fibres([(186, 128, 78), (206, 154, 100), (160, 104, 60), (226, 184, 130)], "oyster"),
    "swift-nest": lambda: fibres([(250, 244, 230), (238, 228, 208), (255, 252, 244), (226, 212, 186)], "nest", bowl=True),
    "squid-cake": lambda: patty((232, 158, 66), "cha-muc"),
    "worm-cake": lambda: patty((206, 122, 52), "cha-ruoi", (96, 140, 66)),
    "dried-squid": dried_squid,
    "pork-roll": leaf_roll,
    "leaf-parcel": leaf_parcel,
    "bonsai": bonsai,
    "glass-bowl": glass_bowl,
    "soap-green": lambda: soap((158, 184, 120)),
    "soap-honey": lambda: soap((232, 184, 104)),
    "pork-belly": lambda: chunk((206, 92, 84), (250, 226, 208), "pork"),
    "coffee-beans": coffee_beans,
    "macadamia": macadamia,
    "macadamia-open": lambda: macadamia(cracked=True),
    "pepper-spike": lambda: pepper_spike((118, 152, 58)),
    "lingzhi": lingzhi,
    "rug": lambda: rug((226, 196, 132), (176, 66, 46)),
    "rug-green": lambda: rug((230, 204, 146), (74, 116, 84)),
    "sedge-basket": lambda: basket((236, 212, 152), (206, 172, 104)),
    "bowl-blue": lambda: bowl((238, 234, 220), (52, 84, 128)),
    "bowl-green": lambda: bowl((178, 198, 168), (64, 96, 76)),
    "rice-cracker": rice_cracker,
    "wax-gourd": gourd_fruit,
    "lychee": lychee,
    "apricot-bonsai": apricot_bonsai,
    "mum-pot": mum_pot,
    "passion-fruit": lambda: fruit((122, 58, 96), (206, 160, 190), 400),
    "shrimp-salt": lambda: heap([(240, 150, 104), (226, 116, 76), (250, 190, 150), (206, 84, 60)], (11, 10), "shrimp-salt"),
    "fish": lambda: fish((84, 112, 128), (230, 234, 230)),
    "fish-dry": lambda: fish((150, 94, 50), (232, 186, 122)),
    "pork-lean": lambda: chunk((196, 70, 70), (244, 206, 190), "lean"),
}  # fmt: skip


@cache
def drawn(name: str) -> Image.Image:
    return DRAWN[name]()
