"""Colours: hex stands in tokens.css alone, and every pair of roles that meet is readable by day, by night, in print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
# Django's admin is skinned by its own variables; it is nobody's shop window.
NOT_OURS = {"admin.css"}
TEXT, SIGN = 4.5, 3.0
# (what is read, what it stands on, the least ratio): WCAG 2.2, 1.4.3 for text and 1.4.11 for signs and edges.
PAIRS = [
    *[("text", ground, TEXT) for ground in ("surface", "surface-raised", "surface-sunken", "accent-soft")],
    *[("text", ground, TEXT) for ground in ("warn-soft", "danger-soft", "good-soft", "channel-soft")],
    *[("text-muted", ground, TEXT) for ground in ("surface", "surface-raised", "surface-sunken")],
    ("text-on-deep", "surface-deep", TEXT),
    ("text-on-deep-muted", "surface-deep", TEXT),
    ("pin-on-deep", "surface-deep", SIGN),
    *[("accent", ground, TEXT) for ground in ("surface", "surface-raised", "surface-sunken", "accent-soft")],
    *[("accent-hover", ground, TEXT) for ground in ("surface", "surface-raised", "surface-sunken", "accent-soft")],
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-hover", TEXT),
    ("on-buy", "buy", TEXT),
    ("on-buy", "buy-hover", TEXT),
    *[("buy", ground, TEXT) for ground in ("surface", "surface-raised")],
    *[("price", ground, TEXT) for ground in ("surface", "surface-raised")],
    *[("star-mark", f"star-{stars}", TEXT) for stars in (3, 4, 5)],
    *[("star-gone", ground, SIGN) for ground in ("surface", "surface-raised")],
    *[("good", ground, TEXT) for ground in ("surface", "surface-raised", "good-soft")],
    *[("warn", ground, TEXT) for ground in ("surface", "surface-raised", "warn-soft")],
    *[("danger", ground, TEXT) for ground in ("surface", "surface-raised", "danger-soft")],
    *[("line-strong", ground, SIGN) for ground in ("surface", "surface-raised", "surface-sunken")],
    *[("focus", ground, SIGN) for ground in ("surface", "surface-raised", "surface-sunken")],
    ("opinion", "surface-raised", SIGN),
    ("on-channel", "channel", TEXT),
    *[("channel", ground, TEXT) for ground in ("surface", "surface-raised", "channel-soft")],
]
# Ornament, shadow, hover grounds and hair lines: nothing is read in them or by them.
NOT_READ = {"motif", "motif-quiet", "line", "shadow", "shadow-bar", "warn-line", "opinion-off", "channel-deep"}


def declared(text: str) -> dict[str, str]:
    """The custom properties of a piece of CSS."""
    return {name: value.strip() for name, value in re.findall(r"--([a-z0-9-]+):\s*([^;]+);", text)}


def block(pattern: str, text: str) -> str:
    """What stands between the braces after the pattern; no rule of ours nests deeper than one."""
    found = re.search(pattern + r"\s*\{([^{}]*)\}", text)
    assert found, pattern
    return found.group(1)


ROOTS = re.findall(r":root\s*\{([^{}]*)\}", TOKENS)
RAW, LIGHT, DARK, PRINT = (declared(text) for text in ROOTS)
BEFORE_DARK, IN_DARK = TOKENS.split("prefers-color-scheme: dark", 1)
SCHEMES = {
    "day": {**RAW, **LIGHT},
    "night": {**RAW, **LIGHT, **DARK},
    "print": {**RAW, **LIGHT, **PRINT},
}
for colour in re.findall(r'\[data-channel-colour="(\w+)"\]', BEFORE_DARK):
    rule = rf'\[data-channel-colour="{colour}"\]'
    SCHEMES[f"{colour} by day"] = {**SCHEMES["day"], **declared(block(rule, BEFORE_DARK))}
    SCHEMES[f"{colour} by night"] = {**SCHEMES["night"], **declared(block(rule, IN_DARK))}


def rgb(role: str, scheme: dict[str, str]) -> tuple[int, int, int]:
    """The colour that a role has in a scheme."""
    value = scheme[role]
    while value.startswith("var("):
        value = scheme[value.removeprefix("var(--").removesuffix(")")]
    digits = value.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance, as WCAG defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast ratio, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_is_that_of_the_standard():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((0x77, 0x77, 0x77), (255, 255, 255)) == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("name", list(SCHEMES))
def test_every_pair_can_be_read(name):
    scheme = SCHEMES[name]
    too_weak = {
        f"{front} on {ground}": round(ratio, 2)
        for front, ground, least in PAIRS
        if (ratio := contrast(rgb(front, scheme), rgb(ground, scheme))) < least
    }

    assert too_weak == {}


def test_no_role_is_left_out():
    in_pairs = {role for front, ground, _least in PAIRS for role in (front, ground)}

    assert set(LIGHT) - in_pairs - NOT_READ == set()


def test_hex_stands_in_the_tokens_alone():
    found = {
        str(path.relative_to(CSS)): colours
        for path in sorted(CSS.rglob("*.css"))
        if path.name != "tokens.css" and path.name not in NOT_OURS
        if (colours := re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*[;}])", path.read_text(encoding="utf-8")))
    }

    assert found == {}
