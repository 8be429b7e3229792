"""The page “Who may do what” says what the code does."""

import re
from pathlib import Path

import shop.accounts
from shop.accounts.roles import GRANTED, MAY_GRANT, STAFF, Role

PAGE = (Path(shop.accounts.__file__).parent / "README.md").read_text(encoding="utf-8")


def table(heading: str) -> dict[str, list[str]]:
    """This will return the rows of the table below a heading by their first cell."""
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:1] == "|"]
    return {row[0].strip("`"): row[1:] for row in rows[2:]}


def test_the_page_names_every_role_with_its_way_and_its_second_factor():
    rows = table("Roles")

    assert list(rows) == [role.value for role in Role]
    for role in Role:
        _, way, second_factor, _ = rows[role.value]
        assert way == ("grant" if role in GRANTED else "membership"), role
        assert second_factor == ("yes" if role in STAFF else "no"), role


def test_the_page_says_who_grants_what():
    rows = table("Who grants what")

    assert list(rows) == [role.value for role in Role]
    for role in Role:
        assert set(re.findall(r"`(\w+)`", rows[role.value][0])) == {r.value for r in MAY_GRANT[role]}, role
