"""The colours of e-mails are those of the shop, and can be read."""

import pytest

from shop.notices.ink import DAY, INK, NIGHT
from tests.architecture.test_colours import SCHEMES, contrast, rgb

PAIRS = [
    *[("text", ground) for ground in ("surface_raised", "surface_sunken")],
    *[("text_muted", ground) for ground in ("surface", "surface_raised")],
    *[("accent", ground) for ground in ("surface", "surface_raised")],
    ("on_accent", "accent"),
]


@pytest.mark.parametrize(("scheme", "ink"), [("day", DAY), ("night", NIGHT)])
def test_a_mail_has_the_colours_of_the_tokens(scheme, ink):
    for role, value in ink.items():
        assert "#{:02x}{:02x}{:02x}".format(*rgb(role.replace("_", "-"), SCHEMES[scheme])) == value, role


@pytest.mark.parametrize("ink", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("front", "ground"), PAIRS)
def test_every_pair_can_be_read(ink, front, ground):
    here = {"front": ink[front], "ground": ink[ground]}

    assert contrast(rgb("front", here), rgb("ground", here)) >= 4.5


def test_no_role_is_left_over():
    used = {role for pair in PAIRS for role in pair}

    assert set(INK) - used == {"line", "motif"}
